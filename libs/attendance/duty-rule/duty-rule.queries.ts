import { Injectable } from '@nestjs/common';

import { ledBy, leadsCourse } from '@academie/catalogue';
import type { Actor } from '@academie/people';
import { Clock, Database, dayOf, NotFound } from '@academie/platform';

import type { Repeats } from '../duty/duty-rule.entity';
import { neededDuties } from '../duty/needed-duties';

export const RULE_PAGE_SIZE = 25;
export const TOUCHED_PAGE_SIZE = 50;

/** A rule with its terms. */
export interface DutyRuleRow {
  id: string;
  courseId: string;
  courseTitle: string;
  courseSlug: string;
  state: 'draft' | 'active' | 'ended';
  replacesId: string | null;
  /** A change of it that was not confirmed. */
  changeId: string | null;
  withinDays: number;
  repeats: Repeats;
  inMonth: number;
  everyMonths: number | null;
  functions: string[];
  organisationKinds: string[];
  organisationIds: string[];
  groupIds: string[];
  why: string;
  madeAt: Date;
  /** Who may see it; no terms. */
  names: { organisations: string[]; groups: string[] };
}

/** How far a rule is. */
export interface DutyCounts {
  open: number;
  overdue: number;
  done: number;
}

/** How the open duties of a rule stand at an organisation; `soon` is within 90 days. */
export interface DutyStanding extends DutyCounts {
  organisation: string | null;
  soon: number;
}

/** What a proposal does to how many people. */
export const EFFECTS = ['new', 'renews', 'sooner', 'later', 'same', 'ends'] as const;
export type Effect = (typeof EFFECTS)[number];

export interface Touched {
  personId: string;
  name: string;
  organisation: string | null;
  effect: Effect;
  dueBefore: string | null;
  dueThen: string | null;
  /** Of all pages. */
  total: number;
}

const MANAGED = `($1::uuid[] IS NULL OR ${leadsCourse('r.course_id', '$1')})`;
const COLUMNS = `
  r.id, r.course_id AS "courseId", c.title AS "courseTitle", c.slug AS "courseSlug", r.state,
  r.replaces_id AS "replacesId", n.id AS "changeId", r.within_days AS "withinDays", r.repeats, r.in_month AS "inMonth",
  r.every_months AS "everyMonths", r.functions, r.organisation_kinds AS "organisationKinds",
  r.organisation_ids AS "organisationIds", r.group_ids AS "groupIds", r.why, r.made_at AS "madeAt",
  json_build_object(
    'organisations', ARRAY(SELECT o.short_name FROM people.known_organisation o
                            WHERE o.id = ANY (r.organisation_ids) ORDER BY o.short_name),
    'groups', ARRAY(SELECT g.name FROM people.known_group g WHERE g.id = ANY (r.group_ids) ORDER BY g.name)) AS names`;
const FROM = `
  attendance.duty_rule r JOIN catalogue.known_course c ON c.id = r.course_id
  LEFT JOIN attendance.duty_rule n ON n.replaces_id = r.id`;

/** The rules of a course as they are, and as a proposal `$1` would make them; `ending` takes it out. */
const touched = (ending: boolean): string => `
  WITH ${neededDuties({
    rules: `r.course_id = $2 AND ${
      ending
        ? `r.state = 'active' AND r.id <> $1`
        : `(r.id = $1 OR r.state = 'active'
            AND r.id IS DISTINCT FROM (SELECT p.replaces_id FROM attendance.duty_rule p WHERE p.id = $1))`
    }`,
    persons: 'true',
    day: '$3::date',
  })}, touched AS (
    SELECT coalesce(n.person_id, d.person_id) AS person_id,
           coalesce(n.organisation_id, d.organisation_id) AS organisation_id, d.due_on AS due_before, n.due_on AS due_then,
           CASE WHEN n.person_id IS NULL THEN 'ends' WHEN d.id IS NULL AND n.holds THEN 'renews'
             WHEN d.id IS NULL THEN 'new' WHEN n.due_on < d.due_on THEN 'sooner' WHEN n.due_on > d.due_on THEN 'later'
             ELSE 'same' END AS effect
      FROM needed n
      FULL JOIN (SELECT * FROM attendance.duty WHERE course_id = $2 AND state = 'open') d ON d.id = n.duty_id)`;

