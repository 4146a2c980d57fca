import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { Database } from '@academie/platform';

import { ledBy, managedBy } from '../course/theme-scope';
import { locationKnownTo } from '../location/known-location';

/** Something that takes a room, a piece of means or a trainer for a time. */
export interface PlannedItem {
  kind: 'room' | 'means' | 'trainer';
  /** "Stadhuis, Raadzaal", "Speedmobiel 1", "Gijs de Vries" */
  name: string;
  startsAt: Date;
  endsAt: Date;
  /** What it is for; null when the reader may not know. */
  title: string | null;
  /** The course it is of, for those who manage that. */
  courseId: string | null;
  /** The trainer said not to be there; no reason is known. */
  absent: boolean;
}

/** Who and what is taken in a week. */
@Injectable()
export class PlanningQueries {
  constructor(private readonly database: Database) {}

  /**
   * All that is taken between two moments, in the order of kinds, names and time; a week of more than a thousand is
   * cut off. A place without a room of it stands there too; where only what is confidential is held is told to those who
   * manage that. What a course is called is told where anybody may see it, and to those who manage it.
   */
  between(actor: Actor, from: Date, until: Date): Promise<PlannedItem[]> {
    return this.database.rows<PlannedItem>(
      `WITH held AS (
         SELECT 'room' AS kind, l.name || ', ' || r.name AS name, b.during, b.session_id, b.about
           FROM catalogue.booking b JOIN catalogue.room r ON r.id = b.room_id
           JOIN catalogue.location l ON l.id = r.location_id
          WHERE b.during && tstzrange($1, $2) AND ${locationKnownTo('l', '$3')}
         UNION ALL
         SELECT 'room', l.name, tstzrange(s.starts_at, s.ends_at), s.id, ''
           FROM catalogue.planned_session s
           JOIN catalogue.offering o ON o.id = s.offering_id AND o.status NOT IN ('cancelled', 'inactive')
           JOIN catalogue.session_place l ON l.session_id = s.id AND l.room_id IS NULL
          WHERE s.starts_at < $2 AND s.ends_at > $1 AND ${locationKnownTo('l', '$3')}
         UNION ALL
         SELECT 'means', m.name || CASE WHEN n.pieces > 1 THEN ' ' || p.number ELSE '' END, b.during,
                b.session_id, b.about
           FROM catalogue.booking b JOIN catalogue.piece p ON p.id = b.piece_id
           JOIN catalogue.means m ON m.id = p.means_id
           CROSS JOIN LATERAL (SELECT count(*) AS pieces FROM catalogue.piece q WHERE q.means_id = m.id) n
          WHERE b.during && tstzrange($1, $2)
         UNION ALL
         SELECT 'trainer', t.name, tstzrange(s.starts_at, s.ends_at), s.id, ''
           FROM catalogue.planned_session s
           JOIN catalogue.offering o ON o.id = s.offering_id AND o.status NOT IN ('cancelled', 'inactive')
           JOIN catalogue.session_giver ot ON ot.session_id = s.id
           JOIN people.person_name t ON t.id = ot.person_id
          WHERE s.starts_at < $2 AND s.ends_at > $1
         UNION ALL
         SELECT 'trainer', t.name, tstzrange(a.first_day::timestamp AT TIME ZONE 'Europe/Amsterdam',
                (a.last_day + 1)::timestamp AT TIME ZONE 'Europe/Amsterdam'), NULL, ''
           FROM catalogue.trainer_absence a JOIN people.person_name t ON t.id = a.person_id
          WHERE tstzrange(a.first_day::timestamp AT TIME ZONE 'Europe/Amsterdam',
                (a.last_day + 1)::timestamp AT TIME ZONE 'Europe/Amsterdam') && tstzrange($1, $2)
       )
       SELECT h.kind, h.name, lower(h.during) AS "startsAt", upper(h.during) AS "endsAt",
              CASE WHEN h.session_id IS NULL THEN h.about
                   WHEN c.status = 'published' AND NOT o.confidential OR ${managedBy('$3')} THEN c.title
              END AS title,
              CASE WHEN ${managedBy('$3')} THEN c.id END AS "courseId",
              h.kind = 'trainer' AND h.session_id IS NULL AS absent
         FROM held h LEFT JOIN catalogue.session s ON s.id = h.session_id
         LEFT JOIN catalogue.offering o ON o.id = s.offering_id
         LEFT JOIN catalogue.course c ON c.id = o.course_id
        ORDER BY h.kind, h.name, lower(h.during) LIMIT 1000`,
      [from, until, ledBy(actor)],
    );
  }
}
