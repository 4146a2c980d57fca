/*
 * A form with a large file shows how far it is and can be broken off. Without this the browser sends it by
 * itself, and shows the same page afterwards.
 */
export function showUploads() {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!form.matches('form[data-upload]') || event.defaultPrevented) return;
    const file = form.querySelector('input[type=file]')?.files[0];
    if (!file) return;
    event.preventDefault();
    send(form, file);
  });
}

// The words are those of the view: libs/elearning/package-upload/upload-box.hbs.
function send(form, file) {
  const request = new XMLHttpRequest();
  const template = document.querySelector('template[data-upload-box]');
  const box = template.content.firstElementChild.cloneNode(true);
  const text = box.querySelector('[role=status]');
  const bar = box.querySelector('progress');
  const stop = box.querySelector('button');
  const say = (word, percent) => {
    const words = template.dataset[word].replace('{file}', file.name).replace('{percent}', percent);
    if (text.textContent !== words) text.textContent = words;
  };
  const again = (word) => {
    form.hidden = false;
    bar.hidden = stop.hidden = true;
    say(word);
  };
  document.querySelector('.upload')?.remove();
  form.after(box);
  form.hidden = true;
  say('sending', 0);
  request.upload.addEventListener('progress', ({ loaded, total }) => {
    const percent = Math.floor((loaded * 100) / total);
    bar.value = percent;
    // Each tenth is said aloud, not each step.
    say('sending', Math.floor(percent / 10) * 10);
  });
  request.upload.addEventListener('load', () => {
    bar.removeAttribute('value');
    stop.hidden = true;
    say('checking');
  });
  request.addEventListener('load', () => show(request));
  request.addEventListener('error', () => again('failed'));
  request.addEventListener('abort', () => again('stopped'));
  stop.addEventListener('click', () => request.abort());
  request.open('POST', form.action);
  request.send(new FormData(form));
  stop.focus();
}

// The answer is a page; its message is shown once, so it is not asked for again.
function show(request) {
  const page = new DOMParser().parseFromString(request.responseText, 'text/html');
  document.title = page.title;
  document.body.replaceWith(page.body);
  if (request.responseURL !== location.href) history.pushState({}, '', request.responseURL);
  window.scrollTo(0, 0);
  (document.querySelector('[data-focus]') ?? document.querySelector('main'))?.focus();
}
window.addEventListener('popstate', () => location.reload());
