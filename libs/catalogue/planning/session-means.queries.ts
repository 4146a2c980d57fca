import { Injectable } from '@nestjs/common';

import { Clock, Database } from '@academie/platform';

/** Means for one session: what it has, and what it could have. */
export interface SessionMeansRow {
  sessionId: string;
  title: string;
  startsAt: Date;
  endsAt: Date;
  meansId: string;
  name: string;
  booked: number;
  /** Those it has itself among them. */
  free: number;
  pieces: number;
}

/** Reads what the sessions of an offering have booked and could book. */
@Injectable()
export class SessionMeansQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Of each session that is still to come, all means that are lent, and those that were archived since it has them. */
  ofOffering(offeringId: string): Promise<SessionMeansRow[]> {
    return this.database.rows<SessionMeansRow>(
      `SELECT s.id AS "sessionId", s.title, s.starts_at AS "startsAt", s.ends_at AS "endsAt",
              m.id AS "meansId", m.name, count(p.id) FILTER (WHERE b.mine)::int AS booked,
              count(p.id) FILTER (WHERE b.mine OR (NOT b.others AND p.archived_at IS NULL))::int AS free,
              count(p.id) FILTER (WHERE p.archived_at IS NULL)::int AS pieces
         FROM catalogue.planned_session s
         JOIN catalogue.means m ON true
         JOIN catalogue.piece p ON p.means_id = m.id
         CROSS JOIN LATERAL (
           SELECT coalesce(bool_or(k.session_id = s.id), false) AS mine,
                  coalesce(bool_or(k.session_id IS DISTINCT FROM s.id), false) AS others
             FROM catalogue.booking k
            WHERE k.piece_id = p.id AND k.during && tstzrange(s.starts_at, s.ends_at)) b
        WHERE s.offering_id = $1 AND s.ends_at > $2
        GROUP BY s.id, s.title, s.starts_at, s.ends_at, m.id, m.name, m.archived_at
       HAVING m.archived_at IS NULL OR count(p.id) FILTER (WHERE b.mine) > 0
        ORDER BY s.starts_at, s.id, m.name`,
      [offeringId, this.clock.now()],
    );
  }
}
