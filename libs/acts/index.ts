export type { ActFacts } from './act-facts';
export type { ActKind, Choice, Flag, Status, Team } from './act-kind';
export { ActKinds } from './act-kinds';
export { Act, type ActGrade, ActOrganisation } from './act.entity';
export { ActQueries } from './act.queries';
export { ActService } from './act.service';
export { ActsModule } from './acts.module';
export { Import, ImportRow, type ImportState, type RowOutcome } from './import.entity';
