import { Injectable } from '@nestjs/common';

import { Database } from '@academie/platform';

import type { PlannedTimes } from '../offering/clashes';

/** A session of a plan, whose room or means are somebody else's at that time. */
export interface Taken {
  /** Place of the session in the plan, from 0. */
  index: number;
  /** "Stadhuis, Raadzaal" or "Speedmobiel". */
  name: string;
  /** Title of the other course; null when it is no course, not published, or confidential. */
  courseTitle: string | null;
  startsAt: Date;
  endsAt: Date;
}

/** How many pieces of means are free on a day. */
export interface FreeOnDay {
  /** `yyyy-mm-dd` */
  day: string;
  free: number;
}

/** Reads what is booked. */
@Injectable()
export class BookingQueries {
  constructor(private readonly database: Database) {}

  /**
   * What the database would refuse of this plan: one line for each session, the first that is in the way.
   * `offeringId` is the offering that the plan is of; what it has booked itself moves along.
   */
  async taken(
    { sessions }: Pick<PlannedTimes, 'sessions'>,
    ids: readonly (string | undefined)[],
    offeringId: string | undefined,
  ): Promise<Taken[]> {
    if (sessions.length === 0) return [];
    return this.database.rows<Taken>(
      `WITH plan AS (
         SELECT * FROM unnest($1::timestamptz[], $2::timestamptz[], $3::uuid[], $4::uuid[]) WITH ORDINALITY
           AS p (starts_at, ends_at, room_id, id, number) WHERE starts_at < ends_at
       ), wanted AS (
         SELECT number, tstzrange(starts_at, ends_at) AS during, room_id, NULL::uuid AS piece_id
           FROM plan WHERE room_id IS NOT NULL
         UNION ALL
         SELECT number, tstzrange(starts_at, ends_at), NULL, b.piece_id
           FROM plan JOIN catalogue.booking b ON b.session_id = plan.id AND b.piece_id IS NOT NULL
       ), others AS (
         SELECT b.room_id, b.piece_id, b.during, b.session_id, 0 AS number
           FROM catalogue.booking b LEFT JOIN catalogue.session s ON s.id = b.session_id
          WHERE s.offering_id IS DISTINCT FROM $5::uuid OR $5 IS NULL
         UNION ALL
         SELECT room_id, piece_id, during, NULL, number FROM wanted
       )
       SELECT DISTINCT ON (w.number) (w.number - 1)::int AS index,
              coalesce(l.name || ', ' || r.name, m.name) AS name,
              CASE WHEN c.status = 'published' AND NOT o.confidential THEN c.title END AS "courseTitle",
              lower(x.during) AS "startsAt", upper(x.during) AS "endsAt"
         FROM wanted w JOIN others x ON x.during && w.during AND (x.number = 0 OR x.number < w.number)
          AND (x.room_id = w.room_id OR x.piece_id = w.piece_id)
         LEFT JOIN catalogue.room r ON r.id = w.room_id LEFT JOIN catalogue.location l ON l.id = r.location_id
         LEFT JOIN catalogue.piece p ON p.id = w.piece_id LEFT JOIN catalogue.means m ON m.id = p.means_id
         LEFT JOIN catalogue.session s ON s.id = x.session_id
         LEFT JOIN catalogue.offering o ON o.id = s.offering_id
         LEFT JOIN catalogue.course c ON c.id = o.course_id
        ORDER BY w.number, lower(x.during)`,
      [
        sessions.map(({ startsAt }) => startsAt),
        sessions.map(({ endsAt }) => endsAt),
        sessions.map(({ roomId }) => roomId),
        sessions.map((_, index) => ids[index] ?? null),
        offeringId ?? null,
      ],
    );
  }

  /** How many pieces of means are free the whole of each day from `first` to `last`, in Amsterdam. */
  freeOnDays(meansId: string, first: string, last: string): Promise<FreeOnDay[]> {
    return this.database.rows<FreeOnDay>(
      `SELECT d::date::text AS day,
              (SELECT count(*)::int FROM catalogue.piece p
                WHERE p.means_id = $1 AND p.archived_at IS NULL AND NOT EXISTS (
                      SELECT FROM catalogue.booking b WHERE b.piece_id = p.id
                         AND b.during && tstzrange(d AT TIME ZONE 'Europe/Amsterdam',
                                                   (d + interval '1 day') AT TIME ZONE 'Europe/Amsterdam'))) AS free
         FROM generate_series($2::timestamp, $3::timestamp, interval '1 day') d ORDER BY d`,
      [meansId, first, last],
    );
  }
}
