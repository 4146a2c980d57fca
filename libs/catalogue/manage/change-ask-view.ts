import type { FastifyReply } from 'fastify';

import { t } from '@academie/platform';

import type { OfferingResponse } from '../api/catalogue-api.dto';
import type { Taken } from '../booking/booking.queries';
import type { Clash, PlannedTimes } from '../offering/clashes';
import type { PlannedRooms, SmallRoom } from '../offering/room-sizes';
import { dateRangeText, wholeDaysText } from '../offering/date-range-text';
import type { OfferingFields } from '../offering/offering.dto';
import type { Announcement } from '../offering/offering-planner';
import { hiddenFields } from '../form/form-values';
import type { Option } from './manage-options';

type SessionChange = Announcement['changes'][number];
type PlannedSession = NonNullable<SessionChange['after']>;

/** What the person who saves is asked about first. */
export interface Concerns {
  clashes: readonly Clash[];
  small: readonly SmallRoom[];
}

/** What is asked about. */
interface Asked {
  news: Announcement;
  concerns: Concerns;
  /** Names of places and rooms, by what the form knows them by. */
  places?: readonly Option[];
}

export const NOTHING_HEARD: Announcement = { changes: [], participants: 0, trainers: 0 };

/** Whether there is anything to ask. */
export const hasConcerns = ({ clashes, small }: Concerns): boolean =>
  clashes.length + small.length > 0;

/** Whether anybody would get a message about it, so that it is asked first. */
export const isHeard = ({ changes, participants, trainers }: Announcement): boolean =>
  changes.length > 0 && participants + trainers > 0;

/** What of a form takes a time of somebody or of a place. */
export const timesOf = ({
  sessions,
  trainerIds,
  capacity,
}: OfferingFields): PlannedTimes & PlannedRooms => ({
  capacity,
  sessions: (sessions ?? []).map(({ startsAt, endsAt, locationId, roomId }) => ({
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    locationId: locationId ?? null,
    roomId: roomId ?? null,
  })),
  trainerIds: trainerIds ?? [],
});

/** The same of an offering as it is now. */
export const timesIn = ({
  sessions,
  trainerIds,
  capacity,
}: OfferingResponse): PlannedTimes & PlannedRooms => ({
  capacity,
  sessions: sessions
    .filter(({ status }) => status === 'planned')
    .map(({ startsAt, endsAt, location }) => ({
      startsAt: new Date(startsAt),
      endsAt: new Date(endsAt),
      locationId: location?.id ?? null,
      roomId: location?.room?.id ?? null,
    })),
  trainerIds: trainerIds ?? [],
});

/**
 * Asks before people get mail about other dates, and before something is planned at the same time as something
 * else or in a room that is too small; the whole form goes along, as it was typed.
 */
const askChangeView = (
  around: { title: string; crumbs: object[]; action: string },
  body: unknown,
  { news, concerns: { clashes, small }, places = [] }: Asked,
): object => ({
  title: around.title,
  ...{ crumbs: around.crumbs, action: around.action },
  heard: isHeard(news) && { participants: news.participants, trainers: news.trainers },
  clashes: clashes.map(clashView),
  small,
  mails: news.changes.length,
  changes: isHeard(news) ? news.changes.map((change) => changeView(change, places)) : [],
  fields: hiddenFields(body),
});

/** Answers with the page that asks. */
export function askChange(
  reply: FastifyReply,
  around: Parameters<typeof askChangeView>[0],
  body: unknown,
  asked: Asked,
): void {
  void reply.status(200);
  reply.view('catalogue/manage/change-ask', askChangeView(around, body, asked));
}

const whenText = ({ startsAt, endsAt }: PlannedSession): string => dateRangeText(startsAt, endsAt);

/** The sentence at a session whose room or means are taken. */
export const takenText = ({ index, name, courseTitle, startsAt, endsAt }: Taken) => ({
  index,
  text: t(`catalogue.booking.${courseTitle === null ? 'taken' : 'taken-by'}`, {
    name,
    course: courseTitle ?? '',
    when: dateRangeText(startsAt, endsAt),
  }),
});

/** `kind` chooses the sentence in the view. */
function changeView({ before, after }: SessionChange, places: readonly Option[]): object {
  if (!after) return { kind: 'gone', before: before && whenText(before) };
  if (!before) return { kind: 'added', after: whenText(after) };
  const [was, will] = [whenText(before), whenText(after)];
  const [from, to] = [placeText(before, places), placeText(after, places)];
  const isElsewhere = before.locationId !== after.locationId || before.roomId !== after.roomId;
  const elsewhere = {
    ...(isElsewhere && { from, to }),
    hasOtherLink: before.onlineUrl !== after.onlineUrl,
  };
  return was === will
    ? { kind: 'place', before: was, ...elsewhere }
    : { kind: 'moved', before: was, after: will, ...elsewhere };
}

/** "Stadhuis, zaal 2", by what the form knows a location or a room of it by. */
function placeText({ locationId, roomId }: PlannedSession, places: readonly Option[]): string {
  if (!locationId) return t('catalogue.manage.no-place');
  const known = roomId ? `${locationId}:${roomId}` : locationId;
  return places.find(({ value }) => value === known)?.label ?? t('catalogue.manage.other-place');
}

/** `kind` chooses the sentence in the view. */
const clashView = ({ kind, name, courseTitle, ...times }: Clash): object => ({
  kind,
  name,
  course: courseTitle,
  start:
    kind === 'absent'
      ? wholeDaysText(times.otherStartsAt, times.otherEndsAt)
      : dateRangeText(times.otherStartsAt, times.otherEndsAt),
});
