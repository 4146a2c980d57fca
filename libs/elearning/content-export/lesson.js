/* global academieLink, academieScoring */
/*
 * A lesson that was taken along from the academie: scores its questions, keeps what was answered and says how far
 * somebody is. How that reaches the learning environment, scorm12.js or cmi5.js knows.
 */
(async () => {
  const { questions, test, isLinked, texts } = JSON.parse(
    document.getElementById('les').textContent,
  );
  const { isAnswered, scoreOf, resultOf } = academieScoring;
  const link = isLinked ? academieLink : { begin: () => undefined, save() {}, end() {} };
  const byId = (id) => document.getElementById(id);
  const keys = new Map(questions.map((key) => [key.id, key]));
  const blocks = [...document.querySelectorAll('main > .block')];
  /** Answers by question, and which questions this attempt has. */
  let kept = { answers: {} };

  const fields = (id) => [...document.querySelectorAll(`[name="a.${id}"], [name^="a.${id}_"]`)];
  const part = (field, id) => field.name.slice(`a.${id}_`.length);
  function read({ id, way }) {
    const all = fields(id);
    if (way === 'choose') return all.find(({ checked }) => checked)?.value;
    if (way === 'tick') return all.filter(({ checked }) => checked).map(({ value }) => value);
    if (way === 'place' || way === 'pair')
      return Object.fromEntries(all.map((field) => [part(field, id), field.value]));
    return all[0]?.value ?? '';
  }
  function fill({ id, way }, given) {
    for (const field of fields(id))
      if (way === 'choose') field.checked = field.value === given;
      else if (way === 'tick') field.checked = given.includes(field.value);
      else if (way === 'place' || way === 'pair') field.value = given[part(field, id)] ?? '';
      else field.value = given;
  }

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }
  const wordOf = (score) => {
    if (score === null) return texts.compare;
    if (score === 1000) return texts.right;
    return score > 0 ? texts.partly : texts.wrong;
  };
  /** What somebody reads after answering; what is right only `withKey`. */
  function tell(key, given, withKey) {
    const box = byId(`uitslag-${key.id}`);
    box.replaceChildren(element('p', 'told__result', wordOf(scoreOf(key, given))));
    const said = [given].flat().flatMap((value) => key.feedback?.[value] ?? []);
    if (withKey || key.way === 'open') {
      for (const text of said) box.append(element('p', 'told__feedback', text));
      if (key.way !== 'open') box.append(element('p', 'told__heading', texts.solution));
      const list = element('ul');
      list.append(...key.solution.map((text) => element('li', '', text)));
      box.append(list);
      const more = element('div', 'prose');
      // Made of Markdown when the lesson was exported, in which HTML is no language.
      more.innerHTML = key.explanation;
      if (withKey) box.append(more);
    }
    box.hidden = false;
  }
  function refuse(key, isOpen) {
    const box = byId(`fout-${key.id}`);
    box.textContent = isOpen ? texts.unanswered : '';
    box.hidden = !isOpen;
  }

  const place = () =>
    Math.max(
      0,
      blocks.findIndex((block) => block.getBoundingClientRect().bottom > 0),
    );
  // Long texts go first when there is no room for all.
  function keep() {
    if (test && !kept.handed)
      kept.answers = Object.fromEntries(kept.drawn.map((id) => [id, read(keys.get(id))]));
    let text = JSON.stringify(kept);
    if (text.length > link.room) {
      const short = Object.entries(kept.answers).filter(([id]) => keys.get(id)?.way !== 'open');
      text = JSON.stringify({ ...kept, answers: Object.fromEntries(short) });
    }
    link.save(text.length > link.room ? '' : text, String(place()));
  }
  function done(text) {
    byId('stand').textContent = text;
    byId('stand').hidden = false;
    if (byId('klaar')) byId('klaar').hidden = true;
    const back = link.returnAddress?.();
    if (back && byId('terug')) {
      byId('terug').href = back;
      byId('terug').hidden = false;
    }
  }

  for (const form of document.querySelectorAll('form[data-question]'))
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const key = keys.get(form.dataset.question);
      const given = read(key);
      const isOpen = !isAnswered(key, given);
      refuse(key, isOpen);
      if (isOpen) return;
      kept.answers[key.id] = given;
      tell(key, given, true);
      keep();
    });

  function shuffled(list) {
    const result = [...list];
    for (let at = result.length - 1; at > 0; at -= 1) {
      const other = crypto.getRandomValues(new Uint32Array(1))[0] % (at + 1);
      [result[at], result[other]] = [result[other], result[at]];
    }
    return result;
  }
  /** The questions of an attempt: as many as the test draws, mixed when it says so. */
  function draw() {
    const all = questions.map(({ id }) => id);
    const chosen = new Set(shuffled(all).slice(0, test.draw ?? all.length));
    const inOrder = all.filter((id) => chosen.has(id));
    return test.shuffle ? shuffled(inOrder) : inOrder;
  }
  function show(drawn) {
    const list = byId('vragen');
    for (const { id } of questions) byId(`vraag-${id}`).hidden = !drawn.includes(id);
    list.append(...drawn.map((id) => byId(`vraag-${id}`)));
  }
  function hand() {
    const drawn = kept.drawn.map((id) => keys.get(id));
    const given = drawn.map((key) => read(key));
    const open = drawn.filter((key, nth) => !isAnswered(key, given[nth]));
    for (const key of drawn) refuse(key, open.includes(key));
    if (open.length > 0) {
      fields(open[0].id)[0]?.focus();
      return;
    }
    const scores = drawn.map((key, nth) => scoreOf(key, given[nth]));
    const result = resultOf(scores, test.passMark);
    // A test with nothing but open questions has nothing to score.
    const passed = result ? result.passed : true;
    drawn.forEach((key, nth) => {
      kept.answers[key.id] = given[nth];
      tell(key, given[nth], passed);
    });
    kept.handed = true;
    keep();
    byId('inleveren').hidden = true;
    if (result) link.judge?.(result);
    else link.complete?.();
    const text = result
      ? texts[passed ? 'passed' : 'failed'].replace('%', `${result.percent}%`)
      : texts.done;
    if (passed) done(text);
    else {
      byId('stand').textContent = link.again === false ? `${text} ${texts.reopen}` : text;
      byId('stand').hidden = false;
      byId('opnieuw').hidden = link.again === false;
    }
    byId('stand').focus();
  }
  function begin() {
    kept = { answers: {}, drawn: draw() };
    for (const key of questions) {
      byId(`uitslag-${key.id}`).hidden = true;
      refuse(key, false);
    }
    byId('toets').reset();
    show(kept.drawn);
    byId('stand').hidden = true;
    byId('opnieuw').hidden = true;
    byId('inleveren').hidden = false;
  }

  const found = await Promise.resolve(link.begin()).catch(() => undefined);
  if (isLinked && !found) byId('los').hidden = false;
  try {
    kept = { answers: {}, ...JSON.parse(found?.saved || '{}') };
  } catch {
    kept = { answers: {} };
  }
  if (test) {
    const isKnown = kept.drawn?.length > 0 && kept.drawn.every((id) => keys.has(id));
    if (isKnown && (found?.isDone || !kept.handed)) show(kept.drawn);
    else begin();
    byId('inleveren').hidden = Boolean(found?.isDone);
  }
  for (const [id, given] of Object.entries(kept.answers)) {
    const key = keys.get(id);
    if (!key || given === undefined) continue;
    fill(key, given);
    if (isAnswered(key, given) && (!test || kept.handed)) tell(key, given, true);
  }
  if (found?.isDone) done(texts.done);
  // At the first block one stands already; bringing it into view would move the page around this one.
  else if (Number(found?.place) > 0) blocks[Number(found.place)]?.scrollIntoView();

  byId('toets')?.addEventListener('submit', (event) => {
    event.preventDefault();
    hand();
  });
  byId('opnieuw')?.addEventListener('click', begin);
  byId('klaar')?.addEventListener('click', () => {
    keep();
    link.complete();
    done(texts.done);
    byId('stand').focus();
  });
  byId('terug')?.addEventListener('click', async (event) => {
    event.preventDefault();
    await link.end();
    location.assign(byId('terug').href);
  });
  addEventListener('pagehide', () => {
    keep();
    link.end(true);
  });
  // A page that the browser kept has ended; it begins anew.
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
  document.documentElement.dataset.ready = 'ja';
})();
