// What pg and the pool say when the database is away, stands by, or does not answer in time.
const AWAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  // A server that stops, starts, was promoted a moment ago or has become the standby.
  '57P01',
  '57P02',
  '57P03',
  '57P05',
  '25006',
  // Too many connections, and those that broke.
  '53300',
  '08000',
  '08001',
  '08003',
  '08004',
  '08006',
  // A password that is being changed, a pooler that lost its database.
  '28000',
  '28P01',
  '3D000',
]);
// The server ended it: the statement, its wait for a row, the transaction that stood still.
const OUT_OF_TIME = new Set(['57014', '55P03', '25P03', '25P04']);
// Two that waited for each other, as a request and a migration may: the server ended one.
const ENTANGLED = new Set(['40P01', '40001']);
// A full disk or a failing one: the write did not happen, and we say so.
const NO_ROOM = new Set(['53100', '53200', '58030']);

/** SQLSTATE of the server, or Node's code of a broken connection. */
export function codeOf(error: unknown): string | undefined {
  const { code, driverError } = (error ?? {}) as {
    code?: unknown;
    driverError?: { code?: unknown };
  };
  const found = driverError?.code ?? code;
  return typeof found === 'string' ? found : undefined;
}

const has = (codes: ReadonlySet<string>, error: unknown): boolean => codes.has(codeOf(error) ?? '');

/** The server refused for want of time: what was asked is undone. */
export const isOutOfTime = (error: unknown): boolean => has(OUT_OF_TIME, error);

/** The server undid what was asked because another change stood in its way: asked again, it may well be done. */
export const isEntangled = (error: unknown): boolean => has(ENTANGLED, error);

/** The disk of the server is full or fails. */
export const isOutOfRoom = (error: unknown): boolean => has(NO_ROOM, error);

/** Whether nobody at the other side answers, or not one who takes writes. */
export function isAway(error: unknown): boolean {
  if (has(AWAY, error)) return true;
  // A refusal of the data may hold any words; this code is what pgbouncer says of a server that it lost.
  if (isAnswerOfServer(error) && codeOf(error) !== '08P01') return false;
  const message = error instanceof Error ? error.message : String(error);
  return /timeout|Connection terminated|connect ECONN|unsupported startup parameter|server_login_retry|query_wait_timeout|invalid server parameter|server conn crashed/i.test(
    message,
  );
}

/** Whether the server itself spoke: then it has undone what was asked. A connection that broke tells nothing. */
export const isAnswerOfServer = (error: unknown): boolean => {
  const { severity, driverError } = (error ?? {}) as {
    severity?: unknown;
    driverError?: { severity?: unknown };
  };
  return typeof (driverError?.severity ?? severity) === 'string';
};
