import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { leadersOfCourse, leadsCourse } from '@academie/catalogue';
import { type Actor } from '@academie/people';
import { Clock, Database, dayOf, rows } from '@academie/platform';

/** In whose place and for which organisations, themes and offerings somebody decides today. */
export interface DecidingScope {
  actorId: string;
  /** Oneself, and whom one stands in for. */
  people: string[];
  organisations: string[];
  themes: string[];
  everything: boolean;
}

/** Somebody to ask for a decision. */
export interface Decider {
  personId: string;
  name: string;
  email: string;
}

interface Principal {
  personId: string;
  role: string | null;
  scopeId: string | null;
}

const ORGANISES = `($5 OR o.organiser_id = ANY ($2) OR ${leadsCourse('o.course_id', '$4')})`;
const COORDINATES = `(o.approval = 'coordinator' AND NOT o.confidential AND e.organisation_id = ANY ($3))`;
const HAS_COORDINATOR = `EXISTS (
  SELECT 1 FROM people.role_held g JOIN people.person_name p ON p.id = g.person_id AND p.status = 'active'
   WHERE g.role = 'coordinator' AND g.scope_id = e.organisation_id
     AND g.person_id <> e.person_id)`;

/**
 * Who may decide on a request `e` for an offering `o`: the coordinator of the organisation where the
 * offering asks for that and is no secret to them, and always the person who organises it; never the person who
 * asks.
 */
export const MAY_DECIDE = `(e.person_id <> $1 AND (${COORDINATES} OR ${ORGANISES}))`;

/**
 * Whose turn it is: as above, but an organiser leaves to a coordinator what is a coordinator's to say,
 * as long as there is one.
 */
export const HAS_TO_DECIDE = `(e.person_id <> $1 AND (${COORDINATES}
  OR (${ORGANISES} AND (o.approval <> 'coordinator' OR o.confidential OR NOT ${HAS_COORDINATOR}))))`;

/** The parameters $1 to $5 of the two conditions. */
export const paramsOf = (scope: DecidingScope): unknown[] => [
  scope.actorId,
  scope.people,
  scope.organisations,
  scope.themes,
  scope.everything,
];

/** Who decides on requests for a place, and who is asked to. */
@Injectable()
export class ApproverQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** What somebody decides on today, in their own name and as a deputy. */
  async scopeOf(actor: Actor, tx?: EntityManager): Promise<DecidingScope> {
    const principals = await this.database.rows<Principal>(
      `SELECT d.person_id AS "personId", g.role, g.scope_id AS "scopeId"
         FROM enrolment.deputy d
         JOIN people.person_name p ON p.id = d.person_id AND p.status = 'active'
         LEFT JOIN people.role_held g ON g.person_id = d.person_id
        WHERE d.deputy_id = $1 AND $2 BETWEEN d.valid_from AND d.valid_until`,
      [actor.id, dayOf(this.clock.now())],
      tx,
    );
    const scopes = (role: string): string[] =>
      principals.flatMap((one) => (one.role === role && one.scopeId ? [one.scopeId] : []));
    return {
      actorId: actor.id,
      people: [actor.id, ...principals.map(({ personId }) => personId)],
      organisations: [...actor.coordinatedOrganisations, ...scopes('coordinator')],
      themes: [...actor.ledThemes, ...scopes('theme_lead')],
      everything: actor.isAdministrator,
    };
  }

  /** Whether somebody may decide on this request. */
  async mayDecide(tx: EntityManager, actor: Actor, enrolmentId: string): Promise<boolean> {
    const scope = await this.scopeOf(actor, tx);
    const found = await rows(
      tx,
      `SELECT 1 FROM enrolment.enrolment e JOIN catalogue.offering o ON o.id = e.offering_id
        WHERE ${MAY_DECIDE} AND e.id = $6`,
      [...paramsOf(scope), enrolmentId],
    );
    return found.length > 0;
  }

  /**
   * Whom to ask: the coordinators of the organisation, or the organiser, or the leads of the theme, or
   * the administrators, the first of these that exist; with those who stand in for them today.
   */
  deciders(tx: EntityManager, enrolmentId: string): Promise<Decider[]> {
    return rows<Decider>(
      tx,
      `WITH request AS (
         SELECT e.person_id, e.organisation_id, o.approval, o.confidential, o.organiser_id, o.course_id
           FROM enrolment.enrolment e JOIN catalogue.offering o ON o.id = e.offering_id WHERE e.id = $1
       ), candidate AS (
         SELECT g.person_id, 1 AS rank FROM request r JOIN people.role_held g
             ON g.role = 'coordinator' AND g.scope_id = r.organisation_id
          WHERE r.approval = 'coordinator' AND NOT r.confidential
         UNION SELECT r.organiser_id, 2 FROM request r WHERE r.organiser_id IS NOT NULL
         UNION SELECT l.person_id, 3 FROM request r, LATERAL ${leadersOfCourse('r.course_id')} l
         UNION SELECT g.person_id, 4 FROM people.role_held g
          WHERE g.role = 'administrator'
       ), able AS (
         SELECT c.person_id, c.rank FROM candidate c JOIN people.person_name p ON p.id = c.person_id
          WHERE p.status = 'active' AND c.person_id <> (SELECT person_id FROM request)
       ), chosen AS (
         SELECT person_id FROM able WHERE rank = (SELECT min(rank) FROM able)
       ), asked AS (
         SELECT person_id FROM chosen
         UNION SELECT d.deputy_id FROM enrolment.deputy d JOIN chosen c ON c.person_id = d.person_id
          WHERE $2 BETWEEN d.valid_from AND d.valid_until
       )
       SELECT p.id AS "personId", p.name, a.address AS email
         FROM asked JOIN people.person_name p ON p.id = asked.person_id AND p.status = 'active'
         JOIN people.primary_address a ON a.person_id = p.id
        WHERE p.id <> (SELECT person_id FROM request)
        ORDER BY p.id`,
      [enrolmentId, dayOf(this.clock.now())],
    );
  }
}
