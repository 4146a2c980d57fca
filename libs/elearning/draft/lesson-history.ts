import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import { Clock, Database, NotFound, rows } from '@academie/platform';

import type { Block } from '../block/block';
import type { TestRules } from '../content/lesson.entity';
import { DraftLock } from './draft-lock';

/** What one person does to one block within this time is one step back. */
const TOGETHER_MS = 10 * 60_000;
/** Older steps of a lesson are forgotten. */
const MOST = 100;

/** A lesson as it was before a change. */
export interface EarlierRow {
  id: string;
  changedAt: Date;
  /** Who changed it then. */
  personName: string;
  /** The block that was changed; null when it was the lesson itself, or the order of its blocks. */
  blockId: string | null;
}

/** As it stood then, with all that was in it. */
export interface EarlierLesson extends EarlierRow {
  title: string;
  blocks: Block[];
}

/** How the lessons of a draft were before they were changed, and the way back. */
@Injectable()
export class LessonHistories {
  constructor(
    private readonly database: Database,
    private readonly lock: DraftLock,
    private readonly clock: Clock,
  ) {}

  /**
   * Keeps a lesson as it is, right before it is changed; not again while the same person goes on with the same
   * block. The caller holds the lock of the draft.
   */
  async keep(
    tx: EntityManager,
    actor: Actor,
    versionId: string,
    key: string,
    blockId: string | null,
  ): Promise<void> {
    const now = this.clock.now();
    await rows(
      tx,
      `INSERT INTO elearning.lesson_history
         (version_id, lesson_key, person_id, block_id, changed_at, title, minutes, blocks, test)
       SELECT s.version_id, s.key, $3, $4, $5, s.title, s.minutes, s.blocks, s.test
         FROM elearning.lesson s
        WHERE s.version_id = $1 AND s.key = $2 AND NOT EXISTS (
          SELECT FROM (SELECT h.person_id, h.block_id, h.changed_at FROM elearning.lesson_history h
                        WHERE h.version_id = $1 AND h.lesson_key = $2 ORDER BY h.id DESC LIMIT 1) last
           WHERE last.person_id = $3 AND last.block_id = $4 AND last.changed_at > $6)`,
      [versionId, key, actor.id, blockId, now, new Date(now.getTime() - TOGETHER_MS)],
    );
    await rows(
      tx,
      `DELETE FROM elearning.lesson_history WHERE version_id = $1 AND lesson_key = $2 AND id < (
         SELECT h.id FROM elearning.lesson_history h WHERE h.version_id = $1 AND h.lesson_key = $2
          ORDER BY h.id DESC OFFSET ${MOST - 1} LIMIT 1)`,
      [versionId, key],
    );
  }

  /** The last change first. */
  list(versionId: string, key: string): Promise<EarlierRow[]> {
    return this.database.rows<EarlierRow & Record<string, unknown>>(
      `SELECT h.id, h.changed_at AS "changedAt", n.name AS "personName", h.block_id AS "blockId"
         FROM elearning.lesson_history h JOIN people.person_name n ON n.id = h.person_id
        WHERE h.version_id = $1 AND h.lesson_key = $2 ORDER BY h.id DESC LIMIT ${MOST}`,
      [versionId, key],
    );
  }

  /** @throws NotFound */
  async one(versionId: string, key: string, id: string): Promise<EarlierLesson> {
    const found = await this.database.first<EarlierLesson & Record<string, unknown>>(
      `SELECT h.id, h.changed_at AS "changedAt", n.name AS "personName", h.block_id AS "blockId",
              h.title, h.blocks
         FROM elearning.lesson_history h JOIN people.person_name n ON n.id = h.person_id
        WHERE h.version_id = $1 AND h.lesson_key = $2 AND h.id = $3`,
      [versionId, key, id],
    );
    if (!found) throw new NotFound();
    return found;
  }

  /** Makes a lesson what it was; how it was until now becomes a step to go back to. @throws NotFound */
  restore(actor: Actor, courseId: string, key: string, id: string): Promise<void> {
    return this.lock.change(actor, courseId, 'restored', async (tx, draft) => {
      await this.keep(tx, actor, draft.id, key, null);
      // A lesson that is no test now was none then: only a new lesson becomes one.
      const done = await rows<{ test: TestRules | null }>(
        tx,
        `UPDATE elearning.lesson s
            SET title = h.title, minutes = h.minutes, blocks = h.blocks, test = h.test,
                revision = s.revision + 1
           FROM elearning.lesson_history h
          WHERE s.version_id = $1 AND s.key = $2 AND h.id = $3 AND h.version_id = s.version_id
            AND h.lesson_key = s.key RETURNING s.key`,
        [draft.id, key, id],
      );
      if (done.length === 0) throw new NotFound();
    });
  }
}
