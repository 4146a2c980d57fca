import {
  askWhoIsThere,
  Later,
  oneAtATime,
  outcomeOf,
  postAs,
  tokenFor,
} from '../../platform/device/sending.js';
import { deedsOf, forgetDeed, keepDeed, owner } from './lesson-store.js';

const whoIsThere = () => askWhoIsThere('/leren/apparaat');

/**
 * Sends what waits on this device, the oldest first. A deed leaves the device only when the academie has said what
 * became of it; sent twice it is the same one, since it carries an id of its own. One that was refused stays, with
 * the reason, until its person has read it. Answers `done`, `later`, `signed-out` or `somebody-else`.
 */
export const sendWaiting = (known) =>
  oneAtATime('academie-leren', async () => {
    const person = known?.person ?? (await owner());
    if (!person) return 'signed-out';
    const deeds = (await deedsOf(person)).filter(({ refused }) => !refused);
    if (deeds.length === 0) return 'done';
    return outcomeOf(async () => {
      let csrf = known?.csrf || tokenFor(person, await whoIsThere());
      for (const deed of deeds) csrf = await sendKept(deed, person, csrf);
    });
  });

async function sendKept(deed, person, token) {
  const { answer, csrf } = await sendDeed(deed, { person, csrf: token });
  if (answer.result === 'refused') await keepDeed({ ...deed, refused: answer.text });
  else await forgetDeed(deed.id);
  return csrf;
}

/** Sends one deed and gives what became of it. @throws Later, or what it was stopped with */
export async function sendDeed({ enrolmentId, id, kind, at, fields }, { person, csrf: token }) {
  const { response, csrf } = await postAs({
    address: `/leren/${enrolmentId}/apparaat`,
    body: { kind, id, at, ...fields },
    csrf: token,
    renew: async () => tokenFor(person, await whoIsThere()),
  });
  // An answer that breaks off halfway is no answer.
  const answer = await response.json().catch(() => {
    if (response.ok) throw new Later();
    return {};
  });
  if (response.ok) return { answer, csrf };
  return { answer: { result: 'refused', text: answer.detail ?? answer.title ?? '' }, csrf };
}
