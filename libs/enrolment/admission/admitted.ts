import type { EntityManager } from 'typeorm';

import { dayOf, Refusal, rows } from '@academie/platform';

/** The offering is closed, and not for this person (catalogue.admits). */
export class NotAdmitted extends Refusal {
  readonly code = 'enrolment.not-admitted';
  readonly kind = 'conflict' as const;
}

/**
 * Refuses somebody whom the offering is not for (catalogue.admits). Asked by commands that give a seat
 * without enrolment.enrol, which asks the same. @throws NotAdmitted
 */
export async function requireAdmitted(
  tx: EntityManager,
  offeringId: string,
  personId: string,
  now: Date,
): Promise<void> {
  const [found] = await rows<{ admits: boolean }>(
    tx,
    'SELECT catalogue.admits($1, $2, $3::date) AS admits',
    [offeringId, personId, dayOf(now)],
  );
  if (!found?.admits) throw new NotAdmitted();
}
