import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import { Clock, Database, Journal, newId, NotFound, rows } from '@academie/platform';

import { ImportNotWaiting } from '../acts.errors';
import type { ImportColumn } from '../import-table/import-columns';
import { type ImportTable, pack, unpack } from '../import-table/import-file';
import { ImportChunks, lockImports, type OpenImport, CHUNK_ROWS } from './import-chunks';
import type { ImportRequestFacts } from '../import-table/row-importer';

export interface NewImport extends ImportRequestFacts {
  fileName: string;
  /** Reads the table once its columns are known. @throws UnreadableFile. */
  table(columns: readonly ImportColumn[]): ImportTable | Promise<ImportTable>;
}

/**
 * Imports rows: tried first, and written down after a yes. Rows that fit in one part are done when these
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
    return this.start(actor, file, 'trying');
  }

  /** Imports without a look first. @throws as try. */
  run(actor: Actor, file: NewImport): Promise<string> {
    return this.start(actor, file, 'importing');
  }

  /**
   * Imports exactly the rows that were tried.
   * @throws NotFound, ImportNotWaiting when it was confirmed before, was not tried to its end or its rows
   * are gone.
   */
  async confirm(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await lockImports(tx);
      const [found] = await rows<Waiting>(
        tx,
        `SELECT id, kind, source, state, content, created_by AS "createdBy", total_count AS total
         FROM acts.import WHERE id = $1 FOR UPDATE`,
        [id],
      );
      if (found?.createdBy !== actor.id) throw new NotFound();
      const { content, ...tried } = found;
      if (tried.state !== 'tried' || !content) throw new ImportNotWaiting();
      const importer = await this.parts.importer(actor, tried);
      await rows(
        tx,
        `UPDATE acts.import SET state = 'importing', done_count = 0, created_count = 0,
           matched_count = 0, skipped_count = 0, rejected_count = 0 WHERE id = $1`,
        [id],
      );
      const open: OpenImport = { ...tried, state: 'importing', done: 0 };
      if (open.total > CHUNK_ROWS) return this.leave(tx, open);
      await this.parts.next(tx, open, importer.read(await unpack(content)));
    });
  }

  private async start(
    actor: Actor,
    file: NewImport,
    state: 'trying' | 'importing',
  ): Promise<string> {
    const importer = await this.parts.importer(actor, file);
    const table = await file.table(importer.columns);
    const content = await pack(table);
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
          ...[JSON.stringify(table.columns), table.rows.length, this.clock.now(), actor.id],
        ],
      );
      const total = table.rows.length;
      const open: OpenImport = { id, kind, source, state, createdBy: actor.id, done: 0, total };
      if (total > CHUNK_ROWS) await this.leave(tx, open);
      else await this.parts.next(tx, open, importer.read(table));
    });
    return id;
  }

  /** Leaves the rows to the workers, who hear of it through the journal. */
  private async leave(
    tx: EntityManager,
    { id, kind, createdBy, state }: OpenImport,
  ): Promise<void> {
    await this.journal.record(tx, {
      action: state === 'trying' ? 'import.sent' : 'import.started',
      subjectId: id,
      actorId: createdBy,
      data: { kind },
    });
  }
}

interface Waiting extends Omit<OpenImport, 'done'> {
  content: Buffer | null;
}
