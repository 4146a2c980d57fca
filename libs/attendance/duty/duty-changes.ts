import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import {
  Clock,
  Database,
  dayOf,
  isId,
  Job,
  type JournalEvent,
  OnJournalTogether,
  rows,
} from '@academie/platform';

import { DutySettling } from './duty-settling';

/** How many people are settled in one transaction. */
const BATCH = 500;

/** All whom a rule is for or who still have a duty, with an id after $1. $2 the day. */
const CONCERNED = `
  SELECT DISTINCT id FROM (
    SELECT w.person_id AS id FROM attendance.duty_rule r CROSS JOIN LATERAL
           people.who_belong(r.functions, r.organisation_ids, r.organisation_kinds, r.group_ids, $2::date) w
     WHERE r.state = 'active' AND ($3::uuid IS NULL OR r.course_id = $3)
    UNION ALL
    SELECT d.person_id FROM attendance.duty d WHERE d.state = 'open' AND ($3::uuid IS NULL OR d.course_id = $3)) one
   WHERE id > $1 ORDER BY id LIMIT ${BATCH}`;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** What changes duties: rules, work and groups of people, what they completed, and time. */
@Injectable()
export class DutyChanges {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly settling: DutySettling,
  ) {}

  /** Every night: jobs that begin or end, waivers that ran out. Each part in its own transaction. */
  @Job('20 4 * * *', 'attendance.duties')
  async settleAll(): Promise<void> {
    for (let last = BEFORE_ALL; ;) {
      const ids = await this.database.transaction((tx) => this.settleAfter(tx, last));
      if (ids.length < BATCH) return;
      last = ids.at(-1) ?? last;
    }
  }

  /** Of many at once, as an import brings them, in a few statements. */
  @OnJournalTogether(
    'attendance.duties',
    ...(['membership.begun', 'membership.ended', 'membership.functions-changed'] as const),
    ...(['group.member-added', 'group.member-removed'] as const),
    ...(['person.merged', 'person.unmerged', 'person.erased', 'person.activated'] as const),
    ...(['completion.recorded', 'completion.revoked'] as const),
    ...(['duty.waived', 'duty.waiver-ended', 'duty.learned-elsewhere'] as const),
  )
  async settleThose(tx: EntityManager, events: readonly JournalEvent[]): Promise<void> {
    const named = new Set(events.flatMap(peopleOf));
    const concerned = await rows<{ id: string }>(
      tx,
      `SELECT id FROM unnest($1::uuid[]) AS id
        WHERE EXISTS (SELECT FROM attendance.duty_rule WHERE state = 'active')
           OR EXISTS (SELECT FROM attendance.duty d WHERE d.person_id = id)`,
      [[...named]],
    );
    await this.settling.settle(
      tx,
      concerned.map(({ id }) => id),
    );
  }

  /** All of a rule at once, so that nobody sees half of them. */
  @OnJournalTogether('attendance.duties-of-rule', 'duty-rule.set', 'duty-rule.ended', 'group.ended')
  async settleRules(tx: EntityManager, events: readonly JournalEvent[]): Promise<void> {
    const courses = new Set(
      events.map(({ data }) => (typeof data.courseId === 'string' ? data.courseId : null)),
    );
    for (const courseId of courses.has(null) ? [null] : courses)
      for (let last = BEFORE_ALL; ;) {
        const ids = await this.settleAfter(tx, last, courseId);
        if (ids.length < BATCH) break;
        last = ids.at(-1) ?? last;
      }
  }

  private async settleAfter(
    tx: EntityManager,
    last: string,
    courseId: string | null = null,
  ): Promise<string[]> {
    const found = await rows<{ id: string }>(tx, CONCERNED, [
      last,
      dayOf(this.clock.now()),
      courseId,
    ]);
    const ids = found.map(({ id }) => id);
    await this.settling.settle(tx, ids);
    return ids;
  }
}

/** The people that an event is about: the subject of those of people, and who the data name. */
function peopleOf({ action, subjectId, data }: JournalEvent): string[] {
  const isAboutPerson = action.startsWith('membership.') || action.startsWith('person.');
  const named = [data.personId, data.into, data.from].filter(
    (one): one is string => typeof one === 'string' && isId(one),
  );
  return isAboutPerson ? [subjectId, ...named] : named;
}
