import { Injectable } from '@nestjs/common';

import { type Actor, CountsWork } from '@academie/people';
import { Database, keyOf, NotFound, type Page, pageOf } from '@academie/platform';

import { ApproverQueries, HAS_TO_DECIDE, MAY_DECIDE, paramsOf } from './approver.queries';

/** A place that somebody asked for, as the person who decides sees it. */
export interface RequestRow {
  id: string;
  offeringId: string;
  courseTitle: string;
  courseSlug: string;
  personId: string;
  personName: string;
  organisationName: string | null;
  startsAt: Date | null;
  endsAt: Date | null;
  askedAt: Date;
  decideBy: Date;
  /** Seats to be had now; none while others wait. */
  placesLeft: number;
  waitingCount: number;
}

const REQUEST = `
  SELECT e.id, e.offering_id AS "offeringId", c.title AS "courseTitle", c.slug AS "courseSlug",
         e.person_id AS "personId", p.name AS "personName",
         g.short_name AS "organisationName", o.starts_at AS "startsAt", o.ends_at AS "endsAt",
         e.queued_at AS "askedAt", e.decide_by AS "decideBy", o.waiting_count AS "waitingCount",
         CASE WHEN o.waiting_count > 0 THEN 0 ELSE greatest(0, o.capacity - o.seats_taken) END AS "placesLeft",
         e.decide_by::text AS key
    FROM enrolment.enrolment e
    JOIN people.person_name p ON p.id = e.person_id
    LEFT JOIN people.known_organisation g ON g.id = e.organisation_id
    JOIN catalogue.offering o ON o.id = e.offering_id
    JOIN catalogue.course c ON c.id = o.course_id
   WHERE e.state = 'requested'`;

/** Requests, each only for the person who may decide on it. */
@Injectable()
export class RequestsQueries {
  constructor(
    private readonly database: Database,
    private readonly approvers: ApproverQueries,
  ) {}

  /** How many wait for this person's decision; the menu says it to who has such work. */
  @CountsWork('/aanvragen')
  async count(actor: Actor): Promise<number> {
    const scope = await this.approvers.scopeOf(actor);
    const found = await this.database.first<{ count: number }>(
      `SELECT count(*)::int AS count FROM enrolment.enrolment e
         JOIN catalogue.offering o ON o.id = e.offering_id
        WHERE e.state = 'requested' AND ${HAS_TO_DECIDE}`,
      paramsOf(scope),
    );
    return found?.count ?? 0;
  }

  /** Those that wait for this person's decision, the first to lapse first. */
  async open(
    actor: Actor,
    filter: { after?: string | undefined; limit: number },
  ): Promise<Page<RequestRow>> {
    const key = keyOf(filter.after, 2);
    const scope = await this.approvers.scopeOf(actor);
    const found = await this.database.rows<RequestRow & { key: string }>(
      `${REQUEST} AND ${HAS_TO_DECIDE}
         AND ($6::timestamptz IS NULL OR (e.decide_by, e.id) > ($6, $7::uuid))
       ORDER BY e.decide_by, e.id LIMIT $8`,
      [...paramsOf(scope), key?.[0] ?? null, key?.[1] ?? null, filter.limit + 1],
    );
    return pageOf(
      found,
      filter.limit,
      (row) => [row.key, row.id],
      (row) => row,
    );
  }

  /** How many wait for a coordinator of one organisation as such, and when the first of them lapses. */
  async waitingFor(
    organisationId: string,
    readerId: string,
  ): Promise<{ count: number; decideBy: Date | null }> {
    const scope = { people: [], organisations: [organisationId], themes: [], everything: false };
    const found = await this.database.first<{ count: number; decideBy: Date | null }>(
      `SELECT count(*)::int AS count, min(e.decide_by) AS "decideBy"
         FROM enrolment.enrolment e JOIN catalogue.offering o ON o.id = e.offering_id
        WHERE e.state = 'requested' AND ${HAS_TO_DECIDE}`,
      paramsOf({ actorId: readerId, ...scope }),
    );
    return found ?? { count: 0, decideBy: null };
  }

  /** One of them. @throws NotFound also when it was decided on, or is not this person's to decide */
  async one(actor: Actor, id: string): Promise<RequestRow> {
    const scope = await this.approvers.scopeOf(actor);
    const found = await this.database.first<RequestRow>(
      `${REQUEST} AND ${MAY_DECIDE} AND e.id = $6`,
      [...paramsOf(scope), id],
    );
    if (!found) throw new NotFound();
    return found;
  }
}
