import type { EntityManager } from 'typeorm';

import { addDays, Refusal, rows } from '@academie/platform';

/** So many strangers one person may invite in a day: a whole organisation, and no mailing. */
export const INVITED_PER_DAY = 500;
/** An address gets an invitation once in so many hours. */
export const HOURS_BETWEEN_INVITATIONS = 24;

/** A name holds a link, a number or a line: an invitation is no way to send somebody a message. */
export class NameNotPlain extends Refusal {
  readonly code = 'people.name-not-plain';
  readonly kind = 'invalid' as const;
  override readonly field = 'givenName';
}

/** Somebody has invited as many people as one person invites in a day. */
export class InvitedEnough extends Refusal {
  readonly code = 'people.invited-enough';
  readonly kind = 'conflict' as const;

  constructor() {
    super({ most: INVITED_PER_DAY });
  }
}

/** This address had an invitation less than a day ago. */
export class InvitedToday extends Refusal {
  readonly code = 'people.invited-today';
  readonly kind = 'conflict' as const;
}

/**
 * Holds who invites to a number of strangers a day. Whoever invites waits here for an own invitation that
 * is under way, so that two lists at once count together. @throws InvitedEnough
 */
export async function requireBudget(tx: EntityManager, actorId: string, now: Date): Promise<void> {
  await rows(tx, 'SELECT pg_advisory_xact_lock(hashtext($1))', [`invites:${actorId}`]);
  const [found] = await rows<{ count: number }>(
    tx,
    `SELECT count(*)::int AS count FROM people.invitation WHERE created_by = $1 AND created_at > $2`,
    [actorId, addDays(now, -1)],
  );
  if ((found?.count ?? 0) >= INVITED_PER_DAY) throw new InvitedEnough();
}

/** @throws InvitedToday when this person had an invitation less than a day ago */
export async function requireRest(tx: EntityManager, personId: string, now: Date): Promise<void> {
  const since = new Date(now.getTime() - HOURS_BETWEEN_INVITATIONS * 3_600_000);
  const recent = await rows(
    tx,
    'SELECT 1 FROM people.invitation WHERE person_id = $1 AND created_at > $2',
    [personId, since],
  );
  if (recent.length > 0) throw new InvitedToday();
}
