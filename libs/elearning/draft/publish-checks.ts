import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database, t } from '@academie/platform';

import type { Block } from '../block/block';
import { readBody } from '../block/block-kinds';
import type { ContentRule } from '../content/content-version.entity';
import type { TestRules } from '../content/lesson.entity';
import { isQuestionKind } from '../question-types/question-types';

interface LessonFacts {
  title: string;
  blocks: Block[];
  test: TestRules | null;
  isFromElsewhere: boolean;
}

/** Whether a version can be followed to its end. */
@Injectable()
export class PublishChecks {
  constructor(private readonly database: Database) {}

  /** What has to be mended first, as sentences; empty when it is ready. */
  async problems(versionId: string, rule: ContentRule, tx?: EntityManager): Promise<string[]> {
    const lessons = await this.database.rows<LessonFacts>(
      `SELECT title, blocks, test, package_id IS NOT NULL OR tool_link_id IS NOT NULL AS "isFromElsewhere" FROM elearning.lesson WHERE version_id = $1 ORDER BY position, key`,
      [versionId],
      tx,
    );
    if (lessons.length === 0) return [t('elearning.not-ready.no-lessons')];
    const found = lessons.flatMap(problemsOf);
    return rule === 'tests' && !lessons.some(({ test, isFromElsewhere }) => test || isFromElsewhere)
      ? [...found, t('elearning.not-ready.no-tests')]
      : found;
  }
}

function problemsOf({ title, blocks, test, isFromElsewhere }: LessonFacts): string[] {
  if (blocks.length === 0 && !isFromElsewhere) return [t('elearning.not-ready.empty', { title })];
  const questions = blocks.filter(({ kind }) => isQuestionKind(kind)).length;
  return [
    ...(test && questions === 0 ? [t('elearning.not-ready.no-questions', { title })] : []),
    ...(test?.draw && test.draw > questions
      ? [t('elearning.not-ready.draws-more', { title, draw: test.draw, count: questions })]
      : []),
    ...(blocks.some(({ kind, body }) => readBody(kind, body).problems.length > 0)
      ? [t('elearning.not-ready.block', { title })]
      : []),
  ];
}
