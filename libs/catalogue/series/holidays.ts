const DAY_MS = 86_400_000;

/** Days on which offices are closed; the text of each stands at `catalogue.holiday.<name>`. */
export type Holiday =
  | 'new-year'
  | 'good-friday'
  | 'easter'
  | 'easter-monday'
  | 'kings-day'
  | 'liberation'
  | 'ascension'
  | 'pentecost'
  | 'pentecost-monday'
  | 'christmas'
  | 'boxing-day';

const dayText = (date: Date): string => date.toISOString().slice(0, 10);

/** The Sunday of Easter, by the rule of Gauss and Butcher for the Gregorian calendar. */
function easterOf(year: number): Date {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - d + 15) % 30;
  const m = Math.floor((a + 11 * h) / 319);
  const r = (2 * (b % 4) + 2 * Math.floor(c / 4) - (c % 4) - h + m + 32) % 7;
  const month = Math.floor((h - m + r + 90) / 25);
  const day = (h - m + r + month + 19) % 32;
  return new Date(Date.UTC(year, month - 1, day));
}

/** Which public holiday of the Netherlands a day `yyyy-mm-dd` is. Liberation day is one every year for the government. */
export function holidayOf(day: string): Holiday | undefined {
  const year = Number(day.slice(0, 4));
  const easter = easterOf(year).getTime();
  const after = (days: number): string => dayText(new Date(easter + days * DAY_MS));
  // King's day is the day before when it would be a Sunday.
  const king = new Date(Date.UTC(year, 3, 27));
  const kings = king.getUTCDay() === 0 ? `${year}-04-26` : `${year}-04-27`;
  const holidays: Record<string, Holiday> = {
    [`${year}-01-01`]: 'new-year',
    [after(-2)]: 'good-friday',
    [after(0)]: 'easter',
    [after(1)]: 'easter-monday',
    [kings]: 'kings-day',
    [`${year}-05-05`]: 'liberation',
    [after(39)]: 'ascension',
    [after(49)]: 'pentecost',
    [after(50)]: 'pentecost-monday',
    [`${year}-12-25`]: 'christmas',
    [`${year}-12-26`]: 'boxing-day',
  };
  return holidays[day];
}
