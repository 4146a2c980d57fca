import type { Counter, CountingFrame } from './counter';
import { coverage } from './coverage-counting';
import { actSelect, courseContexts, type Part, union } from './counting.sql';
import { evidenceSelect, firstOf, type Params, type Scope } from './evidence.sql';
import { persons } from './person-counting';
import type {
  ActCountRule,
  AllOfRule,
  EventRequirement,
  HeldEventsRule,
  MilestoneRule,
  PerQuarterRule,
  PublishedCoursesRule,
  Rule,
} from '../rule/rule';

/** Turns a rule into its counter. A ratio is two counts, so it is not one. */
export function counterOf(rule: Exclude<Rule, { type: 'ratio' }>, frame: CountingFrame): Counter {
  switch (rule.type) {
    case 'held_events':
      return simple(heldEvents(rule, frame));
    case 'published_courses':
      return simple(publishedCourses(rule, frame));
    case 'act_count':
      return simple(acts(rule, frame));
    case 'distinct_persons':
      return persons(rule, frame);
    case 'coverage':
      return coverage(rule, frame);
    case 'per_quarter':
      return quarters(rule, frame);
    case 'milestone':
      return milestone(rule, frame);
    case 'all_of':
      return allOf(rule, frame);
    default:
      return rule satisfies never;
  }
}

/** The events of a rule that also meet one of its requirements. */
export const requirementCounter = (
  rule: HeldEventsRule,
  requirement: EventRequirement,
  frame: CountingFrame,
): Counter => simple(heldEvents(rule, frame, requirement));

/** Every matching row stands for its subject; the first one counts. */
const simple = (part: Part): Counter => ({
  inputs: part.inputs,
  touched: (sql, scope) => `SELECT key FROM (${part.rows(sql, scope)}) t`,
  subjects: (sql, scope, keys) => firstOf(part.rows(sql, scope, keys), keys),
});

const ofCourse = (keys: string): string =>
  `e.context_id IN (SELECT id FROM targets.context WHERE (facts->>'courseId')::uuid = ANY (${keys}))`;
const bySource = (keys: string): string => `e.source_id = ANY (${keys})`;

function heldEvents(
  rule: HeldEventsRule,
  { contexts, span }: CountingFrame,
  requirement?: EventRequirement,
): Part {
  const also = requirement && new Set(courseContexts(contexts, requirement));
  const ids = courseContexts(contexts, rule).filter((id) => also?.has(id) ?? true);
  const inputs = [{ kinds: ['held_event'], contexts: ids }];
  const atLeast = (fact: string, least: number) => (sql: Params) =>
    `(e.facts->>'${fact}')::int >= ${sql.add(least)}`;
  return {
    inputs,
    rows: (sql, scope, keys) =>
      evidenceSelect(
        sql,
        scope,
        {
          kinds: ['held_event'],
          contexts: ids,
          key: 'e.source_id::text',
          byKeys: bySource,
          span,
          where: [
            atLeast('present', rule.minPresent),
            ...(rule.minMunicipalities ? [atLeast('municipalities', rule.minMunicipalities)] : []),
          ],
        },
        keys,
      ),
  };
}

// Open on a day in the period: it may have begun before. The moment that counts is then the first
// of the period, so that nothing is counted before the plan began.
function publishedCourses(rule: PublishedCoursesRule, { contexts, span }: CountingFrame): Part {
  const ids = courseContexts(contexts, rule);
  const isCourse = rule.count === 'courses';
  return {
    inputs: [{ kinds: ['offered_course'], contexts: ids }],
    rows: (sql, scope, keys) =>
      evidenceSelect(
        sql,
        scope,
        {
          kinds: ['offered_course'],
          contexts: ids,
          key: isCourse ? `x.facts->>'courseId'` : 'e.source_id::text',
          join: isCourse ? 'JOIN targets.context x ON x.id = e.context_id' : '',
          byKeys: isCourse ? ofCourse : bySource,
          occurred: `greatest(e.occurred_at, ${sql.add(span.from)}::timestamptz)`,
          where: [
            (p) =>
              `e.occurred_at < ${p.add(span.until)} AND (e.until_at IS NULL OR e.until_at > ${p.add(span.from)})`,
            () => (isCourse ? 'true' : `e.source_type = 'offering'`),
          ],
        },
        keys,
      ),
  };
}

