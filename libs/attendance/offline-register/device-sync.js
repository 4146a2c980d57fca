import { marksOf, owner, settleMarks } from './device-store.js';

/** As many marks as go in one request. */
const MOST = 200;
const NOT_NOW = new Set([408, 425, 429, 500, 502, 503, 504, 507]);

/** No connection, or an academie that cannot answer now: try again later. */
class Later extends Error {}

/**
 * Sends what waits on this device: marks, and people who were let in. Each leaves the device only when
 * the academie has said what became of it; sent twice it is the same one, since it carries an id of its
 * own. Answers `done`, `later`, `signed-out` or `somebody-else`; after the last two everything is still
 * here. `known` is who is signed in on this page and its form token, as far as the page knows.
 */
export const sendWaiting = (known) =>
  oneAtATime(async () => {
    const person = known?.person ?? (await owner());
    if (!person) return 'signed-out';
    const marks = (await marksOf(person)).filter(({ refused }) => !refused);
    if (marks.length === 0) return 'done';
    try {
      return await send(marks, { person, csrf: known?.csrf }, settleMarks);
    } finally {
      tellOthers();
    }
  });

/**
 * Sends these straight from the page, for a device that keeps nothing. `settle` hears for each session
 * what was delivered and what was refused. Answers as sendWaiting does.
 */
export const sendFromPage = (marks, known, settle) =>
  oneAtATime(() => send(marks, known, async (_session, answered) => settle(answered)));

async function send(marks, { person, csrf }, settle) {
  try {
    let token = csrf || tokenFor(person, await whoIsThere());
    for (const part of partsOf(marks)) token = await sendPart(part, { person, token, settle });
    return 'done';
  } catch (error) {
    if (error instanceof Later || error instanceof TypeError) return 'later';
    if (error.outcome) return error.outcome;
    throw error;
  }
}

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
  const parts = marks.filter(({ guest }) => guest).map((walkIn) => [walkIn]);
  const taps = marks.filter(({ guest }) => !guest);
  for (const sessionId of new Set(taps.map((mark) => mark.sessionId))) {
    const own = taps.filter((mark) => mark.sessionId === sessionId);
    for (let from = 0; from < own.length; from += MOST) parts.push(own.slice(from, from + MOST));
  }
  return parts;
}

// The token of a page is that of one session; after signing in again it is another one's.
async function sendPart(marks, { person, token, settle }) {
  let csrf = token;
  let response = await post(marks, csrf);
  if (response.status === 403) {
    csrf = tokenFor(person, await whoIsThere());
    response = await post(marks, csrf);
  }
  if (response.status === 401) throw stopped('signed-out');
  if (NOT_NOW.has(response.status)) throw new Later();
  await settle(marks[0].sessionId, await answerOf(response, marks));
  return csrf;
}

/** Which of these the academie has, and which it did not take, each with the reason. */
async function answerOf(response, marks) {
  // An answer that breaks off halfway is no answer.
  const answer = await response.json().catch(() => {
    if (response.ok) throw new Later();
    return {};
  });
  const { code = 'attendance.invalid-mark' } = answer;
  if (!response.ok) return { delivered: [], refused: marks.map((mark) => ({ mark, code })) };
  if (marks[0].guest) return { delivered: marks, refused: [] };
  const of = (index) =>
    answer.results?.[index] ?? { result: 'rejected', code: 'attendance.invalid-mark' };
  return {
    delivered: marks.filter((_, index) => of(index).result !== 'rejected'),
    refused: marks.flatMap((mark, index) =>
      of(index).result === 'rejected' ? [{ mark, code: of(index).code }] : [],
    ),
  };
}

const post = (marks, csrf) => {
  const [{ sessionId, guest }] = marks;
  return fetch(`/api/v1/sessions/${sessionId}/${guest ? 'walk-ins' : 'attendance-marks'}`, {
    method: 'POST',
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      'x-csrf-token': csrf,
      // By this the academie sees how far this clock is off, and dates the marks by its own.
      'device-time': new Date().toISOString(),
    },
    body: JSON.stringify(guest ? walkInOf(marks[0]) : marks.map(markOf)),
  });
};

const markOf = ({ clientId, enrolmentId, value, minutes, source, occurredAt }) => ({
  clientId,
  enrolmentId,
  value,
  ...(minutes && { minutes }),
  source,
  occurredAt,
});
const walkInOf = ({ clientId, guest, another, occurredAt }) => ({
  clientId,
  guest: {
    givenName: guest.givenName,
    familyName: guest.familyName,
    ...(guest.organisationId && { organisationId: guest.organisationId }),
  },
  ...(another && { another }),
  occurredAt,
});
