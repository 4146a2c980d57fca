import {
  dayOf,
  type FieldProblem,
  type Form,
  instant,
  InvalidInput,
  readForm,
  timeOf,
} from '@academie/platform';

import type { OfferingResponse } from '../api/catalogue-api.dto';
import { audienceBody, audienceValues } from '../form/audience-form';
import { bodyOf, listOf, numberOf, orNull } from '../form/form-values';
import type { OfferingFields, SessionRequest } from '../offering/offering.dto';
import { OfferingForm, type SessionFields } from './offering-form.dto';
import { momentValues, optionsBody, optionsValues } from './offering-options-form';

type Values = Record<string, unknown>;
const SESSION_FIELDS = ['id', 'title', 'day', 'from', 'until', 'locationId', 'onlineUrl'] as const;
const MOST_SESSIONS = 50;
/** What somebody follows at their own pace has no seats: empty is as many as there can be. */
export const NO_LIMIT = 100_000;
const OPENS = '00:00';
const CLOSES = '23:59';
const DECIDES = '09:00';

/** Which button was pressed; a name typed in the search for trainers is looked for before all else. */
export type SubmitButton =
  | { kind: 'save' }
  /** On the page that says how many will hear of it. */
  | { kind: 'confirm' }
  | { kind: 'back' }
  | { kind: 'add-session' }
  | { kind: 'remove-session'; index: number }
  | { kind: 'pick' }
  | { kind: 'find-trainer' };

export function pressedButton(body: unknown): SubmitButton {
  const { action, trainerQuery } = bodyOf(body);
  const text = typeof action === 'string' ? action : 'save';
  if (text === 'confirm' || text === 'back') return { kind: text };
  if (text === 'pick') return { kind: 'pick' };
  if (text === 'add-session') return { kind: 'add-session' };
  const removed = /^remove-session-(\d{1,2})$/.exec(text)?.[1];
  if (removed) return { kind: 'remove-session', index: Number(removed) };
  const searches = typeof trainerQuery === 'string' && trainerQuery.trim() !== '';
  // With nothing typed the button still searches: it never saves.
  return searches || text === 'find-trainer' ? { kind: 'find-trainer' } : { kind: 'save' };
}

/** What the form sent, under the names of the form. Sessions that were left empty are gone. */
export function offeringBody(body: unknown): Values {
  const given = bodyOf(body);
  return {
    mode: given.mode,
    capacity:
      given.mode === 'self_paced' && orNull(given.capacity) === null
        ? NO_LIMIT
        : numberOf(given.capacity),
    minimum: numberOf(orNull(given.minimum) ?? '0'),
    opensDay: orNull(given.opensDay),
    opensTime: orNull(given.opensTime),
    closesDay: orNull(given.closesDay),
    closesTime: orNull(given.closesTime),
    ...optionsBody(given),
    organiserId: orNull(given.organiserId),
    ...audienceBody(given),
    tags: listOf(given.tags),
    checkIn: listOf(given.checkIn),
    note: given.note ?? '',
    trainerIds: [...new Set(listOf(given.trainerIds))],
    sessions: sessionsOf(given),
  };
}

function sessionsOf(given: Values): Values[] {
  const found = new Map<number, Values>();
  for (const [name, value] of Object.entries(given)) {
    const [, index, field] = /^sessions\.(\d{1,2})\.(\w+)$/.exec(name) ?? [];
    if (!index || !SESSION_FIELDS.some((known) => known === field)) continue;
    found.set(Number(index), { ...found.get(Number(index)), [field ?? '']: value });
  }
  return [...found.entries()]
    .sort(([a], [b]) => a - b)
    .slice(0, MOST_SESSIONS)
    .map(([, session]) => session)
    .filter((session) => Object.values(session).some((value) => orNull(value) !== null))
    .map((session) => ({
      ...session,
      title: session.title ?? '',
      ...(orNull(session.id) === null && { id: undefined }),
      ...placeIn(session.locationId),
      onlineUrl: orNull(session.onlineUrl),
    }));
}

/** One field chooses the location, or a room of it: the ids of both with a colon between. */
function placeIn(value: unknown): { locationId: unknown; roomId: unknown } {
  const [location, room] = typeof value === 'string' ? value.split(':', 2) : [value];
  return { locationId: orNull(location), roomId: orNull(room ?? '') };
}

/** Reads and checks the form. */
export const readOffering = (body: unknown): Promise<Form<OfferingForm>> =>
  readForm(OfferingForm, offeringBody(body));

/**
 * The form in the shape of the API: days and times become instants.
 * @throws InvalidInput for an hour that the clock skips, under the names of the form
 */
