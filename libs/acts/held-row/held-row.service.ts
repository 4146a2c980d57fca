import { Injectable } from '@nestjs/common';

import { type Actor, NotAllowed } from '@academie/people';
import { Clock, Database, Journal, newId, NotFound, rows } from '@academie/platform';

import { insertActs } from '../act/act-store';
import { onceInYearOf } from '../act/act.service';
import { lockKind } from '../act/act-likeness';
import { AlreadyRecorded, QuestionAnswered } from '../acts.errors';
import { ActAccess } from '../kind/act-access';
import { gradeOf } from '../kind/act-kind';
import { ActKinds } from '../kind/act-kinds';
import { HeldRowQueries } from './held-row.queries';

/** Answers whether a row of a list is another thing than the act it looks like. */
@Injectable()
export class HeldRowService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly kinds: ActKinds,
    private readonly access: ActAccess,
    private readonly queries: HeldRowQueries,
  ) {}

  /**
   * Another: it becomes an act of grade B, as the other rows of its list. The same: it counts no more than it did.
   * @throws NotFound, NotAllowed, QuestionAnswered, AlreadyRecorded
   */
  async answer(actor: Actor, id: string, isOther: boolean): Promise<void> {
    const scope = await this.access.of(actor);
    await this.database.transaction(async (tx) => {
      const held = await this.queries.lock(tx, id);
      const kind = held && this.kinds.get(held.kind);
      if (!held || !kind) throw new NotFound();
      if (!scope.decides(kind)) throw new NotAllowed();
      if (held.state !== 'open') throw new QuestionAnswered();
      const now = this.clock.now();
      const { draft, source, externalId, importId } = held;
      const actId = isOther ? newId() : null;
      if (actId) {
        await lockKind(tx, kind);
        const origin = {
          grade: gradeOf(kind, draft.subkind, 'B' as const),
          ...{ source, externalId, importId, replacesId: null },
        };
        const onceInYear = onceInYearOf(kind, draft);
        const act = { id: actId, draft, origin, onceInYear };
        const written = await insertActs(tx, [act], now, actor.id);
        if (!written.has(actId))
          throw new AlreadyRecorded({ id: held.like.id, what: kind.name, day: draft.occurredOn });
        await this.journal.record(tx, {
          action: 'act.recorded',
          subjectId: actId,
          actorId: actor.id,
          data: { kind: kind.kind },
        });
      }
      await rows(
        tx,
        'UPDATE acts.held_row SET state = $2, answered_at = $3, act_id = $4 WHERE id = $1',
        [id, isOther ? 'other' : 'same', now, actId],
      );
      await rows(
        tx,
        `WITH answered AS (
           UPDATE acts.import_row SET outcome = $3, subject_id = $4, problems = '[]'
            WHERE import_id = $1 AND row_number = $2 AND outcome = 'held' RETURNING 1)
         UPDATE acts.import SET held_count = held_count - 1,
             created_count = created_count + CASE WHEN $3 = 'created' THEN 1 ELSE 0 END,
             matched_count = matched_count + CASE WHEN $3 = 'matched' THEN 1 ELSE 0 END
          WHERE id = $1 AND EXISTS (SELECT FROM answered)`,
        [importId, held.rowNumber, isOther ? 'created' : 'matched', actId ?? held.like.id],
      );
      await this.journal.record(tx, {
        action: 'import.row-answered',
        subjectId: importId,
        actorId: actor.id,
        data: { kind: kind.kind, row: held.rowNumber, isOther },
      });
    });
  }
}
