import { ScoreRefused } from '../elearning.errors';

/** How far somebody is, by the tool (LTI AGS 2.0, section 3.4.7). */
const ACTIVITIES = ['Initialized', 'Started', 'InProgress', 'Submitted', 'Completed'] as const;
const GRADINGS = ['FullyGraded', 'Pending', 'PendingManual', 'Failed', 'NotReady'] as const;

/** What a tool says of somebody. */
export interface SentScore {
  subject: string;
  at: Date;
  activity: (typeof ACTIVITIES)[number];
  grading: (typeof GRADINGS)[number];
  /** Percentage; null when no points were given. */
  score: number | null;
}

const LARGEST = 10_000;
const LONGEST_SUBJECT = 200;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})$/;

/** Reads what a tool sent. @throws ScoreRefused */
export function readScore(bytes: unknown): SentScore {
  const given = parsed(bytes);
  const { userId, timestamp, scoreGiven: points, scoreMaximum: most } = given;
  const activity = ACTIVITIES.find((one) => one === given.activityProgress);
  const grading = GRADINGS.find((one) => one === given.gradingProgress);
  if (typeof userId !== 'string' || userId.length === 0 || userId.length > LONGEST_SUBJECT)
    throw new ScoreRefused();
  const at = typeof timestamp === 'string' && MOMENT.test(timestamp) ? new Date(timestamp) : null;
  if (!at || Number.isNaN(at.getTime()) || !activity || !grading) throw new ScoreRefused();
  return { subject: userId, at, activity, grading, score: percentage(points, most) };
}

function percentage(points: unknown, most: unknown): number | null {
  if (points === undefined || points === null) return null;
  const isRight = typeof points === 'number' && points >= 0 && typeof most === 'number' && most > 0;
  if (!isRight) throw new ScoreRefused();
  // Extra points make no more than all of them. Rounded down: 69.9% is not 70%.
  return Math.min(100, Math.floor((points / most) * 100 + 1e-9));
}

function parsed(bytes: unknown): Record<string, unknown> {
  try {
    if (!Buffer.isBuffer(bytes) || bytes.length > LARGEST) throw new Error('no score');
    const value: unknown = JSON.parse(bytes.toString());
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new Error('no object');
    return value as Record<string, unknown>;
  } catch (error) {
    throw Object.assign(new ScoreRefused(), { cause: error });
  }
}
