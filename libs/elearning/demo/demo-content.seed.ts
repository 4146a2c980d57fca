import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { demoCourseId } from '@academie/catalogue';
import { DEMO_START } from '@academie/people';
import { Clock, Database, demoId, DemoSeed, insertRows, readYaml, rows } from '@academie/platform';

import { type ContentFile, contentRows } from '../content/content-file';

/** Each is one course: `<slug>.yaml`. */
const FILES = ['e-learning-bibob-1', 'voorbereiding-buit', 'basis-btp'];
const versionOf = (course: string): string => demoId('content-version', `${course}:1`);

/** The lessons of the demo. They are about public knowledge, so that who looks around learns something. */
@Injectable()
export class DemoContentSeed {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @DemoSeed('elearning.demo-content')
  async load(): Promise<boolean> {
    const loaded = await this.database.first(
      'SELECT 1 FROM elearning.content_version WHERE id = $1',
      [versionOf(FILES[0] ?? '')],
    );
    if (loaded) return false;
    await this.database.transaction(async (tx) => {
      for (const name of FILES) {
        const file = readYaml<ContentFile>(`libs/elearning/demo/${name}.yaml`);
        // A demo that was made before this course was invented goes on without its lessons.
        if (await this.hasCourse(tx, file)) await this.add(tx, file);
      }
    });
    return true;
  }

  private async hasCourse(tx: EntityManager, { course }: ContentFile): Promise<boolean> {
    const found = await rows(tx, 'SELECT 1 AS one FROM catalogue.course WHERE id = $1', [
      demoCourseId(course),
    ]);
    return found.length > 0;
  }

  // As a draft first: what stands in a published version cannot be added to.
  private async add(tx: EntityManager, file: ContentFile): Promise<void> {
    const version_id = versionOf(file.course);
    const { modules, lessons } = contentRows(file);
    await insertRows(tx, 'elearning.content_version', [
      {
        id: version_id,
        course_id: demoCourseId(file.course),
        number: 1,
        rule: file.rule ?? 'all',
        change_note: '',
        created_at: DEMO_START,
      },
    ]);
    await insertRows(
      tx,
      'elearning.module',
      modules.map((row) => ({ version_id, ...row })),
    );
    await insertRows(
      tx,
      'elearning.lesson',
      lessons.map((row) => ({ version_id, revision: 1, ...row })),
    );
    await rows(tx, 'UPDATE elearning.content_version SET published_at = $2 WHERE id = $1', [
      version_id,
      this.clock.now(),
    ]);
  }
}
