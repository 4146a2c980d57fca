import { dayOrderOf, instantOf, momentIn } from './meeting-moment';

/** The session begins on 12 November 2026. */
const NEAR = new Date('2026-11-12T13:00:00+01:00');

// Add what a report says and the moment it means; undefined is what cannot be read.
const CASES: [text: string, moment: string | undefined, zone?: string][] = [
  ['11/27/2026 01:00:00 PM', '2026-11-27T12:00:00Z'],
  ['27/11/2026 13:00', '2026-11-27T12:00:00Z'],
  ['11/27/26, 1:00:00 PM', '2026-11-27T12:00:00Z'],
  ['27-11-2026 13:00:05', '2026-11-27T12:00:05Z'],
  ['27-11-26 13.00', '2026-11-27T12:00:00Z'],
  ['2026-11-27 13:00:00', '2026-11-27T12:00:00Z'],
  ['2026-11-27T13:00', '2026-11-27T12:00:00Z'],
  ['2026-11-27T12:00:00Z', '2026-11-27T12:00:00Z'],
  ['2026-11-27T12:00:00.123Z', '2026-11-27T12:00:00Z'],
  ['2026-11-27T14:00:00+02:00', '2026-11-27T12:00:00Z'],
  ['2026-11-27 07:00:00 -0500', '2026-11-27T12:00:00Z'],
  ['11/27/2026 12:00:00 PM UTC', '2026-11-27T12:00:00Z'],
  ['2026-11-27 12:00', '2026-11-27T12:00:00Z', 'utc'],
  ['27 november 2026 13:00', '2026-11-27T12:00:00Z'],
  ['27 nov. 2026 om 13.00 uur', '2026-11-27T12:00:00Z'],
  ['Nov 27, 2026 1:00 PM', '2026-11-27T12:00:00Z'],
  ['27 mei 2026 13:00', '2026-05-27T11:00:00Z'],
  ['1:05 PM', '2026-11-12T12:05:00Z'],
  ['12:30 AM', '2026-11-11T23:30:00Z'],
  // Of both orders the one that lies nearest to the session.
  ['12/11/2026 13:00', '2026-11-12T12:00:00Z'],
  ['11/12/2026 13:00', '2026-11-12T12:00:00Z'],
  ['11/12/2026 1:00 PM', '2026-11-12T12:00:00Z'],
  // Dashes are ours: the day comes first.
  ['11-12-2026 13:00', '2026-12-11T12:00:00Z'],
  ['31-02-2026 13:00', undefined],
  ['27-11-2026', undefined],
  ['straks', undefined],
];

describe('when somebody came or went', () => {
  it.each(CASES)('is read from %p as %p', (...[text, moment, zone]) => {
    const written = momentIn(text, zone);
    const order = dayOrderOf(written ? [written] : [], NEAR);
    const found = written && instantOf(written, order, NEAR);

    expect(found?.toISOString().replace('.000', '')).toBe(moment);
  });

  it('is read in one order in all of a report', () => {
    const all = ['3/10/2026 9:00', '3/25/2026 9:00'].flatMap((text) => momentIn(text) ?? []);

    expect(dayOrderOf(all, new Date('2026-10-03T09:00:00Z'))).toBe('mdy');
  });
});
