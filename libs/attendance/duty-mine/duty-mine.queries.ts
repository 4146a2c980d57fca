import { Injectable } from '@nestjs/common';

import { Clock, Database, dayOf } from '@academie/platform';

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
  why: string;
  /** Earlier learning was asked for, and nobody has decided yet. */
  isAsked: boolean;
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
    return this.database.rows<OpenDutyRow & Record<string, unknown>>(
      `SELECT d.id, d.course_id AS "courseId", c.title AS "courseTitle", d.due_on::text AS "dueOn",
              d.counts_from::text AS "countsFrom", d.cycle, r.why, d.due_on - $3::date AS "daysLeft",
              EXISTS (SELECT FROM attendance.duty_exemption x WHERE x.person_id = d.person_id
                         AND x.course_id = d.course_id AND x.state = 'asked') AS "isAsked", ${WAY_COLUMNS}
         FROM attendance.duty d JOIN attendance.duty_rule r ON r.id = d.rule_id ${way('$2', '$3')}
        WHERE d.person_id = $1 AND d.state = 'open' ORDER BY d.due_on, c.title, d.id LIMIT ${MOST}`,
      [personId, now, dayOf(now)],
    );
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
