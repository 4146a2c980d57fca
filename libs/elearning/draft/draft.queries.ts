import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database, NotFound } from '@academie/platform';

import type { ContentRule } from '../content/content-version.entity';

/** What somebody must have done to complete a course. */
export interface Completion {
  rule: ContentRule;
  readingPercent: number | null;
}

/** A version of the lessons of a course, for its authors. */
export interface VersionRow extends Completion {
  id: string;
  number: number;
  changeNote: string;
  publishedAt: Date | null;
  /** How many people began with it. */
  learners: number;
  /** Where looking at it begins; null when it has no lessons. */
  firstLesson: string | null;
}

/** A module of a version with its lessons, in their order. */
export interface ModuleRow {
  key: string;
  title: string;
  lessons: {
    key: string;
    title: string;
    minutes: number | null;
    isTest: boolean;
    isPackage: boolean;
    isTool: boolean;
    blocks: number;
  }[];
}

/** What a course holds, for the person who writes it. The caller has asked who manages the course. */
@Injectable()
export class DraftQueries {
  constructor(private readonly database: Database) {}

  /** All versions, the newest first; a draft is the first one. */
  versions(courseId: string): Promise<VersionRow[]> {
    return this.database.rows<VersionRow>(
      `SELECT v.id, v.number, v.rule, v.reading_percent AS "readingPercent", v.change_note AS "changeNote", v.published_at AS "publishedAt",
              (SELECT count(*)::int FROM elearning.learning l WHERE l.version_id = v.id) AS learners,
              (SELECT s.key FROM elearning.module m
                 JOIN elearning.lesson s ON s.version_id = m.version_id AND s.module_key = m.key
                WHERE m.version_id = v.id ORDER BY m.position, m.key, s.position, s.key LIMIT 1) AS "firstLesson"
         FROM elearning.content_version v WHERE v.course_id = $1 ORDER BY v.number DESC`,
      [courseId],
    );
  }

  /** @throws NotFound when the course has no draft */
  async draft(courseId: string, tx?: EntityManager): Promise<{ id: string; number: number }> {
    const found = await this.database.first<{ id: string; number: number }>(
      'SELECT id, number FROM elearning.content_version WHERE course_id = $1 AND published_at IS NULL',
      [courseId],
      tx,
    );
    if (!found) throw new NotFound();
    return found;
  }

  /** A version that was published. @throws NotFound */
  async published(courseId: string, number: number): Promise<{ id: string; number: number }> {
    const found = await this.database.first<{ id: string; number: number }>(
      `SELECT id, number FROM elearning.content_version
        WHERE course_id = $1 AND number = $2::numeric AND published_at IS NOT NULL`,
      [courseId, number],
    );
    if (!found) throw new NotFound();
    return found;
  }

  modules(versionId: string, tx?: EntityManager): Promise<ModuleRow[]> {
    return this.database.rows<ModuleRow>(
      `SELECT m.key, m.title, coalesce(json_agg(json_build_object('key', s.key, 'title', s.title,
                'minutes', s.minutes, 'isTest', s.test IS NOT NULL,
                'isPackage', s.package_id IS NOT NULL, 'isTool', s.tool_link_id IS NOT NULL,
                'blocks', jsonb_array_length(s.blocks))
                ORDER BY s.position, s.key) FILTER (WHERE s.key IS NOT NULL), '[]') AS lessons
         FROM elearning.module m
         LEFT JOIN elearning.lesson s ON s.version_id = m.version_id AND s.module_key = m.key
        WHERE m.version_id = $1 GROUP BY m.version_id, m.key, m.title, m.position
        ORDER BY m.position, m.key`,
      [versionId],
      tx,
    );
  }
}
