export const idOf = (row) => row.querySelector('input[type=radio]').name.slice('marks.'.length);
export const nameOf = (row) => row.querySelector('.register-row__name').textContent;
export const minutesIn = (element) => element?.name?.startsWith('minutes.') ?? false;

/** What a row says now. */
export function answerOf(row) {
  const value = row.querySelector('input[type=radio]:checked')?.value ?? 'UNKNOWN';
  const minutes = Number(row.querySelector('[name^="minutes."]')?.value);
  return {
    value,
    minutes:
      value === 'PARTIAL' && Number.isInteger(minutes) && minutes > 0 && minutes <= 1440
        ? minutes
        : undefined,
  };
}

/** Makes a row say this. */
export function choose(row, value, minutes) {
  if (!row) return;
  for (const radio of row.querySelectorAll('input[type=radio]'))
    radio.checked = radio.value === value;
  const field = row.querySelector('[name^="minutes."]');
  if (field && document.activeElement !== field) field.value = minutes ?? '';
}

/** Writes beside a name when somebody checked in alone. */
export function noteOn(row, text) {
  let note = row.querySelector('.register-row__note');
  if (!text) return note?.remove();
  if (!note) {
    note = document.createElement('p');
    note.className = 'register-row__note';
    note.dataset.arrived = '';
    row.querySelector('.register-row__signs').prepend(note);
  }
  note.textContent = text;
}
