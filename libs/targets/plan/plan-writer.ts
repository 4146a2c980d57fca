import { stringify } from 'yaml';

import { omitUndefined } from '../rule/omit-undefined';
import type { Plan, PlanTarget } from './plan';

/** The plan as a file to edit; reading it back with `parsePlan` gives the same plan. */
export const planText = (plan: Plan): string =>
  stringify(planData(plan), { lineWidth: 98, aliasDuplicateObjects: false });

/** What the file of a plan holds: lists that are empty are left out. */
export function planData(plan: Plan): object {
  const { targets, others, ...head } = inOrder(plan, HEAD);
  const lists = {
    targets: targets.map(entry),
    others: others.length ? others.map(entry) : undefined,
  };
  return omitUndefined({ ...head, ...lists });
}

const entry = ({ measures, ...target }: PlanTarget): object =>
  inOrder(measures.length > 0 ? { ...target, measures } : target, TARGET);

// In the order in which people read it: a plan that was in the database has lost its own.
const HEAD = ['year', 'title', 'version', 'status', 'label', 'continuedFrom', 'period'];
const TARGET = [
  ...['code', 'title', 'sentence', 'sourcePages', 'sourceLines', 'owners', 'unit', 'operator'],
  ...['norm', 'defaultNorm', 'period', 'rule', 'measures'],
  ...['readings', 'openQuestion', 'yearSpecific', 'toCheck'],
];

function inOrder<T extends object>(given: T, order: readonly string[]): T {
  const place = ([key]: [string, unknown]): number => (order.indexOf(key) + 1000) % 1000;
  const sorted = Object.entries(given).sort((a, b) => place(a) - place(b));
  return Object.fromEntries(sorted) as T;
}
