/**
 * The cache with what a trainer needs beside a register: the place, whom to call there, and the material. Files lie
 * under the address that they have at the academie; a version has an address of its own, so a file never changes.
 */
const SHEETS = 'academie-lesgeven';
/** Nobody downloads a film because a register was opened, and a phone has other things to keep. */
const MOST_BYTES = 20_000_000;
const MOST_IN_ALL = 60_000_000;
const FILM = /^(?:video|audio)\//;

const sheetAddress = (session) => `/lesgeven/apparaat/sessies/${session}`;
const isLight = ({ bytes, mediaType }) => bytes <= MOST_BYTES && !FILM.test(mediaType);

/** Fetches it, and those files that are not here yet. Answers how many there are, of how many, and the place. */
export async function bringSheet(session) {
  const cache = await open();
  if (!cache) return { here: 0, of: 0 };
  const response = await fetch(sheetAddress(session), {
    cache: 'no-store',
    headers: { accept: 'application/json' },
  });
  if (!response.ok || response.redirected) return { here: 0, of: 0 };
  const copy = response.clone();
  const { materials, place } = await response.json();
  await cache.put(sheetAddress(session), copy);
  await dropOrphans(cache);
  const files = materials.filter(({ isLink }) => !isLink);
  let room = MOST_IN_ALL;
  let here = 0;
  for (const file of files.filter(isLight)) {
    room -= file.bytes;
    if (room >= 0 && (await bringFile(cache, file))) here += 1;
  }
  return { here, of: files.length, place };
}

async function bringFile(cache, { address }) {
  if (await cache.match(address)) return true;
  // Who saves data decides what to download.
  if (navigator.connection?.saveData) return false;
  try {
    const response = await fetch(address);
    // Whose session ended is led to the page that signs in, and that is no file.
    if (!response.ok || response.redirected) return false;
    await cache.put(address, response);
    return true;
  } catch {
    // no connection, or no more room: then it opens with a connection only
    return false;
  }
}

/** What is kept of a session for this person, or undefined. */
export async function sheetOf(person, session) {
  const kept = await (await open())?.match(sheetAddress(session));
  const sheet = await kept?.json();
  return sheet?.person === person ? sheet : undefined;
}

/** The bytes of a file that is kept here, with the type that it has; undefined when it is not. */
export async function fileOf({ address, mediaType }) {
  const kept = await (await open())?.match(address);
  return kept && new Blob([await kept.arrayBuffer()], { type: mediaType });
}

/** A session that is no longer this person's to give. */
export async function forgetSheet(session) {
  const cache = await open();
  if (await cache?.delete(sheetAddress(session))) await dropOrphans(cache);
}

/** Somebody else works here now, or nobody. */
export const forgetSheets = () => globalThis.caches?.delete(SHEETS);

// Files that no session here names any more: replaced, taken away, or of a session that is over.
async function dropOrphans(cache) {
  const requests = await cache.keys();
  const named = new Set();
  const isSheet = ({ url }) => new URL(url).pathname.startsWith(sheetAddress(''));
  for (const request of requests.filter(isSheet)) {
    const { materials } = await (await cache.match(request)).json();
    for (const { address } of materials) named.add(new URL(address, location.origin).href);
  }
  for (const request of requests)
    if (!isSheet(request) && !named.has(request.url)) await cache.delete(request);
}

// A browser that keeps nothing has no caches, or refuses them.
const open = async () => {
  try {
    return await globalThis.caches?.open(SHEETS);
  } catch {
    return undefined;
  }
};
