import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type JournalEvent, OnJournalTogether, rows } from '@academie/platform';

import { ProgrammeCertificates } from './programme-certificates';
import { ProgrammeCompletions } from './programme-completions';

/**
 * Keeps completions of programmes, and their certificates, in step with what people complete. It looks at how things
 * are and not at what happened, so events may come twice, late or in another order.
 */
@Injectable()
export class ProgrammeCompletionConsumer {
  constructor(
    private readonly completions: ProgrammeCompletions,
    private readonly certificates: ProgrammeCertificates,
  ) {}

  @OnJournalTogether(
    'attendance.programmes',
    'completion.recorded',
    'completion.revoked',
    'enrolment.finished',
    'enrolment.unfinished',
    'enrolment.cancelled',
    'programme.followed',
    'person.merged',
    'person.erased',
    'person.renamed',
  )
  async handle(tx: EntityManager, events: readonly JournalEvent[]): Promise<void> {
    const personIds = [...new Set(events.map(personOf))].sort();
    // Two workers may hold events of one person: the second looks after the first has written.
    await rows(
      tx,
      `SELECT pg_advisory_xact_lock(hashtextextended('programmes:' || id, 0))
         FROM unnest($1::text[]) AS id ORDER BY id`,
      [personIds],
    );
    for (const { action, subjectId } of events)
      if (action === 'person.erased') await this.certificates.forget(tx, subjectId);
    const settled = await this.completions.settle(tx, personIds);
    await this.certificates.bringUpToDate(tx, settled);
    for (const { action, subjectId } of events)
      if (action === 'person.renamed') await this.certificates.rename(tx, subjectId);
  }
}

/** Whose programmes an event may concern; of two records that became one the one that stays. */
function personOf({ action, subjectId, data }: JournalEvent): string {
  if (action === 'person.merged') return String(data.into);
  return action.startsWith('person.') ? subjectId : String(data.personId);
}
