/* body[data-work=address] belongs to somebody with work in the menu: beside its entries comes how much waits. */
export async function countWork() {
  const address = document.body.dataset.work;
  if (!address) return;
  try {
    const response = await fetch(address);
    if (!response.ok) return;
    for (const { href, count } of (await response.json()).items) {
      const entry = document.querySelector(`.menu__link[href="${href}"]`);
      if (!entry) continue;
      const badge = Object.assign(document.createElement('span'), { className: 'tabs__count' });
      const what = Object.assign(document.createElement('span'), { className: 'visually-hidden' });
      badge.textContent = count;
      what.textContent = ' te doen';
      badge.append(what);
      entry.append(' ', badge);
    }
  } catch {
    // without a connection the menu stays as it is
  }
}
