/* Tells a learning environment with cmi5 how far somebody is. See lesson.js for what it asks of this. */
globalThis.academieLink = (() => {
  const CMI5 = 'https://w3id.org/xapi/cmi5/context';
  const SAVED = 'voortgang';
  const began = Date.now();
  const asked = new URLSearchParams(location.search);
  const [activityId, registration] = [asked.get('activityId'), asked.get('registration')];
  let headers;
  let launch;
  /** Kept with the environment: what was saved, and what was said in this registration before. */
  let kept = {};
  let isEnded = false;
  let isDirty = false;
  /** One after the other, so that the environment gets them in their order. */
  let running = Promise.resolve();

  const endpoint = () => asked.get('endpoint').replace(/\/?$/, '/');
  const actor = () => JSON.parse(asked.get('actor'));
  async function ask(path, options = {}) {
    const answer = await fetch(endpoint() + path, { ...options, headers });
    if (!answer.ok && answer.status !== 404) throw new Error(`${path}: ${answer.status}`);
    return answer;
  }
  const statePath = (stateId) =>
    `activities/state?${new URLSearchParams({ stateId, activityId, agent: asked.get('actor'), registration })}`;
  async function document(path) {
    const answer = await ask(path);
    return answer.ok ? answer.json() : undefined;
  }

  function statement(verb, result, isMoveOn) {
    const { contextActivities, extensions, ...template } = launch.contextTemplate;
    const categories = [{ id: `${CMI5}/categories/cmi5` }];
    if (isMoveOn) categories.push({ id: `${CMI5}/categories/moveon` });
    const mastery =
      isMoveOn && result.score && launch.masteryScore !== undefined
        ? { [`${CMI5}/extensions/masteryscore`]: launch.masteryScore }
        : {};
    return {
      id: newId(),
      actor: actor(),
      verb: { id: `http://adlnet.gov/expapi/verbs/${verb}`, display: { en: verb } },
      object: { objectType: 'Activity', id: activityId },
      ...(result && { result }),
      timestamp: new Date().toISOString(),
      context: {
        ...template,
        registration,
        extensions: { ...extensions, ...mastery },
        contextActivities: {
          ...contextActivities,
          category: [...(contextActivities?.category ?? []), ...categories],
        },
      },
    };
  }
  // A page that is not served over TLS has no randomUUID.
  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }
  const duration = () => `PT${((Date.now() - began) / 1000).toFixed(2)}S`;
  const send = (said) =>
    ask('statements', { method: 'POST', body: JSON.stringify(said), keepalive: true });
  function put() {
    isDirty = false;
    return ask(statePath(SAVED), { method: 'PUT', body: JSON.stringify(kept), keepalive: true });
  }
  function next(work) {
    running = running.then(work).catch((error) => console.warn(String(error)));
    return running;
  }
  const mayJudge = () => headers && !isEnded && launch.launchMode === 'Normal';

  const terminated = () => statement('terminated', { duration: duration() });
  /**
   * Says the last words at once and in one request, so that none is lost when the page goes. After them there is nothing
   * to say; a session that is still open when a next unit begins would be called abandoned.
   */
  function finish(said) {
    isEnded = true;
    running = Promise.all([put(), send([...said, terminated()])]).catch((error) =>
      console.warn(String(error)),
    );
  }
  function completed() {
    if (kept.completed) return [];
    kept.completed = true;
    return [statement('completed', { completion: true, duration: duration() }, true)];
  }

  return {
    /** What a page that goes may still send is 64 KB, all together. */
    room: 15_000,
    /** An environment takes one judgement of a test each time it is opened. */
    again: false,
    async begin() {
      if (!asked.get('fetch') || !activityId || !registration) return undefined;
      const fetched = await fetch(asked.get('fetch'), { method: 'POST' });
      const { 'auth-token': token } = await fetched.json();
      if (!token) return undefined;
      headers = {
        authorization: `Basic ${token}`,
        'x-experience-api-version': '1.0.3',
        'content-type': 'application/json',
      };
      launch = await document(statePath('LMS.LaunchData'));
      const agent = new URLSearchParams({
        agent: asked.get('actor'),
        profileId: 'cmi5LearnerPreferences',
      });
      // Asked for by cmi5; these pages have one language and no sound of their own.
      await document(`agents/profile?${agent}`).catch(() => undefined);
      kept = (await document(statePath(SAVED))) ?? {};
      await send(statement('initialized'));
      const isDone = launch.moveOn === 'Completed' ? kept.completed : kept.passed;
      return { saved: kept.saved, place: kept.place, isDone: Boolean(isDone) };
    },
    save(text, place) {
      if (!headers || isEnded || (kept.saved === text && kept.place === place)) return;
      kept.saved = text;
      kept.place = place;
      isDirty = true;
      void next(() => isDirty && put());
    },
    complete() {
      if (mayJudge()) finish(completed());
    },
    judge({ percent, passed }) {
      if (!mayJudge() || kept.passed) return;
      const result = { success: passed, score: { scaled: percent / 100 }, duration: duration() };
      const judged = statement(passed ? 'passed' : 'failed', result, true);
      kept.passed = passed;
      finish([...(passed ? completed() : []), judged]);
    },
    /** Where the environment wants its learner back. */
    returnAddress: () => launch?.returnURL,
    end(isLeaving) {
      if (!headers || isEnded) return running;
      isEnded = true;
      if (!isLeaving) return next(() => send(terminated()));
      // A page that goes hears no answer any more, so nothing waits for one.
      if (isDirty) put().catch(() => undefined);
      send(terminated()).catch(() => undefined);
      return undefined;
    },
  };
})();
