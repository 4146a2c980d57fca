import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type Actor, NotAllowed } from '@academie/people';
import { Clock, Database, Journal, NotFound, rows } from '@academie/platform';

import type { ImportState, UndoReason } from '../act/import.entity';
import { ImportNotUndoable } from '../acts.errors';
import { CHUNK_ROWS, lockImports } from '../import-table/import-lock';
import { ActAccess } from '../kind/act-access';
import { PARTICIPANTS } from '../participant-import/participant-columns';
import { mayImport } from '../participant-import/participant-importer';
import { ActUndo } from './act-undo';
import { ParticipantUndo } from './participant-undo';
import type { ImportToUndo, ListUndo, UndoRow } from './undo-rows';

/** What taking a list back would do: how much of each goes, and why what stays does. */
export interface UndoPreview {
  taken: Record<UndoRow['what'] | 'person', number>;
  stays: Record<Exclude<UndoRow['verdict'], 'done'>, number>;
}

/** A list that is being taken back, and how far that is. */
export interface OpenUndo extends ImportToUndo {
  askedBy: string;
  reason: UndoReason;
  /** The last row that was looked at. */
  row: number;
}

const LAST_ROW = 2 ** 31 - 1;

/**
 * Takes back what a list wrote, as far as nobody changed or confirmed it since. Nothing is deleted that counted: acts
 * are retracted, enrolments given up, completions revoked, each with who, when and why; the ledger follows.
 */
@Injectable()
export class ImportUndoService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly access: ActAccess,
    private readonly acts: ActUndo,
    private readonly participants: ParticipantUndo,
  ) {}

  /** What it would do; nothing is written. @throws NotFound, NotAllowed, ImportNotUndoable */
  preview(actor: Actor, id: string): Promise<UndoPreview> {
    return this.database.transaction(async (tx) => {
      const list = await this.undoable(tx, actor, id);
      const whole = { after: 0, until: LAST_ROW };
      return previewOf(await this.undoOf(list).verdicts(tx, actor, list, whole));
    });
  }

  /**
   * Takes it back: at once when its rows fit in one part, else the workers do. Whoever may import such lists may, of
   * an own list, and administrators. @throws NotFound, NotAllowed, ImportNotUndoable when that was asked before
   */
  async undo(actor: Actor, id: string, reason: UndoReason): Promise<void> {
    await this.database.transaction(async (tx) => {
      await lockImports(tx);
      const { total, ...list } = await this.undoable(tx, actor, id);
      await rows(
        tx,
        `UPDATE acts.import SET undo_asked_at = $2, undo_asked_by = $3, undo_reason = $4 WHERE id = $1`,
        [id, this.clock.now(), actor.id, reason],
      );
      await this.journal.record(tx, {
        action: 'import.undo-asked',
        subjectId: id,
        actorId: actor.id,
        reason,
        data: { kind: list.kind },
      });
      if (total <= CHUNK_ROWS)
        await this.next(tx, actor, { ...list, askedBy: actor.id, reason, row: 0 });
    });
  }

  /** Takes back the next part, in the caller's transaction, which holds the lock on imports. */
  async next(tx: EntityManager, actor: Actor, open: OpenUndo): Promise<void> {
    const { id, askedBy, reason, row: after } = open;
    const [part] = await rows<{ until: number | null; count: number }>(
      tx,
      `SELECT max(row_number) AS until, count(*)::int AS count FROM (
         SELECT row_number FROM acts.import_row WHERE import_id = $1 AND row_number > $2
          ORDER BY row_number LIMIT $3) part`,
      [id, after, CHUNK_ROWS],
    );
    const until = part?.until ?? after;
    const undo = this.undoOf(open);
    const found = await undo.verdicts(tx, actor, open, { after, until });
    const now = this.clock.now();
    await undo.take(
      tx,
      { importId: id, actorId: askedBy, now, reason },
      open,
      found.filter(({ verdict }) => verdict === 'done'),
    );
    await rows(
      tx,
      `UPDATE acts.import_row r SET undone = line.verdict
         FROM unnest($2::integer[], $3::text[]) AS line (row_number, verdict)
        WHERE r.import_id = $1 AND r.row_number = line.row_number`,
      [id, found.map(({ rowNumber }) => rowNumber), found.map(({ verdict }) => verdict)],
    );
    const isLast = (part?.count ?? 0) < CHUNK_ROWS;
    const undone = found.filter(({ verdict }) => verdict === 'done').length;
    const [kept] = await rows<{ undone: number; stayed: number }>(
      tx,
      `UPDATE acts.import SET undo_row = $2, undone_count = undone_count + $3, stayed_count = stayed_count + $4,
         attempts = 0, not_before = NULL, undone_at = CASE WHEN $5 THEN $6::timestamptz END
       WHERE id = $1 RETURNING undone_count AS undone, stayed_count AS stayed`,
      [id, until, undone, found.length - undone, isLast, now],
    );
    if (isLast)
      await this.journal.record(tx, {
        action: 'import.undone',
        subjectId: id,
        actorId: askedBy,
        reason,
        data: { kind: open.kind, undone: kept?.undone, left: kept?.stayed },
      });
  }

  private async undoable(
    tx: EntityManager,
    actor: Actor,
    id: string,
  ): Promise<ImportToUndo & { total: number }> {
    const [found] = await rows<Found>(
      tx,
      `SELECT id, kind, state, created_by AS "createdBy", done_count AS done, total_count AS total,
         undo_asked_at IS NOT NULL AS "isAsked"
       FROM acts.import WHERE id = $1 FOR UPDATE`,
      [id],
    );
    if (!found || (found.createdBy !== actor.id && !actor.isAdministrator)) throw new NotFound();
    if (!(await this.mayImport(actor, found.kind))) throw new NotAllowed();
    const wrote = ['finished', 'stopped'].includes(found.state) && found.done > 0;
    if (!wrote || found.isAsked) throw new ImportNotUndoable();
    return found;
  }

  private async mayImport(actor: Actor, kind: string): Promise<boolean> {
    if (kind === PARTICIPANTS) return mayImport(actor);
    return (await this.access.of(actor)).recordable.some((one) => one.kind === kind);
  }

  private undoOf({ kind }: ImportToUndo): ListUndo {
    return kind === PARTICIPANTS ? this.participants : this.acts;
  }
}

interface Found extends Record<string, unknown> {
  id: string;
  kind: string;
  state: ImportState;
  createdBy: string;
  done: number;
  total: number;
  isAsked: boolean;
}

function previewOf(found: readonly UndoRow[]): UndoPreview {
  const taken = { act: 0, held: 0, participant: 0, completion: 0, report: 0, person: 0 };
  const stays = { changed: 0, confirmed: 0, erased: 0, beyond: 0 };
  const people = new Set<string>();
  for (const { verdict, what, subjectId, isNewPerson } of found) {
    if (verdict !== 'done') stays[verdict] += 1;
    else {
      taken[what] += 1;
      if (isNewPerson) people.add(subjectId);
    }
  }
  return { taken: { ...taken, person: people.size }, stays };
}
