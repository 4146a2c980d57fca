import { deleteDB } from 'idb';

import { patientStore } from '../../platform/device/patient-store.js';
import { forgetSheet, forgetSheets } from './session-sheet.js';

const NAME = 'academie';

/**
 * What this device keeps of registers, in IndexedDB: who takes part (name, organisation, what they need, answer) until
 * the register closes, and each mark that the academie has not answered for. All of it belongs to the
 * person who was signed in when it was made; nobody else gets to see or send it. Everything here rejects
 * when the device has no room, no IndexedDB, or does not answer in time.
 */
const { withStore, close } = patientStore(NAME, 1, (db) => {
  db.createObjectStore('device');
  db.createObjectStore('registers', { keyPath: 'sessionId' });
  db.createObjectStore('marks', { keyPath: 'clientId' }).createIndex('person', 'personId');
});

/** Who was signed in here last. */
export const owner = withStore((db) => db.get('device', 'owner'));

/** From now on this person works here; what others kept of people is gone, their marks wait for them. */
export const belongsTo = withStore(async (db, personId) => {
  const tx = db.transaction(['device', 'registers'], 'readwrite');
  const isAnother = (await tx.objectStore('device').get('owner')) !== personId;
  const kept = await tx.objectStore('registers').getAll();
  for (const { sessionId, personId: whose } of kept)
    if (whose !== personId) await tx.objectStore('registers').delete(sessionId);
  await tx.objectStore('device').put(personId, 'owner');
  await tx.done;
  // Not before: a transaction ends while it waits for anything else than the store.
  if (isAnother) await forgetSheets();
});

/** Keeps who takes part in a session, so that the register opens without connection. */
export const keepRegister = withStore((db, register) => db.put('registers', register));

/** Where people may work, so that somebody can be let in without connection. No names of people. */
export const keepOrganisations = withStore((db, organisations) =>
  db.put('device', organisations, 'organisations'),
);
export const organisations = withStore(
  async (db) => (await db.get('device', 'organisations')) ?? [],
);

/** A register that this person opened here, or undefined. */
export const registerOf = withStore(async (db, personId, sessionId) => {
  const register = await db.get('registers', sessionId);
  return register?.personId === personId ? register : undefined;
});

export const registersOf = withStore(async (db, personId) => {
  const all = await db.getAll('registers');
  return all.filter((one) => one.personId === personId);
});

/** Names leave the device as soon as a register is closed; what was not sent stays. */
export const forgetRegister = withStore(async (db, sessionId) => {
  await db.delete('registers', sessionId);
  await forgetSheet(sessionId);
});

/** Writes marks to disk; code that waits for it knows that they outlive the browser. */
export const keepMarks = withStore(async (db, marks) => {
  const tx = db.transaction('marks', 'readwrite', { durability: 'strict' });
  await Promise.all([...marks.map((mark) => tx.store.put(mark)), tx.done]);
});

/** The marks of this person that are here only, in the order in which they were made. */
export const marksOf = withStore(async (db, personId, sessionId) => {
  const all = await db.getAllFromIndex('marks', 'person', personId);
  return all
    .filter((mark) => sessionId === undefined || mark.sessionId === sessionId)
    .sort((a, b) => (a.occurredAt < b.occurredAt ? -1 : a.occurredAt > b.occurredAt ? 1 : 0));
});

export const forgetMarks = withStore(async (db, clientIds) => {
  const tx = db.transaction('marks', 'readwrite');
  for (const id of clientIds) await tx.store.delete(id);
  await tx.done;
});

/** Takes over what the academie answered: what is centrally kept need not be here as well. */
export const settleMarks = withStore(async (db, sessionId, { delivered, refused }) => {
  const tx = db.transaction(['marks', 'registers'], 'readwrite');
  const marks = tx.objectStore('marks');
  for (const { clientId } of delivered) await marks.delete(clientId);
  for (const { mark, code } of refused) await marks.put({ ...mark, refused: code });
  const register = await tx.objectStore('registers').get(sessionId);
  if (register) {
    for (const { enrolmentId, value, minutes } of delivered) {
      const row = register.rows.find((one) => one.enrolmentId === enrolmentId);
      if (row) Object.assign(row, { value, minutes: minutes ?? null });
    }
    await tx.objectStore('registers').put(register);
  }
  await tx.done;
});

/** How many marks wait here, no matter who made them. */
export const countMarks = withStore((db) => db.count('marks'));

/** Everything goes but the marks that were never sent: those wait for their person. */
export const forgetPeople = withStore(async (db) => {
  const tx = db.transaction(['device', 'registers'], 'readwrite');
  await tx.objectStore('registers').clear();
  await tx.objectStore('device').clear();
  await tx.done;
  await forgetSheets();
});

export async function forgetAll() {
  await forgetSheets();
  await close();
  await deleteDB(NAME);
}
