import { besideBlockText, calendarLinks, dateBlock, dateRangeText } from '@academie/catalogue';
import { dayOf, monthText, t } from '@academie/platform';

import type { EnrolmentLink } from './enrolment-links';
import type { AnswerRow } from '../place/answers.queries';
import type { EnrolmentRow } from '../place/enrolment.queries';
import type { EnrolmentStatus } from '../place/enrolment.service';
import { type Overlap, overlapText } from '../place/overlaps';
import { placeOf, type SessionRow } from '../place/offering-sessions.queries';
import { badgeOf, deadlineOf, nextSteps } from '../place/enrolment-badge';
import type { WorkshopToChoose } from '../workshop/workshop-choice.service';
import { workshopTerms } from '../workshop/workshop-fields';

type MineTab =
  | 'ahead'
  | 'behind'
  | 'programmes'
  | 'duties'
  | 'certificates'
  | 'evaluations'
  | 'messages'
  | 'calendar';

/** The pages of Mijn academie; those of libs to the right are here too, since the row is one. */
export const mineTabs = (current: MineTab): object[] =>
  [
    { key: 'ahead', label: 'Komend', href: '/mijn' },
    { key: 'behind', label: 'Geweest', href: '/mijn/geweest' },
    { key: 'programmes', label: 'Leergangen', href: '/mijn/leergangen' },
    { key: 'duties', label: 'Verplichtingen', href: '/mijn/verplichtingen' },
    { key: 'certificates', label: 'Certificaten', href: '/mijn/certificaten' },
    { key: 'evaluations', label: 'Evaluaties', href: '/mijn/evaluaties' },
    { key: 'messages', label: 'Berichten', href: '/mijn/berichten' },
    { key: 'calendar', label: 'Agenda', href: '/mijn/agenda' },
  ].map(({ key, ...tab }) => ({ ...tab, current: key === current }));

/** A row of what is ahead, as far as the page sorts it. */
export interface AheadView {
  seated: boolean;
  /** "maart 2026", or that there is no date. */
  month: string;
  today: boolean;
  links: readonly EnrolmentLink[];
  [name: string]: unknown;
}

/** Rows of the same month together, in the order in which they come. */
export function byMonth<Row extends Pick<AheadView, 'month'>>(
  rows: readonly Row[],
): { month: string; rows: Row[] }[] {
  const months = new Map<string, Row[]>();
  for (const row of rows) months.set(row.month, [...(months.get(row.month) ?? []), row]);
  return [...months].map(([month, those]) => ({ month, rows: those }));
}

/** The way to the place, and into one's own calendar; of what is confidential nothing goes elsewhere. */
function waysOf(row: EnrolmentRow, coming: readonly SessionRow[]): object {
  const [next] = coming;
  if (row.confidential || !next) return {};
  const place = [next.place, next.address].filter(Boolean).join(', ');
  const query = new URLSearchParams({ query: place }).toString();
  return {
    routeHref: place ? `https://www.openstreetmap.org/search?${query}` : undefined,
    calendar: calendarLinks(
      row.offeringId,
      row.courseTitle,
      coming.map((session) => ({ ...session, place: placeOf({ ...session, onlineUrl: null }) })),
    ),
  };
}

/** An enrolment ahead, with what can be done there and the sessions that are still to come. */
export function aheadView(
  row: EnrolmentRow,
  sessions: readonly SessionRow[],
  links: readonly EnrolmentLink[],
  now: Date,
): AheadView {
  const coming = sessions.filter(({ endsAt }) => endsAt > now);
  const seated = row.state === 'enrolled';
  const [next] = coming;
  const ways = seated ? waysOf(row, coming) : {};
  const acceptAction =
    row.state === 'offered' ? `/mijn/inschrijvingen/${row.id}/aannemen` : undefined;
  const cancelHref = canCancel(row, now) ? `/inschrijvingen/${row.id}/afmelden` : undefined;
  return {
    seated,
    links,
    month: next ? monthText(next.startsAt) : t('enrolment.mine.no-date'),
    today: seated && next !== undefined && dayOf(next.startsAt) === dayOf(now),
    ...(next && dateBlock(next.startsAt, now)),
    ...ways,
    // A menu for one link, beside which nothing else can be done, would hide it for nothing.
    menu: 'calendar' in ways || (cancelHref !== undefined && (links.length > 0 || acceptAction)),
    id: row.id,
    heading: row.courseTitle,
    href: `/mijn/inschrijvingen/${row.id}`,
    badge: badgeOf(row, now),
    ...(coming.length === 1 && next
      ? { only: onlyView(next, row.mode, seated) }
      : folded(
          coming.map((session) => sessionView(session, row.mode, seated)),
          SESSIONS_AHEAD,
        )),
    selfPaced: row.mode === 'self_paced',
    deadline: deadlineOf(row),
    acceptAction,
    cancelHref,
    cancelLabel: cancelLabelOf(row),
  };
}

