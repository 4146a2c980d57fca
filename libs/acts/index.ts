export {
  type ActCounter,
  type CountedFor,
  type CountedPeriod,
  CountsActs,
} from './act/act-counting';
export type { ActFacts } from './act/act-facts';
export type { ActKind, Choice, Flag, Status, Team } from './kind/act-kind';
export { ActKinds } from './kind/act-kinds';
export { Act, type ActGrade, ActOrganisation } from './act/act.entity';
export { listHref, NOT_GIVEN } from './act-pages/act-list-query';
export { ActQueries } from './act/act.queries';
export { ActService } from './act/act.service';
export { HeldRowQueries } from './held-row/held-row.queries';
export { ActsModule } from './acts.module';
export { Import, ImportRow, type ImportState, type RowOutcome } from './act/import.entity';
export { ImportQueries } from './import/import.queries';
export { PARTICIPANTS } from './participant-import/participant-columns';
export { Participation } from './participant-import/participation.entity';
export { type KeptReport, ParticipationReports } from './participant-import/participation-reports';
