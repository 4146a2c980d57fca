import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type Actor, NotAllowed } from '@academie/people';
import { Clock, Database, dayOf, Journal, newId } from '@academie/platform';

import { gradeOf } from '../kind/act-kind';
import { ActAccess } from '../kind/act-access';
import { ActCounting } from '../act/act-counting';
import { ActKinds } from '../kind/act-kinds';
import { lockKind } from '../act/act-likeness';
import { insertActs, type NewAct } from '../act/act-store';
import { holdRows } from '../held-row/held-rows';
import { onceInYearOf } from '../act/act.service';
import { InvalidAct } from '../acts.errors';
import {
  type ActAnswer,
  actRows,
  answersOf,
  type ImportTarget,
  type NumberedRow,
} from './act-row-results';
import { columnsOf } from '../import-table/import-columns';
import { RowReader } from './import-row';
import type { RowImporter, ImportRequestFacts, RowResult } from '../import-table/row-importer';
import { Organisations } from '../kind/organisation-lookup';

const BATCH = 1000;

/** Imports rows that are acts. */
@Injectable()
export class ActImports {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly kinds: ActKinds,
    private readonly access: ActAccess,
    private readonly organisations: Organisations,
    private readonly counting: ActCounting,
  ) {}

  /** @throws InvalidAct for an unknown kind, NotAllowed */
  async of(actor: Actor, { kind: code, source }: ImportRequestFacts): Promise<RowImporter> {
    const kind = this.kinds.get(code);
    if (!kind) throw new InvalidAct([{ field: 'kind', code: 'unknownChoice' }]);
    const scope = await this.access.of(actor);
    if (!scope.recordable.includes(kind)) throw new NotAllowed();
    const organisations = await this.organisations.all();
    const context = { today: dayOf(this.clock.now()), organisations };
    const reader = new RowReader(kind, context, scope.organisationsFor(kind));
    const whereIs = await this.counting.days(context.today);
    const target: ImportTarget = { kind, source, scope, reader, whereIs };
    return {
      kind: code,
      columns: columnsOf(kind),
      read: (content, columns) => {
        const list = actRows(target, content, columns);
        return {
          dryRun: async (tx, from, until) =>
            answersOf(this.database, tx, target, await list.part(from, until)),
          write: async (tx, importId, from, until) =>
            this.write(tx, actor, importId, target, await list.part(from, until)),
        };
      },
    };
  }

  private async write(
    tx: EntityManager,
    actor: Actor,
    importId: string,
    target: ImportTarget,
    list: readonly NumberedRow[],
  ): Promise<RowResult[]> {
    await lockKind(tx, target.kind);
    const answers = await answersOf(this.database, tx, target, list);
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
    await this.hold(tx, importId, target, answers);
    // Somebody recorded the same act between the question and the writing: ask again for those.
    if (fresh.every(({ act }) => written.has(act.id))) return answers;
    const again = await answersOf(this.database, tx, target, list);
    return answers.map((answer, index) =>
      answer.draft && !written.has(answer.subjectId ?? '') ? (again[index] ?? answer) : answer,
    );
  }

  private hold(
    tx: EntityManager,
    importId: string,
    { source }: ImportTarget,
    answers: readonly ActAnswer[],
  ): Promise<unknown> {
    // A row of this part became an act a moment ago, or waits itself for what it looks like.
    const acts = new Map(answers.map(({ rowNumber, subjectId }) => [rowNumber, subjectId]));
    const held = answers.flatMap((answer) => {
      const { holds, rowNumber } = answer;
      if (!holds) return [];
      const likeId = holds.alike?.id ?? acts.get(holds.alike?.row ?? 0);
      if (!likeId) return [];
      answer.subjectId = likeId;
      acts.set(rowNumber, likeId);
      return [{ importId, rowNumber, source, externalId: holds.name, draft: holds.draft, likeId }];
    });
    return holdRows(tx, held, this.clock.now());
  }
}

const actOf = (
  draft: NonNullable<ActAnswer['draft']>,
  id: string,
  { externalId }: ActAnswer,
  importId: string,
  { kind, source }: ImportTarget,
): NewAct => ({
  id,
  draft,
  origin: {
    grade: gradeOf(kind, draft.subkind, 'B'),
    ...{ source, externalId, importId, replacesId: null },
  },
  onceInYear: onceInYearOf(kind, draft),
});
