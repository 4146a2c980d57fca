import { patientStore } from '../../platform/device/patient-store.js';

/** The cache with pictures of lessons that were opened here. */
export const PICTURES = 'academie-lessen';
/** As many pages are kept, for as long. */
const MOST_PAGES = 80;
const LONGEST_MS = 30 * 24 * 3600 * 1000;

/**
 * What this device keeps of e-learnings, in IndexedDB: pages that were opened, as they came, and each deed (an answer,
 * a lesson done, a test handed in) that the academie has not answered for. All of it belongs to the person who was
 * signed in; nobody else gets to see or send it. Of the right answers a page holds what it showed, and no more.
 */
const { withStore } = patientStore('academie-leren', 1, (db) => {
  db.createObjectStore('device');
  db.createObjectStore('pages', { keyPath: 'path' });
  db.createObjectStore('deeds', { keyPath: 'id' }).createIndex('person', 'personId');
});

/** Who was signed in here last. */
export const owner = withStore((db) => db.get('device', 'owner'));

/** From now on this person learns here; pages of others are gone, what they did waits for them. */
export const belongsTo = withStore(async (db, personId) => {
  const tx = db.transaction(['device', 'pages'], 'readwrite');
  const isAnother = (await tx.objectStore('device').get('owner')) !== personId;
  if (isAnother) await tx.objectStore('pages').clear();
  await tx.objectStore('device').put(personId, 'owner');
  await tx.done;
  // Not before: a transaction ends while it waits for anything else than the store.
  if (isAnother) await globalThis.caches?.delete(PICTURES);
});

/** Nobody is signed in here any more. */
export const forgetPages = withStore(async (db) => {
  const tx = db.transaction(['device', 'pages'], 'readwrite');
  await Promise.all([tx.objectStore('pages').clear(), tx.objectStore('device').clear(), tx.done]);
  await globalThis.caches?.delete(PICTURES);
});

/** Keeps a page as it was opened; the oldest go. */
export const keepPage = withStore(async (db, page) => {
  const tx = db.transaction('pages', 'readwrite');
  await tx.store.put(page);
  const all = (await tx.store.getAll()).sort((a, b) => b.keptAt - a.keptAt);
  for (const [nth, { path, keptAt }] of all.entries())
    if (nth >= MOST_PAGES || keptAt < Date.now() - LONGEST_MS) await tx.store.delete(path);
  await tx.done;
});

export const pageAt = withStore(async (db, personId, path) => {
  const page = await db.get('pages', path);
  return page?.personId === personId ? page : undefined;
});

export const pagesOf = withStore(async (db, personId) =>
  (await db.getAll('pages')).filter((page) => page.personId === personId),
);

/** Writes a deed to disk; code that waits for it knows that it outlives the browser. */
export const keepDeed = withStore(async (db, deed) => {
  const tx = db.transaction('deeds', 'readwrite', { durability: 'strict' });
  await Promise.all([tx.store.put(deed), tx.done]);
});

/** The deeds of this person that are here only, in the order in which they were done. */
export const deedsOf = withStore(async (db, personId) =>
  (await db.getAllFromIndex('deeds', 'person', personId)).sort((a, b) =>
    a.at < b.at ? -1 : a.at > b.at ? 1 : 0,
  ),
);

export const forgetDeed = withStore((db, id) => db.delete('deeds', id));
