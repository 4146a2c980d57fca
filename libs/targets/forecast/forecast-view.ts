import { dutchNumber, seriesChart, startOfDay } from '@academie/platform';

import type { Forecast, Usual, WhatIf } from '../planning/forecast';
import type { Foreseen } from './forecast.queries';
import { definitionOf } from '../rule/rule';
import { unitText } from '../rule/unit';
import { monthsOf, type MonthPoint } from '../value/series.queries';
import type { PlanRow, TargetView } from '../value/target.queries';
import { countOf, STATUS_WORDS, targetCrumbs, valueText } from '../value/target-labels';

const whole = new Intl.NumberFormat('nl-NL', { maximumFractionDigits: 0 });
const percent = (share: number): string => `${whole.format(share * 100)} %`;

/** "5 (4 tot 6)" */
const rangeText = ({ expected, low, high }: Forecast): string =>
  low === high
    ? dutchNumber(expected)
    : `${dutchNumber(expected)} (${dutchNumber(low)} tot ${dutchNumber(high)})`;

/** What to do, in one sentence. */
export function advice(target: TargetView, forecast: Forecast): string {
  const { basis, gap, needed } = forecast;
  if (gap === 0) return 'De norm is gehaald.';
  const missing = `Nog ${countOf(gap, target.unit)} nodig.`;
  if (needed === 0) return `${missing} Met wat gepland is, lukt dat naar verwachting.`;
  switch (basis) {
    case 'sessions':
      return `${missing} Plan nog ${needed === 1 ? '1 sessie' : `${dutchNumber(needed)} sessies`} bij.`;
    case 'seats':
      return `${missing} Vul nog ${needed === 1 ? '1 plek' : `${dutchNumber(needed)} plekken`}.`;
    case 'organisations':
      return `${missing} Voor ${countOf(needed, target.unit)} is nog niets gepland.`;
    case 'pace':
      return `${missing} Dat zijn er ${dutchNumber(needed)} per maand tot het einde van de periode.`;
    default:
      return basis satisfies never;
  }
}

/** On what the forecast stands, in words. */
export function assumptions(
  { basis, pace }: Forecast,
  { held, showUp }: Usual,
  whatIf: WhatIf,
): string[] {
  const goesOn =
    held.of > 0
      ? `Van de laatste ${held.of} geplande uitvoeringen ging ${percent(held.share)} door.`
      : `Er is nog te weinig gehouden om te weten wat gewoon is. Er wordt van uitgegaan dat ${percent(held.share)} doorgaat.`;
  const comes =
    whatIf.showUp !== undefined
      ? `U rekent met een opkomst van ${whatIf.showUp} %.`
      : showUp.of > 0
        ? `Bij ${showUp.of} uitvoeringen in het afgelopen jaar kwam meestal ${percent(showUp.middle)} van de mensen met een plek; meestal tussen ${percent(showUp.low)} en ${percent(showUp.high)}.`
        : `Er is nog te weinig gehouden om de opkomst te kennen. Er wordt gerekend met ${percent(showUp.middle)}.`;
  const extra =
    whatIf.extraSessions > 0
      ? [
          basis === 'seats'
            ? `U rekent met ${whatIf.extraSessions} extra sessies van ${whatIf.seats} plekken.`
            : `U rekent met ${whatIf.extraSessions} extra sessies.`,
        ]
      : [];
  switch (basis) {
    case 'sessions':
      return [goesOn, 'Wat gepland is, telt als het is gehouden.', ...extra];
    case 'seats':
      return [
        comes,
        goesOn,
        'Wie al meetelt en nog eens komt, is hier niet afgetrokken.',
        ...extra,
      ];
    case 'organisations':
      return [comes, 'Een organisatie zonder inschrijving of afspraak wordt niet verwacht.'];
    case 'pace':
      return [
        whatIf.perMonth === undefined
          ? `In de laatste maanden kwamen er gemiddeld ${dutchNumber(Math.round((pace ?? 0) * 10) / 10)} per maand bij. Er wordt van uitgegaan dat dat zo doorgaat.`
          : `U rekent met ${dutchNumber(whatIf.perMonth)} per maand.`,
      ];
    default:
      return basis satisfies never;
  }
}

