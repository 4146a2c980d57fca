import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type LockedOffering, lockOffering } from '@academie/catalogue';
import { type Actor } from '@academie/people';
import { Clock, Journal, newId, NotFound, rows } from '@academie/platform';

import { requireAdmitted } from '../admission/admitted';
import { AlreadyEnrolled, NoSessionNow } from './enrolment.errors';
import { EnrolmentAccess } from './enrolment-access';
import { type EnrolmentState, type Outcome } from './enrolment-state';

/** People come in from this long before the first session. */
const DOORS_OPEN_MS = 3_600_000;

interface Changed {
  id: string;
  offeringId: string;
  personId: string;
  organisationId: string | null;
  outcome: Outcome;
}

/** What happens to enrolments at the door and at the closing of the register; attendance calls it. */
@Injectable()
export class OutcomeRecorder {
  constructor(
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly access: EnrolmentAccess,
  ) {}

  /**
   * Lets in somebody who stands at the door, also when the offering is full: that seat then counts as
   * overbooked. A person who waited gets in too; the person who has a place keeps it and nothing changes. Locks
   * the offering. Returns the enrolment's id.
   * @throws NotAllowed unless the actor gives or organises it; NoSessionNow; NotFound;
   *   AlreadyEnrolled when the person's register is closed; NotAdmitted
   */
  async walkIn(
    tx: EntityManager,
    actor: Actor,
    { offeringId, personId }: { offeringId: string; personId: string },
  ): Promise<string> {
    await this.access.mustHandle(actor, offeringId, tx);
    const offering = await lockOffering(tx, offeringId);
    const now = this.clock.now();
    if (!doorsAreOpen(offering, now)) throw new NoSessionNow();
    const overbooked = offering.seatsTaken >= offering.capacity;
    const known = await this.latest(tx, offeringId, personId);
    if (known?.state === 'finished') throw new AlreadyEnrolled(known.id, known.state);
    if (known?.state === 'enrolled') return known.id;

    const waited = known && ['requested', 'waitlisted', 'offered'].includes(known.state);
    if (!waited) await requireAdmitted(tx, offeringId, personId, now);
    const organisationId = waited ? known.organisationId : await organisationOf(tx, personId);
    const id = waited ? known.id : newId();
    if (waited)
      await rows(
        tx,
        `UPDATE enrolment.enrolment
            SET state = 'enrolled', overbooked = $2, offered_until = NULL, changed_at = $3 WHERE id = $1`,
        [id, overbooked && known.state !== 'offered', now],
      );
    else
      await rows(
        tx,
        `INSERT INTO enrolment.enrolment (id, offering_id, person_id, organisation_id, state, source,
           queued_at, overbooked, changed_at, previous_id)
         VALUES ($1, $2, $3, $4, 'enrolled', 'walk_in', $5, $6, $5, $7)`,
        [id, offeringId, personId, organisationId, now, overbooked, known?.id ?? null],
      );
    await this.journal.record(tx, {
      action: 'enrolment.enrolled',
      subjectId: id,
      actorId: actor.id,
      onBehalfOf: personId,
      data: {
        offeringId,
        personId,
        organisationId,
        from: waited ? known.state : null,
        to: 'enrolled',
        walkIn: true,
        overbooked,
      },
    });
    return id;
  }

  /**
   * Takes the place of somebody back who was let in at the door by mistake. Not `enrolment.cancelled`:
   * nobody called off, so nobody gets a mail about it. The caller holds the lock on the offering. Returns
   * whether there was such a place.
   */
  async removeWalkIn(
    tx: EntityManager,
    actor: Actor,
    offeringId: string,
    enrolmentId: string,
  ): Promise<boolean> {
    const [removed] = await rows<{ personId: string; organisationId: string | null }>(
      tx,
      `UPDATE enrolment.enrolment
          SET state = 'cancelled', cancelled_by = 'organiser', changed_at = $3, reason = 'per ongeluk toegevoegd'
        WHERE id = $1 AND offering_id = $2 AND state = 'enrolled' AND source = 'walk_in'
       RETURNING person_id AS "personId", organisation_id AS "organisationId"`,
      [enrolmentId, offeringId, this.clock.now()],
    );
    if (!removed) return false;
    await this.journal.record(tx, {
      action: 'enrolment.removed',
      subjectId: enrolmentId,
      actorId: actor.id,
      onBehalfOf: removed.personId,
      data: { offeringId, ...removed, from: 'enrolled', to: 'cancelled' },
    });
    return true;
  }

