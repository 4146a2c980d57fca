import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { lockOffering } from '@academie/catalogue';
import type { Actor } from '@academie/people';
import { Clock, Database, dayOf, Journal, newId, rows } from '@academie/platform';

import { BlockFull, BlockGone, NotOfThisOrganisation } from './seat-block.errors';
import { BlockQueries } from './seat-block.queries';
import { requireAdmitted } from '../admission/admitted';
import { EnrolmentConditions, requireConditions } from '../place/enrolment-conditions';
import { AlreadyEnrolled, OfferingStarted } from '../place/enrolment.errors';
import { WORKS_THERE } from '../place/enrolment-access';
import type { EnrolmentStatus } from '../place/enrolment.service';
import type { EnrolmentSource, EnrolmentState } from '../place/enrolment-state';
import { hasStarted } from '../waiting-list/enrolment-window';

interface Taker {
  offeringId: string;
  personId: string;
  source: EnrolmentSource;
}

interface Here {
  id: string | null;
  state: EnrolmentState | null;
}

const WAITS: readonly (EnrolmentState | null)[] = ['requested', 'waitlisted'];

/** Gives held seats to the people they are held for. */
@Injectable()
export class BlockClaims {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly blocks: BlockQueries,
    private readonly conditions: EnrolmentConditions,
  ) {}

  /**
   * Takes a held seat for oneself, by the link. A person who stood on the waiting list leaves it.
   * @throws BlockGone, NotOfThisOrganisation, BlockFull, AlreadyEnrolled, OfferingStarted,
   *   NotAdmitted, PrerequisiteMissing
   */
  claim(actor: Actor, token: string): Promise<EnrolmentStatus> {
    return this.database.transaction(async (tx) => {
      const known = await this.blocks.byToken(actor, token, tx);
      if (!known) throw new BlockGone();
      const { offeringId, organisationId } = known;
      if (!(await this.worksAt(tx, actor.id, organisationId))) throw new NotOfThisOrganisation();
      const offering = await lockOffering(tx, offeringId);
      if (hasStarted(offering, this.clock.now())) throw new OfferingStarted();
      const block = await this.blocks.byToken(actor, token, tx);
      if (!block || block.releasedAt || block.releaseAt <= this.clock.now()) throw new BlockGone();
      const here = await this.here(tx, offeringId, actor.id);
      if (here.id && here.state && ['offered', 'enrolled', 'finished'].includes(here.state))
        throw new AlreadyEnrolled(here.id, here.state);
      if (block.claimed >= block.seats) throw new BlockFull();
      await this.mustBeFor(tx, offeringId, actor.id);
      return this.seat(tx, actor, block.id, organisationId, here, {
        offeringId,
        personId: actor.id,
        source: 'self',
      });
    });
  }

  /**
   * Takes a held seat for somebody else, when there is one for an organisation where that person
   * works. The caller holds the lock on the offering and knows that the person is not in it. Undefined
   * when there is none. @throws NotAdmitted, PrerequisiteMissing
   */
  async takeFor(
    tx: EntityManager,
    actor: Actor,
    taker: Taker,
  ): Promise<EnrolmentStatus | undefined> {
    const [block] = await rows<{ id: string; organisationId: string }>(
      tx,
      `SELECT b.id, b.organisation_id AS "organisationId" FROM enrolment.seat_block b
        WHERE b.offering_id = $2 AND b.released_at IS NULL AND b.release_at > $4 AND b.claimed < b.seats
          AND EXISTS (SELECT 1 FROM people.job m
                       WHERE m.person_id = $3 AND m.organisation_id = b.organisation_id AND ${WORKS_THERE})
        ORDER BY b.id LIMIT 1`,
      [dayOf(this.clock.now()), taker.offeringId, taker.personId, this.clock.now()],
    );
    if (!block) return undefined;
    await this.mustBeFor(tx, taker.offeringId, taker.personId);
    const here = await this.here(tx, taker.offeringId, taker.personId);
    return this.seat(tx, actor, block.id, block.organisationId, here, taker);
  }

  private async mustBeFor(tx: EntityManager, offeringId: string, personId: string): Promise<void> {
    await requireAdmitted(tx, offeringId, personId, this.clock.now());
    const { missing, step } = await this.conditions.of(offeringId, personId, tx);
    requireConditions({ missing, step, questions: [] }, [], false);
  }

  // The block gives first: the seat is then free for the blink in which the enrolment takes it.
  private async seat(
    tx: EntityManager,
    actor: Actor,
    blockId: string,
    organisationId: string,
    here: Here,
    { offeringId, personId, source }: Taker,
  ): Promise<EnrolmentStatus> {
    const now = this.clock.now();
    await rows(tx, 'UPDATE enrolment.seat_block SET claimed = claimed + 1 WHERE id = $1', [
      blockId,
    ]);
    const waited = here.id !== null && WAITS.includes(here.state);
    const id = waited && here.id ? here.id : newId();
    if (waited)
      await rows(
        tx,
        `UPDATE enrolment.enrolment SET state = 'enrolled', changed_at = $2 WHERE id = $1`,
        [id, now],
      );
    else
      await rows(
        tx,
        `INSERT INTO enrolment.enrolment (id, offering_id, person_id, organisation_id, state, source,
           queued_at, changed_at, previous_id)
         VALUES ($1, $2, $3, $4, 'enrolled', $5, $6, $6, $7)`,
        [id, offeringId, personId, organisationId, source, now, here.id],
      );
    await this.journal.record(tx, {
      action: 'enrolment.enrolled',
      subjectId: id,
      actorId: actor.id,
      onBehalfOf: personId === actor.id ? undefined : personId,
      data: {
        offeringId,
        personId,
        organisationId,
        from: waited ? here.state : null,
        to: 'enrolled',
        block: blockId,
      },
    });
    return { id, state: 'enrolled' };
  }

  private async here(tx: EntityManager, offeringId: string, personId: string): Promise<Here> {
    const [row] = await rows<Here>(
      tx,
      `SELECT id, state FROM enrolment.enrolment WHERE offering_id = $1 AND person_id = $2
        ORDER BY state IN ('cancelled', 'declined'), changed_at DESC LIMIT 1`,
      [offeringId, personId],
    );
    return row ?? { id: null, state: null };
  }

  private async worksAt(
    tx: EntityManager,
    personId: string,
    organisationId: string,
  ): Promise<boolean> {
    const found = await rows(
      tx,
      `SELECT 1 FROM people.job m
        WHERE m.person_id = $2 AND m.organisation_id = $3 AND ${WORKS_THERE}`,
      [dayOf(this.clock.now()), personId, organisationId],
    );
    return found.length > 0;
  }
}
