import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { MineModule } from '../mine/mine.module';
import { MessageModule } from '../message/message.module';
import { ParticipantsModule } from '../participants/participants.module';
import { PlaceModule } from '../place/place.module';
import { DirectMessage } from './direct-message.entity';
import { DirectMessageController } from './direct-message.controller';
import { DirectMessageLinks } from './direct-message-links';
import { DirectMessageMails } from './direct-message.mails';
import { DirectMessagePages } from './direct-message.pages';
import { DirectMessageQueries } from './direct-message.queries';
import { DirectMessageService } from './direct-message.service';

/** Writing to participants, now. */
@Module({
  imports: [
    PlaceModule,
    MineModule,
    ParticipantsModule,
    MessageModule,
    TypeOrmModule.forFeature([DirectMessage]),
  ],
  controllers: [DirectMessageController, DirectMessagePages],
  providers: [DirectMessageLinks, DirectMessageMails, DirectMessageQueries, DirectMessageService],
})
export class DirectMessageModule {}
