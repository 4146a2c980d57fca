import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type Actor, NotAllowed } from '@academie/people';
import {
  Clock,
  Database,
  dayOf,
  insertRows,
  Journal,
  newId,
  NotFound,
  rows,
} from '@academie/platform';

import { ActAccess } from './act-access';
import type { ActKind } from './act-kind';
import { ActKinds } from './act-kinds';
import { insertActs, type NewAct } from './act-store';
import { onceInYearOf } from './act.service';
import { ImportNotWaiting, InvalidAct } from './acts.errors';
import { answersOf, type ImportTarget, type RowAnswer } from './import-answers';
import { type ImportTable, pack, unpack } from './import-file';
import { RowReader } from './import-row';
import type { ImportState } from './import.entity';
import { Organisations } from './organisations';

const BATCH = 1000;
const SOURCE = /^[a-z0-9][a-z0-9._-]{0,39}$/;
/** `own` is what people type in themselves. */
const NO_SOURCE = new Set(['own']);

export interface NewImport {
  kind: string;
  /** The system the rows come from; external ids are unique within it. */
  source: string;
  fileName: string;
  /** Reads the table once the kind is known. @throws UnreadableFile. */
  table(kind: ActKind): ImportTable;
}

/** Imports acts: tried first, and written down after a yes, each in one transaction. */
@Injectable()
export class ImportService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly kinds: ActKinds,
    private readonly access: ActAccess,
    private readonly organisations: Organisations,
  ) {}

  /**
   * Looks at every row and keeps the answers; no act is written. Answers with the import's id.
   * @throws InvalidAct for an unknown kind or source, NotAllowed, UnreadableFile.
   */
  async try(actor: Actor, file: NewImport): Promise<string> {
    const target = await this.target(actor, file);
    const table = file.table(target.kind);
    const content = await pack(table);
    return this.database.transaction(async (tx) => {
      const id = await this.begin(tx, actor, file, table, content);
      await this.keepAnswers(tx, id, await answersOf(this.database, tx, target, table));
      return id;
    });
  }

  /** Imports at once, for who has no need to look first. All of it happens or nothing. @throws as try. */
  async run(actor: Actor, file: NewImport): Promise<string> {
    const target = await this.target(actor, file);
    const table = file.table(target.kind);
    return this.database.transaction(async (tx) => {
      await oneAtATime(tx);
      const id = await this.begin(tx, actor, file, table, null);
      await this.finish(tx, actor, id, target, table);
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
      const target = await this.target(actor, found);
      const table = await unpack(found.content);
      await rows(tx, 'DELETE FROM acts.import_row WHERE import_id = $1', [id]);
      await rows(tx, `UPDATE acts.import SET state = 'finished', content = NULL WHERE id = $1`, [
        id,
      ]);
      await this.finish(tx, actor, id, target, table);
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
    target: ImportTarget,
    table: ImportTable,
  ): Promise<void> {
    await this.keepAnswers(tx, id, await this.write(tx, actor, id, target, table));
    await rows(tx, 'UPDATE acts.import SET finished_at = $2 WHERE id = $1', [id, this.clock.now()]);
    await this.journal.record(tx, {
      action: 'import.finished',
      subjectId: id,
      actorId: actor.id,
      data: { kind: target.kind.kind },
    });
  }

  private async write(
    tx: EntityManager,
    actor: Actor,
    importId: string,
    target: ImportTarget,
    table: ImportTable,
  ): Promise<RowAnswer[]> {
    const answers = await answersOf(this.database, tx, target, table);
    const fresh = answers.flatMap((answer) => {
      if (!answer.draft) return [];
      answer.subjectId = newId();
      return [{ answer, act: actOf(answer.draft, answer.subjectId, answer, importId, target) }];
    });
    const written = new Set<string>();
    for (let from = 0; from < fresh.length; from += BATCH) {
      const acts = fresh.slice(from, from + BATCH).map(({ act }) => act);
      const ids = await insertActs(tx, acts, this.clock.now(), actor.id);
      for (const id of ids) written.add(id);
      await this.journal.recordAll(
        tx,
        [...ids].map((subjectId) => ({
          action: 'act.recorded',
          subjectId,
          actorId: actor.id,
          data: { kind: target.kind.kind },
        })),
      );
    }
    // Somebody recorded the same act between the question and the writing: ask again for those.
    if (fresh.every(({ act }) => written.has(act.id))) return answers;
    const again = await answersOf(this.database, tx, target, table);
    return answers.map((answer, index) =>
      answer.draft && !written.has(answer.subjectId ?? '') ? (again[index] ?? answer) : answer,
    );
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

  private async target(
    actor: Actor,
    { kind: code, source }: { kind: string; source: string },
  ): Promise<ImportTarget> {
    if (!SOURCE.test(source) || NO_SOURCE.has(source))
      throw new InvalidAct([{ field: 'source', code: 'sourceForm' }]);
    const kind = this.kinds.get(code);
    if (!kind) throw new InvalidAct([{ field: 'kind', code: 'unknownChoice' }]);
    const scope = await this.access.of(actor);
    if (!scope.recordable.includes(kind)) throw new NotAllowed();
    const organisations = await this.organisations.all();
    const context = { today: dayOf(this.clock.now()), organisations };
    const reader = new RowReader(kind, context, scope.organisationsFor(kind));
    return { kind, source, scope, reader };
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

const actOf = (
  draft: NonNullable<RowAnswer['draft']>,
  id: string,
  { externalId }: RowAnswer,
  importId: string,
  { kind, source }: ImportTarget,
): NewAct => ({
  id,
  draft,
  origin: { grade: kind.grade ?? 'B', source, externalId, importId, replacesId: null },
  onceInYear: onceInYearOf(kind, draft),
});
