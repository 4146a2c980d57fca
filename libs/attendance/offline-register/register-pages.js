import { idOf } from './register-rows.js';

const AGAIN_MS = 3000;

/** The rows of a register from this address on, page after page. */
export async function* rowsFrom(address) {
  let next = address;
  while (next) {
    const response = await fetch(next, { headers: { accept: 'text/html' } });
    if (!response.ok) throw new Error(response.statusText);
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const form = page.querySelector('form[data-register]');
    yield* form?.querySelectorAll('.register-row') ?? [];
    next = form?.dataset.next;
  }
}

/**
 * Brings in the people of the pages that follow, so that one list holds everybody: to find, to count
 * and to mark all at once. `added` is called with each new row.
 */
export async function bringInTheRest(form, added) {
  const list = form.querySelector('.register');
  const pages = form.querySelector('[data-pages]');
  const known = new Set([...list.querySelectorAll('.register-row')].map(idOf));
  while (form.dataset.next) {
    try {
      for await (const row of rowsFrom(form.dataset.next)) {
        if (known.has(idOf(row))) continue;
        known.add(idOf(row));
        list.append(row);
        added(row);
      }
      delete form.dataset.next;
    } catch {
      // no connection: the rest comes when it is back
      await new Promise((done) => setTimeout(done, AGAIN_MS));
    }
  }
  if (pages) pages.hidden = true;
}
