export { AttendanceModule } from './attendance.module';
export { AttendanceQueries, type CompletionRow, type RegisterRow } from './attendance.queries';
export { AttendanceService, type MarkResult } from './attendance.service';
export type { NewMark } from './new-mark';
export { Certificate } from './certificate.entity';
export { CertificateQueries, type CertificateRow } from './certificate.queries';
export { Completion } from './completion.entity';
export { Completions } from './completions';
export { currentMark, type MarkFacts, MARKS_BY_WEIGHT } from './current-mark';
export { Mark } from './mark.entity';
export {
  MARK_SOURCES,
  MARK_VALUES,
  type MarkSource,
  type MarkValue,
  type RegisterState,
} from './mark-value';
export { heightOf, type TextStyle, write as writeText } from './certificate-fonts';
export { type CompletionRule, outcomeOf } from './outcome';
export { Register } from './register.entity';
export { RegisterService } from './register.service';
export { type SessionHead, SessionHeads } from './session-head';
