import iconv from 'iconv-lite';

import { readYaml } from '@academie/platform';

import { readReport } from './meeting-report';
import { type Hours, minutesIn } from './meeting-visit';

const hours = (startsAt: string, endsAt: string): Hours => ({
  startsAt: new Date(startsAt),
  endsAt: new Date(endsAt),
});
/** Of 10 March 2026, 09.00 to 12.00. */
const MORNING = hours('2026-03-10T09:00:00+01:00', '2026-03-10T12:00:00+01:00');
const read = async (text: string | Buffer, session = MORNING) => {
  const { people } = await readReport({ content: Buffer.from(text as string) }, session);
  return people.map(({ name, visits }) => [name, minutesIn(session, visits)]);
};

// Add what a program wrote, and who was there for how many minutes of the session.
const FORMS: [what: string, lines: string[], people: [name: string, minutes: number][]][] = [
  [
    'what Excel wrote first, the separator',
    ['sep=,', 'Naam,Begin,Duur', 'Anna,x,120'],
    [['Anna', 120]],
  ],
  [
    'a title above it',
    ['Aanwezigheid kennissessie, 10 maart', '', 'Naam;Duur (minuten)', 'Anna;90,5'],
    [['Anna', 90]],
  ],
  ['bars between cells', ['Naam|Duur in minuten', 'Anna|60'], [['Anna', 60]]],
  [
    'columns of Google Meet in Dutch',
    [
      'Voornaam,Achternaam,E-mailadres,Duur,Tijdstip van deelname,Tijdstip van vertrek',
      'Anna,de Tester,anna@test.example,"4 u, 10 min",08:10,12:20',
    ],
    [['Anna de Tester', 180]],
  ],
  [
    'a prefix in a column of its own',
    ['Voornaam;Tussenvoegsel;Achternaam;Aantal minuten', 'Anna;van der;Berg;30'],
    [['Anna van der Berg', 30]],
  ],
  [
    'columns of Teams in German',
    [
      '1. Zusammenfassung',
      'Titel der Besprechung\tSitzung',
      '2. Teilnehmer',
      'Name\tErster Beitritt\tLetzter Austritt\tBesprechungsdauer\tE-Mail\tTeilnehmer-ID (UPN)\tRolle',
      'Anna\t10.03.2026, 09:30:00\t10.03.2026, 10:30:00\t1 Std. 0 Min. 0 Sek.\t\t\tReferent',
    ],
    [['Anna', 60]],
  ],
  [
    'columns of Zoom in French',
    [
      'Nom (nom d’origine),Adresse e-mail,Heure d’arrivée,Heure de départ,Durée (minutes),Invité',
      'Anna,,10/03/2026 09:30,10/03/2026 10:30,60,Oui',
    ],
    [['Anna', 60]],
  ],
  [
    'the older list of Teams in German',
    [
      'Vollständiger Name\tBenutzeraktion\tZeitstempel',
      'Anna\tBeigetreten\t10.3.2026, 09:30:00',
      'Anna\tVerlassen\t10.3.2026, 10:00:00',
    ],
    [['Anna', 30]],
  ],
  [
    'times with their zone in the heading',
    ['Name,Join Time (UTC),Leave Time (UTC+00:00)', 'Anna,2026-03-10 08:30,2026-03-10 09:30'],
    [['Anna', 60]],
  ],
  [
    'rows of two days',
    [
      'Name,Join Time,Leave Time,Duration (Minutes)',
      'Anna,03/09/2026 09:00:00 AM,03/09/2026 12:00:00 PM,180',
      'Anna,03/10/2026 09:00:00 AM,03/10/2026 09:45:00 AM,45',
      'Bram,03/09/2026 09:00:00 AM,03/09/2026 12:00:00 PM,180',
    ],
    [
      ['Anna', 45],
      ['Bram', 0],
    ],
  ],
  [
    'a first and a last time on two days, of which only the sum is known',
    [
      'Name\tFirst Join\tLast Leave\tIn-Meeting Duration',
      'Anna\t3/9/2026, 9:00:00 AM\t3/10/2026, 12:00:00 PM\t4h',
    ],
    [['Anna', 0]],
  ],
  [
    'people whose times cannot be read, beside how long',
    ['Name,Join Time,Leave Time,Duration (Minutes)', 'Anna,ergens in de ochtend,12:00,180'],
    [['Anna', 0]],
  ],
  [
    'a word for what somebody did that is not known',
    [
      'Full Name,User Action,Timestamp',
      'Anna,Zwaaide,"3/10/2026, 9:00:00 AM"',
      'Bram,Joined,"3/10/2026, 9:00:00 AM"',
      'Bram,Left,"3/10/2026, 9:10:00 AM"',
    ],
    [
      ['Anna', 0],
      ['Bram', 10],
    ],
  ],
];

