import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { NotAllowed, SessionService } from '@academie/people';
import { Clock, Database, Job, Jobs, OnJournal, rows } from '@academie/platform';

import { lockImports } from '../import-table/import-lock';
import { ImportUndoService, type OpenUndo } from './import-undo.service';

const JOB = 'acts.import-undo';

/** Goes on with taking back long lists, part by part; what is left stands in the list itself. */
@Injectable()
export class ImportUndoWorker {
  private readonly log = new Logger('imports');

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sessions: SessionService,
    private readonly undoing: ImportUndoService,
    private readonly jobs: Jobs,
  ) {}

  // In a job of its own: a long list holds up nobody's mails and figures.
  @OnJournal('acts.import-undo', 'import.undo-asked')
  handle(): Promise<void> {
    return this.jobs.soon(JOB);
  }

  /** Works until no list is left to take back, or only such as wait before they are tried again. */
  @Job('*/5 * * * *', JOB)
  async runPending(): Promise<void> {
    while (await this.step());
  }

  private async step(): Promise<boolean> {
    let open: OpenUndo | undefined;
    try {
      return await this.database.transaction(async (tx) => {
        await lockImports(tx);
        open = await this.oldest(tx);
        if (!open) return false;
        const actor = await this.sessions.actor(open.askedBy);
        if (!actor) throw new NotAllowed();
        await this.undoing.next(tx, actor, open);
        return true;
      });
    } catch (error) {
      if (!open) throw error;
      await this.putOff(open, error);
      return true;
    }
  }

  private async oldest(tx: EntityManager): Promise<OpenUndo | undefined> {
    const [found] = await rows<OpenUndo & Record<string, unknown>>(
      tx,
      `SELECT id, kind, undo_asked_by AS "askedBy", undo_reason AS reason, undo_row AS row
       FROM acts.import
       WHERE undo_asked_at IS NOT NULL AND undone_at IS NULL AND (not_before IS NULL OR not_before <= $1)
       ORDER BY undo_asked_at, id LIMIT 1 FOR UPDATE`,
      [this.clock.now()],
    );
    return found;
  }

  // What went wrong is tried again after a while, at most once a day: what is half taken back is not left.
  private async putOff({ id, row }: OpenUndo, error: unknown): Promise<void> {
    const message = error instanceof Error ? error.message : String(error);
    this.log.error(`taking import ${id} back did not get past row ${row}: ${message}`);
    await this.database.rows(
      `UPDATE acts.import SET attempts = least(attempts + 1, 8),
         not_before = $2::timestamptz + make_interval(secs => power(4, least(attempts + 1, 8)))
       WHERE id = $1`,
      [id, this.clock.now()],
    );
  }
}
