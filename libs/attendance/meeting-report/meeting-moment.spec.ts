import { dayOrderOf, instantOf, momentIn } from './meeting-moment';

/** The session is on 12 November 2026. */
const SESSION = {
  startsAt: new Date('2026-11-12T13:00:00+01:00'),
  endsAt: new Date('2026-11-12T17:00:00+01:00'),
};

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
  ['vrijdag 27 november 2026 13:00', '2026-11-27T12:00:00Z'],
  ['Friday, November 27, 2026 1:00 PM', '2026-11-27T12:00:00Z'],
  ['27-nov-26 13:00', '2026-11-27T12:00:00Z'],
  ['27. März 2026 13:00 Uhr', '2026-03-27T12:00:00Z'],
  ['27 déc. 2026 13h00', '2026-12-27T12:00:00Z'],
  ['27 juillet 2026 13:00', '2026-07-27T11:00:00Z'],
  ['27-11-2026 13u00', '2026-11-27T12:00:00Z'],
  ['11/27/2026, 1:00\u202fPM', '2026-11-27T12:00:00Z'],
  ['11/27/2026 1:00 p.m.', '2026-11-27T12:00:00Z'],
  ['2026-11-27T13:00:00+01', '2026-11-27T12:00:00Z'],
  ['2026-11-27T07:00:00−05:00', '2026-11-27T12:00:00Z'],
  ['2026-11-27 13:00 (UTC+1)', '2026-11-27T12:00:00Z'],
  ['27-11-2026 13:00 GMT+01:00', '2026-11-27T12:00:00Z'],
  ['27-11-2026 13:00 CET', '2026-11-27T12:00:00Z'],
  ['27/7/2026 13:00 CEST', '2026-07-27T11:00:00Z'],
  ['11/27/2026 7:00 AM EST', '2026-11-27T12:00:00Z'],
  ['27-11-2026 13:00', '2026-11-27T11:00:00Z', 'utc+02:00'],
  ['27 de noviembre de 2026 13:00', '2026-11-27T12:00:00Z'],
  ['27/11/2026, 1:00:00 p. m.', '2026-11-27T12:00:00Z'],
  ['27 novembre 2026 à 13 h 00', '2026-11-27T12:00:00Z'],
  ['27-nov-2026 13.00 u.', '2026-11-27T12:00:00Z'],
  ['11/27/2026 1:00 pm Amsterdam Time (GMT+01:00)', '2026-11-27T12:00:00Z'],
  // Of a zone that is not known nobody can say when it was.
  ['27-11-2026 13:00 XYZ', undefined],
  ['27-11-2026 13:00-14:30', undefined],
  ['27-11-2026 24:00', '2026-11-27T23:00:00Z'],
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
    const order = dayOrderOf(written ? [written] : [], SESSION.startsAt);
    const found = written && instantOf(written, order, SESSION);

    expect(found?.toISOString().replace('.000', '')).toBe(moment);
  });

  it('is read in one order in all of a report', () => {
    const order = (...texts: string[]) =>
      dayOrderOf(
        texts.flatMap((text) => momentIn(text) ?? []),
        new Date('2026-10-03T09:00:00Z'),
      );

    expect(order('3/10/2026 9:00', '3/25/2026 9:00')).toBe('mdy');
    expect(order('3/10/2026 9:00', '25/3/2026 9:00')).toBe('dmy');
    expect(order('3/25/2026 9:00', '25/3/2026 9:00')).toBeUndefined();
  });

  /** 12 November 2026, 21.00 to 0.30; a time alone is before or after midnight. */
  it.each([
    ['20:55', '2026-11-12T19:55:00Z'],
    ['23:59', '2026-11-12T22:59:00Z'],
    ['0:10', '2026-11-12T23:10:00Z'],
    ['12:40 AM', '2026-11-12T23:40:00Z'],
    ['02:15', '2026-11-13T01:15:00Z'],
  ])('is, of %p alone in a session past midnight, %p', (text, moment) => {
    const session = {
      startsAt: new Date('2026-11-12T21:00:00+01:00'),
      endsAt: new Date('2026-11-13T00:30:00+01:00'),
    };

    expect(instantOf(momentIn(text)!, 'dmy', session)).toEqual(new Date(moment));
  });

  it('is the evening before, of somebody who was early after midnight', () => {
    const session = {
      startsAt: new Date('2026-11-12T00:15:00+01:00'),
      endsAt: new Date('2026-11-12T03:00:00+01:00'),
    };

    expect(instantOf(momentIn('23:50')!, 'dmy', session)).toEqual(new Date('2026-11-11T22:50:00Z'));
  });
});
