import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type Actor } from '@academie/people';
import { Clock, Journal, rows } from '@academie/platform';

import { requireAdmitted } from '../admission/admitted';

/** What a guest's place became once it was known who the guest is. */
export interface KnownPlace {
  /** The enrolment that holds from now on: the guest's own, or the one the person had. */
  enrolmentId: string;
  /** The guest's enrolment was given up, since the person had a place already. */
  doubled: boolean;
}

/** The place of somebody of whom only a name was known, once it turns out who that is. */
@Injectable()
export class GuestEnrolments {
  constructor(
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /**
   * Gives a guest's place to the person that the guest turned out to be. Had that person a place here,
   * that one holds and the guest's is given up: nobody is counted twice. A person who waited for a place
   * stops waiting. The caller holds the lock on the offering; both enrolments are not finished.
   * @throws NotAdmitted
   */
  async give(
    tx: EntityManager,
    actor: Actor,
    guest: { enrolmentId: string; offeringId: string; personId: string },
    personId: string,
  ): Promise<KnownPlace> {
    const { enrolmentId, offeringId } = guest;
    await requireAdmitted(tx, offeringId, personId, this.clock.now());
    const [known] = await rows<{ id: string; state: string }>(
      tx,
      `SELECT id, state FROM enrolment.enrolment
        WHERE offering_id = $1 AND person_id = $2
          AND state IN ('requested', 'waitlisted', 'offered', 'enrolled')`,
      [offeringId, personId],
    );
    if (known?.state === 'enrolled') {
      await this.giveUp(tx, actor, guest, { id: enrolmentId, state: 'enrolled' }, known.id);
      return { enrolmentId: known.id, doubled: true };
    }
    if (known) await this.giveUp(tx, actor, { offeringId, personId }, known, enrolmentId);
    await rows(
      tx,
      `UPDATE enrolment.enrolment e SET person_id = $2, changed_at = $3,
              organisation_id = coalesce(
                (SELECT m.organisation_id FROM people.job m
                  WHERE m.person_id = $2 AND m.is_main AND m.valid_to IS NULL), e.organisation_id)
        WHERE e.id = $1`,
      [enrolmentId, personId, this.clock.now()],
    );
    return { enrolmentId, doubled: false };
  }

  /** Whether this person has a place, or had one until its end, in any offering. */
  async hasAny(tx: EntityManager, personId: string): Promise<boolean> {
    const found = await rows(
      tx,
      `SELECT 1 FROM enrolment.enrolment
        WHERE person_id = $1 AND state IN ('enrolled', 'finished') LIMIT 1`,
      [personId],
    );
    return found.length > 0;
  }

  // Not `enrolment.cancelled`: nobody called off, so nobody gets a mail about it.
  private async giveUp(
    tx: EntityManager,
    actor: Actor,
    { offeringId, personId }: { offeringId: string; personId: string },
    { id, state }: { id: string; state: string },
    into: string,
  ): Promise<void> {
    await rows(
      tx,
      `UPDATE enrolment.enrolment
          SET state = 'cancelled', cancelled_by = 'organiser', offered_until = NULL, changed_at = $2,
              reason = 'dubbele inschrijving'
        WHERE id = $1`,
      [id, this.clock.now()],
    );
    await this.journal.record(tx, {
      action: 'enrolment.merged',
      subjectId: id,
      actorId: actor.id,
      onBehalfOf: personId,
      data: { offeringId, personId, into, from: state, to: 'cancelled' },
    });
  }
}
