import { newId } from '@academie/platform';

import type { RegisterRow } from './attendance.queries';
import type { NewMark } from '../mark/new-mark';
import { MARK_CHOICES, type MarkSource, type MarkValue } from '../mark/mark-value';

/** What the form of a register sends, by enrolment. */
export interface RegisterAnswers {
  /** PRESENT, PARTIAL, EXCUSED or ABSENT, as the buttons say. */
  marks: Record<string, string>;
  /** What was typed beside "Deels". */
  minutes: Record<string, string>;
  /** Given to everybody who has no mark and no answer. */
  rest?: MarkValue | undefined;
}

const LONGEST_DAY = 1440;

/**
 * The marks in a form: only what this person changed since the page was loaded. What somebody else
 * changed meanwhile stays as it is, though the form still shows what was there before.
 */
export function marksOf(
  rows: readonly RegisterRow[],
  { marks, minutes, rest }: RegisterAnswers,
  { source, occurredAt }: { source: MarkSource; occurredAt: Date },
): NewMark[] {
  return rows.flatMap((row) => {
    const { enrolmentId } = row;
    const chosen = choiceOf(marks[enrolmentId]);
    const length = chosen === 'partial' ? minutesOf(minutes[enrolmentId]) : undefined;
    const changed =
      chosen !== undefined &&
      (chosen !== row.seenValue || (length ?? null) !== row.seenMinutes) &&
      (chosen !== row.value || (length ?? null) !== row.minutes);
    const value = changed
      ? chosen
      : rest && row.value === 'unknown' && chosen === undefined
        ? rest
        : undefined;
    if (!value) return [];
    return [
      {
        clientId: newId(),
        enrolmentId,
        value,
        minutes: value === 'partial' ? length : undefined,
        source,
        occurredAt,
      },
    ];
  });
}

/** How many people get the mark that holds for the rest. */
export const restOf = (
  rows: readonly RegisterRow[],
  { marks, rest }: Pick<RegisterAnswers, 'marks' | 'rest'>,
): number =>
  rest
    ? rows.filter(({ enrolmentId, value }) => value === 'unknown' && !choiceOf(marks[enrolmentId]))
        .length
    : 0;

/** Whether what was typed is a number of minutes in a day, or nothing. */
export const areMinutes = (text: string): boolean =>
  text.trim() === '' || (/^\d{1,4}$/.test(text.trim()) && Number(text) <= LONGEST_DAY);

/** The value behind a button. */
export const choiceOf = (text: unknown): (typeof MARK_CHOICES)[number] | undefined =>
  MARK_CHOICES.find((choice) => typeof text === 'string' && choice === text.toLowerCase());

const minutesOf = (text: string | undefined): number | undefined =>
  text?.trim() && areMinutes(text) ? Number(text) : undefined;
