import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import { Clock, Database, insertRows, Journal, newId, NotFound, rows } from '@academie/platform';

import { ActImports } from './act-importer';
import { ImportNotWaiting, InvalidAct } from './acts.errors';
import type { ImportColumn } from './import-columns';
import { type ImportTable, pack, unpack } from './import-file';
import type { ImportState } from './import.entity';
import type { Importer, ImportRequestFacts, RowAnswer } from './importer';
import { PARTICIPANTS } from './participant-columns';
import { ParticipantImports } from './participant-importer';

const BATCH = 1000;
const SOURCE = /^[a-z0-9][a-z0-9._-]{0,39}$/;
/** `own` is what people type in themselves. */
const NO_SOURCE = new Set(['own']);

export interface NewImport extends ImportRequestFacts {
  fileName: string;
  /** Reads the table once its columns are known. @throws UnreadableFile. */
  table(columns: readonly ImportColumn[]): ImportTable | Promise<ImportTable>;
}

/** Imports rows: tried first, and written down after a yes, each in one transaction. */
@Injectable()
export class ImportService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly acts: ActImports,
    private readonly participants: ParticipantImports,
  ) {}

  /**
   * Looks at every row and keeps the answers; nothing else is written. Answers with the import's id.
   * @throws InvalidAct for an unknown kind or source, NotAllowed, UnreadableFile.
   */
  async try(actor: Actor, file: NewImport): Promise<string> {
    const importer = await this.importer(actor, file);
    const table = await file.table(importer.columns);
    const content = await pack(table);
    return this.database.transaction(async (tx) => {
      const id = await this.begin(tx, actor, file, table, content);
      await this.keepAnswers(tx, id, await importer.answers(tx, table));
      return id;
    });
  }

  /** Imports at once, for who has no need to look first. All of it happens or nothing. @throws as try. */
  async run(actor: Actor, file: NewImport): Promise<string> {
    const importer = await this.importer(actor, file);
    const table = await file.table(importer.columns);
    return this.database.transaction(async (tx) => {
      await oneAtATime(tx);
      const id = await this.begin(tx, actor, file, table, null);
      await this.finish(tx, actor, id, importer, table);
      return id;
    });
  }

  /**
   * Imports exactly the rows that were tried. All of it happens or nothing.
   * @throws NotFound, ImportNotWaiting when it was confirmed before or its rows are gone.
   */
  async confirm(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await oneAtATime(tx);
      const [found] = await rows<Waiting>(
        tx,
        'SELECT kind, source, state, content, created_by FROM acts.import WHERE id = $1 FOR UPDATE',
        [id],
      );
      if (found?.created_by !== actor.id) throw new NotFound();
      if (found.state !== 'tried' || !found.content) throw new ImportNotWaiting();
      const importer = await this.importer(actor, found);
      const table = await unpack(found.content);
      await rows(tx, 'DELETE FROM acts.import_row WHERE import_id = $1', [id]);
      await rows(tx, `UPDATE acts.import SET state = 'finished', content = NULL WHERE id = $1`, [
        id,
      ]);
      await this.finish(tx, actor, id, importer, table);
    });
  }

  private async begin(
    tx: EntityManager,
    actor: Actor,
    { kind, source, fileName }: NewImport,
    { columns, rows: all }: ImportTable,
    content: Buffer | null,
  ): Promise<string> {
    const id = newId();
    await rows(
      tx,
      `INSERT INTO acts.import (id, kind, source, file_name, state, content, columns, total_count,
         created_at, created_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        id,
        kind,
        source,
        fileName.replace(/\p{Cs}/gu, ''),
        content ? 'tried' : 'finished',
        content,
        JSON.stringify(columns),
        all.length,
        this.clock.now(),
        actor.id,
      ],
    );
    return id;
  }

  private async finish(
    tx: EntityManager,
    actor: Actor,
    id: string,
    importer: Importer,
    table: ImportTable,
  ): Promise<void> {
    await this.keepAnswers(tx, id, await importer.write(tx, id, table));
    await rows(tx, 'UPDATE acts.import SET finished_at = $2 WHERE id = $1', [id, this.clock.now()]);
    await this.journal.record(tx, {
      action: 'import.finished',
      subjectId: id,
      actorId: actor.id,
      data: { kind: importer.kind },
    });
  }

  private async keepAnswers(tx: EntityManager, id: string, answers: RowAnswer[]): Promise<void> {
    for (let from = 0; from < answers.length; from += BATCH)
      await insertRows(
        tx,
        'acts.import_row',
        answers.slice(from, from + BATCH).map((answer) => ({
          import_id: id,
          row_number: answer.rowNumber,
          outcome: answer.outcome,
          external_id: answer.externalId,
          subject_id: answer.subjectId,
          problems: answer.problems,
          cells: answer.cells,
        })),
      );
    const count = (outcome: RowAnswer['outcome']): number =>
      answers.filter((answer) => answer.outcome === outcome).length;
    await rows(
      tx,
      `UPDATE acts.import SET created_count = $2, matched_count = $3, skipped_count = $4,
         rejected_count = $5 WHERE id = $1`,
      [id, count('created'), count('matched'), count('skipped'), count('rejected')],
    );
  }

  private importer(actor: Actor, facts: ImportRequestFacts): Promise<Importer> {
    if (!SOURCE.test(facts.source) || NO_SOURCE.has(facts.source))
      throw new InvalidAct([{ field: 'source', code: 'sourceForm' }]);
    return facts.kind === PARTICIPANTS
      ? this.participants.of(actor, facts)
      : this.acts.of(actor, facts);
  }
}

// Two imports that hold the same rows in another order would wait for each other.
const oneAtATime = (tx: EntityManager): Promise<unknown> =>
  rows(tx, `SELECT pg_advisory_xact_lock(hashtext('acts.import'))`);

interface Waiting {
  kind: string;
  source: string;
  state: ImportState;
  content: Buffer | null;
  created_by: string;
}
