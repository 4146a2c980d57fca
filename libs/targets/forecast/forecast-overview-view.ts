import { dutchNumber, t, type PageView } from '@academie/platform';

import { adviceOf } from '../value/advice';
import type { PlanRow, TargetView } from '../value/target.queries';
import { STATUSES, type TargetStatus } from '../value/target-status';
import { STATUS_WORDS, statusBadge } from '../value/target-labels';
import { type Forecast, NO_WHAT_IF } from '../planning/forecast';
import { assumptions } from './forecast-view';
import type { Foreseen } from './foreseen';

/** All targets of a year with what they are expected to come to. */
export function forecastOverviewView(
  year: number,
  plans: readonly PlanRow[],
  foreseen: readonly Foreseen[],
): PageView {
  const done = foreseen.filter(({ target: { value } }) => WELL.includes(value.status)).length;
  return {
    title: t('targets.forecast.title-year', { year }),
    crumbs: [
      { href: `/doelen?jaar=${year}`, label: t('targets.label.targets-year', { year }) },
      { label: t('targets.forecast.name') },
    ],
    years: plans.map((plan) => ({
      label: String(plan.year),
      href: `/doelen/vooruitblik?jaar=${plan.year}`,
      current: plan.year === year,
    })),
    columns: [
      { label: t('targets.label.target') },
      { label: t('targets.label.value') },
      { label: 'Nu', numeric: true },
      { label: t('targets.label.expected'), numeric: true },
      { label: t('targets.label.norm'), numeric: true },
      { label: t('targets.label.still-needed') },
    ],
    summary: t('targets.forecast.summary', {
      count: foreseen.length - done,
      targets: dutchNumber(foreseen.length - done),
      of: dutchNumber(foreseen.length),
    }),
    groups: STATUSES.map((status) => ({
      status,
      own: foreseen.filter(({ target }) => target.value.status === status),
    }))
      .filter(({ own }) => own.length > 0)
      .map(({ status, own }) => ({
        heading: STATUS_WORDS[status].label,
        note: t('targets.digest.targets', { count: own.length, number: dutchNumber(own.length) }),
        rows: own.map(rowOf),
      })),
    assumptions: foreseen[0] && assumptions(NO_FORECAST, foreseen[0].usual, NO_WHAT_IF),
  };
}

/** Of these nothing more has to be done. */
const WELL: readonly TargetStatus[] = ['on_track', 'planned', 'met'];

const rowOf = ({ target, forecast }: Foreseen): object => ({
  cells: [
    { text: `${target.code} ${target.title}`, href: `/doelen/${target.id}/vooruitblik` },
    { badge: statusBadge(target.value), label: t('targets.label.value') },
    {
      text:
        target.value.value === null
          ? t('targets.value.undetermined')
          : dutchNumber(target.value.value),
      label: 'Nu',
      numeric: true,
    },
    {
      text: forecast ? rangeText(forecast) : t('targets.forecast.none'),
      label: t('targets.label.expected'),
      numeric: true,
    },
    { text: normCell(target), label: t('targets.label.norm'), numeric: true },
    {
      text: adviceOf(target, target.value),
      label: t('targets.label.still-needed'),
    },
  ],
});

const NO_FORECAST: Forecast = {
  ...{ basis: 'sessions', expected: 0, low: 0, high: 0, byPlan: 0, gap: 0, needed: 0, pace: null },
};

/** "100 (in het jaarplan 140)" */
const normCell = ({ value }: TargetView): string =>
  value.normSource === 'set' && value.planNorm !== null && value.planNorm > value.norm
    ? t('targets.value.norm-of-plan', {
        value: dutchNumber(value.norm),
        norm: dutchNumber(value.planNorm),
      })
    : dutchNumber(value.norm);

/** "5 (4 tot 6)" */
function rangeText({ expected, low, high }: Forecast): string {
  if (high === null)
    return t('targets.forecast.expected-open', {
      expected: dutchNumber(expected),
      low: dutchNumber(low),
    });
  if (low === high) return dutchNumber(expected);
  return t('targets.forecast.expected-range', {
    expected: dutchNumber(expected),
    low: dutchNumber(low),
    high: dutchNumber(high),
  });
}
