import { Injectable } from '@nestjs/common';

import type { Outcome } from '@academie/enrolment';
import { Database, dayOf, keyOf, NotFound, type Page, pageOf } from '@academie/platform';

import { MARK_PRECEDENCE } from '../mark/current-mark';
import type { MarkSource, MarkValue } from '../mark/mark-value';
import type { SessionHead } from './session-access';

/** One person in a register, with the mark that holds. */
export interface RegisterRow {
  enrolmentId: string;
  personId: string;
  familyName: string;
  givenName: string;
  /** Both of them. */
  name: string;
  organisation: string | null;
  /** Names of the functions the person had there on the day of the session. */
  functions: string[] | null;
  /** Came without an enrolment. */
  walkIn: boolean;
  /** Nobody knows yet who this is. */
  guest: boolean;
  /** What the person does not eat, and needs to take part; null when nothing was told. */
  diet: string | null;
  access: string | null;
  /** The parallel workshops the person goes to, in the order of the rounds; null when none is chosen. */
  workshops: string[] | null;
  /** Said to come. */
  coming: boolean;
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

/** Which part of a register. */
export interface RosterFilter {
  /** Part of a name or an organisation. */
  search?: string | undefined;
  seen?: string | undefined;
  enrolmentId?: string;
  /** The `next` of the page before. */
  after?: string | undefined;
  /** How many at most; all when left out. */
  limit?: number;
}

/** How many people have each value. */
export type MarkCounts = Record<MarkValue, number>;

/** One mark of one person, with who recorded it. */
export interface HistoryRow {
  id: string;
  value: MarkValue;
  minutes: number | null;
  source: MarkSource;
  occurredAt: Date;
  recordedAt: Date;
  recordedBy: string | null;
  /** How far the clock of the device was ahead, in seconds. */
  clockOffSeconds: number | null;
  holds: boolean;
}

export interface CompletionRow {
  id: string;
  enrolmentId: string;
  courseId: string;
  courseTitle: string;
  completedAt: Date;
}

/** Registers, read-only. Who may read one, SessionHeads has said. */
@Injectable()
export class AttendanceQueries {
  constructor(private readonly database: Database) {}

  /**
   * Everybody who has a place, by family name, in one statement. `seen` is the last mark of an earlier
   * look: what a form that was loaded then has changed can be told from what others changed since.
   *
   * The text holds only what is asked for: PostgreSQL keeps one plan of a statement that is asked often, and a
   * filter that may be absent makes that a plan for one person, which compares everybody with everybody. For the
   * same reason who is registered is found first, and then put in order: with a limit in sight PostgreSQL would
   * walk through all people of the academie by name.
   */
  roster(
    { id, offeringId, startsAt }: Pick<SessionHead, 'id' | 'offeringId' | 'startsAt'>,
    { search, seen, enrolmentId, after, limit }: RosterFilter = {},
  ): Promise<RegisterRow[]> {
    const params: unknown[] = [id, offeringId, dayOf(startsAt)];
    const param = (value: unknown): string => `$${params.push(value)}`;
    const key = keyOf(after, 2);
    const wanted = [
      search &&
        `p.search_name || ' ' || people.plain_name(coalesce(g.short_name, ''))
           LIKE ALL (people.name_patterns(${param(search)}))`,
      enrolmentId && `e.id = ${param(enrolmentId)}`,
      key &&
        `(p.sort_name, e.id) >
           ((SELECT k.sort_name FROM people.person_name k WHERE k.id = ${param(key[0])}), ${param(key[1])}::uuid)`,
    ].filter(Boolean);
    const before = seen === undefined ? 'false' : `m.id <= ${param(seen)}`;
    return this.database.rows<RegisterRow>(
      `WITH registered AS MATERIALIZED (
         SELECT e.id, e.person_id, e.organisation_id, e.source, e.outcome, e.coming_at, p.family_name, p.given_name,
                p.sort_name, p.status = 'guest' AS guest,
                g.short_name AS organisation
           FROM enrolment.enrolment e
           JOIN people.person_name p ON p.id = e.person_id
           LEFT JOIN people.known_organisation g ON g.id = e.organisation_id
          WHERE ${["e.offering_id = $2 AND e.state IN ('enrolled', 'finished')", ...wanted].join(' AND ')}
       ), listed AS (
         SELECT * FROM registered ORDER BY sort_name, id ${limit === undefined ? '' : `LIMIT ${param(limit)}`}
       ), job AS (
         SELECT l.id, array_agg(j.name ORDER BY j.position, j.name) AS names
           FROM listed l JOIN people.job h ON h.person_id = l.person_id AND h.organisation_id = l.organisation_id
           JOIN people.membership_function hf ON hf.membership_id = h.id
           JOIN people.job_function j ON j.code = hf.function_code
          WHERE h.valid_from <= $3 AND (h.valid_to IS NULL OR h.valid_to > $3) GROUP BY l.id
       )
       SELECT e.id AS "enrolmentId", e.person_id AS "personId", e.family_name AS "familyName",
              e.given_name AS "givenName", e.given_name || ' ' || e.family_name AS name, e.organisation,
              f.names AS functions, e.source = 'walk_in' AS "walkIn", e.guest, e.coming_at IS NOT NULL AS coming, e.outcome,
              nullif(w.diet, '') AS diet, nullif(w.access, '') AS access,
              (SELECT array_agg(k.title ORDER BY k.round) FROM enrolment.known_workshop_choice k
                WHERE k.enrolment_id = e.id) AS workshops,
              coalesce(c.value, 'unknown') AS value, c.minutes, c.source, c.occurred_at AS "occurredAt",
              coalesce(s.value, 'unknown') AS "seenValue", s.minutes AS "seenMinutes"
         FROM listed e LEFT JOIN job f ON f.id = e.id
         LEFT JOIN enrolment.known_need w ON w.enrolment_id = e.id
         LEFT JOIN LATERAL (
           SELECT m.value, m.minutes, m.source, m.occurred_at FROM attendance.mark m
            WHERE m.session_id = $1 AND m.enrolment_id = e.id
            ORDER BY ${MARK_PRECEDENCE} LIMIT 1) c ON true
         LEFT JOIN LATERAL (
           SELECT m.value, m.minutes FROM attendance.mark m
            WHERE m.session_id = $1 AND m.enrolment_id = e.id AND ${before}
            ORDER BY ${MARK_PRECEDENCE} LIMIT 1) s ON true
        ORDER BY e.sort_name, e.id`,
      params,
    );
  }

