import { readReport } from './meeting-report';
import { minutesIn } from './meeting-visit';

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
/** Of 10 March 2026, 09.00 to 12.00. */
const session = {
  startsAt: new Date('2026-03-10T09:00:00+01:00'),
  endsAt: new Date('2026-03-10T12:00:00+01:00'),
};
const reportOf = (content: Buffer | string) =>
  readReport({ content: Buffer.from(content as string) }, session);
const read = async (content: Buffer | string, during = session) =>
  (await readReport({ content: Buffer.from(content as string) }, during)).people.map((one) => [
    one.name,
    one.email,
    minutesIn(during, one.visits),
  ]);

describe('the report of a meeting', () => {
  it('is read as Teams writes it, in English and in Dutch', async () => {
    expect(await read(utf16(TEAMS))).toEqual([
      ['Anna de Tester', 'anna@test.example', 121],
      ['Tester, Bram de (Guest)', null, 45],
      ['Cas de Tester', 'cas@test.example', 30],
    ]);
    expect(await read(Buffer.from(TEAMS))).toEqual(await read(utf16(TEAMS)));
    expect(await read(utf16(DUTCH_TEAMS).subarray(2))).toEqual([
      ['Anna de Tester', 'anna@test.example', 121],
    ]);
  });

  it('counts somebody with two devices once, as Webex writes it', async () => {
    expect(await read(utf16(WEBEX))).toEqual([['Anna de Tester', 'anna@test.example', 90]]);
  });

  it('is read below the summary of Zoom', async () => {
    expect(await read(Buffer.from(ZOOM))).toEqual([
      ['Anna (Anna de Tester)', 'anna@test.example', 120],
      ['Tester, Bram de', null, 20],
    ]);
  });

  it('is read with the accents of Windows and with semicolons', async () => {
    const csv = Buffer.from('Naam;Duur (minuten)\r\nJosé;12\r\n', 'latin1');
    expect(await read(csv)).toEqual([['José', null, 12]]);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a list without times', Buffer.from('Naam;E-mail\nAnna;anna@test.example\n')],
    ['a list without people', Buffer.from('Naam;Duur\n')],
    ['a spreadsheet', Buffer.from('PK\u0003\u0004\0\0')],
    ['noise', Buffer.from(Array.from({ length: 500 }, (_, at) => (at * 73) % 256))],
  ])('is not %s', async (_what, content) => {
    await expect(reportOf(content)).rejects.toThrow(/^attendance\.(unreadable-report|report-\w+)$/);
  });

  it('takes the visits of Teams, and not the first time to the last', async () => {
    const twice = TEAMS.replace(
      'Anna de Tester\t3/10/26, 9:28:36 AM\t3/10/26, 11:30:11 AM\t2h 1m 35s\tAnna@Test.example\tOrganizer',
      'Anna de Tester\t3/10/26, 9:30:00 AM\t3/10/26, 9:40:00 AM\t10m\tAnna@Test.example\tOrganizer\n' +
        'Anna de Tester\t3/10/26, 11:00:00 AM\t3/10/26, 11:30:00 AM\t30m\tAnna@Test.example\tOrganizer',
    );

    expect(await read(utf16(twice))).toContainEqual(['Anna de Tester', 'anna@test.example', 40]);
  });

  it('says what the meeting was called and when it was', async () => {
    for (const text of [TEAMS, ZOOM])
      expect(await reportOf(text)).toMatchObject({
        title: 'Kennissessie',
        hours: { startsAt: expect.any(Date) as Date, endsAt: new Date('2026-03-10T10:31:00Z') },
      });
  });

  it('is read as the older list of Teams has it: who came and who went', async () => {
    const text = [
      'Full Name\tUser Action\tTimestamp',
      'Anna de Tester\tJoined before\t3/10/2026, 8:55:00 AM',
      'Bram de Tester\tJoined\t3/10/2026, 9:30:00 AM',
      'Anna de Tester\tLeft\t3/10/2026, 9:20:00 AM',
      'Anna de Tester\tJoined\t3/10/2026, 10:00:00 AM',
      'Anna de Tester\tLeft\t3/10/2026, 10:10:00 AM',
      'Bram de Tester\tLeft\t3/10/2026, 12:30:00 PM',
    ].join('\r\n');
    const dutch = text
      .replace('Full Name\tUser Action\tTimestamp', 'Volledige naam\tGebruikersactie\tTijdstempel')
      .replaceAll('Left', 'Verlaten')
      .replaceAll(/3\/10\/2026, (\d+:\d\d):00 AM/g, '10-3-2026 $1:00')
      .replace('3/10/2026, 12:30:00 PM', '10-3-2026 12:30:00');

    for (const one of [text, dutch])
      expect(await read(utf16(one))).toEqual([
        ['Anna de Tester', null, 30],
        ['Bram de Tester', null, 150],
      ]);
  });

  it('counts who was still there as the list was made until its last line, and no longer', async () => {
    const text =
      'Full Name,User Action,Timestamp\nAnna,Joined,"3/10/2026, 9:10:00 AM"\nBo,Joined,"3/10/2026, 9:25:00 AM"\n';

    expect(await read(Buffer.from(text))).toEqual([
      ['Anna', null, 15],
      ['Bo', null, 0],
    ]);
  });

  it('is read as Google Meet writes it, by the times in it', async () => {
    const text = [
      'First name,Last name,Email,Duration,Time joined,Time exited',
      'Anna,de Tester,anna@test.example,3 hr 30 min,8:30 AM,12:00 PM',
      'Bram,de Tester,,45 min,9:15 AM,10:00 AM',
    ].join('\n');

    expect(await read(Buffer.from(text))).toEqual([
      ['Anna de Tester', 'anna@test.example', 180],
      ['Bram de Tester', null, 45],
    ]);
  });

  it('does not count the waiting room', async () => {
    const text = [
      'Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,In waiting room',
      'Leyla Osei,l@test.example,03/10/2026 09:00:00 AM,03/10/2026 09:50:00 AM,50,Yes,Yes',
      'Leyla Osei,l@test.example,03/10/2026 09:50:00 AM,03/10/2026 10:00:00 AM,10,Yes,No',
      'Kees,k@test.example,03/10/2026 09:00:00 AM,03/10/2026 11:50:00 AM,170,Yes,Yes',
    ].join('\n');
    const { people } = await reportOf(text);

    expect(people.map((one) => [one.name, minutesIn(session, one.visits), one.waited])).toEqual([
      ['Leyla Osei', 10, false],
      ['Kees', 0, true],
    ]);
  });

  it.each([
    ['8:30 to 12:30, before and after', '08:30:00 AM', '12:30:00 PM', 180],
    ['the evening', '05:00:00 PM', '09:00:00 PM', 0],
    ['the end', '11:00:00 AM', '02:00:00 PM', 60],
  ])('counts of %s only what lies within the session', async (_what, from, until, minutes) => {
    const text = `Name,Join Time,Leave Time,Duration (Minutes)\nAnna,03/10/2026 ${from},03/10/2026 ${until},240\n`;

    expect(await read(Buffer.from(text))).toEqual([['Anna', null, minutes]]);
  });

  it('keeps totals of one name apart, and says so', async () => {
    const text = 'Naam;Duur\nSanne Berg;120\nSanne Berg;100\nKees;10\n';
    const { people } = await reportOf(text);

    expect(people.map(({ name, repeated }) => [name, repeated])).toEqual([
      ['Sanne Berg', true],
      ['Sanne Berg', true],
      ['Kees', false],
    ]);
    expect(
      minutesIn(
        session,
        people.flatMap(({ visits }) => visits),
      ),
    ).toBe(180);
  });

  it('names the cell that does not say how long', async () => {
    const { people } = await reportOf('Naam;Duur\nA;1,5 uur\nB;best lang\n');

    expect(people.map(({ unreadable }) => unreadable)).toEqual([null, 'rij 3, Duur: best lang']);
  });

  it.each([
    ['+31 6 1234 5678', '…78'],
    ['0612345678', '…78'],
    ['+31 6 *****78 (Gast)', '…78'],
    ['(020) 123 45 67', '…67'],
    ['Call-in User_3', '…3'],
    ['Onbekende beller', ''],
  ])('takes %s for a caller and not for a person', async (name, shown) => {
    const { people } = await reportOf(`Naam;Duur\n${name};60\n`);

    expect(people).toMatchObject([{ caller: true, name: shown }]);
  });

  it('leaves a number that stands beside a name out of it', async () => {
    expect(await read(Buffer.from('Naam;Duur\nAnna de Tester +31 6 12345678;60\n'))).toEqual([
      ['Anna de Tester', null, 60],
    ]);
  });
});
