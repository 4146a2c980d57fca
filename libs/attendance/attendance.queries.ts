import { Injectable } from '@nestjs/common';

import type { Outcome } from '@academie/enrolment';
import { Database, dayOf, keyOf, type Page, pageOf } from '@academie/platform';

import { MARKS_BY_WEIGHT } from './current-mark';
import type { MarkSource, MarkValue } from './mark-value';
import type { SessionHead } from './session-head';

/** One person in a register, with the mark that holds. */
export interface RegisterRow {
  enrolmentId: string;
  personId: string;
  name: string;
  organisation: string | null;
  /** Names of the functions the person had there on the day of the session. */
  functions: string[] | null;
  /** Came without an enrolment. */
  walkIn: boolean;
  /** Known only after the last register of the offering is closed. */
  outcome: Outcome | null;
  value: MarkValue;
  minutes: number | null;
  source: MarkSource | null;
  occurredAt: Date | null;
  /** The value as it was when mark `seen` was the last one. */
  seenValue: MarkValue;
  seenMinutes: number | null;
}

/** One mark of one person, with who recorded it. */
export interface HistoryRow {
  id: string;
  value: MarkValue;
  minutes: number | null;
  source: MarkSource;
  occurredAt: Date;
  recordedAt: Date;
  recordedBy: string | null;
  holds: boolean;
}

export interface CompletionRow {
  id: string;
  enrolmentId: string;
  courseId: string;
  courseTitle: string;
  completedAt: Date;
}

/** The numbers on which no more marks than this are: a page that was never loaded before. */
export const ALL_MARKS = '9223372036854775807';

/** Registers, read-only. Who may read one, SessionHeads has said. */
@Injectable()
export class AttendanceQueries {
  constructor(private readonly database: Database) {}

  /**
   * Everybody who has a place, by family name, in one statement. `seen` is the last mark of an earlier
   * look: what a form that was loaded then has changed can be told from what others changed since.
   */
  roster(
    { id, offeringId, startsAt }: Pick<SessionHead, 'id' | 'offeringId' | 'startsAt'>,
    filter: { search?: string | undefined; seen?: string | undefined; enrolmentId?: string } = {},
  ): Promise<RegisterRow[]> {
    return this.database.rows<RegisterRow>(
      `WITH current AS (
         SELECT DISTINCT ON (m.enrolment_id) m.* FROM attendance.mark m
          WHERE m.session_id = $1 ORDER BY m.enrolment_id, ${MARKS_BY_WEIGHT}
       ), seen AS (
         SELECT DISTINCT ON (m.enrolment_id) m.* FROM attendance.mark m
          WHERE m.session_id = $1 AND m.id <= $4 AND $4 < ${ALL_MARKS}
          ORDER BY m.enrolment_id, ${MARKS_BY_WEIGHT}
       )
       SELECT e.id AS "enrolmentId", e.person_id AS "personId", p.given_name || ' ' || p.family_name AS name,
              g.short_name AS organisation, f.names AS functions, e.source = 'walk_in' AS "walkIn", e.outcome,
              coalesce(c.value, 'unknown') AS value, c.minutes, c.source, c.occurred_at AS "occurredAt",
              coalesce(s.value, 'unknown') AS "seenValue", s.minutes AS "seenMinutes"
         FROM enrolment.enrolment e
         JOIN people.person p ON p.id = e.person_id
         LEFT JOIN people.organisation g ON g.id = e.organisation_id
         LEFT JOIN current c ON c.enrolment_id = e.id
         LEFT JOIN seen s ON s.enrolment_id = e.id
         CROSS JOIN LATERAL (
           SELECT array_agg(j.name ORDER BY j.position, j.name) AS names
             FROM people.membership h
             JOIN people.membership_function hf ON hf.membership_id = h.id
             JOIN people.job_function j ON j.code = hf.function_code
            WHERE h.person_id = e.person_id AND h.organisation_id = e.organisation_id
              AND h.valid_from <= $3 AND (h.valid_to IS NULL OR h.valid_to > $3)) f
        WHERE e.offering_id = $2 AND e.state IN ('enrolled', 'finished')
          AND ($5::text IS NULL OR lower(p.given_name || ' ' || p.family_name || ' ' || coalesce(g.short_name, ''))
               LIKE '%' || lower($5) || '%')
          AND ($6::uuid IS NULL OR e.id = $6)
        ORDER BY p.family_name, p.given_name, e.id`,
      [
        id,
        offeringId,
        dayOf(startsAt),
        filter.seen ?? ALL_MARKS,
        filter.search?.replace(/[\\%_]/g, (sign) => `\\${sign}`) ?? null,
        filter.enrolmentId ?? null,
      ],
    );
  }

  /** All that was said about one person at one session, the last first. */
  async history(sessionId: string, enrolmentId: string): Promise<HistoryRow[]> {
    return this.database.rows<HistoryRow>(
      `SELECT m.id, m.value, m.minutes, m.source, m.occurred_at AS "occurredAt", m.recorded_at AS "recordedAt",
              p.given_name || ' ' || p.family_name AS "recordedBy",
              row_number() OVER (ORDER BY ${MARKS_BY_WEIGHT}) = 1 AS holds
         FROM attendance.mark m LEFT JOIN people.person p ON p.id = m.recorded_by
        WHERE m.session_id = $1 AND m.enrolment_id = $2 ORDER BY m.recorded_at DESC, m.id DESC`,
      [sessionId, enrolmentId],
    );
  }

  /** What a person completed, the last first. */
  async completions(
    personId: string,
    filter: { after?: string | undefined; limit: number },
  ): Promise<Page<CompletionRow>> {
    const key = keyOf(filter.after, 2);
    const found = await this.database.rows<CompletionRow & { key: string }>(
      `SELECT c.id, c.enrolment_id AS "enrolmentId", c.course_id AS "courseId", k.title AS "courseTitle",
              c.completed_at AS "completedAt", c.completed_at::text AS key
         FROM attendance.completion c JOIN catalogue.course k ON k.id = c.course_id
        WHERE c.person_id = $1 AND c.revoked_at IS NULL
          AND ($2::timestamptz IS NULL OR (c.completed_at, c.id) < ($2, $3::uuid))
        ORDER BY c.completed_at DESC, c.id DESC LIMIT $4`,
      [personId, key?.[0] ?? null, key?.[1] ?? null, filter.limit + 1],
    );
    return pageOf(
      found,
      filter.limit,
      (row) => [row.key, row.id],
      (row) => row,
    );
  }
}
