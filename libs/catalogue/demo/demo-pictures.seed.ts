import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';

import { Injectable } from '@nestjs/common';

import { Database, DemoSeed, ROOT } from '@academie/platform';

import { CoursePictureService } from '../picture/picture.service';
import { demoCourseId } from './demo-pattern';

const FOLDER = path.join(ROOT, 'libs/catalogue/demo/pictures');

/** Drawn for the demo; the other courses have the sign of their theme. */
const PICTURES = [
  {
    ...{ slug: 'bibob-vastgoed', file: 'straat' },
    alternative: 'Een rij panden met een winkel ertussen',
  },
  {
    ...{ slug: 'drugslab-ontmanteling', file: 'haven' },
    alternative: 'Een schip met containers bij een kraan in de haven',
  },
] as const;

const SIZES = [
  { name: 'small', width: 400, height: 225 },
  { name: 'medium', width: 800, height: 450 },
  { name: 'large', width: 1600, height: 900 },
] as const;

/** Pictures of two courses of the demo. */
@Injectable()
export class DemoPicturesSeed {
  constructor(
    private readonly database: Database,
    private readonly pictures: CoursePictureService,
  ) {}

  @DemoSeed('catalogue.demo-pictures')
  async load(): Promise<boolean> {
    const loaded = await this.database.first('SELECT 1 FROM catalogue.course_picture LIMIT 1');
    if (loaded) return false;
    await this.database.transaction(async (tx) => {
      for (const { slug, file, alternative: text } of PICTURES) {
        const scaled = await Promise.all(
          SIZES.map(async ({ name, width, height }) => ({
            ...{ width, height },
            bytes: await fs.readFile(path.join(FOLDER, `${file}-${name}.webp`)),
          })),
        );
        const hash = createHash('sha256')
          .update(scaled[2]?.bytes ?? '')
          .digest('hex');
        await this.pictures.keepScaled(tx, demoCourseId(slug), { hash, text, scaled });
      }
    });
    return true;
  }
}
