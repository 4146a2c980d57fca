import { Injectable } from '@nestjs/common';

import { ActKinds } from '@academie/acts';
import { DutyDueQueries } from '@academie/attendance';
import { Database, dayOf } from '@academie/platform';

import { ContextCache } from '../counting/context-cache';
import { courseContextSql, openSessionSql } from '../ledger/course-facts';
import type { ActContext, CourseContext } from '../counting/context-facts';
import { foreseenOf } from './forecasts';
import type { AheadAct, OpenOffering, PlanningFacts } from './rule-forecast';
import type { Rule } from '../rule/rule';

/** What planning looks at of a target. */
export interface PlannedFor {
  id: string;
  rule: Rule;
  periodFrom: string;
  periodTo: string;
}

/** A course of which a new date may be planned. */
export interface PlannableCourse {
  id: string;
  context: CourseContext;
}

const MOST_COURSES = 1000;

/** What is planned for all targets together. */
interface AllPlans extends PlanningFacts {
  /** Subjects that count already, by target. */
  counted: Map<string, Set<string>>;
}

/** What is planned for a target, or happened and is still to be closed. */
export interface PlannedEvidence {
  /** Keys of subjects that do not count yet. */
  subjects: Set<string>;
  /** The same, of offerings that are over and have an open register. */
  toClose: Set<string>;
  /** Offerings that are still to be held. */
  offerings: OpenOffering[];
  /** Offerings that are over; they count once their registers are closed. */
  open: OpenOffering[];
}

export const NOTHING_PLANNED: PlannedEvidence = {
  subjects: new Set(),
  toClose: new Set(),
  offerings: [],
  open: [],
};

/** Subjects that would count once what is planned is done. Never added to a value. */
@Injectable()
export class PlannedEvidenceQueries {
  constructor(
    private readonly database: Database,
    private readonly contexts: ContextCache,
    private readonly kinds: ActKinds,
    private readonly duties: DutyDueQueries,
  ) {}

  /** By target. */
  async of(targets: readonly PlannedFor[], now: Date): Promise<Map<string, PlannedEvidence>> {
    if (targets.length === 0) return new Map();
    const plans = await this.plans(targets, now);
    return new Map(targets.map((target) => [target.id, plannedOf(target, plans, now)]));
  }

  private async plans(targets: readonly PlannedFor[], now: Date): Promise<AllPlans> {
    const from = targets.map(({ periodFrom }) => periodFrom).sort()[0];
    const until = targets
      .map(({ periodTo }) => periodTo)
      .sort()
      .at(-1);
    await this.contexts.refresh();
    const ahead = this.contexts.where(
      'ahead',
      (facts) => facts.type === 'act' && this.isAhead(facts),
    );
    const [offerings, acts, counted] = await Promise.all([
      this.database.rows<OpenOffering>(
        `SELECT o.id, c.id AS "courseId", c.slug, c.title, o.confidential, o.seats_taken AS "seatsTaken", o.starts_at AS "startsAt",
           open.id AS "openSessionId",
           o.ends_at AS "endsAt",
           (last.starts_at AT TIME ZONE 'Europe/Amsterdam')::date::text AS "lastDay", ${courseContextSql('o')} AS context
         FROM catalogue.offering o JOIN catalogue.course c ON c.id = o.course_id
         CROSS JOIN LATERAL (SELECT s.starts_at FROM catalogue.planned_session s
           WHERE s.offering_id = o.id ORDER BY s.ends_at DESC LIMIT 1) last
         LEFT JOIN LATERAL (${openSessionSql('o', '$3')}) open ON true
         WHERE o.status IN ('published', 'confirmed', 'running')
           AND o.ends_at >= $1::date - 1 AND o.ends_at < $2::date + 1 ORDER BY o.starts_at, o.id`,
        [from, until, now],
      ),
      this.database.rows<Omit<AheadAct, 'context'> & { contextId: number }>(
        `SELECT e.source_id AS "sourceId", e.organisation_id AS "organisationId", g.kind,
           (e.occurred_at AT TIME ZONE 'Europe/Amsterdam')::date::text AS day, e.context_id AS "contextId"
         FROM targets.evidence e LEFT JOIN people.known_organisation g ON g.id = e.organisation_id
         WHERE e.context_id = ANY ($1) AND e.kind = 'act' AND e.retracted_at IS NULL`,
        [ahead],
      ),
      this.countedSubjects(targets),
    ]);
    return {
      offerings,
      acts: acts.map(({ contextId, ...act }) => ({
        ...act,
        context: this.contexts.get(contextId) as ActContext,
      })),
      counted,
      expected: await this.expected(targets, offerings),
    };
  }

