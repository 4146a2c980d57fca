import { t } from '@academie/platform';

import { omitUndefined } from '../rule/omit-undefined';
import type { Period, Plan, PlanTarget } from './plan';
import { asksBaseline } from '../rule/distinct-persons.rule';

/**
 * A first draft of a later year's plan: the same promises and norms, with the period moved on, the
 * baselines still to be recorded, and a note on all that belonged to the earlier year.
 *
 * Throws a RangeError when the year is not later than the plan's.
 */
export function continuePlan(plan: Plan, year: number): Plan {
  if (!Number.isInteger(year) || year <= plan.year) {
    throw new RangeError(`${year} does not come after ${plan.year}`);
  }
  const shift = new YearShift(plan.year, year);
  return {
    year,
    title: shift.text(plan.title),
    version: t('targets.plan.continued', { year: plan.year }),
    status: 'draft',
    label: t('targets.plan.example', { year: plan.year }),
    continuedFrom: { year: plan.year, version: plan.version },
    period: shift.period(plan.period),
    targets: plan.targets.map((target) => continueTarget(target, shift)),
    others: plan.others.map((target) => continueTarget(target, shift)),
  };
}

function continueTarget(target: PlanTarget, shift: YearShift): PlanTarget {
  const { period, rule, ...same } = structuredClone(target);
  const sentence = shift.text(target.sentence);
  const startsAnew = asksBaseline(rule);
  if (startsAnew) rule.baseline = { required: true };

  const toCheck = [
    target.yearSpecific &&
      t('targets.plan.check-year', { year: shift.to, note: target.yearSpecific }),
    sentence !== target.sentence && t('targets.plan.check-sentence'),
    period && t('targets.plan.check-period'),
    startsAnew && t('targets.plan.check-baseline', { year: shift.to }),
  ].filter((note) => typeof note === 'string');

  return omitUndefined({
    ...same,
    sentence,
    period: period && shift.period(period),
    rule,
    toCheck: toCheck.length > 0 ? toCheck.join(' ') : undefined,
  });
}

class YearShift {
  constructor(
    private readonly from: number,
    readonly to: number,
  ) {}

  /** Only the plan's own year moves; another year in a sentence is a fact of the past. */
  text(text: string): string {
    return text.replace(new RegExp(`\\b${this.from}\\b`, 'g'), String(this.to));
  }

  period({ from, until }: Period): Period {
    return { from: this.day(from), until: this.day(until) };
  }

  private day(day: string): string {
    const year = Number(day.slice(0, 4)) + this.to - this.from;
    const monthDay = day.slice(4);
    const leapDayLost = monthDay === '-02-29' && new Date(Date.UTC(year, 2, 0)).getUTCDate() < 29;
    return `${year}${leapDayLost ? '-02-28' : monthDay}`;
  }
}
