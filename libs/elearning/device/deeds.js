import { newId } from '../../platform/device/new-id.js';

const ID = '([\\da-f-]{36})';
const ACTIONS = [
  {
    kind: 'answer',
    pattern: new RegExp(`^/leren/${ID}/les/${ID}/vragen/${ID}$`),
    names: ['lessonKey', 'questionId'],
  },
  { kind: 'done', pattern: new RegExp(`^/leren/${ID}/les/${ID}/klaar$`), names: ['lessonKey'] },
  { kind: 'submit', pattern: new RegExp(`^/leren/${ID}/toets/${ID}$`), names: ['attemptId'] },
];

/** What sending this form would do, as a deed of this person; undefined for any other form. */
export function deedOf(form, personId) {
  const path = new URL(form.getAttribute('action') ?? '', location.href).pathname;
  for (const { kind, pattern, names } of ACTIONS) {
    const [, enrolmentId, ...ids] = pattern.exec(path) ?? [];
    if (!enrolmentId) continue;
    const fields = {
      ...fieldsOf(form),
      ...Object.fromEntries(names.map((name, nth) => [name, ids[nth]])),
    };
    return { id: newId(), kind, personId, enrolmentId, path: location.pathname, at: now(), fields };
  }
  return undefined;
}

/** What is chosen so far in a test; there is one of each attempt. */
export function draftOf(form, personId) {
  const deed = deedOf(form, personId);
  return deed?.kind === 'submit'
    ? { ...deed, kind: 'draft', id: deed.fields.attemptId }
    : undefined;
}

const now = () => new Date().toISOString();

function fieldsOf(form) {
  const fields = {};
  const data = new FormData(form);
  for (const name of new Set(data.keys())) {
    if (name === '_csrf') continue;
    const values = data.getAll(name).filter((value) => typeof value === 'string');
    fields[name] = values.length > 1 ? values : values[0];
  }
  return fields;
}

/** Fills a form with what was chosen before. */
export function fillIn(form, fields) {
  for (const field of form.elements) {
    if (!field.name?.startsWith('a.')) continue;
    const given = [fields[field.name] ?? []].flat();
    if (field.type === 'radio' || field.type === 'checkbox')
      field.checked = given.includes(field.value);
    else if (given.length > 0) field.value = given[0];
  }
}
