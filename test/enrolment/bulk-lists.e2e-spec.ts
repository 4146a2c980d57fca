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

  const page = (id = offeringId) => `/beheer/uitvoeringen/${id}/lijst`;
  const paste = async (who: { id: string }, list: string, id?: string) => {
    const { headers } = await academie.as(who).post(page(id)).field('list', list).expect(303);
    return String(headers.location);
  };
  const fillIn = (who: { id: string }, at: string, fields: object) =>
    academie.as(who).post(`${at}/aanvullen`).type('form').send(fields).expect(303);

  it('is asked for on the form when several sheets hold one, and the answer is kept', async () => {
    const book = givenWorkbook(
      { name: 'Maandag', rows: [['E-mailadres'], ['a@x.example']] },
      { name: 'Dinsdag', rows: [['E-mailadres'], ['b@x.example'], ['c@x.example']] },
    );
    const send = (fields: { sheet: string }, file = book) =>
      academie.as(coordinator).post(page()).field(fields).attach('file', file, 'lijst.xlsx');

    const asked = await send({ sheet: '' }).expect(422);
    expect(asked.text).toContain('Kies welk werkblad u bedoelt');
    expect(asked.text).toContain('<option value="Maandag">Maandag</option>');
    expect((await send({ sheet: 'Woensdag' }).expect(422)).text).toContain(
      '<option value="Dinsdag">Dinsdag</option>',
    );
    const broken = await send({ sheet: 'Dinsdag' }, Buffer.from('')).expect(422);
    expect(broken.text).toContain('<option value="Dinsdag" selected>Dinsdag</option>');
    const { headers } = await send({ sheet: 'Dinsdag' }).expect(303);
    const { text } = await academie.as(coordinator).get(String(headers.location)).expect(200);
    expect(text).toContain('b@x.example');
    expect(text).not.toContain('a@x.example');
  });

  it('asks beside each row for which organisation a stranger works', async () => {
    const { id: themeId } = await academie.given.theme();
    const lead = await academie.given.holder('theme_lead', themeId);
    const course = await academie.given.course({ themeIds: [themeId] });
    const own = await academie.given.offering({ courseId: course.id });
    const list = await paste(
      lead,
      'Noor Nieuw <noor@thuis.example>\nKees Kan <kees@thuis.example>; Gemeente Nergens',
      own.id,
    );
    const { text } = await academie.as(lead).get(list).expect(200);
    expect(text).toContain('Organisatie bij regel 1');
    expect(text).toContain('Organisatie bij regel 2');
    const [, code] = /<option value="([^"]+)">\s*Haarlemmerhout/.exec(text)!;

    await fillIn(lead, list, { 'organisation.0': code, 'organisation.1': '' });
    const again = (await academie.as(lead).get(list).expect(200)).text;
    expect(again).toContain('Nieuw bij Haarlemmerhout: krijgt een uitnodiging per mail.');
    expect(again).not.toContain('Organisatie bij regel 1');
    expect(again).toContain('Organisatie bij regel 2');
    await academie.as(lead).post(`${list}/bevestigen`).expect(303);
    await academie.as(lead).post(`${list}/aanvullen`).type('form').send({}).expect(404);
  });

  it('says once that there are no addresses', async () => {
    const header = 'Achternaam;Voornaam;Organisatie;Functie;Cursus\r\n';
    const rows = Array.from(
      { length: 41 },
      (_, nth) => `Onbekend${nth};Ans;Haarlemmerhout;;Kennis`,
    );
    const { text } = await academie
      .as(coordinator)
      .post(page())
      .field('list', header + rows.join('\r\n'))
      .expect(422);

    // In the summary above the form, and at the field.
    expect(text.split('Op deze lijst staan geen e-mailadressen').length - 1).toBe(2);
  });

  it('reads the export of colleagues that the academie made itself', async () => {
    const { id } = await academie.given.person({ name: 'Ria', organisationId: haarlem.id });
    const [first, second] = [await academie.given.offering(), await academie.given.offering()];
    await academie.given.enrolled(first.id, [{ id }]);
    await academie.given.enrolled(second.id, [{ id }]);
    for (const ending of ['csv', 'xlsx']) {
      const { body } = await academie
        .as(coordinator)
        .get(`/organisatie/export.${ending}`)
        .buffer(true)
        .parse((response, done) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('end', () => done(null, Buffer.concat(parts)));
        })
        .expect(200);

      const answers = (await tried(body)).filter(([, givenName]) => givenName === 'Ria');
      expect(answers.map((answer) => answer[3])).toEqual(['enrolled', 'twice']);
    }
  });

  it('asks who is meant where colleagues share a name, and whether hidden rows count', async () => {
    const twins = [0, 1].map(() =>
      academie.given.person({ name: 'Bo', organisationId: haarlem.id }),
    );
    const [one] = await Promise.all(twins);
    const untold = await paste(coordinator, `${one!.name}\nNiemand Onbekend`);
    await academie.as(coordinator).post(`${untold}/bevestigen`).expect(303);
    expect(
      await academie.database.rows('SELECT 1 FROM enrolment.enrolment WHERE person_id = $1', [
        one!.id,
      ]),
    ).toEqual([]);
    const list = await paste(coordinator, `${one!.name}\nNiemand Onbekend`);
    const { text } = await academie.as(coordinator).get(list).expect(200);
    expect(text).toContain('Wie is bedoeld op regel 1?');
    expect(text).toContain('E-mailadres bij regel 2');

    await fillIn(coordinator, list, { 'email.0': one!.email, 'email.1': 'niemand' });
    const again = (await academie.as(coordinator).get(list).expect(200)).text;
    expect(again).toContain('1 persoon inschrijven');
    expect(again).toContain('Dit is geen e-mailadres.');

    const book = givenWorkbook({
      name: 'Blad1',
      rows: [
        ['E-mailadres', 'Naam'],
        { cells: ['h1@x.example', 'Hid Een'], isHidden: true },
        { cells: ['h2@x.example', 'Hid Twee'], isHidden: true },
      ],
    });
    const sent = await academie
      .as(coordinator)
      .post(page())
      .attach('file', book, 'lijst.xlsx')
      .expect(303);
    const hidden = String(sent.headers.location);
    expect((await academie.as(coordinator).get(hidden)).text).toContain(
      'Alle verborgen rijen doen mee',
    );
    await fillIn(coordinator, hidden, { 'isTaken.1': 'ja' });
    expect((await academie.as(coordinator).get(hidden)).text).toContain('1 persoon inschrijven');
    await fillIn(coordinator, hidden, { allHidden: 'ja' });
    expect((await academie.as(coordinator).get(hidden)).text).toContain('2 mensen inschrijven');
  });
});
