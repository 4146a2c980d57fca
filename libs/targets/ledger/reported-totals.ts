import type { EntityManager } from 'typeorm';

import type { ActFacts } from '@academie/acts';
import { type Database, startOfDay } from '@academie/platform';

import { courseContextSql } from './course-facts';
import type { Fact } from './evidence-store';
import type { CourseContext } from '../counting/context-facts';

/** The kind of act that is a number of participants without names; its subkind is a course's slug. */
export const REPORTED_TOTAL = 'reported_total';

/**
 * What numbers without names prove: so many people started or completed a course, on no more than the
 * word of its provider (grade C). By act; a course that is not there proves nothing.
 */
export async function startedTotals(
  database: Database,
  acts: readonly ActFacts[],
  tx: EntityManager,
): Promise<Map<string, Fact[]>> {
  const totals = acts.filter(({ kind, retractedAt }) => kind === REPORTED_TOTAL && !retractedAt);
  if (totals.length === 0) return new Map();
  const courses = await database.rows<{ slug: string; context: CourseContext }>(
    `SELECT c.slug, ${courseContextSql()} AS context FROM catalogue.course c WHERE c.slug = ANY ($1)`,
    [totals.map(({ subkind }) => subkind)],
    tx,
  );
  const contexts = new Map(courses.map(({ slug, context }) => [slug, context]));
  return new Map(
    totals.flatMap((act) => {
      const context = contexts.get(act.subkind ?? '');
      const occurredAt = startOfDay(act.occurredOn);
      if (!context || !occurredAt) return [];
      const fact: Fact = {
        kind: act.flags.completed ? 'completion_total' : 'started_total',
        sourceType: 'act',
        sourceId: act.id,
        occurredAt,
        recordedBy: act.recordedBy,
        grade: 'C',
        quantity: act.quantity,
        context,
      };
      return [[act.id, [fact]] as const];
    }),
  );
}
