import { Injectable } from '@nestjs/common';

import {
  Clock,
  Database,
  demoId,
  DemoSeed,
  insertRows,
  Journal,
  readYaml,
  rows,
} from '@academie/platform';

import { demoCourseId } from './demo-pattern';

interface DemoProgramme {
  slug: string;
  title: string;
  summary: string;
  description: string;
  themes: string[];
  tags: string[];
  audiences: string[];
  inOrder: boolean;
  steps: { title?: string; choose?: number; courses: string[] }[];
}

/** When the programmes of the demo were made and published. */
const CREATED = new Date('2024-12-12T10:00:00+01:00');
const PUBLISHED = new Date('2025-01-09T10:00:00+01:00');

export const demoProgrammeId = (slug: string): string => demoId('programme', slug);

/** The leergangen of the demo. */
@Injectable()
export class DemoProgrammesSeed {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  @DemoSeed('catalogue.demo-programmes')
  async load(): Promise<boolean> {
    if (await this.database.first('SELECT 1 FROM catalogue.programme LIMIT 1')) return false;
    if (this.clock.now() < PUBLISHED) return false;
    const programmes = readYaml<DemoProgramme[]>('libs/catalogue/demo/programmes.yaml');
    const steps = programmes.flatMap((programme) =>
      programme.steps.map((step, position) => ({
        ...{ step, position, programmeId: demoProgrammeId(programme.slug) },
        id: demoId('programme-step', `${programme.slug} ${position}`),
      })),
    );
    await this.database.transaction(async (tx) => {
      const themes = await rows<{ slug: string; id: string }>(
        tx,
        'SELECT slug, id FROM catalogue.theme',
      );
      await insertRows(
        tx,
        'catalogue.programme',
        programmes.map(({ slug, title, summary, description, tags, audiences, inOrder }) => ({
          ...{ id: demoProgrammeId(slug), slug, title, summary, description, tags, audiences },
          ...{
            in_order: inOrder,
            status: 'published',
            published_at: PUBLISHED,
            created_at: CREATED,
          },
        })),
      );
      await insertRows(
        tx,
        'catalogue.programme_theme',
        programmes.flatMap(({ slug, themes: own }) =>
          themes
            .filter((theme) => own.includes(theme.slug))
            .map(({ id }) => ({ programme_id: demoProgrammeId(slug), theme_id: id })),
        ),
      );
      await insertRows(
        tx,
        'catalogue.programme_step',
        steps.map(({ id, programmeId, position, step }) => ({
          ...{ id, programme_id: programmeId, position },
          ...{ title: step.title ?? '', choose: step.choose ?? 1 },
        })),
      );
      await insertRows(
        tx,
        'catalogue.programme_course',
        steps.flatMap(({ id, programmeId, step }) =>
          step.courses.map((slug, position) => ({
            ...{ programme_id: programmeId, course_id: demoCourseId(slug) },
            ...{ step_id: id, position },
          })),
        ),
      );
      await this.journal.recordPast(
        tx,
        programmes.flatMap(({ slug }) => [
          { action: 'programme.created', subjectId: demoProgrammeId(slug), recordedAt: CREATED },
          {
            action: 'programme.published',
            subjectId: demoProgrammeId(slug),
            recordedAt: PUBLISHED,
          },
        ]),
      );
    });
    return true;
  }
}
