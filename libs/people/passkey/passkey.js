/* Has the browser make or use a passkey, puts its answer into the form, and sends that as any form. */
import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';

if (browserSupportsWebAuthn())
  for (const form of document.querySelectorAll('form[data-passkey]')) prepare(form);

function prepare(form) {
  form.hidden = false;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    await answer(form, {});
  });
  if (form.dataset.passkey === 'fill') fillIn(form);
}

// The browser shows the passkey among the addresses it would fill in; choosing it is signing in.
async function fillIn(form) {
  if (await browserSupportsWebAuthnAutofill()) await answer(form, { useBrowserAutofill: true });
}

async function answer(form, options) {
  const failed = form.querySelector('[data-passkey-failed]');
  failed.hidden = true;
  try {
    const optionsJSON = await ask(form);
    const make = form.dataset.passkey === 'add' ? startRegistration : startAuthentication;
    form.elements.answer.value = JSON.stringify(await make({ optionsJSON, ...options }));
    const stays = document.getElementById('stays');
    if (form.elements.stays && stays) form.elements.stays.value = stays.checked ? 'ja' : '';
    form.submit();
  } catch {
    // Who asked for nothing is told nothing: the browser offered it, and nobody took it.
    failed.hidden = Boolean(options.useBrowserAutofill);
    delete form.dataset.sent;
  }
}

async function ask(form) {
  const response = await fetch(form.dataset.ask, {
    method: 'POST',
    headers: {
      accept: 'application/json',
      'x-csrf-token': form.elements._csrf?.value ?? '',
    },
  });
  if (!response.ok) throw new Error(`asking a passkey answered ${response.status}`);
  return response.json();
}
