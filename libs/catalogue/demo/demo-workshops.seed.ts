import { Injectable } from '@nestjs/common';

import { Clock, Database, DemoSeed, rows } from '@academie/platform';

/** Two rounds, each with workshops at the same time: round, title, room and seats. */
const WORKSHOPS: readonly [number, string, string, number][] = [
  [1, 'Signalen herkennen in het gesprek', 'Raadzaal', 20],
  [1, 'Samen optrekken met ouders', 'Zaal 1', 15],
  [1, 'Privacy: wat mag u delen?', 'Zaal 2', 12],
  [2, 'Een casus van begin tot eind', 'Raadzaal', 20],
  [2, 'Online: wat speelt er nu?', 'Zaal 1', 15],
];

/** Parallel workshops on the next theme day of the demo, or else the last. */
@Injectable()
export class DemoWorkshopsSeed {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @DemoSeed('catalogue.demo-workshops')
  async load(): Promise<boolean> {
    if (await this.database.first('SELECT 1 FROM catalogue.workshop LIMIT 1')) return false;
    return this.database.transaction(async (tx) => {
      const made = await rows(
        tx,
        `INSERT INTO catalogue.workshop (offering_id, round, title, place, seats, position)
         SELECT day.id, w.round, w.title, w.place, w.seats, w.position
           FROM (SELECT o.id FROM catalogue.offering o JOIN catalogue.course c ON c.id = o.course_id
                  WHERE c.kind = 'theme_day' AND o.status <> 'cancelled' AND NOT o.confidential
                  ORDER BY o.starts_at > $1 DESC, abs(extract(epoch FROM o.starts_at - $1)), o.id LIMIT 1) day,
                jsonb_to_recordset($2) AS w (round integer, title text, place text, seats integer, position integer)
         RETURNING id`,
        [
          this.clock.now(),
          JSON.stringify(
            WORKSHOPS.map(([round, title, place, seats], position) => ({
              ...{ round, title, place, seats, position },
            })),
          ),
        ],
      );
      return made.length > 0;
    });
  }
}
