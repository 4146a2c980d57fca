import { Injectable } from '@nestjs/common';

import { Clock } from '../time/clock';
import { Database } from '../database/database';
import type { Anchor } from './chain-anchor';
import { type ChainedTable, ChainedTables, rowHash } from './chained';
import { blockHash, NOTHING } from './chain-hash';
import { LATE_MS } from './chain-sealer';

/** The first thing that is not as it was written. */
export interface Break {
  chain: string;
  /** The row, or `block 12`. */
  key: string;
  /** Day it was written, as far as anything of it is left. */
  day: string | undefined;
  what: 'changed' | 'gone' | 'added' | 'block changed' | 'block gone' | 'not as anchored';
}

/** How much was looked at, and the first break. */
export interface ChainReport {
  rows: number;
  blocks: number;
  broken: Break | undefined;
}

interface Block {
  number: number;
  keys: string[];
  hashes: Buffer;
  hash: Buffer;
  day: string;
}

/** Looks through all chains for what was changed behind the academie's back. */
@Injectable()
export class ChainVerifier {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly tables: ChainedTables,
  ) {}

  /** `anchors` are what was written down elsewhere; without them a whole chain that was made anew passes. */
  async verify(anchors: readonly Anchor[]): Promise<ChainReport> {
    const report: ChainReport = { rows: 0, blocks: 0, broken: undefined };
    const unknown = anchors.find(
      ({ chain }) => !this.tables.all.some(({ name }) => name === chain),
    );
    if (unknown)
      report.broken = blockBreak(unknown.chain, unknown.number, unknown.day, 'block gone');
    for (const table of this.tables.all) {
      report.broken ??= await this.chain(
        table,
        anchors.filter(({ chain }) => chain === table.name),
        report,
      );
    }
    return report;
  }

  private async chain(
    table: ChainedTable,
    anchors: readonly Anchor[],
    report: ChainReport,
  ): Promise<Break | undefined> {
    let before: Buffer = NOTHING;
    let number = 0;
    for (;;) {
      const block = await this.block(table, number);
      if (!block) break;
      number += 1;
      report.blocks += 1;
      report.rows += block.keys.length;
      const broken =
        this.ofBlock(table, block, number, before) ?? (await this.ofRows(table, block));
      if (broken) return broken;
      const anchor = anchors.find((one) => one.number === number);
      if (anchor && anchor.hash !== block.hash.toString('hex'))
        return blockBreak(table.name, number, anchor.day, 'not as anchored');
      before = block.hash;
    }
    const missing = anchors.find((anchor) => anchor.number > number);
    if (missing) return blockBreak(table.name, missing.number, missing.day, 'block gone');
    return this.added(table);
  }

  private block({ name }: ChainedTable, after: number): Promise<Block | undefined> {
    return this.database.first<Block>(
      `SELECT number, keys, hashes, hash, to_char(made_at, 'YYYY-MM-DD') AS day
         FROM platform.chain_block WHERE chain = $1 AND number > $2 ORDER BY number LIMIT 1`,
      [name, after],
    );
  }

  private ofBlock(
    { name }: ChainedTable,
    block: Block,
    number: number,
    before: Buffer,
  ): Break | undefined {
    if (block.number !== number) return blockBreak(name, number, block.day, 'block gone');
    const right = blockHash(before, { chain: name, ...block });
    return right.equals(block.hash)
      ? undefined
      : blockBreak(name, number, block.day, 'block changed');
  }

  private async ofRows(table: ChainedTable, block: Block): Promise<Break | undefined> {
    const [row] = await this.database.rows<{ key: string; day: string | null; gone: boolean }>(
      `WITH sealed AS (
         SELECT k.key, k.nth, substring($2::bytea FROM (16 * (k.nth - 1) + 1)::int FOR 16) AS hash
           FROM unnest($1::text[]) WITH ORDINALITY AS k (key, nth)
       ), now AS (
         SELECT ${table.key} AS key, ${rowHash(table)} AS hash, to_char(${table.at}, 'YYYY-MM-DD') AS day
           FROM ${table.name} t WHERE ${keyIn(table)}
       )
       SELECT s.key, n.day, n.key IS NULL AS gone FROM sealed s LEFT JOIN now n USING (key)
        WHERE n.hash IS DISTINCT FROM s.hash ORDER BY s.nth LIMIT 1`,
      [block.keys, block.hashes],
    );
    if (!row) return undefined;
    const { key, day, gone } = row;
    return { chain: table.name, key, day: day ?? block.day, what: gone ? 'gone' : 'changed' };
  }

  // A row below what was sealed long ago that is in no block: no transaction takes so long.
  private async added(table: ChainedTable): Promise<Break | undefined> {
    const { position } = table;
    if (!position) return undefined; // it is sealed as any new row: it can only have been added just now
    const row = await this.database.first<{ key: string; day: string }>(
      `SELECT ${table.key} AS key, to_char(${table.at}, 'YYYY-MM-DD') AS day FROM ${table.name} t
        WHERE ${position} <= (SELECT max(highest) FROM platform.chain_block WHERE chain = $1 AND made_at < $2)
          AND ${table.key} NOT IN (
            SELECT k FROM platform.chain_block b, unnest(b.keys) AS k WHERE b.chain = $1)
        ORDER BY ${position} LIMIT 1`,
      [table.name, new Date(this.clock.now().getTime() - LATE_MS)],
    );
    return row && { chain: table.name, ...row, what: 'added' };
  }
}

const keyIn = ({ key, position }: ChainedTable): string =>
  position ? `${position} = ANY ($1::bigint[])` : `${key} = ANY ($1)`;

const blockBreak = (chain: string, number: number, day: string, what: Break['what']): Break => ({
  chain,
  key: `block ${number}`,
  day,
  what,
});
