/** A button with data-confirm asks its question in a dialog before its form is sent. */
export function confirmFirst() {
  document.addEventListener('submit', (event) => {
    const button = event.submitter;
    const question = button?.dataset.confirm;
    if (!question || button.dataset.confirmed) return;
    event.preventDefault();
    ask(question, button.textContent.trim(), () => {
      button.dataset.confirmed = 'yes';
      event.target.requestSubmit(button);
      delete button.dataset.confirmed;
    });
  });
}

function ask(question, yes, then) {
  const dialog = document.createElement('dialog');
  const text = document.createElement('p');
  const actions = document.createElement('div');
  dialog.className = 'dialog';
  dialog.setAttribute('aria-labelledby', 'dialog-text');
  text.id = 'dialog-text';
  text.className = 'dialog__text';
  text.textContent = question;
  actions.className = 'cluster';
  const choice = (label, kind, act) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = `nl-button ${kind}`;
    button.textContent = label;
    button.addEventListener('click', () => {
      dialog.close();
      act?.();
    });
    actions.append(button);
  };
  choice(yes, 'nl-button--primary', then);
  choice('Annuleren', 'nl-button--subtle');
  dialog.append(text, actions);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
