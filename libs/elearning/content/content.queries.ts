import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { EntityManager } from 'typeorm';

import { Database, NotFound, rows } from '@academie/platform';

import type { Block } from '../block/block';
import type { TestRules } from './lesson.entity';

/** SQL: whether the course of the row `o` has published lessons. */
export const HAS_LESSONS = `EXISTS (SELECT FROM elearning.content_version v
  WHERE v.course_id = o.course_id AND v.published_at IS NOT NULL)`;

/** A lesson with all that stands in it; the key of its questions too. */
export interface LessonRow {
  versionId: string;
  key: string;
  moduleKey: string;
  title: string;
  minutes: number | null;
  blocks: Block[];
  test: TestRules | null;
  packageId: string | null;
  toolLinkId: string | null;
  revision: number;
}

/** A lesson as the outline of its course has it. */
export interface OutlinedLesson {
  key: string;
  title: string;
  minutes: number | null;
  isTest: boolean;
  moduleTitle: string;
}

/** Reads of what was written, for readers and authors. */
@Injectable()
export class ContentQueries {
  // What is published never changes, and a thousand learners begin with it in the same minute.
  private readonly published = new LRUCache<string, LessonRow>({ max: 300 });
  private readonly outlines = new LRUCache<string, OutlinedLesson[]>({ max: 300 });

  constructor(private readonly database: Database) {}

  /** @throws NotFound when the version has no such lesson */
  async lesson(versionId: string, key: string, tx?: EntityManager): Promise<LessonRow> {
    const found = await this.find(versionId, key, tx);
    if (!found) throw new NotFound();
    return found;
  }

  /** Undefined when the version has no such lesson. */
  async find(versionId: string, key: string, tx?: EntityManager): Promise<LessonRow | undefined> {
    const known = `${versionId} ${key}`;
    const before = this.published.get(known);
    if (before) return before;
    const params = [versionId, key];
    const [found] = tx
      ? await rows<FoundLesson>(tx, LESSON, params)
      : await this.database.prepared<FoundLesson>('elearning.lesson', LESSON, params);
    if (!found) return undefined;
    const { isPublished, ...lesson } = found;
    // In a transaction it may be published by that one, which may yet be undone.
    if (isPublished && !tx) this.published.set(known, lesson);
    return lesson;
  }

  /** The lessons of a published version, in reading order. */
  async outline(versionId: string): Promise<OutlinedLesson[]> {
    const before = this.outlines.get(versionId);
    if (before) return before;
    const found = await this.database.rows<OutlinedLesson>(
      `SELECT s.key, s.title, s.minutes, s.test IS NOT NULL AS "isTest", m.title AS "moduleTitle"
         FROM elearning.module m
         JOIN elearning.lesson s ON s.version_id = m.version_id AND s.module_key = m.key
        WHERE m.version_id = $1 ORDER BY m.position, m.key, s.position, s.key`,
      [versionId],
    );
    this.outlines.set(versionId, found);
    return found;
  }
}

type FoundLesson = LessonRow & { isPublished: boolean };

const LESSON = `SELECT version_id AS "versionId", key, module_key AS "moduleKey", title, minutes, blocks, test,
  package_id AS "packageId", tool_link_id AS "toolLinkId", revision,
  EXISTS (SELECT FROM elearning.content_version v
  WHERE v.id = version_id AND v.published_at IS NOT NULL) AS "isPublished"
  FROM elearning.lesson WHERE version_id = $1 AND key = $2`;
