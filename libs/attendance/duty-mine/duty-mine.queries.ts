import { Injectable } from '@nestjs/common';

import { Clock, Database, dayOf } from '@academie/platform';

import { type ObservedSession, observedBy } from '../exercise/exercise.queries';
import { IS_MINE } from '../certificate/certificate.queries';
import type { DutyState } from '../duty/duty.entity';
import { way, WAY_COLUMNS, type WayRow } from './duty-next-step';

/** A duty that somebody has now. */
export interface OpenDutyRow extends WayRow {
  id: string;
  courseId: string;
  courseTitle: string;
  dueOn: string;
  /** From that day on it counts. */
  countsFrom: string | null;
  cycle: number;
  /** It was done before, here or elsewhere. */
  isAgain: boolean;
  why: string;
  /** Earlier learning was asked for, and nobody has decided yet. */
  isAsked: boolean;
  /** Why earlier learning does not count, when that was the last answer. */
  refused: string | null;
  daysLeft: number;
}

/** A duty of the past. */
export interface PastDutyRow {
  id: string;
  courseTitle: string;
  state: Exclude<DutyState, 'open'>;
  fulfilledOn: string | null;
  closedOn: string;
  until: string | null;
}

const MOST = 100;
/** A condition on a duty: an earlier one was done. One that ended undone, as with a group that was left, was not. */
export const isAgain = (duty: string): string =>
  `EXISTS (SELECT FROM attendance.duty b WHERE b.person_id = ${duty}.person_id AND b.course_id = ${duty}.course_id
      AND b.cycle < ${duty}.cycle AND b.fulfilled_on IS NOT NULL)`;

/** A certificate that holds and lapses soon; of a course that was done again, the newest. */
export interface LapsingRow {
  id: string;
  courseId: string;
  course: string;
  validUntil: string;
}

// $1 the person, $2 the moment, $3 the day.
const OPEN = `
  SELECT d.id, d.course_id AS "courseId", c.title AS "courseTitle", d.due_on::text AS "dueOn",
         d.counts_from::text AS "countsFrom", d.cycle, r.why, d.due_on - $3::date AS "daysLeft",
         ${isAgain('d')} AS "isAgain",
         (SELECT x.decision FROM attendance.duty_exemption x
           WHERE x.person_id = d.person_id AND x.course_id = d.course_id AND x.state = 'refused'
             AND (x.decided_at AT TIME ZONE 'Europe/Amsterdam')::date >= d.begun_on
           ORDER BY x.decided_at DESC LIMIT 1) AS refused,
         EXISTS (SELECT FROM attendance.duty_exemption x WHERE x.person_id = d.person_id
                    AND x.course_id = d.course_id AND x.state = 'asked') AS "isAsked", ${WAY_COLUMNS}
    FROM attendance.duty d JOIN attendance.duty_rule r ON r.id = d.rule_id ${way('$2::timestamptz', '$3')}
   WHERE d.person_id = $1 AND d.state = 'open' ORDER BY d.due_on, c.title, d.id LIMIT ${MOST}`;
// $4 the last day.
const LAPSING = `
  SELECT n.id, n.course_id AS "courseId", n.course, n.valid_until::text AS "validUntil" FROM (
    SELECT DISTINCT ON (c.course_id) k.id, c.course_id, k.facts->>'course' AS course, k.valid_until
      FROM attendance.certificate k JOIN attendance.completion c ON c.id = k.completion_id
     WHERE ${IS_MINE} AND k.status = 'issued' AND (k.valid_until IS NULL OR k.valid_until >= $3)
     ORDER BY c.course_id, c.completed_at DESC, k.issued_at DESC, k.id DESC) n
   WHERE n.valid_until <= $4 ORDER BY n.valid_until, n.id`;

/** Moments come as text in JSON. */
const withDates = (row: OpenDutyRow): OpenDutyRow => ({
  ...row,
  placeStartsAt: row.placeStartsAt && new Date(row.placeStartsAt),
  startsAt: row.startsAt && new Date(row.startsAt),
  endsAt: row.endsAt && new Date(row.endsAt),
});

/** Somebody's own duties. */
@Injectable()
export class DutyMineQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** What has to be done now, the first due first. */
  open(personId: string): Promise<OpenDutyRow[]> {
    const now = this.clock.now();
    return this.database.rows<OpenDutyRow & Record<string, unknown>>(OPEN, [
      ...[personId, now, dayOf(now)],
    ]);
  }

  /** The same, with certificates that lapse before a day and exercises to observe, in one statement: the front page asks it of everybody. */
  async ahead(
    personId: string,
    until: string,
  ): Promise<{ open: OpenDutyRow[]; lapsing: LapsingRow[]; observed: ObservedSession[] }> {
    const now = this.clock.now();
    const found = await this.database.first<{
      open: OpenDutyRow[];
      lapsing: LapsingRow[];
      observed: ObservedSession[];
    }>(
      `SELECT (SELECT coalesce(json_agg(d), '[]') FROM (${OPEN}) d) AS open,
              (SELECT coalesce(json_agg(k), '[]') FROM (${LAPSING}) k) AS lapsing,
              (SELECT coalesce(json_agg(k), '[]')
                 FROM (${observedBy('$1', `s.ends_at > $2::timestamptz - interval '1 day'`)}) k) AS observed`,
      [personId, now, dayOf(now), until],
    );
    const { open = [], lapsing = [], observed = [] } = found ?? {};
    return {
      open: open.map(withDates),
      lapsing,
      observed: observed.map((row) => ({
        ...row,
        startsAt: new Date(row.startsAt),
        endsAt: new Date(row.endsAt),
      })),
    };
  }

  /** What was done, need not be done or ended, the latest first. */
  past(personId: string): Promise<PastDutyRow[]> {
    return this.database.rows<PastDutyRow & Record<string, unknown>>(
      `SELECT d.id, c.title AS "courseTitle", d.state, d.fulfilled_on::text AS "fulfilledOn",
              d.closed_on::text AS "closedOn", x.until::text AS until
         FROM attendance.duty d JOIN catalogue.known_course c ON c.id = d.course_id
         LEFT JOIN attendance.duty_exemption x ON x.id = d.exemption_id
        WHERE d.person_id = $1 AND d.state <> 'open'
        ORDER BY coalesce(d.fulfilled_on, d.closed_on) DESC, d.id LIMIT ${MOST}`,
      [personId],
    );
  }
}
