import { Module } from '@nestjs/common';

import { WritesJournal } from '@academie/platform';

import { ENROLMENT_EVENTS } from './enrolment.events';
import { WaitingListModule } from './waiting-list/waiting-list.module';
import { WorkplaceModule } from './workplace/workplace.module';
import { EarlierLearningModule } from './earlier-learning/earlier-learning.module';
import { ProgrammeOrderModule } from './programme-order/programme-order.module';
import { PlaceModule } from './place/place.module';
import { ComingModule } from './coming/coming.module';
import { NeedModule } from './need/need.module';
import { WorkshopModule } from './workshop/workshop.module';
import { MineModule } from './mine/mine.module';
import { ParticipantsModule } from './participants/participants.module';
import { WhoSeesModule } from './who-sees/who-sees.module';
import { RequestModule } from './request/request.module';
import { SeatBlockModule } from './seat-block/seat-block.module';
import { BulkModule } from './bulk/bulk.module';
import { BulkChangeModule } from './bulk-change/bulk-change.module';
import { OrganisationModule } from './organisation/organisation.module';
import { TrainingNeedsModule } from './training-needs/training-needs.module';
import { ProgrammeModule } from './programme/programme.module';
import { ReplacementModule } from './replacement/replacement.module';
import { CalendarModule } from './calendar/calendar.module';
import { MessageModule } from './message/message.module';
import { TrainerMailModule } from './trainer-mail/trainer-mail.module';
import { InterestModule } from './interest/interest.module';
import { MessageRuleModule } from './message-rule/message-rule.module';
import { WorkshopChoiceModule } from './workshop-choice/workshop-choice.module';
import { AnsweringModule } from './answering/answering.module';
import { DirectMessageModule } from './direct-message/direct-message.module';
import { OutboxModule } from './outbox/outbox.module';
import { DemoModule } from './demo/demo.module';
import { EnrolmentPersonPart } from './person-data.handler';

const FOLDERS = [
  WaitingListModule,
  WorkplaceModule,
  EarlierLearningModule,
  ProgrammeOrderModule,
  PlaceModule,
  ComingModule,
  NeedModule,
  WorkshopModule,
  MineModule,
  ParticipantsModule,
  WhoSeesModule,
  RequestModule,
  SeatBlockModule,
  BulkModule,
  BulkChangeModule,
  OrganisationModule,
  TrainingNeedsModule,
  ProgrammeModule,
  ReplacementModule,
  CalendarModule,
  MessageModule,
  TrainerMailModule,
  InterestModule,
  MessageRuleModule,
  WorkshopChoiceModule,
  AnsweringModule,
  DirectMessageModule,
  OutboxModule,
  DemoModule,
];

/** Who takes part: places, waiting lists, requests, messages. */
@WritesJournal('enrolment', ENROLMENT_EVENTS)
@Module({
  imports: FOLDERS,
  providers: [EnrolmentPersonPart],
  exports: FOLDERS,
})
export class EnrolmentModule {}
