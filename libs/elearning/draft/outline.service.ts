import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import { insertRows, newId, NotFound, rows, t } from '@academie/platform';

import type { Block } from '../block/block';
import type { TestRules } from '../content/lesson.entity';
import { DraftLock, type LockedDraft } from './draft-lock';
import { inOrder, moved } from './moved';

/** One step in a list. */
export type Step = 'up' | 'down';

/** How a new test is taken, until its author says otherwise. */
export const NEW_TEST: TestRules = {
  passMark: 70,
  draw: null,
  attempts: null,
  coolingMinutes: 0,
  shuffle: true,
};

/** Modules and lessons of a draft: adding, ordering, copying, removing. Each of these takes the lock of the draft. */
@Injectable()
export class OutlineService {
  constructor(private readonly lock: DraftLock) {}

  /** Returns the key of the module. */
  addModule(actor: Actor, courseId: string, title: string): Promise<string> {
    return this.lock.change(actor, courseId, 'module', async (tx, { id }) => {
      const key = newId();
      await rows(
        tx,
        `INSERT INTO elearning.module (version_id, key, position, title)
         SELECT $1, $2, coalesce(max(position), -1) + 1, $3 FROM elearning.module WHERE version_id = $1`,
        [id, key, title],
      );
      return key;
    });
  }

  /** @throws NotFound */
  renameModule(actor: Actor, courseId: string, key: string, title: string): Promise<void> {
    return this.lock.change(actor, courseId, 'module', async (tx, { id }) => {
      const done = await rows(
        tx,
        'UPDATE elearning.module SET title = $3 WHERE version_id = $1 AND key = $2 RETURNING key',
        [id, key, title],
      );
      if (done.length === 0) throw new NotFound();
    });
  }

  moveModule(actor: Actor, courseId: string, key: string, step: Step): Promise<void> {
    return this.lock.change(actor, courseId, 'module', async (tx, { id }) => {
      const modules = await rows<{ key: string }>(
        tx,
        'SELECT key FROM elearning.module WHERE version_id = $1 ORDER BY position, key',
        [id],
      );
      await order(tx, 'module', id, moved(keysOf(modules), key, step));
    });
  }

  /** Puts the modules in this order. Those that it does not name come at the end. */
  orderModules(actor: Actor, courseId: string, keys: readonly string[]): Promise<void> {
    return this.lock.change(actor, courseId, 'module', async (tx, { id }) => {
      const modules = await rows<{ key: string }>(
        tx,
        'SELECT key FROM elearning.module WHERE version_id = $1 ORDER BY position, key',
        [id],
      );
      await order(tx, 'module', id, inOrder(keysOf(modules), keys, same));
    });
  }

  /**
   * Puts the lessons of a module in this order; a lesson of another module that it names moves here. Those that
   * it does not name come at the end. @throws NotFound when there is no such module
   */
  orderLessons(
    actor: Actor,
    courseId: string,
    moduleKey: string,
    keys: readonly string[],
  ): Promise<void> {
    return this.lock.change(actor, courseId, 'lesson', async (tx, { id }) => {
      const module = await rows(
        tx,
        'SELECT key FROM elearning.module WHERE version_id = $1 AND key = $2',
        [id, moduleKey],
      );
      if (module.length === 0) throw new NotFound();
      await rows(
        tx,
        `UPDATE elearning.lesson SET module_key = $2, revision = revision + 1
          WHERE version_id = $1 AND key = ANY ($3::uuid[]) AND module_key <> $2`,
        [id, moduleKey, keys],
      );
      const lessons = await rows<{ key: string }>(
        tx,
        `SELECT key FROM elearning.lesson WHERE version_id = $1 AND module_key = $2
          ORDER BY position, key`,
        [id, moduleKey],
      );
      await order(tx, 'lesson', id, inOrder(keysOf(lessons), keys, same));
    });
  }

  /** Takes a module out with all its lessons. Doing it again changes nothing. */
  removeModule(actor: Actor, courseId: string, key: string): Promise<void> {
    return this.lock.change(actor, courseId, 'module', async (tx, { id }) => {
      await rows(tx, 'DELETE FROM elearning.module WHERE version_id = $1 AND key = $2', [id, key]);
    });
  }

  /** Returns the key of the lesson. @throws NotFound when there is no such module */
  addLesson(
    actor: Actor,
    courseId: string,
    { moduleKey, title, isTest }: { moduleKey: string; title: string; isTest: boolean },
  ): Promise<string> {
    const test = isTest ? NEW_TEST : null;
    return this.add(actor, courseId, { moduleKey, title, test, packageId: null, toolLinkId: null });
  }

