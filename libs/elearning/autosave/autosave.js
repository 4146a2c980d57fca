/** Nothing is sent while somebody goes on typing. */
const QUIET_MS = 2000;
/** After a failure. */
const AGAIN_MS = 5000;

/**
 * Sends a form to `data-autosave` a moment after each change, and when its page is left. The button still works,
 * and waits for what is under way: else it would find its own change to be somebody else's.
 */
export function keepTyped(form) {
  const status = form.querySelector('[data-autosave-status]');
  let timer;
  let sending;
  let isChanged = false;

  const say = (state) => {
    const now = new Date().toLocaleTimeString('nl-NL', { hour: '2-digit', minute: '2-digit' });
    const words = (status?.dataset[state] ?? '').replace('{time}', now.replace(':', '.'));
    if (status && status.textContent !== words) status.textContent = words;
  };
  const later = (ms) => {
    clearTimeout(timer);
    timer = setTimeout(send, ms);
  };

  function send() {
    clearTimeout(timer);
    if (!isChanged || sending) return sending;
    isChanged = false;
    sending = post(form)
      .then(({ state, seen }) => {
        if (seen && form.elements.seen) form.elements.seen.value = seen;
        say(state);
      })
      .catch(() => {
        isChanged = true;
        say('failed');
        later(AGAIN_MS);
      })
      .finally(() => (sending = undefined));
    return sending;
  }

  form.addEventListener('input', ({ target }) => {
    if (target.type === 'file') return;
    isChanged = true;
    if (!sending) later(QUIET_MS);
    else void sending.then(() => later(QUIET_MS));
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void send();
  });
  addEventListener('online', () => void send());
  form.addEventListener(
    'submit',
    (event) => {
      clearTimeout(timer);
      isChanged = false;
      if (!sending) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      void sending.then(() => form.requestSubmit(event.submitter));
    },
    { capture: true },
  );
}

async function post(form) {
  const fields = [...new FormData(form)].filter(([, value]) => typeof value === 'string');
  const body = new URLSearchParams(fields);
  const response = await fetch(form.dataset.autosave, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body,
    // What is sent while the page goes may be 64 kB; what is longer was sent before, but for its last words.
    keepalive: body.toString().length < 60_000,
  });
  if (!response.ok) throw new Error(`answered ${response.status}`);
  return response.json();
}
