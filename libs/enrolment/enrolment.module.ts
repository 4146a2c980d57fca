import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { CatalogueModule } from '@academie/catalogue';
import { PeopleModule } from '@academie/people';
import { WritesJournal } from '@academie/platform';

import { ENROLMENT_EVENTS } from './enrolment.events';
import { BlockClaims } from './seat-block/block-claims';
import { BlockController } from './seat-block/block.controller';
import { SeatBlock } from './seat-block/block.entity';
import { BlockMails } from './seat-block/block.mails';
import { BlockPages } from './seat-block/block.pages';
import { BlockQueries } from './seat-block/block.queries';
import { BlockService } from './seat-block/block.service';
import { BulkDryRun } from './bulk/bulk-dry-run';
import { BulkController } from './bulk/bulk.controller';
import { BulkEnrolment } from './bulk/bulk.entity';
import { BulkPages } from './bulk/bulk.pages';
import { BulkRetention } from './bulk/bulk-retention';
import { BulkService } from './bulk/bulk.service';
import { Answer } from './place/answer.entity';
import { AnswersQueries } from './place/answers.queries';
import { ApprovalService } from './request/approval.service';
import { ApprovalsController } from './request/approvals.controller';
import { ApproverQueries } from './request/approver.queries';
import { EnrolmentConditions } from './place/enrolment-conditions';
import { DeputyService } from './request/deputy.service';
import { DeputiesPages } from './request/deputies.pages';
import { Deputy } from './request/deputy.entity';
import { EnrolStatement } from './place/enrol.statement';
import { EnrolPages } from './mine/enrol.pages';
import { Interest } from './interest/interest.entity';
import { InterestController } from './interest/interest.controller';
import { InterestPages } from './interest/interest.pages';
import { InterestService } from './interest/interest.service';
import { Overlaps } from './place/overlaps';
import { RequestMails } from './request/request.mails';
import { RequestsPages } from './request/requests.pages';
import { RequestsQueries } from './request/requests.queries';
import { CalendarController } from './calendar/calendar.controller';
import { CalendarEntry, CalendarFeed } from './calendar/calendar.entity';
import { CalendarEntries } from './calendar/calendar-entries';
import { CalendarFeedService } from './calendar/calendar-feed.service';
import { CalendarPages } from './calendar/calendar.pages';
import { CancelPages } from './mine/cancel.pages';
import { ClaimPages } from './seat-block/claim.pages';
import { DemoBlocksSeed } from './demo/demo-blocks.seed';
import { DemoEnrolmentsSeed } from './demo/demo-enrolments.seed';
import { EnrolmentAccess } from './place/enrolment-access';
import { EnrolmentController } from './place/enrolment.controller';
import { Enrolment } from './place/enrolment.entity';
import { EnrolmentLinks } from './mine/enrolment-links';
import { EnrolmentMails } from './message/enrolment.mails';
import { EnrolmentQueries } from './place/enrolment.queries';
import { EnrolmentService } from './place/enrolment.service';
import { ExportLog } from './participants/export-log';
import { GuestEnrolments } from './place/guest-enrolments';
import { EnrolmentMailQueries } from './message/enrolment-mail.queries';
import { MessagePreference, MessageRule } from './message/message.entity';
import { MessageController } from './message-rule/message.controller';
import { CourseMessagesPages } from './message-rule/course-messages.pages';
import { MessageRuleForms } from './message-rule/message-rule.forms';
import { MessageLog } from './message-rule/message-log.queries';
import { OfferingMessagesPages } from './message-rule/offering-messages.pages';
import { MessagePreferences } from './message/message-preferences';
import { MessagePreview } from './message-rule/message-preview';
import { MessageRules } from './message/message-rules';
import { MessageRuleService } from './message-rule/message-rule.service';
import { MessageSchedule } from './message/message-schedule.queries';
import { MessageSender } from './message/message-sender';
import { MessageTopics } from './message/message-topics';
import { MyMessagesPages } from './outbox/my-messages.pages';
import { MyEnrolmentsPages } from './mine/my-enrolments.pages';
import { OfferingChanges } from './waiting-list/offering-changes.consumer';
import { CoursePageNotes } from './mine/course-page-note';
import { OfferService } from './place/offer.service';
import { OrganisationPages } from './organisation/organisation.pages';
import { OrganisationQueries } from './organisation/organisation.queries';
import { OutboxPages } from './outbox/outbox.pages';
import { OutboxQueries } from './outbox/outbox.queries';
import { ParticipantsController } from './participants/participants.controller';
import { ParticipantsPages } from './participants/participants.pages';
import { ParticipantsQueries } from './participants/participants.queries';
import { ReportedEnrolments } from './place/reported-enrolments';
import { TrainingNeedsPages } from './training-needs/training-needs.pages';
import { TrainingNeedsQueries } from './training-needs/training-needs.queries';
import { OutcomeRecorder } from './place/outcome-recorder';
import { ReplacementController } from './replacement/replacement.controller';
import { ReplacementPages } from './replacement/replacement.pages';
import { ReplacementService } from './replacement/replacement.service';
import { OfferingSessionsQueries } from './place/offering-sessions.queries';
import { PreferencePages, UnsubscribePages } from './message/unsubscribe.pages';
import { WaitingList } from './waiting-list/waiting-list';
import { EnrolmentPersonPart } from './person-data.handler';

