import { Injectable } from '@nestjs/common';

import { Database, demoId, DemoSeed, insertRows } from '@academie/platform';

import { demoCourseId, demoCourses } from './demo-pattern';

const ADDED = new Date('2025-01-06T10:00:00+01:00');

/** One link for each course, which leads nowhere: the demo has no files of anybody. */
const MATERIAL = { kind: 'preparation', title: 'Wat u vooraf kunt lezen' } as const;

/** Of this course it counts that a municipality read what there is. */
const COUNTING: Record<string, string> = {
  'protocol-online-ordeverstoringen': 'protocol-ordeverstoringen',
};

/** Material of the courses of the demo. */
@Injectable()
export class DemoMaterialSeed {
  constructor(private readonly database: Database) {}

  @DemoSeed('catalogue.demo-material')
  async load(): Promise<boolean> {
    const loaded = await this.database.first('SELECT 1 FROM catalogue.material WHERE id = $1', [
      demoId('material', 'bibob-basistraining'),
    ]);
    if (loaded) return false;
    await this.database.transaction((tx) =>
      insertRows(
        tx,
        'catalogue.material',
        demoCourses().map(({ slug }) => ({
          ...{ id: demoId('material', slug), course_id: demoCourseId(slug), ...MATERIAL },
          ...{ url: `https://materiaal.academie.example/${slug}`, readers: 'all' },
          ...{ counts_as: COUNTING[slug] ?? null, is_proof: slug in COUNTING },
          ...{ added_at: ADDED, added_by: demoId('person', 'themaleider@academie.example') },
        })),
      ),
    );
    return true;
  }
}
