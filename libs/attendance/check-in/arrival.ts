import type { MarkValue } from '../mark/mark-value';

/** A person who comes in within this time of the begin was there from the begin. */
const NOT_YET_LATE_MINUTES = 15;

/** What a code or a ticket proves: that somebody came in at this moment. */
export interface Arrival {
  value: Extract<MarkValue, 'present' | 'partial'>;
  /** How long the session still lasts, for who came late. */
  minutes: number | null;
  /** Whole minutes late, when that counts. */
  late?: number;
}

/** Present, or for a person who comes more than a quarter of an hour late only the minutes that are left. */
export function arrivalAt(
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
  now: Date,
): Arrival {
  const late = minutesLate(startsAt, now);
  if (late <= NOT_YET_LATE_MINUTES) return { value: 'present', minutes: null };
  const minutes = Math.ceil((endsAt.getTime() - now.getTime()) / 60_000);
  return { value: 'partial', minutes, late };
}

const minutesLate = (startsAt: Date, at: Date): number =>
  Math.max(0, Math.floor((at.getTime() - startsAt.getTime()) / 60_000));
