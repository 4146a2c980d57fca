import { Injectable, type OnModuleInit } from '@nestjs/common';

import { declareClass } from '../discovery/declaration';
import { Declarations } from '../discovery/declarations';
import { onlyOnce } from '../discovery/only-once';

/** A table whose rows are added and never change, kept in a chain of its own. */
export interface ChainedTable {
  /** With its schema: `platform.journal`. Stored, so it does not change. */
  name: string;
  /** SQL on the row `t`: what tells it from all others, as text. */
  key: string;
  /**
   * SQL on the row `t` with a whole number that grows with time, where there is one: then only what is new is
   * read. Without it all rows are looked at each time, so only for a small table.
   */
  position?: string;
  /** SQL on the row `t`: what must not change, in this order for ever. Moments as `moment(t.column)`. */
  columns: readonly string[];
  /** SQL on the row `t`: when it was written, to name a broken line by its day. */
  at: string;
}

const declaration = declareClass<ChainedTable, object>();

/** Has the rows of a table kept in a chain, so that a change behind the academie's back is found. */
export const KeepsInChain = (
  table: ChainedTable,
): ((target: new (...args: never[]) => object) => void) => declaration(table);

/** All tables that are kept in a chain, in the order of the libs. */
@Injectable()
export class ChainedTables implements OnModuleInit {
  private known: readonly ChainedTable[] = [];

  constructor(private readonly declarations: Declarations) {}

  onModuleInit(): void {
    const declared = this.declarations.classes(declaration);
    onlyOnce(declared.map(({ options, where }) => ({ name: options.name, where })));
    this.known = declared.map(({ options }) => options);
  }

  get all(): readonly ChainedTable[] {
    return this.known;
  }
}

/** Sixteen bytes of SHA-256 of what a row says, in SQL. Moments as numbers: no setting changes how they read. */
export const rowHash = ({ columns }: ChainedTable): string => {
  const values = columns.map((column) =>
    column.replace(/^moment\((.*)\)$/, '(extract(epoch FROM $1) * 1000000)::bigint'),
  );
  return `substring(sha256(convert_to(jsonb_build_array(${values.join(', ')})::text, 'UTF8')) FOR 16)`;
};
