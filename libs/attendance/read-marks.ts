import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';

import { type FieldProblem, InvalidInput, isId, problemsOf } from '@academie/platform';

import { MarkInput } from './attendance.dto';
import type { NewMark } from './attendance.service';

/** More than a register holds; a device with more sends them in parts. */
export const MOST_MARKS = 1000;

/** What a device sent, one for each mark in its order: readable, or what is wrong with it. */
export type SentMark = { mark: NewMark } | { clientId: string | null; problems: FieldProblem[] };

/**
 * Reads marks one by one, so that one that got damaged does not hold up the others for ever.
 * @throws InvalidInput when it is no list of 1 to 1000 marks, or when not one can be read
 */
export function readMarks(body: unknown): SentMark[] {
  if (!Array.isArray(body) || body.length === 0 || body.length > MOST_MARKS)
    throw new InvalidInput([
      {
        field: '',
        code: 'isArray',
        message: `the body must be a list of 1 to ${MOST_MARKS} marks`,
      },
    ]);
  const sent = body.map(readMark);
  const problems = sent.flatMap((one) => ('problems' in one ? one.problems : []));
  if (sent.every((one) => 'problems' in one)) throw new InvalidInput(problems);
  return sent;
}

function readMark(item: unknown, place: number): SentMark {
  if (typeof item !== 'object' || item === null || Array.isArray(item))
    return {
      clientId: null,
      problems: [{ field: String(place), code: 'isObject', message: 'a mark is an object' }],
    };
  const mark = plainToInstance(MarkInput, item);
  const failures = validateSync(mark, { whitelist: true, forbidNonWhitelisted: true });
  if (failures.length > 0) {
    const { clientId } = item as { clientId?: unknown };
    return {
      clientId: isId(clientId) ? clientId : null,
      problems: problemsOf(failures, String(place)),
    };
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
