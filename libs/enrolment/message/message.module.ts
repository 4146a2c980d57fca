import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { PlaceModule } from '../place/place.module';
import { CalendarModule } from '../calendar/calendar.module';
import { EnrolmentMailQueries } from './enrolment-mail.queries';
import { EnrolmentMails } from './enrolment.mails';
import { MessagePreferences } from './message-preferences';
import { MessageRules } from './message-rules';
import { MessageSchedule } from './message-schedule.queries';
import { MessageSender } from './message-sender';
import { MessageTopics } from './message-topics';
import { MessagePreference, MessageRule } from './message.entity';
import { PreferencePages, UnsubscribePages } from './unsubscribe.pages';

/** Every mail about an enrolment: what is sent, when, and what people refused. */
@Module({
  imports: [
    PlaceModule,
    CalendarModule,
    TypeOrmModule.forFeature([MessageRule, MessagePreference]),
  ],
  controllers: [PreferencePages, UnsubscribePages],
  providers: [
    EnrolmentMailQueries,
    EnrolmentMails,
    MessagePreferences,
    MessageRules,
    MessageSchedule,
    MessageSender,
    MessageTopics,
  ],
  exports: [EnrolmentMailQueries, MessagePreferences, MessageRules, MessageSender, MessageTopics],
})
export class MessageModule {}
