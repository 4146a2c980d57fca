import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import { Clock, Journal, rows } from '@academie/platform';

import { ActImports } from '../act-import/act-importer';
import { InvalidAct } from '../acts.errors';
import type { ImportColumns, ImportState, RowOutcome } from '../act/import.entity';
import { CHUNK_ROWS } from '../import-table/import-lock';
import type {
  RowImporter,
  ImportRequestFacts,
  RowReader,
  RowResult,
} from '../import-table/row-importer';
import { PARTICIPANTS } from '../participant-import/participant-columns';
import { ParticipantImports } from '../participant-import/participant-importer';

const SOURCE = /^[a-z0-9][a-z0-9._-]{0,39}$/;
/** `own` is what people type in themselves. */
const NO_SOURCE = new Set(['own']);

/** An import that has rows left. */
export interface OpenImport extends ImportRequestFacts {
  id: string;
  state: ImportState;
  createdBy: string;
  columns: Partial<ImportColumns>;
  done: number;
  total: number;
}

/** Does the next rows of an import, in the transaction of the caller. */
@Injectable()
export class ImportChunks {
  constructor(
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly acts: ActImports,
    private readonly participants: ParticipantImports,
  ) {}

  /** What knows how to read these rows. @throws InvalidAct for an unknown kind or source, NotAllowed. */
  importer(actor: Actor, facts: ImportRequestFacts): Promise<RowImporter> {
    if (!SOURCE.test(facts.source) || NO_SOURCE.has(facts.source))
      throw new InvalidAct([{ field: 'source', code: 'sourceForm' }]);
    return facts.kind === PARTICIPANTS
      ? this.participants.of(actor, facts)
      : this.acts.of(actor, facts);
  }

  /**
   * Looks at or writes the next part. Its rows, their answers and how far the import is are one
   * transaction, so that the worker that goes on after a crash begins exactly where it stopped.
   */
  async next(tx: EntityManager, open: OpenImport, reading: RowReader): Promise<void> {
    const { id, done, total } = open;
    const until = Math.min(done + CHUNK_ROWS, total);
    const writes = open.state === 'importing';
    const answers = writes
      ? await reading.write(tx, id, done, until)
      : await reading.dryRun(tx, done, until);
    await keepAnswers(tx, id, answers);
    const isLast = until === total;
    const state = !isLast ? open.state : writes ? 'finished' : 'validated';
    const count = (outcome: RowOutcome): number =>
      answers.filter((answer) => answer.outcome === outcome).length;
    await rows(
      tx,
      `UPDATE acts.import SET done_count = $2, state = $3, attempts = 0, not_before = NULL,
         content = CASE WHEN $3 <> 'finished' THEN content END,
         finished_at = CASE WHEN $3 = 'finished' THEN $4::timestamptz END,
         created_count = created_count + $5, matched_count = matched_count + $6,
         skipped_count = skipped_count + $7, rejected_count = rejected_count + $8,
         held_count = held_count + $9
       WHERE id = $1`,
      [
        ...[id, until, state, this.clock.now()],
        ...[count('created'), count('matched'), count('skipped'), count('rejected')],
        count('held'),
      ],
    );
    if (state === 'finished') await this.ended(tx, open);
    Object.assign(open, { done: until, state });
  }

  /** Leaves an import as it is: what was written stays and counts, the rest is forgotten. */
  async stop(tx: EntityManager, open: OpenImport): Promise<void> {
    const written = open.state === 'importing' ? open.done : 0;
    await rows(
      tx,
      `UPDATE acts.import SET state = 'stopped', content = NULL, finished_at = $2, done_count = $3
       WHERE id = $1`,
      [open.id, this.clock.now(), written],
    );
    await rows(
      tx,
      `DELETE FROM acts.import_row r USING (
         SELECT row_number FROM acts.import_row WHERE import_id = $1 ORDER BY row_number OFFSET $2
       ) rest WHERE r.import_id = $1 AND r.row_number = rest.row_number`,
      [open.id, written],
    );
    if (written > 0) return this.ended(tx, open);
    await rows(
      tx,
      `UPDATE acts.import SET created_count = 0, matched_count = 0, skipped_count = 0,
         rejected_count = 0, held_count = 0 WHERE id = $1`,
      [open.id],
    );
  }

  // Lets the ledger look at what an import wrote, all of it at once.
  private async ended(tx: EntityManager, { id, kind, createdBy }: OpenImport): Promise<void> {
    await this.journal.record(tx, {
      action: 'import.finished',
      subjectId: id,
      actorId: createdBy,
      data: { kind },
    });
  }
}

// The answers of the dry run to these rows, if there was one, make room for what was done.
async function keepAnswers(
  tx: EntityManager,
  id: string,
  answers: readonly RowResult[],
): Promise<void> {
  await rows(
    tx,
    'DELETE FROM acts.import_row WHERE import_id = $1 AND row_number BETWEEN $2 AND $3',
    [id, answers[0]?.rowNumber ?? 0, answers.at(-1)?.rowNumber ?? 0],
  );
  // Problems and cells are few: a row is mostly a number and what it became.
  await rows(
    tx,
    `INSERT INTO acts.import_row (import_id, row_number, outcome, external_id, subject_id, problems, cells)
     SELECT $1, row_number, outcome, external_id, subject_id, coalesce(problems, '[]'),
            CASE WHEN cells IS NOT NULL THEN ARRAY(SELECT jsonb_array_elements_text(cells)) END
     FROM unnest($2::integer[], $3::text[], $4::text[], $5::uuid[], $6::jsonb[], $7::jsonb[])
       AS line (row_number, outcome, external_id, subject_id, problems, cells)`,
    [
      id,
      answers.map(({ rowNumber }) => rowNumber),
      answers.map(({ outcome }) => outcome),
      answers.map(({ externalId }) => externalId),
      answers.map(({ subjectId }) => subjectId),
      answers.map(({ problems }) => (problems.length > 0 ? JSON.stringify(problems) : null)),
      answers.map(({ cells }) => cells && JSON.stringify(cells)),
    ],
  );
}
