import { Injectable } from '@nestjs/common';

import { type Actor, ProcessingLog } from '@academie/people';
import { Database, Journal } from '@academie/platform';

/** Who took a list of names out of the academie: the journal keeps it, and the people on it can read it. */
@Injectable()
export class ExportLog {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly looks: ProcessingLog,
  ) {}

  /** `of` is the offering, or the organisations, whose people are in the list. */
  async record(
    actor: Actor,
    of: { offeringId: string } | { organisationIds: readonly string[] },
    personIds: readonly string[],
  ): Promise<void> {
    const isOffering = 'offeringId' in of;
    await this.database.transaction((tx) =>
      this.journal.record(tx, {
        action: 'enrolment.exported',
        subjectId: isOffering ? of.offeringId : actor.id,
        actorId: actor.id,
        data: { ...of, count: personIds.length },
      }),
    );
    await this.looks.record(actor, {
      name: 'people.exported',
      activity: isOffering ? 'register' : 'coordination',
      subjectIds: [...new Set(personIds)],
    });
  }
}
