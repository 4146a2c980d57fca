import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, dayOf, rows } from '@academie/platform';

import { FULFILLED, neededDuties } from './needed-duties';

const NEEDED = neededDuties({
  rules: `r.state = 'active'`,
  persons: 'w.person_id = ANY ($1)',
  day: '$2::date',
});

/** In this order. $1 the people, $2 the day. */
const STEPS = [
  // Who turns out not to have completed it has the old duty again, and not the next.
  `UPDATE attendance.duty d SET state = 'ended', closed_on = $2
    WHERE d.person_id = ANY ($1) AND d.state = 'open' AND EXISTS (
      SELECT FROM attendance.duty b JOIN attendance.completion k ON k.id = b.completion_id AND k.revoked_at IS NOT NULL
       WHERE b.person_id = d.person_id AND b.course_id = d.course_id AND b.cycle < d.cycle AND NOT EXISTS (
         SELECT FROM attendance.duty l WHERE l.person_id = b.person_id AND l.course_id = b.course_id
            AND l.cycle > b.cycle AND l.state IN ('completed', 'waived')))`,
  `UPDATE attendance.duty d SET state = 'open', closed_on = NULL, fulfilled_on = NULL, completion_id = NULL
     FROM attendance.completion k
    WHERE d.person_id = ANY ($1) AND d.closed_on <= $2 AND d.state = 'completed' AND k.id = d.completion_id
      AND k.revoked_at IS NOT NULL
      AND NOT EXISTS (SELECT FROM attendance.duty l WHERE l.person_id = d.person_id AND l.course_id = d.course_id
                         AND l.cycle > d.cycle AND l.state IN ('open', 'completed', 'waived'))`,
  // Done, here or elsewhere.
  `UPDATE attendance.duty u SET state = CASE WHEN f.completion_id IS NULL THEN 'waived' ELSE 'completed' END,
          closed_on = $2, fulfilled_on = f.day, completion_id = f.completion_id, exemption_id = f.exemption_id
     FROM attendance.duty d ${FULFILLED} WHERE u.id = d.id AND d.person_id = ANY ($1) AND d.state = 'open'`,
  // Need not be done for now.
  `UPDATE attendance.duty d SET state = 'waived', closed_on = $2, exemption_id = x.id
     FROM (SELECT DISTINCT ON (person_id, course_id) id, person_id, course_id FROM attendance.duty_exemption
            WHERE person_id = ANY ($1) AND state = 'granted' AND kind = 'waiver' AND until >= $2
            ORDER BY person_id, course_id, until DESC, id) x
    WHERE d.person_id = x.person_id AND d.course_id = x.course_id AND d.state = 'open'`,
  // No rule asks it any more; what another rule asks goes on.
  `WITH ${NEEDED}
   UPDATE attendance.duty d SET state = 'ended', closed_on = $2
    WHERE d.person_id = ANY ($1) AND d.state = 'open' AND NOT EXISTS (
      SELECT FROM needed n WHERE n.person_id = d.person_id AND n.course_id = d.course_id)`,
  `WITH ${NEEDED}
   UPDATE attendance.duty d SET rule_id = n.rule_id, organisation_id = n.organisation_id, counts_from = n.counts_from,
          due_on = n.due_on
     FROM needed n WHERE d.id = n.duty_id AND d.state = 'open'
      AND (d.rule_id, d.organisation_id, d.counts_from, d.due_on)
          IS DISTINCT FROM (n.rule_id, n.organisation_id, n.counts_from, n.due_on)`,
  // Done before the rule came, and it still counts: that was the first time.
  `WITH ${NEEDED}
   INSERT INTO attendance.duty (course_id, person_id, cycle, rule_id, organisation_id, begun_on, due_on, state, closed_on,
          fulfilled_on, completion_id, exemption_id)
   SELECT DISTINCT ON (g.course_id, g.person_id) g.course_id, g.person_id, ${nextCycle('g')}, g.rule_id, g.organisation_id,
          $2, g.fulfilled_on, CASE WHEN g.completion_id IS NULL THEN 'waived' ELSE 'completed' END, $2,
          g.fulfilled_on, g.completion_id, g.exemption_id
     FROM given g
    WHERE g.holds AND g.duty_id IS NULL AND NOT EXISTS (
      SELECT FROM attendance.duty d WHERE d.person_id = g.person_id AND d.course_id = g.course_id
         AND (d.completion_id = g.completion_id OR d.exemption_id = g.exemption_id
           OR g.repeats = 'none' AND d.fulfilled_on IS NOT NULL))
    ORDER BY g.course_id, g.person_id, g.due_on, g.rule_id
   ON CONFLICT DO NOTHING`,
  `WITH ${NEEDED}
   INSERT INTO attendance.duty (course_id, person_id, cycle, rule_id, organisation_id, begun_on, counts_from, due_on, state)
   SELECT n.course_id, n.person_id, ${nextCycle('n')}, n.rule_id, n.organisation_id, $2, n.counts_from, n.due_on, 'open'
     FROM needed n WHERE n.duty_id IS NULL
   ON CONFLICT DO NOTHING`,
];

/** Makes the duties of people what the rules, their work and what they completed say. */
@Injectable()
export class DutySettling {
  constructor(private readonly clock: Clock) {}

  /** Doing it again changes nothing. People of whom it is done elsewhere at the same time wait. */
  async settle(tx: EntityManager, personIds: readonly string[]): Promise<void> {
    if (personIds.length === 0) return;
    await rows(
      tx,
      `SELECT pg_advisory_xact_lock(hashtextextended('duty:' || id, 0))
         FROM (SELECT id FROM unnest($1::uuid[]) AS id ORDER BY id) one`,
      [personIds],
    );
    for (const step of STEPS) await rows(tx, step, [personIds, dayOf(this.clock.now())]);
  }
}

function nextCycle(alias: string): string {
  return `1 + coalesce((SELECT max(l.cycle) FROM attendance.duty l
     WHERE l.person_id = ${alias}.person_id AND l.course_id = ${alias}.course_id), 0)`;
}
