import { type ActKind, listHref, NOT_GIVEN } from '@academie/acts';
import { dutchNumber, gradeChart, t } from '@academie/platform';

import type { BreakdownRow } from './breakdown.queries';
import type { CoveredOrganisation } from '../coverage/coverage.queries';
import type { Grade } from '../ledger/evidence.entity';
import { monthsOf } from '../value/months';
import type { MonthPoint } from '../value/series.queries';
import { seriesView } from '../value/series-view';
import type { TargetView } from '../value/target.queries';
import {
  countOf,
  normNote,
  periodText,
  progressOf,
  statusBadge,
  targetCrumbs,
  totalsText,
} from '../value/target-labels';

const long = new Intl.DateTimeFormat('nl-NL', { month: 'long', timeZone: 'UTC' });
const short = new Intl.DateTimeFormat('nl-NL', { month: 'short', timeZone: 'UTC' });
const dateOf = (month: string): Date => new Date(`${month}-15T00:00:00Z`);
const NO_TEAM = t('targets.breakdown.no-team');

/** All the page is made of. */
export interface Breakdown {
  target: TargetView;
  kind: ActKind;
  rows: readonly BreakdownRow[];
  municipalities: readonly CoveredOrganisation[];
  months: readonly MonthPoint[];
  now: Date;
  /** Whether the reader may see the acts behind the numbers. */
  linked: boolean;
}

interface Cell {
  text: string;
  href?: string | undefined;
  label?: string;
  numeric?: boolean;
}

/** A value by team, by municipality and by month, with the norm and the pace beside it. */
export function breakdownView(page: Breakdown): Record<string, unknown> {
  const { target } = page;
  const { value } = target;
  return {
    title: t('targets.breakdown.title', { title: target.title }),
    crumbs: targetCrumbs(target, t('targets.breakdown.name')),
    eyebrow: `${target.code} ${target.title}`,
    period: periodText(target.periodFrom, target.periodTo),
    csvHref: `/doelen/${target.id}/uitsplitsing.csv`,
    badge: statusBadge(value),
    progress: progressOf(target),
    stats: statsOf(target),
    totals: totalsText(target),
    series: seriesView(target, page.months, page.now),
    teams: teamsView(page),
    perMonth: monthsView(page),
    perMunicipality: municipalitiesView(page),
  };
}

function statsOf(target: TargetView): object[] {
  const { value } = target;
  const behind = value.expected === null ? 0 : value.expected - (value.value ?? 0);
  return [
    { label: t('targets.breakdown.done'), number: dutchNumber(value.value ?? 0) },
    { label: t('targets.label.norm'), number: dutchNumber(value.norm), note: normNote(target) },
    ...(value.expected === null
      ? []
      : [
          {
            label: t('targets.label.due-today'),
            number: dutchNumber(value.expected),
            note:
              behind > 0
                ? t('targets.value.behind', { late: countOf(behind, target.unit) })
                : t('targets.breakdown.on-track'),
          },
        ]),
  ];
}

const counts = ({ grade }: BreakdownRow): boolean => grade !== 'C';
const sumOf = (rows: readonly BreakdownRow[]): number =>
  rows.filter(counts).reduce((total, { quantity }) => total + quantity, 0);

/** A number that leads to the acts it counts, bare totals left out; nothing is behind a zero. */
function numberCell(
  { linked, kind }: Breakdown,
  number: number,
  label: string,
  words: Record<string, string>,
): Cell {
  const href = listHref({ soort: kind.kind, betrouwbaar: 'AB', ...words });
  return {
    text: dutchNumber(number),
    label,
    numeric: true,
    href: linked && number > 0 ? href : undefined,
  };
}

