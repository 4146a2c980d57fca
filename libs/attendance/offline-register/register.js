import { offerMinutes } from './register-minutes.js';
import { bringInTheRest } from './register-pages.js';
import { saveEachTap } from './register-saving.js';
import { watchOthers } from './register-polling.js';

/**
 * A form[data-register]: counts the marks in [data-count=VALUE], fills what is still open with
 * [data-mark-all=VALUE], and finds people by name as one types. With data-marks each tap saves itself;
 * without, whoever leaves with marks that are not saved is warned.
 */
export function register() {
  const form = document.querySelector('form[data-register]');
  if (!form) return;
  // On the first of several pages the academie has counted; the page counts once everybody is there.
  const count = () => !form.dataset.next && countMarks(form);
  const saving = form.dataset.marks ? saveEachTap(form, count) : warnBeforeLeaving(form);
  if (form.dataset.marks) readyWithoutConnection(form);

  if (form.dataset.next) {
    const all = form.querySelectorAll('[data-mark-all]');
    for (const button of all) button.disabled = true;
    void bringInTheRest(form, saving.learned).then(() => {
      for (const button of all) button.disabled = false;
      saving.report();
      count();
    });
  }
  for (const button of form.querySelectorAll('[data-mark-all]')) {
    button.hidden = false;
    button.addEventListener('click', (event) => {
      event.preventDefault();
      const open = [...form.querySelectorAll('.register-row')].filter(
        (row) => !row.querySelector('input[type=radio]:checked'),
      );
      for (const row of open) row.querySelector(`[value=${button.dataset.markAll}]`).checked = true;
      saving.changed(open);
      count();
    });
  }
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
  void Promise.all([kept, worker]).then(() => sign?.removeAttribute('hidden'));
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

function warnBeforeLeaving(form) {
  let unsaved = false;
  form.addEventListener('submit', () => (unsaved = false));
  window.addEventListener('beforeunload', (event) => unsaved && event.preventDefault());
  return { changed: () => (unsaved = true), learned: () => {}, report: () => {} };
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
  search.form.addEventListener('submit', (event) => {
    event.preventDefault();
    filter();
  });
}
