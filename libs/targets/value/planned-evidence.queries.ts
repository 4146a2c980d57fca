import { Injectable } from '@nestjs/common';

import { ActKinds } from '@academie/acts';
import { Database, dayOf } from '@academie/platform';

import { ContextCache } from '../counting/context-cache';
import { courseContextSql } from '../ledger/course-facts';
import {
  type ActContext,
  type CourseContext,
  matchesAct,
  matchesCourse,
} from '../counting/context-facts';
import type { ActFilter, CoverageRule, Rule } from '../rule/rule';

/** What planning looks at of a target. */
export interface PlannedFor {
  id: string;
  rule: Rule;
  periodFrom: string;
  periodTo: string;
}

/** An offering that is still to be held, or of which a register is open. */
export interface OpenOffering {
  id: string;
  courseId: string;
  slug: string;
  title: string;
  startsAt: Date;
  endsAt: Date;
  /** The day in Amsterdam on which it ends. */
  lastDay: string;
  context: CourseContext;
}

/** An act that speaks of what is to come, for one organisation. */
interface AheadAct {
  sourceId: string;
  organisationId: string | null;
  kind: string | null;
  day: string;
  context: ActContext;
}

interface PlanningFacts {
  offerings: OpenOffering[];
  acts: AheadAct[];
  /** Organisations with somebody enrolled, by offering. */
  expected: Map<string, { id: string; kind: string }[]>;
  /** Subjects that count already, by target. */
  counted: Map<string, Set<string>>;
}

/** What is planned for a target. */
export interface PlannedEvidence {
  /** Keys of subjects that do not count yet. */
  subjects: Set<string>;
  offerings: OpenOffering[];
}

/** Subjects that would count once what is planned is done. Never added to a value. */
@Injectable()
export class PlannedEvidenceQueries {
  constructor(
    private readonly database: Database,
    private readonly contexts: ContextCache,
    private readonly kinds: ActKinds,
  ) {}

  /** By target; a target whose period is over has none. */
  async of(targets: readonly PlannedFor[], now: Date): Promise<Map<string, PlannedEvidence>> {
    const running = targets.filter(({ periodTo }) => periodTo > dayOf(now));
    if (running.length === 0) return new Map();
    const facts = await this.facts(running);
    return new Map(
      running.map((target) => [
        target.id,
        {
          subjects: subjectsOf(target, facts),
          offerings: facts.offerings.filter(
            (offering) => isWithin(target, offering.lastDay) && wouldServe(target.rule, offering),
          ),
        },
      ]),
    );
  }

