import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { CatalogueModule } from '@academie/catalogue';
import { EnrolmentLinks, EnrolmentModule } from '@academie/enrolment';
import { Navigation, PeopleModule } from '@academie/people';
import { Jobs, JournalConsumers, Seeds } from '@academie/platform';

import { AttendanceQueries } from './attendance.queries';
import { AttendanceService } from './attendance.service';
import { CertificateCheckPages } from './certificate-check.pages';
import { DemoCertificatesSeed } from './certificate-demo.seed';
import { Certificate } from './certificate.entity';
import { CertificateIssue } from './certificate-issue';
import { CertificateManagePages } from './certificate-manage.pages';
import { CertificateMinePages } from './certificate-mine.pages';
import { CertificateQueries } from './certificate.queries';
import { CertificateReminders } from './certificate-reminders';
import { CertificateService } from './certificate.service';
import { CertificatesController } from './certificates.controller';
import { CheckInController } from './check-in.controller';
import { CheckInKey } from './check-in-key.entity';
import { CheckInKeys } from './check-in-keys';
import { CheckInPages } from './check-in.pages';
import { CheckInService } from './check-in.service';
import { Completion } from './completion.entity';
import { Completions } from './completions';
import { CompletionsController } from './completions.controller';
import { CredentialKey } from './credential-key.entity';
import { CredentialKeys } from './credential-keys';
import { CredentialStatusLists } from './credential-status-lists';
import { DemoAttendanceSeed } from './demo-attendance.seed';
import { DevicePages } from './device.pages';
import { DoorPages } from './door.pages';
import { GuestMatching } from './guest-matching';
import { GuestPages } from './guest.pages';
import { DemoEvaluationsSeed } from './evaluation-demo.seed';
import { EvaluationMails } from './evaluation.mails';
import { EvaluationAnswer, EvaluationTurn } from './evaluation.entity';
import { EvaluationMinePages } from './evaluation-mine.pages';
import { EvaluationQueries } from './evaluation.queries';
import { EvaluationResultsPages } from './evaluation-results.pages';
import { EvaluationService } from './evaluation.service';
import { EvaluationsController } from './evaluations.controller';
import { LessonsPages } from './lessons.pages';
import { LessonsQueries } from './lessons.queries';
import { Mark } from './mark.entity';
import { MeetingPages } from './meeting.pages';
import { MeetingQueries } from './meeting.queries';
import { MeetingReportsController } from './meeting-reports.controller';
import { MeetingService } from './meeting.service';
import { Outcomes } from './outcomes';
import { ParticipantPages } from './participant.pages';
import { RegisterController } from './register.controller';
import { Register } from './register.entity';
import { RegisterPages } from './register.pages';
import { RegisterService } from './register.service';
import { SessionHeads } from './session-head';
import { Tickets } from './tickets';
import { WalkInController } from './walk-in.controller';
import { WalkIns } from './walk-ins';
import { AttendancePersonPart } from './person-part';

@Module({
  imports: [
    PeopleModule,
    CatalogueModule,
    EnrolmentModule,
    TypeOrmModule.forFeature([
      Register,
      Mark,
      Completion,
      Certificate,
      CredentialKey,
      CheckInKey,
      EvaluationTurn,
      EvaluationAnswer,
    ]),
  ],
  controllers: [
    CheckInController,
    CheckInPages,
    DevicePages,
    DoorPages,
    LessonsPages,
    RegisterPages,
    ParticipantPages,
    GuestPages,
    RegisterController,
    WalkInController,
    CompletionsController,
    CertificateMinePages,
    CertificateCheckPages,
    CertificateManagePages,
    CertificatesController,
    EvaluationMinePages,
    EvaluationResultsPages,
    EvaluationsController,
    MeetingPages,
    MeetingReportsController,
  ],
  providers: [
    AttendancePersonPart,
    AttendanceQueries,
    AttendanceService,
    CertificateIssue,
    CheckInKeys,
    CheckInService,
    Tickets,
    CertificateQueries,
    CertificateReminders,
    CertificateService,
    Completions,
    CredentialKeys,
    CredentialStatusLists,
    DemoAttendanceSeed,
    DemoCertificatesSeed,
    GuestMatching,
    DemoEvaluationsSeed,
    EvaluationMails,
    EvaluationQueries,
    EvaluationService,
    LessonsQueries,
    MeetingQueries,
    MeetingService,
    Outcomes,
    RegisterService,
    SessionHeads,
    WalkIns,
  ],
  exports: [AttendanceQueries, AttendanceService, Completions, RegisterService, SessionHeads],
})
export class AttendanceModule implements OnModuleInit {
  constructor(
    private readonly seeds: Seeds,
    private readonly demoAttendanceSeed: DemoAttendanceSeed,
    private readonly demoCertificatesSeed: DemoCertificatesSeed,
    private readonly demoEvaluationsSeed: DemoEvaluationsSeed,
    private readonly navigation: Navigation,
    private readonly consumers: JournalConsumers,
    private readonly jobs: Jobs,
    private readonly certificateIssue: CertificateIssue,
    private readonly certificateReminders: CertificateReminders,
    private readonly evaluationMails: EvaluationMails,
    private readonly enrolmentLinks: EnrolmentLinks,
    private readonly tickets: Tickets,
  ) {}

  onModuleInit(): void {
    this.seeds.add(this.demoAttendanceSeed);
    this.seeds.add(this.demoCertificatesSeed);
    this.seeds.add(this.demoEvaluationsSeed);
    this.consumers.register(this.certificateIssue);
    this.consumers.register(this.evaluationMails);
    this.enrolmentLinks.add((actor, ids) => this.tickets.of(actor, ids));
    this.jobs.every('30 7 * * *', 'attendance.expiring-certificates', () =>
      this.certificateReminders.run(),
    );
    this.navigation.add({
      href: '/lesgeven',
      label: 'Lesgeven',
      position: 40,
      roles: ['trainer'],
    });
    this.navigation.add({
      section: 'admin',
      href: '/beheer/certificaten',
      label: 'Certificaten',
      description: 'Wat is uitgegeven voor uw cursussen, controleren en intrekken.',
      roles: ['theme_lead', 'administrator'],
      position: 45,
    });
    this.navigation.add({
      section: 'admin',
      href: '/lesgeven/evaluaties',
      label: 'Evaluaties',
      description: 'Wat deelnemers vonden van de uitvoeringen van uw cursussen.',
      roles: ['theme_lead', 'administrator'],
      position: 46,
    });
  }
}
