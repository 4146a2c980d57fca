import { Injectable } from '@nestjs/common';

import { Database } from '@academie/platform';

import type { ContentRule } from '../content/content-version.entity';
import type { TestRules } from '../content/lesson.entity';

/** A published version, as its export needs it. */
export interface ExportableVersion {
  id: string;
  number: number;
  rule: ContentRule;
  publishedAt: Date;
}

/** A lesson without what stands in it. */
export interface ExportableLesson {
  key: string;
  title: string;
  moduleKey: string;
  moduleTitle: string;
  test: TestRules | null;
  isFromElsewhere: boolean;
  /** Kinds of its blocks. */
  kinds: string[];
  /** Ids of the files in it. */
  fileIds: string[];
}

/** What can be taken along. The caller has asked who manages the course. */
@Injectable()
export class ContentExportQueries {
  constructor(private readonly database: Database) {}

  newest(courseId: string): Promise<ExportableVersion | undefined> {
    return this.database.first<ExportableVersion>(
      `SELECT id, number, rule, published_at AS "publishedAt" FROM elearning.content_version
        WHERE course_id = $1 AND published_at IS NOT NULL ORDER BY number DESC LIMIT 1`,
      [courseId],
    );
  }

  /** In reading order. Only files that are material of the course count. */
  lessons(versionId: string): Promise<ExportableLesson[]> {
    return this.database.rows<ExportableLesson>(
      `SELECT s.key, s.title, m.key AS "moduleKey", m.title AS "moduleTitle", s.test,
              s.package_id IS NOT NULL OR s.tool_link_id IS NOT NULL AS "isFromElsewhere",
              ARRAY(SELECT b ->> 'kind' FROM jsonb_array_elements(s.blocks) b) AS kinds,
              ARRAY(SELECT f.file_id::text FROM elearning.material f WHERE f.course_id = v.course_id
                 AND position(f.file_id::text IN s.blocks::text) > 0 ORDER BY f.added_at, f.file_id) AS "fileIds"
         FROM elearning.lesson s
         JOIN elearning.content_version v ON v.id = s.version_id
         JOIN elearning.module m ON m.version_id = s.version_id AND m.key = s.module_key
        WHERE s.version_id = $1 ORDER BY m.position, m.key, s.position, s.key`,
      [versionId],
    );
  }
}