  /** One page of a register, with the counts of all of it: however many take part, it opens as fast. */
  async page(
    head: Pick<SessionHead, 'id' | 'offeringId' | 'startsAt'>,
    filter: RosterFilter & { limit: number },
  ): Promise<Page<RegisterRow> & { counts: MarkCounts }> {
    const found = await this.roster(head, { ...filter, limit: filter.limit + 1 });
    const page = pageOf(
      found,
      filter.limit,
      ({ personId, enrolmentId }) => [personId, enrolmentId],
      (row) => row,
    );
    const isAll = !page.next && !filter.after && !filter.search;
    return { ...page, counts: isAll ? countsOf(found) : await this.counts(head) };
  }

  /** How many of all who have a place are marked as what. */
  async counts({ id, offeringId }: Pick<SessionHead, 'id' | 'offeringId'>): Promise<MarkCounts> {
    const found = await this.database.rows<{ value: MarkValue; people: number }>(
      `SELECT coalesce(a.value, 'unknown') AS value, count(*)::int AS people
         FROM enrolment.enrolment e
         LEFT JOIN (
           SELECT DISTINCT ON (m.enrolment_id) m.enrolment_id, m.value FROM attendance.mark m
            WHERE m.session_id = $1 ORDER BY m.enrolment_id, ${MARK_PRECEDENCE}
         ) a ON a.enrolment_id = e.id
        WHERE e.offering_id = $2 AND e.state IN ('enrolled', 'finished') GROUP BY 1`,
      [id, offeringId],
    );
    return {
      ...countsOf([]),
      ...Object.fromEntries(found.map(({ value, people }) => [value, people])),
    };
  }

  /** Who this is and what holds of that person now; the caller has asked who may know. */
  async standing(
    sessionId: string,
    enrolmentId: string,
  ): Promise<{ name: string; value: MarkValue }> {
    const found = await this.database.first<{ name: string; value: MarkValue }>(
      `SELECT p.name, coalesce((
                SELECT m.value FROM attendance.mark m
                 WHERE m.session_id = $1 AND m.enrolment_id = e.id ORDER BY ${MARK_PRECEDENCE} LIMIT 1),
                'unknown') AS value
         FROM enrolment.enrolment e JOIN people.person_name p ON p.id = e.person_id WHERE e.id = $2`,
      [sessionId, enrolmentId],
    );
    if (!found) throw new NotFound();
    return found;
  }

  /** All that was said about one person at one session, the last first. */
  async history(sessionId: string, enrolmentId: string): Promise<HistoryRow[]> {
    return this.database.rows<HistoryRow>(
      `SELECT m.id, m.value, m.minutes, m.source, m.occurred_at AS "occurredAt", m.recorded_at AS "recordedAt",
              p.name AS "recordedBy", m.clock_off_seconds AS "clockOffSeconds",
              row_number() OVER (ORDER BY ${MARK_PRECEDENCE}) = 1 AS holds
         FROM attendance.mark m LEFT JOIN people.person_name p ON p.id = m.recorded_by
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

/** The values of these people, counted. */
export function countsOf(rows: readonly { value: MarkValue }[]): MarkCounts {
  const counts = { unknown: 0, present: 0, partial: 0, excused: 0, absent: 0 };
  for (const { value } of rows) counts[value] += 1;
  return counts;
}
