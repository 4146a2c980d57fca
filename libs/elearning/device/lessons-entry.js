/* Lessons on this device: keeps what was opened, and what was answered until the academie has it. See academie.js. */
import { keepsLearning, readingHere, standInForPage } from './learning-device.js';
import { belongsTo, forgetPages } from './lesson-store.js';

const { person } = document.body.dataset;
const standIn = document.querySelector('[data-learning-offline]');

if (standIn) void standInForPage(standIn);
else if (person) void belongsTo(person).then(readingHere, readingHere);
else if (keepsLearning()) void forgetPages().catch((error) => console.warn(error));
