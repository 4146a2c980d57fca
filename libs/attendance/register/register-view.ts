import { dateRangeText } from '@academie/catalogue';
import { clockTime, dayOf, mediumDate, mediumMoment, shortDate, t } from '@academie/platform';

import { MARK_REFUSALS } from '../attendance.errors';
import { countsOf, type HistoryRow, type MarkCounts, type RegisterRow } from './attendance.queries';
import { MARK_CHOICES, type MarkValue } from '../mark/mark-value';
import type { SessionHead } from './session-access';

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

/** Where one writes to the participants, or to one of them, and comes back from. */
export const messageHref = (
  { id, offeringId }: Pick<SessionHead, 'id' | 'offeringId'>,
  enrolmentId?: string,
): string => {
  const query = new URLSearchParams({ sessie: id, ...(enrolmentId && { aan: enrolmentId }) });
  return `/beheer/uitvoeringen/${offeringId}/bericht?${query.toString()}`;
};

/** Why somebody at the door whom a device let in was not. */
const OF_WALK_INS = ['attendance.guest-alike', 'enrolment.no-session-now'] as const;

/** Why a mark was not taken, by code, for a page that shows it beside the mark. */
export const markTexts = (): Record<string, string> =>
  Object.fromEntries(
    [...MARK_REFUSALS, ...OF_WALK_INS, 'attendance.session-cancelled'].map((code) => [
      code,
      t(code.replace('.', '.refusal.')),
    ]),
  );

/** "Alkmaar · jurist, beleidsmedewerker" */
export const whereFrom = ({ organisation, functions }: RegisterRow): string =>
  [organisation, functions?.join(', ')].filter(Boolean).join(' · ');

/** "Eet geen vlees · Ik gebruik een rolstoel" */
export const needsText = ({ diet, access }: Pick<RegisterRow, 'diet' | 'access'>): string =>
  [diet, access].filter(Boolean).join(' · ');

/** What stands above every page of a session. */
export function headView(head: SessionHead): object {
  const { id, startsAt, endsAt, place, trainers, number, sessions, title } = head;
  return {
    course: head.courseTitle,
    confidential: head.confidential,
    session: [sessions > 1 && t('attendance.session-of', { number, sessions }), title]
      .filter(Boolean)
      .join(': '),
    when: dateRangeText(startsAt, endsAt),
    place: place ?? 'Online',
    trainers,
    contact: head.contact,
    safety: head.safety,
    materialHref: `${registerHref(id)}/materiaal`,
    messageHref: messageHref(head),
    needsHref: `${registerHref(id)}/wensen`,
    scriptHref: `${registerHref(id)}/draaiboek`,
    notesHref: `${registerHref(id)}/notities`,
    handover: head.handover,
    href: registerHref(id),
  };
}

/** Links to the sessions before and after this one of the same offering; none when it is the only one. */
function neighboursOf({ id, sessionIds }: SessionHead): object[] {
  const place = sessionIds.indexOf(id);
  return [place - 1, place + 1].flatMap((at) => {
    const other = place < 0 ? undefined : sessionIds[at];
    return other ? [{ href: registerHref(other), label: `Sessie ${at + 1}` }] : [];
  });
}

export const crumbsOf = (head: SessionHead, last?: string): object[] => [
  { href: '/lesgeven', label: 'Lesgeven' },
  last ? { href: registerHref(head.id), label: head.courseTitle } : { label: head.courseTitle },
  ...(last ? [{ label: last }] : []),
];

/** How a register is shown. */
export interface RegisterOptions {
  now: Date;
  search?: string | undefined;
  paper: boolean;
  typed?: Typed | undefined;
  /** So many people would be marked as the rest; to be asked first. */
  resting?: number | undefined;
  /** Of everybody, when this is one page of several. */
  counts?: MarkCounts | undefined;
  /** The cursor of the page that follows. */
  next?: string | undefined;
  /** This is not the first page. */
  later?: boolean;
}

function nextHrefOf(
  id: string,
  after: string | undefined,
  { search, paper }: RegisterOptions,
): string {
  const query = new URLSearchParams({
    ...(search && { q: search }),
    ...(paper && { bron: 'papier' }),
    ...(after && { na: after }),
  }).toString();
  return query ? `${registerHref(id)}?${query}` : registerHref(id);
}

