import { t } from '@academie/platform';

import { readBody } from '../block/block-kinds';
import { readBlockView } from '../block/block-view';
import { readGift } from './gift';
import { blocksOf } from './lesson-blocks';
import { lessonsOf } from './markdown-lessons';

/** Lessons of a text as they would be, to look at. */
export const lessonsPreview = (text: string): object => ({
  modules: lessonsOf(text, t('elearning.lessons')).map(({ title, lessons }) => ({
    title,
    lessons: lessons.map((lesson) => ({
      title: lesson.title,
      // A picture of another course stays text when it is taken over; here its reader sees nothing of it.
      blocks: blocksOf(lesson.text, () => true, t('elearning.import.no-alt')).map((block) =>
        readBlockView(block),
      ),
    })),
  })),
});

/** Questions of a text as they would be: what is asked, and of which type. */
export const questionsPreview = (text: string): object => ({
  questions: readGift(text, t('elearning.import.no-model')).map((one) =>
    'kind' in one && readBody(one.kind, one.body).problems.length === 0
      ? { prompt: String(one.body.prompt), kind: t(`elearning.kind.${one.kind}`) }
      : { prompt: t('elearning.import.wrong-line', { line: one.line }) },
  ),
});
