export { Contribution, Rollup } from './contribution.entity';
export { Context, Evidence, type Grade } from './evidence.entity';
export { Plan } from './plan.entity';
export { type Baseline, Target, TargetOwner } from './target.entity';
export { TargetsModule } from './targets.module';
