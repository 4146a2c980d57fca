import type { Counter, CountingFrame } from './counter';
import { bySource, courseContexts, firstRows, openIn, openSince } from './counting.sql';
import { evidenceSelect } from './evidence.sql';
import { countsOne, type RuleCounting } from './rule-counting';
import type { PublishedCoursesRule } from '../rule/published-courses.rule';

export const publishedCoursesCounting: RuleCounting<PublishedCoursesRule> =
  countsOne(publishedCoursesCounter);

const byCourse = (keys: string): string =>
  `e.context_id IN (SELECT id FROM targets.context WHERE (facts->>'courseId')::uuid = ANY (${keys}))`;

export function publishedCoursesCounter(
  rule: PublishedCoursesRule,
  { contexts, span }: CountingFrame,
): Counter {
  const ids = courseContexts(contexts, rule);
  const isCourse = rule.count === 'courses';
  return firstRows({
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
          byKeys: isCourse ? byCourse : bySource,
          occurred: openSince(sql, span),
          where: [openIn(span), () => (isCourse ? 'true' : `e.source_type = 'offering'`)],
        },
        keys,
      ),
  });
}
