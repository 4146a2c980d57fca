import { Injectable } from '@nestjs/common';

import { type Actor, NotAllowed } from '@academie/people';
import { Clock, Database, dayOf, keyOf, NotFound, type Page, pageOf } from '@academie/platform';

import { EnrolmentAccess, type OfferingRights, WORKS_THERE } from '../place/enrolment-access';
import { POSITION } from '../place/enrolment.queries';
import {
  type CancelledBy,
  type EnrolmentSource,
  type EnrolmentState,
  type Outcome,
} from '../place/enrolment-state';

/** Somebody in an offering, as its organiser sees them. */
export interface ParticipantRow {
  id: string;
  personId: string;
  givenName: string;
  familyName: string;
  organisationId: string | null;
  organisationName: string | null;
  state: EnrolmentState;
  source: EnrolmentSource;
  outcome: Outcome | null;
  cancelledBy: CancelledBy | null;
  overbooked: boolean;
  late: boolean;
  changedAt: Date;
  waitingPosition: number | null;
  /** Until when a request can be decided on; only while it is requested. */
  decideBy: Date | null;
}

/** The offering above a list of participants. */
export interface OfferingHead {
  id: string;
  courseTitle: string;
  courseSlug: string;
  status: string;
  mode: string;
  confidential: boolean;
  /** Takes only its audience, or who is invited. */
  closed: boolean;
  /** How long a seat that comes free is kept for the next in line; null when it is given at once. */
  offerHours: number | null;
  coverageFirst: boolean;
  capacity: number;
  /** Seats within the capacity that somebody has; without those that are only held. */
  seatsTaken: number;
  /** Seats held for organisations that nobody took yet. */
  held: number;
  overbooked: number;
  waitingCount: number;
  startsAt: Date | null;
  endsAt: Date | null;
}

/** How many of one organisation have a seat, and how many wait. */
export interface OrganisationCount {
  organisationName: string | null;
  seated: number;
  waiting: number;
}

/** A page of the list, as far as the reader may see who they are. */
export interface Participants extends Page<ParticipantRow> {
  /** Those with a seat and those waiting whom the reader does not get to see by name. */
  others: { seated: number; waiting: number };
}

const SEATED = `e.state IN ('offered', 'enrolled', 'finished')`;

/**
 * Who takes part in an offering. Its organiser and trainers see everybody; a coordinator the people of
 * the own organisation and how many others there are; anybody else only how many (invariant 13).
 */
