import { dutchNumber, mediumDate, t } from '@academie/platform';

import { rowText } from './import-labels';
import type { RowOutcome } from '../act/import.entity';
import { type ImportedRow, type ImportSummary, isWorking } from './import.queries';
import { PARTICIPANTS } from '../participant-import/participant-columns';

export const OUTCOMES = ['created', 'matched', 'skipped', 'rejected', 'held'] as const;

const BADGES: Record<RowOutcome, string> = {
  created: 'good',
  matched: 'info',
  skipped: 'neutral',
  rejected: 'bad',
  held: 'warn',
};

const wordFor = ({ kind, created }: ImportSummary): string =>
  kind === PARTICIPANTS
    ? created === 1
      ? 'deelnemer'
      : 'deelnemers'
    : created === 1
      ? 'registratie'
      : 'registraties';

/** The page of one import; `rows` may hold one more than fits, which says that there is more. */
export function importView(
  found: ImportSummary,
  rows: readonly ImportedRow[],
  kindName: string,
  outcome: RowOutcome | undefined,
  size: number,
  mayImport: boolean,
): object {
  const path = pathOf(found);
  return {
    title: found.fileName,
    crumbs: [
      { href: '/registraties', label: 'Registraties' },
      ...(mayImport ? [{ href: '/registraties/importeren', label: 'Bestand inlezen' }] : []),
      { label: found.fileName },
    ],
    fileName: found.fileName,
    about: `${kindName}, ${mediumDate(found.createdAt)}`,
    steps: stepsOf(found),
    unused: found.columns.unused.join(', '),
    ...(isWorking(found)
      ? { working: workingView(found) }
      : {
          ...resultView(found, mayImport),
          tabs: tabsOf(found, outcome),
          columns: ['Regel', 'Uitkomst', 'Uitleg'].map((label) => ({ label })),
          rows: rows.slice(0, size).map((row) => ({ cells: cellsOf(row, found) })),
          nextHref: rows.length > size ? nextHref(path, outcome, rows[size - 1]) : undefined,
        }),
  };
}

const pathOf = ({ id }: ImportSummary): string => `/registraties/importen/${id}`;

const stepsOf = ({ state }: ImportSummary): object[] => {
  const checks = state === 'validating' || state === 'validated';
  return [
    { label: 'Bestand kiezen', state: 'done' },
    { label: 'Controleren', state: checks ? 'current' : 'done' },
    {
      label: state === 'importing' ? 'Inlezen' : 'Ingelezen',
      state: state === 'importing' ? 'current' : state === 'finished' ? 'done' : 'todo',
    },
  ];
};

/** How far a long file is, while it is looked at or read in. */
function workingView(found: ImportSummary): object {
  const { state, done, total } = found;
  return {
    label: t(`acts.import.${state === 'validating' ? 'validating' : 'importing'}`),
    done,
    total,
    text: t('acts.import.rows-of', { done: dutchNumber(done), total: dutchNumber(total) }),
    href: pathOf(found),
    after: t(`acts.import.after-${state === 'validating' ? 'validating' : 'importing'}`),
  };
}

function resultView(found: ImportSummary, mayImport: boolean): object {
  const { state, done, total } = found;
  const isValidated = state === 'validated';
  const path = pathOf(found);
  return {
    stats: [
      {
        label: isValidated ? t('acts.import.becomes-new') : 'Nieuw',
        value: dutchNumber(found.created),
      },
      { label: t('acts.import.matched'), value: dutchNumber(found.matched) },
      { label: 'Leeg', value: dutchNumber(found.skipped) },
      {
        label: 'Afgewezen',
        value: dutchNumber(found.rejected),
        ...(found.rejected > 0 && { kind: 'bad' }),
      },
      ...(found.held > 0
        ? [{ label: t('acts.outcome.held'), value: dutchNumber(found.held), kind: 'warn' }]
        : []),
    ],
    held: found.held > 0 && {
      text: t(`acts.import.${isValidated ? 'will-be-held' : 'held'}`, { count: found.held }),
      href: isValidated ? undefined : '/registraties/vragen',
    },
    asks: isValidated && found.mine && mayImport,
    nothingNew: found.created === 0 && found.held === 0,
    hidden: hiddenView(found, isValidated && found.mine && mayImport),
    expired: state === 'expired',
    stopped:
      state === 'stopped' &&
      (done === 0
        ? t('acts.import.validating-failed')
        : t('acts.import.stopped', { done: dutchNumber(done), total: dutchNumber(total) })),
    confirmHref: `${path}/bevestigen`,
    confirmLabel: t(`acts.import.confirm${found.created === 0 ? '-held' : ''}`, {
      rows: dutchNumber(found.created),
      what: wordFor(found),
    }),
    rejectedHref: found.rejected > 0 ? `${path}/afgewezen.csv` : undefined,
  };
}

/** Rows that are hidden in the workbook, and the choice to take them while nothing was stored. */
function hiddenView(found: ImportSummary, mayChoose: boolean): object | undefined {
  const { count, rows, isTaken } = found.columns.hidden;
  if (count === 0) return undefined;
  const named = rows.map(String).join(', ') + (count > rows.length ? ' …' : '');
  return {
    heading: t(count === 1 ? 'acts.hidden.one' : 'acts.hidden.more', {
      count: dutchNumber(count),
      rows: named,
    }),
    // Not text: inside a notice that is its own.
    about: t(isTaken ? 'acts.hidden.taken' : 'acts.hidden.left'),
    ...(mayChoose && {
      action: `${pathOf(found)}/verborgen`,
      take: isTaken ? 'nee' : 'ja',
      label: t(isTaken ? 'acts.hidden.leave' : 'acts.hidden.take'),
    }),
  };
}

const tabsOf = (found: ImportSummary, outcome: RowOutcome | undefined): object[] => {
  const path = pathOf(found);
  return [
    { label: 'Alle regels', href: path, current: !outcome, count: dutchNumber(found.total) },
    ...OUTCOMES.filter((one) => found[one] > 0).map((one) => ({
      label: t(`acts.outcome.${one}`),
      href: `${path}?uitkomst=${one}`,
      current: outcome === one,
      count: dutchNumber(found[one]),
    })),
  ];
};

const nextHref = (
  path: string,
  outcome: RowOutcome | undefined,
  last: ImportedRow | undefined,
): string =>
  `${path}?${new URLSearchParams({ ...(outcome && { uitkomst: outcome }), na: String(last?.rowNumber) }).toString()}`;

const cellsOf = (row: ImportedRow, { columns }: ImportSummary): object[] => [
  { text: `Regel\u00a0${row.rowNumber}` },
  {
    label: 'Uitkomst',
    badge: { label: t(`acts.outcome.${row.outcome}`), kind: BADGES[row.outcome] },
  },
  row.actId
    ? {
        label: 'Uitleg',
        text:
          row.problems.length > 0
            ? rowText(row.problems, columns)
            : t('acts.import.see-record', { row: row.rowNumber }),
        href: `/registraties/${row.actId}`,
      }
    : { label: 'Uitleg', text: rowText(row.problems, columns) },
];
