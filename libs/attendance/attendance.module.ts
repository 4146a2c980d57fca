import { Module } from '@nestjs/common';

import { WritesJournal } from '@academie/platform';

import { ATTENDANCE_EVENTS } from './attendance.events';
import { MarkModule } from './mark/mark.module';
import { OutcomeModule } from './outcome/outcome.module';
import { RegisterModule } from './register/register.module';
import { HandoutModule } from './handout/handout.module';
import { SessionNoteModule } from './session-note/session-note.module';
import { ExerciseModule } from './exercise/exercise.module';
import { SessionNeedsModule } from './session-needs/session-needs.module';
import { TrainerSessionsModule } from './trainer-sessions/trainer-sessions.module';
import { OfflineRegisterModule } from './offline-register/offline-register.module';
import { WalkInModule } from './walk-in/walk-in.module';
import { CheckInModule } from './check-in/check-in.module';
import { MeetingModule } from './meeting/meeting.module';
import { CredentialModule } from './credential/credential.module';
import { CertificateModule } from './certificate/certificate.module';
import { ProgrammeCertificateModule } from './programme-certificate/programme-certificate.module';
import { CertificateManageModule } from './certificate-manage/certificate-manage.module';
import { CertificateCheckModule } from './certificate-check/certificate-check.module';
import { CertificateReminderModule } from './certificate-reminder/certificate-reminder.module';
import { DutyModule } from './duty/duty.module';
import { DutyRuleModule } from './duty-rule/duty-rule.module';
import { DutyMineModule } from './duty-mine/duty-mine.module';
import { DutyReminderModule } from './duty-reminder/duty-reminder.module';
import { DutyOfferModule } from './duty-offer/duty-offer.module';
import { DutyExemptionModule } from './duty-exemption/duty-exemption.module';
import { DutyListModule } from './duty-list/duty-list.module';
import { EvaluationQuestionModule } from './evaluation-question/evaluation-question.module';
import { EvaluationModule } from './evaluation/evaluation.module';
import { DemoModule } from './demo/demo.module';
import { AttendancePersonPart } from './person-data.handler';

const FOLDERS = [
  MarkModule,
  OutcomeModule,
  RegisterModule,
  SessionNeedsModule,
  SessionNoteModule,
  ExerciseModule,
  HandoutModule,
  TrainerSessionsModule,
  OfflineRegisterModule,
  WalkInModule,
  CheckInModule,
  MeetingModule,
  CredentialModule,
  CertificateModule,
  ProgrammeCertificateModule,
  CertificateManageModule,
  CertificateCheckModule,
  CertificateReminderModule,
  DutyModule,
  DutyRuleModule,
  DutyMineModule,
  DutyReminderModule,
  DutyOfferModule,
  DutyExemptionModule,
  DutyListModule,
  EvaluationQuestionModule,
  EvaluationModule,
  DemoModule,
];

/** Who was there, what came of it, certificates. */
@WritesJournal('attendance', ATTENDANCE_EVENTS)
@Module({
  imports: FOLDERS,
  providers: [AttendancePersonPart],
  exports: FOLDERS,
})
export class AttendanceModule {}
