export { CatalogueModule } from './catalogue.module';
export { BookingQueries, type FreeOnDay } from './booking/booking.queries';
export { BookingService, daySpan, type Holder, type Span } from './booking/booking.service';
export { CatalogueQueries } from './search/catalogue.queries';
export {
  Course,
  COURSE_KINDS,
  COURSE_STATUSES,
  CourseTheme,
  type CourseKind,
  type CourseStatus,
  type Mode,
  MODES,
} from './course/course.entity';
export {
  DEMO_FIRST_OFFERING,
  type DemoCourse,
  demoCourseId,
  demoCourses,
  type DemoOffering,
  demoOfferings,
} from './demo/demo-pattern';
export { demoMeansId } from './demo/demo-means.seed';
export {
  type CourseNote,
  type Interest,
  KnowsInterest,
  NotesOnOfferings,
  type OfferingNote,
  OfferingNotes,
} from './course-page/course-page-slots';
export { CatalogueApiQueries } from './api/catalogue-api.queries';
export { type ForYouPart, type ForYouRow, PartForYou } from './front/for-you';
export { everything } from './search/catalogue-filter';
export { CoursePageReader } from './course-page/course-page-reader';
export { courseView } from './course-page/course-view';
export { AdmissionQueries, circleText, type Sight } from './admission/admission.queries';
export { AdmissionService } from './admission/admission.service';
export { seesCourse, seesOffering } from './admission/sees';
export { type Admission, ADMISSIONS } from './course/course.entity';
export { type CourseLink, LinksOnManagedCourses } from './manage/course-links';
export { handsOutMaterial, isForReader } from './material/material-access';
export { CourseMaterial } from './material/material.entity';
export { CourseMaterialQueries, type MaterialHead } from './material/material.queries';
export { CourseMaterialService } from './material/material.service';
export { ProgrammeDatesQueries, type ProgrammeDate } from './programme/programme-dates.queries';
export { Programme } from './programme/programme.entity';
export {
  type OrderedProgramme,
  managesProgramme,
  ProgrammeQueries,
  type ProgrammeRow,
  type ProgrammeRule,
  type ProgrammeStepRow,
} from './programme/programme.queries';
export { choiceText, dateText, stepTitle } from './programme-page/programme-view';
export { CountsWorkshopSeats } from './workshop/workshop-seats';
export { Workshop } from './workshop/workshop.entity';
export { Means } from './means/means.entity';
export { MeansTaken } from './means/means.errors';
export { MeansQueries } from './means/means.queries';
export { CourseService } from './course/course.service';
export { TellsOfValidity, type ValidityChange } from './validity/validity-change';
export { ManageOptions } from './manage/manage-options';
export { bodyOf, linesOf, listOf, marked, numberOf, orNull } from './form/form-values';
export { ManageQueries } from './manage/manage.queries';
export { Location } from './location/location.entity';
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
  type QuestionKind,
  questionKind,
} from './offering/offering.entity';
export { type CalendarLinks, calendarLinks } from './offering/calendar-links';
export { lockOffering, type LockedOffering } from './offering/offering-lock';
export { OfferingPlanner } from './offering/offering-planner';
export { OfferingService } from './offering/offering.service';
export { placeName } from './location/place-name';
export { givesOffering, OfferingTrainers } from './offering/offering-trainers';
export { freeSeats, type Places, placesText, type Window, windowOf } from './offering/seats-left';
export { hoursText } from './course-page/seat-rules';
export { type OutsideOffering, OutsideOfferings } from './offering/outside-offerings';
export { Session, type SessionStatus } from './offering/session.entity';
export {
  ledBy,
  leadersOfCourse,
  leadersOfThemes,
  leadsCourse,
  leadsProgramme,
  underLedTheme,
} from './course/theme-scope';
export { TagService } from './course/tag.service';
export { Tag, Theme } from './course/theme.entity';
export {
  besideBlockText,
  type DateBlock,
  dateBlock,
  dateRangeText,
  wholeDaysText,
} from './offering/date-range-text';
export { MOST_QUESTIONS } from './offering/offering-options.dto';
