import { answerOf, choose, idOf } from './register-saving.js';

const EVERY = 2000;

/**
 * Shows what other trainers mark in the same register, every two seconds while somebody looks. What
 * this browser has not saved yet stays as it is. Whoever was added elsewhere appears in the list.
 */
export function watchOthers(form, { isWaiting, taps, learned, changed }) {
  let etag;
  let busy = false;

  async function look() {
    if (busy || document.hidden) return;
    busy = true;
    const before = taps();
    try {
      const response = await fetch(form.dataset.watch, {
        cache: 'no-store',
        headers: { accept: 'application/json', ...(etag && { 'if-none-match': etag }) },
      });
      if (response.status !== 200) return;
      const register = await response.json();
      if (taps() !== before) return;
      etag = response.headers.get('etag');
      if (register.state === 'closed') return location.reload();
      await show(register.participants);
    } catch {
      // no connection: the next look may have one
    } finally {
      busy = false;
    }
  }

  async function show(participants) {
    const rows = new Map(
      [...form.querySelectorAll('.register-row')].map((row) => [idOf(row), row]),
    );
    if (participants.some(({ enrolmentId }) => !rows.has(enrolmentId))) await addMissing(rows);
    for (const { enrolmentId, value, minutes } of participants) {
      const row = rows.get(enrolmentId);
      if (!row || isWaiting(enrolmentId) || answerOf(row).value === value.toUpperCase()) continue;
      choose(row, value.toUpperCase(), minutes);
      learned(row);
    }
    changed();
  }

  async function addMissing(rows) {
    const response = await fetch(location.href, { headers: { accept: 'text/html' } });
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    let before;
    for (const row of page.querySelectorAll('form[data-register] .register-row')) {
      const id = idOf(row);
      if (!rows.has(id)) {
        if (before) before.after(row);
        else form.querySelector('.register').prepend(row);
        rows.set(id, row);
        learned(row);
      }
      before = rows.get(id);
    }
  }

  setInterval(look, EVERY);
  document.addEventListener('visibilitychange', look);
}
