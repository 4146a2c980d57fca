/**
 * [data-marks-waiting] on the page to sign in: says that marks of a register wait on this device. Looks
 * only where a register was kept, and makes no store where there is none.
 */
export function sayWhatWaits() {
  const place = document.querySelector('[data-marks-waiting]');
  if (!place) return;
  try {
    if (!localStorage.getItem('academie-toestel')) return;
    const asked = indexedDB.open('academie');
    asked.onupgradeneeded = () => asked.transaction.abort();
    asked.onsuccess = () => {
      const count = asked.result.transaction('marks').objectStore('marks').count();
      count.onsuccess = () => {
        place.hidden = count.result === 0;
        asked.result.close();
      };
    };
  } catch {
    // a browser that keeps nothing has nothing that waits
  }
}
