import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { ManageQueries } from '@academie/catalogue';
import type { Actor } from '@academie/people';
import {
  ChangedMeanwhile,
  Clock,
  Database,
  dayOf,
  Journal,
  newId,
  NotFound,
  rows,
} from '@academie/platform';

import { termsFrom } from '../duty/needed-duties';
import type { DutyRuleForm } from './duty-rule.dto';
import { DutyForNobody, DutyNeedsOpenCourse, DutyRepeatsTooSoon } from './duty-rule.errors';

interface Locked {
  courseId: string;
  state: string;
  replacesId: string | null;
  madeAt: Date;
}

/**
 * Sets who must complete a course. A new rule, and a change, is kept apart until somebody who has seen
 * whom it touches confirms it. Who manages the course does.
 */
@Injectable()
export class DutyRuleService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly courses: ManageQueries,
  ) {}

  /**
   * Proposes a rule, or a change of one; of a rule at most one change is proposed. Nobody has a duty by it yet.
   * Returns the id of the proposal. @throws CourseNotFound, NotYourTheme, NotFound, DutyForNobody, DutyNeedsOpenCourse,
   * DutyRepeatsTooSoon
   */
  async propose(actor: Actor, terms: DutyRuleForm, replacesId?: string): Promise<string> {
    await this.courses.course(actor, terms.courseId);
    check(terms);
    return this.database.transaction(async (tx) => {
      const [course] = await rows(
        tx,
        `SELECT 1 FROM catalogue.known_course WHERE id = $1 AND status = 'published' AND NOT confidential`,
        [terms.courseId],
      );
      if (!course) throw new DutyNeedsOpenCourse();
      if (replacesId) {
        const rule = await lock(tx, replacesId);
        if (rule.state !== 'active' || rule.courseId !== terms.courseId) throw new NotFound();
        await rows(tx, 'DELETE FROM attendance.duty_rule WHERE replaces_id = $1', [replacesId]);
      }
      const id = newId();
      const now = this.clock.now();
      await rows(
        tx,
        `INSERT INTO attendance.duty_rule (id, course_id, within_days, repeats, in_month, every_months, functions,
           organisation_ids, organisation_kinds, group_ids, why, terms_from, state, replaces_id, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'draft', $13, $14)`,
        [
          ...[id, terms.courseId, terms.withinDays, terms.repeats, terms.inMonth],
          ...[terms.repeats === 'months' ? terms.everyMonths : null, terms.functions],
          ...[terms.organisationIds, terms.organisationKinds, terms.groupIds, terms.why],
          ...[dayOf(now), replacesId ?? null, now],
        ],
      );
      return id;
    });
  }

  /**
   * Makes what was proposed hold; the duties follow by themselves. Returns the id of the rule.
   * @throws NotFound, CourseNotFound, NotYourTheme; ChangedMeanwhile when it is not what was seen
   */
  async confirm(actor: Actor, id: string, seen: string): Promise<string> {
    return this.database.transaction(async (tx) => {
      const draft = await lock(tx, id);
      await this.courses.course(actor, draft.courseId);
      if (draft.state !== 'draft') throw new NotFound();
      if (draft.madeAt.toISOString() !== seen) throw new ChangedMeanwhile();
      const ruleId = draft.replacesId ?? id;
      const before = draft.replacesId && (await termsOf(tx, draft.replacesId));
      if (draft.replacesId) await lock(tx, draft.replacesId);
      await rows(
        tx,
        `UPDATE attendance.duty_rule r SET state = 'active', terms_from = ${termsFrom('n', '$3::date')},
                within_days = n.within_days, repeats = n.repeats, in_month = n.in_month, every_months = n.every_months,
                functions = n.functions, organisation_ids = n.organisation_ids, organisation_kinds = n.organisation_kinds,
                group_ids = n.group_ids, why = n.why
           FROM attendance.duty_rule n WHERE r.id = $1 AND n.id = $2`,
        [ruleId, id, dayOf(this.clock.now())],
      );
      if (draft.replacesId) await rows(tx, 'DELETE FROM attendance.duty_rule WHERE id = $1', [id]);
      await this.journal.record(tx, {
        action: 'duty-rule.set',
        subjectId: ruleId,
        actorId: actor.id,
        data: { courseId: draft.courseId, before, after: await termsOf(tx, ruleId) },
      });
      return ruleId;
    });
  }

  /** Throws a proposal away. @throws NotFound, CourseNotFound, NotYourTheme */
  async discard(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const draft = await lock(tx, id);
      await this.courses.course(actor, draft.courseId);
      if (draft.state !== 'draft') throw new NotFound();
      await rows(tx, 'DELETE FROM attendance.duty_rule WHERE id = $1', [id]);
    });
  }

  /** Ends a rule; who has the duty by another rule keeps it. @throws NotFound, CourseNotFound, NotYourTheme */
  async end(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { courseId, state } = await lock(tx, id);
      await this.courses.course(actor, courseId);
      if (state === 'draft') throw new NotFound();
      if (state === 'ended') return;
      await rows(tx, 'DELETE FROM attendance.duty_rule WHERE replaces_id = $1', [id]);
      await rows(
        tx,
        `UPDATE attendance.duty_rule SET state = 'ended', ended_at = $2 WHERE id = $1`,
        [...[id, this.clock.now()]],
      );
      await this.journal.record(tx, {
        action: 'duty-rule.ended',
        subjectId: id,
        actorId: actor.id,
        data: { courseId },
      });
    });
  }
}

function check({ repeats, everyMonths, withinDays, ...terms }: DutyRuleForm): void {
  const { functions, organisationIds, organisationKinds, groupIds } = terms;
  if (functions.length + organisationIds.length + organisationKinds.length + groupIds.length === 0)
    throw new DutyForNobody();
  if (repeats === 'months' && (everyMonths === null || everyMonths * 28 < withinDays))
    throw new DutyRepeatsTooSoon();
}

async function lock(tx: EntityManager, id: string): Promise<Locked> {
  const [found] = await rows<Locked>(
    tx,
    `SELECT course_id AS "courseId", state, replaces_id AS "replacesId", made_at AS "madeAt"
       FROM attendance.duty_rule WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!found) throw new NotFound();
  return found;
}

async function termsOf(tx: EntityManager, id: string): Promise<object | undefined> {
  const [found] = await rows<{ terms: object }>(
    tx,
    `SELECT to_jsonb(r) - '{id,course_id,replaces_id,made_at,ended_at,state}'::text[] AS terms
       FROM attendance.duty_rule r WHERE id = $1`,
    [id],
  );
  return found?.terms;
}
