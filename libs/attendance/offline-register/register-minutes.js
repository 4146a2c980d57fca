import { answerOf } from './register-rows.js';

const MINUTE = 60_000;
const CLOCK_SLACK_MS = 3000;

/**
 * Beside the minutes of the person who is there in part: one tap for who comes in late and one for who leaves
 * early, since a trainer knows that, and not how many minutes it makes.
 */
export function offerMinutes(form, row) {
  const place = row.querySelector('.register-row__minutes');
  const now = Date.now() - clockAhead(form);
  const [starts, ends] = [Date.parse(form.dataset.starts), Date.parse(form.dataset.ends)];
  if (answerOf(row).value !== 'PARTIAL' || !(starts < now && now < ends)) return;
  for (const old of place.querySelectorAll('.register-row__now')) old.remove();
  place.append(
    button(row, 'Komt nu binnen', Math.ceil((ends - now) / MINUTE)),
    button(row, 'Gaat nu weg', Math.max(1, Math.floor((now - starts) / MINUTE))),
  );
}

/**
 * How far the clock of this device is ahead of the academie's, in milliseconds: as the page said when it
 * was loaded, or as this device kept it then.
 */
export const clockAhead = ({ dataset }) => {
  if (dataset.now) {
    dataset.ahead = String(loadedAt - Date.parse(dataset.now));
    delete dataset.now;
  }
  return Number(dataset.ahead ?? 0);
};
const loadedAt = Date.now();

/** The clock of a phone is put right, or wrong, while the page is open: what the academie says last holds. */
export function setClock(form, date) {
  const said = Date.parse(date ?? '');
  const ahead = Date.now() - said;
  // The header is in whole seconds, and an answer is on its way for a while.
  if (Number.isFinite(said) && Math.abs(ahead - clockAhead(form)) > CLOCK_SLACK_MS)
    form.dataset.ahead = String(ahead);
}

function button(row, label, minutes) {
  const made = document.createElement('button');
  Object.assign(made, { type: 'button', className: 'register-row__now' });
  made.textContent = `${label} (${minutes} min)`;
  made.addEventListener('click', () => {
    const field = row.querySelector('[name^="minutes."]');
    field.value = String(minutes);
    field.dispatchEvent(new Event('change', { bubbles: true }));
  });
  return made;
}
