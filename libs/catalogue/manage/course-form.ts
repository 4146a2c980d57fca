import { type Form, t } from '@academie/platform';

import type { CourseRequest, CourseResponse } from '../course/course.dto';
import { COURSE_KINDS, MODES } from '../course/course.entity';
import { blocksOf } from '../course-page/description';
import { audienceBody, audienceView } from '../form/audience-form';
import { unfolds } from '../form/folds';
import { pickView } from '../form/pick';
import { bodyOf, listOf, marked, numberOf, orNull } from '../form/form-values';
import type { ManageOptions } from './manage-options';

type Values = Record<string, unknown>;
type Options = Awaited<ReturnType<ManageOptions['all']>>;

/** Parts of the form that most courses leave as they are. */
const FOLDS = {
  more: { durationMinutes: '', providerId: '', externalUrl: '' },
  belongs: { tags: [], prerequisiteIds: [] },
  completing: {
    ...{ minAttendancePercent: 100, partialCounts: false, certificateValidMonths: '' },
    ...{ certificateMinutes: '', pePoints: '', certificateSignatory: '', accreditation: '' },
  },
};

/** The long lists of the form, by their names. */
export const courseLists = (options: Options): Record<string, Options['tags']> => ({
  tags: options.tags,
  audiences: options.functions,
  audienceOrganisationIds: options.organisations,
  prerequisiteIds: options.courses,
});

/** A new course that begins as another is; who may come in is asked anew. */
export const copyValues = (course: CourseResponse): Values => ({
  ...courseValues(course),
  id: undefined,
  version: undefined,
  title: t('catalogue.manage.copy-of', { title: course.title }).slice(0, 200),
});

/**
 * What the form of a course sent, in the shape of the API. `kept` are themes of colleagues that the
 * course has: the form does not show them as a choice, and they stay.
 */
export function courseBody(body: unknown, kept: readonly string[] = []): Values {
  const given = bodyOf(body);
  return {
    title: given.title,
    summary: given.summary,
    description: given.description ?? '',
    kind: given.kind,
    mode: given.mode,
    themeIds: [...new Set([...listOf(given.themeIds), ...kept])],
    tags: listOf(given.tags),
    ...audienceBody(given),
    durationMinutes: numberOf(orNull(given.durationMinutes)),
    minAttendancePercent: numberOf(given.minAttendancePercent),
    partialCounts: given.partialCounts === 'ja',
    certificateValidMonths: numberOf(orNull(given.certificateValidMonths)),
    certificateMinutes: numberOf(orNull(given.certificateMinutes)),
    certificateSignatory: orNull(given.certificateSignatory),
    pePoints: fractionOf(orNull(given.pePoints)),
    accreditation: orNull(given.accreditation),
    externalUrl: orNull(given.externalUrl),
    providerId: orNull(given.providerId),
    prerequisiteIds: [...new Set(listOf(given.prerequisiteIds))],
  };
}

/** "1,5" as 1.5; what is no number as it was typed. */
const fractionOf = (value: unknown): unknown =>
  typeof value === 'string' && /^\d{1,3}(?:[.,]\d{1,2})?$/.test(value.trim())
    ? Number(value.trim().replace(',', '.'))
    : value;

/** A course as its form shows it first. */
export const courseValues = (course: CourseResponse): Values =>
  Object.fromEntries(Object.entries(course));

/** Where a new course starts. */
export const NEW_COURSE: Values = { minAttendancePercent: 100 };

/** What the view of the form needs besides its errors. */
export function courseFormView(
  form: Form<CourseRequest> | Form<object>,
  options: Options,
  kept: readonly { id: string; name: string }[],
  unknown: Record<string, string> = {},
): object {
  const { values } = form;
  const chosen = (name: string): number => (Array.isArray(values[name]) ? values[name].length : 0);
  return {
    form: form.view,
    kinds: COURSE_KINDS.map((value) => ({ value, label: t(`catalogue.kind.${value}`) })),
    modes: MODES.map((value) => ({ value, label: t(`catalogue.mode.${value}`) })),
    themes: marked(options.themes, values.themeIds),
    keptThemes: kept.map(({ name }) => name).join(', '),
    tags: pickView('tags', options.tags, values, unknown),
    tagsChosen: chosen('tags'),
    ...audienceView(values, options, form.errors, unknown),
    open: Object.fromEntries(
      Object.entries(FOLDS).map(([part, fields]) => [
        part,
        unfolds(fields, values, form.errors, unknown),
      ]),
    ),
    preview: blocksOf(typeof values.description === 'string' ? values.description : ''),
    providers: options.providers,
    prerequisites: pickView(
      'prerequisiteIds',
      options.courses.filter(({ value }) => value !== values.id),
      values,
      unknown,
    ),
    prerequisitesChosen: chosen('prerequisiteIds'),
  };
}
