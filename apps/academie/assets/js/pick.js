// A long list to pick from: what is chosen of the list joins what was chosen, without a page in between.
export function pickFromLists() {
  document.addEventListener('input', ({ target, inputType }) => {
    // Typing goes on; choosing of the list is told as a replacement, or as nothing.
    if (inputType && inputType !== 'insertReplacementText') return;
    if (!(target instanceof HTMLInputElement) || !target.list) return;
    const pick = target.closest('[data-pick]');
    if (pick) take(pick, target, false);
  });
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element && event.target.closest('[data-pick] button');
    const pick = button && button.closest('[data-pick]');
    const input = pick && pick.querySelector('input[list]');
    if (input && take(pick, input, true)) event.preventDefault();
  });
}

function take(pick, input, pressed) {
  const wanted = input.value.trim().toLowerCase();
  if (!wanted) return pressed;
  const option = [...input.list.options].find(({ value }) => value.toLowerCase() === wanted);
  if (!option) return false;
  const label = document.createElement('label');
  label.className = 'pick__one';
  const box = document.createElement('input');
  Object.assign(box, { type: 'checkbox', name: pick.dataset.pick, checked: true });
  box.className = 'choice__input';
  box.value = option.dataset.value;
  const text = document.createElement('span');
  text.textContent = option.value;
  label.append(box, text);
  pick.querySelector('[data-pick-chosen]').append(label);
  option.remove();
  input.value = '';
  return true;
}
