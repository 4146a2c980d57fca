import { marksOf, owner, settleMarks } from './device-store.js';

/** As many marks as go in one request. */
const MOST = 200;
const NOT_NOW = new Set([408, 425, 429, 500, 502, 503, 504, 507]);

/** No connection, or an academie that cannot answer now: try again later. */
class Later extends Error {}

/**
 * Sends what waits on this device. A mark leaves the device only when the academie has said what became
 * of it; sent twice it is the same mark, since it carries an id of its own. Answers `done`, `later`,
 * `signed-out` or `somebody-else`; after the last two everything is still here.
 * `known` is who is signed in on this page and its form token, as far as the page knows.
 */
export const sendWaiting = (known) =>
  oneAtATime(async () => {
    const person = known?.person ?? (await owner());
    if (!person) return 'signed-out';
    const marks = (await marksOf(person)).filter(({ refused }) => !refused);
    if (marks.length === 0) return 'done';
    let csrf = known?.csrf;
    try {
      if (!csrf) csrf = tokenFor(person, await whoIsThere());
      for (const part of partsOf(marks)) csrf = await sendPart(part, person, csrf);
      return 'done';
    } catch (error) {
      if (error instanceof Later || error instanceof TypeError) return 'later';
      if (error.outcome) return error.outcome;
      throw error;
    } finally {
      tellOthers();
    }
  });

/** Who is signed in in this browser, with the form token of that session; undefined is nobody. */
export async function whoIsThere(sessionIds = []) {
  const response = await fetch(`/lesgeven/apparaat?sessies=${sessionIds.join(',')}`, {
    headers: { accept: 'application/json' },
    cache: 'no-store',
    redirect: 'manual',
  });
  if (response.status === 401) return undefined;
  if (!response.ok) throw new Later();
  return response.json();
}

/** Calls back when another tab, or the worker behind the pages, sent something. */
export function onSent(listen) {
  if (!('BroadcastChannel' in globalThis)) return;
  channel().addEventListener('message', listen);
}

let shared;
const channel = () => (shared ??= new BroadcastChannel('academie-meldingen'));
const tellOthers = () => 'BroadcastChannel' in globalThis && channel().postMessage('sent');

// Two tabs and the worker may all want to send; one does, and the others find nothing left.
const oneAtATime = (work) =>
  navigator.locks ? navigator.locks.request('academie-meldingen', work) : work();

function tokenFor(person, there) {
  if (!there) throw stopped('signed-out');
  if (there.person !== person) throw stopped('somebody-else');
  return there.csrf;
}
const stopped = (outcome) => Object.assign(new Error(outcome), { outcome });

function partsOf(marks) {
  const parts = [];
  for (const sessionId of new Set(marks.map((mark) => mark.sessionId))) {
    const own = marks.filter((mark) => mark.sessionId === sessionId);
    for (let from = 0; from < own.length; from += MOST) parts.push(own.slice(from, from + MOST));
  }
  return parts;
}

// The token of a page is that of one session; after signing in again it is another one's.
async function sendPart(marks, person, csrf) {
  let token = csrf;
  let response = await post(marks, token);
  if (response.status === 403) {
    token = tokenFor(person, await whoIsThere());
    response = await post(marks, token);
  }
  if (response.status === 401) throw stopped('signed-out');
  if (NOT_NOW.has(response.status)) throw new Later();
  const [{ sessionId }] = marks;
  if (response.ok) {
    const { results } = await response.json();
    const of = (index) => results[index] ?? { result: 'rejected', code: 'attendance.invalid-mark' };
    await settleMarks(
      sessionId,
      marks.filter((_, index) => of(index).result !== 'rejected'),
      marks.flatMap((mark, index) =>
        of(index).result === 'rejected' ? [{ mark, code: of(index).code }] : [],
      ),
    );
  } else {
    const { code = 'attendance.invalid-mark' } = await response.json().catch(() => ({}));
    await settleMarks(
      sessionId,
      [],
      marks.map((mark) => ({ mark, code })),
    );
  }
  return token;
}

const post = (marks, csrf) =>
  fetch(`/api/v1/sessions/${marks[0].sessionId}/attendance-marks`, {
    method: 'POST',
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      'x-csrf-token': csrf,
      // By this the academie sees how far this clock is off, and dates the marks by its own.
      'device-time': new Date().toISOString(),
    },
    body: JSON.stringify(
      marks.map(({ clientId, enrolmentId, value, minutes, source, occurredAt }) => ({
        clientId,
        enrolmentId,
        value,
        ...(minutes && { minutes }),
        source,
        occurredAt,
      })),
    ),
  });
