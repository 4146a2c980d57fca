import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database, rows } from '@academie/platform';

import type { MarkSource, MarkValue } from '../mark/mark-value';
import type { Expected } from './meeting-match';

/** What was said of one enrolment before. */
export interface Said {
  enrolmentId: string;
  source: MarkSource;
  value: MarkValue;
  minutes: number | null;
  /** Id of the last mark that came from a report. */
  lastReport: string | null;
  reportValue: MarkValue | null;
  reportMinutes: number | null;
}

/** Who may be meant in the report of a meeting, and what is known of them; read-only. */
@Injectable()
export class MeetingQueries {
  constructor(private readonly database: Database) {}

  /** What holds for each at this session, and what a report said of it last. */
  said(tx: EntityManager, sessionId: string, ids: readonly string[]): Promise<Said[]> {
    return rows<Said>(
      tx,
      `SELECT DISTINCT ON (m.enrolment_id) m.enrolment_id AS "enrolmentId", m.source, m.value, m.minutes,
              r.id::text AS "lastReport", r.value AS "reportValue", r.minutes AS "reportMinutes"
         FROM attendance.mark m
         LEFT JOIN LATERAL (
           SELECT x.id, x.value, x.minutes FROM attendance.mark x
            WHERE x.session_id = m.session_id AND x.enrolment_id = m.enrolment_id AND x.source = 'meeting_log'
            ORDER BY x.recorded_at DESC, x.id DESC LIMIT 1) r ON true
        WHERE m.session_id = $1 AND m.enrolment_id = ANY ($2)
        ORDER BY m.enrolment_id, m.authority DESC, m.occurred_at DESC, m.recorded_at DESC, m.id DESC`,
      [sessionId, ids],
    );
  }

  /** Everybody with a place, by family name. */
  expected(offeringId: string, tx?: EntityManager): Promise<Expected[]> {
    return this.database.rows<Expected>(
      `SELECT e.id AS "enrolmentId", p.name,
              g.short_name AS organisation,
              ARRAY(SELECT lower(a.address::text) FROM people.email_address a WHERE a.person_id = p.id) AS addresses
         FROM enrolment.enrolment e
         JOIN people.person_name p ON p.id = e.person_id
         LEFT JOIN people.known_organisation g ON g.id = e.organisation_id
        WHERE e.offering_id = $1 AND e.state IN ('enrolled', 'finished')
        ORDER BY p.sort_name, e.id`,
      [offeringId],
      tx,
    );
  }
}
