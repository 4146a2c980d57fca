import { dutchNumber, momentOn, t } from '@academie/platform';

import type { ActScope } from '../kind/act-access';
import type { ActKind, Team } from '../kind/act-kind';
import type { ActKinds } from '../kind/act-kinds';
import type { ActTotals, ListedAct } from '../act/act-list';
import {
  GRADES,
  lastMonths,
  listHref,
  type ListQuery,
  NOT_GIVEN,
  PAGE_SIZE,
  sortHref,
} from './act-list-query';
import { nameIn, summaryOf } from '../act/act-labels';
import type { KnownOrganisation } from '../kind/organisation-lookup';

const monthName = new Intl.DateTimeFormat('nl-NL', {
  month: 'long',
  year: 'numeric',
  timeZone: 'Europe/Amsterdam',
});
const dayName = new Intl.DateTimeFormat('nl-NL', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'Europe/Amsterdam',
});
const NBSP = '\u00a0';
const MONTHS = ['jan', 'feb', 'mrt', 'apr', 'mei', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dec'];

/** The page /registraties. */
export function listView(
  read: ListQuery,
  { acts, totals }: { acts: ListedAct[]; totals: ActTotals },
  scope: ActScope,
  kinds: ActKinds,
  organisations: ReadonlyMap<string, KnownOrganisation>,
  now: Date,
): object {
  const { words, page } = read;
  const kind = words.soort ? kinds.get(words.soort) : undefined;
  const first = (page - 1) * PAGE_SIZE;
  const filtered = Object.keys(words).some((word) => !['sorteer', 'volgorde'].includes(word));
  return {
    title: 'Registraties',
    mayRecord: scope.recordable.length > 0,
    filter: words,
    clearHref: filtered ? '/registraties' : undefined,
    exportHref: listHref(words, '/registraties/export.csv'),
    kinds: scope.visible.map((one) => ({ value: one.kind, label: one.name })),
    teams: kind?.teams.length
      ? [
          ...kind.teams.map(({ code, name }) => ({ value: code, label: name })),
          { value: NOT_GIVEN, label: t('acts.list.no-team') },
        ]
      : undefined,
    municipalities: [
      ...municipalitiesOf(organisations),
      { value: NOT_GIVEN, label: t('acts.list.no-municipality') },
    ],
    months: [
      ...yearsOf(lastMonths(now), words.maand),
      ...lastMonths(now).map((month) => ({
        value: month,
        label: monthName.format(momentOn(`${month}-15`, '12:00')),
      })),
    ],
    grades: Object.keys(GRADES).map((grade) => ({ value: grade, label: t(`acts.grade.${grade}`) })),
    retracted: [
      { value: 'alleen', label: 'Alleen ingetrokken' },
      { value: 'alle', label: 'Ook ingetrokken' },
    ],
    found: foundText(totals),
    columns: columnsOf(read),
    rows: acts.map((act) => ({ cells: cellsOf(act, kinds.get(act.kind)) })),
    summary: t('acts.list.page', {
      first: dutchNumber(first + 1),
      last: dutchNumber(first + acts.length),
      total: dutchNumber(totals.acts),
    }),
    previousHref:
      page > 1 ? listHref({ ...words, ...(page > 2 && { pagina: String(page - 1) }) }) : undefined,
    nextHref:
      first + acts.length < totals.acts
        ? listHref({ ...words, pagina: String(page + 1) })
        : undefined,
  };
}

// Whole years first; one that is asked for by a link and lies further back is there too.
const yearsOf = (months: readonly string[], asked: string | undefined): object[] => {
  const years = new Set(months.map((month) => month.slice(0, 4)));
  if (asked?.length === 4) years.add(asked);
  return [...years].map((year) => ({ value: year, label: `Heel ${year}` }));
};

function foundText({ acts, quantity, headcount }: ActTotals): string {
  const parts = [acts === 1 ? '1 registratie' : `${dutchNumber(acts)} registraties`];
  if (quantity !== acts) parts.push(`samen ${dutchNumber(quantity)} keer`);
  if (headcount > 0) parts.push(`${dutchNumber(headcount)} mensen bereikt`);
  return parts.join(', ');
}

const municipalitiesOf = (organisations: ReadonlyMap<string, KnownOrganisation>): object[] =>
  [...organisations.values()]
    .filter(({ kind, validTo }) => kind === 'municipality' && validTo === null)
    .map(({ id, shortName }) => ({ value: id, label: shortName }));

function columnsOf(read: ListQuery): object[] {
  const { sort, ascending } = read;
  const sorted = (by: ListQuery['sort'], label: string, numeric = false): object => ({
    label,
    href: sortHref(read, by),
    ...(sort === by && { sort: ascending ? 'ascending' : 'descending' }),
    ...(numeric && { numeric }),
  });
  return [
    sorted('date', 'Datum'),
    sorted('kind', 'Wat'),
    { label: 'Waar' },
    { label: 'Stand' },
    sorted('quantity', 'Aantal', true),
    { label: 'Eigen nummer' },
  ];
}

function cellsOf(act: ListedAct, kind: ActKind | undefined): object[] {
  return [
    { text: shortDay(act.occurredOn), href: `/registraties/${act.id}` },
    { label: 'Wat', text: summaryOf(kind, { ...act, organisations: [] }) },
    { label: 'Waar', text: organisationsText(act.organisations) },
    act.retractedAt
      ? { label: 'Stand', badge: { label: 'Ingetrokken', kind: 'bad' } }
      : { label: 'Stand', text: nameIn(kind?.statuses, act.status) },
    { label: 'Aantal', numeric: true, text: dutchNumber(act.headcount ?? act.quantity) },
    { label: 'Eigen nummer', text: act.reference ?? '', whole: true },
  ];
}

// A date that breaks over two lines is no date any more.
const shortDay = (day: string): string =>
  dayName.format(momentOn(day, '12:00')).replace(/ /g, NBSP);

/** The first two names, and how many more there are. */
export const organisationsText = (names: readonly string[]): string => {
  const rest = names.length - 2;
  return [names.slice(0, 2).join(', '), rest > 0 && t('acts.list.and-more', { rest })]
    .filter(Boolean)
    .join(' ');
};

/** How many a team did in each month of a year: the counter above the list. */
export function teamMonthsView(
  teams: readonly Team[],
  counts: readonly { team: string; month: number; quantity: number }[],
): { total: string; stats: object[]; columns: object[]; rows: object[] } {
  const sum = (team: string, month?: number): number =>
    counts
      .filter((count) => count.team === team && (month === undefined || count.month === month))
      .reduce((total, { quantity }) => total + quantity, 0);
  const monthsWith = MONTHS.map((label, index) => ({ label, month: index + 1 }));
  return {
    total: dutchNumber(teams.reduce((total, { code }) => total + sum(code), 0)),
    stats: teams.map(({ code, name }) => ({ label: name, value: dutchNumber(sum(code)) })),
    columns: [
      { label: 'Team' },
      ...monthsWith.map(({ label }) => ({ label, numeric: true })),
      { label: 'Totaal', numeric: true },
    ],
    rows: teams.map(({ code, name }) => ({
      cells: [
        { text: name },
        ...monthsWith.map(({ label, month }) => ({
          label,
          numeric: true,
          text: String(sum(code, month)),
        })),
        { label: 'Totaal', numeric: true, text: dutchNumber(sum(code)) },
      ],
    })),
  };
}
