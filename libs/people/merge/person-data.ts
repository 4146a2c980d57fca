import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { declareClass, Declarations, rows } from '@academie/platform';

import type { Actor } from '../access/actor';

/** A row that goes from one record of a person to another. */
export interface Move {
  /** Table and column, as `enrolment.enrolment.person_id`. */
  part: string;
  /** The row, as text. */
  key: string;
  /** What else changes of it, as it was. */
  was?: object | null;
}

/** How many of something each of some persons has: "inschrijvingen". */
export interface PersonCount {
  personId: string;
  /** Dutch, in the plural, small letters. */
  label: string;
  count: number;
}

/** Why two records cannot be one yet, or what to know when they become one. */
export interface MergeConflict {
  /** Dutch sentence. */
  text: string;
  /** Nothing is merged until somebody has solved it. */
  blocks: boolean;
  /** Where that is done. */
  solve?: { href: string; label: string };
}

/** What a lib keeps of a person, and what becomes of it. */
export interface PersonPart {
  /** How much these persons have, to compare two records by. */
  counts?(personIds: readonly string[]): Promise<PersonCount[]>;
  /** What stands between these two becoming one. */
  conflicts?(tx: EntityManager | undefined, from: string, into: string): Promise<MergeConflict[]>;
  /** Tables of which the rows go along when two records become one, and back, in this order. */
  readonly tables?: readonly PersonTable[];
  /** Gives what else belongs to one record to another. Returns each row that moved. */
  move?(tx: EntityManager, from: string, into: string): Promise<Move[]>;
  /** Puts back exactly these of what `move` moved, as far as they are still with `into`. */
  moveBack?(tx: EntityManager, from: string, into: string, moves: readonly Move[]): Promise<void>;
  /**
   * Ends what is still to come for them, by the ordinary commands and so each in its own transaction:
   * called before, and again when somebody tries again.
   */
  beforeErasure?(actor: Actor, personIds: readonly string[]): Promise<void>;
  /** What will be gone, in Dutch, one thing a line; shown before somebody says yes. */
  readonly erases?: readonly string[];
  /** Of people itself: erased after all others, who may look up by address what is to go. */
  readonly isErasedLast?: boolean;
  /** Removes what leads to these persons, who are all one; what was counted stays. */
  erase?(tx: EntityManager, personIds: readonly string[]): Promise<void>;
}

const declaration = declareClass<object, PersonPart>();

/** Lets commands about a person (merge, erasure) reach what a lib keeps of them. */
export const KeepsPersonData = () => declaration({});

/** What the libs keep of people, in the order of the libs. */
@Injectable()
export class PersonParts implements OnModuleInit {
  private parts: readonly PersonPart[] = [];

  constructor(private readonly declarations: Declarations) {}

  onModuleInit(): void {
    this.parts = this.declarations.classes(declaration).map(({ thing }) => thing);
  }

  get all(): readonly PersonPart[] {
    return this.parts;
  }

  async counts(personIds: readonly string[]): Promise<PersonCount[]> {
    const found = await Promise.all(
      this.parts.map(async (part) => (await part.counts?.(personIds)) ?? []),
    );
    return found.flat();
  }

  async conflicts(
    tx: EntityManager | undefined,
    from: string,
    into: string,
  ): Promise<MergeConflict[]> {
    const found: MergeConflict[] = [];
    for (const part of this.parts) found.push(...((await part.conflicts?.(tx, from, into)) ?? []));
    return found;
  }
}

/** A table in which rows are somebody's. */
export interface PersonTable {
  table: string;
  column: string;
  /** What tells a row from the other rows of this person. */
  key: string;
  /** SQL condition on `t`, with $1 the record that ends and $2 the one that goes on. */
  where?: string;
}

/** A row is not given to somebody who has the same one already. */
export const unlessThere = ({ table, column, key }: Omit<PersonTable, 'where'>): string =>
  `NOT EXISTS (SELECT FROM ${table} x WHERE x.${column} = $2 AND x.${key} = t.${key})`;

/** Somebody has one of these; the person who has none gets the other's. */
export const onlyOne = (table: string, key: string): PersonTable => ({
  table,
  column: 'person_id',
  key,
  where: `NOT EXISTS (SELECT FROM ${table} x WHERE x.person_id = $2)`,
});

/** Gives the rows of these tables from one record to the other. */
export async function moveRows(
  tx: EntityManager,
  tables: readonly PersonTable[],
  from: string,
  into: string,
): Promise<Move[]> {
  const moves: Move[] = [];
  for (const { table, column, key, where } of tables) {
    const moved = await rows<{ key: string }>(
      tx,
      `UPDATE ${table} t SET ${column} = $2 WHERE t.${column} = $1 AND $2::uuid IS NOT NULL
         ${where ? `AND (${where})` : ''} RETURNING t.${key}::text AS key`,
      [from, into],
    );
    moves.push(...moved.map((row) => ({ part: `${table}.${column}`, key: row.key })));
  }
  return moves;
}

/** Puts these rows back. */
export async function moveRowsBack(
  tx: EntityManager,
  tables: readonly PersonTable[],
  from: string,
  into: string,
  moves: readonly Move[],
): Promise<void> {
  for (const { table, column, key } of tables) {
    const keys = moves.filter(({ part }) => part === `${table}.${column}`).map((move) => move.key);
    if (keys.length === 0) continue;
    await rows(
      tx,
      `UPDATE ${table} SET ${column} = $1 WHERE ${column} = $2 AND ${key}::text = ANY ($3)`,
      [from, into, keys],
    );
  }
}
