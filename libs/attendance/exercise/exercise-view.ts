import { dateRangeText } from '@academie/catalogue';
import { clockTime, mediumDate, momentOn, t } from '@academie/platform';

import type { ReachedExercise } from './exercise-access';
import { type Rating, RATINGS } from './exercise.entity';
import type { LessonOfExercise, ObservationRow, StepRow } from './exercise.queries';

const BADGE: Record<Rating, string> = { as_planned: 'good', otherwise: 'warn', not_done: 'bad' };

/** Where the script is read and written by who leads it. */
export const scriptHref = (id: string): string => `/lesgeven/sessies/${id}/draaiboek`;

/** Where observers read it and note what they see. */
export const observeHref = (id: string): string => `/oefeningen/${id}`;

const ratingText = (rating: Rating): string => t(`attendance.exercise.rating.${rating}`);

/** "13.45", for a step so many minutes after the begin. */
const timeOfStep = (startsAt: Date, minute: number): string =>
  clockTime(new Date(startsAt.getTime() + minute * 60_000));

const headOf = ({ startsAt, minute, role }: { startsAt: Date; minute: number; role: string }) => ({
  clock: timeOfStep(startsAt, minute),
  minute: t('attendance.exercise.minute', { count: minute }),
  role,
});

/** A step as who leads it reads it, with what all observers saw. */
export const scriptStep = (
  { startsAt, id: sessionId }: ReachedExercise,
  step: StepRow,
): object => ({
  ...headOf({ startsAt, ...step }),
  what: step.action,
  expected: step.expected,
  seen: step.observations.map(seenView),
  removeAction:
    step.observations.length === 0
      ? `${scriptHref(sessionId)}/stappen/${step.id}/weghalen`
      : undefined,
});

const seenView = ({ author, rating, body }: ObservationRow): object => ({
  author,
  body,
  badge: { label: ratingText(rating), kind: BADGE[rating] },
});

/** A step as an observer fills it in; what was typed and is not kept stands in `typed`. */
export function observedStep(
  { startsAt, id: sessionId }: ReachedExercise,
  step: StepRow,
  open: boolean,
  typed?: { values: Record<string, unknown>; errors: Record<string, string> },
): object {
  const [own] = step.observations;
  const rating = typed?.values.rating ?? own?.rating;
  return {
    id: step.id,
    ...headOf({ startsAt, ...step }),
    what: step.action,
    expected: step.expected,
    noted: own && { label: ratingText(own.rating), kind: BADGE[own.rating] },
    action: open ? `${observeHref(sessionId)}/stappen/${step.id}` : undefined,
    ratings: RATINGS.map((value) => ({
      value,
      label: ratingText(value),
      selected: value === rating,
    })),
    prefix: `stap-${step.id}`,
    body: typed?.values.body ?? own?.body,
    ratingError: typed?.errors.rating,
    bodyError: typed?.errors.body,
  };
}

/** A lesson with who answers for it; `mayTell` says whether the reader may say that it is done. */
export const lessonView = (
  home: string,
  { id, body, owner, dueOn, done }: LessonOfExercise,
  today: string,
  mayTell: boolean,
): object => ({
  text: body,
  owner,
  due: mediumDate(momentOn(dueOn, '12:00')),
  badge: done
    ? { label: t('attendance.exercise.done'), kind: 'good' }
    : dueOn < today
      ? { label: t('attendance.exercise.late'), kind: 'bad' }
      : { label: t('attendance.exercise.open'), kind: 'info' },
  doneAction: mayTell && !done ? `${home}/leerpunten/${id}/klaar` : undefined,
  reopenAction: mayTell && done ? `${home}/leerpunten/${id}/open` : undefined,
});

export const whenOf = ({ startsAt, endsAt }: ReachedExercise): string =>
  dateRangeText(startsAt, endsAt);
