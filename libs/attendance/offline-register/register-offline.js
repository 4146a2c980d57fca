import { owner, registerOf, registersOf } from './device-store.js';
import { choose } from './register-rows.js';
import { letInHere } from './register-walk-ins.js';
import { fileOf, sheetOf } from './session-sheet.js';

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
  const isHere = session && [undefined, '/inloop', '/materiaal'].includes(deeper);
  const register = isHere ? await registerOf(person, session) : undefined;
  const sheet = register && (await sheetOf(person, session).catch(() => undefined));
  if (register && deeper === '/inloop') showWalkIn(page, person, register);
  else if (register && deeper) await showMaterials(page, register, sheet);
  else if (register) showRegister(page, register, sheet);
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

async function showMaterials(page, { sessionId, courseTitle }, sheet) {
  const back = `/lesgeven/sessies/${sessionId}`;
  page.querySelector('h1').textContent = 'Materiaal';
  page.querySelector('[data-facts]').textContent = courseTitle;
  const part = page.querySelector('[data-materials]').content.firstElementChild.cloneNode(true);
  part.querySelector('[data-back]').href = back;
  const items = await Promise.all((sheet?.materials ?? []).map(materialItem));
  part.querySelector('ul').replaceChildren(...items);
  part.querySelector('[data-no-materials]').hidden = items.length > 0;
  page.querySelector('[data-place]').replaceChildren(part);
}

async function materialItem(material) {
  const { title, facts, isLink, address, name } = material;
  const item = document.createElement('li');
  const file = isLink ? undefined : await fileOf(material).catch(() => undefined);
  const link = document.createElement(isLink || file ? 'a' : 'strong');
  link.textContent = title;
  if (file) Object.assign(link, { href: URL.createObjectURL(file), download: name });
  else if (isLink) Object.assign(link, { href: address, rel: 'noreferrer' });
  const about = document.createElement('span');
  about.className = 'soft';
  const where = file
    ? 'Staat op dit toestel.'
    : isLink
      ? `${address} Opent met verbinding.`
      : 'Opent met verbinding.';
  about.textContent = `${facts}. ${where}`;
  item.append(link, document.createElement('br'), about);
  return item;
}

function showSheet(page, sessionId, { contact, safety }) {
  const say = (part, text) => {
    part.textContent = text;
    part.hidden = false;
  };
  if (contact) say(page.querySelector('[data-contact]'), `Ter plaatse: ${contact}`);
  if (safety) say(page.querySelector('[data-safety]'), `Veiligheid: ${safety}`);
  page.querySelector('[data-material]').href = `/lesgeven/sessies/${sessionId}/materiaal`;
  page.querySelector('[data-sheet]').hidden = false;
}

function showRegister(page, register, sheet) {
  const { sessionId, courseTitle, rows } = register;
  page.querySelector('[data-add] a').href = `/lesgeven/sessies/${sessionId}/inloop`;
  for (const part of page.querySelectorAll('[data-add], [data-register-find]')) part.hidden = false;
  page.querySelector('h1').textContent = courseTitle;
  page.querySelector('[data-facts]').textContent = [
    whenOf(register),
    sheet && (sheet.place ?? 'Online'),
  ]
    .filter(Boolean)
    .join(' · ');
  if (sheet) showSheet(page, sessionId, sheet);
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
