import { forgetRegister, keepRegister } from './device-store.js';
import { clockAhead, setClock } from './register-minutes.js';
import { rowsFrom } from './register-pages.js';
import { answerOf, choose, idOf, minutesIn, noteOn } from './register-rows.js';

const EVERY = 2000;
const clock = new Intl.DateTimeFormat('nl-NL', {
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Europe/Amsterdam',
});

/**
 * Shows what other trainers mark in the same register, every two seconds while somebody looks, and
 * keeps the list on this device for when the connection goes. What this device has not sent yet stays
 * as it is. A person who was added elsewhere appears in the list.
 */
export function watchOthers(form, { isWaiting, taps, learned, person, report, changed }) {
  const { session } = form.dataset;
  let etag;
  let busy = false;

  async function look() {
    if (busy || document.hidden || form.dataset.next) return;
    busy = true;
    const before = taps();
    try {
      const response = await fetch(form.dataset.watch, {
        cache: 'no-store',
        headers: { accept: 'application/json', ...(etag && { 'if-none-match': etag }) },
      });
      setClock(form, response.headers.get('date'));
      if (response.status !== 200) return;
      const register = await response.json();
      if (taps() !== before) return;
      if (register.state === 'closed') return await closed();
      etag = response.headers.get('etag');
      Object.assign(form.dataset, { starts: register.startsAt, ends: register.endsAt });
      await show(register.participants);
      await keep(register);
    } catch {
      // no connection: the next look may have one
    } finally {
      busy = false;
    }
  }

  // Somebody closed it: names have no business here any more, and the page shows what holds.
  async function closed() {
    await forgetRegister(session).catch(() => {});
    location.reload();
  }

  /** No more of a person than it takes to mark them, and to give them what they need. */
  async function keep({ courseTitle, startsAt, endsAt, participants }) {
    await keepRegister({
      sessionId: session,
      personId: await person(),
      courseTitle,
      startsAt,
      endsAt,
      ahead: clockAhead(form),
      rows: participants.map(
        ({ enrolmentId, name, organisation, diet, access, workshops, value, minutes }) => ({
          enrolmentId,
          name,
          organisation,
          needs: [...(workshops ?? []), diet, access].filter(Boolean).join(' · '),
          value,
          minutes,
        }),
      ),
    });
    form.dispatchEvent(new CustomEvent('kept', { bubbles: true }));
  }

  async function show(participants) {
    const rows = new Map(
      [...form.querySelectorAll('.register-row')].map((row) => [idOf(row), row]),
    );
    if (participants.some(({ enrolmentId }) => !rows.has(enrolmentId))) await addMissing(rows);
    for (const { enrolmentId, value, minutes, source, occurredAt } of participants) {
      const row = rows.get(enrolmentId);
      if (!row || isWaiting(enrolmentId)) continue;
      if (source === 'self_qr' || source === 'scan')
        noteOn(row, arrivalText(value, new Date(occurredAt)));
      const now = answerOf(row);
      const types = minutesIn(document.activeElement) && row.contains(document.activeElement);
      if (types || (now.value === value.toUpperCase() && (now.minutes ?? null) === minutes))
        continue;
      choose(row, value.toUpperCase(), minutes);
      learned(row);
    }
    changed();
    report();
  }

  function arrivalText(value, at) {
    const minutes = Math.floor((at.getTime() - Date.parse(form.dataset.starts)) / 60_000);
    const late = value === 'partial' && minutes > 0 ? `, ${minutes} minuten te laat` : '';
    return `Ingecheckt om ${clock.format(at).replace(':', '.')} uur${late}`;
  }

  async function addMissing(rows) {
    let before;
    for await (const row of rowsFrom(location.href)) {
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
  void look();
}
