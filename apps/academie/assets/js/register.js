/**
 * A form[data-register]: counts the marks in [data-count=VALUE], fills what is still open with
 * [data-mark-all=VALUE], and warns whoever leaves with marks that are not saved.
 */
export function register() {
  const form = document.querySelector('form[data-register]');
  if (!form) return;
  let unsaved = false;

  const count = () => {
    const chosen = [...form.querySelectorAll('.register-row input[type=radio]:checked')];
    for (const place of form.querySelectorAll('[data-count]')) {
      const { count: value } = place.dataset;
      const rows = form.querySelectorAll('.register-row').length;
      const marks = chosen.filter((mark) => mark.value === value).length;
      place.textContent = value === 'UNKNOWN' ? rows - chosen.length : marks;
    }
  };
  for (const button of form.querySelectorAll('[data-mark-all]')) {
    button.hidden = false;
    button.addEventListener('click', () => {
      for (const row of form.querySelectorAll('.register-row'))
        if (!row.querySelector('input[type=radio]:checked'))
          row.querySelector(`[value=${button.dataset.markAll}]`).checked = true;
      unsaved = true;
      count();
    });
  }
  form.addEventListener('change', () => {
    unsaved = true;
    count();
  });
  form.addEventListener('submit', () => (unsaved = false));
  window.addEventListener('beforeunload', (event) => unsaved && event.preventDefault());
  count();
}
