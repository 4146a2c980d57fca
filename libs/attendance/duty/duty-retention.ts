import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Forgets, rows } from '@academie/platform';

/** Duties of years ago go; that a course was completed, its completion says. */
@Injectable()
export class DutyRetention {
  /** The last one of a person and course stays: it says how that stands. */
  @Forgets({
    kind: 'attendance.old-duties',
    days: 2555,
    least: 730,
    most: 3650,
    old: (before) =>
      `SELECT d.id::text AS key, d.closed_on::timestamptz AS at FROM attendance.duty d
        WHERE d.closed_on < ${before} AND d.state <> 'open' AND EXISTS (
          SELECT FROM attendance.duty l
           WHERE l.person_id = d.person_id AND l.course_id = d.course_id AND l.cycle > d.cycle)`,
  })
  async forget(tx: EntityManager, ids: string[]): Promise<void> {
    await rows(tx, 'DELETE FROM attendance.duty WHERE id = ANY ($1)', [ids]);
  }
}
