import { startAcademie, TUESDAY } from '../support/academie';
import { givenWorkbook } from '../support/workbook';

describe('a list of people as people write one', () => {
  const academie = startAcademie();
  let coordinator: { id: string };
  let haarlem: { id: string };
  let offeringId: string;

  beforeAll(async () => {
    academie.clock.set(TUESDAY);
    haarlem = await academie.given.municipality('Haarlemmerhout');
    coordinator = await academie.given.holder('coordinator', haarlem.id);
    offeringId = (await academie.given.offering({ capacity: 100 })).id;
  });

  const tried = async (list: string | Buffer) => {
    const call = academie
      .as(coordinator)
      .post(`/api/v1/offerings/${offeringId}/bulk-enrolments`)
      .field('dryRun', 'true');
    const sent =
      typeof list === 'string' ? call.field('csv', list) : call.attach('file', list, 'lijst');
    const { body } = await sent.expect(201);
    const { answers } = (await academie.database.first<{ answers: Record<string, string>[] }>(
      'SELECT answers FROM enrolment.bulk_enrolment WHERE id = $1',
      [body.id],
    ))!;
    return answers.map(({ email, givenName, familyName, outcome, problem }) => [
      ...[email, givenName, familyName],
      problem ?? outcome,
    ]);
  };

  it('holds apostrophes, several people on a line and what stands beside a name', async () => {
    expect(
      await tried(`Sean O'Brien <s.o'brien@x.example>
Vries, Sam de <sam@x.example>; Jansen, Piet <piet@x.example>
Vries, Kim de (Gemeente Alkmaar) <kim@x.example>
x,ander@x.example`),
    ).toEqual([
      ["s.o'brien@x.example", 'Sean', "O'Brien", 'enrolled'],
      ['sam@x.example', 'Sam', 'de Vries', 'enrolled'],
      ['piet@x.example', 'Piet', 'Jansen', 'enrolled'],
      ['kim@x.example', 'Kim', 'de Vries', 'enrolled'],
      ['x,ander@x.example', '', '', 'noAddress'],
    ]);
  });

  it('holds one person once, whatever nobody sees stands in the address', async () => {
    expect(
      await tried(
        'E-mailadres;Naam\n\u200bzo@x.example;Zoe de Vries\nzo@x.example;Zoe\nz\u00ado@x.example;Zoe\ns.o’neil@x.example;Sean',
      ),
    ).toEqual([
      ['zo@x.example', 'Zoe', 'de Vries', 'enrolled'],
      ['zo@x.example', 'Zoe', '', 'twice'],
      ['zo@x.example', 'Zoe', '', 'twice'],
      ['s.o’neil@x.example', 'Sean', '', 'noAddress'],
    ]);
  });

  it('finds own people by name', async () => {
    const { name } = await academie.given.person({ organisationId: haarlem.id });
    const answers = await tried(`${name}\nNiemand Onbekend`);

    expect(answers.map((answer) => answer[3])).toEqual(['enrolled', 'nameUnknown']);
  });

  it('is found below empty rows and titles, without the rows that are hidden', async () => {
    const far = `E-mailadres;Naam\r\na@x.example;Sam Vries\r\n${'\r\n'.repeat(600)}b@x.example;Ver Weg\r\n`;
    const book = givenWorkbook({
      name: 'Blad1',
      rows: [
        ['Lijst'],
        ['E-mailadres', 'Naam'],
        ['a@x.example', 'Sam Vries'],
        { cells: ['c@x.example', 'Niet Bedoeld'], isHidden: true },
      ],
    });

    expect((await tried(Buffer.from(far))).map(([email]) => email)).toEqual([
      'a@x.example',
      'b@x.example',
    ]);
    expect((await tried(book)).map((answer) => answer[3])).toEqual(['enrolled', 'hiddenRow']);
  });
});
