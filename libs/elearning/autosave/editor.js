/* The editor of lessons: keeps what is typed while it is typed, and lets things be dragged. Works without, too. */
import { keepTyped } from './autosave.js';
import { letDrag } from './dragging.js';

for (const form of document.querySelectorAll('form[data-autosave]')) keepTyped(form);
letDrag();
