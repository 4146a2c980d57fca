/* [data-share=id] hands the address in that field to the device (Web Share); without it the field itself is there. */
export function shareAddresses() {
  if (!navigator.share) return;
  for (const button of document.querySelectorAll('[data-share]')) {
    const field = document.getElementById(button.dataset.share);
    button.hidden = false;
    button.addEventListener('click', () => {
      // Who closes the choice of the device has changed their mind; there is nothing to say.
      navigator.share({ title: document.title, url: field.value }).catch(() => {});
    });
  }
}
