export { AttendanceModule } from './attendance.module';
export {
  AttendanceQueries,
  type CompletionRow,
  type RegisterRow,
} from './register/attendance.queries';
export { AttendanceService, type MarkResult } from './register/attendance.service';
export type { NewMark } from './mark/new-mark';
export { type CountedMaterial, HandoutQueries } from './handout/handout.queries';
export { Certificate } from './certificate/certificate.entity';
export {
  CertificateQueries,
  type CertificateRow,
  type ExpiringCertificate,
} from './certificate/certificate.queries';
export { StatementSigner } from './credential/statement-signer';
export { Completion } from './outcome/completion.entity';
export { CompletionService } from './outcome/completion.service';
export { type DueOrganisation, DutyDueQueries } from './duty/duty-due.queries';
export { currentMark, type MarkFacts, MARK_PRECEDENCE } from './mark/current-mark';
export { Mark } from './mark/mark.entity';
export {
  MARK_SOURCES,
  MARK_VALUES,
  type MarkSource,
  type MarkValue,
  type RegisterState,
} from './mark/mark-value';
export { type CompletionRule, outcomeOf } from './outcome/outcome';
export { type ReportedCompletion, ReportedCompletions } from './outcome/reported-completions';
export { Register } from './register/register.entity';
export { RegisterService } from './register/register.service';
export { type SessionHead, SessionAccess } from './register/session-access';
