/** How somebody stands in a course, by the best of what they have in any of its offerings. */
export interface CourseStanding {
  courseId: string;
  offeringId: string;
  enrolmentId: string;
  standing: 'done' | 'seated' | 'waiting';
  startsAt: Date | null;
  endsAt: Date | null;
}

/** What of a step matters here. */
export interface StepRule {
  choose: number;
  courses: readonly { id: string }[];
}

/** Done; or so much is planned that nothing is left to choose; or something is. */
export type StepState = 'done' | 'planned' | 'open';

export interface StepStanding {
  state: StepState;
  /** How many of its courses are done, and how many more have a place or wait for one. */
  done: number;
  planned: number;
  /** How many courses somebody still has to choose. */
  left: number;
}

/** How somebody stands in a step. More than was asked counts for nothing more. */
export function stepStanding(step: StepRule, standings: readonly CourseStanding[]): StepStanding {
  const own = standings.filter(({ courseId }) => step.courses.some(({ id }) => id === courseId));
  const done = Math.min(own.filter(({ standing }) => standing === 'done').length, step.choose);
  const planned = Math.min(
    own.filter(({ standing }) => standing !== 'done').length,
    step.choose - done,
  );
  const left = step.choose - done - planned;
  return {
    state: done === step.choose ? 'done' : left === 0 ? 'planned' : 'open',
    done,
    planned,
    left,
  };
}

/** Whether all steps are done; a programme without steps never is. */
export const isCompleted = (
  steps: readonly StepRule[],
  standings: readonly CourseStanding[],
): boolean =>
  steps.length > 0 && steps.every((step) => stepStanding(step, standings).state === 'done');

/** A date that somebody chose for a course. */
export interface ChosenDate {
  courseId: string;
  startsAt: Date | null;
  endsAt: Date | null;
}

/** Why a date cannot be chosen where the steps follow each other, and which step comes first. */
export interface OrderProblem<S extends StepRule> {
  /** The step is not done, planned or chosen (`too-early`), or ends after the date begins (`overtakes`). */
  code: 'too-early' | 'overtakes';
  step: S;
}

/**
 * What stands in the way of a date where the steps follow each other: the first step before it. What is at one's own
 * pace has no end to wait for.
 */
export function orderProblem<S extends StepRule>(
  steps: readonly S[],
  standings: readonly CourseStanding[],
  chosen: readonly ChosenDate[],
  date: ChosenDate,
): OrderProblem<S> | undefined {
  const at = steps.findIndex(({ courses }) => courses.some(({ id }) => id === date.courseId));
  const before = steps.slice(0, Math.max(0, at));
  for (const step of before) {
    const { left } = stepStanding(step, standings);
    const now = chosen.filter(({ courseId }) => step.courses.some(({ id }) => id === courseId));
    if (now.length < left) return { code: 'too-early', step };
    const planned = standings.filter(
      ({ courseId, standing }) =>
        standing !== 'done' && step.courses.some(({ id }) => id === courseId),
    );
    const ends = [...now, ...planned].flatMap(({ endsAt }) => endsAt ?? []);
    const { startsAt } = date;
    if (startsAt && ends.some((end) => end > startsAt)) return { code: 'overtakes', step };
  }
  return undefined;
}
