export { type AnswerRow, AnswersQueries } from './place/answers.queries';
export { ApprovalService } from './request/approval.service';
export { answerOf, chosenIn, problemOf } from './question/answer-check';
export { questionFields } from './question/question-fields';
export { CalendarEntry, CalendarFeed } from './calendar/calendar.entity';
export { type DemoParticipant, loadDemoParticipants } from './demo/demo-participants';
export { Enrolment } from './place/enrolment.entity';
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
} from './place/enrolment-state';
export { type ActingAs, EnrolmentAccess, type OfferingRights } from './place/enrolment-access';
export { EnrolmentQueries, type EnrolmentRow, type RosterRow } from './place/enrolment.queries';
export { EnrolmentService, type EnrolmentStatus } from './place/enrolment.service';
export { mineTabs } from './mine/my-enrolments-view';
export { type EnrolmentLink, LinksOnEnrolments } from './mine/enrolment-links';
export { GuestEnrolments } from './place/guest-enrolments';
export { EnrolmentConditions } from './place/enrolment-conditions';
export { MessagePreferences } from './message/message-preferences';
export { SendsTopic } from './message/message-topics';
export { type ReportedEnrolment, ReportedEnrolments } from './place/reported-enrolments';
export { OfferService } from './place/offer.service';
export {
  type OrganisationWork,
  OrganisationWorkQueries,
} from './organisation/organisation-work.queries';
export { organisationTabs } from './organisation/organisation-view';
export { type DoneCourse, ProgrammeProgressQueries } from './programme/programme-progress.queries';
export {
  isCompleted,
  type CourseStanding,
  stepStanding,
} from './programme-order/programme-standing';
export { type WorkshopList, WorkshopChoiceService } from './workshop/workshop-choice.service';
export { OutcomeRecorder } from './place/outcome-recorder';
export { BlockQueries, type ClaimableBlock } from './seat-block/seat-block.queries';
export {
  KnowsEarlierLearning,
  type LearnedCourse,
  type LearnedSource,
} from './earlier-learning/learned-elsewhere';
export {
  type TrainingNeedRow,
  TrainingNeedsQueries,
} from './training-needs/training-needs.queries';
export { EarlyOffers } from './waiting-list/early-offers';
export { WaitingList } from './waiting-list/waiting-list';
export { type Workplace, Workplaces } from './workplace/workplaces';
