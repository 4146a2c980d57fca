/* Tells a learning environment with SCORM 1.2 how far somebody is. See lesson.js for what it asks of this. */
globalThis.academieLink = (() => {
  /** What cmi.suspend_data holds at most in SCORM 1.2. */
  const room = 4096;
  const began = Date.now();
  let api;
  let status = '';

  function above(start) {
    let win = start;
    try {
      for (let level = 0; win && level < 50; level += 1) {
        if (win.API) return win.API;
        if (win.parent === win) return undefined;
        win = win.parent;
      }
    } catch {
      // A window of somebody else tells nothing.
    }
    return undefined;
  }
  function opener() {
    try {
      return window.top.opener ?? window.opener;
    } catch {
      return window.opener;
    }
  }
  const get = (name) => String(api.LMSGetValue(`cmi.${name}`) ?? '');
  const set = (name, value) => api.LMSSetValue(`cmi.${name}`, String(value));

  function time() {
    const all = Math.floor((Date.now() - began) / 1000);
    return [Math.min(9999, Math.floor(all / 3600)), Math.floor(all / 60) % 60, all % 60]
      .map((part, nth) => String(part).padStart(nth === 0 ? 4 : 2, '0'))
      .join(':');
  }
  function say(next) {
    status = next;
    set('core.lesson_status', next);
    api.LMSCommit('');
  }

  return {
    room,
    /** One can try again in the same sitting. */
    again: true,
    async begin() {
      api = above(window) ?? above(opener());
      if (!api || String(api.LMSInitialize('')) !== 'true') {
        api = undefined;
        return undefined;
      }
      status = get('core.lesson_status');
      if (!['completed', 'passed', 'failed', 'incomplete'].includes(status)) say('incomplete');
      return {
        saved: get('suspend_data'),
        place: get('core.lesson_location'),
        isDone: status === 'completed' || status === 'passed',
      };
    },
    save(text, place) {
      if (!api) return;
      set('suspend_data', text);
      set('core.lesson_location', place);
      api.LMSCommit('');
    },
    complete() {
      if (api && status !== 'passed') say('completed');
    },
    // What was passed stays passed.
    judge({ percent, passed }) {
      if (!api || status === 'passed') return;
      set('core.score.min', 0);
      set('core.score.max', 100);
      set('core.score.raw', percent);
      say(passed ? 'passed' : 'failed');
    },
    end() {
      if (!api) return;
      set('core.session_time', time());
      set('core.exit', status === 'completed' || status === 'passed' ? '' : 'suspend');
      api.LMSFinish('');
      api = undefined;
    },
  };
})();
