export { AttendanceModule } from './attendance.module';
export { Completion } from './completion.entity';
export { Mark } from './mark.entity';
export {
  MARK_SOURCES,
  MARK_VALUES,
  type MarkSource,
  type MarkValue,
  type RegisterState,
} from './mark-value';
export { Register } from './register.entity';
