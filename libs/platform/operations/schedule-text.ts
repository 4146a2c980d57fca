import cronstrue from 'cronstrue/i18n';

import type { Language } from '../pages/i18n';

/** When a job is done, in words: `Elke 15 minuten`, `Om 03.40`. */
export function scheduleText(cron: string, language: Language): string {
  const text = cronstrue.toString(cron, { locale: language, use24HourTimeFormat: true });
  return language === 'nl' ? text.replace(/(\d\d):(\d\d)/g, '$1.$2') : text;
}
