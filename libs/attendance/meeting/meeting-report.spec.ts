import { durationOf } from './meeting-time';
import { minutesOf, readReport } from './meeting-report';

/** As Teams gives it: UTF-16 with a mark, tabs, a summary above and the comings and goings below. */
const TEAMS = `1. Summary
Meeting title\tKennissessie
Attended participants\t3
Start time\t3/10/26, 9:25:10 AM
End time\t3/10/26, 11:31:00 AM
Meeting duration\t2h 5m 50s
Average attendance time\t1h 29m 29s

2. Participants
Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole
Anna de Tester\t3/10/26, 9:28:36 AM\t3/10/26, 11:30:11 AM\t2h 1m 35s\tAnna@Test.example\tn1@test.example\tOrganizer
Tester, Bram de (Guest)\t3/10/26, 9:30:10 AM\t3/10/26, 11:30:08 AM\t45m 2s\t\t\tPresenter
Cas de Tester\t3/10/26, 9:29:00 AM\t3/10/26, 9:59:30 AM\t30m 30s\t\tcas@test.example\tPresenter

3. In-Meeting Activities
Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole
Anna de Tester\t3/10/26, 9:28:36 AM\t3/10/26, 11:30:11 AM\t2h 1m 35s\tAnna@Test.example\tOrganizer
`;
const DUTCH_TEAMS = `1. Samenvatting
Titel van vergadering\tKennissessie

2. Deelnemers
Naam\tEerste deelname\tLaatste vertrek\tDuur in vergadering\tE-mail\tDeelnemer-id (UPN)\tRol
Anna de Tester\t10-03-2026 09:28:36\t10-03-2026 11:30:11\t2 u 1 min 35 sec\tanna@test.example\t\tOrganisator

3. Activiteiten tijdens de vergadering
`;
/** Webex: one line each time somebody comes, tabs, times as formulas. */
const WEBEX = `"Meeting Name"\t"Meeting Start Time"\t"Meeting End Time"\t"Display Name"\t"First Name"\t"Last Name"\t"Role"\t"Attendee Email"\t"Join Time"\t"Leave Time"\t"Attendance Duration"\t"Connection Type"
"Kennissessie"\t="2026-03-10 09:30:00"\t="2026-03-10 11:30:00"\t"Anna de Tester"\t"Anna"\t"de Tester"\t"Attendee"\t"anna@test.example"\t="2026-03-10 09:30:05"\t="2026-03-10 10:10:05"\t"40 mins"\t"Desktop app"
"Kennissessie"\t="2026-03-10 09:30:00"\t="2026-03-10 11:30:00"\t"Anna de Tester"\t"Anna"\t"de Tester"\t"Attendee"\t"anna@test.example"\t="2026-03-10 10:00:05"\t="2026-03-10 11:00:05"\t"60 mins"\t"Mobile app"
`;
/** Zoom: commas, a summary of two lines above, minutes as a number. */
const ZOOM = `Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants
852 1848 6288,Kennissessie,03/10/2026 09:25:00 AM,03/10/2026 11:31:00 AM,host@test.example,126,2

Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,Recording Consent
Anna (Anna de Tester),anna@test.example,03/10/2026 09:30:00 AM,03/10/2026 11:30:00 AM,120,No,
"Tester, Bram de",,03/10/2026 09:40:00 AM,03/10/2026 10:00:00 AM,20,Yes,
`;
const utf16 = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le');
const read = (content: Buffer) =>
  readReport(content).map((one) => [one.name, one.email, minutesOf([one])]);

describe('the report of a meeting', () => {
  it('is read as Teams writes it, in English and in Dutch', () => {
    expect(read(utf16(TEAMS))).toEqual([
      ['Anna de Tester', 'anna@test.example', 121],
      ['Tester, Bram de (Guest)', null, 45],
      ['Cas de Tester', 'cas@test.example', 30],
    ]);
    expect(read(Buffer.from(TEAMS))).toEqual(read(utf16(TEAMS)));
    expect(read(utf16(DUTCH_TEAMS).subarray(2))).toEqual([
      ['Anna de Tester', 'anna@test.example', 121],
    ]);
  });

  it('counts somebody with two devices once, as Webex writes it', () => {
    expect(read(utf16(WEBEX))).toEqual([['Anna de Tester', 'anna@test.example', 90]]);
  });

  it('is read below the summary of Zoom', () => {
    expect(read(Buffer.from(ZOOM))).toEqual([
      ['Anna (Anna de Tester)', 'anna@test.example', 120],
      ['Tester, Bram de', null, 20],
    ]);
  });

  it('is read with the accents of Windows and with semicolons', () => {
    const csv = Buffer.from('Naam;Duur (minuten)\r\nJosé;12\r\n', 'latin1');
    expect(read(csv)).toEqual([['José', null, 12]]);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a list without times', Buffer.from('Naam;E-mail\nAnna;anna@test.example\n')],
    ['a list without people', Buffer.from('Naam;Duur\n')],
    ['a spreadsheet', Buffer.from('PK\u0003\u0004\0\0')],
    ['noise', Buffer.from(Array.from({ length: 500 }, (_, at) => (at * 73) % 256))],
  ])('is not %s', (_what, content) => {
    expect(() => readReport(content)).toThrow('attendance.unreadable-report');
  });

  it.each([
    ['1h 13m 42s', 73.7],
    ['1 u 13 min 42 sec', 73.7],
    ['93 mins', 93],
    ['0:14:30', 14.5],
    ['47', 47],
    ['45s', 0.75],
    ['een uur', undefined],
    ['', undefined],
  ])('reads %p as a length', (text, minutes) => {
    const found = durationOf(text);
    if (minutes === undefined) expect(found).toBeUndefined();
    else expect(found).toBeCloseTo(minutes, 2);
  });
});
