/* Copies the text of a field. Without a clipboard (plain http, an old browser) the text is selected. */
export function copyFields() {
  for (const button of document.querySelectorAll('[data-copy]')) {
    const field = document.getElementById(button.dataset.copy);
    const done = document.querySelector(`[data-copied="${button.dataset.copy}"]`);
    button.hidden = false;
    button.addEventListener('click', async () => {
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
        done.textContent = 'Gekopieerd.';
      } catch {
        done.textContent = 'De link is geselecteerd. Kopieer hem met Ctrl+C.';
      }
    });
  }
}
