import {
  askWhoIsThere,
  Later,
  oneAtATime as inTurn,
  outcomeOf,
  postAs,
  tokenFor,
} from '../../platform/device/sending.js';
import { marksOf, owner, settleMarks } from './device-store.js';

/** As many marks as go in one request. */
const MOST = 200;
const oneAtATime = (work) => inTurn('academie-meldingen', work);

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
      return await send(marks, { person, csrf: known?.csrf, settle: settleMarks });
    } finally {
      tellOthers();
    }
  });

/**
 * Sends these straight from the page, for a device that keeps nothing. `settle` hears for each session
 * what was delivered and what was refused. Answers as sendWaiting does.
 */
export const sendFromPage = (marks, known, settle) =>
  oneAtATime(() =>
    send(marks, { ...known, settle: async (_session, answered) => settle(answered) }),
  );

const send = (marks, { person, csrf, settle }) =>
  outcomeOf(async () => {
    let token = csrf || tokenFor(person, await whoIsThere());
    for (const part of partsOf(marks)) token = await sendPart(part, { person, token, settle });
  });

/** Who is signed in in this browser, with the form token of that session; undefined is nobody. */
export const whoIsThere = (sessionIds = []) =>
  askWhoIsThere(`/lesgeven/apparaat?sessies=${sessionIds.join(',')}`);

/** Calls back when another tab, or the worker behind the pages, sent something. */
export function onSent(listen) {
  if (!('BroadcastChannel' in globalThis)) return;
  channel().addEventListener('message', listen);
}

let shared;
const channel = () => (shared ??= new BroadcastChannel('academie-meldingen'));
const tellOthers = () => 'BroadcastChannel' in globalThis && channel().postMessage('sent');

function partsOf(marks) {
  const parts = marks.filter(({ guest }) => guest).map((walkIn) => [walkIn]);
  const taps = marks.filter(({ guest }) => !guest);
  for (const sessionId of new Set(taps.map((mark) => mark.sessionId))) {
    const own = taps.filter((mark) => mark.sessionId === sessionId);
    for (let from = 0; from < own.length; from += MOST) parts.push(own.slice(from, from + MOST));
  }
  return parts;
}

async function sendPart(marks, { person, token, settle }) {
  const [{ sessionId, guest }] = marks;
  const { response, csrf } = await postAs({
    address: `/api/v1/sessions/${sessionId}/${guest ? 'walk-ins' : 'attendance-marks'}`,
    body: guest ? walkInOf(marks[0]) : marks.map(markOf),
    csrf: token,
    renew: async () => tokenFor(person, await whoIsThere()),
  });
  await settle(sessionId, await answerOf(response, marks));
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
