import { validateSync } from 'class-validator';

import { type FieldProblem, InvalidInput, isId, problemsOf, toInstance } from '@academie/platform';

import { IsMoment, MarkInput } from './attendance.dto';
import type { NewMark } from '../mark/new-mark';
import { MARK_SOURCES, MARK_VALUES } from '../mark/mark-value';

/** More than a register holds; a device with more sends them in parts. */
export const MOST_MARKS = 1000;

/** What a device sent, one for each mark in its order: readable, or what is wrong with it. */
export type SentMark = { mark: NewMark } | { clientId: string | null; problems: FieldProblem[] };

/**
 * Reads marks one by one, so that one that got damaged does not hold up the others for ever.
 * @throws InvalidInput when it is no list of 1 to 1000 marks, or when not one can be read
 */
export function parseMarks(body: unknown): SentMark[] {
  if (!Array.isArray(body) || body.length === 0 || body.length > MOST_MARKS)
    throw new InvalidInput([
      {
        field: '',
        code: 'isArray',
        message: `the body must be a list of 1 to ${MOST_MARKS} marks`,
      },
    ]);
  const sent = body.map((item, place) => parseCompleteMark(item) ?? parseMark(item, place));
  const problems = sent.flatMap((one) => ('problems' in one ? one.problems : []));
  if (sent.every((one) => 'problems' in one)) throw new InvalidInput(problems);
  return sent;
}

// The reader below says precisely what is wrong with a mark, at the price of 40 microseconds each. Nothing is
// wrong with nearly all of them; this one lets those through, and whatever it doubts it leaves to that one.
function parseCompleteMark(item: unknown): SentMark | undefined {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return undefined;
  for (const key in item) if (!FIELDS.has(key)) return undefined;
  const { clientId, enrolmentId, value, minutes, source = 'trainer', occurredAt } = item as Given;
  const known = MARK_VALUES.find((one) => one === value);
  const from = MARK_SOURCES.find((one) => one === source);
  if (!known || !from || !isUuid(clientId) || !isUuid(enrolmentId) || minutes !== undefined)
    return undefined;
  if (typeof occurredAt !== 'string' || !moment.validate(occurredAt)) return undefined;
  return {
    mark: {
      clientId: clientId.toLowerCase(),
      enrolmentId: enrolmentId.toLowerCase(),
      value: known,
      minutes: undefined,
      source: from,
      occurredAt: new Date(occurredAt),
    },
  };
}

// The versions that IsUUID of the description lets through, of which isId of the platform asks nothing.
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const isUuid = (text: unknown): text is string => typeof text === 'string' && UUID.test(text);
const moment = new IsMoment();
const FIELDS = new Set(['clientId', 'enrolmentId', 'value', 'minutes', 'source', 'occurredAt']);
type Given = Record<
  'clientId' | 'enrolmentId' | 'value' | 'minutes' | 'source' | 'occurredAt',
  unknown
>;

/** A moment as a device writes it; anything else says nothing. */
export const readMoment = (text: string | undefined): Date | undefined =>
  text !== undefined && moment.validate(text) ? new Date(text) : undefined;

function parseMark(item: unknown, place: number): SentMark {
  if (typeof item !== 'object' || item === null || Array.isArray(item))
    return {
      clientId: null,
      problems: [{ field: String(place), code: 'isObject', message: 'a mark is an object' }],
    };
  const { instance: mark, problems: misnamed } = toInstance(MarkInput, { ...item });
  const problems = misnamed.map(({ field, ...problem }) => ({
    field: `${place}.${field}`,
    ...problem,
  }));
  problems.push(...problemsOf(validateSync(mark), String(place)));
  if (problems.length > 0) {
    const { clientId } = item as { clientId?: unknown };
    return { clientId: isId(clientId) ? clientId : null, problems };
  }
  const { clientId, enrolmentId, value, minutes, source, occurredAt } = mark;
  return {
    mark: {
      clientId: clientId.toLowerCase(),
      enrolmentId: enrolmentId.toLowerCase(),
      value,
      minutes: minutes ?? undefined,
      source,
      occurredAt: new Date(occurredAt),
    },
  };
}
