import { type DurationUnit, durationOf } from './meeting-duration';

// Add what a report says and the minutes it means; undefined is what cannot be read.
const CASES: [text: string, minutes: number | undefined, unit?: DurationUnit][] = [
  ['1h 13m 42s', 73.7],
  ['1h13m42s', 73.7],
  ['1 u 13 min 42 sec', 73.7],
  ['1 uur en 13 minuten', 73],
  ['1 hr 14 min', 74],
  ['93 mins', 93],
  ['90,5 min', 90.5],
  ['1,5 uur', 90],
  ['0.75 hours', 45],
  ['0,75 u', 45],
  ['1:05', 65],
  ['0:14:30', 14.5],
  ['47', 47],
  ['47,5', 47.5],
  ['1,5', 90, 'hours'],
  ['90', 1.5, 'seconds'],
  ['45s', 0.75],
  ['PT1H5M', 65],
  ['1u30', 90],
  ['1h05', 65],
  ['2 Std. 5 Min.', 125],
  ['1 hour, 5 minutes', 65],
  ['90 minutes 30 seconds', 90.5],
  ["45'", 45],
  ['01:05:30', 65.5],
  ['120', 2, 'seconds'],
  ['2', 120, 'hours'],
  ['1 hora y 5 minutos', 65],
  ['1 heure et 5 minutes', 65],
  ['1 Stunde und 5 Minuten', 65],
  ['1 ora e 5 minuti', 65],
  ['1½ uur', undefined],
  ['65 min (ca.)', undefined],
  // Of what, nobody says: an hour and a half is written like that.
  ['1,5', undefined],
  ['0.75', undefined],
  // More than a day is no meeting: minutes and seconds, mostly.
  ['45:30', undefined],
  ['120:00', undefined],
  ['1500', undefined],
  ['een uur', undefined],
  ['1:75', undefined],
  ['1 uur of zo', undefined],
  ['ongeveer 30 min', undefined],
  ['-5', undefined],
  ['', undefined],
];

describe('how long somebody was there', () => {
  it.each(CASES)('is read from %p as %p minutes', (...[text, minutes, unit]) => {
    const found = durationOf(text, unit);

    if (minutes === undefined) expect(found).toBeUndefined();
    else expect(found).toBeCloseTo(minutes, 2);
  });
});
