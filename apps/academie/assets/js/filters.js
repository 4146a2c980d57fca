/**
 * form[data-results=id] fetches its own address as soon as a filter changes and swaps the element with
 * that id, so that a filtered list needs no press of a button. The address follows. The new heading of the
 * results is read out from [data-found], which stays on the page: only then does a screen reader tell it.
 */
export function renewOnChange() {
  for (const form of document.querySelectorAll('form[data-results]')) {
    let request;
    keepOpenWhenWide(form.querySelector('.filters__details'));
    form.addEventListener('change', async () => {
      request?.abort();
      request = new AbortController();
      const url = new URL(form.action, location.href);
      for (const [name, value] of new FormData(form))
        if (value) url.searchParams.append(name, value);
      form.setAttribute('aria-busy', 'true');
      try {
        const response = await fetch(url, { signal: request.signal });
        const fresh = swap(form.dataset.results, await response.text());
        tellFound(form, fresh);
        history.replaceState(null, '', url);
      } catch (error) {
        if (error.name !== 'AbortError') form.requestSubmit();
      } finally {
        form.removeAttribute('aria-busy');
      }
    });
  }
}

// Beside the list the stylesheet shows the filters always; then there is nothing to open.
function keepOpenWhenWide(panel) {
  const wide = window.matchMedia('(min-width: 58rem)');
  const follow = () => {
    if (wide.matches) panel.open = true;
    panel.querySelector('summary').tabIndex = wide.matches ? -1 : 0;
  };
  wide.addEventListener('change', follow);
  follow();
}

function swap(id, html) {
  const fresh = new DOMParser().parseFromString(html, 'text/html').getElementById(id);
  if (!fresh) throw new Error(`the answer has no element ${id}`);
  document.getElementById(id).replaceWith(fresh);
  return fresh;
}

function tellFound(form, results) {
  const told = form.querySelector('[data-found]');
  if (told) told.textContent = results.querySelector('.results__heading')?.textContent ?? '';
}
