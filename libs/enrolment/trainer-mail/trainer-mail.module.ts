import { Module } from '@nestjs/common';

import { CatalogueModule } from '@academie/catalogue';

import { PlaceModule } from '../place/place.module';
import { CalendarModule } from '../calendar/calendar.module';
import { MessageModule } from '../message/message.module';
import { TrainerMails } from './trainer.mails';

/** What trainers hear about what they give. */
@Module({
  imports: [CatalogueModule, PlaceModule, CalendarModule, MessageModule],
  providers: [TrainerMails],
})
export class TrainerMailModule {}
