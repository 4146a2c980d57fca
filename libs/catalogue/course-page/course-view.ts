import type { Actor } from '@academie/people';
import { clockTime, longDate, monthText, type PageView, t, untilText } from '@academie/platform';

import { circleText } from '../admission/admission.queries';
import { factsOf, heldText, lineOf } from './course-facts-view';
import type { CourseRow, OfferingRow, SessionRow } from './course-page.queries';
import { blocksOf } from './description';
import type { OfferingNote } from './course-page-slots';
import { groupsOf } from './offering-groups';
import { freeSeats, placesText, windowOf } from '../offering/seats-left';
import { courseImage } from '../picture/course-image';
import { seatRules } from './seat-rules';
import { type CalendarLinks, calendarLinks } from '../offering/calendar-links';
import { dateBlock, dateRangeText, hoursOf, isOneDay } from '../offering/date-range-text';

export interface CoursePage {
  course: CourseRow;
  offerings: OfferingRow[];
  /** There is no date to enrol for, now or later. */
  dateless?: boolean;
  actor: Actor | undefined;
  now: Date;
  /** Where to ask, and the address of this page; of what is shown to readers. */
  around?: { contactAddress: string; address: string };
  /** Shown to the person who manages it before it is published; nothing on it can be pressed. */
  preview?: boolean;
}

/** A button that enrols at once (`action`), or leads to a page that asks something first (`href`). */
export interface EnrolButton {
  label: string;
  action?: string;
  href?: string;
}

/** One offering as the view shows it; `enrol` is for the person who has nothing to do with it yet. */
export interface CourseOffering {
  id: string;
  heading: string;
  /** "maart 2026"; empty without a date. */
  month: string;
  cancelled: boolean;
  calendar: CalendarLinks | undefined;
  enrol: EnrolButton | undefined;
  places: { text: string; kind: string };
  [name: string]: unknown;
}

/** The page as the view shows it; `next` stays in sight. */
export type CourseView = PageView & { offerings: CourseOffering[]; next: object | undefined };

/** The page of a course as the view shows it, without what is one reader's own. */
export function courseView({
  course,
  offerings,
  dateless,
  actor,
  now,
  around,
  preview,
}: CoursePage): CourseView {
  const shown = offerings.map((offering) =>
    offeringView(offering, { course, actor, now, preview }),
  );
  return {
    title: course.title,
    browsing: true,
    crumbs: [{ href: '/aanbod', label: 'Aanbod' }, { label: course.title }],
    course: {
      ...course,
      kind: t(`catalogue.kind.${course.kind}`),
      blocks: blocksOf(course.description),
      facts: factsOf(course),
      line: lineOf(course),
      image: courseImage(course.slug, course.picture, course.themes[0]?.slug),
      externalHost: course.externalUrl && new URL(course.externalUrl).host,
    },
    archived: course.status === 'archived',
    preview,
    offerings: shown,
    ...groupsOf(shown),
    next: nextOf(course, shown, actor),
    organiser: actor && organisersOf(offerings),
    contactAddress: around?.contactAddress,
    address: around?.address,
    signInForInterest: dateless && !actor ? `/inloggen?naar=/aanbod/${course.slug}` : undefined,
    heldText: heldText(course.held),
    manageHref: actor && mayManage(actor, course) ? `/beheer/aanbod/${course.id}` : undefined,
    external: course.externalUrl !== null,
  };
}

/** Who organise what is to come, as "Noor Bakker en Sam de Wit"; empty when nobody is named. */
const organisersOf = (offerings: readonly OfferingRow[]): string =>
  new Intl.ListFormat('nl').format([
    ...new Set(offerings.flatMap(({ organiser }) => organiser ?? [])),
  ]);

/** Whether there is nothing that somebody can enrol for, now or later; what is elsewhere needs no date. */
export const hasNoDate = (
  course: CourseRow,
  offerings: readonly OfferingRow[],
  now: Date,
): boolean =>
  course.externalUrl === null &&
  !offerings.some((offering) => ['open', 'before'].includes(windowOf(offering, now)));