export function offeringFields(form: OfferingForm): Pick<OfferingFields, keyof OfferingFields> {
  const problems: FieldProblem[] = [];
  const at = (field: string, day: string, time: string): string => {
    const moment = instant(day, time);
    if (moment) return moment.toISOString();
    problems.push({ field, code: 'catalogue.no-such-hour', message: `${field} does not exist` });
    return '';
  };
  const session = (fields: SessionFields, index: number): SessionRequest => ({
    ...(fields.id && { id: fields.id }),
    title: fields.title,
    startsAt: at(`sessions.${index}.from`, fields.day, fields.from),
    endsAt: at(`sessions.${index}.until`, fields.day, fields.until),
    locationId: fields.locationId ?? null,
    roomId: fields.roomId ?? null,
    onlineUrl: fields.onlineUrl ?? null,
  });
  const { opensDay, opensTime, closesDay, closesTime, sessions, ...others } = form;
  const { cancelDay, cancelTime, decideDay, decideTime, ...same } = others;
  if (opensTime && !opensDay) problems.push(noDay('opensDay'));
  if (closesTime && !closesDay) problems.push(noDay('closesDay'));
  if (cancelTime && !cancelDay) problems.push(noDay('cancelDay'));
  if (decideTime && !decideDay) problems.push(noDay('decideDay'));
  const fields = {
    ...same,
    enrolOpensAt: opensDay ? at('opensTime', opensDay, opensTime ?? OPENS) : null,
    enrolClosesAt: closesDay ? at('closesTime', closesDay, closesTime ?? CLOSES) : null,
    cancelUntil: cancelDay ? at('cancelTime', cancelDay, cancelTime ?? CLOSES) : null,
    decideAt: decideDay ? at('decideTime', decideDay, decideTime ?? DECIDES) : null,
    offerHours: form.offerHours ?? null,
    sessions: sessions.map(session),
  };
  if (problems.length > 0) throw new InvalidInput(problems);
  return fields;
}

const noDay = (field: string): FieldProblem => ({ field, code: 'isNotEmpty', message: field });

const FORM_NAMES: [RegExp, string][] = [
  [/^enrolOpensAt$/, 'opensDay'],
  [/^enrolClosesAt$/, 'closesDay'],
  [/^cancelUntil$/, 'cancelDay'],
  [/^decideAt$/, 'decideDay'],
  [/^(sessions\.\d+)\.startsAt$/, '$1.day'],
  [/^(sessions\.\d+)\.endsAt$/, '$1.until'],
  [/^(sessions\.\d+)\.id$/, '$1.day'],
  [/^(sessions\.\d+)\.roomId$/, '$1.locationId'],
];

/** Puts the errors of a command under the names that the form uses. */
export function renameErrors(form: Form<object>): void {
  forgetGone(form);
  for (const [field, text] of Object.entries(form.errors)) {
    const pattern = FORM_NAMES.find(([from]) => from.test(field));
    if (!pattern) continue;
    Reflect.deleteProperty(form.errors, field);
    form.errors[field.replace(...pattern)] = text;
  }
}

// A session that a colleague took out has no id any more: saved again, it is a new one.
function forgetGone({ values, errors }: Form<object>): void {
  const sessions = Array.isArray(values.sessions) ? (values.sessions as Values[]) : [];
  for (const [index, session] of sessions.entries())
    if (errors[`sessions.${index}.id`]) Reflect.deleteProperty(session, 'id');
}

/** The number of seats in the field: none where it is no limit. */
export const seatsShown = ({ mode, capacity }: { mode: unknown; capacity: unknown }): unknown =>
  mode === 'self_paced' && capacity === NO_LIMIT ? '' : capacity;

/** An offering as its form shows it first. */
export const offeringValues = (offering: OfferingResponse): Values => ({
  mode: offering.mode,
  capacity: seatsShown(offering),
  minimum: offering.minimum,
  ...momentValues('opens', offering.enrolOpensAt),
  ...momentValues('closes', offering.enrolClosesAt),
  ...optionsValues(offering),
  organiserId: offering.organiserId,
  ...audienceValues(offering),
  tags: offering.tags,
  checkIn: offering.checkIn,
  note: offering.note,
  trainerIds: offering.trainerIds ?? [],
  sessions: offering.sessions
    .filter(({ status }) => status === 'planned')
    .map((session) => ({
      id: session.id,
      title: session.title,
      day: dayOf(new Date(session.startsAt)),
      from: timeOf(new Date(session.startsAt)),
      until: timeOf(new Date(session.endsAt)),
      locationId: session.location?.id ?? null,
      roomId: session.location?.room?.id ?? null,
      onlineUrl: session.onlineUrl,
    })),
});
