import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { EnrolmentModule } from '@academie/enrolment';

import { ColleaguesFollowingPages } from './colleagues-following.pages';
import { FollowingPages } from './following.pages';
import { FollowingQueries } from './following.queries';
import { Reminder } from './reminder.entity';
import { ReminderMails } from './reminder.mails';
import { ReminderService } from './reminder.service';

/** Who is where in their lessons, and reminding them, for trainers and coordinators. */
@Module({
  imports: [EnrolmentModule, TypeOrmModule.forFeature([Reminder])],
  controllers: [FollowingPages, ColleaguesFollowingPages],
  providers: [FollowingQueries, ReminderMails, ReminderService],
  exports: [FollowingQueries],
})
export class FollowingModule {}
