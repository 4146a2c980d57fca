import { actCountCounter } from './act-count.counting';
import type { Counter } from './counter';
import { denominatorOf } from './measure-names';
import { countedIn, type RuleCounting } from './rule-counting';
import type { ActFilter } from '../rule/rule-filters';
import type { RatioRule } from '../rule/ratio.rule';

/** Two counts of acts; the percentage is worked out when it is asked for, to one decimal. */
export const ratioCounting: RuleCounting<RatioRule> = {
  counters: (rule, measure, frame) => {
    const side = (filter: ActFilter): Counter =>
      actCountCounter({ ...filter, type: 'act_count', count: 'acts' }, frame);
    return [
      [measure, side(rule.numerator)],
      [denominatorOf(measure), side(rule.denominator)],
    ];
  },
  headline: () => [],
  measured: (_rule, measure, { sums }) => {
    const numerator = countedIn(sums, measure);
    const denominator = countedIn(sums, denominatorOf(measure));
    return {
      value: percentageOf(numerator, denominator),
      parts: { numerator, denominator },
      outOf: 100,
      set: null,
    };
  },
};

/** Rounded down to one decimal; null when there is nothing to divide by. */
export const percentageOf = (numerator: number, denominator: number): number | null =>
  denominator === 0 ? null : Math.floor((numerator / denominator) * 1000) / 10;
