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

  /** `of` is the offering, or the organisations, whose people are in the list. */
  async record(
    actor: Actor,
    of: { offeringId: string } | { organisationIds: readonly string[] },
    count: number,
  ): Promise<void> {
    await this.database.transaction((tx) =>
      this.journal.record(tx, {
        action: 'enrolment.exported',
        subjectId: 'offeringId' in of ? of.offeringId : actor.id,
        actorId: actor.id,
        data: { ...of, count },
      }),
    );
  }
}
