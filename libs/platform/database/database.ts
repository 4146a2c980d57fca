import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Pool, PoolConfig, QueryConfig } from 'pg';
import { DataSource, type DataSourceOptions, type EntityManager, QueryFailedError } from 'typeorm';

import { CONFIG, type Config } from '../config/config';
import { currentWork, uptime, type WorkKind } from '../work/current-work';
import { isAnswerOfServer, isAway } from './away';
import { HotStatements, isOutdatedPlan } from './hot-statements';
import { inTurn, joinTransaction } from './joined-transaction';
import { SnakeNaming } from './naming-strategy';
import { OutcomeUnknown } from './outcome';
import { Replica } from './replica';
import { connectionOptions, LEAST_MS, type TimeLimits, timeLimits } from './time-limits';
import { keepWithinLimits } from './transaction-limits';
import { doubtOf, runTransaction } from './transaction';

/**
 * Options shared by the app, the command line and the tests.
 *
 * A database that does not answer must cost a visitor at most 5 seconds, and nothing here may need a session of
 * its own: pgbouncer hands out transactions. It takes no options either, so behind a pooler the role has the limits
 * (`start-check.ts`). The client's own limit is for a server that no longer answers at all.
 */
export function databaseOptions(config: Config): DataSourceOptions {
  const limits = timeLimits(config);
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
      query_timeout: limits.background.statement + 5_000,
      ...(!config.databasePooler && { options: connectionOptions(limits.request) }),
      keepAlive: true,
      application_name: 'academie',
    },
  };
}

/** How long a report waits for a replica that does not answer. Milliseconds. */
const REPLICA_CONNECT_MS = 500;

const replicaOptions = (config: Config): PoolConfig => ({
  connectionString: config.replicaUrl,
  max: config.databasePoolSize,
  connectionTimeoutMillis: REPLICA_CONNECT_MS,
  ...(!config.databasePooler && { options: connectionOptions(timeLimits(config).request) }),
  keepAlive: true,
  application_name: 'academie',
});

type Row = Record<string, unknown>;

/** A statement as pg takes it. */
interface Statement {
  text: string;
  values: unknown[];
  name?: string;
}

/** A statement that changes something even where it begins as a question; a call of a function does not show it. */
const WRITES = /\b(INSERT|UPDATE|DELETE|MERGE|TRUNCATE)\b/i;

/** Plain SQL and transactions. Hot paths read through `rows`, which hydrates nothing. */
@Injectable()
export class Database implements OnApplicationShutdown {
  /** The standby that reports are read from, where one is configured. */
  readonly replica: Replica | undefined;
  private readonly pool: Pool;
  private readonly limits: Record<WorkKind, TimeLimits>;
  private readonly hot = new HotStatements();

  constructor(
    readonly source: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.pool = (source.driver as unknown as { master: Pool }).master;
    this.limits = timeLimits(config);
    if (config.replicaUrl) this.replica = new Replica(replicaOptions(config), this.pool);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.replica?.close();
  }

  /** The rows of one statement; inside `tx` when given, else on any connection. @throws as `transaction` does */
  async rows<T = Row>(text: string, params: unknown[] = [], tx?: EntityManager): Promise<T[]> {
    if (tx) return rows<T>(tx, text, params);
    return this.alone<T>({ text, values: params });
  }

  /**
   * The rows of a statement that runs on most requests. `name` stands for the text on every
   * connection, so that PostgreSQL parses and plans it once there and not each time: of a lookup by
   * key that is five sixths of the work. For fixed texts only, since a connection keeps what it
   * prepared. pgbouncer knows how to pass these on from 1.21 on; DATABASE_NAMED_STATEMENTS=0 leaves the names out.
   * `'writes'` says of a function that is called that it writes, so that a lost answer is told as one.
   */
  async prepared<T = Row>(
    name: string,
    text: string,
    params: unknown[],
    writes?: 'writes',
  ): Promise<T[]> {
    const { databaseNamedStatements } = this.config;
    const statement = { text, values: params, ...(databaseNamedStatements && { name }) };
    return this.alone<T>(statement, writes === 'writes');
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
   *
   * Where the work under way has a transaction that commands join, it becomes a part of that one, which is
   * undone by itself when it throws.
   * @throws NotInTime when the time of the work under way is over: nothing is done; OutcomeUnknown when the commit
   *   was not answered; what the database or the work throws: nothing is done
   */
  async transaction<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    const under = currentWork();
    if (under?.joined?.tx) return joinTransaction(under.joined, work);
    return runTransaction(this.source, this.limits, under, work);
  }

  // One statement that is its own transaction. The connection brings the limits of a request; a write for which there
  // is less time gets a transaction that says so, or it would be done after it was refused. A read that comes too
  // late does no harm, and the client's own limit ends the wait. What belongs to a trace says so in a transaction.
  private async alone<T>(statement: Statement, writes = WRITES.test(statement.text)): Promise<T[]> {
    const under = currentWork();
    const { text, values } = statement;
    if (under?.joined?.tx) return inTurn(under.joined, (tx) => rows<T>(tx, text, values));
    if (this.replica && under?.fromReplica && !writes) {
      const query_timeout = Math.max(LEAST_MS, Math.ceil(under.endsAt - uptime()));
      const found = await this.replica.rows(under, { ...statement, query_timeout } as QueryConfig);
      if (found) return found as T[];
    }
    const left = under ? under.endsAt - uptime() : this.config.databaseTimeoutMs;
    const isOther = left < (writes ? this.limits.request.statement : LEAST_MS) || left === Infinity;
    if (isOther || (writes && under?.traceparent) || (!under && this.config.databasePooler))
      return this.transaction((tx) => rows<T>(tx, text, values)).catch((error: unknown) => {
        throw error instanceof QueryFailedError ? error.driverError : error;
      });
    const query = { ...statement, query_timeout: Math.ceil(left) } as QueryConfig;
    return writes ? this.write<T>(query) : this.read<T>(query);
  }

  private async read<T>(query: QueryConfig): Promise<T[]> {
    const name = query.name ?? this.hotNameOf(query.text);
    if (!name) return (await this.pool.query(query)).rows as T[];
    try {
      return (await this.pool.query({ ...query, name })).rows as T[];
    } catch (error) {
      if (query.name || !isOutdatedPlan(error)) throw error;
      this.hot.forget(query.text);
      return this.read<T>(query);
    }
  }

  private hotNameOf(text: string): string | undefined {
    return this.config.databaseNamedStatements ? this.hot.nameOf(text, uptime()) : undefined;
  }

  private async write<T>(query: QueryConfig): Promise<T[]> {
    const client = await this.pool.connect();
    let broken: unknown;
    // A line that breaks is told to who asked; without a listener it would end the process as well.
    const hear = (): void => undefined;
    client.on('error', hear);
    try {
      const doubt = doubtOf(client);
      const { rows: found } = await client.query(query);
      if (doubt()) throw new OutcomeUnknown();
      return found as T[];
    } catch (error) {
      broken = error;
      if (isAnswerOfServer(error) || error instanceof OutcomeUnknown) throw error;
      throw new OutcomeUnknown(error);
    } finally {
      client.off('error', hear);
      client.release(isAnswerOfServer(broken) && !isAway(broken) ? undefined : Boolean(broken));
    }
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
  await keepWithinLimits(tx);
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

/** Parameters of a statement that is put together from parts. */
export class Params {
  readonly values: unknown[] = [];

  /** The placeholder of one more value. */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}