/** Rules for those who set them. */
@Injectable()
export class DutyRuleQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** One page of the rules of the courses this person manages, with how far they are. */
  list(
    actor: Actor,
    { ended, page }: { ended: boolean; page: number },
  ): Promise<(DutyRuleRow & DutyCounts & { total: number })[]> {
    return this.database.rows<DutyRuleRow & DutyCounts & { total: number }>(
      `SELECT ${COLUMNS}, count(*) OVER ()::int AS total, k.* FROM ${FROM}
        CROSS JOIN LATERAL (
          SELECT count(*) FILTER (WHERE d.state = 'open')::int AS open,
                 count(*) FILTER (WHERE d.state = 'open' AND d.due_on < $2)::int AS overdue,
                 count(DISTINCT d.person_id) FILTER (WHERE d.state IN ('completed', 'waived'))::int AS done
            FROM attendance.duty d WHERE d.rule_id = r.id) k
        WHERE ${MANAGED} AND r.replaces_id IS NULL AND (r.state = 'ended') = $3
        ORDER BY r.state DESC, c.title, r.id LIMIT ${RULE_PAGE_SIZE} OFFSET $4`,
      [ledBy(actor), this.today, ended, (page - 1) * RULE_PAGE_SIZE],
    );
  }

  /** A rule, or a proposal, of a course this person manages. @throws NotFound */
  async one(actor: Actor, id: string): Promise<DutyRuleRow> {
    const found = await this.database.first<DutyRuleRow>(
      `SELECT ${COLUMNS} FROM ${FROM} WHERE r.id = $2 AND ${MANAGED}`,
      [ledBy(actor), id],
    );
    if (!found) throw new NotFound();
    return found;
  }

  /** Courses of which this person can make a duty. */
  courses(actor: Actor): Promise<{ value: string; label: string }[]> {
    return this.database.rows<{ value: string; label: string }>(
      `SELECT r.course_id AS value, r.title AS label
         FROM (SELECT id AS course_id, title FROM catalogue.known_course
                WHERE status = 'published' AND NOT confidential) r
        WHERE ${MANAGED} ORDER BY r.title, r.course_id LIMIT 500`,
      [ledBy(actor)],
    );
  }

  /** How many people it touches, and in which way. */
  async effects(rule: DutyRuleRow, ending: boolean): Promise<Record<Effect, number>> {
    const found = await this.database.rows<{ effect: Effect; count: number }>(
      `${touched(ending)} SELECT effect, count(*)::int AS count FROM touched GROUP BY effect`,
      [rule.id, rule.courseId, this.today],
    );
    return Object.fromEntries(
      EFFECTS.map((effect) => [effect, found.find((one) => one.effect === effect)?.count ?? 0]),
    ) as Record<Effect, number>;
  }

  /** The same by organisation, those with the most people first. */
  effectsByOrganisation(
    rule: DutyRuleRow,
    ending: boolean,
  ): Promise<({ organisation: string | null } & Record<Effect, number>)[]> {
    return this.database.rows(
      `${touched(ending)}
       SELECT o.short_name AS organisation, ${EFFECTS.map(
         (effect) => `count(*) FILTER (WHERE t.effect = '${effect}')::int AS ${effect}`,
       ).join(', ')}
         FROM touched t LEFT JOIN people.known_organisation o ON o.id = t.organisation_id
        WHERE t.effect <> 'same' GROUP BY o.id, o.short_name
        ORDER BY count(*) DESC, o.short_name LIMIT 200`,
      [rule.id, rule.courseId, this.today],
    );
  }

  /** Whom it touches, by name; those whose duty does not change are left out. */
  touched(rule: DutyRuleRow, ending: boolean, page: number): Promise<Touched[]> {
    return this.database.rows<Touched & Record<string, unknown>>(
      `${touched(ending)}
       SELECT t.person_id AS "personId", p.name, o.short_name AS organisation, t.effect,
              t.due_before::text AS "dueBefore", t.due_then::text AS "dueThen", count(*) OVER ()::int AS total
         FROM touched t JOIN people.person_name p ON p.id = t.person_id
         LEFT JOIN people.known_organisation o ON o.id = t.organisation_id
        WHERE t.effect <> 'same'
        ORDER BY p.sort_name, p.id LIMIT ${TOUCHED_PAGE_SIZE} OFFSET $4`,
      [rule.id, rule.courseId, this.today, (page - 1) * TOUCHED_PAGE_SIZE],
    );
  }

  /** How far each organisation is with a rule: counts, no names. */
  standing(ruleId: string): Promise<DutyStanding[]> {
    return this.database.rows<DutyStanding & Record<string, unknown>>(
      `SELECT o.short_name AS organisation, count(*) FILTER (WHERE d.state = 'open')::int AS open,
              count(*) FILTER (WHERE d.state = 'open' AND d.due_on < $2)::int AS overdue,
              count(*) FILTER (WHERE d.state = 'open' AND d.due_on BETWEEN $2 AND $2::date + 90)::int AS soon,
              count(DISTINCT d.person_id) FILTER (WHERE d.state IN ('completed', 'waived'))::int AS done
         FROM attendance.duty d LEFT JOIN people.known_organisation o ON o.id = d.organisation_id
        WHERE d.rule_id = $1 GROUP BY o.id, o.short_name ORDER BY o.short_name NULLS LAST LIMIT 1000`,
      [ruleId, this.today],
    );
  }

  private get today(): string {
    return dayOf(this.clock.now());
  }
}
