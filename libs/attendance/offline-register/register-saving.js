import { belongsTo, forgetMarks, keepMarks, marksOf, owner } from './device-store.js';
import { onSent, sendFromPage, sendWaiting } from './device-sync.js';
import { askToStay, whoIsHere, willKeepSomething } from './device.js';
import { newId } from '../../platform/device/new-id.js';
import { isEarly, NOT_BEGUN } from './register-begin.js';
import { showWalkIns } from './register-walk-ins.js';
import { showLeft } from './register-unsent.js';
import { answerOf, choose, idOf, minutesIn, nameOf } from './register-rows.js';
import { signsOf } from './register-status.js';

const PATIENCE = [1000, 2000, 5000, 10000, 30000];

/**
 * Keeps each tap of a register: first on this device, so that it outlives the page, the browser and the
 * connection, and then at the academie. Every row says which of the two it is. A device that keeps
 * nothing, or nothing more, sends straight from the page and says so.
 */
export function saveEachTap(form, count) {
  const { source, session } = form.dataset;
  const texts = JSON.parse(form.dataset.texts ?? '{}');
  const signs = signsOf(form, undo);
  const known = new Map();
  let person;
  /** What is on this device and not at the academie, and what is not even on the device yet. */
  let waiting = [];
  let fresh = [];
  let sending = false;
  let wanted = false;
  let failures = 0;
  let taps = 0;
  /** This device keeps nothing: what is not sent is in this page only. */
  let broken = false;

  const rowOf = (id) =>
    form.querySelector(`.register-row [name="marks.${id}"]`)?.closest('.register-row');
  const unsent = () => [...waiting.filter(({ refused }) => !refused), ...fresh];
  const isWaiting = (id) => unsent().some((mark) => mark.enrolmentId === id);

  async function start() {
    const here = whoIsHere();
    person = here.person ?? (await owner());
    if (here.person) {
      willKeepSomething();
      await belongsTo(here.person);
    }
    await sendAgain();
    waiting = await marksOf(person, session);
    for (const mark of unsent().filter(({ guest }) => !guest)) {
      choose(rowOf(mark.enrolmentId), mark.value.toUpperCase(), mark.minutes);
      known.set(mark.enrolmentId, { value: mark.value.toUpperCase(), minutes: mark.minutes });
    }
    form.querySelector('[data-save]')?.setAttribute('hidden', '');
    count();
    report();
    void send();
  }

  // The register was closed when these came, and is open again; or the session had not begun, and now it has.
  async function sendAgain() {
    const again = (await marksOf(person, session)).filter(
      ({ refused }) =>
        refused === 'attendance.register-closed' || (refused === NOT_BEGUN && !isEarly(form)),
    );
    if (again.length > 0) await keepMarks(again.map((mark) => ({ ...mark, refused: undefined })));
  }

  const awaitsBegin = (mark) => mark.refused === NOT_BEGUN && isEarly(form);

  /** What came too early, by a clock that was wrong, is sent now. */
  async function begun() {
    await ready;
    if (broken) {
      const early = waiting.filter(({ refused }) => refused === NOT_BEGUN);
      waiting = waiting.filter((mark) => !early.includes(mark));
      fresh.push(...early.map((mark) => ({ ...mark, refused: undefined })));
    } else await sendAgain().catch(keepNothing);
    await refresh().catch(keepNothing);
    await send();
  }

  const ready = start().catch(keepNothing);

  /** From here on marks are in this page only, those that the store had as well, until they are sent. */
  function keepNothing(error) {
    console.warn(error);
    fresh = unsent();
    waiting = waiting.filter(({ refused }) => refused);
    if (broken) return;
    broken = true;
    form.querySelector('[data-save]')?.removeAttribute('hidden');
    window.addEventListener('beforeunload', (event) => fresh.length > 0 && event.preventDefault());
    signs.trouble();
    report();
    void send();
  }

  async function keep(changes) {
    taps += changes.length;
    const marks = changes.map(({ id, now }) => ({
      clientId: newId(),
      sessionId: session,
      enrolmentId: id,
      value: now.value.toLowerCase(),
      minutes: now.value === 'PARTIAL' ? now.minutes : undefined,
      source,
      occurredAt: new Date().toISOString(),
    }));
    // At once: from here on nothing that others did before may undo it.
    fresh.push(...marks);
    report();
    await ready;
    if (!broken) await keepOnDevice(marks).catch(keepNothing);
    report();
    await send();
  }

  async function keepOnDevice(marks) {
    for (const mark of marks) mark.personId = person;
    await keepMarks(marks);
    waiting = await marksOf(person, session);
    fresh = fresh.filter((mark) => !marks.includes(mark));
    void askToStay();
  }

  async function send() {
    wanted = true;
    if (sending) return;
    sending = true;
    try {
      while (wanted && unsent().length > 0) {
        wanted = false;
        const outcome = await deliver();
        report(outcome);
        if (outcome === 'later') return later();
        failures = 0;
        if (outcome !== 'done') return;
      }
    } finally {
      sending = false;
    }
  }

  async function deliver() {
    const here = { person, csrf: whoIsHere().csrf };
    if (!broken)
      try {
        const outcome = await sendWaiting(here);
        waiting = await marksOf(person, session);
        return outcome;
      } catch (error) {
        keepNothing(error);
      }
    return sendFromPage([...fresh], here, ({ delivered, refused }) => {
      const answered = new Set([...delivered, ...refused.map(({ mark }) => mark)]);
      fresh = fresh.filter((mark) => !answered.has(mark));
      waiting.push(...refused.map(({ mark, code }) => ({ ...mark, refused: code })));
    });
  }

  function later() {
    setTimeout(send, PATIENCE[Math.min(failures, PATIENCE.length - 1)]);
    failures += 1;
    // Where a browser can, the worker sends it as soon as there is a connection, page or no page.
    void navigator.serviceWorker?.ready
      .then(({ sync }) => sync?.register('meldingen'))
      .catch(() => {});
  }

  function report(outcome) {
    const saving = new Set(fresh.map(({ enrolmentId }) => enrolmentId));
    for (const row of form.querySelectorAll('.register-row')) {
      const mark = waiting.findLast(({ enrolmentId }) => enrolmentId === idOf(row));
      if (saving.has(idOf(row))) signs.mark(row, broken ? 'page' : undefined);
      else if (mark && awaitsBegin(mark)) signs.mark(row, 'early');
      else if (mark) signs.mark(row, mark.refused ? 'refused' : 'device', texts[mark.refused]);
      else signs.mark(row, answerOf(row).value === 'UNKNOWN' ? undefined : 'central');
    }
    const left = waiting.filter((mark) => !awaitsBegin(mark));
    showLeft(left, texts, { person, session, done: () => refresh().then(send) });
    showWalkIns(
      form,
      unsent().filter(({ guest }) => guest),
      takeBack,
    );
    if (fresh.length > 0 && !broken) signs.say('Bewaren…', 'busy');
    else signs.total(unsent().length, outcome);
  }

  async function refresh() {
    if (!broken) waiting = await marksOf(person, session);
    report();
  }

  async function takeBack({ clientId }) {
    await forgetMarks([clientId]).catch(keepNothing);
    await refresh();
  }

  function undo(changes) {
    const back = changes.map(({ id, before, now }) => ({ id, before: now, now: before }));
    for (const { id, now } of back) {
      choose(rowOf(id), now.value, now.minutes);
      known.set(id, now);
    }
    count();
    void keep(back);
  }

  function changed(rows) {
    const changes = rows.flatMap((row) => {
      const id = idOf(row);
      const before = known.get(id) ?? { value: 'UNKNOWN' };
      const now = answerOf(row);
      if (before.value === now.value && before.minutes === now.minutes) return [];
      known.set(id, now);
      return [{ id, before, now, name: nameOf(row) }];
    });
    if (changes.length === 0) return;
    signs.remember(changes);
    void keep(changes);
  }

  for (const row of form.querySelectorAll('.register-row')) known.set(idOf(row), answerOf(row));
  // With JavaScript the button sends what is left, and never leaves the page: without a line that
  // would be the end of it.
  form.addEventListener('submit', (event) => {
    if (event.submitter?.dataset.markAll) return;
    event.preventDefault();
    void send();
  });
  // Minutes that are being typed are a change as soon as somebody looks elsewhere.
  document.addEventListener('visibilitychange', () => {
    if (document.hidden && minutesIn(document.activeElement)) document.activeElement.blur();
    else if (!document.hidden) void send();
  });
  window.addEventListener('online', send);
  onSent(() => !sending && ready.then(refresh).catch(keepNothing));
  return {
    changed,
    isWaiting,
    begun,
    report: () => report(),
    person: () => ready.then(() => person),
    /** Grows with each mark made here: what was asked before the last one is old news. */
    taps: () => taps,
    /** Another trainer changed this row, or it is new. */
    learned(row) {
      const mark = unsent().findLast(({ enrolmentId }) => enrolmentId === idOf(row));
      if (mark) choose(row, mark.value.toUpperCase(), mark.minutes);
      known.set(idOf(row), answerOf(row));
    },
  };
}
