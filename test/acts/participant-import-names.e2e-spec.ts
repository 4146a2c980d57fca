import iconv from 'iconv-lite';

import { startAcademie, type Visitor } from '../support/academie';
import { givenWorkbook } from '../support/workbook';
import { givenLists, type GivenLists } from './given-import';

describe('the names and addresses in a list of participants', () => {
  const academie = startAcademie();
  let lists: GivenLists;
  let lead: Visitor;

  beforeAll(async () => {
    lists = await givenLists(academie);
    lead = academie.as(lists.lead);
  });

  /** Sends a file and says yes; answers with what became of each row. */
  const imported = async (content: Buffer, name = 'lijst.csv') => {
    const { body } = await lead
      .post('/api/v1/imports')
      .field({ kind: 'participants', source: 'aanbieder', course: lists.course.slug })
      .attach('file', content, name)
      .expect(201);
    const { body: answers } = await lead.get(`/api/v1/imports/${body.id}/rows`).expect(200);
    return answers.items.map(
      ({ outcome, problems }: { outcome: string; problems: { code: string }[] }) =>
        outcome === 'rejected' ? problems[0]!.code : outcome,
    );
  };
  const nameOf = (address: string) =>
    academie.database.first<{ given: string; family: string }>(
      `SELECT p.given_name AS given, p.family_name AS family FROM people.person p
         JOIN people.email_address a ON a.person_id = p.id WHERE a.address = $1`,
      [address],
    );

  it('may stand in a column for the prefix', async () => {
    const csv =
      'E-mailadres;Voornaam;Tussenvoegsel;Achternaam;Startdatum\n' +
      'p1@x.example;Sam;de;Vries;3-2-2026\np2@x.example;Eva;;Vries, van der;3-2-2026\n';

    expect(await imported(Buffer.from(csv))).toEqual(['created', 'created']);
    expect(await nameOf('p1@x.example')).toEqual({ given: 'Sam', family: 'de Vries' });
    expect(await nameOf('p2@x.example')).toEqual({ given: 'Eva', family: 'van der Vries' });
  });

  it('may stand in one column, as people write them', async () => {
    const csv =
      'E-mailadres;Naam;Startdatum\n' +
      'n1@x.example;Berg, Sanne van den;3-2-2026\n' +
      'n2@x.example;Dhr. K. Bakker (OM);3-2-2026\n' +
      'n3@x.example;Smit - Jansen, Eva;3-2-2026\n' +
      'n4@x.example;Voornaamloos;3-2-2026\n';

    expect(await imported(Buffer.from(csv))).toEqual([
      ...['created', 'created', 'created'],
      'missingName',
    ]);
    expect(await nameOf('n1@x.example')).toEqual({ given: 'Sanne', family: 'van den Berg' });
    expect(await nameOf('n2@x.example')).toEqual({ given: 'K.', family: 'Bakker' });
    expect(await nameOf('n3@x.example')).toEqual({ given: 'Eva', family: 'Smit-Jansen' });
  });

  it('have a prefix in a workbook as in a CSV, and letters in each encoding', async () => {
    const book = givenWorkbook({
      name: 'Blad1',
      rows: [
        ['Deelnemers van februari'],
        ['E-mail', 'Roepnaam', 'Voorvoegsel', 'Familienaam', 'Begonnen op'],
        ['w1@x.example', 'Zoë', "van 't", 'Hof', '3-2-2026'],
      ],
    });
    expect(await imported(book, 'lijst.xlsx')).toEqual(['created']);
    expect(await nameOf('w1@x.example')).toEqual({ given: 'Zoë', family: "van 't Hof" });

    for (const charset of ['win1252', 'cp850', 'macroman']) {
      const address = `${charset}@x.example`;
      const csv = `E-mailadres;Voornaam;Achternaam;Startdatum;Andere persoon\r\n${address};François;Müller;3-2-2026;ja\r\n`;
      expect(await imported(iconv.encode(csv, charset))).toEqual(['created']);
      expect(await nameOf(address)).toEqual({ given: 'François', family: 'Müller' });
    }
  });

  it('are one person for what nobody sees, and refused for what is no address', async () => {
    const csv =
      'E-mailadres;Voornaam;Achternaam;Startdatum\n' +
      ['\u200bz1@x.example', 'z1@x.example\u00a0', 'mailto:z2@x.example', '(z3@x.example)']
        .concat('st..even@x.example', '"x,ander@x.example"', 'o’neil@x.example', '<z4@x.example>')
        .map((address, nth) => `${address};Sam${Math.min(nth, 1) && nth};Vries;3-2-2026`)
        .join('\n');
    const answers = await imported(Buffer.from(csv));

    expect(answers[0]).toBe('created');
    expect(answers[1]).not.toBe('created');
    expect(answers.slice(2)).toEqual(Array(6).fill('noEmail'));
    expect(
      await academie.database.rows(
        `SELECT 1 FROM people.email_address WHERE address LIKE '%z1@x.example%'`,
      ),
    ).toHaveLength(1);
  });
});
