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
    await this.askForEarlierLearning();
    return true;
  }

  /** Somebody in each organisation with such a duty learned it elsewhere; without the proof, which is nobody's. */
  private async askForEarlierLearning(): Promise<void> {
    await this.database.rows(
      `INSERT INTO attendance.duty_exemption
         (course_id, person_id, organisation_id, kind, reason, learned_on, state, asked_at)
       SELECT DISTINCT ON (d.organisation_id) d.course_id, d.person_id, d.organisation_id, 'earlier_learning',
              'Gevolgd bij mijn vorige gemeente', $1, 'asked', $2
         FROM attendance.duty d JOIN people.person_name p ON p.id = d.person_id AND p.status = 'active'
            AND p.family_name <> 'Voorbeeld'
        WHERE d.state = 'open' AND d.organisation_id IS NOT NULL
        ORDER BY d.organisation_id, d.person_id DESC`,
      [laterDay(dayOf(this.clock.now()), -200), this.clock.now()],
    );
  }
}
