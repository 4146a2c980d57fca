import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import { Database, type ImportFacts, Journal, rows } from '@academie/platform';

import { ActCounting } from '../act/act-counting';
import { retractActs } from '../act/act-store';
import { ActAccess } from '../kind/act-access';
import { ActKinds } from '../kind/act-kinds';
import {
  type ImportToUndo,
  laterListSays,
  type ListUndo,
  type RowRange,
  type UndoRow,
} from './undo-rows';

/** Why an act was retracted whose list is taken back. */
const LIST_UNDONE = 'list_undone';

/** Takes back lists of acts: the acts that they made are retracted, and their questions are asked no more. */
@Injectable()
export class ActUndo implements ListUndo {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly counting: ActCounting,
    private readonly access: ActAccess,
    private readonly kinds: ActKinds,
  ) {}

  async verdicts(
    tx: EntityManager,
    actor: Actor,
    { id, kind: code }: ImportToUndo,
    { after, until }: RowRange,
  ): Promise<UndoRow[]> {
    const kind = this.kinds.get(code);
    const scope = await this.access.of(actor);
    const organisations = kind ? (scope.organisationsFor(kind) ?? null) : [];
    const found = await this.database.rows<UndoRow & Record<string, unknown>>(
      `SELECT r.row_number AS "rowNumber", 'act' AS what, a.id AS "subjectId",
         CASE WHEN a.retracted_at IS NOT NULL THEN 'changed'
           WHEN EXISTS (SELECT FROM acts.held_row h WHERE h.act_id = a.id)
             OR EXISTS (SELECT FROM acts.held_row h
                         WHERE h.like_id = a.id AND h.state = 'same' AND h.import_id <> $1)
             OR ${laterListSays('a.id')} THEN 'confirmed'
           WHEN $4::uuid[] IS NOT NULL AND EXISTS (
             SELECT FROM acts.act_organisation o WHERE o.act_id = a.id AND o.organisation_id <> ALL ($4)) THEN 'beyond'
           ELSE 'done' END AS verdict
         FROM acts.import_row r JOIN acts.act a ON a.id = r.subject_id AND a.import_id = $1
        WHERE r.import_id = $1 AND r.row_number > $2 AND r.row_number <= $3 AND r.outcome = 'created'
       UNION ALL
       SELECT h.row_number, 'held', h.id, 'done'
         FROM acts.held_row h
        WHERE h.import_id = $1 AND h.row_number > $2 AND h.row_number <= $3 AND h.state = 'open'
       ORDER BY 1`,
      [id, after, until, organisations],
      tx,
    );
    const taken = found.filter(({ what, verdict }) => what === 'act' && verdict === 'done');
    const shown = await this.counting.shown(
      taken.map(({ subjectId }) => subjectId),
      tx,
    );
    return found.map((row) => (shown.has(row.subjectId) ? { ...row, verdict: 'confirmed' } : row));
  }

  async take(
    tx: EntityManager,
    by: ImportFacts,
    { kind }: ImportToUndo,
    taken: readonly UndoRow[],
  ): Promise<void> {
    const idsOf = (wanted: UndoRow['what']): string[] =>
      taken.filter(({ what }) => what === wanted).map(({ subjectId }) => subjectId);
    const { importId, actorId, now: at } = by;
    const retracted = await retractActs(tx, idsOf('act'), {
      ...{ at, by: actorId, reason: LIST_UNDONE },
    });
    await this.journal.recordAll(
      tx,
      retracted.map((subjectId) => ({
        ...{ action: 'act.retracted', subjectId, actorId, reason: LIST_UNDONE },
        data: { kind, importId },
      })),
    );
    // They counted for nothing yet; the row of the list keeps that it was asked.
    await rows(tx, `DELETE FROM acts.held_row WHERE id = ANY ($1) AND state = 'open'`, [
      idsOf('held'),
    ]);
  }
}
