export { Contribution, Rollup } from './contribution.entity';
export { Context, Evidence, type Grade } from './evidence.entity';
export { type Finding, LedgerAudit } from './ledger-audit';
export type { Plan as PlanDocument, PlanTarget } from './plan';
export { Plan } from './plan.entity';
export { PlanService } from './plan.service';
export { type Baseline, Target, TargetOwner } from './target.entity';
export { TargetsModule } from './targets.module';
