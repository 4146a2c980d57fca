const MINUTE = 60_000;
/** From the first time somebody came to the last one left: longer than this is more than one meeting. */
const LONGEST = 12 * 60 * MINUTE;

/** From when until when; a meeting, a session, or somebody in it. */
export interface Hours {
  startsAt: Date;
  endsAt: Date;
}

/** One line of a report: somebody came and went, or only how long that person was there. */
export interface Visit {
  /** In milliseconds since 1970; null when the report gives no times. */
  from: number | null;
  until: number | null;
  /** Minutes in between, when less than from beginning to end: somebody came back. */
  minutes: number | null;
}

/**
 * For how many whole minutes of the session these visits were, no matter whose device it was: two at once
 * count once, and nobody was there for longer than the session was. Visits without times count in full.
 * `anyHours` counts visits outside the session's hours too, once the trainer has said that they belong to it.
 */
export function minutesIn(session: Hours, visits: readonly Visit[], anyHours = false): number {
  const length = (session.endsAt.getTime() - session.startsAt.getTime()) / MINUTE;
  const clipped = visits.flatMap((visit) => {
    if (visit.from === null || visit.until === null) return [];
    const from = anyHours ? visit.from : Math.max(visit.from, session.startsAt.getTime());
    const until = anyHours ? visit.until : Math.min(visit.until, session.endsAt.getTime());
    return until > from ? [{ from, until, minutes: certainMinutes(visit, until - from) }] : [];
  });
  const whole = together(clipped.filter(({ minutes }) => minutes === null));
  const broken = clipped
    .filter(({ minutes }) => minutes !== null)
    .reduce(
      (sum, { from, until, minutes }) => sum + Math.min((until - from) / MINUTE, minutes ?? 0),
      0,
    );
  const loose = visits
    .filter(({ from }) => from === null)
    .reduce((sum, { minutes }) => sum + (minutes ?? 0), 0);
  // Seconds that were rounded away: 59.9999 is an hour.
  return Math.floor(Math.min(length, whole + broken + loose) + 0.01);
}

// Over two days the sum may be of the other one: only what cannot have been outside the session is sure.
function certainMinutes({ from, until, minutes }: Visit, inside: number): number | null {
  const length = (until ?? 0) - (from ?? 0);
  if (minutes === null || length <= LONGEST) return minutes;
  return Math.max(0, minutes - (length - inside) / MINUTE);
}

/** How long stretches of time are together, in minutes. */
function together(stretches: readonly { from: number; until: number }[]): number {
  let length = 0;
  let reached = -Infinity;
  for (const { from, until } of [...stretches].sort((a, b) => a.from - b.from)) {
    length += Math.max(0, until - Math.max(from, reached));
    reached = Math.max(reached, until);
  }
  return length / MINUTE;
}

/** Whether any of these lies in the hours of the session, or gives no times to go by. */
export const touches = (session: Hours, visits: readonly Visit[]): boolean =>
  visits.some(
    ({ from, until }) =>
      from === null ||
      until === null ||
      (from < session.endsAt.getTime() && until > session.startsAt.getTime()),
  );
