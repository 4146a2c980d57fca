/**
 * form[data-results=id] fetches its own address as soon as a filter changes and swaps the element with
 * that id, so that a filtered list needs no press of a button. The address follows.
 */
export function renewOnChange() {
  for (const form of document.querySelectorAll('form[data-results]')) {
    let request;
    form.addEventListener('change', async () => {
      request?.abort();
      request = new AbortController();
      const url = new URL(form.action, location.href);
      for (const [name, value] of new FormData(form))
        if (value) url.searchParams.append(name, value);
      form.setAttribute('aria-busy', 'true');
      try {
        const response = await fetch(url, { signal: request.signal });
        swap(form.dataset.results, await response.text());
        history.replaceState(null, '', url);
      } catch (error) {
        if (error.name !== 'AbortError') form.requestSubmit();
      } finally {
        form.removeAttribute('aria-busy');
      }
    });
  }
}

function swap(id, html) {
  const fresh = new DOMParser().parseFromString(html, 'text/html').getElementById(id);
  if (!fresh) throw new Error(`the answer has no element ${id}`);
  document.getElementById(id).replaceWith(fresh);
}
