import type { Config } from '../config/config';
import type { WorkKind } from '../work/current-work';

/** How long the database lets something take, in milliseconds. PostgreSQL's own settings of these names. */
export interface TimeLimits {
  statement: number;
  lock: number;
  idleInTransaction: number;
}

/** No statement is given less: it would be refused before it could be done. Milliseconds. */
export const LEAST_MS = 50;

/**
 * A request is answered within `databaseTimeoutMs`, so nothing in it may take longer in the database: the server
 * ends what its caller no longer waits for, and what was refused is not done after all. A process that stands
 * still loses its locks within the idle limit.
 */
export function timeLimits({
  databaseTimeoutMs: ms,
}: Pick<Config, 'databaseTimeoutMs'>): Record<WorkKind, TimeLimits> {
  return {
    request: {
      statement: Math.round(ms * 0.9),
      lock: Math.round(ms * 0.7),
      idleInTransaction: ms * 2,
    },
    background: { statement: Math.max(120_000, ms), lock: 10_000, idleInTransaction: 60_000 },
  };
}

const settings = (limits: TimeLimits): [name: string, value: string][] => [
  ['statement_timeout', `${limits.statement}ms`],
  ['lock_timeout', `${limits.lock}ms`],
  ['idle_in_transaction_session_timeout', `${limits.idleInTransaction}ms`],
  ['default_transaction_isolation', 'read committed'],
  // A statement that seems dear would be compiled anew each time it runs (0207).
  ['jit', 'off'],
];

/** The `options` of a connection, in the syntax of libpq. */
export const connectionOptions = (limits: TimeLimits): string =>
  settings(limits)
    .map(([name, value]) => `-c ${name}=${value.replaceAll(' ', '\\ ')}`)
    .join(' ');

/** The statements that give the transaction under way these limits. */
export const setLocal = ({ statement, lock, idleInTransaction }: TimeLimits): string =>
  `SET LOCAL statement_timeout = ${Math.ceil(statement)}; ` +
  `SET LOCAL lock_timeout = ${Math.ceil(lock)}; ` +
  `SET LOCAL idle_in_transaction_session_timeout = ${Math.ceil(idleInTransaction)}`;

/**
 * One row: the statements that give the role of the connection these limits in this database, or null when it has
 * them. A pooler that hands out transactions lets no connection bring settings of its own.
 */
export const roleSettings = (limits: TimeLimits): string => `
  SELECT string_agg(format('ALTER ROLE %I IN DATABASE %I SET %I = %L', current_user, current_database(), name, value), '; ') AS run
    FROM (VALUES ${settings(limits)
      .map(([name, value]) => `('${name}', '${value}')`)
      .join(', ')}) AS wanted (name, value)
   WHERE NOT EXISTS (
     SELECT 1 FROM pg_db_role_setting s, unnest(s.setconfig) AS setting
      WHERE s.setrole = (SELECT oid FROM pg_roles WHERE rolname = current_user)
        AND s.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND setting = wanted.name || '=' || wanted.value)`;
