import { createHash, randomFillSync } from 'node:crypto';

// Random bytes are fetched by the thousand: asking for ten costs as much as asking for all of these.
const RANDOM = 10;
const pool = Buffer.alloc(RANDOM * 256);
let used = pool.length;

function tenRandomBytes(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  return pool.subarray(used, (used += RANDOM));
}

let latest = 0;
let inLatest = 0;

/**
 * A UUIDv7 (RFC 9562, section 5.7): ids made later sort later, so indexes grow at one end and rows of one
 * moment stand in the order in which this process made them (a counter within the millisecond, section 6.2,
 * method 1; above 2,048 in one millisecond it begins anew, and their order is left to chance).
 */
export function newId(now = Date.now()): string {
  const random = tenRandomBytes();
  inLatest = now === latest ? (inLatest + 1) & 0xfff : random.readUInt16BE(0) & 0x7ff;
  latest = now;
  random.writeUInt16BE(0x7000 | inLatest, 0);
  random[2] = 0x80 | ((random[2] ?? 0) & 0x3f);
  const time = now.toString(16).padStart(12, '0');
  const rest = random.toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-${rest.slice(0, 4)}-${rest.slice(4, 8)}-${rest.slice(8)}`;
}

/**
 * The id of a demo row that others must find again: the same words give the same id, on every
 * machine and every day. A UUIDv8 (RFC 9562, section 5.8) made of SHA-256.
 */
export function demoId(kind: string, key: string): string {
  const hash = createHash('sha256').update(`${kind}:${key}`).digest();
  hash[6] = 0x80 | ((hash[6] ?? 0) & 0x0f);
  hash[8] = 0x80 | ((hash[8] ?? 0) & 0x3f);
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether the text is a UUID of any version, so that it may be handed to the database. */
export const isId = (text: unknown): text is string => typeof text === 'string' && UUID.test(text);
