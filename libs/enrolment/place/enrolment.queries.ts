import { Injectable } from '@nestjs/common';

import { type Approval, seesOffering } from '@academie/catalogue';
import { type Actor } from '@academie/people';
import {
  Clock,
  Database,
  dayOf,
  padList,
  keyOf,
  NotFound,
  type Page,
  pageOf,
} from '@academie/platform';

import { EnrolmentAccess } from './enrolment-access';
import { type EnrolmentHints, HINTS } from './enrolment-conditions';
import {
  type CancelledBy,
  type EnrolmentSource,
  type EnrolmentState,
  type Outcome,
} from './enrolment-state';

/** An enrolment with what its reader wants to know of the offering. */
export interface EnrolmentRow extends EnrolmentHints {
  id: string;
  offeringId: string;
  personId: string;
  organisationId: string | null;
  state: EnrolmentState;
  source: EnrolmentSource;
  outcome: Outcome | null;
  late: boolean;
  overbooked: boolean;
  cancelledBy: CancelledBy | null;
  offeredUntil: Date | null;
  /** Until when a request can be decided on; only while it is requested. */
  decideBy: Date | null;
  reason: string | null;
  changedAt: Date;
  /** From 1; only while waiting. */
  waitingPosition: number | null;
  courseId: string;
  courseTitle: string;
  courseSlug: string;
  offeringStatus: string;
  /** Hidden from who has no part in it. */
  confidential: boolean;
  mode: string;
  startsAt: Date | null;
  endsAt: Date | null;
  enrolClosesAt: Date | null;
  /** From then on giving up a place is late; null: from when enrolment closes. */
  cancelUntil: Date | null;
  /** How long a seat that comes free is kept for the next in line; null when it is given at once. */
  offerHours: number | null;
}

/** An offering as somebody sees it who is about to enrol. */
export interface EnrollableRow {
  id: string;
  courseTitle: string;
  courseSlug: string;
  approval: Approval;
  startsAt: Date | null;
  endsAt: Date | null;
}

/** A course of which somebody wants to know when it has a date. */
export interface InterestRow {
  courseTitle: string;
  courseSlug: string;
  expressedAt: Date;
}

/** Somebody who has or had a seat; for the register. */
export interface RosterRow {
  enrolmentId: string;
  personId: string;
  name: string;
  organisationId: string | null;
  organisationName: string | null;
  state: EnrolmentState;
  source: EnrolmentSource;
  outcome: Outcome | null;
  overbooked: boolean;
}

/**
 * One more than those before, in the order in which they get a seat; only for who waits. Only where
 * coverage counts has the whole list to be looked at.
 */
export const POSITION = `CASE WHEN e.state <> 'waitlisted' THEN NULL
    WHEN (SELECT f.coverage_first FROM catalogue.offering f WHERE f.id = e.offering_id)
    THEN (SELECT l.place FROM enrolment.waiting_order(e.offering_id) l WHERE l.id = e.id)
    ELSE (SELECT count(*)::int FROM enrolment.enrolment w
     WHERE w.offering_id = e.offering_id AND w.state = 'waitlisted' AND (w.priority > e.priority
        OR (w.priority = e.priority AND (w.queued_at, w.id) <= (e.queued_at, e.id)))) END`;

const COLUMNS = `e.id, e.offering_id AS "offeringId", e.person_id AS "personId",
  e.organisation_id AS "organisationId", e.state, e.source, e.outcome, e.late, e.overbooked,
  e.cancelled_by AS "cancelledBy", e.offered_until AS "offeredUntil", e.decide_by AS "decideBy",
  e.reason, ${HINTS}, e.changed_at AS "changedAt", o.cancel_until AS "cancelUntil", o.offer_hours AS "offerHours",
  ${POSITION} AS "waitingPosition", c.id AS "courseId", c.title AS "courseTitle",
  c.slug AS "courseSlug", o.status AS "offeringStatus", o.confidential, o.mode, o.starts_at AS "startsAt",
  o.ends_at AS "endsAt", o.enrol_closes_at AS "enrolClosesAt"`;
const FROM = `enrolment.enrolment e
  JOIN catalogue.offering o ON o.id = e.offering_id
  JOIN catalogue.course c ON c.id = o.course_id`;

