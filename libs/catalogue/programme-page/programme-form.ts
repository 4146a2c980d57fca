import { type Form, t } from '@academie/platform';

import { bodyOf, listOf, marked, numberOf, orNull } from '../form/form-values';
import type { ManageOptions, Option } from '../manage/manage-options';
import { MOST_CHOICES, MOST_STEPS } from '../programme/programme.dto';
import type { ProgrammeRow } from '../programme/programme.queries';

type Values = Record<string, unknown>;
type Options = Awaited<ReturnType<ManageOptions['all']>>;

/** Where a new programme starts. */
export const NEW_PROGRAMME: Values = { steps: [] };
/** So many empty fields stand behind the courses of a step. */
const FREE_FIELDS = 2;
/** So many more when they are asked for. */
const MORE_FIELDS = 2;

/** What the form sent, in the shape of the API; steps that were left empty are gone. */
export function programmeBody(body: unknown, kept: readonly string[] = []): Values {
  const given = bodyOf(body);
  return {
    title: given.title,
    summary: given.summary,
    description: given.description ?? '',
    themeIds: [...new Set([...listOf(given.themeIds), ...kept])],
    tags: listOf(given.tags),
    audiences: listOf(given.audiences),
    inOrder: given.inOrder === 'ja',
    certificateSignatory: orNull(given.certificateSignatory),
    steps: stepsOf(given).filter(
      ({ title, courseIds }) => courseIds.length > 0 || (typeof title === 'string' && title.trim()),
    ),
  };
}

interface StepValues {
  title: unknown;
  choose: unknown;
  courseIds: string[];
  /** So many fields for courses; those that there are and two more, unless more were asked. */
  fields?: number;
}

function stepsOf(given: Values): StepValues[] {
  const found = new Map<number, StepValues>();
  for (const [name, value] of Object.entries(given)) {
    const [, index, field] = /^steps\.(\d{1,2})\.(title|choose|course\.\d{1,2})$/.exec(name) ?? [];
    if (!index || !field) continue;
    const step = found.get(Number(index)) ?? { title: '', choose: 1, courseIds: [] };
    if (field === 'title') step.title = value;
    else if (field === 'choose') step.choose = numberOf(value);
    else step.courseIds.push(...listOf(value));
    found.set(Number(index), step);
  }
  return [...found.entries()]
    .sort(([a], [b]) => a - b)
    .slice(0, MOST_STEPS)
    .map(([, step]) => ({ ...step, courseIds: [...new Set(step.courseIds)] }));
}

/** What a button of the form does to the steps before it comes back; undefined for the one that saves. */
export function stepsAfter(body: unknown): StepValues[] | undefined {
  const { action } = bodyOf(body);
  const [, what, at] = /^(add|up|remove|more)-step(?:-(\d{1,2}))?$/.exec(String(action)) ?? [];
  if (!what) return undefined;
  const steps = stepsOf(bodyOf(body));
  const index = Number(at ?? 0);
  if (what === 'more')
    return steps.map((step, one) =>
      one === index ? { ...step, fields: fieldsSent(body, index) + MORE_FIELDS } : step,
    );
  if (what === 'add') return [...steps, { title: '', choose: 1, courseIds: [] }];
  if (what === 'remove') return steps.filter((_, one) => one !== index);
  const [step] = steps.splice(index, 1);
  if (step) steps.splice(Math.max(0, index - 1), 0, step);
  return steps;
}

/** How many fields for courses a step had; empty ones count. */
const fieldsSent = (body: unknown, index: number): number =>
  Object.keys(bodyOf(body)).filter((name) => name.startsWith(`steps.${index}.course.`)).length;

/** A programme as its form shows it first. */
export const programmeValues = (programme: ProgrammeRow): Values => ({
  ...programme,
  themeIds: programme.themes.map(({ id }) => id),
  steps: programme.steps.map(({ title, choose, courses }) => ({
    ...{ title, choose },
    courseIds: courses.map(({ id }) => id),
  })),
});

/** Puts the errors of the courses of a step under the first field of that step. */
export function renameStepErrors(form: Form<object>): void {
  for (const [field, text] of Object.entries(form.errors)) {
    const index = /^steps\.(\d+)\.courseIds/.exec(field)?.[1];
    if (index === undefined) continue;
    Reflect.deleteProperty(form.errors, field);
    form.errors[`steps.${index}.course.0`] = text;
  }
}

/** What the view of the form needs besides its errors. */
export function programmeFormView(
  form: Form<object>,
  options: Options,
  kept: readonly { name: string }[],
): object {
  const { values, errors } = form;
  const steps = Array.isArray(values.steps) ? (values.steps as StepValues[]) : [];
  const shown = steps.length > 0 ? steps : [{ title: '', choose: 1, courseIds: [] }];
  const chosen = (name: string): number => listOf(values[name]).length;
  return {
    form: form.view,
    themes: marked(options.themes, values.themeIds),
    keptThemes: kept.map(({ name }) => name).join(', '),
    tags: marked(options.tags, values.tags),
    tagsChosen: chosen('tags'),
    audiences: marked(options.functions, values.audiences),
    audiencesChosen: chosen('audiences'),
    steps: shown.map((step, index) => stepView(step, index, errors, options.courses)),
    mayAdd: shown.length < MOST_STEPS,
  };
}

function stepView(
  step: StepValues,
  index: number,
  errors: Record<string, string>,
  courses: readonly Option[],
): object {
  const name = (field: string): string => `steps.${index}.${field}`;
  const fields = Math.min(
    Math.max(step.fields ?? 0, step.courseIds.length + FREE_FIELDS),
    MOST_CHOICES,
  );
  return {
    number: index + 1,
    index,
    isFirst: index === 0,
    mayAdd: fields < MOST_CHOICES,
    title: { name: name('title'), value: step.title, error: errors[name('title')] },
    choose: { name: name('choose'), value: step.choose, error: errors[name('choose')] },
    courses: Array.from({ length: fields }, (_, at) => ({
      ...{
        name: name(`course.${at}`),
        value: step.courseIds[at],
        error: errors[name(`course.${at}`)],
      },
      label: t('catalogue.programme.course-field', { number: at + 1 }),
      options: courses,
    })),
  };
}
