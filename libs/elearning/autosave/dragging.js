/** So near the edge of the window the page moves along. */
const EDGE = 60;

/**
 * Lists with `data-order` can be put in another order: by a grip that is dragged with finger or mouse, or with the
 * arrow keys while it has the focus. The new order is sent to that address. Lists of one `data-order-group` take
 * things from each other.
 */
export function letDrag() {
  const words = document.querySelector('[data-order-words]');
  if (!words) return;
  for (const list of document.querySelectorAll('[data-order]'))
    for (const item of itemsOf(list)) item.prepend(gripOf(item, words));
}

const itemsOf = (list) => [...list.children].filter((one) => one.dataset.id);
const listOf = (item) => item.closest('[data-order]');
const listsBeside = (list) =>
  list.dataset.orderGroup
    ? [...document.querySelectorAll(`[data-order-group="${list.dataset.orderGroup}"]`)]
    : [list];

function gripOf(item, words) {
  const grip = document.createElement('button');
  grip.type = 'button';
  grip.className = 'editor-grip';
  grip.append(words.querySelector('template').content.cloneNode(true));
  grip.setAttribute('aria-label', words.dataset.grip.replace('{title}', item.dataset.title));
  grip.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    if (!step(item, event.key === 'ArrowUp' ? -1 : 1)) return;
    grip.focus();
    void moved(item, words);
  });
  grip.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    grip.focus();
    drag(item, grip, event.pointerId, words);
  });
  return grip;
}

/** One place up or down, into the next list when this one ends. */
function step(item, by) {
  const list = listOf(item);
  const items = itemsOf(list);
  const other = items[items.indexOf(item) + by];
  if (other) {
    if (by < 0) other.before(item);
    else other.after(item);
    return true;
  }
  const lists = listsBeside(list);
  const next = lists[lists.indexOf(list) + by];
  if (!next) return false;
  if (by < 0) next.append(item);
  else next.prepend(item);
  return true;
}

function drag(item, grip, pointerId, words) {
  const before = placeOf(item);
  grip.setPointerCapture(pointerId);
  item.classList.add('is-dragged');
  const follow = ({ clientY }) => {
    if (clientY < EDGE) scrollBy(0, -EDGE / 4);
    if (clientY > innerHeight - EDGE) scrollBy(0, EDGE / 4);
    const list = listsBeside(listOf(item)).find((one) => isIn(one, clientY)) ?? listOf(item);
    const below = itemsOf(list).find((one) => {
      const { top, height } = one.getBoundingClientRect();
      return one !== item && clientY < top + height / 2;
    });
    if (below) {
      if (below.previousElementSibling !== item) below.before(item);
    } else if (list.lastElementChild !== item) list.append(item);
  };
  const end = () => {
    item.classList.remove('is-dragged');
    grip.removeEventListener('pointermove', follow);
    if (before !== placeOf(item)) void moved(item, words);
  };
  grip.addEventListener('pointermove', follow);
  grip.addEventListener('lostpointercapture', end, { once: true });
}

const isIn = (list, y) => {
  const { top, bottom } =
    list.closest('[data-order-room]')?.getBoundingClientRect() ?? list.getBoundingClientRect();
  return y >= top && y <= bottom;
};
const placeOf = (item) => `${listOf(item).dataset.order} ${itemsOf(listOf(item)).indexOf(item)}`;

async function moved(item, words) {
  const list = listOf(item);
  const items = itemsOf(list);
  const fill = (text) =>
    text
      .replace('{title}', item.dataset.title)
      .replace('{place}', items.indexOf(item) + 1)
      .replace('{count}', items.length);
  const status = words.querySelector('[role=status]');
  status.textContent = fill(words.dataset.moved);
  try {
    const response = await fetch(list.dataset.order, {
      method: 'POST',
      headers: {
        accept: 'application/json',
        'x-csrf-token': document.querySelector('input[name=_csrf]')?.value ?? '',
      },
      body: new URLSearchParams({ order: items.map(({ dataset }) => dataset.id).join(',') }),
    });
    if (!response.ok) throw new Error(`answered ${response.status}`);
    await renumber();
  } catch {
    status.textContent = fill(words.dataset.failed);
  }
}

/** Numbers in headings, and which steps there are, follow the order: the page knows them, this script does not. */
async function renumber() {
  const response = await fetch(location.href);
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  for (const item of document.querySelectorAll('[data-id]')) {
    const now = fresh.querySelector(`[data-id="${item.dataset.id}"]`);
    if (!now) continue;
    item.dataset.title = now.dataset.title;
    for (const part of [':scope > .card__heading', ':scope > .editor-steps']) {
      const [before, after] = [item.querySelector(part), now.querySelector(part)];
      if (before && after) before.replaceWith(document.importNode(after, true));
    }
  }
}