  /**
   * Ends enrolments with what came of them, when the register is closed. Those that ended already
   * stay as they are. The caller holds the lock on the offering. Returns the ids that changed.
   */
  async finish(
    tx: EntityManager,
    results: readonly { enrolmentId: string; outcome: Outcome }[],
    actorId?: string,
  ): Promise<string[]> {
    const changed = await rows<Changed>(
      tx,
      `UPDATE enrolment.enrolment e SET state = 'finished', outcome = r.outcome, changed_at = $3
         FROM unnest($1::uuid[], $2::text[]) AS r (id, outcome)
        WHERE e.id = r.id AND e.state = 'enrolled'
       RETURNING e.id, e.offering_id AS "offeringId", e.person_id AS "personId",
                 e.organisation_id AS "organisationId", e.outcome`,
      [
        results.map(({ enrolmentId }) => enrolmentId),
        results.map(({ outcome }) => outcome),
        this.clock.now(),
      ],
    );
    await this.journal.recordAll(
      tx,
      changed.map(({ id, ...data }) => ({
        action: 'enrolment.finished',
        subjectId: id,
        actorId,
        data: { ...data, from: 'enrolled', to: 'finished' },
      })),
    );
    return changed.map(({ id }) => id);
  }

  /**
   * Makes finished enrolments current again, when the register is reopened; the reason is kept. The
   * caller holds the lock on the offering. Returns the ids that changed.
   */
  async unfinish(
    tx: EntityManager,
    enrolmentIds: readonly string[],
    reason: string,
    actorId?: string,
  ): Promise<string[]> {
    const changed = await rows<Changed>(
      tx,
      `WITH before AS (SELECT id, outcome FROM enrolment.enrolment WHERE id = ANY ($1))
       UPDATE enrolment.enrolment e SET state = 'enrolled', outcome = NULL, changed_at = $2
         FROM before WHERE e.id = before.id AND e.state = 'finished'
       RETURNING e.id, e.offering_id AS "offeringId", e.person_id AS "personId",
                 e.organisation_id AS "organisationId", before.outcome`,
      [enrolmentIds, this.clock.now()],
    );
    await this.journal.recordAll(
      tx,
      changed.map(({ id, ...data }) => ({
        action: 'enrolment.unfinished',
        subjectId: id,
        actorId,
        reason,
        data: { ...data, from: 'finished', to: 'enrolled' },
      })),
    );
    return changed.map(({ id }) => id);
  }

  private async latest(
    tx: EntityManager,
    offeringId: string,
    personId: string,
  ): Promise<{ id: string; state: EnrolmentState; organisationId: string | null } | undefined> {
    const [row] = await rows<{ id: string; state: EnrolmentState; organisationId: string | null }>(
      tx,
      `SELECT id, state, organisation_id AS "organisationId" FROM enrolment.enrolment
        WHERE offering_id = $1 AND person_id = $2
        ORDER BY state IN ('cancelled', 'declined'), changed_at DESC LIMIT 1`,
      [offeringId, personId],
    );
    return row;
  }
}

const doorsAreOpen = ({ status, startsAt }: LockedOffering, now: Date): boolean =>
  ['published', 'confirmed', 'running'].includes(status) &&
  startsAt !== null &&
  startsAt.getTime() - DOORS_OPEN_MS <= now.getTime();

async function organisationOf(tx: EntityManager, personId: string): Promise<string | null> {
  const [person] = await rows<{ organisationId: string | null }>(
    tx,
    `SELECT m.organisation_id AS "organisationId" FROM people.person_name p
       LEFT JOIN people.job m ON m.person_id = p.id AND m.is_main AND m.valid_to IS NULL
      WHERE p.id = $1 AND p.status IN ('active', 'invited', 'guest')`,
    [personId],
  );
  if (!person) throw new NotFound();
  return person.organisationId;
}
