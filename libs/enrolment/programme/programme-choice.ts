import type { ProgrammeDate, ProgrammeRow } from '@academie/catalogue';

import {
  type CourseStanding,
  orderProblem,
  stepStanding,
} from '../programme-order/programme-standing';

/** Why a date that was chosen cannot be; a text for people stands at `enrolment.programme.<code>`. */
export interface ChoiceProblem {
  offeringId: string;
  /** Null for a date of no course of the programme. */
  courseId: string | null;
  code: 'not-of-programme' | 'two-dates' | 'too-many' | 'too-early' | 'overtakes';
}

export interface CheckedChoice {
  /** In the order of the steps. */
  dates: ProgrammeDate[];
  problems: ChoiceProblem[];
}

/** Whether these dates can be chosen together, by the steps of the programme and what somebody has already. */
export function checkChoice(
  { steps, inOrder }: Pick<ProgrammeRow, 'steps' | 'inOrder'>,
  available: readonly ProgrammeDate[],
  standings: readonly CourseStanding[],
  offeringIds: readonly string[],
): CheckedChoice {
  const asked = [...new Set(offeringIds.map((id) => id.toLowerCase()))];
  const stepOf = (courseId: string): number =>
    steps.findIndex(({ courses }) => courses.some(({ id }) => id === courseId));
  const dates = available
    .filter(({ id }) => asked.includes(id))
    .sort((a, b) => stepOf(a.courseId) - stepOf(b.courseId));
  const has = (courseId: string): boolean => standings.some((one) => one.courseId === courseId);
  const problems = dates.flatMap((date): ChoiceProblem[] => {
    const problem = (code: ChoiceProblem['code']): ChoiceProblem[] => [
      { offeringId: date.id, courseId: date.courseId, code },
    ];
    if (dates.some(({ id, courseId }) => id < date.id && courseId === date.courseId))
      return problem('two-dates');
    const step = steps[stepOf(date.courseId)];
    const chosen = dates.filter(
      ({ courseId }) => !has(courseId) && step?.courses.some(({ id }) => id === courseId),
    );
    if (step && !has(date.courseId) && chosen.length > stepStanding(step, standings).left)
      return problem('too-many');
    const order = inOrder ? orderProblem(steps, standings, dates, date) : undefined;
    return order ? problem(order.code) : [];
  });
  const unknown = asked
    .filter((id) => !dates.some((date) => date.id === id))
    .map((offeringId) => ({ offeringId, courseId: null, code: 'not-of-programme' as const }));
  return { dates, problems: [...problems, ...unknown] };
}
