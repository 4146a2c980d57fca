import { clockTime, longDate, timeOf } from '../time/amsterdam';
import { t } from './i18n';

/**
 * "tot dinsdag 24 november 2026 09.30 uur". What ends at midnight is said as people do: "tot en met
 * donderdag 31 december 2026". `say` is how the day is written.
 */
export const untilText = (end: Date, say: (date: Date) => string = longDate): string =>
  timeOf(end) === '00:00'
    ? t('platform.until.day', { day: say(new Date(end.getTime() - 1)) })
    : t('platform.until.hour', { day: say(end), hour: clockTime(end) });
