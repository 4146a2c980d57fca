import { type Form, longMoment, t } from '@academie/platform';

import type { Block } from '../block/block';
import type { BlockKind } from '../block/block-kinds';
import { readBlockView } from '../block/block-view';
import type { LessonRow } from '../content/content.queries';
import type { TypedRow } from '../draft/typed-forms';
import { asWritten, isQuestionKind, questionType } from '../question-types/question-types';
import { formRows } from './block-form';
import { crumbsOf } from './content-view';
import { editorScripts } from './editor-scripts';
import { contentHref, editHref } from './editor-addresses';

interface BlockPage {
  course: { id: string; title: string };
  lesson: LessonRow;
  kind: BlockKind;
  form: Form<object>;
  action: string;
  /** What its sender saw of the block; for a block that is there. */
  seen?: string | undefined;
  /** Somebody else changed the block since: what it is now. */
  theirs?: Block | undefined;
  /** The form shows what this author typed earlier and did not save. */
  typed?: TypedRow | undefined;
}

/** An address below that of a form, with what it asks for. */
function addressBeside(action: string, word: string): string {
  const [address, query] = action.split('?');
  return `${address}/${word}${query ? `?${query}` : ''}`;
}

/** Which view shows the form of a block. */
const formOf = (kind: BlockKind): string =>
  isQuestionKind(kind) ? questionType(kind).form : `elearning/block/${kind}-form`;

/** The form of one block, by its kind. */
export function blockFormView(page: BlockPage): object {
  const { course, lesson, kind, form, action, seen, theirs, typed } = page;
  const { values, errors } = form.view;
  return {
    title: t(`elearning.kind.${kind}`),
    scripts: editorScripts(),
    crumbs: [
      ...crumbsOf(course),
      { href: contentHref(course.id), label: t('elearning.lessons') },
      { href: editHref(course.id, lesson.key), label: lesson.title },
      { label: t(`elearning.kind.${kind}`) },
    ],
    form: form.view,
    formView: formOf(kind),
    hasFile: ['picture', 'video', 'file'].includes(kind),
    action,
    seen,
    autosave: addressBeside(action, 'bewaren'),
    forgetAction: typed && addressBeside(action, 'vergeten'),
    typedText: typed && t('elearning.editor.typed', { moment: longMoment(typed.typedAt) }),
    cancelHref: editHref(course.id, lesson.key),
    choiceRows: formRows(values.choices, errors, { list: 'choices', least: 4, most: 10 }),
    partRows: formRows(values.parts, errors, { list: 'parts', least: 3, most: 20 }),
    pairRows: formRows(values.pairs, errors, { list: 'pairs', least: 4, most: 10 }),
    deedRows: formRows(values.deeds, errors, { list: 'deeds', least: 4, most: 6 }),
    isSingle: kind === 'one',
    trueOptions: ['ja', 'nee'].map((value) => ({
      value,
      label: t(`elearning.true-false.${value === 'ja' ? 'true' : 'false'}`),
    })),
    theirs: theirs && { shown: readBlockView(theirs), lines: linesOf(theirs) },
  };
}

/** A question as lines to compare: what is asked, and each answer. */
function linesOf({ kind, body }: Block): string[] {
  if (!isQuestionKind(kind)) return [];
  const type = questionType(kind);
  return [
    String(body.prompt),
    ...type.ask(body, asWritten(type.shuffled(body))).items.map(({ text }) => text),
    ...(typeof body.explanation === 'string' ? [body.explanation] : []),
  ];
}
