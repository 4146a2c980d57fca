import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { CatalogueModule } from '@academie/catalogue';
import { EnrolmentModule } from '@academie/enrolment';
import { PeopleModule } from '@academie/people';
import { WritesJournal } from '@academie/platform';

import { ATTENDANCE_EVENTS } from './attendance.events';
import { AttendanceQueries } from './register/attendance.queries';
import { AttendanceService } from './register/attendance.service';
import { CertificateCheckPages } from './certificate-check/certificate-check.pages';
import { DemoCertificatesSeed } from './demo/certificate-demo.seed';
import { Certificate } from './certificate/certificate.entity';
import { CertificateConsumer } from './certificate/certificate.consumer';
import { CertificateManagePages } from './certificate/certificate-manage.pages';
import { CertificateMinePages } from './certificate/certificate-mine.pages';
import { CertificateQueries } from './certificate/certificate.queries';
import { CertificateReminders } from './certificate-reminder/certificate-reminders';
import { CertificateService } from './certificate/certificate.service';
import { CertificatesController } from './certificate/certificates.controller';
import { CheckInController } from './check-in/check-in.controller';
import { CheckInKey } from './check-in/check-in-key.entity';
import { CheckInKeys } from './check-in/check-in-keys';
import { CheckInPages } from './check-in/check-in.pages';
import { CheckInService } from './check-in/check-in.service';
import { Completion } from './outcome/completion.entity';
import { CompletionService } from './outcome/completion.service';
import { CompletionsController } from './register/completions.controller';
import { CredentialKey } from './credential/credential-key.entity';
import { CredentialKeys } from './credential/credential-keys';
import { CredentialStatusLists } from './credential/credential-status-lists';
import { DemoAttendanceSeed } from './demo/demo-attendance.seed';
import { OfflineRegisterPages } from './offline-register/offline-register.pages';
import { CheckInTrainerPages } from './check-in/check-in-trainer.pages';
import { GuestMatchingService } from './walk-in/guest-matching.service';
import { GuestPages } from './walk-in/guest.pages';
import { DemoEvaluationsSeed } from './demo/evaluation-demo.seed';
import { EvaluationMails } from './evaluation/evaluation.mails';
import { EvaluationAnswer, EvaluationTurn } from './evaluation/evaluation.entity';
import { EvaluationMinePages } from './evaluation/evaluation-mine.pages';
import { EvaluationQueries } from './evaluation/evaluation.queries';
import { EvaluationResultsPages } from './evaluation/evaluation-results.pages';
import { EvaluationService } from './evaluation/evaluation.service';
import { EvaluationsController } from './evaluation/evaluations.controller';
import { TrainerSessionsPages } from './trainer-sessions/trainer-sessions.pages';
import { TrainerSessionsQueries } from './trainer-sessions/trainer-sessions.queries';
import { Mark } from './mark/mark.entity';
import { MeetingPages } from './meeting/meeting.pages';
import { MeetingQueries } from './meeting/meeting.queries';
import { MeetingReportsController } from './meeting/meeting-reports.controller';
import { MeetingService } from './meeting/meeting.service';
import { OutcomeService } from './outcome/outcome.service';
import { ParticipantPages } from './walk-in/participant.pages';
import { RegisterController } from './register/register.controller';
import { Register } from './register/register.entity';
import { RegisterPages } from './register/register.pages';
import { RegisterService } from './register/register.service';
import { ReportedCompletions } from './outcome/reported-completions';
import { SessionAccess } from './register/session-access';
import { Tickets } from './check-in/tickets';
import { WalkInController } from './walk-in/walk-in.controller';
import { WalkInService } from './walk-in/walk-in.service';
import { AttendancePersonPart } from './person-data.handler';

@WritesJournal('attendance', ATTENDANCE_EVENTS)
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
    OfflineRegisterPages,
    CheckInTrainerPages,
    TrainerSessionsPages,
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
    CertificateConsumer,
    CheckInKeys,
    CheckInService,
    Tickets,
    CertificateQueries,
    CertificateReminders,
    CertificateService,
    CompletionService,
    CredentialKeys,
    CredentialStatusLists,
    DemoAttendanceSeed,
    DemoCertificatesSeed,
    GuestMatchingService,
    DemoEvaluationsSeed,
    EvaluationMails,
    EvaluationQueries,
    EvaluationService,
    TrainerSessionsQueries,
    MeetingQueries,
    MeetingService,
    OutcomeService,
    RegisterService,
    ReportedCompletions,
    SessionAccess,
    WalkInService,
  ],
  exports: [
    AttendanceQueries,
    AttendanceService,
    CompletionService,
    RegisterService,
    ReportedCompletions,
    SessionAccess,
  ],
})
export class AttendanceModule {}
