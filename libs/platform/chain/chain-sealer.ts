import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock } from '../time/clock';
import { Database, rows } from '../database/database';
import { Job } from '../jobs/jobs';
import { type ChainedTable, ChainedTables, rowHash } from './chained';
import { blockHash, NOTHING } from './chain-hash';

interface NewRow {
  key: string;
  hash: Buffer;
  position: string | null;
}

/** Rows of one block: small enough for one transaction, large enough for few blocks. */
const BLOCK = 5000;
/**
 * A transaction that began before the last block may commit after it, with a lower position: so long it is still
 * looked for. None lasts a tenth of it, since the server ends those (docs/database.md).
 */
export const LATE_MS = 2 * 3_600_000;
const LOCK = 7_264_013;

/**
 * Puts new rows into the chain of their table, some minutes after they were written: what writes them does not
 * wait for each other, as it would for a hash at each insert.
 */
@Injectable()
export class ChainSealer {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly tables: ChainedTables,
  ) {}

  @Job('*/5 * * * *', 'platform.seal-chains')
  async sealAll(): Promise<void> {
    for (const table of this.tables.all) while ((await this.seal(table)) === BLOCK);
  }

  /** Makes one block of what is new; returns how many rows. */
  seal(table: ChainedTable): Promise<number> {
    return this.database.transaction(async (tx) => {
      await rows(tx, 'SELECT pg_advisory_xact_lock($1, hashtext($2))', [LOCK, table.name]);
      const [last] = await rows<{ number: number; hash: Buffer }>(
        tx,
        'SELECT number, hash FROM platform.chain_block WHERE chain = $1 ORDER BY number DESC LIMIT 1',
        [table.name],
      );
      const found = await this.unsealed(tx, table);
      if (found.length === 0) return 0;
      const block = {
        chain: table.name,
        number: (last?.number ?? 0) + 1,
        keys: found.map(({ key }) => key),
        hashes: Buffer.concat(found.map(({ hash }) => hash)),
      };
      const positions = found.flatMap(({ position }) =>
        position === null ? [] : [BigInt(position)],
      );
      await rows(
        tx,
        `INSERT INTO platform.chain_block (chain, number, keys, hashes, highest, hash, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [
          block.chain,
          block.number,
          block.keys,
          block.hashes,
          greatest(positions)?.toString() ?? null,
          blockHash(last?.hash ?? NOTHING, block),
          this.clock.now(),
        ],
      );
      return found.length;
    });
  }

  private async unsealed(tx: EntityManager, table: ChainedTable): Promise<NewRow[]> {
    const { position } = table;
    if (!position) return this.read(tx, table, table.key, notIn(table, ALL_BLOCKS), [table.name]);
    const fresh = await this.read(
      tx,
      table,
      position,
      `${position} > coalesce(
         (SELECT max(highest) FROM platform.chain_block WHERE chain = $1), -9223372036854775808)`,
      [table.name],
    );
    if (fresh.length === BLOCK) return fresh;
    const late = await this.read(
      tx,
      table,
      position,
      // Above what was sealed before the recent blocks: a late row may lie below the lowest of those.
      `${position} > coalesce((SELECT max(highest) FROM platform.chain_block WHERE chain = $1
           AND number < (SELECT min(number) FROM ${RECENT_BLOCKS} b)), -9223372036854775808)
        AND ${position} <= (SELECT max(highest) FROM ${RECENT_BLOCKS} b)
        AND ${notIn(table, RECENT_BLOCKS)}`,
      [table.name, new Date(this.clock.now().getTime() - LATE_MS)],
    );
    return [...late, ...fresh].slice(0, BLOCK);
  }

  private read(
    tx: EntityManager,
    table: ChainedTable,
    order: string,
    condition: string,
    params: unknown[],
  ): Promise<NewRow[]> {
    return rows<NewRow>(
      tx,
      `SELECT ${table.key} AS key, ${rowHash(table)} AS hash, ${table.position ?? 'NULL'}::bigint AS position
         FROM ${table.name} t WHERE ${condition} ORDER BY ${order} LIMIT ${BLOCK}`,
      params,
    );
  }
}

const ALL_BLOCKS = '(SELECT * FROM platform.chain_block WHERE chain = $1)';
// The last one too, however old: a quiet night is no reason to pass over who committed late.
const RECENT_BLOCKS = `(
  SELECT * FROM platform.chain_block WHERE chain = $1 AND (made_at >= $2 OR number = (
    SELECT max(number) FROM platform.chain_block WHERE chain = $1)) ORDER BY number DESC LIMIT 100)`;
const notIn = ({ key }: ChainedTable, blocks: string): string =>
  `NOT EXISTS (SELECT FROM ${blocks} b, unnest(b.keys) AS k WHERE k = ${key})`;

const greatest = (numbers: readonly bigint[]): bigint | undefined =>
  numbers.reduce<bigint | undefined>((a, b) => (a === undefined || b > a ? b : a), undefined);
