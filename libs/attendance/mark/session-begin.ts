import type { MarkSource, MarkValue } from './mark-value';

/** People come in this long before a session: their codes and tickets count from then on. */
export const DOORS_OPEN_MINUTES = 30;

/** Values that say nothing of what happened at a session, so that they may come before it. */
export const EARLY_VALUES = ['unknown', 'excused'] as const satisfies readonly MarkValue[];

/** Sources that prove an arrival: somebody held a code or a ticket at the door. */
export const ARRIVAL_SOURCES = ['self_qr', 'scan'] as const satisfies readonly MarkSource[];

/** From when people may check in at a session. */
export const doorsOpenAt = (startsAt: Date): Date =>
  new Date(startsAt.getTime() - DOORS_OPEN_MINUTES * 60_000);