function teamsView(page: Breakdown): object {
  const { kind, rows, target } = page;
  const months = [...new Set(rows.map(({ month }) => month))].sort();
  const known = [...kind.teams.map(({ code, name }) => ({ code, name }))];
  const teams: { code: string | null; name: string }[] = rows.some(({ team }) => team === null)
    ? [...known, { code: null, name: NO_TEAM }]
    : known;
  const ofTeam = (code: string | null): BreakdownRow[] => rows.filter(({ team }) => team === code);
  const grade = (list: readonly BreakdownRow[], one: Grade): number =>
    list.filter((row) => row.grade === one).reduce((sum, { quantity }) => sum + quantity, 0);
  return {
    svg: gradeChart({
      id: `teams-${target.id}`,
      title: t('targets.breakdown.by-team', { title: target.title }),
      description: teams
        .map(({ code, name }) => `${name} ${dutchNumber(sumOf(ofTeam(code)))}`)
        .join(', '),
      rows: teams.map(({ code, name }) => ({
        label: name,
        grades: {
          A: grade(ofTeam(code), 'A'),
          B: grade(ofTeam(code), 'B'),
          C: grade(ofTeam(code), 'C'),
        },
      })),
    }),
    columns: [
      { label: t('targets.label.team') },
      ...months.map((month) => ({ label: short.format(dateOf(month)), numeric: true })),
      { label: t('targets.label.total'), numeric: true },
    ],
    rows: teams.map(({ code, name }) => ({
      cells: [
        { text: name },
        ...months.map((month) =>
          numberCell(
            page,
            sumOf(ofTeam(code).filter((row) => row.month === month)),
            short.format(dateOf(month)),
            { team: code ?? NOT_GIVEN, maand: month },
          ),
        ),
        numberCell(page, sumOf(ofTeam(code)), t('targets.label.total'), {
          team: code ?? NOT_GIVEN,
          maand: String(target.year),
        }),
      ],
    })),
  };
}

function monthsView(page: Breakdown): object {
  const { target, rows, months } = page;
  const all = monthsOf(target.periodFrom, target.periodTo);
  return {
    columns: [
      { label: t('targets.label.month') },
      { label: t('targets.label.added'), numeric: true },
      { label: t('targets.label.value'), numeric: true },
      { label: t('targets.breakdown.due-at-end'), numeric: true },
    ],
    rows: months.map(({ month, value }) => ({
      cells: [
        { text: long.format(dateOf(month)) },
        numberCell(
          page,
          sumOf(rows.filter((row) => row.month === month)),
          t('targets.label.added'),
          {
            maand: month,
          },
        ),
        { text: dutchNumber(value ?? 0), label: t('targets.label.value'), numeric: true },
        {
          text: dutchNumber(
            Math.floor((target.value.norm * (all.indexOf(month) + 1)) / all.length),
          ),
          label: t('targets.breakdown.due-at-end'),
          numeric: true,
        },
      ],
    })),
  };
}

function municipalitiesView(page: Breakdown): object {
  const { rows, municipalities, target } = page;
  // A municipality that ended before the end of the year keeps its own number.
  const gone = rows.filter(
    ({ organisationId }) => !municipalities.some(({ id }) => id === organisationId),
  );
  const extra = [...new Map(gone.map((row) => [row.organisationId, row])).values()].map((row) => ({
    id: row.organisationId,
    shortName: row.organisation ?? t('targets.breakdown.no-municipality'),
    safetyRegion: row.safetyRegion,
  }));
  const lines = [...municipalities, ...extra]
    .map(({ id, shortName, safetyRegion }) => {
      const own = rows.filter(({ organisationId }) => organisationId === id);
      return { id, shortName, safetyRegion, total: sumOf(own), last: own.at(-1)?.month };
    })
    .sort((a, b) => b.total - a.total || a.shortName.localeCompare(b.shortName, 'nl'));
  const without = lines.filter(({ total }) => total === 0).length;
  return {
    without: without > 0 && countOf(without, 'municipalities'),
    columns: [
      { label: t('targets.label.municipality') },
      { label: t('targets.label.region') },
      { label: t('targets.label.quantity'), numeric: true },
      { label: t('targets.breakdown.last-month') },
    ],
    rows: lines.map(({ id, shortName, safetyRegion, total, last }) => ({
      cells: [
        { text: shortName },
        { text: safetyRegion ?? '', label: t('targets.label.region') },
        numberCell(page, total, t('targets.label.quantity'), {
          gemeente: id ?? NOT_GIVEN,
          maand: String(target.year),
        }),
        {
          text: last ? long.format(dateOf(last)) : t('targets.state.missing'),
          label: t('targets.breakdown.last-month'),
        },
      ],
    })),
  };
}

/** The rows of the file, with the header of `BREAKDOWN_HEADER`. */
export const breakdownSheet = (
  rows: readonly BreakdownRow[],
  kind: ActKind,
): (string | number)[][] =>
  rows.map(({ month, team, organisation, safetyRegion, grade, quantity }) => [
    month,
    kind.teams.find(({ code }) => code === team)?.name ?? NO_TEAM,
    organisation ?? '',
    safetyRegion ?? '',
    grade,
    quantity,
  ]);

export const BREAKDOWN_HEADER = [
  t('targets.label.month'),
  t('targets.label.team'),
  t('targets.label.municipality'),
  t('targets.label.safety-region'),
  t('targets.label.certainty'),
  t('targets.label.quantity'),
] as const;
