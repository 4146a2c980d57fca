import { Injectable } from '@nestjs/common';

import { ShortCache } from '@academie/platform';

import { foreseenOf } from '../planning/forecasts';
import { type PlannableCourse, PlannedEvidenceQueries } from '../planning/planned-evidence.queries';
import type { TargetRow } from '../value/target.queries';

/** Courses of which a new date would count. */
@Injectable()
export class PlannableQueries {
  constructor(
    private readonly planned: PlannedEvidenceQueries,
    private readonly cache: ShortCache,
  ) {}

  /** By target: the newest course whose offerings count for it. */
  async courses(
    targets: readonly Pick<TargetRow, 'id' | 'rule'>[],
  ): Promise<Map<string, PlannableCourse>> {
    if (targets.length === 0) return new Map();
    const courses = await this.cache.getOrLoad('targets.plannable', () =>
      this.planned.plannableCourses(),
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
