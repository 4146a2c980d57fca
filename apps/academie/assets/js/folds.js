/** button[data-open-folds] opens all parts of the page that fold, and closes them when all are open. */
export function openFolds() {
  for (const button of document.querySelectorAll('[data-open-folds]')) {
    const folds = [...document.querySelectorAll('main .fold')];
    const label = button.querySelector('.nl-button__label') ?? button;
    const words = [label.textContent, button.dataset.openFolds];
    const areOpen = () => folds.every(({ open }) => open);
    const say = () => (label.textContent = words[areOpen() ? 1 : 0]);
    button.hidden = folds.length < 2;
    button.addEventListener('click', () => {
      const open = !areOpen();
      for (const fold of folds) fold.open = open;
    });
    for (const fold of folds) fold.addEventListener('toggle', say);
    say();
  }
}
