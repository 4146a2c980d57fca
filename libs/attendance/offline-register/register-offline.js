import { owner, registerOf, registersOf } from './device-store.js';
import { choose } from './register-rows.js';
import { letInHere } from './register-walk-ins.js';

const day = new Intl.DateTimeFormat('nl-NL', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  timeZone: 'Europe/Amsterdam',
});
const time = new Intl.DateTimeFormat('nl-NL', {
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Europe/Amsterdam',
});

/**
 * The page that stands in for every page below /lesgeven while there is no connection: the register of
 * this address as this device keeps it, or else the list of those it keeps.
 */
export async function registerWithoutConnection() {
  const page = document.querySelector('[data-without-connection]');
  if (!page) return;
  const again = page.querySelector('[data-again]');
  again.hidden = false;
  again.addEventListener('click', () => location.reload());
  const person = await owner().catch(() => undefined);
  if (!person) return;
  const [, session, deeper] =
    /^\/lesgeven\/sessies\/([\da-f-]{36})(\/.*)?$/.exec(location.pathname) ?? [];
  const register =
    session && (!deeper || deeper === '/inloop') ? await registerOf(person, session) : undefined;
  if (register && deeper) showWalkIn(page, person, register);
  else if (register) showRegister(page, register);
  else showList(page, await registersOf(person));
}

function showWalkIn(page, person, register) {
  const back = `/lesgeven/sessies/${register.sessionId}`;
  page.querySelector('h1').textContent = 'Iemand toevoegen';
  page.querySelector('[data-facts]').textContent = register.courseTitle;
  const form = page.querySelector('[data-let-in]').content.cloneNode(true).querySelector('form');
  form.querySelector('[data-back]').href = back;
  void letInHere(form, { person, register, added: () => location.assign(back) });
  page.querySelector('[data-place]').replaceChildren(form);
}

function showRegister(page, register) {
  const { sessionId, courseTitle, rows } = register;
  page.querySelector('[data-add] a').href = `/lesgeven/sessies/${sessionId}/inloop`;
  for (const part of page.querySelectorAll('[data-add], [data-register-find]')) part.hidden = false;
  page.querySelector('h1').textContent = courseTitle;
  page.querySelector('[data-facts]').textContent = whenOf(register);
  const form = page.querySelector('[data-form]').content.cloneNode(true).querySelector('form');
  const paper = new URLSearchParams(location.search).get('bron') === 'papier';
  Object.assign(form.dataset, {
    session: sessionId,
    starts: register.startsAt,
    ends: register.endsAt,
    ahead: String(register.ahead ?? 0),
    marks: `/api/v1/sessions/${sessionId}/attendance-marks`,
    watch: `/api/v1/sessions/${sessionId}/register`,
    source: paper ? 'paper' : 'trainer',
  });
  const template = page.querySelector('[data-row]').content.firstElementChild;
  form.querySelector('.register').replaceChildren(...rows.map((row) => rowOf(template, row)));
  page.querySelector('[data-search]').hidden = false;
  page.querySelector('[data-place]').replaceChildren(form);
}

function rowOf(template, { enrolmentId, name, organisation, needs, value, minutes }) {
  const row = template.cloneNode(true);
  row.querySelector('.register-row__name').textContent = name;
  row.querySelector('.register-row__organisation').textContent = organisation ?? '';
  row.querySelector('.register-row__needs').textContent = needs ?? '';
  for (const field of row.querySelectorAll('[name]'))
    field.name = field.name.replace('.ID', `.${enrolmentId}`);
  const minutesField = row.querySelector('[name^="minutes."]');
  minutesField.id = `minutes-${enrolmentId}`;
  row.querySelector('.register-row__minutes label').htmlFor = minutesField.id;
  choose(row, value.toUpperCase(), minutes);
  return row;
}

function showList(page, registers) {
  if (registers.length === 0) return;
  page.querySelector('[data-none]').hidden = true;
  const list = page.querySelector('[data-list]');
  list.hidden = false;
  list.replaceChildren(
    ...registers
      .sort((a, b) => a.startsAt.localeCompare(b.startsAt))
      .map((register) => {
        const item = document.createElement('li');
        const link = document.createElement('a');
        link.href = `/lesgeven/sessies/${register.sessionId}`;
        link.textContent = register.courseTitle;
        item.append(link, document.createElement('br'), whenOf(register));
        return item;
      }),
  );
}

function whenOf({ startsAt, endsAt }) {
  const hour = (at) => time.format(new Date(at)).replace(':', '.');
  return `${day.format(new Date(startsAt))}, ${hour(startsAt)} tot ${hour(endsAt)} uur`;
}
