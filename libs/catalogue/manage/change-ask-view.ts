import type { OfferingResponse } from '../api/catalogue-api.dto';
import type { Clash, PlannedTimes } from '../offering/clashes';
import { dateRangeText } from '../offering/date-range-text';
import type { OfferingFields } from '../offering/offering.dto';
import type { Announcement } from '../offering/offering-planner';
import { bodyOf } from '../form/form-values';

type SessionChange = Announcement['changes'][number];
type PlannedSession = NonNullable<SessionChange['after']>;

/** Whether anybody would get a message about it, so that it is asked first. */
export const isHeard = ({ changes, participants, trainers }: Announcement): boolean =>
  changes.length > 0 && participants + trainers > 0;

/** What of a form takes a time of somebody or of a place. */
export const timesOf = ({ sessions, trainerIds }: OfferingFields): PlannedTimes => ({
  sessions: (sessions ?? []).map(({ startsAt, endsAt, locationId }) => ({
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    locationId: locationId ?? null,
  })),
  trainerIds: trainerIds ?? [],
});

/** The same of an offering as it is now. */
export const timesIn = ({ sessions, trainerIds }: OfferingResponse): PlannedTimes => ({
  sessions: sessions
    .filter(({ status }) => status === 'planned')
    .map(({ startsAt, endsAt, location }) => ({
      startsAt: new Date(startsAt),
      endsAt: new Date(endsAt),
      locationId: location?.id ?? null,
    })),
  trainerIds: trainerIds ?? [],
});

/**
 * Asks before people get mail about other dates, and before something is planned at the same time as something
 * else; the whole form goes along, as it was typed.
 */
export const askChangeView = (
  around: { title: string; crumbs: object[]; action: string },
  body: unknown,
  news: Announcement,
  clashes: readonly Clash[],
): object => ({
  title: around.title,
  ...{ crumbs: around.crumbs, action: around.action },
  heard: isHeard(news) && { participants: news.participants, trainers: news.trainers },
  clashes: clashes.map(clashView),
  mails: news.changes.length,
  changes: isHeard(news) ? news.changes.map(changeView) : [],
  fields: Object.entries(bodyOf(body))
    .filter(([name]) => name !== '_csrf' && name !== 'action')
    .flatMap(([name, value]) => [value].flat().map((one) => ({ name, value: one }))),
});

const whenText = ({ startsAt, endsAt }: PlannedSession): string => dateRangeText(startsAt, endsAt);

/** `kind` chooses the sentence in the view. */
function changeView({ before, after }: SessionChange): object {
  if (!after) return { kind: 'gone', before: before && whenText(before) };
  if (!before) return { kind: 'added', after: whenText(after) };
  const [was, will] = [whenText(before), whenText(after)];
  return was === will
    ? { kind: 'place', before: was }
    : { kind: 'moved', before: was, after: will };
}

/** `kind` chooses the sentence in the view. */
const clashView = ({ kind, name, courseTitle, ...times }: Clash): object => ({
  kind,
  name,
  course: courseTitle,
  start: dateRangeText(times.otherStartsAt, times.otherEndsAt),
});
