import { t } from '@academie/platform';

import { denominatorOf, VALUE } from '../counting/measure-names';
import type { TargetRow } from './target.queries';
import type { Value } from './target-value';
import { definitionOf } from '../rule/rule';

/** One of the two counts of a percentage, with the measure under which its units are found. */
export interface RatioCount {
  measure: string;
  label: string;
}

/** The numbers of which the units can be asked: the value, its measures, and both counts of each ratio. */
export function tellings({ rule, measures }: Pick<TargetRow, 'rule' | 'measures'>): RatioCount[] {
  return [
    { measure: VALUE, label: '', rule },
    ...measures.map(({ code, label, rule: own }) => ({ measure: code, label, rule: own })),
  ].flatMap(({ measure, label, rule: own }) => {
    if (definitionOf(own).shows !== 'percentage') return [{ measure, label }];
    const about = label ? `${label}: ` : '';
    return [
      { measure, label: `${about}${t('targets.ratio.numerator')}` },
      { measure: denominatorOf(measure), label: `${about}${t('targets.ratio.denominator')}` },
    ];
  });
}

/** Of a ratio: both its counts, each with its number. */
export function ratioCounts(
  target: Pick<TargetRow, 'rule' | 'measures'>,
  { parts }: Pick<Value, 'parts'>,
): (RatioCount & { count: number })[] {
  if (!parts) return [];
  const [numerator, denominator] = tellings(target);
  return [
    ...(numerator ? [{ ...numerator, count: parts.numerator }] : []),
    ...(denominator ? [{ ...denominator, count: parts.denominator }] : []),
  ];
}
