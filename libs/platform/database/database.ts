import { Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { DataSource, type DataSourceOptions, type EntityManager } from 'typeorm';

import type { Config } from '../config/config';
import { SnakeNaming } from './naming-strategy';

/**
 * Options shared by the app, the command line and the tests.
 *
 * A database that does not answer must cost a visitor at most 5 seconds (connection and query
 * time-outs), and nothing here may need a session of its own: pgbouncer hands out transactions.
 */
export function databaseOptions(config: Config): DataSourceOptions {
  return {
    type: 'postgres',
    url: config.databaseUrl,
    namingStrategy: new SnakeNaming(),
    poolSize: config.databasePoolSize,
    connectTimeoutMS: Math.round((config.databaseTimeoutMs * 2) / 3),
    synchronize: false,
    installExtensions: false,
    uuidExtension: 'pgcrypto',
    extra: {
      query_timeout: config.databaseTimeoutMs,
      keepAlive: true,
      application_name: 'academie',
    },
  };
}

type Row = Record<string, unknown>;

/** Plain SQL and transactions. Hot paths read through `rows`, which hydrates nothing. */
@Injectable()
export class Database {
  private readonly pool: Pool;

  constructor(readonly source: DataSource) {
    this.pool = (source.driver as unknown as { master: Pool }).master;
  }

  /** The rows of one statement; inside `tx` when given, else on any connection. */
  async rows<T = Row>(text: string, params: unknown[] = [], tx?: EntityManager): Promise<T[]> {
    if (!tx) return (await this.pool.query(text, params)).rows as T[];
    return rows<T>(tx, text, params);
  }

  /**
   * The rows of a statement that runs on most requests. `name` stands for the text on every
   * connection, so that PostgreSQL parses and plans it once there and not each time: of a lookup by
   * key that is five sixths of the work. For fixed texts only, since a connection keeps what it
   * prepared. pgbouncer knows how to pass these on from 1.21 on.
   */
  async prepared<T = Row>(name: string, text: string, params: unknown[]): Promise<T[]> {
    return (await this.pool.query({ name, text, values: params })).rows as T[];
  }

  /** The first row, or undefined. */
  async first<T = Row>(
    text: string,
    params: unknown[] = [],
    tx?: EntityManager,
  ): Promise<T | undefined> {
    return (await this.rows<T>(text, params, tx))[0];
  }

  /**
   * One command, one transaction, READ COMMITTED: a transaction that waited for a row lock then sees what the
   * other committed. A repeatable read would still see the row as it was before the wait.
   */
  transaction<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.source.transaction('READ COMMITTED', work);
  }
}

/** As many as PostgreSQL takes a list to be when it plans for one it does not know. */
const UNKNOWN_LIST = 10;

/**
 * A list for `= ANY ($n)` in a prepared statement, filled up by repeating. PostgreSQL keeps a plan only when it
 * seems no dearer than one for just these values; for a list of two it would plan anew every time, which
 * costs four times what the statement does.
 */
export const padList = <T>(values: readonly T[]): T[] => {
  const [first] = values;
  const missing = first === undefined ? 0 : Math.max(0, UNKNOWN_LIST - values.length);
  return [...values, ...Array.from({ length: missing }, () => first as T)];
};

/** The rows of one statement in the caller's transaction, whatever the statement's kind. */
export async function rows<T = Row>(
  tx: EntityManager,
  text: string,
  params: unknown[] = [],
): Promise<T[]> {
  if (!tx.queryRunner) throw new Error('rows() wants the manager of a transaction');
  const result = await tx.queryRunner.query(text, params, true);
  return result.records as T[];
}

/**
 * Inserts many rows in one statement: the keys of the first row name the columns, values are as
 * JSON has them (dates as text or Date, lists as arrays). `conflict` is the clause for rows that are
 * there already, e.g. `ON CONFLICT DO NOTHING`. Returns how many were inserted.
 */
export async function insertRows(
  tx: EntityManager,
  table: string,
  list: readonly Row[],
  conflict = '',
): Promise<number> {
  const [first] = list;
  if (!first) return 0;
  const columns = Object.keys(first).join(', ');
  const [done] = await rows<{ count: string }>(
    tx,
    `WITH done AS (
       INSERT INTO ${table} (${columns})
       SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1) ${conflict} RETURNING 1
     ) SELECT count(*) FROM done`,
    [JSON.stringify(list)],
  );
  return Number(done?.count);
}