/** Whether the course is this person's to manage: an administrator's, or of a theme that person leads. */
export const mayManage = (
  actor: Actor,
  { themes }: { themes: { id: string; parentId: string | null }[] },
): boolean =>
  actor.isAdministrator ||
  actor.leadsAnyOf(themes.flatMap(({ id, parentId }) => (parentId ? [id, parentId] : [id])));

interface Around {
  course: CourseRow;
  actor: Actor | undefined;
  now: Date;
  preview: boolean | undefined;
}

function offeringView(offering: OfferingRow, around: Around): CourseOffering {
  const { course, actor, now } = around;
  const [first] = offering.sessions;
  const several = offering.sessions.length > 1;
  const cancelled = offering.status === 'cancelled';
  return {
    id: offering.id,
    heading: headingOf(offering, first),
    month: offering.startsAt ? monthText(offering.startsAt) : '',
    sessions: several && !cancelled ? sessionList(offering) : undefined,
    ...(first && !cancelled && { ...dateBlock(first.startsAt, now), ...besideBlock(offering) }),
    place: !several && first ? placeOf(first, offering) : undefined,
    address: !several ? first?.address : undefined,
    materialHref:
      offering.hasMaterial && !cancelled ? `/materiaal/groep/${offering.id}` : undefined,
    ways: cancelled ? [] : waysOf(offering.sessions),
    places: placesText(offering, now),
    confirmed: offering.status === 'confirmed',
    cancelled,
    cancelReason: offering.cancelReason,
    trainers: actor && offering.trainers.length > 0 ? offering.trainers.join(', ') : undefined,
    audiences: circleText(offering.circle),
    note: offering.note,
    windowText: cancelled ? '' : windowText(offering, now),
    rules: seatRules(offering, now),
    confidential: offering.confidential,
    closed: offering.admission !== 'open',
    admission: t(`catalogue.admission.rule.${offering.admission}`),
    // Outlook and Google are not told of what is confidential, and its file is for nobody outside.
    calendar:
      !offering.confidential && !cancelled && first
        ? calendarLinks(offering.id, course.title, offering.sessions)
        : undefined,
    enrol: around.preview ? undefined : enrolButton(offering, course, actor, now),
  };
}

/** The hours of the one session there is: the block beside them shows its day, which is read aloud only. */
function besideBlock({ sessions: [first, ...others] }: OfferingRow): object {
  if (!first || others.length > 0 || !isOneDay(first.startsAt, first.endsAt)) return {};
  return { day: longDate(first.startsAt), hours: hoursOf(first.startsAt, first.endsAt) };
}

/** A group without a date that nobody can join any more is no other date. */
const othersThan = ({ id }: CourseOffering, going: readonly CourseOffering[]): number =>
  going.filter((one) => one.id !== id && (one.enrol ?? one.dateTime)).length;

/** An offering as the date that stays in sight. */
export const nextDate = (offering: CourseOffering, going: readonly CourseOffering[]): object => ({
  ...offering,
  label: t(`catalogue.course-page.${offering.dateTime ? 'next-date' : 'any-time'}`),
  // Without a date the chip says all there is to say.
  when: offering.heading === offering.places.text ? undefined : offering.heading,
  others: othersThan(offering, going) || undefined,
});

/** What stays in sight: the first date that somebody can enrol for, else the first. */
function nextOf(
  course: CourseRow,
  offerings: readonly CourseOffering[],
  actor: Actor | undefined,
): object | undefined {
  if (course.status === 'archived') return undefined;
  if (course.externalUrl)
    return {
      // Who is signed in goes by a page that notes it, and asks afterwards whether it is done.
      external: actor ? `/aanbod/${course.slug}/elders` : course.externalUrl,
      host: new URL(course.externalUrl).host,
    };
  const going = offerings.filter(({ cancelled }) => !cancelled);
  const next = going.find(({ enrol }) => enrol) ?? going[0];
  return next && nextDate(next, going);
}

