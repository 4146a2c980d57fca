import { waitForBegin } from './register-begin.js';
import { offerMinutes } from './register-minutes.js';
import { bringInTheRest } from './register-pages.js';
import { bringOrganisations } from './register-walk-ins.js';
import { saveEachTap } from './register-saving.js';
import { watchOthers } from './register-polling.js';
import { bringSheet } from './session-sheet.js';

/** For more people than this "the rest" is asked about: nobody sees so many at once. */
const MANY = 30;
/** A second tap of a cold thumb within this time is the same one. */
const SAME_TAP_MS = 700;

/**
 * A form[data-register]: counts the marks in [data-count=VALUE], fills what is still open with
 * [data-mark-all=VALUE], and finds people by name as one types. With data-marks each tap saves itself;
 * without, the person who leaves with marks that are not saved is warned. A mark that is tapped again is
 * cleared.
 */
export function register() {
  const form = document.querySelector('form[data-register]');
  if (!form) return;
  // On the first of several pages the academie has counted; the page counts once everybody is there.
  const count = () => !form.dataset.next && countMarks(form);
  const saving = form.dataset.marks ? saveEachTap(form, count) : warnBeforeLeaving(form);
  waitForBegin(form, saving.begun);
  if (form.dataset.marks) readyWithoutConnection(form);

  if (form.dataset.next) {
    const all = form.querySelectorAll('[data-mark-all]');
    for (const button of all) button.disabled = true;
    void bringInTheRest(form, saving.learned).then(() => {
      for (const button of all) button.disabled = form.hasAttribute('data-early');
      saving.report();
      count();
    });
  }
  for (const button of form.querySelectorAll('[data-mark-all]')) button.hidden = false;
  form.addEventListener('submit', (event) => {
    const button = event.submitter;
    if (!button?.dataset.markAll) return;
    const open = [...form.querySelectorAll('.register-row')].filter(
      (row) => !row.querySelector('input[type=radio]:checked'),
    );
    // What is left undone here, confirm.js asks, and presses the button once more.
    if (open.length > MANY && !button.dataset.confirmed)
      return void (button.dataset.confirm = `${open.length} mensen hebben nog geen melding. Wilt u hen allemaal aanwezig melden?`);
    delete button.dataset.confirm;
    event.preventDefault();
    for (const row of open) row.querySelector(`[value=${button.dataset.markAll}]`).checked = true;
    saving.changed(open);
    count();
  });
  clearWhenTappedAgain(form);
  form.addEventListener('change', (event) => {
    const row = event.target.closest('.register-row');
    if (row) {
      offerMinutes(form, row);
      saving.changed([row]);
    }
    count();
  });
  findAsYouType(form);
  if (form.dataset.watch) watchOthers(form, { ...saving, changed: count });
  count();
}

// Names are kept and the worker is there: from now on this page opens without a connection too.
function readyWithoutConnection(form) {
  const sign = document.querySelector('[data-ready]');
  const kept = new Promise((done) => form.addEventListener('kept', done, { once: true }));
  const worker = navigator.serviceWorker?.ready ?? new Promise(() => {});
  void Promise.all([kept.then(bringOrganisations), worker]).then(() => {
    sign?.removeAttribute('hidden');
    return materialReady(form.dataset.session);
  });
}

// The material may take a while on a thin line, and the register does not wait for it.
async function materialReady(session) {
  const { here, of, place } = await bringSheet(session).catch(() => ({ here: 0, of: 0 }));
  if (place !== undefined) watchPlace(session, place);
  const sign = document.querySelector('[data-ready-material]');
  if (!sign || of === 0) return;
  const all = of === 1 ? 'Het bestand van deze sessie staat' : `De ${of} bestanden staan`;
  sign.textContent =
    here === of
      ? `${all} ook op dit toestel.`
      : `Van het materiaal ${here === 1 ? 'staat' : 'staan'} ${here} van de ${of} bestanden op dit toestel.`;
  sign.hidden = false;
}

// Rooms change in the last hour. Whoever takes the phone out of a pocket reads where it is now.
function watchPlace(session, before) {
  const strip = document.querySelector('[data-moved]');
  if (!strip) return;
  document.addEventListener('visibilitychange', async () => {
    if (document.hidden) return;
    const { place } = await bringSheet(session).catch(() => ({}));
    if (place === undefined) return;
    strip.hidden = place === before;
    strip.querySelector('strong').textContent = place ?? 'Online';
  });
}

function countMarks(form) {
  const rows = form.querySelectorAll('.register-row').length;
  const chosen = [...form.querySelectorAll('.register-row input[type=radio]:checked')];
  const of = (value) => chosen.filter((mark) => mark.value === value).length;
  for (const place of form.querySelectorAll('[data-count]')) {
    const { count: value } = place.dataset;
    if (value === 'UNKNOWN') place.textContent = rows - chosen.length;
    else if (value === 'HERE') place.textContent = of('PRESENT') + of('PARTIAL');
    else place.textContent = of(value);
  }
}

// A radio that is on says nothing when it is pressed again; the person who marked the wrong person wants just
// that.
function clearWhenTappedAgain(form) {
  let last = { changes: 0, when: 0 };
  form.addEventListener('change', ({ target }) => {
    if (target.type === 'radio') last = { changes: last.changes + 1, target, when: Date.now() };
  });
  form.addEventListener('click', ({ target }) => {
    if (target.type !== 'radio' || !target.closest('.register-row')) return;
    const before = last;
    if (before.target === target && Date.now() - before.when < SAME_TAP_MS) return;
    // After the change that this very click makes, if it makes one.
    setTimeout(() => {
      if (last.changes !== before.changes) return;
      target.checked = false;
      target.dispatchEvent(new Event('change', { bubbles: true }));
    });
  });
}

function warnBeforeLeaving(form) {
  let unsaved = false;
  form.addEventListener('submit', () => (unsaved = false));
  window.addEventListener('beforeunload', (event) => unsaved && event.preventDefault());
  return { changed: () => (unsaved = true), learned: () => {}, report: () => {}, begun: () => {} };
}

function findAsYouType(form) {
  const search = document.querySelector('[data-register-search]');
  if (!search) return;
  const none = form.querySelector('[data-register-none]');
  const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const filter = () => {
    const words = plain(search.value).split(/\s+/).filter(Boolean);
    let found = 0;
    for (const row of form.querySelectorAll('.register-row')) {
      const who = plain(row.querySelector('.register-row__who').textContent);
      row.hidden = !words.every((word) => who.includes(word));
      if (!row.hidden) found += 1;
    }
    if (none) none.hidden = found > 0;
  };
  search.addEventListener('input', filter);
  // On a phone the field opens from a sign: the link leads to it, and here it closes again.
  document.querySelector('[data-register-find]')?.addEventListener('click', (event) => {
    event.preventDefault();
    if (search.form.toggleAttribute('data-open', !search.checkVisibility())) return search.focus();
    search.value = '';
    filter();
  });
  search.form.addEventListener('submit', (event) => {
    event.preventDefault();
    filter();
  });
}
