import { dateRangeText } from '../offering/date-range-text';
import type { Announcement } from '../offering/offering-planner';
import { bodyOf } from './form-values';

type SessionChange = Announcement['changes'][number];
type PlannedSession = NonNullable<SessionChange['after']>;

/** Whether anybody hears of it, so that it is asked first. */
export const isHeard = ({ changes, participants, trainers }: Announcement): boolean =>
  changes.length > 0 && participants + trainers > 0;

/** Asks before people get mail about other dates; the whole form goes along, as it was typed. */
export const askChangeView = (
  around: { title: string; crumbs: object[]; action: string },
  body: unknown,
  { changes, participants, trainers }: Announcement,
): object => ({
  title: around.title,
  ...{ crumbs: around.crumbs, action: around.action, participants, trainers },
  mails: changes.length,
  changes: changes.map(changeView),
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
