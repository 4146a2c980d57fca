import { Module } from '@nestjs/common';

import { MessageModule } from '../message/message.module';
import { MineModule } from '../mine/mine.module';
import { PlaceModule } from '../place/place.module';
import { AnsweringController } from './answering.controller';
import { AnsweringLinks } from './answering-links';
import { AnsweringMails } from './answering.mails';
import { AnsweringPages } from './answering.pages';
import { AnsweringService } from './answering.service';

/** Answering the questions of an offering after the place is there. */
@Module({
  imports: [PlaceModule, MineModule, MessageModule],
  controllers: [AnsweringController, AnsweringPages],
  providers: [AnsweringLinks, AnsweringMails, AnsweringService],
})
export class AnsweringModule {}
