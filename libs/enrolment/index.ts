export { Approvals } from './approvals';
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
export { type Capacity, EnrolmentAccess, type Reach } from './enrolment-access';
export { EnrolmentQueries, type EnrolmentRow, type RosterRow } from './enrolment.queries';
export { EnrolmentService, type Standing } from './enrolment.service';
export { mineTabs } from './mine-view';
export { type EnrolmentLink, EnrolmentLinks, type LinksOf } from './enrolment-links';
export { GuestPlaces } from './guest-places';
export { EnrolmentConditions } from './conditions';
export { lockOffering, type LockedOffering } from './offering-lock';
export { MessagePreferences } from './message-preferences';
export { MessageTopics } from './message-topics';
export { Offers } from './offers';
export { RegisterChanges } from './register-changes';
export { WaitingList } from './waiting-list';