/** The register as a page: to fill in while it is open, to read once it is closed. */
export function registerView(
  head: SessionHead,
  rows: readonly RegisterRow[],
  options: RegisterOptions,
): object {
  const counts = options.counts ?? countsOf(rows);
  const closed = head.state === 'closed';
  const hasWorkshops = rows.some(({ workshops }) => workshops !== null);
  return {
    head: headView(head),
    neighbours: neighboursOf(head),
    search: options.search,
    paper: options.paper,
    resting: options.resting,
    closed,
    open: !closed && !head.cancelled,
    cancelled: head.cancelled,
    early: !closed && !head.cancelled && options.now < head.startsAt,
    begins: beginText(head.startsAt, options.now),
    closedNote:
      closed && head.closedAt
        ? `Afgesloten op ${mediumDate(head.closedAt)} om ${clockTime(head.closedAt)}\u00a0uur${head.closedBy ? ` door ${head.closedBy}` : ''}.`
        : undefined,
    reopened: head.state === 'reopened' ? head.reopenReason : undefined,
    seen: head.lastMark,
    counts: { present: counts.present + counts.partial, unknown: counts.unknown },
    nextHref: options.next && nextHrefOf(head.id, options.next, options),
    firstHref: options.later && nextHrefOf(head.id, undefined, options),
    marksUrl: `/api/v1/sessions/${head.id}/attendance-marks`,
    registerUrl: `/api/v1/sessions/${head.id}/register`,
    sessionId: head.id,
    startsAt: head.startsAt.toISOString(),
    endsAt: head.endsAt.toISOString(),
    now: options.now.toISOString(),
    codeHref: head.checkIn.includes('self') && `${registerHref(head.id)}/code`,
    scanHref: head.checkIn.includes('ticket') && `${registerHref(head.id)}/scannen`,
    confirmHref:
      rows.some(({ source }) => source === 'self_qr') && `${registerHref(head.id)}/bevestigen`,
    texts: markTexts(),
    columns: closedColumns(hasWorkshops),
    rows: closed
      ? rows.map((row) => closedRow(head, row, hasWorkshops))
      : rows.map((row) => ({
          ...openRow(head, row, options.typed),
          early: options.now < head.startsAt,
        })),
    summary: MARK_CHOICES.filter((value) => counts[value] > 0)
      .map((value) => `${counts[value]} ${t(`attendance.value.${value}`).toLowerCase()}`)
      .join(', '),
  };
}

/** "09.30 uur" when that is today, else "di 8 dec 09.30 uur". */
function beginText(startsAt: Date, now: Date): string {
  const time = `${clockTime(startsAt)}\u00a0uur`;
  return dayOf(startsAt) === dayOf(now) ? time : `${shortDate(startsAt)} ${time}`;
}

function openRow(head: SessionHead, row: RegisterRow, typed: Typed | undefined): object {
  const { enrolmentId, minutes } = row;
  return {
    id: enrolmentId,
    person: row.name,
    organisation: whereFrom(row),
    workshops: row.workshops?.join(' · '),
    needs: needsText(row),
    note: noteOf(head, row),
    arrived: isArrival(row),
    value: typed?.marks[enrolmentId] ?? row.value.toUpperCase(),
    minutes: typed?.minutes[enrolmentId] ?? minutes ?? '',
    href: personHref(head.id, enrolmentId),
  };
}

const closedColumns = (hasWorkshops: boolean): object[] =>
  ['name', 'work', ...(hasWorkshops ? ['workshops'] : []), 'value', 'outcome'].map((column) => ({
    label: t(`attendance.register.column.${column}`),
  }));

function closedRow(head: SessionHead, row: RegisterRow, hasWorkshops: boolean): object {
  const label = t(`attendance.value.${row.value}`);
  const minutes = row.value === 'partial' && row.minutes !== null ? `, ${row.minutes} minuten` : '';
  return {
    cells: [
      { text: row.name, href: personHref(head.id, row.enrolmentId) },
      { text: whereFrom(row), label: 'Organisatie' },
      ...(hasWorkshops ? [{ text: row.workshops?.join(' · ') ?? '', label: 'Workshops' }] : []),
      { badge: { label: label + minutes, kind: BADGE[row.value] }, label: 'Aanwezigheid' },
      { text: row.outcome ? t(`enrolment.outcome.${row.outcome}`) : 'Volgt', label: 'Resultaat' },
    ],
  };
}

const isArrival = ({ source }: RegisterRow): boolean => source === 'self_qr' || source === 'scan';

/** What a trainer does not know of somebody: who came without a place, and who checked in alone. */
function noteOf({ startsAt }: SessionHead, row: RegisterRow): string | undefined {
  const { walkIn, guest, coming, occurredAt } = row;
  if (isArrival(row) && occurredAt) {
    const time = clockTime(occurredAt);
    const minutes = Math.floor((occurredAt.getTime() - startsAt.getTime()) / 60_000);
    return row.value === 'partial' && minutes > 0
      ? t('attendance.register.checked-in-late', { time, minutes })
      : t('attendance.register.checked-in', { time });
  }
  if (guest) return 'Gast';
  if (walkIn) return t('attendance.register.walk-in');
  return coming && row.value === 'unknown' ? t('attendance.register.coming') : undefined;
}

/** Everything that was said about one person, the last first. */
export const historyView = (rows: readonly HistoryRow[]): object[] =>
  rows.map((row) => ({
    dateTime: row.occurredAt.toISOString(),
    time: mediumMoment(row.occurredAt),
    by: row.recordedBy ?? undefined,
    label: `${t(`attendance.value.${row.value}`)}${row.minutes === null ? '' : `, ${row.minutes} minuten`}${row.holds ? ' (geldt nu)' : ''}`,
    text: [t(`attendance.source.${row.source}`), clockText(row.clockOffSeconds)]
      .filter(Boolean)
      .join('. '),
  }));

/** "De klok van dit toestel liep 5 uur voor; de tijd is aangepast." */
function clockText(seconds: number | null): string | undefined {
  if (!seconds) return undefined;
  const minutes = Math.round(Math.abs(seconds) / 60);
  const length =
    minutes < 1
      ? t('attendance.register.clock.under-a-minute')
      : minutes < 120
        ? t('attendance.register.clock.minutes', { minutes })
        : t('attendance.register.clock.hours', { hours: Math.round(minutes / 60) });
  return t(`attendance.register.clock.${seconds > 0 ? 'fast' : 'slow'}`, { length });
}
