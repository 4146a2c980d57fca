import type { EntityManager } from 'typeorm';

import { rows } from '@academie/platform';

import type { SeatOptions } from './offering-options.dto';
import type { Question } from './offering.entity';

/**
 * Writes how seats of an offering are given out; what is left out stays as it is. A person who changes when
 * it is decided is asked again. The caller holds the lock.
 */
export async function setOptions(
  tx: EntityManager,
  id: string,
  given: SeatOptions,
  { cancelUntil, decideAt }: { cancelUntil: Date | null; decideAt: Date | null },
): Promise<void> {
  const { questions } = given;
  await rows(
    tx,
    `UPDATE catalogue.offering
        SET approval = coalesce($2, approval), approval_days = coalesce($3, approval_days),
            offer_hours = CASE WHEN $4 THEN $5::integer ELSE offer_hours END,
            coverage_first = coalesce($6, coverage_first), cancel_until = $7,
            decision_asked_at = CASE WHEN decide_at IS NOT DISTINCT FROM $8 THEN decision_asked_at END,
            decide_at = $8, questions = CASE WHEN $9 THEN $10::jsonb ELSE questions END,
            duty_seats = coalesce($11, duty_seats)
      WHERE id = $1`,
    [
      ...[id, given.approval, given.approvalDays, given.offerHours !== undefined, given.offerHours],
      ...[given.coverageFirst, cancelUntil, decideAt],
      ...[questions !== undefined, questions?.length ? JSON.stringify(questions.map(kept)) : null],
      given.dutySeats,
    ],
  );
}

/** A question as it is kept: options only where there is something to choose. */
const kept = ({ text, required, kind = 'text', options }: Question): Question => ({
  ...{ text, required, kind },
  ...((kind === 'choice' || kind === 'several') && { options: options ?? [] }),
});
