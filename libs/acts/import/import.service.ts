import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import { Clock, Database, Journal, newId, NotFound, rows } from '@academie/platform';

import { ImportNotWaiting } from '../acts.errors';
import type { ImportColumn } from '../import-table/import-columns';
import { pack, unpack } from '../import-table/import-content';
import type { ImportTable } from '../import-table/import-table';
import { IMPORT_STATE, importColumns } from '../act/import.entity';
import { CHUNK_ROWS, lockImports } from '../import-table/import-lock';
import { ImportChunks, type OpenImport } from './import-chunks';
import type { ImportRequestFacts } from '../import-table/row-importer';

export interface NewImport extends ImportRequestFacts {
  fileName: string;
  /** Whether rows that are hidden in the workbook are taken too; else they are left out. */
  takesHidden?: boolean;
  /** Reads the table once its columns are known. @throws UnreadableFile, InvalidInput */
  read<T>(columns: readonly ImportColumn[], use: (table: ImportTable) => Promise<T>): Promise<T>;
}

/**
 * Imports rows: validated first, and written down after a confirmation. Rows that fit in one part are done when these
 * methods return, all of them or none; of more the first steps are taken here, and ImportWorker goes on.
 */
@Injectable()
export class ImportService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly parts: ImportChunks,
  ) {}

  /**
   * Looks at every row and keeps the answers; nothing else is written. Answers with the import's id.
   * @throws InvalidAct for an unknown kind or source, NotAllowed, UnreadableFile.
   */
  validate(actor: Actor, file: NewImport): Promise<string> {
    return this.start(actor, file, 'validating');
  }

  /** Imports without a look first. @throws as validate. */
  run(actor: Actor, file: NewImport): Promise<string> {
    return this.start(actor, file, 'importing');
  }

  /**
   * Imports exactly the rows that were validated.
   * @throws NotFound, ImportNotWaiting when it was confirmed before, was not validated to its end or its rows
   * are gone.
   */
  confirm(actor: Actor, id: string): Promise<void> {
    return this.goOn(actor, id, (tx, waiting) =>
      rows(tx, `UPDATE acts.import SET state = 'importing', ${NOTHING_DONE} WHERE id = $1`, [
        id,
      ]).then(() => ({ ...waiting, state: 'importing', done: 0 })),
    );
  }

  /**
   * Validates the rows anew, with those that are hidden in the workbook or without them.
   * @throws as confirm
   */
  takeHidden(actor: Actor, id: string, isTaken: boolean): Promise<void> {
    return this.goOn(actor, id, async (tx, waiting) => {
      const columns = importColumns(waiting.columns);
      const { hidden } = columns;
      if (hidden.isTaken === isTaken) return undefined;
      const total = waiting.total + (isTaken ? hidden.count : -hidden.count);
      columns.hidden = { ...hidden, isTaken };
      await rows(tx, 'DELETE FROM acts.import_row WHERE import_id = $1', [id]);
      await rows(
        tx,
        `UPDATE acts.import SET state = 'validating', columns = $2, total_count = $3, ${NOTHING_DONE}
          WHERE id = $1`,
        [id, JSON.stringify(columns), total],
      );
      return { ...waiting, columns, total, state: 'validating', done: 0 };
    });
  }

  // Begins with the rows that wait, if anything is to be done with them.
  private async goOn(
    actor: Actor,
    id: string,
    begin: (
      tx: EntityManager,
      waiting: Omit<OpenImport, 'done'>,
    ) => Promise<OpenImport | undefined>,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      await lockImports(tx);
      const [found] = await rows<Waiting>(
        tx,
        `SELECT id, kind, source, ${IMPORT_STATE} AS state, content, columns, created_by AS "createdBy",
           total_count AS total FROM acts.import WHERE id = $1 FOR UPDATE`,
        [id],
      );
      if (found?.createdBy !== actor.id) throw new NotFound();
      const { content, ...waiting } = found;
      if (waiting.state !== 'validated' || !content) throw new ImportNotWaiting();
      const importer = await this.parts.importer(actor, waiting);
      const open = await begin(tx, waiting);
      if (!open) return;
      if (open.total > CHUNK_ROWS) return this.leave(tx, open);
      const columns = importColumns(open.columns);
      await this.parts.next(tx, open, importer.read(await unpack(content), columns));
    });
  }

  private async start(
    actor: Actor,
    file: NewImport,
    state: 'validating' | 'importing',
  ): Promise<string> {
    const importer = await this.parts.importer(actor, file);
    const { content, total, columns } = await file.read(importer.columns, async (table) => ({
      ...(await pack(table)),
      columns: table.columns,
    }));
    columns.hidden.isTaken = file.takesHidden ?? false;
    const count = total + (columns.hidden.isTaken ? columns.hidden.count : 0);
    const { kind, source, fileName } = file;
    const id = newId();
    await this.database.transaction(async (tx) => {
      await lockImports(tx);
      await rows(
        tx,
        `INSERT INTO acts.import (id, kind, source, file_name, state, content, columns, total_count,
           created_at, created_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          ...[id, kind, source, fileName.replace(/\p{Cs}/gu, ''), state, content],
          ...[JSON.stringify(columns), count, this.clock.now(), actor.id],
        ],
      );
      const createdBy = actor.id;
      const open = { id, kind, source, state, createdBy, columns, done: 0, total: count };
      if (count > CHUNK_ROWS) await this.leave(tx, open);
      else await this.parts.next(tx, open, importer.read(await unpack(content), columns));
    });
    return id;
  }

  /** Leaves the rows to the workers, who hear of it through the journal. */
  private async leave(
    tx: EntityManager,
    { id, kind, createdBy, state }: OpenImport,
  ): Promise<void> {
    await this.journal.record(tx, {
      action: state === 'validating' ? 'import.sent' : 'import.started',
      subjectId: id,
      actorId: createdBy,
      data: { kind },
    });
  }
}

const NOTHING_DONE = `done_count = 0, created_count = 0, matched_count = 0, skipped_count = 0,
  rejected_count = 0, held_count = 0`;

interface Waiting extends Omit<OpenImport, 'done'> {
  content: Buffer | null;
}
