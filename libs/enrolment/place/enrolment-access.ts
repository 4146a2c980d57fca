import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { givesOffering, leadsCourse, seesOffering } from '@academie/catalogue';
import { type Actor, NotAllowed } from '@academie/people';
import { Clock, Database, dayOf, isId } from '@academie/platform';

/** On what ground somebody decides about another person's enrolment. */
export type ActingAs = 'self' | 'coordinator' | 'organiser';

/** What somebody may see and do in one offering. */
export interface OfferingRights {
  /** Leads a theme of the course, is its organiser, or an administrator: enrols and cancels anybody. */
  organises: boolean;
  /** Gives it: sees who comes, and lets people in at the door. */
  trains: boolean;
}

/** An open membership on the day $1, as `m`. */
export const WORKS_THERE = 'm.valid_from <= $1 AND (m.valid_to IS NULL OR m.valid_to > $1)';

/** How far a role reaches: which offerings, and which people (domain.md, invariant 13). */
@Injectable()
export class EnrolmentAccess {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** What the actor may do in an offering, or undefined when there is none that the actor may know of. */
  async rightsIn(
    actor: Actor,
    offeringId: string,
    tx?: EntityManager,
  ): Promise<OfferingRights | undefined> {
    const found = await this.database.first<{ leads: boolean; trains: boolean }>(
      `SELECT o.organiser_id IS NOT DISTINCT FROM $2 OR ${leadsCourse('o.course_id', '$3')} AS leads,
              ${givesOffering('o.id', '$2')} AS trains
         FROM catalogue.offering o WHERE o.id = $1 AND ${seesOffering('o', '$2', '$4')}`,
      [offeringId, actor.id, actor.ledThemes, dayOf(this.clock.now())],
      tx,
    );
    return found && { organises: actor.isAdministrator || found.leads, trains: found.trains };
  }

  /** Which of these people work today at an organisation the actor coordinates. */
  async coordinated(actor: Actor, personIds: string[], tx?: EntityManager): Promise<Set<string>> {
    if (actor.coordinatedOrganisations.length === 0) return new Set();
    const found = await this.database.rows<{ id: string }>(
      `SELECT DISTINCT m.person_id AS id FROM people.job m
        WHERE m.person_id = ANY ($2) AND m.organisation_id = ANY ($3) AND ${WORKS_THERE}`,
      [dayOf(this.clock.now()), personIds, actor.coordinatedOrganisations],
      tx,
    );
    return new Set(found.map(({ id }) => id));
  }

  /** On what ground the actor decides about this person in this offering; undefined is on none. */
  async actingAs(
    actor: Actor,
    offeringId: string,
    personId: string,
    tx?: EntityManager,
  ): Promise<ActingAs | undefined> {
    if (personId === actor.id) return 'self';
    if (!isId(offeringId) || !isId(personId)) return undefined;
    const rights = await this.rightsIn(actor, offeringId, tx);
    if (!rights) return undefined;
    if ((await this.coordinated(actor, [personId], tx)).has(personId)) return 'coordinator';
    return rights.organises ? 'organiser' : undefined;
  }

  /** @throws NotAllowed unless the actor lets people in at this offering */
  async mustHandle(actor: Actor, offeringId: string, tx?: EntityManager): Promise<void> {
    const reach = await this.rightsIn(actor, offeringId, tx);
    if (!reach?.organises && !reach?.trains) throw new NotAllowed();
  }
}
