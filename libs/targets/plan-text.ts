import { stringify } from 'yaml';

import { compact } from './compact';
import type { Plan, PlanTarget } from './plan';

/** The plan as a file to edit; reading it back with `parsePlan` gives the same plan. */
export function planText(plan: Plan): string {
  const { targets, others, ...head } = plan;
  const lists = {
    targets: targets.map(entry),
    others: others.length ? others.map(entry) : undefined,
  };
  return stringify(compact({ ...head, ...lists }), { lineWidth: 98, aliasDuplicateObjects: false });
}

const entry = ({ measures, ...target }: PlanTarget): object =>
  measures.length > 0 ? { ...target, measures } : target;
