import { Injectable } from '@nestjs/common';

import {
  Clock,
  Database,
  dayOf,
  DemoSeed,
  demoId,
  insertRows,
  laterDay,
  rows,
} from '@academie/platform';

import { DutyChanges } from '../duty/duty-changes';

const RULES = [
  {
    slug: 'e-learning-weerbaar-aan-het-werk',
    within_days: 60,
    repeats: 'none',
    every_months: null,
    functions: ['beleidsmedewerker', 'ovv', 'bibob-adviseur', 'balie', 'jurist'],
    why: 'Afspraak uit de Noord-Hollandse Norm Weerbare Overheid.',
  },
  {
    slug: 'bibob-basistraining',
    within_days: 90,
    repeats: 'months',
    every_months: 24,
    functions: ['bibob-adviseur', 'jurist'],
    why: 'De wet en de werkwijze veranderen geregeld.',
  },
  {
    slug: 'werken-met-informatiebeelden',
    within_days: 75,
    repeats: 'yearly',
    every_months: null,
    functions: ['beleidsmedewerker'],
    why: 'De beelden worden elk jaar vernieuwd.',
  },
];

/** Who must complete what in the demo, since a month. */
@Injectable()
export class DemoDutiesSeed {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly changes: DutyChanges,
  ) {}

  @DemoSeed('attendance.demo-duties')
  async load(): Promise<boolean> {
    const loaded = await this.database.first('SELECT 1 FROM attendance.duty_rule LIMIT 1');
    if (loaded) return false;
    await this.database.transaction(async (tx) => {
      const courses = await rows<{ id: string; slug: string }>(
        tx,
        'SELECT id, slug FROM catalogue.known_course WHERE slug = ANY ($1)',
        [RULES.map(({ slug }) => slug)],
      );
      await insertRows(
        tx,
        'attendance.duty_rule',
        RULES.flatMap(({ slug, ...terms }) => {
          const course = courses.find((one) => one.slug === slug);
          const made = {
            terms_from: laterDay(dayOf(this.clock.now()), -30),
            made_at: this.clock.now(),
          };
          return course
            ? [
                {
                  id: demoId('duty-rule', slug),
                  course_id: course.id,
                  state: 'active',
                  ...terms,
                  ...made,
                },
              ]
            : [];
        }),
      );
    });
    await this.changes.settleAll();
    return true;
  }
}
