/* Shows what is typed in a password field, as long as its button is pressed in. */
export function revealPasswords() {
  for (const button of document.querySelectorAll('[data-show]')) {
    const field = document.getElementById(button.dataset.show);
    button.hidden = false;
    button.addEventListener('click', () => {
      const shown = field.type === 'password';
      field.type = shown ? 'text' : 'password';
      button.setAttribute('aria-pressed', String(shown));
    });
    // A browser offers to keep a password only when the field is one as the form goes.
    field.form?.addEventListener('submit', () => {
      field.type = 'password';
    });
  }
}
