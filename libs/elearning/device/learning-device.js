import { Later } from '../../platform/device/sending.js';
import { deedOf, draftOf, fillIn } from './deeds.js';
import { sendDeed, sendWaiting } from './deed-sync.js';
import {
  deedsOf,
  forgetDeed,
  keepDeed,
  keepPage,
  owner,
  pageAt,
  pagesOf,
  PICTURES,
} from './lesson-store.js';

/** Says that this device keeps something, so that pages that have nothing to do with it leave it alone. */
const FLAG = 'academie-leren';
/** As long as a page waits for an answer before it says that the deed is kept. */
const PATIENCE_MS = 6000;
const QUIET_MS = 1500;

export const keepsLearning = () => {
  try {
    return localStorage.getItem(FLAG) !== null;
  } catch {
    return false;
  }
};

const who = () => ({
  person: document.body.dataset.person,
  csrf: document.querySelector('input[name=_csrf]')?.value,
});

/** On a page of a learner that came from the academie. */
export async function readingHere() {
  const { person, csrf } = who();
  const page = document.querySelector('[data-keep]');
  if (page) {
    localStorage.setItem(FLAG, '1');
    navigator.serviceWorker
      ?.register('/leren/sw.js', { scope: '/leren' })
      .catch((error) => console.warn(error));
    await keep(page, person).catch((error) => console.warn(error));
    await fillDrafts(page, person).catch(() => undefined);
    handle(page, who);
    rememberPlace(page, who);
  }
  if (keepsLearning()) await sendAndTell({ person, csrf });
  addEventListener('online', () => void sendAndTell(who()));
}

