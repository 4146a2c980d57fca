import { dutchNumber, seriesChart, startOfDay, t } from '@academie/platform';

import type { Forecast, Usual, WhatIf } from '../planning/forecast';
import type { Foreseen } from './foreseen';
import { definitionOf } from '../rule/rule';
import { unitText } from '../rule/unit';
import { monthsOf } from '../value/months';
import type { MonthPoint } from '../value/series.queries';
import type { TargetView } from '../value/target.queries';
import { adviceOf } from '../value/advice';
import { normNote, statusBadge, targetCrumbs, valueText } from '../value/target-labels';

const whole = new Intl.NumberFormat('nl-NL', { maximumFractionDigits: 0 });
const percent = (share: number): string => `${whole.format(share * 100)} %`;

/** "vier van de vijf keer 4 tot 6": what the chart draws as a band, in words. */
function rangeNote({ low, high }: Forecast): string | undefined {
  if (high === null) return t('targets.forecast.range-open', { low: dutchNumber(low) });
  if (low === high) return undefined;
  return t('targets.forecast.range', { low: dutchNumber(low), high: dutchNumber(high) });
}

/** On what the forecast stands, in words. */
export function assumptions(
  { basis, pace }: Forecast,
  { held, showUp }: Usual,
  whatIf: WhatIf,
): string[] {
  const goesOn =
    held.of > 0
      ? t('targets.forecast.held-known', { of: held.of, share: percent(held.share) })
      : t('targets.forecast.held-assumed', { share: percent(held.share) });
  const comes =
    whatIf.showUp !== undefined
      ? t('targets.forecast.show-up-asked', { showUp: whatIf.showUp })
      : showUp.of > 0
        ? t('targets.forecast.show-up-known', {
            of: showUp.of,
            middle: percent(showUp.middle),
            low: percent(showUp.low),
            high: percent(showUp.high),
          })
        : t('targets.forecast.show-up-assumed', { middle: percent(showUp.middle) });
  const extra =
    whatIf.extraSessions > 0
      ? [
          basis === 'seats'
            ? t('targets.forecast.extra-seats', {
                sessions: whatIf.extraSessions,
                seats: whatIf.seats,
              })
            : t('targets.forecast.extra-sessions', { sessions: whatIf.extraSessions }),
        ]
      : [];
  switch (basis) {
    case 'sessions':
      return [goesOn, t('targets.forecast.planned-counts'), ...extra];
    case 'seats':
      return [comes, goesOn, t('targets.forecast.repeats'), ...extra];
    case 'organisations':
      return [
        comes,
        ...(pace === null ? [] : [t('targets.forecast.pace-known', { pace: paceText(pace) })]),
        t('targets.forecast.not-expected'),
      ];
    case 'pace':
      return [
        whatIf.perMonth === undefined
          ? t('targets.forecast.pace-known', { pace: paceText(pace ?? 0) })
          : t('targets.forecast.pace-asked', { perMonth: dutchNumber(whatIf.perMonth) }),
      ];
    default:
      return basis satisfies never;
  }
}

const paceText = (pace: number): string => dutchNumber(Math.round(pace * 10) / 10);

/** "29 van 32": what it comes to if everybody completes what is a duty, where that adds anything. */
function renewalStat({ value }: TargetView, more: number | null): object[] {
  if (!more || value.value === null) return [];
  return [
    {
      label: t('targets.forecast.if-all-fulfil'),
      value: t('targets.forecast.of-norm', {
        value: dutchNumber(value.value + more),
        norm: dutchNumber(value.norm),
      }),
      note: t('targets.forecast.if-all-fulfil-note', { count: more }),
    },
  ];
}

