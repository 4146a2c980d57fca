import type { Plan, PlanTarget } from './plan';

export interface PlanDiff {
  /** Of the plan itself, such as its version or status. */
  fields: FieldChange[];
  added: PlanTarget[];
  removed: PlanTarget[];
  changed: TargetChange[];
}

export interface TargetChange {
  code: string;
  before: PlanTarget;
  after: PlanTarget;
  fields: FieldChange[];
}

export interface FieldChange {
  /** The way to the field, as `norm` or `rule.minPresent`. */
  field: string;
  /** Undefined where the field was not there. */
  before: unknown;
  after: unknown;
}

/** What became of each target from one version of a plan to the next; targets are known by code. */
export function diffPlans(before: Plan, after: Plan): PlanDiff {
  const old = byCode(before);
  const now = byCode(after);
  return {
    fields: changes({ ...before, targets: [], others: [] }, { ...after, targets: [], others: [] }),
    added: [...now.values()].filter(({ code }) => !old.has(code)),
    removed: [...old.values()].filter(({ code }) => !now.has(code)),
    changed: [...now.values()].flatMap((target) => {
      const previous = old.get(target.code);
      const fields = previous ? changes(previous, target) : [];
      if (!previous || fields.length === 0) return [];
      return [{ code: target.code, before: previous, after: target, fields }];
    }),
  };
}

const byCode = ({ targets, others }: Plan): Map<string, PlanTarget> =>
  new Map([...targets, ...others].map((target) => [target.code, target]));

function changes(before: object, after: object, path = ''): FieldChange[] {
  const was = new Map(Object.entries(before) as [string, unknown][]);
  const is = new Map(Object.entries(after) as [string, unknown][]);
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const [old, now] = [was.get(key), is.get(key)];
    const field = `${path}${key}`;
    if (same(old, now)) return [];
    if (isRecord(old) && isRecord(now) && sameType(old, now)) {
      return changes(old, now, `${field}.`);
    }
    return [{ field, before: old, after: now }];
  });
}

// As data: the order of fields is lost when a plan has been in the database.
function same(before: unknown, after: unknown): boolean {
  if (Array.isArray(before) && Array.isArray(after)) {
    return before.length === after.length && before.every((item, at) => same(item, after[at]));
  }
  if (isRecord(before) && isRecord(after)) return changes(before, after).length === 0;
  return before === after;
}

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

// Rules of two types share no meaning, so field by field would tell nothing.
const sameType = (before: { type?: unknown }, after: { type?: unknown }): boolean =>
  before.type === after.type;
