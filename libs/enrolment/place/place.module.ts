import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { PeopleModule } from '@academie/people';

import { EarlierLearningModule } from '../earlier-learning/earlier-learning.module';
import { ProgrammeOrderModule } from '../programme-order/programme-order.module';
import { WaitingListModule } from '../waiting-list/waiting-list.module';
import { WorkplaceModule } from '../workplace/workplace.module';
import { Answer } from './answer.entity';
import { AnswersQueries } from './answers.queries';
import { EnrolStatement } from './enrol.statement';
import { EnrolmentAccess } from './enrolment-access';
import { EnrolmentConditions } from './enrolment-conditions';
import { EnrolmentController } from './enrolment.controller';
import { Enrolment } from './enrolment.entity';
import { EnrolmentQueries } from './enrolment.queries';
import { EnrolmentService } from './enrolment.service';
import { GuestEnrolments } from './guest-enrolments';
import { OfferService } from './offer.service';
import { OfferingSessionsQueries } from './offering-sessions.queries';
import { OutcomeRecorder } from './outcome-recorder';
import { Overlaps } from './overlaps';
import { ReportedEnrolments } from './reported-enrolments';

/** One person's place in one offering: states, rules, commands, API. */
@Module({
  imports: [
    EarlierLearningModule,
    PeopleModule,
    ProgrammeOrderModule,
    WaitingListModule,
    WorkplaceModule,
    TypeOrmModule.forFeature([Enrolment, Answer]),
  ],
  controllers: [EnrolmentController],
  providers: [
    AnswersQueries,
    EnrolmentAccess,
    EnrolmentConditions,
    EnrolmentQueries,
    EnrolmentService,
    EnrolStatement,
    GuestEnrolments,
    OfferService,
    Overlaps,
    OutcomeRecorder,
    ReportedEnrolments,
    OfferingSessionsQueries,
  ],
  exports: [
    AnswersQueries,
    EnrolmentAccess,
    EnrolmentConditions,
    EnrolmentQueries,
    EnrolmentService,
    GuestEnrolments,
    OfferService,
    Overlaps,
    OutcomeRecorder,
    ReportedEnrolments,
    OfferingSessionsQueries,
  ],
})
export class PlaceModule {}
