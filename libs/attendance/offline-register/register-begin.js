import { clockAhead } from './register-minutes.js';

const LOOK_MS = 1000;
/** The academie has to have begun too when a tap arrives. */
const MARGIN_MS = 1000;
export const NOT_BEGUN = 'attendance.not-begun';
const time = new Intl.DateTimeFormat('nl-NL', {
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Europe/Amsterdam',
});
const day = new Intl.DateTimeFormat('nl-NL', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  timeZone: 'Europe/Amsterdam',
});

/** Whether the session is still to begin, by the clock of the academie. */
export const isEarly = (form) =>
  Date.now() - clockAhead(form) < Date.parse(form.dataset.starts) + MARGIN_MS;

/**
 * Until the session begins only an excuse can be marked: the other answers wait, the page says until when, and at
 * the hour they begin to work, without a reload and without a connection. `begun` is called then.
 */
export function waitForBegin(form, begun) {
  let was = false;
  const look = () => {
    const early = isEarly(form);
    // While it is early again and again: rows of people who came later wait like the others.
    if (early || was) hold(form, early);
    if (was && !early) begun();
    was = early;
  };
  // A page that was made just before the hour may say still that it is early.
  hold(form, isEarly(form));
  look();
  // For as long as the page is open: a session is moved, and a clock is put right.
  setInterval(look, LOOK_MS);
}

function hold(form, early) {
  form.toggleAttribute('data-early', early);
  for (const answer of form.querySelectorAll('.register-row input[type=radio]'))
    if (answer.value !== 'EXCUSED') answer.disabled = early;
  for (const button of form.querySelectorAll('[data-mark-all]')) button.disabled = early;
  const strip = document.querySelector('[data-not-yet]');
  if (!strip || strip.hidden === !early) return;
  const place = strip.querySelector('[data-begins]');
  if (early && !place.textContent) place.textContent = momentOf(new Date(form.dataset.starts));
  strip.hidden = !early;
}

function momentOf(starts) {
  const hour = `${time.format(starts).replace(':', '.')}\u00a0uur`;
  return day.format(starts) === day.format(new Date()) ? hour : `${day.format(starts)} ${hour}`;
}
