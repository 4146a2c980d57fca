/**
 * input[data-slider] gets a range beside it that moves with it. The number stays: it is what is sent,
 * what a screen reader reads, and all there is without this script.
 */
export function addSliders() {
  for (const number of document.querySelectorAll('input[data-slider]')) {
    const range = document.createElement('input');
    range.type = 'range';
    range.className = 'slider';
    range.setAttribute('aria-hidden', 'true');
    range.tabIndex = -1;
    for (const name of ['min', 'max', 'step', 'value']) range[name] = number[name];
    range.addEventListener('input', () => (number.value = range.value));
    range.addEventListener('change', () =>
      number.dispatchEvent(new Event('change', { bubbles: true })),
    );
    number.addEventListener('input', () => (range.value = number.value));
    number.after(range);
  }
}
