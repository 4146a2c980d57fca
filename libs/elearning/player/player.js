/* global Scorm12API, Scorm2004API */
/*
 * Plays one part of a SCORM package. scorm-again is the API that the part looks for; here what it knows is
 * brought to the academie: soon after each change, and once more when the page goes.
 */
(() => {
  const settings = JSON.parse(document.getElementById('stand').textContent);
  const is12 = settings.kind === 'scorm12';
  const api = new (is12 ? Scorm12API : Scorm2004API)({
    autocommit: false,
    lmsCommitUrl: false,
    logLevel: 'NONE',
    mastery_override: false,
    ...(settings.valid && { scoItemIdValidator: (part) => settings.valid.choices.includes(part) }),
  });
  if (settings.valid) {
    const { request_valid: requests } = api.adl.nav;
    requests.continue = settings.valid.continue;
    requests.previous = settings.valid.previous;
  }
  api.loadFromJSON(settings.cmi, 'cmi');
  window[is12 ? 'API' : 'API_1484_11'] = api;

  let sequence = 0;
  let ended = false;
  let dirty = false;
  let begun = false;
  let leaving = false;
  /** Where the end of this part leads, by the rules of its package. */
  let led = {};
  let timer;
  let running = Promise.resolve();

  // The first line says all but the suspend data, which follow as they are (saved-state.ts).
  function body() {
    sequence += 1;
    const { suspend_data: suspended = '', ...cmi } = api.renderCMIToJSONObject().cmi;
    const { item, session } = settings;
    return `${JSON.stringify({ item, session, sequence, ended, cmi })}\n${suspended}`;
  }

  async function send() {
    if (!dirty) return;
    dirty = false;
    try {
      const answer = await fetch(settings.address, {
        method: 'POST',
        headers: { 'content-type': 'text/plain' },
        body: body(),
      });
      if (!answer.ok) throw new Error(String(answer.status));
      document.getElementById('fout').hidden = true;
      led = await answer.json();
      const { isDone } = led;
      parent.postMessage({ academie: 'stand', isDone }, '*');
    } catch {
      dirty = true;
      document.getElementById('fout').hidden = false;
      clearTimeout(timer);
      timer = setTimeout(save, 5000);
    }
  }

  function save() {
    running = running.then(send);
    return running;
  }

  function changed(wait) {
    if (!begun) return;
    // Frames go after the page around them; what they then say together leaves together.
    if (leaving && !dirty) queueMicrotask(last);
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }

  const on = (name, then) => api.on(name, then);
  on(is12 ? 'LMSInitialize' : 'Initialize', () => {
    begun = true;
    changed(0);
  });
  on(is12 ? 'LMSSetValue.cmi.*' : 'SetValue.cmi.*', () => changed(400));
  on(is12 ? 'LMSCommit' : 'Commit', () => changed(0));
  on(is12 ? 'LMSFinish' : 'Terminate', () => {
    ended = true;
    changed(0);
    // The API has no name for this one: its part goes on where it was, and so does its package.
    if (!is12 && api.adl.nav.request === 'suspendAll') void leave();
  });

  async function leave() {
    await save();
    location.assign(settings.end);
  }

  // A page that goes may no longer wait for an answer; the browser sends this all the same.
  function last() {
    if (!dirty) return;
    clearTimeout(timer);
    if (navigator.sendBeacon(settings.address, body())) dirty = false;
  }
  addEventListener('pagehide', () => {
    leaving = true;
    last();
  });
  addEventListener('pageshow', () => {
    leaving = false;
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') last();
  });

  // In a tab of its own it stays there.
  const visit = (href) => {
    const apart = new URLSearchParams(location.search).has('los') && href.includes('?');
    location.assign(apart ? `${href}&los=1` : href);
  };
  const goes = (how) => {
    const href = led.go ?? (how === 'continue' ? led.onward : undefined);
    if (href) visit(href);
    return href !== undefined;
  };

  // A part that ends may ask for another one. Where that leads comes with the answer to its last words.
  const ask = (hrefIn, how) => async (target) => {
    await save();
    if (goes(how)) return;
    const href = hrefIn(led, target);
    if (href) visit(href);
  };
  if (!is12) {
    on(
      'SequenceNext',
      ask(({ next }) => next, 'continue'),
    );
    on(
      'SequencePrevious',
      ask(({ previous }) => previous),
    );
    // Of these two the API says only which part is asked for.
    on(
      'SequenceChoice',
      ask(({ choices }, target) => choices?.[target]),
    );
    on(
      'SequenceJump',
      ask(({ jumps }, target) => jumps?.[target]),
    );
    on(
      'SequenceExit',
      ask(() => undefined),
    );
    for (const name of ['SequenceExitAll', 'SequenceAbandonAll']) on(name, leave);
  }

  for (const link of document.querySelectorAll('a[data-part]'))
    link.addEventListener('click', async (event) => {
      event.preventDefault();
      // The part says its last words while it goes, so it goes first.
      document.querySelector('iframe').src = 'about:blank';
      await new Promise((resolve) => setTimeout(resolve, 100));
      await save();
      if (!goes(link.dataset.to)) location.assign(link.href);
    });
})();
