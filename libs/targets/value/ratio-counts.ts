import { t } from '@academie/platform';

import { denominatorOf, lackingOf, requirementOf, VALUE } from '../counting/measure-names';
import type { TargetRow } from './target.queries';
import { unitText } from '../rule/unit';
import type { Value } from './target-value';
import { definitionOf, type Rule } from '../rule/rule';

/** One of the two counts of a percentage, with the measure under which its units are found. */
export interface RatioCount {
  measure: string;
  label: string;
}

/** The numbers of which the units can be asked: the value, what it is made of, its measures, and both counts of each ratio. */
export function tellings({ rule, measures }: Pick<TargetRow, 'rule' | 'measures'>): RatioCount[] {
  return [
    ...ownTellings({ rule }),
    ...tellingsOf(
      measures.map(({ code, label, rule: own }) => ({ measure: code, label, rule: own })),
    ),
  ];
}

/** Of the target itself: the value, or both counts of a percentage and what lacks, and the conditions that it asks. */
export const ownTellings = ({ rule }: Pick<TargetRow, 'rule'>): RatioCount[] => [
  ...tellingsOf([{ measure: VALUE, label: '', rule }]),
  ...(definitionOf(rule).shows === 'percentage'
    ? [{ measure: lackingOf(VALUE), label: t('targets.ratio.lacking') }]
    : []),
  ...(definitionOf(rule).requirements?.(rule) ?? []).flatMap(({ label, inValue }, index) =>
    inValue ? [] : [{ measure: requirementOf(index), label }],
  ),
];

function tellingsOf(measures: readonly (RatioCount & { rule: Rule })[]): RatioCount[] {
  return measures.flatMap(({ measure, label, rule: own }) => {
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
  const counts = new Map([
    [VALUE, parts.numerator],
    [denominatorOf(VALUE), parts.denominator],
    [lackingOf(VALUE), parts.denominator - parts.numerator],
  ]);
  return tellings(target).flatMap((one) => {
    const count = counts.get(one.measure);
    return count === undefined || (count <= 0 && one.measure === lackingOf(VALUE))
      ? []
      : [{ ...one, count }];
  });
}

/** What a target can list evidence of, each with its name. */
export const tellingOptions = (
  target: Pick<TargetRow, 'rule' | 'measures' | 'unit'>,
): { value: string; label: string }[] =>
  tellings(target).map(({ measure, label }) => ({
    value: measure,
    label: label || t('targets.value.itself', { unit: unitText(target.unit) }),
  }));