/** A reader's own note on an offering as the view shows it. */
export const mineOf = ({ text, tone, action, beforehand }: OfferingNote): object => ({
  text,
  badge: { success: 'good', warning: 'warn', info: 'info' }[tone],
  icon: tone === 'success' ? 'check' : undefined,
  // How somebody stands takes the place of how many seats are left.
  standing: !beforehand,
  link: action?.method === 'get' ? action : undefined,
  post: action?.method === 'post' ? action : undefined,
});

function headingOf(offering: OfferingRow, first: SessionRow | undefined): string {
  const { startsAt, endsAt, mode, sessions } = offering;
  if (first && sessions.length > 1)
    return t('catalogue.course-page.sessions', {
      count: sessions.length,
      day: longDate(first.startsAt),
    });
  if (first) return dateRangeText(first.startsAt, first.endsAt);
  if (startsAt && endsAt) return dateRangeText(startsAt, endsAt);
  return mode === 'self_paced' ? 'Op eigen tempo' : t('catalogue.course-page.no-date');
}

/** More sessions than these are folded away. */
const SESSIONS_SHOWN = 5;

/** Sessions to show, and those to show when asked; two more are no reason to hide them. */
function sessionList(offering: OfferingRow): object {
  const all = offering.sessions.map((session) => sessionView(session, offering));
  const shown = all.length > SESSIONS_SHOWN + 2 ? SESSIONS_SHOWN : all.length;
  return { shown: all.slice(0, shown), rest: all.slice(shown), start: shown + 1 };
}

const sessionView = (session: SessionRow, offering: OfferingRow): object => ({
  title: session.title,
  when: dateRangeText(session.startsAt, session.endsAt),
  dateTime: session.startsAt.toISOString(),
  place: placeOf(session, offering),
});

/** Each place of which is known how to get there or who can, once. */
function waysOf(sessions: readonly SessionRow[]): object[] {
  const known = sessions.filter(({ route, accessibility }) => route ?? accessibility);
  const byPlace = new Map(known.map((session) => [session.place, session]));
  return [...byPlace.values()].map(({ place, route, accessibility }) => ({
    place: byPlace.size > 1 ? place : undefined,
    ...{ route, accessibility },
  }));
}

function placeOf(session: SessionRow, offering: OfferingRow): string {
  if (session.place) return session.online ? `${session.place}, of online` : session.place;
  return session.online || offering.mode === 'online'
    ? 'Online'
    : t('catalogue.course-page.place-follows');
}

function windowText(offering: OfferingRow, now: Date): string {
  switch (windowOf(offering, now)) {
    case 'before':
      return offering.enrolOpensAt
        ? t('catalogue.course-page.opens', {
            moment: `${longDate(offering.enrolOpensAt)} ${clockTime(offering.enrolOpensAt)}`,
          })
        : '';
    case 'open':
      return offering.enrolClosesAt
        ? t('catalogue.course-page.closes', { until: untilText(offering.enrolClosesAt) })
        : '';
    case 'closed':
    case 'not_open':
      return '';
  }
}

/** What a reader without a note can do: enrol, queue, or sign in first. Nothing outside the window. */
function enrolButton(
  offering: OfferingRow,
  course: CourseRow,
  actor: Actor | undefined,
  now: Date,
): EnrolButton | undefined {
  if (windowOf(offering, now) !== 'open') return undefined;
  const label = enrolLabel(offering);
  if (!actor) {
    const href = `/inloggen?naar=/aanbod/${course.slug}`;
    return { label: 'Inloggen om in te schrijven', href };
  }
  const path = `/uitvoeringen/${offering.id}/inschrijven`;
  return offering.asks ? { label, href: path } : { label, action: path };
}

function enrolLabel(offering: OfferingRow): string {
  if (offering.approval !== 'none') return t('catalogue.course-page.request-seat');
  return freeSeats(offering) > 0
    ? t('catalogue.course-page.enrol')
    : t('catalogue.course-page.join-waiting-list');
}
