import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database, demoId, DemoSeed, insertRows, readYaml } from '@academie/platform';

import { demoLocations } from './demo-pattern';

/** Means as means.yaml has them; the code is known to the menukaart of the demo too. */
interface DemoMeans {
  code: string;
  name: string;
  pieces: number;
  about: string;
  delivery: string;
  contact: string;
}

/** The id of means of the demo. */
export const demoMeansId = (code: string): string => demoId('means', code);

/** Means with their pieces, and a room in each location of the demo. */
@Injectable()
export class DemoMeansSeed {
  constructor(private readonly database: Database) {}

  @DemoSeed('catalogue.demo-means')
  async load(): Promise<boolean> {
    const loaded = await this.database.first('SELECT 1 FROM catalogue.means WHERE id = $1', [
      demoMeansId('speedmobiel'),
    ]);
    if (loaded) return false;
    const { means } = readYaml<{ means: DemoMeans[] }>('libs/catalogue/demo/means.yaml');
    await this.database.transaction(async (tx) => {
      await this.addRooms(tx);
      await insertRows(
        tx,
        'catalogue.means',
        means.map(({ code, pieces: _pieces, ...others }) => ({ id: demoMeansId(code), ...others })),
      );
      await insertRows(
        tx,
        'catalogue.piece',
        means.flatMap(({ code, pieces }) =>
          Array.from({ length: pieces }, (_, index) => ({
            id: demoId('piece', `${code}:${index}`),
            means_id: demoMeansId(code),
            number: index + 1,
          })),
        ),
      );
    });
    return true;
  }

  private async addRooms(tx: EntityManager): Promise<void> {
    await insertRows(
      tx,
      'catalogue.room',
      demoLocations()
        .filter(({ municipality }) => municipality)
        .map(({ code, seats }) => ({
          id: demoId('room', code),
          location_id: demoId('location', code),
          name: 'Grote zaal',
          capacity: seats ?? 30,
        })),
    );
  }
}