const ENTITIES = [
  Enrolment,
  CalendarEntry,
  CalendarFeed,
  BulkEnrolment,
  MessageRule,
  MessagePreference,
  SeatBlock,
  Answer,
  Deputy,
  Interest,
];

@WritesJournal('enrolment', ENROLMENT_EVENTS)
@Module({
  imports: [PeopleModule, CatalogueModule, TypeOrmModule.forFeature(ENTITIES)],
  controllers: [
    ApprovalsController,
    DeputiesPages,
    EnrolmentController,
    EnrolPages,
    InterestController,
    InterestPages,
    ParticipantsController,
    BlockController,
    BlockPages,
    ClaimPages,
    BulkController,
    BulkPages,
    ReplacementController,
    ReplacementPages,
    CalendarController,
    CalendarPages,
    MessageController,
    OfferingMessagesPages,
    CourseMessagesPages,
    PreferencePages,
    UnsubscribePages,
    MyMessagesPages,
    MyEnrolmentsPages,
    CancelPages,
    OrganisationPages,
    TrainingNeedsPages,
    OutboxPages,
    ParticipantsPages,
    RequestsPages,
  ],
  providers: [
    BlockClaims,
    BlockMails,
    BlockQueries,
    BlockService,
    BulkDryRun,
    BulkRetention,
    BulkService,
    AnswersQueries,
    ApprovalService,
    ApproverQueries,
    CalendarEntries,
    CalendarFeedService,
    DemoBlocksSeed,
    DemoEnrolmentsSeed,
    DeputyService,
    EnrolmentAccess,
    EnrolmentConditions,
    EnrolmentLinks,
    EnrolmentMailQueries,
    EnrolmentMails,
    CoursePageNotes,
    EnrolmentPersonPart,
    EnrolmentQueries,
    EnrolmentService,
    EnrolStatement,
    ExportLog,
    MessageRuleForms,
    MessageLog,
    MessagePreferences,
    MessagePreview,
    MessageRules,
    MessageRuleService,
    MessageSchedule,
    MessageSender,
    MessageTopics,
    GuestEnrolments,
    InterestService,
    OfferingChanges,
    OfferService,
    OrganisationQueries,
    OutboxQueries,
    Overlaps,
    ParticipantsQueries,
    TrainingNeedsQueries,
    OutcomeRecorder,
    ReportedEnrolments,
    ReplacementService,
    RequestMails,
    RequestsQueries,
    OfferingSessionsQueries,
    WaitingList,
  ],
  exports: [
    EnrolmentAccess,
    EnrolmentQueries,
    EnrolmentService,
    EnrolmentLinks,
    GuestEnrolments,
    MessagePreferences,
    MessageTopics,
    OutcomeRecorder,
    ReportedEnrolments,
    WaitingList,
  ],
})
export class EnrolmentModule {}
