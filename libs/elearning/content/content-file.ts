import { demoId } from '@academie/platform';

import type { Block } from '../block/block';
import { isBlockKind, readBody } from '../block/block-kinds';
import type { ContentRule } from './content-version.entity';
import type { TestRules } from './lesson.entity';

/** The lessons of one course as a file has them: blocks as `{ text: … }`, one key each, the kind. */
export interface ContentFile {
  /** Slug of the course. */
  course: string;
  rule?: ContentRule;
  modules: {
    title: string;
    lessons: {
      title: string;
      minutes?: number;
      test?: Partial<TestRules> & { passMark: number };
      blocks: Record<string, unknown>[];
    }[];
  }[];
}

/** Rows of a version, without its id. */
export interface ContentRows {
  modules: { key: string; position: number; title: string }[];
  lessons: {
    key: string;
    module_key: string;
    position: number;
    title: string;
    minutes: number | null;
    blocks: Block[];
    test: TestRules | null;
  }[];
}

const TEST: Omit<TestRules, 'passMark'> = {
  draw: null,
  attempts: null,
  coolingMinutes: 0,
  shuffle: true,
};

/**
 * A file as rows. The same file gives the same keys, on every machine.
 * @throws Error that names the block that is not right: files come with the release
 */
export function contentRows({ course, modules }: ContentFile): ContentRows {
  const rows: ContentRows = { modules: [], lessons: [] };
  modules.forEach(({ title, lessons }, nth) => {
    const moduleKey = demoId('module', `${course}:${nth}`);
    rows.modules.push({ key: moduleKey, position: nth, title });
    lessons.forEach((lesson, place) => {
      const name = `${course}:${nth}:${place}`;
      rows.lessons.push({
        key: demoId('lesson', name),
        module_key: moduleKey,
        position: place,
        title: lesson.title,
        minutes: lesson.minutes ?? null,
        blocks: lesson.blocks.map((block, index) => blockOf(block, `${name}:${index}`)),
        test: lesson.test ? { ...TEST, ...lesson.test } : null,
      });
    });
  });
  return rows;
}

function blockOf(given: Record<string, unknown>, name: string): Block {
  const [[kind, value] = ['', {}]] = Object.entries(given);
  if (!isBlockKind(kind)) throw new Error(`${name}: there is no kind of block ${kind}`);
  const plain = typeof value === 'string' ? { text: value } : (value as Record<string, unknown>);
  const { body, problems } = readBody(kind, plain);
  if (problems.length > 0) throw new Error(`${name}: ${JSON.stringify(problems)}`);
  return { id: demoId('block', name), kind, body };
}
