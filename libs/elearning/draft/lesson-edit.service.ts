import { createHash } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import { ChangedMeanwhile, newId, NotFound, rows } from '@academie/platform';

import type { Block } from '../block/block';
import type { BlockKind } from '../block/block-kinds';
import { ContentQueries, type LessonRow } from '../content/content.queries';
import type { TestRules } from '../content/lesson.entity';
import { DraftLock, type LockedDraft } from './draft-lock';
import { LessonHistories } from './lesson-history';
import { inOrder, moved } from './moved';
import type { Step } from './outline.service';
import { newPlace, TypedForms } from './typed-forms';

/** What a lesson has besides its blocks. */
export interface LessonHead {
  title: string;
  minutes: number | null;
  moduleKey: string;
  test: TestRules | null;
}

/**
 * What somebody saw who changes something: a form carries it along. Two people who change different blocks
 * of a lesson never meet; of one block, the second one is told what the first one made of it.
 */
export const seenOf = (thing: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(sorted(thing) ?? null))
    .digest('base64url')
    .slice(0, 16);

/** With names in one order: the database gives them back in another than they came. */
const sorted = (thing: unknown): unknown =>
  Array.isArray(thing)
    ? thing.map(sorted)
    : typeof thing === 'object' && thing !== null
      ? Object.fromEntries(
          Object.entries(thing)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([name, value]) => [name, sorted(value)]),
        )
      : thing;

/** As `seenOf` wants it. */
export const headOf = ({ title, minutes, moduleKey, test }: LessonHead): LessonHead => ({
  title,
  minutes,
  moduleKey,
  test,
});

/** One lesson of a draft and its blocks. Each change takes the lock of the draft. */
@Injectable()
export class LessonEditService {
  constructor(
    private readonly lock: DraftLock,
    private readonly content: ContentQueries,
    private readonly histories: LessonHistories,
    private readonly typed: TypedForms,
  ) {}

  /** Puts another package in the place of the one that a lesson holds. @throws NotFound */
  changePackage(actor: Actor, courseId: string, key: string, packageId: string): Promise<void> {
    return this.lock.change(actor, courseId, 'package', async (tx, { id }) => {
      const changed = await rows(
        tx,
        `UPDATE elearning.lesson SET package_id = $3, revision = revision + 1
          WHERE version_id = $1 AND key = $2 AND package_id IS NOT NULL RETURNING key`,
        [id, key, packageId],
      );
      if (changed.length === 0) throw new NotFound();
    });
  }

  /** @throws ChangedMeanwhile, NotFound */
  changeHead(
    actor: Actor,
    courseId: string,
    key: string,
    { seen, head }: { seen: string; head: LessonHead },
  ): Promise<void> {
    return this.lock.change(actor, courseId, 'lesson', async (tx, { id }) => {
      const lesson = await this.content.lesson(id, key, tx);
      if (seenOf(headOf(lesson)) !== seen) throw new ChangedMeanwhile();
      if (seenOf(headOf(head)) === seen) return;
      await this.histories.keep(tx, actor, id, key, null);
      const changed = await rows(
        tx,
        `UPDATE elearning.lesson SET title = $3, minutes = $4, module_key = $5, test = $6,
                revision = revision + 1
          WHERE version_id = $1 AND key = $2
            AND EXISTS (SELECT FROM elearning.module WHERE version_id = $1 AND key = $5) RETURNING key`,
        [id, key, head.title, head.minutes, head.moduleKey, head.test && JSON.stringify(head.test)],
      );
      if (changed.length === 0) throw new NotFound();
    });
  }

  /** Adds a block at the end, or below another one. Returns its id. @throws NotFound */
  addBlock(
    actor: Actor,
    courseId: string,
    key: string,
    block: { kind: BlockKind; body: Record<string, unknown>; after?: string | undefined },
  ): Promise<string> {
    const { kind, body, after } = block;
    const id = newId();
    return this.changeBlocks(actor, courseId, key, { typed: newPlace(kind) }, (blocks) => {
      const place = blocks.findIndex((other) => other.id === after);
      const at = place < 0 ? blocks.length : place + 1;
      return [...blocks.slice(0, at), { id, kind, body }, ...blocks.slice(at)];
    }).then(() => id);
  }

  /** @throws ChangedMeanwhile when the block is not as it was seen; NotFound when it is gone */
  changeBlock(
    actor: Actor,
    courseId: string,
    key: string,
    change: { id: string; seen: string; body: Record<string, unknown> },
  ): Promise<void> {
    const { id } = change;
    return this.changeBlocks(actor, courseId, key, { blockId: id, typed: id }, (blocks) => {
      const block = blocks.find((one) => one.id === id);
      if (!block) throw new NotFound();
      if (seenOf(block.body) !== change.seen) throw new ChangedMeanwhile();
      return blocks.map((one) => (one === block ? { ...one, body: change.body } : one));
    });
  }

  moveBlock(actor: Actor, courseId: string, key: string, id: string, step: Step): Promise<void> {
    return this.changeBlocks(actor, courseId, key, {}, (blocks) => {
      const block = blocks.find((one) => one.id === id);
      return block ? moved(blocks, block, step) : [...blocks];
    });
  }

  /** Puts the blocks in this order. Those that it does not name, added meanwhile, come at the end. */
  orderBlocks(actor: Actor, courseId: string, key: string, ids: readonly string[]): Promise<void> {
    return this.changeBlocks(actor, courseId, key, {}, (blocks) =>
      inOrder(blocks, ids, ({ id }) => id),
    );
  }

  /** A copy right below it. @throws NotFound */
  copyBlock(actor: Actor, courseId: string, key: string, id: string): Promise<void> {
    return this.changeBlocks(actor, courseId, key, {}, (blocks) => {
      if (!blocks.some((one) => one.id === id)) throw new NotFound();
      return blocks.flatMap((one) => (one.id === id ? [one, { ...one, id: newId() }] : [one]));
    });
  }

  /** Doing it again changes nothing. */
  removeBlock(actor: Actor, courseId: string, key: string, id: string): Promise<void> {
    return this.changeBlocks(actor, courseId, key, { typed: id }, (blocks) =>
      blocks.filter((one) => one.id !== id),
    );
  }

  private changeBlocks(
    actor: Actor,
    courseId: string,
    key: string,
    { blockId = null, typed }: { blockId?: string | null; typed?: string },
    change: (blocks: readonly Block[]) => Block[],
  ): Promise<void> {
    return this.lock.change(actor, courseId, 'blocks', async (tx, draft) => {
      const { blocks } = await this.lesson(tx, draft, key);
      const changed = JSON.stringify(change(blocks));
      if (typed) await this.typed.forget(actor, { versionId: draft.id, key }, typed, tx);
      if (changed === JSON.stringify(blocks)) return;
      await this.histories.keep(tx, actor, draft.id, key, blockId);
      await rows(
        tx,
        `UPDATE elearning.lesson SET blocks = $3, revision = revision + 1
          WHERE version_id = $1 AND key = $2`,
        [draft.id, key, changed],
      );
    });
  }

  private lesson(tx: EntityManager, { id }: LockedDraft, key: string): Promise<LessonRow> {
    return this.content.lesson(id, key, tx);
  }
}
