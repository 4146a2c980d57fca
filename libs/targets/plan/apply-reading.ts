import type { Plan, PlanTarget, Reading, ReadingOption } from './plan';

type Tree = Record<string, unknown>;

/** A word of a target, how it is read from now on, and why. */
export interface ChosenReading {
  word: string;
  /** One of the options. */
  reads: string;
  /** Dutch. */
  reason: string;
}

/** Readings that somebody can choose: those with options. */
export const choosable = (
  readings: readonly Reading[] = [],
): (Reading & { options: ReadingOption[] })[] =>
  readings.flatMap((one) => (one.options ? [{ ...one, options: one.options }] : []));

/**
 * The target as it is with this reading. What an option says of a field holds; a field of which only another
 * option speaks is left out again. Undefined when there is no such word or option.
 */
export function withReading(target: PlanTarget, chosen: ChosenReading): PlanTarget | undefined {
  const reading = choosable(target.readings).find(({ word }) => word === chosen.word);
  const option = reading?.options.find(({ reads }) => reads === chosen.reads);
  if (!reading || !option) return undefined;
  const changed = structuredClone(target);
  const fields = new Set(reading.options.flatMap(({ set = {} }) => Object.keys(set)));
  for (const field of fields)
    put(changed as unknown as Tree, field.split('.'), option.set?.[field]);
  return {
    ...changed,
    readings: (changed.readings ?? []).map((one) =>
      one.word === chosen.word ? { ...one, reads: chosen.reads, reason: chosen.reason } : one,
    ),
  };
}

/**
 * A plan with the readings that somebody chose in another version of it. A target of which this plan no longer offers
 * the choice stays as it is there.
 */
export function withReadingsOf(plan: Plan, chosenIn: Plan): Plan {
  const there = new Map([...chosenIn.targets, ...chosenIn.others].map((one) => [one.code, one]));
  const read = (target: PlanTarget): PlanTarget => {
    const before = there.get(target.code);
    const chosen = choosable(before?.readings).filter(({ reason }) => reason);
    const after = chosen.reduce<PlanTarget | undefined>(
      (one, { word, reads, reason = '' }) => one && withReading(one, { word, reads, reason }),
      target,
    );
    return after ?? before ?? target;
  };
  return { ...plan, targets: plan.targets.map(read), others: plan.others.map(read) };
}

function put(tree: Tree, [name = '', ...rest]: string[], value: unknown): void {
  if (rest.length > 0) {
    const inner = tree[name];
    if (typeof inner === 'object' && inner !== null) put(inner as Tree, rest, value);
  } else if (value === undefined) Reflect.deleteProperty(tree, name);
  else tree[name] = value;
}
