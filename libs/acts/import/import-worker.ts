import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnModuleInit,
} from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { NotAllowed, SessionService } from '@academie/people';
import { Clock, Database, Job, Jobs, OnJournal, rows } from '@academie/platform';

import { IMPORT_STATE, importColumns } from '../act/import.entity';
import { unpack } from '../import-table/import-content';
import { lockImports } from '../import-table/import-lock';
import { ImportChunks, type OpenImport } from './import-chunks';
import type { RowReader } from '../import-table/row-importer';

const JOB = 'acts.imports';
/** How often the same rows may go wrong. */
const MOST_ATTEMPTS = 5;

/** A file that is being read, kept between its parts so that it is unpacked once. */
interface OpenFile {
  id: string;
  state: OpenImport['state'];
  reading: RowReader;
}

/**
 * Goes on with long imports, part by part, in any number of workers. What is left to do stands in the
 * import itself: after a crash, the next worker that looks goes on where the last part ended.
 */
@Injectable()
export class ImportWorker implements OnModuleInit, BeforeApplicationShutdown {
  private readonly log = new Logger('imports');
  private file: OpenFile | undefined;
  private running: Promise<void> | undefined;
  private stopping = false;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sessions: SessionService,
    private readonly parts: ImportChunks,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    // When a worker starts, for what another left behind.
    void this.jobs.soon(JOB);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.running;
  }

  // In a job of its own: a long file holds up nobody's mails and figures.
  @OnJournal('acts.imports', 'import.sent', 'import.started')
  handle(): Promise<void> {
    return this.jobs.soon(JOB);
  }

  /** Works until no import has rows left, or only such as wait before they are tried again. */
  @Job('* * * * *', JOB)
  runPending(): Promise<void> {
    this.running ??= this.work().finally(() => (this.running = undefined));
    return this.running;
  }

  private async work(): Promise<void> {
    try {
      while (!this.stopping && (await this.step()));
    } finally {
      this.file = undefined;
    }
  }

  /** Does one part of one import. Answers whether there was any. */
  private async step(): Promise<boolean> {
    let open: OpenImport | undefined;
    try {
      return await this.database.transaction(async (tx) => {
        await lockImports(tx);
        open = await this.oldest(tx);
        if (!open) return false;
        await this.parts.next(tx, open, await this.readingOf(tx, open));
        return true;
      });
    } catch (error) {
      this.file = undefined;
      if (!open) throw error;
      await this.putOff(open, error);
      return true;
    }
  }

  private async oldest(tx: EntityManager): Promise<OpenImport | undefined> {
    const [found] = await rows<OpenImport & Record<string, unknown>>(
      tx,
      `SELECT id, kind, source, ${IMPORT_STATE} AS state, columns, created_by AS "createdBy", done_count AS done,
         total_count AS total
       FROM acts.import
       WHERE state IN ('trying', 'validating', 'importing') AND (not_before IS NULL OR not_before <= $1)
       ORDER BY created_at, id LIMIT 1 FOR UPDATE`,
      [this.clock.now()],
    );
    return found;
  }

  private async readingOf(tx: EntityManager, open: OpenImport): Promise<RowReader> {
    const { id, state } = open;
    if (this.file?.id !== id || this.file.state !== state) {
      const actor = await this.sessions.actor(open.createdBy);
      if (!actor) throw new NotAllowed();
      const importer = await this.parts.importer(actor, open);
      const [found] = await rows<{ content: Buffer }>(
        tx,
        'SELECT content FROM acts.import WHERE id = $1',
        [id],
      );
      if (!found) throw new Error(`the file of import ${id} is gone`);
      const columns = importColumns(open.columns);
      this.file = { id, state, reading: importer.read(await unpack(found.content), columns) };
    }
    return this.file.reading;
  }

  // What went wrong is tried again after a while, and in the end left as it is: the rows that were
  // written count, and the same file sent again goes on with the rest.
  private async putOff(open: OpenImport, error: unknown): Promise<void> {
    const message = error instanceof Error ? error.message : String(error);
    this.log.error(`import ${open.id} did not get past row ${open.done}: ${message}`);
    await this.database.transaction(async (tx) => {
      const now = this.clock.now();
      const [failed] = await rows<{ attempts: number }>(
        tx,
        `UPDATE acts.import SET attempts = attempts + 1,
           not_before = $2::timestamptz + make_interval(secs => power(4, attempts + 1))
         WHERE id = $1 AND ${IMPORT_STATE} = $3 AND done_count = $4 RETURNING attempts`,
        [open.id, now, open.state, open.done],
      );
      if (!failed || failed.attempts < MOST_ATTEMPTS) return;
      await this.parts.stop(tx, open);
    });
  }
}
