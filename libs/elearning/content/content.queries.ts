import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database, NotFound } from '@academie/platform';

import type { Block } from '../block/block';
import type { TestRules } from './lesson.entity';

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

/** Reads of what was written, for readers and authors. */
@Injectable()
export class ContentQueries {
  constructor(private readonly database: Database) {}

  /** @throws NotFound when the version has no such lesson */
  async lesson(versionId: string, key: string, tx?: EntityManager): Promise<LessonRow> {
    const found = await this.database.first<LessonRow>(
      `SELECT version_id AS "versionId", key, module_key AS "moduleKey", title, minutes, blocks, test,
              package_id AS "packageId", tool_link_id AS "toolLinkId", revision
         FROM elearning.lesson WHERE version_id = $1 AND key = $2`,
      [versionId, key],
      tx,
    );
    if (!found) throw new NotFound();
    return found;
  }
}
