import { type Form, isId, t } from '@academie/platform';

import { MODES } from '../course/course.entity';
import { audienceView } from '../form/audience-form';
import { unfolds } from '../form/folds';
import { marked } from '../form/form-values';
import { pickView } from '../form/pick';
import type { ManageOptions, Option } from './manage-options';
import { CHECK_INS } from '../offering/offering.entity';
import { optionsView } from './offering-options-form';

type Values = Record<string, unknown>;
type Options = Awaited<ReturnType<ManageOptions['all']>>;
/** Parts of the form that most dates leave as they are. */
const FOLDS = {
  times: {
    ...{ opensDay: '', opensTime: '', closesDay: '', closesTime: '' },
    ...{ cancelDay: '', cancelTime: '', decideDay: '', decideTime: '' },
  },
  queue: {
    approval: 'none',
    approvalDays: 5,
    offerHours: null,
    dutySeats: 0,
    coverageFirst: false,
  },
  onTheDay: { note: '', checkIn: [], tags: [] },
};
const NEW_SESSION: Values = { title: '' };
const SESSION_VALUES = ['id', 'title', 'day', 'from', 'until', 'locationId', 'onlineUrl'];

/** The sessions as they stand in the form. */
export const sessionsIn = (values: Values): Values[] =>
  Array.isArray(values.sessions) ? (values.sessions as Values[]) : [];

/** One more session than there was; the last one's place and times are likely again. */
export function withOneMore(values: Values): Values {
  const sessions = sessionsIn(values);
  const last = sessions.at(-1);
  const { from, until, locationId, roomId, onlineUrl } = last ?? {};
  return {
    ...values,
    sessions: [...sessions, { ...NEW_SESSION, from, until, locationId, roomId, onlineUrl }],
  };
}

export const without = (values: Values, index: number): Values => ({
  ...values,
  sessions: sessionsIn(values).filter((_, at) => at !== index),
});

/** Where the form opens: at a session, counted from 0 and -1 for the button that adds one, or at the trainers. */
export interface FormFocus {
  session?: number;
  trainers?: boolean;
}

/** What the view of the form needs besides its errors. */
export function offeringFormView(
  form: Form<object>,
  options: Options,
  trainers: Option[],
  search: { words: string; asked: boolean },
  focus: FormFocus = {},
  unknown: Record<string, string> = {},
): object {
  const { values, errors } = form;
  const rows = sessionsIn(values);
  const shown = rows.length > 0 || values.mode === 'self_paced' ? rows : [NEW_SESSION];
  const chosen = (name: string): number => (Array.isArray(values[name]) ? values[name].length : 0);
  return {
    form: form.view,
    modes: MODES.map((value) => ({ value, label: t(`catalogue.mode.${value}`) })),
    sessions: shown.map((session, index) => ({
      ...sessionView(session, index, errors),
      focus: focus.session === index,
    })),
    focusAdd: focus.session === -1 && shown.length === 0,
    focusTrainers: focus.trainers,
    ...optionsView(values, errors),
    sessionsError: errors.sessions,
    locations: options.locations,
    organisers: options.organisers,
    trainers: marked(trainers, values.trainerIds),
    trainersNotFound:
      search.asked && trainers.length === chosen('trainerIds') ? search.words : undefined,
    tags: pickView('tags', options.tags, values, unknown),
    tagsChosen: chosen('tags'),
    checkIns: marked(
      CHECK_INS.map((value) => ({ value, label: t(`catalogue.checkIn.${value}`) })),
      values.checkIn,
    ),
    ...audienceView(values, options, errors, unknown),
    open: Object.fromEntries(
      Object.entries(FOLDS).map(([part, fields]) => [
        part,
        unfolds(fields, values, errors, unknown),
      ]),
    ),
  };
}

/** The long lists of the form, by their names. */
export const offeringLists = (options: Options): Record<string, Option[]> => ({
  tags: options.tags,
  audiences: options.functions,
  audienceOrganisationIds: options.organisations,
});

/** The locations that the form names already; they stay to be chosen when they were archived since. */
export const locationsIn = (values: Values): string[] =>
  sessionsIn(values).flatMap(({ locationId }) =>
    typeof locationId === 'string' && isId(locationId) ? [locationId] : [],
  );

// The value of the field that chooses a location or a room of it.
const placeValue = ({ locationId, roomId }: Values): unknown =>
  typeof locationId === 'string' && typeof roomId === 'string'
    ? `${locationId}:${roomId}`
    : locationId;

function sessionView(session: Values, index: number, errors: Record<string, string>): object {
  const field = (name: string): object => ({
    name: `sessions.${index}.${name}`,
    value: session[name],
    error: errors[`sessions.${index}.${name}`],
  });
  return {
    number: index + 1,
    index,
    // A row in which nothing stands is no session: without one, a date waits as a concept.
    isPlanned: SESSION_VALUES.some((name) => (session[name] ?? '') !== ''),
    id: session.id,
    idName: `sessions.${index}.id`,
    title: field('title'),
    day: field('day'),
    from: field('from'),
    until: field('until'),
    location: { ...field('locationId'), value: placeValue(session) },
    online: field('onlineUrl'),
  };
}
