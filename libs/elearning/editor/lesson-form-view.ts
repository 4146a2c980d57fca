import { type Form, longMoment, t } from '@academie/platform';

import type { Block } from '../block/block';
import { BLOCK_KINDS } from '../block/block-kinds';
import { readBlockView } from '../block/block-view';
import type { LessonRow } from '../content/content.queries';
import type { ModuleRow } from '../draft/draft.queries';
import { headOf, type LessonHead, seenOf } from '../draft/lesson-edit.service';
import type { TypedRow } from '../draft/typed-forms';
import type { AskedItem } from '../question/question-type';
import { asWritten, isQuestionKind, questionType } from '../question-types/question-types';
import { crumbsOf } from './content-view';
import type { LessonForm } from './editor.dto';
import { editorScripts } from './editor-scripts';
import {
  blockHref,
  contentHref,
  editHref,
  packageHref,
  previewAddresses,
} from './editor-addresses';

interface LessonPage {
  course: { id: string; title: string };
  lesson: LessonRow;
  modules: readonly ModuleRow[];
  form: Form<object>;
  /** Somebody else changed the lesson since the form was shown: what it is now. */
  theirs?: LessonHead | undefined;
  /** What this author typed in forms of its blocks and did not save. */
  typed: readonly TypedRow[];
}

/** A lesson of a draft: its own fields, and its blocks with their buttons. */
export function lessonFormView({
  course,
  lesson,
  modules,
  form,
  theirs,
  typed,
}: LessonPage): object {
  const base = editHref(course.id, lesson.key);
  return {
    title: lesson.title,
    scripts: editorScripts(),
    crumbs: [
      ...crumbsOf(course),
      { href: contentHref(course.id), label: t('elearning.lessons') },
      { label: lesson.title },
    ],
    base,
    form: form.view,
    seen: seenOf(headOf(lesson)),
    theirs: theirs && headLines(theirs, modules),
    moduleOptions: modules.map(({ key, title }) => ({ value: key, label: title })),
    isTest: lesson.test !== null,
    packageHref: lesson.packageId === null ? undefined : packageHref(course.id, lesson.key),
    isTool: lesson.toolLinkId !== null,
    autosave: `${base}/bewaren`,
    orderAction: `${base}/volgorde`,
    historyHref: `${base}/geschiedenis`,
    typed: typed
      .filter(({ place }) => place.startsWith('new:'))
      .map(({ place, typedAt }) => {
        const kind = place.slice('new:'.length);
        return {
          href: `${base}/blokken/nieuw?soort=${kind}`,
          label: t(`elearning.kind.${kind}`),
          moment: longMoment(typedAt),
        };
      }),
    previewHref: previewAddresses(course.id).lesson(lesson.key),
    blocks: lesson.blocks.map((block, index) => blockRow(course.id, lesson, block, index, typed)),
    kinds: BLOCK_KINDS.filter((kind) => !lesson.test || isQuestionKind(kind)).map((kind) => ({
      href: `${base}/blokken/nieuw?soort=${kind}`,
      label: t(`elearning.kind.${kind}`),
    })),
  };
}

function blockRow(
  courseId: string,
  lesson: LessonRow,
  block: Block,
  index: number,
  typed: readonly TypedRow[],
): object {
  return {
    id: block.id,
    ...blockLines(block, index),
    href: blockHref(courseId, lesson.key, block.id),
    canUp: index > 0,
    canDown: index < lesson.blocks.length - 1,
    isTyped: typed.some(({ place }) => place === block.id),
  };
}

/** A block to look at, by its place. A question as it is asked: what is right is seen where it is changed. */
export const blockLines = (block: Block, index: number): object => ({
  label: `${index + 1}. ${t(`elearning.kind.${block.kind}`)}`,
  shown: readBlockView(block),
  prompt: isQuestionKind(block.kind) ? block.body.prompt : undefined,
  items: itemsOf(block),
});

function itemsOf(block: Block): AskedItem[] {
  if (!isQuestionKind(block.kind)) return [];
  const type = questionType(block.kind);
  return type.ask(block.body, asWritten(type.shuffled(block.body))).items;
}

/** The values of the form of a lesson as it is stored. */
export const lessonValues = ({
  title,
  minutes,
  moduleKey,
  test,
}: LessonHead): Record<string, unknown> => ({
  title,
  moduleKey,
  minutes: minutes === null ? '' : String(minutes),
  isTest: test ? 'ja' : '',
  passMark: test ? String(test.passMark) : '',
  draw: test?.draw ? String(test.draw) : '',
  attempts: test?.attempts ? String(test.attempts) : '',
  coolingMinutes: test?.coolingMinutes ? String(test.coolingMinutes) : '',
  shuffle: test?.shuffle ? 'ja' : '',
});

/** What a form says of a lesson; a test stays a test, and a lesson a lesson. */
export const headFrom = (data: LessonForm, isTest: boolean): LessonHead => ({
  title: data.title,
  minutes: data.minutes ?? null,
  moduleKey: data.moduleKey,
  test: isTest
    ? {
        passMark: data.passMark ?? 100,
        draw: data.draw ?? null,
        attempts: data.attempts ?? null,
        coolingMinutes: data.coolingMinutes ?? 0,
        shuffle: data.shuffle ?? false,
      }
    : null,
});

function headLines(head: LessonHead, modules: readonly ModuleRow[]): object[] {
  const module = modules.find(({ key }) => key === head.moduleKey)?.title ?? '';
  const { test } = head;
  return [
    ['title', head.title],
    ['module', module],
    ['minutes', head.minutes ?? ''],
    ...(test
      ? [
          ['pass-mark', test.passMark],
          ['draw', test.draw ?? ''],
          ['attempts', test.attempts ?? ''],
          ['cooling', test.coolingMinutes],
        ]
      : []),
  ].map(([name, text]) => ({
    term: t(`elearning.editor.field.${String(name)}`),
    text: String(text),
  }));
}
