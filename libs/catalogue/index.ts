export { CatalogueModule } from './catalogue.module';
export { CatalogueQueries } from './catalogue.queries';
export {
  Course,
  COURSE_KINDS,
  COURSE_STATUSES,
  CourseTheme,
  type CourseKind,
  type CourseStatus,
  type Mode,
  MODES,
} from './course.entity';
export {
  DEMO_FIRST_OFFERING,
  type DemoCourse,
  demoCourseId,
  demoCourses,
  type DemoOffering,
  demoOfferings,
} from './demo-pattern';
export { type CourseNote, CourseNotes, type Interest } from './course-notes';
export { CourseService } from './course.service';
export { Location } from './location.entity';
export {
  CHECK_INS,
  type CheckIn,
  type Approval,
  APPROVALS,
  Offering,
  OFFERING_STATUSES,
  type OfferingStatus,
  OfferingTrainer,
  OPEN_STATUSES,
  type Question,
} from './offering.entity';
export { OfferingPlanner } from './offering-planner';
export { OfferingService } from './offering.service';
export { type NotesOf, type OfferingNote, OfferingNotes } from './offering-notes';
export { freeSeats, type Places, placesText, type Window, windowOf } from './places';
export { hoursText } from './seat-rules';
export { Session, type SessionStatus } from './session.entity';
export { Tag, Theme } from './theme.entity';
export { whenOf } from './when';
