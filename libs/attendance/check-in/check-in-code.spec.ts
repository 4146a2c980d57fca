import { newId } from '@academie/platform';

import {
  checkInId,
  isOnScreen,
  provesScan,
  readScreenToken,
  readTicketCode,
  scanProof,
  screenToken,
  ticketCode,
} from './check-in-code';

const SECRET = Buffer.alloc(32, 7);
const NOW = new Date('2026-03-10T09:30:10Z');
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

describe('the code on the screen', () => {
  const session = newId();
  const token = screenToken(SECRET, session, NOW);
  const code = readScreenToken(SECRET, token);

  it('says which session it is of, and holds for fifteen seconds after it changed', () => {
    expect(code?.sessionId).toBe(session);
    expect(isOnScreen(code!, NOW)).toBe(true);
    expect(isOnScreen(code!, later(34))).toBe(true);
    expect(isOnScreen(code!, later(36))).toBe(false);
    expect(isOnScreen(code!, later(60))).toBe(false);
    expect(isOnScreen(code!, later(-30))).toBe(false);
  });

  it('is another one every half minute', () => {
    expect(screenToken(SECRET, session, later(30))).not.toBe(token);
  });

  it('cannot be made up or changed', () => {
    const bytes = Buffer.from(token, 'base64url');
    for (let place = 0; place < bytes.length; place += 1) {
      const changed = Buffer.from(bytes);
      changed[place] = changed[place]! ^ 1;
      expect(readScreenToken(SECRET, changed.toString('base64url'))).toBeUndefined();
    }
    expect(readScreenToken(Buffer.alloc(32, 8), token)).toBeUndefined();
    expect(readScreenToken(SECRET, 'onzin')).toBeUndefined();
  });

  it('gives whoever scanned it in time a minute to sign in, for this code only', () => {
    const proof = scanProof(SECRET, token, NOW);
    expect(provesScan(SECRET, proof, token, later(59))).toBe(true);
    expect(provesScan(SECRET, proof, token, later(61))).toBe(false);
    expect(provesScan(SECRET, proof, screenToken(SECRET, newId(), NOW), NOW)).toBe(false);
    const [until, mac] = proof.split('.');
    expect(provesScan(SECRET, `${Number(until) + 600}.${mac}`, token, NOW)).toBe(false);
    expect(provesScan(SECRET, undefined, token, NOW)).toBe(false);
  });
});

describe('the code on a ticket', () => {
  it('is of one enrolment, and read as people type it', () => {
    const code = ticketCode(SECRET, newId());
    expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(ticketCode(SECRET, newId())).not.toBe(code);
    expect(readTicketCode(` ${code.toLowerCase().replace('-', ' ')} `)).toBe(code);
    expect(readTicketCode('oil0-1111')).toBe('0110-1111');
    expect(readTicketCode('te kort')).toBeUndefined();
  });
});

describe('a check-in', () => {
  it('is the same mark however often it is made', () => {
    const [session, enrolment] = [newId(), newId()];
    expect(checkInId('self', session, enrolment)).toBe(checkInId('self', session, enrolment));
    expect(checkInId('ticket', session, enrolment)).not.toBe(checkInId('self', session, enrolment));
  });
});
