import { Injectable } from '@nestjs/common';

import { seesOffering } from '@academie/catalogue';
import { type Actor } from '@academie/people';
import { Clock, Database, dayOf, keyOf, NotFound, type Page, pageOf } from '@academie/platform';

import { WORKS_THERE } from '../place/enrolment-access';

/** Somebody of an organisation that the reader coordinates. */
export interface ColleagueRow {
  id: string;
  givenName: string;
  familyName: string;
  organisationId: string;
  organisationName: string;
  /** Names of what the person does there. */
  functions: string[];
  /** Was invited and has no account yet. */
  isInvited: boolean;
}

export interface ColleagueFilter {
  /** Part of a name. */
  search?: string | undefined;
  organisationId?: string | undefined;
  /** Code of what they do there. */
  functionCode?: string | undefined;
  /** Only who has something ahead. */
  onlyAhead?: boolean | undefined;
  after?: string | undefined;
  limit: number;
}

/** An offering somebody can still be enrolled in. */
export interface OpenOfferingRow {
  id: string;
  courseTitle: string;
  startsAt: Date | null;
  endsAt: Date | null;
  /** Seats for a newcomer; none while others wait. */
  free: number;
}

// One row a person, also for who works at two of these organisations: the main job first.
const COLLEAGUES = `people.person p CROSS JOIN LATERAL (
    SELECT g.id, g.short_name, ARRAY(
             SELECT j.name FROM people.membership_function f
               JOIN people.job_function j ON j.code = f.function_code
              WHERE f.membership_id = m.id ORDER BY j.position, j.name) AS functions
      FROM people.job m JOIN people.known_organisation g ON g.id = m.organisation_id
     WHERE m.person_id = p.id AND m.organisation_id = ANY ($2) AND ${WORKS_THERE}
     ORDER BY m.is_main DESC, g.id LIMIT 1) o`;
// Found by organisation first, however many people the academie knows.
const OURS = `p.status IN ('active', 'invited', 'guest') AND p.id IN (
    SELECT person_id FROM people.job WHERE organisation_id = ANY ($2))`;
const COLUMNS = `p.id, p.given_name AS "givenName", p.family_name AS "familyName",
  o.id AS "organisationId", o.short_name AS "organisationName", o.functions,
  p.status = 'invited' AS "isInvited"`;

/** The people of the organisations a coordinator looks after; never anybody else (invariant 13). */
@Injectable()
export class OrganisationQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** People by family name. An organisation that is not the reader's own finds nobody. */
  async colleagues(actor: Actor, filter: ColleagueFilter): Promise<Page<ColleagueRow>> {
    const key = keyOf(filter.after, 1);
    const own = actor.coordinatedOrganisations.filter(
      (id) => filter.organisationId === undefined || id === filter.organisationId,
    );
    const now = this.clock.now();
    const found = await this.database.rows<ColleagueRow>(
      `SELECT ${COLUMNS} FROM ${COLLEAGUES}
        WHERE ${OURS}
          AND p.search_name LIKE ALL (people.name_patterns($3))
          AND (NOT $4 OR EXISTS (
                SELECT 1 FROM enrolment.enrolment e JOIN catalogue.offering f ON f.id = e.offering_id
                 WHERE e.person_id = p.id AND (f.ends_at IS NULL OR f.ends_at > $5)
                   AND e.state IN ('requested', 'waitlisted', 'offered', 'enrolled')))
          AND ($8::text IS NULL OR EXISTS (
                SELECT 1 FROM people.job m
                  JOIN people.membership_function f ON f.membership_id = m.id AND f.function_code = $8
                 WHERE m.person_id = p.id AND m.organisation_id = ANY ($2) AND ${WORKS_THERE}))
          AND ($6::uuid IS NULL OR (p.sort_name, p.id) >
               ((SELECT k.sort_name FROM people.person k WHERE k.id = $6), $6))
        ORDER BY p.sort_name, p.id LIMIT $7`,
      [
        dayOf(now),
        own,
        filter.search ?? '',
        filter.onlyAhead ?? false,
        now,
        key?.[0] ?? null,
        filter.limit + 1,
        filter.functionCode ?? null,
      ],
    );
    return pageOf(
      found,
      filter.limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  /** Who could take over a seat in the offering: colleagues without one, by name; at most 500. */
  async candidates(actor: Actor, offeringId: string): Promise<ColleagueRow[]> {
    return this.database.rows<ColleagueRow>(
      `SELECT ${COLUMNS} FROM ${COLLEAGUES}
        WHERE ${OURS} AND NOT EXISTS (
                SELECT 1 FROM enrolment.enrolment e
                 WHERE e.offering_id = $3 AND e.person_id = p.id AND e.state IN ('enrolled', 'finished'))
        ORDER BY p.sort_name, p.id LIMIT 500`,
      [dayOf(this.clock.now()), actor.coordinatedOrganisations, offeringId],
    );
  }

  /** One of them. @throws NotFound also for somebody of another organisation */
  async colleague(actor: Actor, personId: string): Promise<ColleagueRow> {
    const found = await this.database.first<ColleagueRow>(
      `SELECT ${COLUMNS} FROM ${COLLEAGUES} WHERE p.id = $3 AND ${OURS}`,
      [dayOf(this.clock.now()), actor.coordinatedOrganisations, personId],
    );
    if (!found) throw new NotFound();
    return found;
  }

  /** The organisations the reader coordinates, by name. */
  organisations(actor: Actor): Promise<{ id: string; name: string }[]> {
    return this.database.rows(
      'SELECT id, name FROM people.known_organisation WHERE id = ANY ($1) ORDER BY name',
      [actor.coordinatedOrganisations],
    );
  }

  /** What people at the reader's organisations do, for a filter. */
  functions(actor: Actor): Promise<{ code: string; name: string }[]> {
    return this.database.rows(
      `SELECT j.code, j.name FROM people.job_function j
        WHERE EXISTS (SELECT 1 FROM people.membership_function f
                        JOIN people.job m ON m.id = f.membership_id
                       WHERE f.function_code = j.code AND m.organisation_id = ANY ($2) AND ${WORKS_THERE})
        ORDER BY j.position, j.name`,
      [dayOf(this.clock.now()), actor.coordinatedOrganisations],
    );
  }

  /** What the reader knows of and can be enrolled in now, the soonest first; of one course when given; at most 300. */
  openOfferings(actor: Actor, courseId?: string): Promise<OpenOfferingRow[]> {
    return this.database.rows<OpenOfferingRow>(
      `SELECT o.id, c.title AS "courseTitle", o.starts_at AS "startsAt", o.ends_at AS "endsAt",
              CASE WHEN o.waiting_count > 0 THEN 0 ELSE o.capacity - o.seats_taken END AS free
         FROM catalogue.offering o
         JOIN catalogue.course c ON c.id = o.course_id AND c.status = 'published'
        WHERE o.status IN ('published', 'confirmed', 'running')
          AND (o.starts_at IS NULL OR o.starts_at > $1)
          AND (o.enrol_opens_at IS NULL OR o.enrol_opens_at <= $1)
          AND (o.enrol_closes_at IS NULL OR o.enrol_closes_at > $1)
          AND ($2::uuid IS NULL OR o.course_id = $2) AND ${seesOffering('o', '$3', '$4')}
        ORDER BY o.starts_at NULLS LAST, c.title, o.id LIMIT 300`,
      [this.clock.now(), courseId ?? null, actor.id, dayOf(this.clock.now())],
    );
  }
}
