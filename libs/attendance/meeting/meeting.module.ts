import { Module } from '@nestjs/common';

import { PeopleModule } from '@academie/people';
import { EnrolmentModule } from '@academie/enrolment';

import { RegisterModule } from '../register/register.module';
import { MeetingReportsController } from './meeting-reports.controller';
import { MeetingPages } from './meeting.pages';
import { MeetingQueries } from './meeting.queries';
import { MeetingService } from './meeting.service';

/** A report of a video meeting as marks. */
@Module({
  imports: [PeopleModule, EnrolmentModule, RegisterModule],
  controllers: [MeetingPages, MeetingReportsController],
  providers: [MeetingQueries, MeetingService],
})
export class MeetingModule {}
