import { openDB } from 'idb';

/** A store that takes longer is as good as none: some browsers never answer once the device is full. */
const PATIENCE_MS = 4000;

/**
 * A store of this device in IndexedDB, made by `upgrade`. `withStore(work)` does something with it, and rejects when
 * the device has no room, no IndexedDB, or does not answer in time. `close` lets go of it, so that it can be deleted.
 */
export function patientStore(name, version, upgrade) {
  let opened;
  const open = () => {
    opened ??= openDB(name, version, {
      upgrade,
      // Another tab wants to throw everything away: signing out does not wait for this one.
      blocking(_now, _then, event) {
        event.target.close();
        opened = undefined;
      },
    });
    opened.catch(() => (opened = undefined));
    return opened;
  };
  const withStore =
    (work) =>
    async (...given) => {
      let timer;
      const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error('the store does not answer')), PATIENCE_MS);
      });
      try {
        return await Promise.race([(async () => work(await open(), ...given))(), late]);
      } finally {
        clearTimeout(timer);
      }
    };
  const close = async () => {
    (await opened)?.close();
    opened = undefined;
  };
  return { withStore, close };
}
