const TEXTS = {
  device: 'Op dit toestel bewaard',
  central: 'Centraal bewaard',
  page: 'Nog nergens bewaard',
  refused: 'Niet verwerkt',
  early: 'Op dit toestel bewaard tot de sessie begint',
};
const NOTHING_KEPT =
  'Dit toestel bewaart niets. Wat u meldt, wordt meteen verstuurd. Druk op Opslaan voor u de pagina verlaat.';
/** As many steps as somebody can still tell apart. */
const MOST_STEPS = 10;

/**
 * Says where marks are: in each row, and in one line for all, with a way back for the last tap. A mark
 * is on this device first; it is safe for everybody once it is centrally kept.
 */
export function signsOf(form, undo) {
  const line = form.querySelector('[data-status]');
  const trouble = form.querySelector('[data-trouble]');
  /** What was done here, the last at the end. */
  const steps = [];

  function say(text, kind) {
    line.textContent = text;
    line.dataset.kind = kind;
  }

  /** Says less to the eye on a phone, where what takes the last tap back stands beside it. */
  function sayInShort(before, long, after, kind) {
    say('', kind);
    const words = document.createElement('span');
    const more = document.createElement('span');
    more.className = 'register-status__long';
    more.textContent = long;
    words.append(before, more, after);
    line.append(words);
  }

  function offerUndo() {
    const changes = steps.at(-1);
    if (!changes) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'register-undo';
    button.textContent =
      changes.length === 1 ? 'Ongedaan maken' : `${changes.length} ongedaan maken`;
    if (changes.length === 1)
      button.setAttribute('aria-label', `Ongedaan maken: ${changes[0].name}`);
    button.addEventListener('click', () => {
      steps.pop();
      undo(changes);
    });
    line.append(' ', button);
  }

  function link(text, href) {
    const anchor = document.createElement('a');
    Object.assign(anchor, { href, textContent: text });
    line.append(' ', anchor);
  }

  return {
    say,
    remember(changes) {
      steps.push(changes);
      if (steps.length > MOST_STEPS) steps.shift();
    },
    /** This device keeps nothing; says so for as long as the page is open. */
    trouble() {
      trouble.textContent = NOTHING_KEPT;
      trouble.hidden = false;
    },
    mark(row, kept, why) {
      const sign = row.querySelector('[data-kept]');
      if (!sign || (sign.dataset.kept === (kept ?? '') && !why)) return;
      sign.dataset.kept = kept ?? '';
      sign.hidden = !kept;
      sign.textContent = kept ? [TEXTS[kept], why].filter(Boolean).join('. ') : '';
    },
    total(waiting, outcome) {
      const how = waiting === 1 ? '1 melding is' : `${waiting} meldingen zijn`;
      const kept = `${how} ${trouble.hidden ? 'op dit toestel' : 'nog nergens'} bewaard`;
      const here = `/inloggen?naar=${encodeURIComponent(location.pathname + location.search)}`;
      if (waiting === 0) sayInShort('Alles ', 'is centraal ', 'bewaard.', 'central');
      else if (outcome === 'signed-out') {
        say(`U bent uitgelogd. ${kept}.`, 'warn');
        link('Log in om te versturen', here);
      } else if (outcome === 'somebody-else') {
        say(`Er is nu iemand anders ingelogd. ${kept} tot u zelf weer inlogt.`, 'warn');
        link('Inloggen', here);
      } else if (outcome === 'later') say(`Geen verbinding. ${kept}.`, 'device');
      else sayInShort('', `${kept}. `, 'Versturen…', 'device');
      offerUndo();
    },
  };
}