/** The page of the forecast of one target. */
export function forecastView(
  { target, value, forecast, usual }: Foreseen,
  whatIf: WhatIf,
  months: readonly MonthPoint[],
  now: Date,
  ifAllFulfil: number | null = null,
): Record<string, unknown> {
  const href = `/doelen/${target.id}`;
  return {
    title: t('targets.forecast.title', { code: target.code }),
    crumbs: targetCrumbs(target, t('targets.forecast.name')),
    eyebrow: target.code,
    target: { heading: target.title, sentence: target.sentence, now: valueText(target), href },
    badge: statusBadge(target.value),
    forecast: forecast && {
      stats: [
        { label: 'Nu', value: dutchNumber(target.value.value ?? 0) },
        {
          label: t('targets.forecast.expected-at-end'),
          value: dutchNumber(forecast.expected),
          note: rangeNote(forecast),
        },
        {
          label: t('targets.label.norm'),
          value: dutchNumber(target.value.norm),
          note: normNote(target),
        },
        ...renewalStat(target, ifAllFulfil),
        ...(target.value.expected === null
          ? []
          : [{ label: t('targets.label.due-today'), value: dutchNumber(target.value.expected) }]),
      ],
      advice: adviceOf(target, value),
      assumptions: assumptions(forecast, usual, whatIf),
      chart: chartOf(target, forecast, months, now),
    },
    asks: forecast && {
      sessions: forecast.basis === 'sessions' || forecast.basis === 'seats',
      seats: forecast.basis === 'seats',
      showUp: forecast.basis === 'seats' || forecast.basis === 'organisations',
      perMonth: forecast.basis === 'pace',
      mostPerMonth: Math.max(20, Math.ceil(target.value.norm / 4)),
    },
    whatIf: {
      sessions: String(whatIf.extraSessions),
      seats: String(whatIf.seats),
      showUp: String(whatIf.showUp ?? Math.round(usual.showUp.middle * 100)),
      perMonth: String(whatIf.perMonth ?? Math.round(forecast?.pace ?? 0)),
    },
    perMonthLabel: t('targets.forecast.per-month', { unit: unitText(target.unit) }),
  };
}

function chartOf(
  target: TargetView,
  forecast: Forecast,
  months: readonly MonthPoint[],
  now: Date,
): object | undefined {
  const { expected, low, high } = forecast;
  const from = startOfDay(target.periodFrom);
  const until = startOfDay(target.periodTo);
  if (!from || !until || now < from || now >= until) return undefined;
  const points = months.map(({ month, value }) => {
    const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
    const next = `${number === 12 ? year + 1 : year}-${String((number % 12) + 1).padStart(2, '0')}-01`;
    const end = startOfDay(next) ?? until;
    return { at: end < now ? end : now, value: value ?? 0 };
  });
  const svg = seriesChart({
    id: `vooruitblik-${target.id}`,
    title: t('targets.forecast.chart-title', { title: target.title }),
    description: t('targets.forecast.chart-description', {
      value: dutchNumber(target.value.value ?? 0),
      expected: dutchNumber(expected),
    }),
    from,
    until,
    points: [{ at: from, value: 0 }, ...points],
    norm: target.value.norm,
    pace: definitionOf(target.rule).pace === 'quarterly' ? undefined : target.value.norm,
    forecast: [
      { at: now, value: target.value.value ?? 0 },
      { at: until, value: expected },
    ],
    range: { from: now, low, high: high ?? undefined },
    marks: monthsOf(target.periodFrom, target.periodTo)
      .filter((_, index) => index % 3 === 0)
      .map((month) => ({ at: startOfDay(`${month}-01`) ?? from, label: monthLabel(month) })),
  });
  return {
    svg,
    legend: [
      { kind: 'value', label: t('targets.label.value') },
      { kind: 'forecast', label: t('targets.label.expected') },
      { kind: 'range', label: t('targets.forecast.band') },
      { kind: 'pace', label: t('targets.forecast.even-pace') },
      { kind: 'norm', label: t('targets.label.norm') },
    ],
    note:
      high === null
        ? t('targets.forecast.chart-note-open', {
            expected: dutchNumber(expected),
            low: dutchNumber(low),
          })
        : t('targets.forecast.chart-note', {
            expected: dutchNumber(expected),
            low: dutchNumber(low),
            high: dutchNumber(high),
          }),
  };
}

const short = new Intl.DateTimeFormat('nl-NL', { month: 'short', timeZone: 'UTC' });
const monthLabel = (month: string): string => short.format(new Date(`${month}-15T00:00:00Z`));
