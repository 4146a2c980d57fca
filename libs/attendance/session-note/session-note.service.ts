import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import { Clock, Database, Forgets, Journal, newId, NotFound, rows } from '@academie/platform';

import { SessionAccess } from '../register/session-access';

/** Writes and takes away notes of sessions, for those who give or organise them. */
@Injectable()
export class SessionNoteService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly sessionAccess: SessionAccess,
  ) {}

  /** @throws NotFound, NotAllowed */
  write(
    actor: Actor,
    sessionId: string,
    { body, handsOver }: { body: string; handsOver?: boolean | null | undefined },
  ): Promise<string> {
    return this.database.transaction(async (tx) => {
      await this.sessionAccess.get(actor, sessionId, tx);
      const id = newId();
      await rows(
        tx,
        `INSERT INTO attendance.session_note (id, session_id, author_id, body, hands_over, written_at)
         VALUES ($1, $2, $3, $4, $5, $6)`,
        [id, sessionId, actor.id, body, handsOver ?? false, this.clock.now()],
      );
      // The words stay out of the journal: they are forgotten, it is not.
      await this.record(tx, actor, 'session-note.written', sessionId, id);
      return id;
    });
  }

  /** Takes away an own note; who organises the offering takes away any. @throws NotFound, NotAllowed */
  remove(actor: Actor, sessionId: string, id: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const { organises } = await this.sessionAccess.get(actor, sessionId, tx);
      const gone = await rows(
        tx,
        `DELETE FROM attendance.session_note
          WHERE id = $1 AND session_id = $2 AND ($3 OR author_id = $4) RETURNING 1`,
        [id, sessionId, organises, actor.id],
      );
      if (gone.length === 0) throw new NotFound();
      await this.record(tx, actor, 'session-note.removed', sessionId, id);
    });
  }

  /** Forgets notes that nobody needs any more. */
  @Forgets({
    kind: 'attendance.notes',
    days: 365,
    least: 30,
    most: 1825,
    old: (before) =>
      `SELECT id::text AS key, written_at AS at FROM attendance.session_note WHERE written_at < ${before}`,
  })
  async forgetOld(tx: EntityManager, ids: string[]): Promise<void> {
    await rows(tx, 'DELETE FROM attendance.session_note WHERE id = ANY ($1)', [ids]);
  }

  private async record(
    tx: EntityManager,
    actor: Actor,
    action: 'session-note.written' | 'session-note.removed',
    sessionId: string,
    noteId: string,
  ): Promise<void> {
    await this.journal.record(tx, {
      action,
      subjectId: sessionId,
      actorId: actor.id,
      data: { noteId },
    });
  }
}
