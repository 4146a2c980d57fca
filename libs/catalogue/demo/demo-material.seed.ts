import { Injectable } from '@nestjs/common';

import { Database, demoId, DemoSeed, insertRows } from '@academie/platform';

import { demoCourseId } from './demo-pattern';

const ADDED = new Date('2025-01-06T10:00:00+01:00');

/** Links that lead nowhere: the demo has no files of anybody. */
const MATERIAL = [
  {
    key: 'a',
    course: 'bibob-basistraining',
    kind: 'preparation',
    title: 'Lees vooraf: de Wet Bibob',
  },
  {
    key: 'b',
    course: 'bibob-basistraining',
    kind: 'slides',
    title: 'Presentatie van de basistraining',
  },
] as const;

/** Some material of a course of the demo. */
@Injectable()
export class DemoMaterialSeed {
  constructor(private readonly database: Database) {}

  @DemoSeed('catalogue.demo-material')
  async load(): Promise<boolean> {
    const loaded = await this.database.first('SELECT 1 FROM catalogue.material WHERE id = $1', [
      demoId('material', 'a'),
    ]);
    if (loaded) return false;
    await this.database.transaction((tx) =>
      insertRows(
        tx,
        'catalogue.material',
        MATERIAL.map(({ key, course, kind, title }) => ({
          ...{ id: demoId('material', key), course_id: demoCourseId(course), kind, title },
          ...{ url: `https://materiaal.academie.example/${course}/${kind}`, readers: 'all' },
          ...{ added_at: ADDED, added_by: demoId('person', 'themaleider@academie.example') },
        })),
      ),
    );
    return true;
  }
}
