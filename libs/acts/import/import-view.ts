import { dutchNumber, mediumDate, t } from '@academie/platform';

import { rowText } from './import-labels';
import type { RowOutcome } from '../act/import.entity';
import { type ImportedRow, type ImportSummary, isUndoing, isWorking } from './import.queries';
import { PARTICIPANTS } from '../participant-import/participant-columns';

/** The tab of what stayed as the list was taken back. */
export const STAYED = 'gebleven';
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
  {
    outcome,
    hasStayed,
    size,
  }: { outcome?: RowOutcome | undefined; hasStayed: boolean; size: number },
  { mayImport, mayUndo }: { mayImport: boolean; mayUndo: boolean },
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
          undone: undoneView(found),
          undoHref: mayUndo && isUndoable(found) ? `${path}/ongedaan` : undefined,
          tabs: tabsOf(found, hasStayed ? STAYED : outcome),
          columns: ['Regel', 'Uitkomst', 'Uitleg'].map((label) => ({ label })),
          rows: rows.slice(0, size).map((row) => ({ cells: cellsOf(row, found) })),
          nextHref:
            rows.length > size
              ? nextHref(path, hasStayed ? STAYED : outcome, rows[size - 1])
              : undefined,
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
  if (isUndoing(found)) {
    const gone = found.undone + found.stayed;
    return {
      label: t('acts.undo.going'),
      done: Math.min(gone, total),
      total,
      text: t('acts.import.rows-of', { done: dutchNumber(gone), total: dutchNumber(total) }),
      href: pathOf(found),
      after: t('acts.undo.after'),
    };
  }
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
    held: found.held > 0 &&
      !found.undo && {
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

/** Whether the list wrote something that may be taken back. */
const isUndoable = ({ state, done, undo, created, held, matched }: ImportSummary): boolean =>
  ['finished', 'stopped'].includes(state) && done > 0 && !undo && created + held + matched > 0;

/** Who took the list back, when and why, and what stayed. */
function undoneView({ undo, undoneAt, undone, stayed }: ImportSummary): object | undefined {
  if (!undo || !undoneAt) return undefined;
  return {
    heading: t('acts.undo.title', { count: undone }),
    about: t('acts.undo.by', {
      who: undo.by ?? t('acts.undo.somebody'),
      day: mediumDate(undoneAt),
      why: t(`acts.undo.reason.${undo.reason}`),
    }),
    rest: stayed > 0 ? t('acts.undo.left', { count: stayed }) : undefined,
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

const tabsOf = (
  found: ImportSummary,
  outcome: RowOutcome | typeof STAYED | undefined,
): object[] => {
  const path = pathOf(found);
  return [
    { label: 'Alle regels', href: path, current: !outcome, count: dutchNumber(found.total) },
    ...OUTCOMES.filter((one) => found[one] > 0).map((one) => ({
      label: t(`acts.outcome.${one}`),
      href: `${path}?uitkomst=${one}`,
      current: outcome === one,
      count: dutchNumber(found[one]),
    })),
    ...(found.stayed > 0
      ? [
          {
            label: t('acts.undo.stayed'),
            href: `${path}?uitkomst=${STAYED}`,
            current: outcome === STAYED,
            count: dutchNumber(found.stayed),
          },
        ]
      : []),
  ];
};

const nextHref = (
  path: string,
  outcome: RowOutcome | typeof STAYED | undefined,
  last: ImportedRow | undefined,
): string =>
  `${path}?${new URLSearchParams({ ...(outcome && { uitkomst: outcome }), na: String(last?.rowNumber) }).toString()}`;

const cellsOf = (row: ImportedRow, { columns }: ImportSummary): object[] => {
  const isGone = row.undone === 'done';
  const stays = row.undone && !isGone ? t(`acts.undo.stays.${row.undone}`) : '';
  const said = row.problems.length > 0 ? rowText(row.problems, columns) : '';
  const text = [stays, said].filter(Boolean).join(' ');
  return [
    { text: `Regel\u00a0${row.rowNumber}` },
    {
      label: 'Uitkomst',
      badge: isGone
        ? { label: t('acts.undo.row'), kind: 'neutral' }
        : { label: t(`acts.outcome.${row.outcome}`), kind: BADGES[row.outcome] },
    },
    row.actId
      ? {
          label: 'Uitleg',
          text: text || t('acts.import.see-record', { row: row.rowNumber }),
          href: `/registraties/${row.actId}`,
        }
      : { label: 'Uitleg', text },
  ];
};
