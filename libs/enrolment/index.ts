export { CalendarEntry, CalendarFeed } from './calendar.entity';
export { type DemoParticipant, loadDemoParticipants } from './demo-participants';
export { Enrolment } from './enrolment.entity';
export { EnrolmentModule } from './enrolment.module';
export {
  CANCELLED_BY,
  type CancelledBy,
  ENROLMENT_SOURCES,
  ENROLMENT_STATES,
  type EnrolmentSource,
  type EnrolmentState,
  LIVE_STATES,
  type Outcome,
  OUTCOMES,
  SEATED_STATES,
} from './enrolment-state';
