/**
 * [data-renew=seconds] with an id fetches its own page again and again, and takes that element of it. When
 * that is not to be renewed any more, the whole page has changed and is loaded anew.
 */
export function renewOften() {
  for (const element of document.querySelectorAll('[data-renew][id]')) {
    setInterval(
      async () => {
        if (document.hidden) return;
        try {
          const response = await fetch(location.href, { headers: { accept: 'text/html' } });
          if (!response.ok) return;
          const page = new DOMParser().parseFromString(await response.text(), 'text/html');
          const fresh = page.getElementById(element.id);
          if (fresh && !fresh.dataset.renew) return location.reload();
          if (fresh) element.replaceChildren(...fresh.childNodes);
        } catch {
          // no connection: the next time there may be one
        }
      },
      Number(element.dataset.renew) * 1000,
    );
  }
}
