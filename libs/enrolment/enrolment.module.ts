import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { CatalogueModule, CourseNotes, OfferingNotes } from '@academie/catalogue';
import { Navigation, type NavigationEntry, PeopleModule } from '@academie/people';
import { Jobs, JournalConsumers, MailGuards, Seeds } from '@academie/platform';

import { BlockClaims } from './block-claims';
import { BlockController } from './block.controller';
import { SeatBlock } from './block.entity';
import { BlockMails } from './block-mails';
import { BlockPages } from './block.pages';
import { BlockQueries } from './block.queries';
import { BlockService } from './block.service';
import { BulkAnswers } from './bulk-answers';
import { BulkController } from './bulk.controller';
import { BulkEnrolment } from './bulk.entity';
import { BulkPages } from './bulk.pages';
import { BulkRetention } from './bulk-retention';
import { BulkService } from './bulk.service';
import { Answer } from './answer.entity';
import { AnswersQueries } from './answers.queries';
import { Approvals } from './approvals';
import { ApprovalsController } from './approvals.controller';
import { Approvers } from './approvers';
import { EnrolmentConditions } from './conditions';
import { Deputies } from './deputies';
import { DeputiesPages } from './deputies.pages';
import { Deputy } from './deputy.entity';
import { Enrolling } from './enrolling';
import { EnrolPages } from './enrol.pages';
import { Interest } from './interest.entity';
import { InterestController } from './interest.controller';
import { InterestPages } from './interest.pages';
import { Interests } from './interests';
import { Overlaps } from './overlaps';
import { RequestMails } from './request-mails';
import { RequestsPages } from './requests.pages';
import { RequestsQueries } from './requests.queries';
import { CalendarController } from './calendar.controller';
import { CalendarEntry, CalendarFeed } from './calendar.entity';
import { CalendarEntries } from './calendar-entries';
import { CalendarFeeds } from './calendar-feed';
import { CalendarPages } from './calendar.pages';
import { CancelPages } from './cancel.pages';
import { ClaimPages } from './claim.pages';
import { DemoBlocksSeed } from './demo-blocks.seed';
import { DemoEnrolmentsSeed } from './demo-enrolments.seed';
import { EnrolmentAccess } from './enrolment-access';
import { EnrolmentController } from './enrolment.controller';
import { Enrolment } from './enrolment.entity';
import { EnrolmentLinks } from './enrolment-links';
import { EnrolmentMails } from './enrolment.mails';
import { EnrolmentQueries } from './enrolment.queries';
import { EnrolmentService } from './enrolment.service';
import { ExportLog } from './export-log';
import { GuestPlaces } from './guest-places';
import { EnrolmentMailFacts } from './mail-facts';
import { MessagePreference, MessageRule } from './message.entity';
import { MessageController } from './message.controller';
import { CourseMessagePages } from './message-course.pages';
import { MessageDesk } from './message-desk';
import { MessageLog } from './message-log.queries';
import { MessagePages } from './message.pages';
import { MessagePreferences } from './message-preferences';
import { MessagePreview } from './message-preview';
import { MessageRules } from './message-rules';
import { MessageRuleService } from './message-rule.service';
import { MessageSchedule } from './message-schedule.queries';
import { MessageSender, SCHEDULED_VIEW } from './message-sender';
import { MessageTopics } from './message-topics';
import { MessagesPages } from './messages.pages';
import { MinePages } from './mine.pages';
import { OfferingChanges } from './offering-changes';
import { EnrolmentNotes } from './offering-notes';
import { Offers } from './offers';
import { OrganisationPages } from './organisation.pages';
import { OrganisationQueries } from './organisation.queries';
import { OutboxPages } from './outbox.pages';
import { OutboxQueries } from './outbox.queries';
import { ParticipantsController } from './participants.controller';
import { ParticipantsPages } from './participants.pages';
import { ParticipantsQueries } from './participants.queries';
import { ReachPages } from './reach.pages';
import { ReachQueries } from './reach.queries';
import { RegisterChanges } from './register-changes';
import { ReplacementController } from './replacement.controller';
import { ReplacementPages } from './replacement.pages';
import { Replacements } from './replacement.service';
import { SessionsQueries } from './sessions.queries';
import { PreferencePages, UnsubscribePages } from './unsubscribe.pages';
import { WaitingList } from './waiting-list';
import { EnrolmentPersonPart } from './person-part';

