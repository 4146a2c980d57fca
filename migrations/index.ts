import { MinimumReading1796830010000 } from './1796830010000-minimum-reading';
import { SeriesUndone1797200000000 } from './1797200000000-series-undone';
import { StatementAttachments1796830000000 } from './1796830000000-statement-attachments';
import { IdsInOrder1796800000000 } from './1796800000000-ids-in-order';
import { WantedPlace1796820000000 } from './1796820000000-wanted-place';
import { FilesOfCorrectedActs1796810000000 } from './1796810000000-files-of-corrected-acts';
import { EventsToldOtherwise1796810010000 } from './1796810010000-events-told-otherwise';
import { ToolsInAFrame1796720010000 } from './1796720010000-tools-in-a-frame';
import { LearningReminders1796720000000 } from './1796720000000-learning-reminders';
import { OutsideStarts1796300010000 } from './1796300010000-outside-starts';
import { LearningPrograms1796300000000 } from './1796300000000-learning-programs';
import { Costs1796100030400 } from './1796100030400-costs';
import { Accreditation1796100030300 } from './1796100030300-accreditation';
import { DutyReminders1796100030200 } from './1796100030200-duty-reminders';
import { Duties1796100030100 } from './1796100030100-duties';
import { DutySeats1796600020000 } from './1796600020000-duty-seats';
import { Exercises1796600010000 } from './1796600010000-exercises';
import { AddedQuestions1796600000000 } from './1796600000000-added-questions';
import { ProofFiles1796500000000 } from './1796500000000-proof-files';
import { ProgrammeEnrolments1796200010000 } from './1796200010000-programme-enrolments';
import { ProgrammeCompletions1796200020000 } from './1796200020000-programme-completions';
import { KnownWorkshopChoices1796200060000 } from './1796200060000-known-workshop-choices';
import { Series1796200040000 } from './1796200040000-series';
import { Workshops1796200030000 } from './1796200030000-workshops';
import { Programmes1796200000000 } from './1796200000000-programmes';
import { Traces1796100060000 } from './1796100060000-traces';
import { Acknowledgements1796000240000 } from './1796000240000-acknowledgements';
import { MessagesNow1796100020000 } from './1796100020000-messages-now';
import { TrainersOfSessions1796100020100 } from './1796100020100-trainers-of-sessions';
import { HeldRows1796100040100 } from './1796100040100-held-rows';
import { Needs1796100020200 } from './1796100020200-needs';
import { AnswersOfAllKinds1796100020300 } from './1796100020300-answers-of-all-kinds';
import { ErasedParticipants1796100040200 } from './1796100040200-erased-participants';
import { SessionNotes1796100020400 } from './1796100020400-session-notes';
import { Contests1796000230000 } from './1796000230000-contests';
import { MergedAudiences1796000140200 } from './1796000140200-merged-audiences';
import { PlannedChanges1796000140100 } from './1796000140100-planned-changes';
import { Retention1796000140000 } from './1796000140000-retention';
import { Accounts1796000006000 } from './1796000006000-accounts';
import { Acts1795500005000 } from './1795500005000-acts';
import { Attendance1795500004000 } from './1795500004000-attendance';
import { Catalogue1795500002000 } from './1795500002000-catalogue';
import { CheckIn1795500012000 } from './1795500012000-check-in';
import { ColleaguesAndMessages1795500011000 } from './1795500011000-colleagues-and-messages';
import { CertificatesAnew1796000000401 } from './1796000000401-certificates-anew';
import { Certificates1795500013000 } from './1795500013000-certificates';
import { Evaluations1795500013001 } from './1795500013001-evaluations';
import { ELearning1796000005000 } from './1796000005000-e-learning';
import { EnrollingAsASet1795600000000 } from './1795600000000-enrolling-as-a-set';
import { CompletionsAtScale1795600001001 } from './1795600001001-completions-at-scale';
import { EnrollingTogether1795500003001 } from './1795500003001-enrolling-together';
import { Enrolment1795500003000 } from './1795500003000-enrolment';
import { ImportsInTheBackground1795600002000 } from './1795600002000-imports-in-the-background';
import { FunctionsInFiles1796000000200 } from './1796000000200-functions-in-files';
import { InstallationSettings1796000002000 } from './1796000002000-installation-settings';
import { Ledger1795500014000 } from './1795500014000-ledger';
import { LedgerAtScale1795600001000 } from './1795600001000-ledger-at-scale';
import { NamesInOrder1796000020100 } from './1796000020100-names-in-order';
import { PlansMadeHere1796000160000 } from './1796000160000-plans-made-here';
import { ImportStates1796000100000 } from './1796000100000-import-states';
import { OwnersWrite1796000100100 } from './1796000100100-owners-write';
import { EnrolledFor1796000150000 } from './1796000150000-enrolled-for';
import { NothingBeforeItHappened1796000000300 } from './1796000000300-nothing-before-it-happened';
import { OnePersonTwoRecords1795500016000 } from './1795500016000-one-person-two-records';
import { OrganisationDomains1796000009900 } from './1796000009900-organisation-domains';
import { OrganisationsThatEnd1795500016001 } from './1795500016001-organisations-that-end';
import { People1795500001000 } from './1795500001000-people';
import { PlanVersions1795500016002 } from './1795500016002-plan-versions';
import { Platform1795500000000 } from './1795500000000-platform';
import { ReleaseEvaluations1796000000400 } from './1796000000400-release-evaluations';
import { ReviewedAnswers1796000009500 } from './1796000009500-reviewed-answers';
import { RollupsByMonth1795600001002 } from './1795600001002-rollups-by-month';
import { RolesThatEnd1796000007000 } from './1796000007000-roles-that-end';
import { Seats1795500010000 } from './1795500010000-seats';
import { SignInPaces1796000000100 } from './1796000000100-sign-in-paces';
import { StoredTemplateNames1795700000000 } from './1795700000000-stored-template-names';
import { Targets1795500006000 } from './1795500006000-targets';
import { UploadedFiles1796000009600 } from './1796000009600-uploaded-files';
import { ViewsForOtherLibs1796000001100 } from './1796000001100-views-for-other-libs';
import { ReportsOfParticipations1796000003000 } from './1796000003000-reports-of-participations';
import { ClosedOfferings1796000008000 } from './1796000008000-closed-offerings';
import { ErasureRequests1796000010100 } from './1796000010100-erasure-requests';
import { WhoLooked1796000010000 } from './1796000010000-who-looked';
import { WaitingOrder1796000000201 } from './1796000000201-waiting-order';
import { WalkInsOnce1796000009100 } from './1796000009100-walk-ins-once';
import { WorkChanges1796000009200 } from './1796000009000-work-changes';
import { Packages1796000170000 } from './1796000170000-packages';
import { PlayingPackages1796000170100 } from './1796000170100-playing-packages';
import { RecordStore1796000170200 } from './1796000170200-record-store';
import { Places1796000210000 } from './1796000210000-places';
import { Bookings1796000210100 } from './1796000210100-bookings';
import { Deliveries1796000210200 } from './1796000210200-deliveries';
import { CourseMaterial1796000210300 } from './1796000210300-course-material';
import { TargetStates1796000020000 } from './1796000020000-target-states';
import { Chains1796000131000 } from './1796000131000-chains';
import { SecondFactors1796000130000 } from './1796000130000-second-factors';
import { SignInProviders1796000120000 } from './1796000120000-sign-in-providers';
import { Scim1796000120100 } from './1796000120100-scim';
import { AttemptsOfParts1796400020000 } from './1796400020000-attempts-of-parts';
import { LearningOnDevices1796400010000 } from './1796400010000-learning-on-devices';
import { LessonHistory1796400000000 } from './1796400000000-lesson-history';
import { ImportUndo1796710000000 } from './1796710000000-import-undo';
import { CoursePicture1796700000000 } from './1796700000000-course-picture';
import { StatementLists1796750000000 } from './1796750000000-statement-lists';
import { ContributionGrades1796750010000 } from './1796750010000-contribution-grades';
import { OrderOfProgrammes1796710010000 } from './1796710010000-order-of-programmes';
import { TrainerAbsence1797100000000 } from './1797100000000-trainer-absence';

