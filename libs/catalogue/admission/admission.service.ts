import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import { NotAllowed } from '@academie/people';
import { Clock, Database, dayOf, Journal, rows } from '@academie/platform';

import { InviteeUnknown, OfferingIsOver, OfferingNotFound } from '../catalogue.errors';
import { leadsCourse } from '../course/theme-scope';

/** How far somebody reaches who lets people into an offering by name. */
export interface InvitingRights {
  /** Organises it, or manages its course: anybody; else only people of the organisations coordinated. */
  anybody: boolean;
}

/** Lets people into a closed offering by name, no matter for whom it is meant. */
@Injectable()
export class AdmissionService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /**
   * Whether and how far this person may invite to an offering.
   * @throws OfferingNotFound also for who may not know of it, NotAllowed
   */
  async rights(actor: Actor, offeringId: string, tx?: EntityManager): Promise<InvitingRights> {
    const found = await this.database.first<{ organises: boolean }>(
      `SELECT o.organiser_id IS NOT DISTINCT FROM $2 OR ${leadsCourse('o.course_id', '$3')} AS organises
         FROM catalogue.offering o
        WHERE o.id = $1 AND o.status <> 'inactive' AND catalogue.sees(o.id, $2, $4::date)`,
      [offeringId, actor.id, actor.ledThemes, dayOf(this.clock.now())],
      tx,
    );
    if (!found) throw new OfferingNotFound();
    if (actor.isAdministrator || found.organises) return { anybody: true };
    if (actor.coordinatedOrganisations.length === 0) throw new NotAllowed();
    return { anybody: false };
  }

  /**
   * Lets the person with this address in, with a reason that stays in the journal. Doing it twice keeps
   * the first reason. @throws OfferingNotFound, NotAllowed, InviteeUnknown, OfferingIsOver
   */
  invite(
    actor: Actor,
    offeringId: string,
    { email, reason }: { email: string; reason: string },
  ): Promise<void> {
    return this.database.transaction(async (tx) => {
      const { anybody } = await this.rights(actor, offeringId, tx);
      const now = this.clock.now();
      const [offering] = await rows<{ over: boolean }>(
        tx,
        `SELECT o.status IN ('held', 'cancelled') AS over FROM catalogue.offering o WHERE o.id = $1 FOR SHARE`,
        [offeringId],
      );
      if (offering?.over) throw new OfferingIsOver();
      const [person] = await rows<{ id: string }>(
        tx,
        `SELECT p.id FROM people.primary_address a JOIN people.person_name p ON p.id = a.person_id
          WHERE a.address = $1 AND p.status IN ('active', 'invited', 'guest') AND ($2 OR EXISTS (
            SELECT FROM people.job m WHERE m.person_id = p.id AND m.organisation_id = ANY ($3)
               AND m.valid_from <= $4 AND (m.valid_to IS NULL OR m.valid_to > $4)))`,
        [email, anybody, actor.coordinatedOrganisations, dayOf(now)],
      );
      if (!person) throw new InviteeUnknown();
      const added = await rows(
        tx,
        `INSERT INTO catalogue.invited_person (offering_id, person_id, invited_at, invited_by, reason)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING person_id`,
        [offeringId, person.id, now, actor.id, reason],
      );
      if (added.length === 0) return;
      await this.journal.record(tx, {
        action: 'offering.person-invited',
        subjectId: offeringId,
        actorId: actor.id,
        onBehalfOf: person.id,
        reason,
        data: { personId: person.id },
      });
    });
  }

  /**
   * Takes an invitation back; a place that came of it stays. Doing it twice changes nothing.
   * @throws OfferingNotFound, NotAllowed for who does not reach this person
   */
  withdraw(actor: Actor, offeringId: string, personId: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const { anybody } = await this.rights(actor, offeringId, tx);
      const gone = await rows(
        tx,
        `DELETE FROM catalogue.invited_person
          WHERE offering_id = $1 AND person_id = $2 AND ($3 OR invited_by = $4) RETURNING person_id`,
        [offeringId, personId, anybody, actor.id],
      );
      if (gone.length === 0) return;
      await this.journal.record(tx, {
        action: 'offering.invitation-withdrawn',
        subjectId: offeringId,
        actorId: actor.id,
        onBehalfOf: personId,
        data: { personId },
      });
    });
  }
}