/** Those of other languages stand in a file of their own. */
const REPORTS = readYaml<{ what: string; lines: string[]; people: [string, number][] }[]>(
  'libs/attendance/meeting-report/reports.cases.yaml',
);

describe('the report of a meeting', () => {
  it.each(REPORTS.map(({ what, ...report }) => [what, report] as const))(
    'may be one of %s',
    async (_what, { lines, people }) => {
      expect(await read(lines.join('\r\n').replaceAll('|', '\t'))).toEqual(people);
    },
  );

  it.each(FORMS)('may have %s', async (_what, lines, people) => {
    expect(await read(lines.join('\r\n'))).toEqual(people);
  });

  it.each(['utf8', 'utf-16le', 'utf-16be', 'win1252', 'cp850', 'macroman'])(
    'may be written in %s',
    async (charset) => {
      const text = 'Naam;Duur\r\nRené Müller;60\r\nZoë Citroën;60\r\n';

      expect(await read(iconv.encode(text, charset))).toEqual([
        ['René Müller', 60],
        ['Zoë Citroën', 60],
      ]);
    },
  );

  it('may run past midnight, with times alone', async () => {
    const night = hours('2026-03-10T22:00:00+01:00', '2026-03-11T01:00:00+01:00');
    const text = [
      'First name,Last name,Duration,Time joined,Time exited',
      'Anna,A,2 hr 30 min,10:15 PM,12:45 AM',
      'Bram,B,30 min,12:10 AM,12:40 AM',
      'Cas,C,3 hr,9:50 PM,1:20 AM',
    ].join('\n');

    expect(await read(text, night)).toEqual([
      ['Anna A', 150],
      ['Bram B', 30],
      ['Cas C', 180],
    ]);
  });

  it('doubts a short clock where another is minutes and seconds', async () => {
    const text = 'Naam;Duur\nAnna;45:30\nBram;1:05\nCas;60\n';
    const { people } = await readReport({ content: Buffer.from(text) }, MORNING);

    expect(people.map(({ unreadable }) => unreadable)).toEqual([
      'rij 2, Duur: 45:30',
      'rij 3, Duur: 1:05',
      null,
    ]);
  });

  it.each([
    ['+31 6 …', ''],
    ['+31 6 …78', '…78'],
    ['+316XXXXX678', '…78'],
    ['tel.: 06-12 34 56 78', '…78'],
    ['Inbeller: 0612345678', '…78'],
    ['Beller +31 6 12345678', '…78'],
    ['Externe beller', ''],
    ['Telefoon gebruiker 1', '…1'],
    ['1001', '…01'],
    ['06/12345678 (phone)', '…78'],
    ['0031 6 12345678', '…78'],
  ])('takes %s for a caller', async (name, shown) => {
    const { people } = await readReport(
      { content: Buffer.from(`Naam;Duur\n"${name}";60\n`) },
      MORNING,
    );

    expect(people).toMatchObject([{ caller: true, name: shown }]);
  });

  it('takes no number for an address, and no address that is none', async () => {
    const text = 'Naam;E-mail;Duur\nAnna;mailto:a@x.example;60\nBram;\u200bB@x.example;60\n';
    const { people } = await readReport({ content: Buffer.from(text) }, MORNING);

    expect(people.map(({ email }) => email)).toEqual([null, 'b@x.example']);
  });
});
