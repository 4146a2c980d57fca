import { Injectable } from '@nestjs/common';

import { Database } from '@academie/platform';

import type { CourseContext } from '../counting/context-facts';
import { courseContextSql } from '../ledger/course-facts';
import { foreseenOf } from '../planning/forecasts';
import type { TargetRow } from '../value/target.queries';

interface PlannableCourse {
  id: string;
  slug: string;
  title: string;
  context: CourseContext;
}

/** Newest first; a catalogue has some hundreds of courses that are given at a moment. */
const MOST = 1000;

/** Courses of which a new date would count. */
@Injectable()
export class PlannableQueries {
  constructor(private readonly database: Database) {}

  /** By target: the course that was changed last and whose offerings count for it. */
  async courses(
    targets: readonly Pick<TargetRow, 'id' | 'rule'>[],
  ): Promise<Map<string, PlannableCourse>> {
    if (targets.length === 0) return new Map();
    const courses = await this.database.rows<PlannableCourse>(
      `SELECT c.id, c.slug, c.title, ${courseContextSql()} AS context FROM catalogue.course c
        WHERE c.status = 'published' AND c.mode <> 'self_paced'
        ORDER BY c.published_at DESC NULLS LAST, c.id LIMIT $1`,
      [MOST],
    );
    return new Map(
      targets.flatMap(({ id, rule }) => {
        const course = courses.find(({ context }) =>
          foreseenOf(rule).isServedBy(rule, { context }),
        );
        return course ? [[id, course]] : [];
      }),
    );
  }
}
