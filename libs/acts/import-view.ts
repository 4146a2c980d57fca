import { dutchNumber, mediumDate, t } from '@academie/platform';

import { rowText } from './import-words';
import type { RowOutcome } from './import.entity';
import type { ImportedRow, ImportSummary } from './import.queries';
import { PARTICIPANTS } from './participant-columns';

export const OUTCOMES = ['created', 'matched', 'skipped', 'rejected'] as const;

const BADGES: Record<RowOutcome, string> = {
  created: 'good',
  matched: 'info',
  skipped: 'neutral',
  rejected: 'bad',
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
  const path = `/registraties/importen/${found.id}`;
  const shown = rows.slice(0, size);
  const last = shown.at(-1)?.rowNumber;
  const tried = found.state === 'tried';
  return {
    title: found.fileName,
    crumbs: [
      { href: '/registraties', label: 'Registraties' },
      ...(mayImport ? [{ href: '/registraties/importeren', label: 'Bestand inlezen' }] : []),
      { label: found.fileName },
    ],
    fileName: found.fileName,
    mayImport,
    about: `${kindName}, ${mediumDate(found.createdAt)}`,
    steps: [
      { label: 'Bestand kiezen', state: 'done' },
      { label: 'Controleren', state: tried ? 'current' : 'done' },
      { label: 'Ingelezen', state: found.state === 'finished' ? 'done' : 'todo' },
    ],
    stats: [
      { label: tried ? 'Wordt nieuw' : 'Nieuw', value: dutchNumber(found.created) },
      { label: 'Stond er al', value: dutchNumber(found.matched) },
      { label: 'Leeg', value: dutchNumber(found.skipped) },
      {
        label: 'Afgewezen',
        value: dutchNumber(found.rejected),
        ...(found.rejected > 0 && { kind: 'bad' }),
      },
    ],
    tried: tried && found.mine,
    nothingNew: found.created === 0,
    expired: found.state === 'expired',
    confirmHref: `${path}/bevestigen`,
    confirmLabel: `${dutchNumber(found.created)} ${wordFor(found)} inlezen`,
    rejectedHref: found.rejected > 0 ? `${path}/afgewezen.csv` : undefined,
    used: found.columns.found.map(({ header }) => header).join(', '),
    unused: found.columns.unused.join(', '),
    tabs: [
      { label: 'Alle regels', href: path, current: !outcome, count: dutchNumber(found.total) },
      ...OUTCOMES.filter((one) => found[one] > 0).map((one) => ({
        label: t(`acts.outcome.${one}`),
        href: `${path}?uitkomst=${one}`,
        current: outcome === one,
        count: dutchNumber(found[one]),
      })),
    ],
    columns: ['Regel', 'Uitkomst', 'Uitleg'].map((label) => ({ label })),
    rows: shown.map((row) => ({
      cells: [
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
                  ? rowText(row.problems, found.columns)
                  : `Bekijk de registratie van regel ${row.rowNumber}`,
              href: `/registraties/${row.actId}`,
            }
          : { label: 'Uitleg', text: rowText(row.problems, found.columns) },
      ],
    })),
    nextHref:
      rows.length > size && last
        ? `${path}?${new URLSearchParams({ ...(outcome && { uitkomst: outcome }), na: String(last) }).toString()}`
        : undefined,
  };
}
