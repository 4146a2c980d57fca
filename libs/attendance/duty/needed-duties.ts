/** When somebody last fulfilled a duty, here or elsewhere: `day`, with what proves it. */
const FULFILMENT = (course: string, person: string): string => `
  (SELECT f.day, f.completion_id, f.exemption_id FROM (
     SELECT (k.completed_at AT TIME ZONE 'Europe/Amsterdam')::date AS day, k.id AS completion_id, NULL::uuid AS exemption_id
       FROM attendance.completion k
      WHERE k.person_id = ${person} AND k.course_id = ${course} AND k.revoked_at IS NULL
     UNION ALL
     SELECT x.learned_on, NULL, x.id FROM attendance.duty_exemption x
      WHERE x.person_id = ${person} AND x.course_id = ${course} AND x.state = 'granted' AND x.kind = 'earlier_learning') f
    ORDER BY f.day DESC, f.completion_id NULLS LAST, f.exemption_id LIMIT 1)`;

/** Expressions of SQL. */
interface Asked {
  /** Condition on a rule `r`: which rules count. */
  rules: string;
  /** Condition on a person `w.person_id`. */
  persons: string;
  /** The day, in Amsterdam. */
  day: string;
}

/**
 * CTEs that say who must complete what:
 * - `given`: for each rule and each person it is for, with the last fulfilment and what the rule asks then;
 * - `needed`: of each course and person the one that is due first, where something is left to do.
 * A change that was not confirmed counts as the rule that it replaces.
 */
export const neededDuties = ({ rules, persons, day }: Asked): string => `
  rule AS (
    SELECT r.*, coalesce(r.replaces_id, r.id) AS rule_id, ${termsFrom('r', day)} AS from_day
      FROM attendance.duty_rule r
      JOIN catalogue.known_course c ON c.id = r.course_id AND c.status = 'published' AND NOT c.confidential
     WHERE ${rules}
  ), meant AS (
    SELECT DISTINCT ON (r.rule_id, w.person_id) r.rule_id, r.course_id, w.person_id, w.organisation_id, r.repeats,
           r.in_month, r.every_months, r.within_days, r.from_day
      FROM rule r CROSS JOIN LATERAL
           people.who_belong(r.functions, r.organisation_ids, r.organisation_kinds, r.group_ids, ${day}) w
      JOIN people.person_name p ON p.id = w.person_id AND p.status IN ('active', 'invited', 'guest')
     WHERE ${persons}
     ORDER BY r.rule_id, w.person_id, w.organisation_id NULLS LAST
  ), given AS (
    SELECT m.rule_id, m.course_id, m.person_id, m.repeats, coalesce(m.organisation_id, j.organisation_id) AS organisation_id,
           d.id AS duty_id, d.due_on AS due_before, d.extended_to, f.day AS fulfilled_on, f.completion_id, f.exemption_id,
           t.holds, t.counts_from, greatest(t.due_on, d.extended_to) AS due_on,
           EXISTS (SELECT FROM attendance.duty_exemption x
                    WHERE x.person_id = m.person_id AND x.course_id = m.course_id AND x.state = 'granted'
                      AND x.kind = 'waiver' AND x.until >= ${day}) AS is_waived
      FROM meant m
      LEFT JOIN people.job j ON j.person_id = m.person_id AND j.is_main AND j.valid_to IS NULL
      LEFT JOIN attendance.duty d ON d.person_id = m.person_id AND d.course_id = m.course_id AND d.state = 'open'
      LEFT JOIN LATERAL ${FULFILMENT('m.course_id', 'm.person_id')} f ON true
     CROSS JOIN LATERAL attendance.duty_terms(m.repeats, m.in_month, m.every_months, m.within_days, m.from_day,
           coalesce(d.begun_on, ${day}), f.day) t
  ), needed AS (
    SELECT DISTINCT ON (course_id, person_id) * FROM given
     WHERE NOT is_waived AND NOT (holds AND repeats = 'none')
     ORDER BY course_id, person_id, due_on, rule_id
  )`;

/** From which day terms hold: those that were not confirmed, from now on, unless they are what they were. */
export function termsFrom(alias: string, day: string): string {
  return `CASE WHEN ${alias}.state <> 'draft' THEN ${alias}.terms_from ELSE coalesce((
    SELECT b.terms_from FROM attendance.duty_rule b WHERE b.id = ${alias}.replaces_id
       AND (b.within_days, b.repeats, b.in_month, b.every_months) IS NOT DISTINCT FROM
           (${alias}.within_days, ${alias}.repeats, ${alias}.in_month, ${alias}.every_months)), ${day}) END`;
}

/** Joins what fulfilled an open duty `d`, as `f`; nothing when nothing did. */
export const FULFILLED = `
  JOIN LATERAL ${FULFILMENT('d.course_id', 'd.person_id')} f ON f.day >= coalesce(d.counts_from, '-infinity')`;
