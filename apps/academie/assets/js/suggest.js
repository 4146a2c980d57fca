/**
 * [data-suggest=address] holds a search field. While somebody types, suggestions come below it: a combobox
 * with a list (WAI-ARIA APG). Arrows choose, Enter opens, Escape closes; without a choice Enter searches as ever.
 */
export function suggestWhileTyping() {
  for (const box of document.querySelectorAll('[data-suggest]')) suggestIn(box);
}

const WAIT_MS = 150;
const SHORTEST = 2;

function suggestIn(box) {
  const input = box.querySelector('input[name=q]');
  const list = Object.assign(document.createElement('ul'), { id: 'suggesties', hidden: true });
  const told = Object.assign(document.createElement('p'), { className: 'visually-hidden' });
  let items = [];
  let chosen = -1;
  let timer;
  let request;

  list.className = 'suggestions';
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', 'Suggesties');
  told.setAttribute('role', 'status');
  // A field for searching may not be a combobox; one for text may.
  input.type = 'text';
  input.autocomplete = 'off';
  for (const [name, value] of [
    ['role', 'combobox'],
    ['aria-autocomplete', 'list'],
    ['aria-expanded', 'false'],
    ['aria-controls', list.id],
  ])
    input.setAttribute(name, value);
  input.closest('.search__row').append(list);
  box.append(told);

  const show = (found) => {
    items = found;
    list.replaceChildren(...found.map(optionOf));
    list.hidden = found.length === 0;
    input.setAttribute('aria-expanded', String(found.length > 0));
    choose(-1);
  };
  const choose = (index) => {
    chosen = index;
    [...list.children].forEach((option, i) =>
      option.setAttribute('aria-selected', String(i === index)),
    );
    if (index < 0) return input.removeAttribute('aria-activedescendant');
    input.setAttribute('aria-activedescendant', `suggestie-${index}`);
    list.children[index].scrollIntoView({ block: 'nearest' });
  };
  const ask = async () => {
    request?.abort();
    request = new AbortController();
    const q = input.value.trim();
    if (q.length < SHORTEST) return show([]);
    const url = `${box.dataset.suggest}?${new URLSearchParams({ q })}`;
    try {
      const response = await fetch(url, { signal: request.signal });
      if (!response.ok) return show([]);
      const found = (await response.json()).items;
      show(found);
      told.textContent = found.length === 1 ? '1 suggestie' : `${found.length} suggesties`;
    } catch (error) {
      if (error.name !== 'AbortError') show([]);
    }
  };
  const close = () => {
    clearTimeout(timer);
    request?.abort();
    show([]);
  };

  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  });
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    const { key } = event;
    if (key === 'Escape' && !list.hidden) close();
    else if (key === 'ArrowDown' && items.length > 0) choose((chosen + 1) % items.length);
    else if (key === 'ArrowUp' && items.length > 0)
      choose(chosen <= 0 ? items.length - 1 : chosen - 1);
    else if (key === 'Enter' && chosen >= 0) location.assign(items[chosen].href);
    else return;
    event.preventDefault();
  });
  // The press comes before the field loses the focus, which closes the list.
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    const option = event.target.closest('[role=option]');
    if (option) location.assign(items[[...list.children].indexOf(option)].href);
  });
}

function optionOf({ label, detail }, index) {
  const option = Object.assign(document.createElement('li'), { id: `suggestie-${index}` });
  const what = Object.assign(document.createElement('span'), { textContent: detail });
  option.className = 'suggestions__option';
  what.className = 'suggestions__detail';
  option.setAttribute('role', 'option');
  option.setAttribute('aria-selected', 'false');
  option.append(label, ' ', what);
  return option;
}
