import { type Appointment, feed, invitation } from './calendar';

const stamp = new Date('2026-03-03T08:00:00Z');
const organiser = { name: 'NHVeilig academie', email: 'academie@nhveilig.example' };
const attendee = { name: 'Sam "de"\nTester', email: 'sam@test.example' };
const appointment: Appointment = {
  uid: 'sessie.persoon@academie.example',
  sequence: 2,
  startsAt: new Date('2026-03-29T01:30:00+01:00'),
  endsAt: new Date('2026-03-29T03:30:00+02:00'),
  title: `Één naam; "lang" genoeg, om ${'ééé '.repeat(30)}te vouwen`,
  place: 'Stadhuis, Alkmaar',
  description: 'Neem mee:\n- legitimatie',
  href: 'https://academie.example/aanbod/bibob',
  confidential: false,
};
const lines = (text: string) => text.replace(/\r\n /g, '').split('\r\n');

describe('an invitation', () => {
  const text = invitation('REQUEST', appointment, { stamp, organiser, attendee });

  it('ends every line with CRLF and folds it at 75 octets', () => {
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(text.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/);
    expect(text.split('\r\n').filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
  });

  it('says times in UTC, so that the night in which the clock changes is no question', () => {
    expect(lines(text)).toEqual(
      expect.arrayContaining(['DTSTART:20260329T003000Z', 'DTEND:20260329T013000Z']),
    );
  });

  it('asks for no answer, and lets no name break out of its parameter', () => {
    const line = lines(text).find((line) => line.startsWith('ATTENDEE'))!;

    expect(line).toMatch(/PARTSTAT=ACCEPTED;RSVP=FALSE;CN="Sam {2}de {2}Tester":mailto:/i);
  });

  it('is withdrawn under the same UID', () => {
    const cancelled = invitation(
      'CANCEL',
      { ...appointment, sequence: 3 },
      { stamp, organiser, attendee },
    );

    expect(lines(cancelled)).toEqual(
      expect.arrayContaining([
        'METHOD:CANCEL',
        'UID:sessie.persoon@academie.example',
        'SEQUENCE:3',
        'STATUS:CANCELLED',
      ]),
    );
  });
});

describe('a feed', () => {
  it('holds all sessions, and no attendees', () => {
    const text = feed(
      [appointment, { ...appointment, uid: 'ander', confidential: true }],
      stamp,
      'Academie',
    );

    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(2);
    expect(text).toContain('CLASS:PRIVATE');
    expect(text).not.toContain('ATTENDEE');
  });
});
