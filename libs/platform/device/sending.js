/** Answers of an academie that cannot answer now: what is sent is sent again later. */
export const NOT_NOW = new Set([408, 425, 429, 500, 502, 503, 504, 507]);

/** No connection, or an academie that cannot answer now: try again later. */
export class Later extends Error {}

/** Sending stops here with this outcome, and everything is kept: `signed-out`, `somebody-else`. */
export const stopped = (outcome) => Object.assign(new Error(outcome), { outcome });

/** What became of sending: `done`, `later`, or what it was stopped with. */
export async function outcomeOf(sending) {
  try {
    await sending();
    return 'done';
  } catch (error) {
    if (error instanceof Later || error instanceof TypeError) return 'later';
    if (error.outcome) return error.outcome;
    throw error;
  }
}

/** Two tabs and the worker may all want to send; one does, and the others find nothing left. */
export const oneAtATime = (name, work) =>
  navigator.locks ? navigator.locks.request(name, work) : work();

/** The form token of the person whose things these are; `there` is who is signed in. */
export function tokenFor(person, there) {
  if (!there) throw stopped('signed-out');
  if (there.person !== person) throw stopped('somebody-else');
  return there.csrf;
}

/** Who is signed in in this browser, with the form token of that session; undefined is nobody. */
export async function askWhoIsThere(address) {
  const response = await fetch(address, {
    headers: { accept: 'application/json' },
    cache: 'no-store',
    redirect: 'manual',
  });
  if (response.status === 401) return undefined;
  if (!response.ok) throw new Later();
  return response.json();
}

/**
 * Posts JSON; `device-time` says how far this clock is off. The token of a page is that of one session; after signing
 * in again it is another one's, which `renew` asks for. Returns the answer and the token that was right.
 */
export async function postAs({ address, body, csrf, renew }) {
  const send = (token) =>
    fetch(address, {
      method: 'POST',
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'x-csrf-token': token,
        'device-time': new Date().toISOString(),
      },
      body: JSON.stringify(body),
    });
  let token = csrf;
  let response = await send(token);
  if (response.status === 403) {
    token = await renew();
    response = await send(token);
  }
  if (response.status === 401) throw stopped('signed-out');
  if (NOT_NOW.has(response.status)) throw new Later();
  return { response, csrf: token };
}