/** The page of the forecast of one target. */
export function forecastView(
  { target, forecast, usual }: Foreseen,
  whatIf: WhatIf,
  months: readonly MonthPoint[],
  now: Date,
): Record<string, unknown> {
  const href = `/doelen/${target.id}`;
  return {
    title: `Vooruitblik van ${target.code}`,
    crumbs: targetCrumbs(target, 'Vooruitblik'),
    eyebrow: target.code,
    target: { heading: target.title, sentence: target.sentence, now: valueText(target), href },
    forecast: forecast && {
      stats: [
        { label: 'Nu', value: dutchNumber(target.value.value ?? 0) },
        {
          label: 'Verwacht aan het einde',
          value: dutchNumber(forecast.expected),
          note:
            forecast.low === forecast.high
              ? undefined
              : `vier van de vijf keer ${dutchNumber(forecast.low)} tot ${dutchNumber(forecast.high)}`,
        },
        { label: 'Norm', value: dutchNumber(target.value.norm) },
        ...(target.value.expected === null
          ? []
          : [{ label: 'Op schema vandaag', value: dutchNumber(target.value.expected) }]),
      ],
      advice: advice(target, forecast),
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
    perMonthLabel: `Aantal ${unitText(target.unit)} per maand`,
  };
}

function chartOf(
  target: TargetView,
  { expected, low, high }: Forecast,
  months: readonly MonthPoint[],
  now: Date,
): object | undefined {
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
    title: `Vooruitblik van ${target.title}`,
    description: `nu ${dutchNumber(target.value.value ?? 0)}, verwacht ${dutchNumber(expected)}`,
    from,
    until,
    points: [{ at: from, value: 0 }, ...points],
    norm: target.value.norm,
    pace: definitionOf(target.rule).pace === 'quarterly' ? undefined : target.value.norm,
    forecast: [
      { at: now, value: target.value.value ?? 0 },
      { at: until, value: expected },
    ],
    marks: monthsOf(target.periodFrom, target.periodTo)
      .filter((_, index) => index % 3 === 0)
      .map((month) => ({ at: startOfDay(`${month}-01`) ?? from, label: monthLabel(month) })),
  });
  return {
    svg,
    legend: [
      { kind: 'value', label: 'Stand' },
      { kind: 'forecast', label: 'Verwacht' },
      { kind: 'pace', label: 'Gelijkmatig verloop' },
      { kind: 'norm', label: 'Norm' },
    ],
    note: `Verwacht aan het einde: ${dutchNumber(expected)}, vier van de vijf keer tussen ${dutchNumber(low)} en ${dutchNumber(high)}.`,
  };
}

const short = new Intl.DateTimeFormat('nl-NL', { month: 'short', timeZone: 'UTC' });
const monthLabel = (month: string): string => short.format(new Date(`${month}-15T00:00:00Z`));

/** All targets of a year with what they are expected to come to. */
export function forecastOverviewView(
  year: number,
  plans: readonly PlanRow[],
  foreseen: readonly Foreseen[],
): Record<string, unknown> {
  return {
    title: `Vooruitblik ${year}`,
    crumbs: [{ href: `/doelen?jaar=${year}`, label: `Doelen ${year}` }, { label: 'Vooruitblik' }],
    years: plans.map((plan) => ({
      label: String(plan.year),
      href: `/doelen/vooruitblik?jaar=${plan.year}`,
      current: plan.year === year,
    })),
    columns: [
      { label: 'Doel' },
      { label: 'Stand' },
      { label: 'Nu', numeric: true },
      { label: 'Verwacht', numeric: true },
      { label: 'Norm', numeric: true },
      { label: 'Wat nog nodig is' },
    ],
    rows: foreseen.map(({ target, forecast }) => ({
      cells: [
        { text: `${target.code} ${target.title}`, href: `/doelen/${target.id}/vooruitblik` },
        { badge: STATUS_WORDS[target.value.status], label: 'Stand' },
        {
          text: target.value.value === null ? 'onbepaald' : dutchNumber(target.value.value),
          label: 'Nu',
          numeric: true,
        },
        { text: forecast ? rangeText(forecast) : 'geen', label: 'Verwacht', numeric: true },
        { text: dutchNumber(target.value.norm), label: 'Norm', numeric: true },
        {
          text: forecast ? advice(target, forecast) : 'Dit is niet te voorspellen.',
          label: 'Wat nog nodig is',
        },
      ],
    })),
    assumptions: foreseen[0] && [
      ...assumptions(
        { basis: 'sessions', expected: 0, low: 0, high: 0, gap: 0, needed: 0, pace: null },
        foreseen[0].usual,
        { extraSessions: 0, seats: 0, showUp: undefined, perMonth: undefined },
      ),
    ],
  };
}
