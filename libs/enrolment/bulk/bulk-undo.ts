import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { Database, Journal, NotFound, Refusal, rows } from '@academie/platform';

import { EnrolmentService } from '../place/enrolment.service';
import type { EnrolmentState } from '../place/enrolment-state';
import type { BulkAnswer } from './bulk-dry-run';
import { type BulkRow, BulkService } from './bulk.service';

/**
 * Takes back what a list did: it gives up the places that the list gave and nobody touched since. Places that people
 * had before stay, and so do accounts that were invited: somebody may have begun to use one.
 */
@Injectable()
export class BulkUndo {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly lists: BulkService,
    private readonly enrolments: EnrolmentService,
  ) {}

  /**
   * Each place in a transaction of its own, as who gives one up does; the answer to each stands in the list. Doing it
   * again tries what was left. @throws NotFound for somebody else's list, or one that did nothing yet
   */
  async undo(actor: Actor, id: string): Promise<BulkRow> {
    const list = await this.lists.one(actor, id);
    if (list.state !== 'finished') throw new NotFound();
    const states = await this.statesOf(list.answers);
    // Who waits goes first: a seat that comes free is not given to somebody of the same list.
    const undone = new Map<BulkAnswer, BulkAnswer>();
    for (const isWaiting of [true, false])
      for (const answer of list.answers)
        if ((answer.outcome !== 'enrolled') === isWaiting)
          undone.set(answer, await this.one(actor, answer, states));
    const answers = list.answers.map((answer) => undone.get(answer) ?? answer);
    await this.database.transaction(async (tx) => {
      // Who pressed twice keeps what the first press wrote down.
      const [kept] = await rows(
        tx,
        'UPDATE enrolment.bulk_enrolment SET answers = $2 WHERE id = $1 AND answers = $3::jsonb RETURNING 1',
        [id, JSON.stringify(answers), JSON.stringify(list.answers)],
      );
      if (!kept) return;
      await this.journal.record(tx, {
        action: 'enrolment.bulk-undone',
        subjectId: id,
        actorId: actor.id,
        data: {
          offeringId: list.offeringId,
          undone: answers.filter(({ undone }) => undone === 'done').length,
          left: answers.filter(({ undone }) => undone && undone !== 'done').length,
        },
      });
    });
    return this.lists.one(actor, id);
  }

  /** How many places this list gave that are still as it left them. */
  async left({ state, answers }: BulkRow): Promise<number> {
    if (state !== 'finished') return 0;
    const states = await this.statesOf(answers);
    return answers.filter(
      ({ enrolmentId, outcome, undone }) =>
        enrolmentId && undone === undefined && states.get(enrolmentId) === outcome,
    ).length;
  }

  private async one(
    actor: Actor,
    answer: BulkAnswer,
    states: ReadonlyMap<string, EnrolmentState>,
  ): Promise<BulkAnswer> {
    const { enrolmentId, outcome, undone } = answer;
    const given = outcome === 'enrolled' || outcome === 'waitlisted' || outcome === 'requested';
    if (!given || !enrolmentId || undone === 'done') return answer;
    // What was decided, taken, given up or finished since is not the list's any more.
    if (states.get(enrolmentId) !== outcome) return { ...answer, undone: 'changed' };
    try {
      await this.enrolments.cancel(actor, enrolmentId);
      return { ...answer, undone: 'done' };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { ...answer, undone: error.code };
    }
  }

  private async statesOf(answers: readonly BulkAnswer[]): Promise<Map<string, EnrolmentState>> {
    const found = await this.database.rows<{ id: string; state: EnrolmentState }>(
      'SELECT id, state FROM enrolment.enrolment WHERE id = ANY ($1)',
      [answers.flatMap(({ enrolmentId }) => enrolmentId ?? [])],
    );
    return new Map(found.map(({ id, state }) => [id, state]));
  }
}