/** On the page that stands in for another one while there is no connection. */
export async function standInForPage(place) {
  document.querySelector('[data-again]')?.addEventListener('click', () => location.reload());
  addEventListener('online', () => location.reload());
  const person = await owner().catch(() => undefined);
  if (!person) return;
  const kept = await pageAt(person, location.pathname);
  if (!kept) return showKept(place, await pagesOf(person));
  document.title = kept.title;
  // As the academie sent it: what authors and learners wrote was made safe there.
  place.innerHTML = kept.html;
  await fillDrafts(place, person);
  handle(place, () => ({ person, csrf: undefined }));
  await tell(person);
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

async function keep(page, personId) {
  const copy = page.cloneNode(true);
  for (const gone of copy.querySelectorAll(
    'input[name=_csrf], script, noscript, video, [data-learning-waiting]',
  ))
    gone.remove();
  await keepPage({
    path: location.pathname,
    personId,
    title: document.title,
    html: copy.innerHTML,
    keptAt: Date.now(),
  });
  const pictures = [...page.querySelectorAll('img')].map(({ src }) => src);
  const cache = pictures.length > 0 && (await globalThis.caches?.open(PICTURES));
  for (const src of pictures)
    if (!(await cache.match(src))) await cache.add(src).catch(() => undefined);
}

function handle(page, whoIs) {
  let draft;
  page.addEventListener('input', ({ target }) => {
    const form = target.closest('form');
    const deed = form && draftOf(form, whoIs().person);
    if (!deed) return;
    void keepDeed(deed).catch(() => undefined);
    clearTimeout(draft);
    draft = setTimeout(() => void sendWaiting(whoIs()).catch(() => undefined), QUIET_MS);
  });
  page.addEventListener('submit', (event) => {
    const form = event.target;
    const deed = deedOf(form, whoIs().person);
    if (!deed || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    if (form.dataset.busy) return;
    form.dataset.busy = 'yes';
    clearTimeout(draft);
    void doDeed(form, deed, whoIs()).finally(() => delete form.dataset.busy);
  });
}

/** Keeps a deed, sends it, and goes on as the academie says; without an answer it says that it is kept. */
async function doDeed(form, deed, whoIs) {
  const isKept = await keepDeed(deed).then(
    () => true,
    () => false,
  );
  // A device that keeps nothing sends the form as it is.
  if (!isKept && !document.querySelector('[data-learning-offline]')) return form.submit();
  try {
    const { answer } = await inTime(sendDeed(deed, whoIs));
    await forgetDeed(deed.id);
    if (deed.kind === 'submit') await forgetDeed(deed.fields.attemptId);
    // The page with the form says what is wrong, and where.
    if (answer.result === 'refused') return form.submit();
    go(answer.next);
  } catch (error) {
    if (!(error instanceof Later || error instanceof TypeError || error.outcome)) throw error;
    if (deed.kind === 'submit') await forgetDeed(deed.fields.attemptId);
    await tell(whoIs.person);
    say(form, isKept ? 'kept' : 'lost');
    (await navigator.serviceWorker?.ready)?.sync?.register('leren').catch(() => undefined);
  }
}

function go(next) {
  if (!next) return location.reload();
  const { pathname, hash } = new URL(next, location.href);
  if (pathname !== location.pathname) return location.assign(next);
  location.hash = hash;
  location.reload();
}

const inTime = (work) => {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Later()), PATIENCE_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};

async function fillDrafts(page, person) {
  const drafts = (await deedsOf(person)).filter(({ kind }) => kind === 'draft');
  for (const form of page.querySelectorAll('form')) {
    const draft = drafts.find(({ id }) => form.getAttribute('action')?.endsWith(id));
    if (draft) fillIn(form, draft.fields);
  }
}

async function sendAndTell(known) {
  try {
    await sendWaiting(known);
    await tell(known.person);
  } catch (error) {
    // without IndexedDB there is nothing to send
    console.warn(error);
  }
}

/** Says what waits on this device, and what was refused. */
async function tell(person) {
  const box = boxOf();
  if (!box) return;
  const deeds = (await deedsOf(person)).filter(({ kind }) => kind !== 'draft' && kind !== 'place');
  const refused = deeds.filter((deed) => deed.refused);
  const waiting = deeds.length - refused.length;
  const lines = [
    ...(waiting > 0
      ? [box.dataset[waiting === 1 ? 'one' : 'more'].replace('{count}', waiting)]
      : []),
    ...refused.map((deed) => `${box.dataset.refused} ${deed.refused}`),
  ];
  box.hidden = lines.length === 0;
  box.querySelector('[role=status]').textContent = lines.join(' ');
  for (const { id } of refused) await forgetDeed(id);
}

const boxOf = () => document.querySelector('[data-learning-waiting]');

function say(form, word) {
  const text = boxOf()?.dataset[word];
  const line = form.querySelector('[data-said]') ?? document.createElement('p');
  line.dataset.said = '';
  line.setAttribute('role', 'status');
  line.textContent = text ?? '';
  form.append(line);
}

/** Where somebody stops reading is sent when the page is left; it is no progress. */
function rememberPlace(page, whoIs) {
  const [, enrolmentId, lessonKey] =
    /^\/leren\/([\da-f-]{36})\/les\/([\da-f-]{36})$/.exec(location.pathname) ?? [];
  if (!lessonKey) return;
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'hidden') return;
    const block = [...page.querySelectorAll('[data-block]')].find(
      (one) => one.getBoundingClientRect().bottom > 80,
    );
    const isTop = scrollY < 80;
    const { csrf = '' } = whoIs();
    void fetch(`/leren/${enrolmentId}/apparaat`, {
      method: 'POST',
      keepalive: true,
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'x-csrf-token': csrf,
      },
      body: JSON.stringify({
        kind: 'place',
        id: lessonKey,
        at: new Date().toISOString(),
        lessonKey,
        ...(block && !isTop && { blockId: block.dataset.block }),
      }),
    }).catch(() => undefined);
  });
}

function showKept(place, pages) {
  const list = place.querySelector('[data-list]');
  if (pages.length === 0 || !list) return;
  place.querySelector('[data-none]').hidden = true;
  list.hidden = false;
  const [, enrolmentId = ''] = /^\/leren\/([\da-f-]{36})\//.exec(location.pathname) ?? [];
  const own = pages.filter(({ path }) => path.includes(enrolmentId));
  list.replaceChildren(
    ...(own.length > 0 ? own : pages)
      .sort((a, b) => b.keptAt - a.keptAt)
      .map(({ path, title }) => {
        const item = document.createElement('li');
        const link = document.createElement('a');
        link.href = path;
        link.textContent = title.split(' – ')[0];
        item.append(link);
        return item;
      }),
  );
}
