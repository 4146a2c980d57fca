import { Injectable } from '@nestjs/common';

import { Clock, Database, DemoSeed, rows } from '@academie/platform';

/** So many seats of the smallest workshop are left. */
const SEATS_LEFT = 1;

/** Who of those enrolled in the demo's theme day chose the workshop that is nearly full; the others have yet to. */
@Injectable()
export class DemoWorkshopChoicesSeed {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @DemoSeed('enrolment.demo-workshop-choices')
  async load(): Promise<boolean> {
    if (await this.database.first('SELECT 1 FROM enrolment.workshop_choice LIMIT 1')) return false;
    return this.database.transaction(async (tx) => {
      const made = await rows(
        tx,
        `WITH smallest AS (
           SELECT id, offering_id, round, seats FROM catalogue.known_workshop
            ORDER BY seats, round, position, id LIMIT 1)
         INSERT INTO enrolment.workshop_choice (enrolment_id, round, workshop_id, chosen_at)
         SELECT e.id, s.round, s.id, $1
           FROM smallest s CROSS JOIN LATERAL (
             SELECT id FROM enrolment.enrolment
              WHERE offering_id = s.offering_id AND state = 'enrolled' ORDER BY id LIMIT s.seats - $2) e
         RETURNING enrolment_id`,
        [this.clock.now(), SEATS_LEFT],
      );
      return made.length > 0;
    });
  }
}
