import {
  belongsTo,
  countMarks,
  forgetAll,
  forgetPeople,
  forgetRegister,
  owner,
  registersOf,
} from './device-store.js';
import { sendWaiting, whoIsThere } from './device-sync.js';

/** Says that this device keeps something, so that pages that have nothing to do with it leave it alone. */
const FLAG = 'academie-toestel';
/** Names stay this long after a session that nobody closes. */
const LONGEST_MS = 3 * 24 * 3600 * 1000;

/** Whether anything was ever kept here. */
export const keepsSomething = () => {
  try {
    return localStorage.getItem(FLAG) !== null;
  } catch {
    return false;
  }
};
export const willKeepSomething = () => {
  try {
    localStorage.setItem(FLAG, '1');
  } catch {
    // a browser that keeps nothing still has the page
  }
};

/** Asks the browser not to throw this away when the device runs out of room; it may say no. */
export async function askToStay() {
  try {
    if (!(await navigator.storage.persisted())) await navigator.storage.persist();
  } catch {
    // a browser without it keeps things as long as it likes
  }
}

/** Who is signed in on this page, with the form token of that session. */
export const whoIsHere = () => ({
  person: document.body.dataset.person,
  csrf: document.querySelector('input[name=_csrf]')?.value,
});

/** Looks after what is kept here, on every page: sends what waits, and lets go of names in time. */
export async function lookAfterDevice() {
  if (location.pathname.startsWith('/lesgeven')) installWorker();
  beforeSigningOut();
  if (!keepsSomething()) return;
  const { person, csrf } = whoIsHere();
  if (!person) return;
  try {
    if ((await owner()) !== person) await belongsTo(person);
    await letGoOfNames(person);
    if (!document.querySelector('form[data-register]')) await sendWaiting({ person, csrf });
  } catch (error) {
    // without IndexedDB there is nothing to look after
    console.warn(error);
  }
}

/** Removes registers that are closed, are not this person's any more, or were over days ago. */
export async function letGoOfNames(person) {
  const kept = await registersOf(person);
  if (kept.length === 0) return;
  const old = kept.filter(({ endsAt }) => Date.parse(endsAt) + LONGEST_MS < Date.now());
  const there = await whoIsThere(kept.map(({ sessionId }) => sessionId)).catch(() => undefined);
  const gone = there?.person === person ? there.gone : [];
  for (const sessionId of [...old.map((one) => one.sessionId), ...gone])
    await forgetRegister(sessionId);
}

/** The worker that answers when there is no connection; it looks at the pages below /lesgeven only. */
export function installWorker() {
  navigator.serviceWorker
    ?.register('/lesgeven/sw.js', { scope: '/lesgeven' })
    .catch((error) => console.warn(error));
}

// Signing out empties the device. Only marks that were never sent stay, without a name, until the same
// person is back.
function beforeSigningOut() {
  const form = document.querySelector('form[action="/uitloggen"]');
  form?.addEventListener('submit', async (event) => {
    if (form.dataset.emptied || !keepsSomething()) return;
    event.preventDefault();
    event.stopPropagation();
    const waiting = await leave();
    if (waiting > 0) {
      const field = document.createElement('input');
      Object.assign(field, { type: 'hidden', name: 'bewaard', value: String(waiting) });
      form.append(field);
    } else localStorage.removeItem(FLAG);
    form.dataset.emptied = 'yes';
    form.requestSubmit();
  });
}

async function leave() {
  try {
    await sendWaiting(whoIsHere());
    const waiting = await countMarks();
    if (waiting > 0) await forgetPeople();
    else await forgetAll();
    return waiting;
  } catch (error) {
    console.warn(error);
    return 0;
  }
}
