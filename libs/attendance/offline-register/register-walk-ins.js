import { keepMarks, keepOrganisations, marksOf, organisations } from './device-store.js';
import { newId } from '../../platform/device/new-id.js';

/** Fetches where people may work, once, for when there is no connection. */
export async function bringOrganisations() {
  try {
    if ((await organisations()).length > 0) return;
    const found = [];
    let after;
    do {
      const query = new URLSearchParams({ limit: '100', ...(after && { after }) });
      const response = await fetch(`/api/v1/organisations?${query}`);
      if (!response.ok) return;
      const { items, next } = await response.json();
      found.push(...items.map(({ id, shortName }) => ({ id, name: shortName })));
      after = next;
    } while (after);
    await keepOrganisations(found);
  } catch (error) {
    // the next register that is opened brings them
    console.warn(error);
  }
}

/**
 * The form for somebody at the door while there is no connection: a name and an organisation, kept here
 * and sent later. `added` is called once it is kept.
 */
export async function letInHere(form, { person, register, added }) {
  const select = form.elements.organisationId;
  for (const { id, name } of await organisations().catch(() => []))
    select.add(new Option(name, id));
  const alike = form.querySelector('[data-alike]');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const guest = {
      givenName: form.elements.givenName.value.trim(),
      familyName: form.elements.familyName.value.trim(),
      ...(select.value && {
        organisationId: select.value,
        organisation: select.selectedOptions[0].text,
      }),
    };
    const empty = ['givenName', 'familyName'].find((name) => !guest[name]);
    if (empty) return form.elements[empty].focus();
    try {
      const another = alike.dataset.name === plain(nameOf(guest));
      if (!another && (await isListed(nameOf(guest), person, register))) {
        alike.dataset.name = plain(nameOf(guest));
        alike.hidden = false;
        return;
      }
      await keepMarks([walkInOf(guest, { person, sessionId: register.sessionId, another })]);
      added();
    } catch (error) {
      console.warn(error);
      form.querySelector('[data-not-kept]').hidden = false;
    }
  });
}

/** Lists who is let in here and not yet known to the academie, with a way back. */
export function showWalkIns(form, walkIns, takeBack) {
  const place = form.querySelector('[data-walk-ins]');
  if (!place) return;
  place.hidden = walkIns.length === 0;
  place.replaceChildren(
    ...walkIns.map((walkIn) => {
      const item = document.createElement('li');
      const button = document.createElement('button');
      const { guest } = walkIn;
      const where = guest.organisation ? `, ${guest.organisation}` : '';
      item.textContent = `${nameOf(guest)}${where}: aanwezig. Wordt toegevoegd zodra er verbinding is. `;
      Object.assign(button, {
        type: 'button',
        className: 'register-undo',
        textContent: 'Weghalen',
      });
      button.setAttribute('aria-label', `Weghalen: ${nameOf(guest)}`);
      button.addEventListener('click', () => takeBack(walkIn));
      item.append(button);
      return item;
    }),
  );
}

/** "Gijs de Gast" */
export const nameOf = ({ givenName, familyName }) => `${givenName} ${familyName}`;

const plain = (name) =>
  name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().split(/\s+/).join(' ');

async function isListed(name, person, register) {
  const waiting = await marksOf(person, register.sessionId);
  const names = [
    ...register.rows.map((row) => row.name),
    ...waiting.flatMap(({ guest }) => (guest ? [nameOf(guest)] : [])),
  ];
  return names.some((one) => plain(one) === plain(name));
}

const walkInOf = (guest, { person, sessionId, another }) => ({
  clientId: newId(),
  personId: person,
  sessionId,
  guest,
  another,
  value: 'present',
  occurredAt: new Date().toISOString(),
});
