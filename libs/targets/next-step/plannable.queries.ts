import { Injectable } from '@nestjs/common';

import { foreseenOf } from '../planning/forecasts';
import { type PlannableCourse, PlannedEvidenceQueries } from '../planning/planned-evidence.queries';
import type { TargetRow } from '../value/target.queries';

/** Courses of which a new date would count. */
@Injectable()
export class PlannableQueries {
  constructor(private readonly planned: PlannedEvidenceQueries) {}

  /** By target: the newest course whose offerings count for it. */
  async courses(
    targets: readonly Pick<TargetRow, 'id' | 'rule'>[],
  ): Promise<Map<string, PlannableCourse>> {
    if (targets.length === 0) return new Map();
    const courses = await this.planned.plannableCourses();
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
