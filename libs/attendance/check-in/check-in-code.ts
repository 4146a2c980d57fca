import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A code on the screen is shown this long. */
export const STEP_SECONDS = 30;
/** A code counts this long after it left the screen: scanning takes a few seconds. */
const GRACE_SECONDS = 15;
/** The browser that opened a code in time may finish within this time, and no other may. */
export const PROOF_SECONDS = 60;

const STEP_MS = STEP_SECONDS * 1000;
const MAC_BYTES = 12;
const TOKEN_BYTES = 16 + 4 + MAC_BYTES;
const TOKEN = /^[\w-]{43}$/;
/** Crockford's: nobody reads one sign for another. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_SIGNS = 8;

/** What a code on the screen says: this session, in these seconds. */
export interface ScreenCode {
  sessionId: string;
  /** Number of the half minute since 1970. */
  step: number;
}

const macOf = (secret: Buffer, ...parts: (string | Buffer)[]): Buffer => {
  const mac = createHmac('sha256', secret);
  for (const part of parts) mac.update(part).update('\0');
  return mac.digest();
};

/** The code for the screen of a session: signed, and another one every half minute. */
export function screenToken(secret: Buffer, sessionId: string, now: Date): string {
  const said = Buffer.alloc(20);
  Buffer.from(sessionId.replaceAll('-', ''), 'hex').copy(said);
  said.writeUInt32BE(stepOf(now), 16);
  const mac = macOf(secret, 'screen', said).subarray(0, MAC_BYTES);
  return Buffer.concat([said, mac]).toString('base64url');
}

/** What the code says, or undefined when it is not ours. Whether it is in time is another question. */
export function readScreenToken(secret: Buffer, token: string): ScreenCode | undefined {
  if (!TOKEN.test(token)) return undefined;
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== TOKEN_BYTES) return undefined;
  const said = bytes.subarray(0, 20);
  const mac = macOf(secret, 'screen', said).subarray(0, MAC_BYTES);
  if (!timingSafeEqual(mac, bytes.subarray(20))) return undefined;
  return { sessionId: uuidOf(said.subarray(0, 16)), step: said.readUInt32BE(16) };
}

/** Whether the code is on the screen now, or was seconds ago. */
export const isOnScreen = ({ step }: ScreenCode, now: Date): boolean =>
  stepsOnScreen(now).includes(step);

/** The steps of which a code counts now: the present one, and for seconds the one before. */
export function stepsOnScreen(now: Date): number[] {
  const current = stepOf(now);
  const since = now.getTime() - current * STEP_MS;
  return since < GRACE_SECONDS * 1000 ? [current, current - 1] : [current];
}

/** A cookie that says: this browser had this code while it was on the screen. */
export function scanProof(secret: Buffer, token: string, now: Date): string {
  const until = String(Math.floor(now.getTime() / 1000) + PROOF_SECONDS);
  return `${until}.${macOf(secret, 'proof', token, until).toString('base64url')}`;
}

export function provesScan(secret: Buffer, proof: string | undefined, token: string, now: Date) {
  const [until = '', mac = ''] = (proof ?? '').split('.');
  if (!/^\d{10,11}$/.test(until) || Number(until) * 1000 < now.getTime()) return false;
  const [given, ours] = [Buffer.from(mac, 'base64url'), macOf(secret, 'proof', token, until)];
  return given.length === ours.length && timingSafeEqual(given, ours);
}

/** The code on the ticket of one enrolment, as people type it: eight signs. */
export function ticketCode(secret: Buffer, enrolmentId: string): string {
  const bytes = macOf(secret, 'ticket', enrolmentId);
  const signs = [...bytes.subarray(0, CODE_SIGNS)].map((byte) => SIGNS[byte % SIGNS.length]);
  return `${signs.slice(0, 4).join('')}-${signs.slice(4).join('')}`;
}

/** A code as it was typed or scanned: the look-alikes put right, or undefined when it is none. */
export function readTicketCode(text: string): string | undefined {
  const signs = text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(signs)
    ? `${signs.slice(0, 4)}-${signs.slice(4)}`
    : undefined;
}

/** One check-in of one kind is one mark: its id follows from what it says (UUIDv8, RFC 9562). */
export function checkInId(kind: 'self' | 'ticket', sessionId: string, enrolmentId: string): string {
  const hash = createHash('sha256').update(`check-in:${kind}:${sessionId}:${enrolmentId}`).digest();
  hash[6] = 0x80 | ((hash[6] ?? 0) & 0x0f);
  hash[8] = 0x80 | ((hash[8] ?? 0) & 0x3f);
  return uuidOf(hash.subarray(0, 16));
}

const stepOf = (now: Date): number => Math.floor(now.getTime() / STEP_MS);
const uuidOf = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
