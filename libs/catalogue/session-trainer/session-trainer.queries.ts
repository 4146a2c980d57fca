import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, Database } from '@academie/platform';

/** Who gives one session that is still to come. */
export interface SessionGivers {
  sessionId: string;
  title: string;
  startsAt: Date;
  endsAt: Date;
  /** Ids of those who give it; a stand-in among them. */
  giverIds: string[];
  standInId: string | null;
}

/** Somebody who can be chosen. */
export interface TrainerName {
  id: string;
  name: string;
}

/** Somebody who gives something else at the same time, or said not to be there. */
export interface TrainerClash {
  name: string;
  sessionId: string;
  startsAt: Date;
  /** Title of the other course; null when it is not published, or its offering confidential. */
  otherTitle: string | null;
  otherStartsAt: Date;
  otherEndsAt: Date;
  absent: boolean;
}

/** More trainers than a list shows. */
const MOST_TRAINERS = 300;

/** Who gives the sessions of an offering, and who could. */
@Injectable()
export class SessionTrainerQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Of each session of an offering that is not over, in order of time. */
  ofOffering(offeringId: string, tx?: EntityManager): Promise<SessionGivers[]> {
    return this.database.rows<SessionGivers>(
      `SELECT s.id AS "sessionId", s.title, s.starts_at AS "startsAt", s.ends_at AS "endsAt",
              ARRAY(SELECT g.person_id FROM catalogue.session_giver g WHERE g.session_id = s.id
                     ORDER BY 1) AS "giverIds",
              (SELECT t.person_id FROM catalogue.session_trainer t
                WHERE t.session_id = s.id AND NOT EXISTS (
                  SELECT FROM catalogue.offering_trainer o
                   WHERE o.offering_id = s.offering_id AND o.person_id = t.person_id)
                ORDER BY 1 LIMIT 1) AS "standInId"
         FROM catalogue.planned_session s
        WHERE s.offering_id = $1 AND s.ends_at > $2 ORDER BY s.starts_at, s.id LIMIT 200`,
      [offeringId, this.clock.now()],
      tx,
    );
  }

  /** The trainers of an offering, by name. */
  team(offeringId: string, tx?: EntityManager): Promise<TrainerName[]> {
    return this.database.rows<TrainerName>(
      `SELECT p.id, p.name FROM catalogue.offering_trainer g JOIN people.person_name p ON p.id = g.person_id
        WHERE g.offering_id = $1 ORDER BY p.sort_name, p.id`,
      [offeringId],
      tx,
    );
  }

  /** Everybody with the role of trainer, by name. */
  trainers(tx?: EntityManager): Promise<TrainerName[]> {
    return this.database.rows<TrainerName>(
      `SELECT p.id, p.name FROM people.person_name p
        WHERE p.status = 'active' AND EXISTS (
          SELECT FROM people.role_held g WHERE g.person_id = p.id AND g.role = 'trainer')
        ORDER BY p.sort_name, p.id LIMIT ${MOST_TRAINERS}`,
      [],
      tx,
    );
  }

  /** What these people give while these sessions are held; `givers` are pairs in the order of `sessionIds`. */
  clashes(sessionIds: readonly string[], personIds: readonly string[]): Promise<TrainerClash[]> {
    return this.database.rows<TrainerClash>(
      `SELECT DISTINCT p.name, s.id AS "sessionId", s.starts_at AS "startsAt",
              CASE WHEN c.status = 'published' AND NOT o.confidential THEN c.title END AS "otherTitle",
              x.starts_at AS "otherStartsAt", x.ends_at AS "otherEndsAt", false AS absent
         FROM unnest($1::uuid[], $2::uuid[]) AS w (session_id, person_id)
         JOIN catalogue.planned_session s ON s.id = w.session_id
         JOIN catalogue.session_giver g ON g.person_id = w.person_id AND g.session_id <> s.id
         JOIN catalogue.planned_session x ON x.id = g.session_id
          AND x.starts_at < s.ends_at AND x.ends_at > s.starts_at
         JOIN catalogue.offering o ON o.id = x.offering_id AND o.status NOT IN ('cancelled', 'inactive')
         JOIN catalogue.course c ON c.id = o.course_id
         JOIN people.person_name p ON p.id = w.person_id
       UNION ALL
       SELECT p.name, s.id, s.starts_at, NULL, d.starts_at, d.ends_at, true
         FROM unnest($1::uuid[], $2::uuid[]) AS w (session_id, person_id)
         JOIN catalogue.planned_session s ON s.id = w.session_id
         JOIN catalogue.trainer_absence a ON a.person_id = w.person_id
         CROSS JOIN LATERAL (
           SELECT a.first_day::timestamp AT TIME ZONE 'Europe/Amsterdam' AS starts_at,
                  (a.last_day + 1)::timestamp AT TIME ZONE 'Europe/Amsterdam' AS ends_at) d
         JOIN people.person_name p ON p.id = w.person_id
        WHERE d.starts_at < s.ends_at AND d.ends_at > s.starts_at
        ORDER BY "startsAt", name, "otherStartsAt" LIMIT 50`,
      [sessionIds, personIds],
    );
  }
}