  private async facts(targets: readonly PlannedFor[]): Promise<PlanningFacts> {
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
        `SELECT o.id, c.id AS "courseId", c.slug, c.title, o.starts_at AS "startsAt",
           o.ends_at AS "endsAt",
           (o.ends_at AT TIME ZONE 'Europe/Amsterdam')::date::text AS "lastDay", ${courseContextSql('o')} AS context
         FROM catalogue.offering o JOIN catalogue.course c ON c.id = o.course_id
         WHERE o.status IN ('published', 'confirmed', 'running')
           AND o.ends_at >= $1::date - 1 AND o.ends_at < $2::date + 1 ORDER BY o.starts_at, o.id`,
        [from, until],
      ),
      this.database.rows<Omit<AheadAct, 'context'> & { contextId: number }>(
        `SELECT e.source_id AS "sourceId", e.organisation_id AS "organisationId", g.kind,
           (e.occurred_at AT TIME ZONE 'Europe/Amsterdam')::date::text AS day, e.context_id AS "contextId"
         FROM targets.evidence e LEFT JOIN people.organisation g ON g.id = e.organisation_id
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

  private isAhead({ kind, status }: ActContext): boolean {
    return (
      this.kinds.get(kind)?.statuses.some(({ code, ahead }) => ahead && code === status) ?? false
    );
  }

  private async countedSubjects(targets: readonly PlannedFor[]): Promise<Map<string, Set<string>>> {
    const ids = targets
      .filter(({ rule }) => ['coverage', 'per_quarter', 'all_of'].includes(rule.type))
      .map(({ id }) => id);
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
    const rules = targets.flatMap(({ rule }) => (rule.type === 'coverage' ? [rule] : []));
    const ids = offerings
      .filter((offering) => rules.some((rule) => attends(rule, offering)))
      .map(({ id }) => id);
    const expected: PlanningFacts['expected'] = new Map();
    if (ids.length === 0) return expected;
    const found = await this.database.rows<{ offeringId: string; id: string; kind: string }>(
      `SELECT DISTINCT e.offering_id AS "offeringId", o.id, o.kind
       FROM enrolment.enrolment e JOIN people.organisation o ON o.id = e.organisation_id
       WHERE e.offering_id = ANY ($1) AND e.state IN ('enrolled', 'offered')`,
      [ids],
    );
    for (const { offeringId, ...organisation } of found)
      expected.set(offeringId, [...(expected.get(offeringId) ?? []), organisation]);
    return expected;
  }
}

function subjectsOf(target: PlannedFor, facts: PlanningFacts): Set<string> {
  const counted = facts.counted.get(target.id) ?? new Set();
  return new Set(plannedKeys(target.rule, target, facts).filter((key) => !counted.has(key)));
}

function plannedKeys(rule: Rule, target: PlannedFor, facts: PlanningFacts): string[] {
  const offerings = facts.offerings.filter(({ lastDay }) => isWithin(target, lastDay));
  const acts = facts.acts.filter(({ day }) => isWithin(target, day));
  switch (rule.type) {
    case 'held_events':
      return offerings.filter(({ context }) => matchesCourse(rule, context)).map(({ id }) => id);
    case 'act_count':
      return acts
        .filter(({ context }) => wouldMatch(rule, context))
        .map(({ sourceId }) => sourceId);
    case 'per_quarter': {
      const inner = rule.count;
      const days =
        inner.type === 'held_events'
          ? offerings
              .filter(({ context }) => matchesCourse(inner, context))
              .map(({ lastDay }) => lastDay)
          : acts.filter(({ context }) => wouldMatch(inner, context)).map(({ day }) => day);
      return days.map((day) => `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`);
    }
    case 'coverage':
      return rule.by.flatMap((by) =>
        by.evidence === 'act'
          ? acts
              .filter(({ context, kind }) => kind === rule.reference && wouldMatch(by, context))
              .map(({ organisationId }) => organisationId ?? '')
          : offerings
              .filter(({ context }) => by.evidence === 'attendance' && matchesCourse(by, context))
              .flatMap(({ id }) => facts.expected.get(id) ?? [])
              .filter(({ kind }) => kind === rule.reference)
              .map(({ id }) => id),
      );
    case 'all_of':
      return rule.parts.flatMap(({ label, anyOf }) =>
        anyOf.some((part) => plannedKeys(part, target, facts).length > 0) ? [label] : [],
      );
    case 'published_courses':
    case 'distinct_persons':
    case 'ratio':
    case 'milestone':
      return [];
    default:
      return rule satisfies never;
  }
}

/** Whether an offering, once held, could count for the rule. */
function wouldServe(rule: Rule, offering: OpenOffering): boolean {
  const { context } = offering;
  switch (rule.type) {
    case 'held_events':
      return matchesCourse(rule, context);
    case 'per_quarter':
      return wouldServe(rule.count, offering);
    case 'all_of':
      return rule.parts.some(({ anyOf }) => anyOf.some((part) => wouldServe(part, offering)));
    case 'coverage':
      return attends(rule, offering);
    case 'distinct_persons':
      return (
        rule.moment === 'attended' &&
        matchesCourse({ tags: rule.courseTags, kinds: rule.courseKinds }, context)
      );
    case 'published_courses':
    case 'act_count':
    case 'ratio':
    case 'milestone':
      return false;
    default:
      return rule satisfies never;
  }
}

const attends = (rule: CoverageRule, { context }: OpenOffering): boolean =>
  rule.by.some((by) => by.evidence === 'attendance' && matchesCourse(by, context));

/** The act matches but for its status, which is still ahead. */
const wouldMatch = (filter: ActFilter, context: ActContext): boolean =>
  filter.statuses !== undefined &&
  !filter.statuses.includes(context.status ?? '') &&
  matchesAct({ actKinds: filter.actKinds, subkinds: filter.subkinds }, context);

const isWithin = ({ periodFrom, periodTo }: PlannedFor, day: string): boolean =>
  day >= periodFrom && day < periodTo;
