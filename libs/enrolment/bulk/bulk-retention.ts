import { Injectable } from '@nestjs/common';

import { addDays, Clock, Database, Job } from '@academie/platform';

/** Days a list that was only tried waits for a yes. */
const WAITS = 7;
/** Days the answers of a list that was worked through can be looked up. */
const KEPT = 30;

/** Lists hold names and addresses; they are thrown away once nobody needs them. */
@Injectable()
export class BulkRetention {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @Job('23 3 * * *', 'enrolment.forget-lists')
  async run(): Promise<void> {
    const now = this.clock.now();
    await this.database.rows(
      `DELETE FROM enrolment.bulk_enrolment
        WHERE created_at < $1 OR (state = 'tried' AND created_at < $2)`,
      [addDays(now, -KEPT), addDays(now, -WAITS)],
    );
  }
}
