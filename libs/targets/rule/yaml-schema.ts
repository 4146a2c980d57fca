import { z } from 'zod';

import { closestWord } from './closest-word';

/** A closed list of words; `name` is the key of what one of them is called (`word.<name>`). */
export interface WordList<T extends string = string> {
  values: readonly T[];
  name: string;
  /** Of which kinds of act these are the options. */
  of?: string;
}

/** What is wrong with a value: the key of a sentence (`plan-file.<problem>`) and what it names. */
export interface IssueParams extends Record<string, unknown> {
  problem: string;
  /** The place is that of the key, not of the value. */
  atKey?: boolean;
}

interface Issues {
  addIssue(issue: { code: 'custom'; path?: PropertyKey[]; params: IssueParams }): void;
}

/** Reports a problem at a path below the value that is checked. */
export const refuse = (issues: Issues, params: IssueParams, path: PropertyKey[] = []): void =>
  issues.addIssue({ code: 'custom', path, params });

/** A value of one type that is reported with one sentence whenever it is something else. */
const value = <T>(isRight: (value: unknown) => value is T, params: IssueParams): z.ZodType<T> =>
  z.custom<T>().superRefine((found, issues) => {
    if (!isRight(found)) refuse(issues, params);
  });

/** One to a thousand characters; spaces around are dropped. */
export const text = (): z.ZodType<string> =>
  value(
    (found): found is string =>
      typeof found === 'string' && found.trim() !== '' && found.length <= 1000,
    { problem: 'text' },
  ).transform((found) => found.trim());

export const integer = (min: number, max: number): z.ZodType<number> =>
  value(
    (found): found is number =>
      typeof found === 'number' && Number.isInteger(found) && found >= min && found <= max,
    { problem: 'integer', min, max },
  );

/** A day that exists, as 2025-12-31. */
export const day = (): z.ZodType<string> => value(isDay, { problem: 'day' });

/** A word of a closed list. */
export const word = <T extends string>(list: WordList<T>): z.ZodType<T> =>
  z.custom<T>().superRefine((found, issues) => {
    if (!list.values.includes(found)) refuse(issues, unknownWord(found, list));
  });

/** A list of words, at least one and none of them twice. */
export const words = <T extends string>(list: WordList<T>): z.ZodType<T[]> =>
  z
    .array(word(list))
    .min(1)
    .superRefine((found, issues) => {
      found.forEach((one, index) => {
        if (found.indexOf(one) < index) refuse(issues, { problem: 'double', word: one }, [index]);
      });
    });

/** At least one entry, each with a `label` of its own: its name on pages and in the ledger. */
export const labelled = <S extends z.core.$ZodLooseShape>(shape: S) =>
  z
    .array(z.strictObject({ label: text(), ...shape }))
    .min(1)
    .superRefine((entries, issues) => {
      const labels = entries.map((entry) => (entry as { label: string }).label);
      labels.forEach((label, index) => {
        if (labels.indexOf(label) < index)
          refuse(issues, { problem: 'double', word: label }, [index, 'label']);
      });
    });

/** The problem of a word that is not in its list, with the one that was probably meant. */
export const unknownWord = (found: unknown, { values, name, of }: WordList): IssueParams => ({
  problem: 'unknown-word',
  found: typeof found === 'string' ? found.slice(0, 60) : undefined,
  name,
  of,
  near: typeof found === 'string' ? closestWord(found, values) : undefined,
});

/** Whether it is a day that exists, as 2025-12-31. */
export function isDay(found: unknown): found is string {
  if (typeof found !== 'string') return false;
  const [, year, month, date] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(found) ?? []).map(Number);
  if (!year || !month || !date || month > 12) return false;
  return date <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
