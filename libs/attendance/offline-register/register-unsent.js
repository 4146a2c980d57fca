import { forgetMarks, keepMarks, marksOf, registerOf } from './device-store.js';
import { nameOf } from './register-walk-ins.js';
import { sendWaiting } from './device-sync.js';
import { keepsSomething, whoIsHere } from './device.js';

const VALUES = {
  unknown: 'geen melding',
  present: 'aanwezig',
  partial: 'deels',
  excused: 'afgemeld',
  absent: 'afwezig',
};

/**
 * Lists in [data-left] what the academie did not take from this device, with the reason: most often
 * because somebody else closed the register. Nothing of it goes before somebody says so.
 */
export async function showLeft(marks, texts, { person, session, done }) {
  const place = document.querySelector('[data-left]');
  if (!place) return;
  const refused = marks.filter((mark) => mark.refused);
  place.hidden = refused.length === 0;
  if (refused.length === 0) return;
  const names = await namesIn(person, session);
  place.querySelector('[data-left-list]').replaceChildren(
    ...refused.map((mark) => {
      const item = document.createElement('li');
      const minutes = mark.minutes ? `, ${mark.minutes} minuten` : '';
      const why = texts[mark.refused] ?? 'De academie nam deze melding niet aan.';
      const who = mark.guest
        ? nameOf(mark.guest)
        : (names.get(mark.enrolmentId) ?? 'Iemand die niet meer op de lijst staat');
      item.textContent = `${who}: ${VALUES[mark.value]}${minutes}. ${why} `;
      if (mark.refused === 'attendance.guest-alike') item.append(anotherButton(mark, who, done));
      return item;
    }),
  );
  place.querySelector('[data-left-drop]').onclick = async () => {
    await forgetMarks(refused.map(({ clientId }) => clientId));
    await done();
  };
}

function anotherButton(mark, who, done) {
  const button = document.createElement('button');
  Object.assign(button, { type: 'button', className: 'register-undo' });
  button.textContent = 'Ja, toch toevoegen';
  button.setAttribute('aria-label', `Ja, toch toevoegen: ${who}`);
  button.addEventListener('click', async () => {
    await keepMarks([{ ...mark, another: true, refused: undefined }]);
    await done();
  });
  return button;
}

/** On a register that is closed: what this device still has of it, once the academie has judged it. */
export async function leftOfClosed() {
  const place = document.querySelector('[data-left][data-session]');
  const { person, csrf } = whoIsHere();
  if (!place || !person || !keepsSomething()) return;
  const { session } = place.dataset;
  const texts = JSON.parse(place.dataset.texts);
  const show = async () =>
    showLeft(await marksOf(person, session), texts, { person, session, done: show });
  await sendWaiting({ person, csrf });
  await show();
}

/** Names by enrolment, as this device keeps them or, once they have left it, as the academie does. */
async function namesIn(person, session) {
  const kept = await registerOf(person, session).catch(() => undefined);
  const rows = kept?.rows ?? (await participantsOf(session));
  return new Map(rows.map(({ enrolmentId, name }) => [enrolmentId, name]));
}

async function participantsOf(session) {
  try {
    const response = await fetch(`/api/v1/sessions/${session}/register`, {
      headers: { accept: 'application/json' },
    });
    return response.ok ? (await response.json()).participants : [];
  } catch {
    return [];
  }
}