const ENTRIES: NavigationEntry[] = [
  { href: '/mijn', label: 'Mijn academie', roles: ['participant'], position: 20 },
  { href: '/organisatie', label: 'Mijn organisatie', roles: ['coordinator'], position: 30 },
  { href: '/aanvragen', label: 'Aanvragen', roles: ['coordinator'], position: 35 },
  {
    section: 'admin',
    href: '/aanvragen',
    label: 'Aanvragen',
    description: 'Beslissen over mensen die een plek vragen.',
    roles: ['theme_lead', 'administrator'],
    position: 15,
  },
  {
    section: 'admin',
    href: '/beheer/postvak',
    label: 'Postvak',
    description: 'Alle mail die de academie verstuurt, en of die is aangekomen bij de mailserver.',
    roles: ['administrator'],
    position: 80,
  },
];

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
    MessagePages,
    CourseMessagePages,
    PreferencePages,
    UnsubscribePages,
    MessagesPages,
    MinePages,
    CancelPages,
    OrganisationPages,
    ReachPages,
    OutboxPages,
    ParticipantsPages,
    RequestsPages,
  ],
  providers: [
    BlockClaims,
    BlockMails,
    BlockQueries,
    BlockService,
    BulkAnswers,
    BulkRetention,
    BulkService,
    AnswersQueries,
    Approvals,
    Approvers,
    CalendarEntries,
    CalendarFeeds,
    DemoBlocksSeed,
    DemoEnrolmentsSeed,
    Deputies,
    EnrolmentAccess,
    EnrolmentConditions,
    EnrolmentLinks,
    EnrolmentMailFacts,
    EnrolmentMails,
    EnrolmentNotes,
    EnrolmentPersonPart,
    EnrolmentQueries,
    EnrolmentService,
    Enrolling,
    ExportLog,
    MessageDesk,
    MessageLog,
    MessagePreferences,
    MessagePreview,
    MessageRules,
    MessageRuleService,
    MessageSchedule,
    MessageSender,
    MessageTopics,
    GuestPlaces,
    Interests,
    OfferingChanges,
    Offers,
    OrganisationQueries,
    OutboxQueries,
    Overlaps,
    ParticipantsQueries,
    ReachQueries,
    RegisterChanges,
    Replacements,
    RequestMails,
    RequestsQueries,
    SessionsQueries,
    WaitingList,
  ],
  exports: [
    EnrolmentAccess,
    EnrolmentQueries,
    EnrolmentService,
    EnrolmentLinks,
    GuestPlaces,
    MessagePreferences,
    MessageTopics,
    RegisterChanges,
    WaitingList,
  ],
})
export class EnrolmentModule implements OnModuleInit {
  constructor(
    private readonly seeds: Seeds,
    private readonly demoEnrolmentsSeed: DemoEnrolmentsSeed,
    private readonly consumers: JournalConsumers,
    private readonly jobs: Jobs,
    private readonly navigation: Navigation,
    private readonly offeringNotes: OfferingNotes,
    private readonly offeringChanges: OfferingChanges,
    private readonly mails: EnrolmentMails,
    private readonly notes: EnrolmentNotes,
    private readonly offers: Offers,
    private readonly bulkRetention: BulkRetention,
    private readonly messageSender: MessageSender,
    private readonly mailGuards: MailGuards,
    private readonly blocks: BlockService,
    private readonly approvals: Approvals,
    private readonly conditions: EnrolmentConditions,
    private readonly requestMails: RequestMails,
    private readonly interests: Interests,
    private readonly courseNotes: CourseNotes,
    private readonly demoBlocksSeed: DemoBlocksSeed,
  ) {}

  onModuleInit(): void {
    this.seeds.add(this.demoEnrolmentsSeed);
    this.seeds.add(this.demoBlocksSeed);
    this.consumers.register(this.offeringChanges);
    this.consumers.register(this.mails);
    this.consumers.register(this.requestMails);
    this.consumers.register(this.interests);
    this.courseNotes.use(this.interests);
    this.offeringNotes.add((actor, offeringIds) => this.notes.of(actor, offeringIds));
    for (const entry of ENTRIES) this.navigation.add(entry);
    this.jobs.every('* * * * *', 'enrolment.end-waiting-lists', async () => {
      await this.offeringChanges.lapseStarted();
      await this.offers.lapseExpired();
      await this.approvals.lapseExpired();
    });
    this.jobs.every('*/15 * * * *', 'enrolment.remind-deciders', async () => {
      await this.approvals.remind();
    });
    this.jobs.every('40 3 * * *', 'enrolment.forget-answers', async () => {
      await this.conditions.forget();
    });
    this.jobs.every('*/5 * * * *', 'enrolment.release-seats', async () => {
      await this.blocks.releaseDue();
    });
    this.jobs.every('*/10 * * * *', 'enrolment.send-messages', async () => {
      await this.messageSender.sendDue();
    });
    this.mailGuards.add(SCHEDULED_VIEW, (tx, mail) => this.messageSender.isStillTrue(tx, mail));
    this.jobs.every('23 3 * * *', 'enrolment.forget-lists', () => this.bulkRetention.run());
  }
}
