import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { Database, Journal } from '@academie/platform';

/** Who took a list of names out of the academie, and of how many people; the journal keeps it. */
@Injectable()
export class ExportLog {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
  ) {}

  async record(actor: Actor, offeringId: string, count: number): Promise<void> {
    await this.database.transaction((tx) =>
      this.journal.record(tx, {
        action: 'enrolment.exported',
        subjectId: offeringId,
        actorId: actor.id,
        data: { offeringId, count },
      }),
    );
  }
}