/** When it was over: what was given up before its end on that moment. */
const OVER_AT = `CASE WHEN e.state IN ('declined', 'cancelled') THEN least(o.ends_at, e.changed_at)
                      ELSE coalesce(o.ends_at, e.changed_at) END`;

@Injectable()
export class EnrolmentQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly access: EnrolmentAccess,
  ) {}

  /**
   * One enrolment, for the person, who coordinates that person, or who organises or gives the offering.
   * @throws NotFound also when it is none of the reader's business
   */
  async one(actor: Actor, id: string): Promise<EnrolmentRow> {
    const row = await this.database.first<EnrolmentRow>(
      `SELECT ${COLUMNS} FROM ${FROM} WHERE e.id = $1`,
      [id],
    );
    if (!row) throw new NotFound();
    if (await this.access.actingAs(actor, row.offeringId, row.personId)) return row;
    const reach = await this.access.rightsIn(actor, row.offeringId);
    if (!reach?.trains) throw new NotFound();
    return row;
  }

  /** What somebody is about to enrol in. @throws NotFound also for a concept, and what that person may not know of */
  async offering(actor: Actor, offeringId: string): Promise<EnrollableRow> {
    const found = await this.database.first<EnrollableRow>(
      `SELECT o.id, c.title AS "courseTitle", c.slug AS "courseSlug", o.approval,
              o.starts_at AS "startsAt", o.ends_at AS "endsAt"
         FROM catalogue.offering o JOIN catalogue.course c ON c.id = o.course_id
        WHERE o.id = $1 AND o.status NOT IN ('concept', 'inactive')
          AND ${seesOffering('o', '$2', '$3')}`,
      [offeringId, actor.id, dayOf(this.clock.now())],
    );
    if (!found) throw new NotFound();
    return found;
  }

  /** Those of these rows whose offering the reader may know of; asked only where one is confidential. */
  async seenBy<Row extends Pick<EnrolmentRow, 'offeringId' | 'confidential'>>(
    reader: Actor,
    found: readonly Row[],
  ): Promise<Row[]> {
    const hidden = found.filter(({ confidential }) => confidential);
    if (hidden.length === 0) return [...found];
    const seen = await this.database.rows<{ id: string }>(
      `SELECT o.id FROM catalogue.offering o
        WHERE o.id = ANY ($1) AND ${seesOffering('o', '$2', '$3')}`,
      [hidden.map(({ offeringId }) => offeringId), reader.id, dayOf(this.clock.now())],
    );
    const ids = new Set(seen.map(({ id }) => id));
    return found.filter(({ confidential, offeringId }) => !confidential || ids.has(offeringId));
  }

  /** Somebody's name. The caller has asked who may. */
  async personName(personId: string): Promise<string> {
    const found = await this.database.first<{ name: string }>(
      `SELECT name FROM people.person_name WHERE id = $1`,
      [personId],
    );
    return found?.name ?? '';
  }

  /** Somebody's enrolments, those that changed last first; `state` narrows. */
  async ofPerson(
    personId: string,
    filter: { state?: EnrolmentState | undefined; after?: string | undefined; limit: number },
  ): Promise<Page<EnrolmentRow>> {
    const key = keyOf(filter.after, 2);
    const found = await this.database.rows<EnrolmentRow & { key: string }>(
      `SELECT ${COLUMNS}, e.changed_at::text AS key FROM ${FROM}
        WHERE e.person_id = $1 AND ($2::text IS NULL OR e.state = $2)
          AND ($3::timestamptz IS NULL OR (e.changed_at, e.id) < ($3, $4::uuid))
        ORDER BY e.changed_at DESC, e.id DESC LIMIT $5`,
      [personId, filter.state ?? null, key?.[0] ?? null, key?.[1] ?? null, filter.limit + 1],
    );
    return pageOf(
      found,
      filter.limit,
      (row) => [row.key, row.id],
      (row) => row,
    );
  }

  /** What these people have ahead: live, and not over yet; the soonest first. */
  ahead(...personIds: string[]): Promise<EnrolmentRow[]> {
    return this.database.rows<EnrolmentRow>(
      `SELECT ${COLUMNS} FROM ${FROM}
        WHERE e.person_id = ANY ($1) AND e.state IN ('requested', 'waitlisted', 'offered', 'enrolled')
          AND (o.ends_at IS NULL OR o.ends_at > $2)
        ORDER BY o.starts_at NULLS LAST, e.id`,
      [personIds, this.clock.now()],
    );
  }

  /** Of which courses somebody wants to know when there is a date, by title; people ask for a few. */
  interests(personId: string): Promise<InterestRow[]> {
    return this.database.rows<InterestRow>(
      `SELECT c.title AS "courseTitle", c.slug AS "courseSlug", i.expressed_at AS "expressedAt"
         FROM enrolment.interest i JOIN catalogue.course c ON c.id = i.course_id
        WHERE i.person_id = $1 ORDER BY c.title, c.id LIMIT 100`,
      [personId],
    );
  }

  /** What somebody has behind, the latest first: ended, given up, or over. */
  async behind(
    personId: string,
    filter: { after?: string | undefined; limit: number },
  ): Promise<Page<EnrolmentRow>> {
    const key = keyOf(filter.after, 2);
    const found = await this.database.rows<EnrolmentRow & { key: string }>(
      `SELECT * FROM (
         SELECT ${COLUMNS}, ${OVER_AT} AS at, (${OVER_AT})::text AS key
           FROM ${FROM}
          WHERE e.person_id = $1 AND (e.state IN ('declined', 'cancelled', 'finished') OR o.ends_at <= $2)
       ) past
        WHERE $3::timestamptz IS NULL OR (at, id) < ($3, $4::uuid)
        ORDER BY at DESC, id DESC LIMIT $5`,
      [personId, this.clock.now(), key?.[0] ?? null, key?.[1] ?? null, filter.limit + 1],
    );
    return pageOf(
      found,
      filter.limit,
      (row) => [row.key, row.id],
      (row) => row,
    );
  }

  /**
   * Live and finished enrolments of this person in these offerings, and with what else of theirs these
   * offerings fall together; one statement, since a page that everybody looks at asks for it.
   */
  async standingsAndOverlaps(
    personId: string,
    offeringIds: readonly string[],
  ): Promise<{
    stands: Pick<EnrolmentRow, 'id' | 'offeringId' | 'state' | 'waitingPosition' | 'outcome'>[];
    overlaps: { offeringId: string; courseTitle: string }[];
  }> {
    const found = await this.database.prepared<
      Pick<EnrolmentRow, 'id' | 'offeringId' | 'state' | 'waitingPosition' | 'outcome'> & {
        overlaps: string | null;
      }
    >(
      'enrolment.standings',
      `SELECT e.id, e.offering_id AS "offeringId", e.state, e.outcome, ${POSITION} AS "waitingPosition",
              NULL AS overlaps
         FROM enrolment.enrolment e
        WHERE e.person_id = $1 AND e.offering_id = ANY ($2) AND e.state NOT IN ('cancelled', 'declined')
       UNION ALL
       SELECT NULL, s.offering_id, NULL, NULL, NULL, c.title
         FROM catalogue.planned_session s
         JOIN enrolment.enrolment e ON e.person_id = $1 AND e.offering_id <> s.offering_id
          AND e.state IN ('requested', 'waitlisted', 'offered', 'enrolled')
         JOIN catalogue.planned_session t ON t.offering_id = e.offering_id
          AND t.starts_at < s.ends_at AND t.ends_at > s.starts_at
         JOIN catalogue.offering o ON o.id = t.offering_id JOIN catalogue.course c ON c.id = o.course_id
        WHERE s.offering_id = ANY ($2)`,
      [personId, padList(offeringIds)],
    );
    return {
      stands: found.filter(({ overlaps }) => overlaps === null),
      overlaps: found.flatMap(({ offeringId, overlaps }) =>
        overlaps === null ? [] : [{ offeringId, courseTitle: overlaps }],
      ),
    };
  }

  /** Everybody with a seat, finished ones included, by family name. The caller has asked who may. */
  roster(offeringId: string): Promise<RosterRow[]> {
    return this.database.rows<RosterRow>(
      `SELECT e.id AS "enrolmentId", e.person_id AS "personId",
              p.name, e.organisation_id AS "organisationId",
              g.short_name AS "organisationName", e.state, e.source, e.outcome, e.overbooked
         FROM enrolment.enrolment e
         JOIN people.person_name p ON p.id = e.person_id
         LEFT JOIN people.known_organisation g ON g.id = e.organisation_id
        WHERE e.offering_id = $1 AND e.state IN ('offered', 'enrolled', 'finished')
        ORDER BY p.sort_name, e.id`,
      [offeringId],
    );
  }
}
