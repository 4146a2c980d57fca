import { Injectable } from '@nestjs/common';

import { addDays, Clock, Database, Job } from '@academie/platform';

/** Days a validated file waits for a confirmation. */
const WAITS = 7;
/** Days the cells of rejected rows are kept, to be mended. */
const MENDED_WITHIN = 90;

/** What people sent is kept no longer than it is of use. */
@Injectable()
export class ImportRetention {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @Job('40 3 * * *', 'acts.forget-old-files')
  async run(): Promise<void> {
    const now = this.clock.now();
    await this.database.rows(
      `UPDATE acts.import SET state = 'expired', content = NULL
       WHERE state = 'tried' AND created_at < $1`,
      [addDays(now, -WAITS)],
    );
    await this.database.rows(
      `UPDATE acts.import_row SET cells = NULL FROM acts.import
       WHERE import.id = import_id AND cells IS NOT NULL AND created_at < $1`,
      [addDays(now, -MENDED_WITHIN)],
    );
  }
}
