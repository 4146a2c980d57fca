import type { Outcome } from '@academie/enrolment';

import { type MarkValue, wasThere } from '../mark/mark-value';

/** When somebody has completed a course; the course says so. */
export interface CompletionRule {
  /** Percentage of the sessions that must have been attended, 1 to 100. */
  minAttendancePercent: number;
  /** Whether a session attended in part counts towards it. */
  partialCounts: boolean;
}

/**
 * What came of an enrolment, from the current value of each session (domain.md 6.3). A session
 * without a mark counts as absence. Excused is only who was excused for all of them; the person who was
 * there at least once, in part too, did not stay away. Undefined for a self-paced course: it has no
 * sessions, and its package says when it is completed.
 */
export function outcomeOf(
  values: readonly MarkValue[],
  { minAttendancePercent, partialCounts }: CompletionRule,
): Outcome | undefined {
  if (values.length === 0) return undefined;
  const attended = values.filter(
    (value) => value === 'present' || (partialCounts && value === 'partial'),
  ).length;
  if (attended * 100 >= minAttendancePercent * values.length) return 'completed';
  if (values.some(wasThere)) return 'not_completed';
  return values.every((value) => value === 'excused') ? 'excused' : 'no_show';
}
