/** As many marks as go in one request. */
const MOST = 200;
const PATIENCE = [1000, 2000, 5000, 10000, 30000];

/**
 * Saves each tap of a register at once. A mark waits in this browser until the academie has answered,
 * also over a page that is closed and a connection that is gone; sending it twice changes nothing,
 * since it carries an id of its own.
 */
export function saveEachTap(form, count) {
  const { marks: url, source } = form.dataset;
  const texts = JSON.parse(form.dataset.texts ?? '{}');
  const waiting = keptFor(url);
  const status = statusOf(form);
  const known = new Map();
  let sending = false;
  let failures = 0;
  let taps = 0;

  const rowOf = (id) =>
    form.querySelector(`.register-row [name="marks.${id}"]`)?.closest('.register-row');
  const isWaiting = (id) => waiting.all.some((mark) => mark.enrolmentId === id);

  function put(id, value, minutes) {
    taps += 1;
    waiting.add({
      clientId: newId(),
      enrolmentId: id,
      value: value.toLowerCase(),
      ...(value === 'PARTIAL' && minutes && { minutes }),
      source,
      occurredAt: new Date().toISOString(),
    });
  }

  async function send() {
    if (sending || waiting.all.length === 0) return;
    sending = true;
    status.say('Opslaan…');
    try {
      while (waiting.all.length > 0) await sendSome(waiting.all.slice(0, MOST));
      failures = 0;
    } catch (error) {
      const wait = PATIENCE[Math.min(failures, PATIENCE.length - 1)];
      failures += 1;
      if (error.final) status.warn(error.message);
      else {
        status.warn('Geen verbinding. Wat u invult, wordt bewaard en later opgeslagen.');
        setTimeout(send, wait);
      }
    } finally {
      sending = false;
    }
  }

  async function sendSome(marks) {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'x-csrf-token': form.elements._csrf.value,
      },
      body: JSON.stringify(marks),
    });
    if (response.status >= 500 || response.status === 429) throw new Error(response.statusText);
    if (response.status === 401 || response.status === 403)
      throw final('Niet opgeslagen: u bent uitgelogd. Laad de pagina opnieuw en log in.');
    if (!response.ok) {
      waiting.remove(marks);
      throw final('Niet opgeslagen. Laad de pagina opnieuw om te zien wat er geldt.');
    }
    const { results } = await response.json();
    waiting.remove(marks);
    const refused = results.find(({ result }) => result === 'rejected');
    if (refused) throw final(`Niet opgeslagen. ${texts[refused.code] ?? ''}`);
    status.saved(marks, undo);
  }

  function undo(changes) {
    for (const { id, before } of changes) {
      choose(rowOf(id), before.value, before.minutes);
      put(id, before.value, before.minutes);
      known.set(id, before);
    }
    status.forget();
    count();
    send();
  }

  function changed(rows) {
    const changes = rows.map((row) => {
      const id = idOf(row);
      const before = known.get(id) ?? { value: 'UNKNOWN' };
      const now = answerOf(row);
      known.set(id, now);
      put(id, now.value, now.minutes);
      return { id, before, now, name: nameOf(row) };
    });
    if (changes.length === 0) return;
    status.remember(changes);
    send();
  }

  for (const row of form.querySelectorAll('.register-row')) known.set(idOf(row), answerOf(row));
  for (const mark of waiting.all) {
    choose(rowOf(mark.enrolmentId), mark.value.toUpperCase(), mark.minutes);
    known.set(mark.enrolmentId, { value: mark.value.toUpperCase(), minutes: mark.minutes });
  }
  form.querySelector('[data-save]')?.setAttribute('hidden', '');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send();
  });
  window.addEventListener('online', send);
  send();
  return {
    changed,
    isWaiting,
    /** Grows with each mark made here: what was asked before the last one is old news. */
    taps: () => taps,
    /** Another trainer changed this row. */
    learned: (row) => known.set(idOf(row), answerOf(row)),
  };
}

export const idOf = (row) => row.querySelector('input[type=radio]').name.slice('marks.'.length);
export const nameOf = (row) => row.querySelector('.register-row__name').textContent;

/** What a row says now. */
export function answerOf(row) {
  const value = row.querySelector('input[type=radio]:checked')?.value ?? 'UNKNOWN';
  const minutes = Number(row.querySelector('[name^="minutes."]')?.value);
  return {
    value,
    minutes: Number.isInteger(minutes) && minutes > 0 && minutes <= 1440 ? minutes : undefined,
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

const final = (message) => Object.assign(new Error(message), { final: true });

// Over plain http on another machine than this one a browser has no randomUUID.
function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const hex = [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** The marks that wait, kept in this browser; signing out empties it. Ids and values, no names. */
function keptFor(url) {
  const key = `register:${url}`;
  let all = [];
  try {
    all = JSON.parse(localStorage.getItem(key) ?? '[]');
  } catch {
    // nothing that can be read: nothing waits
  }
  const keep = () => {
    try {
      if (all.length > 0) localStorage.setItem(key, JSON.stringify(all));
      else localStorage.removeItem(key);
    } catch {
      // a browser that keeps nothing still has the page
    }
  };
  return {
    get all() {
      return all;
    },
    add(mark) {
      all.push(mark);
      keep();
    },
    remove(marks) {
      const gone = new Set(marks.map(({ clientId }) => clientId));
      all = all.filter(({ clientId }) => !gone.has(clientId));
      keep();
    },
  };
}

/** The line that says how saving goes, with a way back for the last tap. */
function statusOf(form) {
  const place = form.querySelector('[data-status]');
  let last = [];
  const show = (text, kind) => {
    place.textContent = text;
    place.dataset.kind = kind;
  };
  return {
    say: (text) => show(text, 'busy'),
    warn: (text) => show(text, 'warn'),
    remember: (changes) => (last = changes),
    forget: () => (last = []),
    saved(marks, undo) {
      const [only] = last;
      const one = last.length === 1 && marks.some(({ enrolmentId }) => enrolmentId === only.id);
      show(one ? `Opgeslagen: ${only.name}` : 'Alles is opgeslagen', 'saved');
      if (last.length === 0) return;
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'register-undo';
      button.textContent = 'Ongedaan maken';
      const changes = last;
      button.addEventListener('click', () => undo(changes));
      place.append(' ', button);
    },
  };
}
