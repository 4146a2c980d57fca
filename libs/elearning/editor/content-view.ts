import { mediumDate, t } from '@academie/platform';

import type { ModuleRow, VersionRow } from '../draft/draft.queries';
import { editorScripts } from './editor-scripts';
import { contentHref, editHref, moduleHref, previewAddresses } from './editor-addresses';

export const crumbsOf = (course: {
  id: string;
  title: string;
}): { href: string; label: string }[] => [
  { href: '/beheer/aanbod', label: t('elearning.editor.courses') },
  { href: `/beheer/aanbod/${course.id}`, label: course.title },
];

/** What keeps people from following what was published: the course is not on offer, or has no group. */
export type Missing = 'concept' | 'no-group';

/** What a course holds: the draft to work on, and the versions that were published. */
export function contentView(
  course: { id: string; title: string },
  versions: readonly VersionRow[],
  modules: readonly ModuleRow[],
  missing?: Missing,
): object {
  const base = contentHref(course.id);
  const draft = versions.find(({ publishedAt }) => publishedAt === null);
  return {
    title: t('elearning.editor.title', { title: course.title }),
    scripts: editorScripts(),
    crumbs: [...crumbsOf(course), { label: t('elearning.lessons') }],
    base,
    missing: missing && {
      text: t(`elearning.editor.next.${missing}`),
      href: `/beheer/aanbod/${course.id}`,
    },
    hasDraft: draft !== undefined,
    isFirst: versions.length === 0,
    orderAction: `${base}/volgorde`,
    draftNumber: draft?.number,
    modules: modules.map((module, index) => moduleView(course.id, module, index, modules.length)),
    mayPublish: modules.some(({ lessons }) => lessons.length > 0),
    versions: versions
      .filter(({ publishedAt }) => publishedAt !== null)
      .map(({ number, publishedAt, learners, changeNote, firstLesson }) => ({
        cells: [
          {
            text: t('elearning.editor.version', { number }),
            href: firstLesson ? previewAddresses(course.id, number).lesson(firstLesson) : undefined,
          },
          {
            text: publishedAt ? mediumDate(publishedAt) : '',
            label: t('elearning.editor.column.published'),
          },
          { text: String(learners), numeric: true, label: t('elearning.editor.column.learners') },
          { text: changeNote, label: t('elearning.editor.column.note') },
        ],
      })),
    columns: [
      { label: t('elearning.editor.column.version') },
      { label: t('elearning.editor.column.published') },
      { label: t('elearning.editor.column.learners'), numeric: true },
      { label: t('elearning.editor.column.note') },
    ],
  };
}

function moduleView(courseId: string, module: ModuleRow, index: number, count: number): object {
  const base = moduleHref(courseId, module.key);
  return {
    key: module.key,
    title: module.title,
    base,
    renameHref: base,
    orderAction: `${base}/volgorde`,
    canUp: index > 0,
    canDown: index < count - 1,
    removeQuestion: t('elearning.editor.remove-module', { count: module.lessons.length }),
    lessons: module.lessons.map((lesson, place) => ({
      key: lesson.key,
      title: lesson.title,
      href: editHref(courseId, lesson.key),
      base: editHref(courseId, lesson.key),
      note: [
        lesson.isTest && t('elearning.test'),
        lesson.isPackage && t('elearning.package.one'),
        lesson.isTool && t('elearning.tool.one'),
        !lesson.isPackage &&
          !lesson.isTool &&
          t('elearning.editor.blocks', { count: lesson.blocks }),
        lesson.minutes && t('elearning.minutes', { count: lesson.minutes }),
      ]
        .filter(Boolean)
        .join(', '),
      canUp: place > 0,
      canDown: place < module.lessons.length - 1,
    })),
  };
}
