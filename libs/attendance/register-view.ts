import { whenOf } from '@academie/catalogue';
import { clockTime, mediumDate, t } from '@academie/platform';

import { MARK_REFUSALS } from './attendance.errors';
import type { HistoryRow, RegisterRow } from './attendance.queries';
import { MARK_CHOICES, type MarkValue } from './mark-value';
import { countsOf } from './register.dto';
import type { SessionHead } from './session-head';

const BADGE: Record<MarkValue, string | undefined> = {
  unknown: undefined,
  present: 'good',
  partial: 'info',
  excused: 'warn',
  absent: 'bad',
};

/** What was typed in a form that could not be saved. */
export interface Typed {
  marks: Record<string, string>;
  minutes: Record<string, string>;
}

export const registerHref = (id: string): string => `/lesgeven/sessies/${id}`;
export const personHref = (id: string, enrolmentId: string): string =>
  `${registerHref(id)}/deelnemers/${enrolmentId}`;

/** "Alkmaar · jurist, beleidsmedewerker" */
export const whereFrom = ({ organisation, functions }: RegisterRow): string =>
  [organisation, functions?.join(', ')].filter(Boolean).join(' · ');

/** What stands above every page of a session. */
export function headView(head: SessionHead): object {
  const { id, startsAt, endsAt, place, trainers, number, sessions, title } = head;
  return {
    course: head.courseTitle,
    session: [sessions > 1 && `Sessie ${number} van ${sessions}`, title].filter(Boolean).join(': '),
    when: whenOf(startsAt, endsAt),
    place: place ?? 'Online',
    trainers,
    href: registerHref(id),
  };
}

export const crumbsOf = (head: SessionHead, last?: string): object[] => [
  { href: '/lesgeven', label: 'Lesgeven' },
  last ? { href: registerHref(head.id), label: head.courseTitle } : { label: head.courseTitle },
  ...(last ? [{ label: last }] : []),
];

/** The register as a page: to fill in while it is open, to read once it is closed. */
export function registerView(
  head: SessionHead,
  rows: readonly RegisterRow[],
  options: { now: Date; search?: string | undefined; paper: boolean; typed?: Typed | undefined },
): object {
  const counts = countsOf(rows);
  const closed = head.state === 'closed';
  return {
    head: headView(head),
    search: options.search,
    paper: options.paper,
    closed,
    open: !closed && !head.cancelled,
    cancelled: head.cancelled,
    notYet: !closed && !head.cancelled && options.now < head.startsAt ? head.startsAt : undefined,
    closedNote:
      closed && head.closedAt
        ? `Afgesloten op ${mediumDate(head.closedAt)} om ${clockTime(head.closedAt)} uur${head.closedBy ? ` door ${head.closedBy}` : ''}.`
        : undefined,
    reopened: head.state === 'reopened' ? head.reopenReason : undefined,
    seen: head.lastMark,
    counts: { present: counts.present + counts.partial, unknown: counts.unknown },
    total: rows.length,
    marksUrl: `/api/v1/sessions/${head.id}/attendance-marks`,
    registerUrl: `/api/v1/sessions/${head.id}/register`,
    texts: Object.fromEntries(
      MARK_REFUSALS.map((code) => [code, t(code.replace('.', '.refusal.'))]),
    ),
    rows: closed
      ? rows.map((row) => closedRow(head, row))
      : rows.map((row) => openRow(head, row, options.typed)),
    summary: MARK_CHOICES.filter((value) => counts[value] > 0)
      .map((value) => `${counts[value]} ${t(`attendance.value.${value}`).toLowerCase()}`)
      .join(', '),
  };
}

function openRow(head: SessionHead, row: RegisterRow, typed: Typed | undefined): object {
  const { enrolmentId, minutes } = row;
  return {
    id: enrolmentId,
    person: row.name,
    organisation: whereFrom(row),
    note: noteOf(row),
    value: typed?.marks[enrolmentId] ?? row.value.toUpperCase(),
    minutes: typed?.minutes[enrolmentId] ?? minutes ?? '',
    href: personHref(head.id, enrolmentId),
  };
}

function closedRow(head: SessionHead, row: RegisterRow): object {
  const label = t(`attendance.value.${row.value}`);
  const minutes = row.value === 'partial' && row.minutes !== null ? `, ${row.minutes} minuten` : '';
  return {
    cells: [
      { text: row.name, href: personHref(head.id, row.enrolmentId) },
      { text: whereFrom(row), label: 'Organisatie' },
      { badge: { label: label + minutes, kind: BADGE[row.value] }, label: 'Aanwezigheid' },
      { text: row.outcome ? t(`enrolment.outcome.${row.outcome}`) : 'Volgt', label: 'Resultaat' },
    ],
  };
}

/** What a trainer does not know of somebody: who came without a place, and who checked in alone. */
function noteOf({ walkIn, source, occurredAt }: RegisterRow): string | undefined {
  if ((source === 'self_qr' || source === 'scan') && occurredAt)
    return `Ingecheckt om ${clockTime(occurredAt)} uur`;
  return walkIn ? 'Aan de deur toegevoegd' : undefined;
}

/** Everything that was said about one person, the last first. */
export const historyView = (rows: readonly HistoryRow[]): object[] =>
  rows.map((row) => ({
    dateTime: row.occurredAt.toISOString(),
    time: `${mediumDate(row.occurredAt)}, ${clockTime(row.occurredAt)} uur`,
    by: row.recordedBy ?? undefined,
    label: `${t(`attendance.value.${row.value}`)}${row.minutes === null ? '' : `, ${row.minutes} minuten`}${row.holds ? ' (geldt nu)' : ''}`,
    text: t(`attendance.source.${row.source}`),
  }));
