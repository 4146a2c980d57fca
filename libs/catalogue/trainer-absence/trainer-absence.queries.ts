import { Injectable } from '@nestjs/common';

import { Clock, Database, dayOf } from '@academie/platform';

/** Days of one trainer. */
export interface AbsenceRow {
  id: string;
  firstDay: string;
  lastDay: string;
}

/** A session that somebody gives on days that are not free. */
export interface GivenMeanwhile {
  sessionId: string;
  courseTitle: string;
  startsAt: Date;
  endsAt: Date;
}

/** Reads when a trainer cannot. */
@Injectable()
export class TrainerAbsenceQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Those that are not over, in order. */
  ofPerson(personId: string): Promise<AbsenceRow[]> {
    return this.database.rows<AbsenceRow>(
      `SELECT id, first_day::text AS "firstDay", last_day::text AS "lastDay" FROM catalogue.trainer_absence
        WHERE person_id = $1 AND last_day >= $2 ORDER BY first_day, id`,
      [personId, dayOf(this.clock.now())],
    );
  }

  /** What the trainer gives on those days all the same: somebody else has to, or it moves. */
  meanwhile(personId: string): Promise<GivenMeanwhile[]> {
    return this.database.rows<GivenMeanwhile>(
      `SELECT s.id AS "sessionId", c.title AS "courseTitle", s.starts_at AS "startsAt", s.ends_at AS "endsAt"
         FROM catalogue.session_giver g JOIN catalogue.planned_session s ON s.id = g.session_id
         JOIN catalogue.offering o ON o.id = s.offering_id AND o.status NOT IN ('concept', 'cancelled', 'inactive')
         JOIN catalogue.course c ON c.id = o.course_id
        WHERE g.person_id = $1 AND s.ends_at > $2 AND EXISTS (
              SELECT FROM catalogue.trainer_absence a WHERE a.person_id = g.person_id
                 AND (s.starts_at AT TIME ZONE 'Europe/Amsterdam')::date <= a.last_day
                 AND (s.ends_at AT TIME ZONE 'Europe/Amsterdam')::date >= a.first_day)
        ORDER BY s.starts_at, s.id LIMIT 50`,
      [personId, this.clock.now()],
    );
  }
}
