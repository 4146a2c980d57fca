/* Makes pages livelier; every page works without it. */
import { confirmFirst } from './confirm.js';
import { copyFields } from './copy.js';
import { pickFromLists } from './pick.js';
import { countWork } from './menu-counts.js';
import { openFolds } from './folds.js';
import { renewOnChange } from './filters.js';
import { renewOften } from './renew.js';
import { revealPasswords } from './reveal.js';
import { addSliders } from './sliders.js';
import { showUploads } from './upload.js';
import { sayWhatWaits } from './waiting.js';

document.documentElement.classList.add('js');
document.querySelector('[data-focus]')?.focus();
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
// On a phone tabs are one line that scrolls aside: the page one is on stands in sight.
// After the font, which makes them wider.
void document.fonts.ready.then(() => {
  for (const tab of document.querySelectorAll('.tabs [aria-current]')) {
    const tabs = tab.closest('.tabs');
    const beyond = tab.getBoundingClientRect().right - tabs.getBoundingClientRect().right + 40;
    if (beyond > 0) tabs.scrollLeft += beyond;
  }
});
confirmFirst();
// What a browser brings to another site, without a press of the button.
document.querySelector('form[data-go]')?.requestSubmit();
copyFields();
countWork();
openFolds();
renewOnChange();
pickFromLists();
renewOften();
revealPasswords();
bringRegister();
bringLessons();
addSliders();
showUploads();
sayWhatWaits();

// One press of a button is one request, however often it is pressed.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== 'post') return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = 'yes';
  event.submitter?.setAttribute('aria-busy', 'true');
});

// Coming back with the back button finds forms that can be sent again.
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
  for (const busy of document.querySelectorAll('[aria-busy]')) busy.removeAttribute('aria-busy');
});

// What keeps registers on this device comes only where it is needed: on the pages of trainers, and as
// long as anything is kept here.
function bringRegister() {
  bring(document.body.dataset.register, 'academie-toestel', '/lesgeven');
}

// The same for lessons: on the pages of learners, and as long as anything of them is kept here. Without anybody
// signed in it comes to throw them away.
function bringLessons() {
  bring(document.body.dataset.lessons, 'academie-leren', '/leren');
}

function bring(source, flag, below) {
  if (!source) return;
  let kept = null;
  try {
    kept = localStorage.getItem(flag);
  } catch {
    // a browser that keeps nothing
  }
  if (!kept && !location.pathname.startsWith(below)) return;
  const script = document.createElement('script');
  script.src = source;
  document.head.append(script);
}

// A person who scanned a code has said already what the button says.
document.querySelector('form[data-submit-now]')?.requestSubmit();
