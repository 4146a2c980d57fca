import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import { Journal, rows } from '@academie/platform';

/** Whether an offering counts as held. */
@Injectable()
export class HeldOfferings {
  constructor(private readonly journal: Journal) {}

  /** Every register is closed and somebody was there. */
  async markHeld(tx: EntityManager, id: string, actor: Actor): Promise<void> {
    await this.become(tx, id, ['published', 'confirmed', 'running'], 'held', actor);
  }

  /** A register is open again, or nobody was there after all. */
  async unmarkHeld(tx: EntityManager, id: string, actor: Actor): Promise<void> {
    await this.become(tx, id, ['held'], 'running', actor);
  }

  private async become(
    tx: EntityManager,
    id: string,
    from: string[],
    to: 'held' | 'running',
    actor: Actor,
  ): Promise<void> {
    const [changed] = await rows<{ courseId: string }>(
      tx,
      `UPDATE catalogue.offering SET status = $2, version = version + 1
        WHERE id = $1 AND status = ANY ($3) RETURNING course_id AS "courseId"`,
      [id, to, from],
    );
    if (changed)
      await this.journal.record(tx, {
        action: to === 'held' ? 'offering.held' : 'offering.unheld',
        subjectId: id,
        actorId: actor.id,
        data: changed,
      });
  }
}
