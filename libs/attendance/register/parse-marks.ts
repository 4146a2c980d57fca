import { z } from 'zod';

import { type FieldProblem, InvalidInput, isId } from '@academie/platform';

import { IsMoment, LONGEST_DAY } from './attendance.dto';
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
  const sent = body.map(parseMark);
  const problems = sent.flatMap((one) => ('problems' in one ? one.problems : []));
  if (sent.every((one) => 'problems' in one)) throw new InvalidInput(problems);
  return sent;
}

const moment = new IsMoment();
// The versions that have a name in RFC 9562, as the description of the API says.
const uuid = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i)
  .transform((text) => text.toLowerCase());

/** One mark as MarkInput describes it: the one place that says what is right, read in microseconds. */
const MARK = z.strictObject({
  clientId: uuid,
  enrolmentId: uuid,
  value: z.string().toLowerCase().pipe(z.enum(MARK_VALUES)),
  minutes: z
    .int()
    .min(0)
    .max(LONGEST_DAY)
    .nullish()
    .transform((minutes) => minutes ?? undefined),
  source: z.enum(MARK_SOURCES).default('trainer'),
  occurredAt: z
    .string()
    .refine((text) => moment.validate(text))
    .transform((text) => new Date(text)),
});

/** What is said of a field that is wrong: a stable code, and what it must be. */
const MUST_BE: Record<string, { code: string; message: string }> = {
  clientId: { code: 'isUuid', message: 'clientId must be a UUID' },
  enrolmentId: { code: 'isUuid', message: 'enrolmentId must be a UUID' },
  value: { code: 'isIn', message: `value must be one of: ${MARK_VALUES.join(', ')}` },
  minutes: {
    code: 'isInt',
    message: `minutes must be a whole number from 0 to ${LONGEST_DAY}`,
  },
  source: { code: 'isIn', message: `source must be one of: ${MARK_SOURCES.join(', ')}` },
  occurredAt: {
    code: 'isMoment',
    message: 'occurredAt must be a moment with its offset, e.g. 2026-03-10T09:30:00+01:00',
  },
};

/** A moment as a device writes it; anything else says nothing. */
export const readMoment = (text: string | undefined): Date | undefined =>
  text !== undefined && moment.validate(text) ? new Date(text) : undefined;

function parseMark(item: unknown, place: number): SentMark {
  const { success, data, error } = MARK.safeParse(item);
  if (success) return { mark: data };
  const { clientId } = (typeof item === 'object' && item !== null ? item : {}) as {
    clientId?: unknown;
  };
  return {
    clientId: isId(clientId) ? clientId : null,
    problems: error.issues.flatMap((issue) => problemsOf(issue, place)),
  };
}

function problemsOf(issue: z.core.$ZodIssue, place: number): FieldProblem[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      field: `${place}.${key}`,
      code: 'whitelistValidation',
      message: `property ${key} should not exist`,
    }));
  const field = String(issue.path[0] ?? '');
  const must = MUST_BE[field];
  if (!must) return [{ field: String(place), code: 'isObject', message: 'a mark is an object' }];
  return [{ field: `${place}.${field}`, ...must }];
}