  /**
   * How many subjects more would count if everybody completed what is a duty and due in the period; null where that
   * says nothing of the value.
   */
  async ifAllFulfil(target: PlannedFor, now: Date): Promise<number | null> {
    const { rule } = target;
    const foreseen = foreseenOf(rule);
    if (!foreseen.keysOfDue) return null;
    const due = await this.duties.before(target.periodTo, dayOf(now));
    const [contexts, counted] = await Promise.all([
      this.contextsOf([...new Set(due.map(({ courseId }) => courseId))]),
      this.countedSubjects([target]),
    ]);
    const known = counted.get(target.id) ?? new Set();
    const keys = due.flatMap((one) => {
      const context = contexts.get(one.courseId);
      return context ? (foreseen.keysOfDue?.(rule, one, context) ?? []) : [];
    });
    return new Set(keys.filter((key) => !known.has(key))).size;
  }

  private async contextsOf(ids: readonly string[]): Promise<Map<string, CourseContext>> {
    const found = await this.database.rows<{ id: string; context: CourseContext }>(
      `SELECT c.id, ${courseContextSql()} AS context FROM catalogue.course c WHERE c.id = ANY ($1)`,
      [ids],
    );
    return new Map(found.map(({ id, context }) => [id, context]));
  }

  /** Courses that are given, the newest first, of which a new date may count; some hundreds. */
  plannableCourses(): Promise<PlannableCourse[]> {
    return this.database.rows<PlannableCourse>(
      `SELECT c.id, ${courseContextSql()} AS context FROM catalogue.course c
        WHERE c.status = 'published' AND c.mode <> 'self_paced'
        ORDER BY c.published_at DESC NULLS LAST, c.id LIMIT $1`,
      [MOST_COURSES],
    );
  }

  private isAhead({ kind, status }: ActContext): boolean {
    return (
      this.kinds.get(kind)?.statuses.some(({ code, ahead }) => ahead && code === status) ?? false
    );
  }

  private async countedSubjects(targets: readonly PlannedFor[]): Promise<Map<string, Set<string>>> {
    const ids = targets.filter(({ rule }) => foreseenOf(rule).mayCountAlready).map(({ id }) => id);
    const found = await this.database.rows<{ targetId: string; keys: string[] }>(
      `SELECT target_id AS "targetId", array_agg(subject_key) AS keys FROM targets.contribution
        WHERE target_id = ANY ($1) AND measure = 'value' AND uncounted_at IS NULL GROUP BY target_id`,
      [ids],
    );
    return new Map(found.map(({ targetId, keys }) => [targetId, new Set(keys)]));
  }

  private async expected(
    targets: readonly PlannedFor[],
    offerings: readonly OpenOffering[],
  ): Promise<PlanningFacts['expected']> {
    const ids = offerings
      .filter((offering) =>
        targets.some(({ rule }) => foreseenOf(rule).asksWhoComesTo(rule, offering)),
      )
      .map(({ id }) => id);
    const expected = new Map<string, { id: string; kind: string }[]>();
    if (ids.length === 0) return expected;
    const found = await this.database.rows<{ offeringId: string; id: string; kind: string }>(
      `SELECT DISTINCT e.offering_id AS "offeringId", o.id, o.kind
       FROM enrolment.enrolment e JOIN people.known_organisation o ON o.id = e.organisation_id
       WHERE e.offering_id = ANY ($1) AND e.state IN ('enrolled', 'offered')`,
      [ids],
    );
    for (const { offeringId, ...organisation } of found)
      expected.set(offeringId, [...(expected.get(offeringId) ?? []), organisation]);
    return expected;
  }
}

function plannedOf(target: PlannedFor, plans: AllPlans, now: Date): PlannedEvidence {
  const { rule } = target;
  const within = plans.offerings.filter(({ lastDay }) => isWithin(target, lastDay));
  const offerings = within.filter(({ endsAt }) => endsAt > now);
  const open = within.filter(({ endsAt }) => endsAt <= now);
  const acts = plans.acts.filter(({ day }) => isWithin(target, day));
  const counted = plans.counted.get(target.id) ?? new Set();
  const keysOf = (facts: Pick<PlanningFacts, 'offerings' | 'acts'>): string[] =>
    foreseenOf(rule)
      .plannedKeys(rule, { ...facts, expected: plans.expected })
      .filter((key) => !counted.has(key));
  const toClose = new Set(keysOf({ offerings: open, acts: [] }));
  return {
    toClose,
    subjects: new Set(keysOf({ offerings, acts }).filter((key) => !toClose.has(key))),
    offerings: offerings.filter((offering) => isServedBy(rule, offering)),
    open: open.filter((offering) => isServedBy(rule, offering)),
  };
}

const isServedBy = (rule: Rule, offering: OpenOffering): boolean =>
  foreseenOf(rule).isServedBy(rule, offering);

const isWithin = ({ periodFrom, periodTo }: PlannedFor, day: string): boolean =>
  day >= periodFrom && day < periodTo;