/** One enrolment on a page of its own: how it stands, what happens next, when and where. */
export function enrolmentView(
  row: EnrolmentRow,
  sessions: readonly SessionRow[],
  now: Date,
  {
    overlaps,
    answers,
    workshops,
  }: {
    overlaps: readonly Overlap[];
    answers: readonly AnswerRow[];
    workshops: readonly WorkshopToChoose[];
  },
): object {
  const seated = row.state === 'enrolled' || row.state === 'finished';
  return {
    title: row.courseTitle,
    browsing: true,
    // Whoever has no seat reads first how that can change.
    seated,
    ...(row.state === 'enrolled' &&
      waysOf(
        row,
        sessions.filter(({ endsAt }) => endsAt > now),
      )),
    crumbs: [{ href: '/mijn', label: 'Mijn academie' }, { label: row.courseTitle }],
    courseHref: `/aanbod/${row.courseSlug}`,
    badge: badgeOf(row, now),
    steps: row.endsAt && row.endsAt <= now ? [] : nextSteps(row),
    ...folded(
      sessions.map((session) => sessionView(session, row.mode, seated && session.endsAt > now)),
      SESSIONS_OF_ONE,
    ),
    selfPaced: row.mode === 'self_paced',
    overlaps: overlaps.map(overlapText),
    workshops: seated ? workshopTerms(workshops) : [],
    answers: answers.map(({ question, answer, href }) => ({
      term: question,
      text: answer,
      href: href ?? undefined,
    })),
    answersHref:
      answers.length > 0 && canCancel(row, now)
        ? `/mijn/inschrijvingen/${row.id}/antwoorden`
        : undefined,
    bySomebodyElse: row.source === 'coordinator' || row.source === 'organiser',
    acceptAction: row.state === 'offered' ? `/mijn/inschrijvingen/${row.id}/aannemen` : undefined,
    needsHref: hasNeeds(row, now) ? `/mijn/inschrijvingen/${row.id}/wensen` : undefined,
    comes: row.state === 'enrolled' && row.comingAt !== null,
    comingAction: canSayComing(row, now) ? `/mijn/inschrijvingen/${row.id}/komen` : undefined,
    cancelHref: canCancel(row, now) ? `/inschrijvingen/${row.id}/afmelden` : undefined,
    cancelLabel: cancelLabelOf(row),
    materialHref: seated ? `/materiaal/groep/${row.offeringId}` : undefined,
  };
}

/** A row of the table of what is behind. */
export const behindRow = (row: EnrolmentRow, now: Date): object => ({
  cells: [
    { text: row.courseTitle, href: `/mijn/inschrijvingen/${row.id}` },
    {
      label: 'Wanneer',
      text: whenText(row, now),
    },
    { label: 'Uitkomst', badge: badgeOf(row, now) },
  ],
});

// What was given up stands among what is behind, also when it would have been later.
function whenText({ startsAt, endsAt }: EnrolmentRow, now: Date): string {
  if (!startsAt || !endsAt) return 'Op eigen tempo';
  const when = dateRangeText(startsAt, endsAt);
  return startsAt > now ? t('enrolment.mine.was-planned', { when }) : when;
}

/** Whether there is something to give up still. */
export const canCancel = (row: EnrolmentRow, now: Date): boolean =>
  ['requested', 'waitlisted', 'offered', 'enrolled'].includes(row.state) &&
  (row.startsAt === null || row.startsAt > now);

/** Whether somebody comes somewhere, where there may be a lunch and a staircase. */
const hasNeeds = (row: EnrolmentRow, now: Date): boolean =>
  canCancel(row, now) && (row.mode === 'in_person' || row.mode === 'hybrid');

/** Whether somebody can say to come: with a seat, before it begins, once. */
const canSayComing = (row: EnrolmentRow, now: Date): boolean =>
  row.state === 'enrolled' && row.comingAt === null && row.startsAt !== null && row.startsAt > now;

/** Whether a seat can go to a colleague still; also after enrolment has closed. */
export const canReplace = (row: EnrolmentRow, now: Date): boolean =>
  row.state === 'enrolled' && (row.startsAt === null || row.startsAt > now);

type InState = Pick<EnrolmentRow, 'state'>;

/** Which words giving up has, as the locale files know them: a seat, a request and a wait differ. */
export const cancelWordOf = ({ state }: InState): string =>
  ['waitlisted', 'requested', 'offered'].includes(state) ? state : 'enrolled';

export const cancelLabelOf = (row: InState): string =>
  t(`enrolment.cancel.label.${cancelWordOf(row)}`);

// The link to a meeting is for the person who has a seat.
const sessionView = (session: SessionRow, mode: string, withLink: boolean): object => ({
  when: dateRangeText(session.startsAt, session.endsAt),
  dateTime: session.startsAt.toISOString(),
  title: session.title,
  place: session.place ? placeOf({ ...session, onlineUrl: null }) : undefined,
  onlineUrl: withLink ? session.onlineUrl : undefined,
  online: !session.place && (session.onlineUrl !== null || mode === 'online'),
  placeFollows: !session.place && session.onlineUrl === null && mode !== 'online',
});

/** The one session there is, in a line beside its day: "09.30–12.00 uur · Stadhuis, Grote Markt 2". */
const onlyView = (session: SessionRow, mode: string, withLink: boolean): object => {
  const when = besideBlockText(session.startsAt, session.endsAt);
  return { ...sessionView(session, mode, withLink), when };
};

/** How many sessions are told of each enrolment in the list, and on a page of its own. */
const SESSIONS_AHEAD = 3;
const SESSIONS_OF_ONE = 8;

/** The first sessions, and the rest to be shown when asked; two more are no reason to hide them. */
const folded = (sessions: object[], most: number): { sessions: object[]; moreSessions: object[] } =>
  sessions.length > most + 2
    ? { sessions: sessions.slice(0, most), moreSessions: sessions.slice(most) }
    : { sessions, moreSessions: [] };

/** What somebody reads after enrolling or taking a seat. */
export function doneText({ state, waitingPosition }: EnrolmentStatus): string {
  if (state === 'waitlisted')
    return t('enrolment.enrol.done.waitlisted', { position: waitingPosition ?? '?' });
  if (state === 'requested') return t('enrolment.enrol.done.requested');
  return t('enrolment.enrol.done.enrolled');
}