  /** Adds a package as a lesson. Returns its key. @throws NotFound when there is no such module */
  addPackage(
    actor: Actor,
    courseId: string,
    { moduleKey, title, packageId }: { moduleKey: string; title: string; packageId: string },
  ): Promise<string> {
    return this.add(actor, courseId, { moduleKey, title, test: null, packageId, toolLinkId: null });
  }

  /**
   * Adds what opens in a tool as a lesson, in the caller's transaction. Returns its key.
   * @throws NotFound when there is no such module
   */
  addToolLink(
    tx: EntityManager,
    draft: LockedDraft,
    { moduleKey, title, toolLinkId }: { moduleKey: string; title: string; toolLinkId: string },
  ): Promise<string> {
    const rest = { minutes: null, blocks: [], test: null, packageId: null };
    return this.insertLesson(tx, draft, { moduleKey, title, toolLinkId, ...rest });
  }

  private add(
    actor: Actor,
    courseId: string,
    head: Pick<NewLesson, 'moduleKey' | 'title' | 'test' | 'packageId' | 'toolLinkId'>,
  ): Promise<string> {
    return this.lock.change(actor, courseId, 'lesson', async (tx, draft) =>
      this.insertLesson(tx, draft, { ...head, minutes: null, blocks: [] }),
    );
  }

  /** A copy at the end of the same module, with keys of its own. Returns its key. @throws NotFound */
  copyLesson(actor: Actor, courseId: string, key: string): Promise<string> {
    return this.lock.change(actor, courseId, 'lesson', async (tx, draft) => {
      const [lesson] = await rows<NewLesson>(
        tx,
        `SELECT module_key AS "moduleKey", title, minutes, blocks, test,
                package_id AS "packageId", tool_link_id AS "toolLinkId" FROM elearning.lesson
          WHERE version_id = $1 AND key = $2`,
        [draft.id, key],
      );
      if (!lesson) throw new NotFound();
      return this.insertLesson(tx, draft, {
        ...lesson,
        title: t('elearning.copy-of', { title: lesson.title }).slice(0, 200),
        blocks: lesson.blocks.map((block) => ({ ...block, id: newId() })),
      });
    });
  }

  /** Within its module. */
  moveLesson(actor: Actor, courseId: string, key: string, step: Step): Promise<void> {
    return this.lock.change(actor, courseId, 'lesson', async (tx, { id }) => {
      const lessons = await rows<{ key: string }>(
        tx,
        `SELECT key FROM elearning.lesson WHERE version_id = $1 AND module_key = (
           SELECT module_key FROM elearning.lesson WHERE version_id = $1 AND key = $2)
          ORDER BY position, key`,
        [id, key],
      );
      await order(tx, 'lesson', id, moved(keysOf(lessons), key, step));
    });
  }

  /** Doing it again changes nothing. */
  removeLesson(actor: Actor, courseId: string, key: string): Promise<void> {
    return this.lock.change(actor, courseId, 'lesson', async (tx, { id }) => {
      await rows(tx, 'DELETE FROM elearning.lesson WHERE version_id = $1 AND key = $2', [id, key]);
    });
  }

  private async insertLesson(
    tx: EntityManager,
    { id }: LockedDraft,
    { moduleKey, title, minutes, blocks, test, packageId, toolLinkId }: NewLesson,
  ): Promise<string> {
    const [place] = await rows<{ position: number }>(
      tx,
      `SELECT (SELECT coalesce(max(s.position), -1) + 1 FROM elearning.lesson s
                WHERE s.version_id = m.version_id AND s.module_key = m.key) AS position
         FROM elearning.module m WHERE m.version_id = $1 AND m.key = $2`,
      [id, moduleKey],
    );
    if (!place) throw new NotFound();
    const key = newId();
    await insertRows(tx, 'elearning.lesson', [
      {
        version_id: id,
        key,
        module_key: moduleKey,
        position: place.position,
        title,
        minutes,
        blocks,
        test,
        package_id: packageId,
        tool_link_id: toolLinkId,
        revision: 1,
      },
    ]);
    return key;
  }
}

interface NewLesson {
  moduleKey: string;
  title: string;
  minutes: number | null;
  blocks: Block[];
  test: TestRules | null;
  packageId: string | null;
  toolLinkId: string | null;
}

const same = (key: string): string => key;
const keysOf = (list: readonly { key: string }[]): string[] => list.map(({ key }) => key);

const order = (
  tx: EntityManager,
  table: 'module' | 'lesson',
  versionId: string,
  keys: readonly string[],
): Promise<unknown> =>
  rows(
    tx,
    `UPDATE elearning.${table} x SET position = line.position - 1
       FROM unnest($2::uuid[]) WITH ORDINALITY AS line (key, position)
      WHERE x.version_id = $1 AND x.key = line.key`,
    [versionId, keys],
  );
