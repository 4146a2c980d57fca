import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { insertRows, newId, rows, t } from '@academie/platform';

import type { Block } from '../block/block';
import { readBody } from '../block/block-kinds';
import { ContentQueries } from '../content/content.queries';
import { DraftLock } from '../draft/draft-lock';
import { LessonHistories } from '../draft/lesson-history';
import { type GiftQuestion, readGift } from './gift';
import { blocksOf, picturesIn } from './lesson-blocks';
import { lessonsOf } from './markdown-lessons';

/** What a text brought into a draft, or the lines of it that have to be mended first. */
export interface Imported {
  count: number;
  /** From 1; when there are any, nothing was taken over. */
  wrongLines: number[];
}

/** Lessons and questions that were written elsewhere, into a draft: all of a text or nothing. */
@Injectable()
export class ContentImportService {
  constructor(
    private readonly lock: DraftLock,
    private readonly content: ContentQueries,
    private readonly histories: LessonHistories,
  ) {}

  /** Adds the lessons of a text in Markdown, in modules of their own. @throws NotFound without a draft */
  lessons(actor: Actor, courseId: string, text: string): Promise<Imported> {
    const modules = lessonsOf(text, t('elearning.lessons'));
    return this.lock.change(actor, courseId, 'import', async (tx, { id }) => {
      const [{ position } = { position: 0 }] = await rows<{ position: number }>(
        tx,
        `SELECT coalesce(max(position), -1) + 1 AS position FROM elearning.module WHERE version_id = $1`,
        [id],
      );
      const keyed = modules.map((module, nth) => ({
        ...module,
        key: newId(),
        position: position + nth,
      }));
      await insertRows(
        tx,
        'elearning.module',
        keyed.map(({ key, title, position: place }) => ({
          version_id: id,
          key,
          position: place,
          title,
        })),
      );
      const known = await rows<{ id: string }>(
        tx,
        'SELECT file_id AS id FROM elearning.material WHERE course_id = $1 AND file_id = ANY ($2)',
        [courseId, picturesIn(text)],
      );
      const pictures = new Set(known.map((one) => one.id));
      const lessons = keyed.flatMap(({ key, lessons: those }) =>
        those.map((lesson, place) => ({
          version_id: id,
          key: newId(),
          module_key: key,
          position: place,
          title: lesson.title,
          minutes: null,
          blocks: blocksOf(lesson.text, (file) => pictures.has(file), t('elearning.import.no-alt')),
          test: null,
          revision: 1,
        })),
      );
      await insertRows(tx, 'elearning.lesson', lessons);
      return { count: lessons.length, wrongLines: [] };
    });
  }

  /** Adds the questions of a text in GIFT to a lesson or test. @throws NotFound */
  async questions(actor: Actor, courseId: string, key: string, text: string): Promise<Imported> {
    const found = readGift(text, t('elearning.import.no-model'));
    const read = found.filter((one): one is GiftQuestion => 'kind' in one).map(checked);
    const wrongLines = [
      ...found.filter((one) => !('kind' in one)),
      ...read.filter(({ isRight }) => !isRight),
    ].map(({ line }) => line);
    if (wrongLines.length > 0) return { count: 0, wrongLines: wrongLines.sort((a, b) => a - b) };
    return this.lock.change(actor, courseId, 'import', async (tx, { id }) => {
      const { blocks } = await this.content.lesson(id, key, tx);
      await this.histories.keep(tx, actor, id, key, null);
      await rows(
        tx,
        `UPDATE elearning.lesson SET blocks = $3, revision = revision + 1
          WHERE version_id = $1 AND key = $2`,
        [id, key, JSON.stringify([...blocks, ...read.map(({ block }) => block)])],
      );
      return { count: read.length, wrongLines: [] };
    });
  }
}

function checked({ line, kind, body: given }: GiftQuestion): {
  line: number;
  isRight: boolean;
  block: Block;
} {
  const { body, problems } = readBody(kind, given);
  return { line, isRight: problems.length === 0, block: { id: newId(), kind, body } };
}