@Injectable()
export class ParticipantsQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly access: EnrolmentAccess,
  ) {}

  /**
   * The offering, and how far the reader's role reaches in it. @throws NotFound, NotAllowed to a trainer or theme lead
   * of others: coordinators see who of their own takes part, wherever that is
   */
  async head(actor: Actor, offeringId: string): Promise<OfferingHead & { reach: OfferingRights }> {
    const [head, reach] = await Promise.all([
      this.database.first<OfferingHead>(
        `SELECT o.id, c.title AS "courseTitle", c.slug AS "courseSlug", o.status, o.mode, o.confidential,
                o.admission <> 'open' AS closed, o.offer_hours AS "offerHours", o.coverage_first AS "coverageFirst",
                o.capacity, o.seats_taken - h.held AS "seatsTaken", h.held, o.overbooked, o.waiting_count AS "waitingCount",
                o.starts_at AS "startsAt", o.ends_at AS "endsAt"
           FROM catalogue.offering o JOIN catalogue.course c ON c.id = o.course_id
          CROSS JOIN LATERAL (
            SELECT coalesce(sum(b.seats - b.claimed), 0)::int AS held FROM enrolment.seat_block b
             WHERE b.offering_id = o.id AND b.released_at IS NULL) h
          WHERE o.id = $1`,
        [offeringId],
      ),
      this.access.rightsIn(actor, offeringId),
    ]);
    if (!head || !reach) throw new NotFound();
    if (!reach.organises && !reach.trains && actor.coordinatedOrganisations.length === 0)
      throw new NotAllowed();
    return { ...head, reach };
  }

  /** Participants by family name; `state` narrows. @throws NotFound */
  async list(
    actor: Actor,
    offeringId: string,
    filter: { state?: EnrolmentState | undefined; after?: string | undefined; limit: number },
  ): Promise<Participants> {
    const { seatsTaken, overbooked, waitingCount, reach } = await this.head(actor, offeringId);
    const seesAll = reach.organises || reach.trains;
    const key = keyOf(filter.after, 2);
    const found = await this.rows(
      actor,
      offeringId,
      seesAll,
      `($4::text IS NULL OR e.state = $4)
          AND ($6::uuid IS NULL OR (p.sort_name, e.id) >
               ((SELECT k.sort_name FROM people.person_name k WHERE k.id = $5), $6))
        ORDER BY p.sort_name, e.id LIMIT $7`,
      [filter.state ?? null, key?.[0] ?? null, key?.[1] ?? null, filter.limit + 1],
    );
    const page = pageOf(
      found,
      filter.limit,
      (row) => [row.personId, row.id],
      (row) => row,
    );
    if (seesAll) return { ...page, others: { seated: 0, waiting: 0 } };
    const own = await this.ownCounts(actor, offeringId);
    return {
      ...page,
      others: {
        seated: seatsTaken + overbooked - own.seated,
        waiting: waitingCount - own.waiting,
      },
    };
  }

  /** Everybody the reader may see: with a seat, waiting in order, asking for a seat, and gone. */
  async all(
    actor: Actor,
    offeringId: string,
    reach: OfferingRights,
  ): Promise<Record<'seated' | 'waiting' | 'requested' | 'gone', ParticipantRow[]>> {
    const rows = await this.rows(
      actor,
      offeringId,
      reach.organises || reach.trains,
      'true ORDER BY p.sort_name, e.id LIMIT 10000',
      [],
    );
    const place = ({ waitingPosition }: ParticipantRow): number => waitingPosition ?? 0;
    return {
      seated: rows.filter(({ state }) => ['offered', 'enrolled', 'finished'].includes(state)),
      waiting: rows
        .filter(({ state }) => state === 'waitlisted')
        .sort((a, b) => place(a) - place(b)),
      requested: rows.filter(({ state }) => state === 'requested'),
      gone: rows.filter(({ state }) => state === 'cancelled' || state === 'declined'),
    };
  }

  /** Seats and waiting per organisation, the largest first. The caller has asked who may. */
  organisations(offeringId: string): Promise<OrganisationCount[]> {
    return this.database.rows<OrganisationCount>(
      `SELECT g.short_name AS "organisationName", count(*) FILTER (WHERE ${SEATED})::int AS seated,
              count(*) FILTER (WHERE e.state = 'waitlisted')::int AS waiting
         FROM enrolment.enrolment e LEFT JOIN people.known_organisation g ON g.id = e.organisation_id
        WHERE e.offering_id = $1 AND (${SEATED} OR e.state = 'waitlisted')
        GROUP BY g.id, g.short_name ORDER BY seated DESC, waiting DESC, g.short_name`,
      [offeringId],
    );
  }

  /** Somebody by mail address; undefined when nobody has it. */
  async personByEmail(email: string): Promise<string | undefined> {
    const found = await this.database.first<{ id: string }>(
      `SELECT p.id FROM people.email_address a JOIN people.person_name p ON p.id = a.person_id
        WHERE a.address = $1 AND p.status IN ('active', 'invited', 'guest')`,
      [email],
    );
    return found?.id;
  }

  private rows(
    actor: Actor,
    offeringId: string,
    seesAll: boolean,
    rest: string,
    params: unknown[],
  ): Promise<ParticipantRow[]> {
    return this.database.rows<ParticipantRow>(
      `SELECT e.id, e.person_id AS "personId", p.given_name AS "givenName",
              p.family_name AS "familyName", e.organisation_id AS "organisationId",
              g.short_name AS "organisationName", e.state, e.source, e.outcome,
              e.cancelled_by AS "cancelledBy", e.overbooked, e.late, e.changed_at AS "changedAt",
              e.decide_by AS "decideBy", ${POSITION} AS "waitingPosition"
         FROM enrolment.enrolment e
         JOIN people.person_name p ON p.id = e.person_id
         LEFT JOIN people.known_organisation g ON g.id = e.organisation_id
        WHERE e.offering_id = $2 AND ($3::uuid[] IS NULL OR EXISTS (
                SELECT 1 FROM people.job m
                 WHERE m.person_id = e.person_id AND m.organisation_id = ANY ($3) AND ${WORKS_THERE}))
          AND ${rest}`,
      [
        dayOf(this.clock.now()),
        offeringId,
        seesAll ? null : actor.coordinatedOrganisations,
        ...params,
      ],
    );
  }

  private async ownCounts(
    actor: Actor,
    offeringId: string,
  ): Promise<{ seated: number; waiting: number }> {
    const found = await this.database.first<{ seated: number; waiting: number }>(
      `SELECT count(*) FILTER (WHERE ${SEATED})::int AS seated,
              count(*) FILTER (WHERE e.state = 'waitlisted')::int AS waiting
         FROM enrolment.enrolment e
        WHERE e.offering_id = $2 AND EXISTS (
                SELECT 1 FROM people.job m
                 WHERE m.person_id = e.person_id AND m.organisation_id = ANY ($3) AND ${WORKS_THERE})`,
      [dayOf(this.clock.now()), offeringId, actor.coordinatedOrganisations],
    );
    return found ?? { seated: 0, waiting: 0 };
  }
}