function acts(rule: ActCountRule, { contexts, span }: CountingFrame): Part {
  const select = actSelect(contexts, rule);
  return {
    inputs: [select],
    rows: (sql, scope, keys) =>
      evidenceSelect(
        sql,
        scope,
        {
          ...select,
          key: 'e.source_id::text',
          byKeys: bySource,
          quantity: rule.count === 'quantity' ? 'e.quantity' : '1',
          span,
        },
        keys,
      ),
  };
}

const QUARTER = `to_char(occurred_at AT TIME ZONE 'Europe/Amsterdam', 'YYYY"-Q"Q')`;

// The evidence that counts for a quarter is the one that reached the minimum.
function quarters(rule: PerQuarterRule, frame: CountingFrame): Counter {
  const inner = counterOf(rule.count, frame);
  return {
    inputs: inner.inputs,
    touched: (sql, scope) => {
      const part =
        rule.count.type === 'act_count' ? acts(rule.count, frame) : heldEvents(rule.count, frame);
      return `SELECT ${QUARTER} AS key FROM (${part.rows(sql, scope)}) t`;
    },
    subjects: (sql, scope, keys) => {
      const reached = `SELECT ${QUARTER} AS key, evidence_id, NULL::uuid AS organisation_id,
          occurred_at, grade, 1 AS quantity, sum(quantity) OVER (
            PARTITION BY ${QUARTER} ORDER BY grade = 'C', occurred_at, evidence_id) AS reached
        FROM (${inner.subjects(sql, scope)}) i`;
      return firstOf(`SELECT * FROM (${reached}) r WHERE reached >= ${sql.add(rule.min)}`, keys);
    },
  };
}

function milestone(rule: MilestoneRule, { contexts, span }: CountingFrame): Counter {
  const act = actSelect(contexts, { actKinds: ['milestone'], subkinds: [rule.milestone] }, true);
  const key = (sql: Params): string => `${sql.add(rule.milestone)}::text`;
  const done = (sql: Params, scope: Scope): string =>
    evidenceSelect(sql, scope, { ...act, key: key(sql), organisation: 'NULL::uuid', span });
  const { published } = rule;
  if (!published) return simple({ inputs: [act], rows: done });

  const offered = {
    kinds: [published.offer === 'course' ? 'offered_course' : 'offered_programme'],
    contexts: courseContexts(contexts, published, published.offer),
  };
  const open = (sql: Params, scope: Scope): string =>
    evidenceSelect(sql, scope, {
      ...offered,
      key: key(sql),
      occurred: `greatest(e.occurred_at, ${sql.add(span.from)}::timestamptz)`,
      where: [
        (p) =>
          `e.occurred_at < ${p.add(span.until)} AND (e.until_at IS NULL OR e.until_at > ${p.add(span.from)})`,
      ],
    });
  return {
    inputs: [act, offered],
    touched: (sql, scope) => `SELECT key FROM (${union([done(sql, scope), open(sql, scope)])}) t`,
    subjects: (sql, scope, keys) =>
      firstOf(
        `SELECT d.key, d.evidence_id, d.organisation_id,
            greatest(d.occurred_at, o.occurred_at) AS occurred_at, d.grade, d.quantity
          FROM (${done(sql, scope)}) d
          JOIN (SELECT min(occurred_at) AS occurred_at FROM (${open(sql, scope)}) p) o
            ON o.occurred_at IS NOT NULL`,
        keys,
      ),
  };
}

function allOf(rule: AllOfRule, frame: CountingFrame): Counter {
  const parts = rule.parts.flatMap(({ label, anyOf }) =>
    anyOf.map((part) => ({ label, counter: counterOf(part, frame) })),
  );
  const each = (sql: Params, select: (counter: Counter) => string, columns: string): string =>
    union(
      parts.map(
        ({ label, counter }) =>
          `SELECT ${sql.add(label)}::text AS key${columns} FROM (${select(counter)}) p`,
      ),
    );
  return {
    inputs: parts.flatMap(({ counter }) => counter.inputs),
    touched: (sql, scope) => each(sql, (counter) => counter.touched(sql, scope), ''),
    subjects: (sql, scope, keys) =>
      firstOf(
        each(
          sql,
          (counter) => counter.subjects(sql, scope),
          ', evidence_id, NULL::uuid AS organisation_id, occurred_at, grade, 1 AS quantity',
        ),
        keys,
      ),
  };
}
