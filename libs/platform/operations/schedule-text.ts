import cronstrue from 'cronstrue/i18n';

import type { Language } from '../pages/i18n';

/** When a job is done, in words: `Elke 15 minuten`. */
export const scheduleText = (cron: string, language: Language): string =>
  cronstrue.toString(cron, { locale: language, use24HourTimeFormat: true });