/** One line through time for all libs, oldest first. */
export const migrations = [
  Platform1795500000000,
  People1795500001000,
  Catalogue1795500002000,
  Enrolment1795500003000,
  EnrollingTogether1795500003001,
  Attendance1795500004000,
  Acts1795500005000,
  Targets1795500006000,
  Seats1795500010000,
  ColleaguesAndMessages1795500011000,
  CheckIn1795500012000,
  Certificates1795500013000,
  Evaluations1795500013001,
  Ledger1795500014000,
  OnePersonTwoRecords1795500016000,
  OrganisationsThatEnd1795500016001,
  PlanVersions1795500016002,
  EnrollingAsASet1795600000000,
  LedgerAtScale1795600001000,
  CompletionsAtScale1795600001001,
  RollupsByMonth1795600001002,
  ImportsInTheBackground1795600002000,
  StoredTemplateNames1795700000000,
  SignInPaces1796000000100,
  FunctionsInFiles1796000000200,
  WaitingOrder1796000000201,
  NothingBeforeItHappened1796000000300,
  ReleaseEvaluations1796000000400,
  CertificatesAnew1796000000401,
  ViewsForOtherLibs1796000001100,
  InstallationSettings1796000002000,
  ReportsOfParticipations1796000003000,
  ELearning1796000005000,
  Accounts1796000006000,
  RolesThatEnd1796000007000,
  ClosedOfferings1796000008000,
  WalkInsOnce1796000009100,
  WorkChanges1796000009200,
  ReviewedAnswers1796000009500,
  TargetStates1796000020000,
  OrganisationDomains1796000009900,
  UploadedFiles1796000009600,
  WhoLooked1796000010000,
  ErasureRequests1796000010100,
  NamesInOrder1796000020100,
  ImportStates1796000100000,
  OwnersWrite1796000100100,
  SignInProviders1796000120000,
  Scim1796000120100,
  SecondFactors1796000130000,
  PlannedChanges1796000140100,
  MergedAudiences1796000140200,
  Chains1796000131000,
  Retention1796000140000,
  PlansMadeHere1796000160000,
  Packages1796000170000,
  PlayingPackages1796000170100,
  RecordStore1796000170200,
  EnrolledFor1796000150000,
  Places1796000210000,
  Bookings1796000210100,
  Deliveries1796000210200,
  CourseMaterial1796000210300,
  Contests1796000230000,
  Acknowledgements1796000240000,
  MessagesNow1796100020000,
  TrainersOfSessions1796100020100,
  Duties1796100030100,
  DutyReminders1796100030200,
  HeldRows1796100040100,
  Accreditation1796100030300,
  Costs1796100030400,
  Needs1796100020200,
  AnswersOfAllKinds1796100020300,
  ErasedParticipants1796100040200,
  Traces1796100060000,
  SessionNotes1796100020400,
  AddedQuestions1796600000000,
  ProofFiles1796500000000,
  Exercises1796600010000,
  Programmes1796200000000,
  DutySeats1796600020000,
  LearningPrograms1796300000000,
  ProgrammeEnrolments1796200010000,
  ProgrammeCompletions1796200020000,
  Workshops1796200030000,
  Series1796200040000,
  LessonHistory1796400000000,
  LearningOnDevices1796400010000,
  AttemptsOfParts1796400020000,
  OutsideStarts1796300010000,
  KnownWorkshopChoices1796200060000,
  LearningReminders1796720000000,
  ImportUndo1796710000000,
  CoursePicture1796700000000,
  StatementLists1796750000000,
  ContributionGrades1796750010000,
  OrderOfProgrammes1796710010000,
  ToolsInAFrame1796720010000,
  IdsInOrder1796800000000,
  WantedPlace1796820000000,
  FilesOfCorrectedActs1796810000000,
  EventsToldOtherwise1796810010000,
  StatementAttachments1796830000000,
  MinimumReading1796830010000,
  SeriesUndone1797200000000,
  TrainerAbsence1797100000000,
];
