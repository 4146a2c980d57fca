import type { SheetCell } from '@academie/platform';

import type { Actor } from '../access/actor';

/** A column of a list: how it is called when it goes out, and what it may be called when it comes in. */
export interface ListColumn {
  key: string;
  /** Key of its text below `people.list.column`. */
  text: string;
  /** In the form of `bareText`. */
  headings: readonly string[];
}

/** A row of a list that came in. A column that the list does not have is undefined: it changes nothing. */
export interface ListRow {
  /** As Excel numbers it. */
  number: number;
  cells: Readonly<Record<string, string>>;
}

/** What a row comes to: nothing, or a change that is carried out when the list is not only looked at. */
export interface Verdict {
  outcome: 'same' | 'added' | 'changed' | 'asked';
  carryOut?: () => Promise<unknown>;
}

/** What goes out: the rows, and whose names are in them. */
export interface ListContent {
  rows: (readonly SheetCell[])[];
  personIds: readonly string[];
}

/** Something that is kept in lists: taken out, changed in a spreadsheet, and read in again. */
export interface PeopleList {
  /** Part of the address, in Dutch. */
  readonly name: string;
  /** Where the same is changed one at a time. */
  readonly homeHref: string;
  readonly columns: readonly ListColumn[];
  mayUse(actor: Actor): Promise<boolean>;
  content(actor: Actor): Promise<ListContent>;
  /** What this row comes to. Changes nothing. @throws Refusal with the reason why it cannot be */
  judge(actor: Actor, row: ListRow): Promise<Verdict>;
}

/** Several in one cell, as a spreadsheet holds them. */
export const several = (text: string): string[] =>
  text
    .split(/[,;\n]/)
    .map((one) => one.trim())
    .filter(Boolean);
