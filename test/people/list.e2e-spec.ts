import { startAcademie } from '../support/academie';

/** Lists go out to a spreadsheet and come in again, with an answer for each row. */
describe('a list', () => {
  const academie = startAcademie();
  let haarlem: { id: string };
  let texel: { id: string };
  let coordinator: { id: string };
  let administrator: { id: string };

  beforeAll(async () => {
    haarlem = await academie.given.municipality('Haarlem');
    texel = await academie.given.municipality('Texel');
    coordinator = await academie.given.holder('coordinator', haarlem.id);
    administrator = await academie.given.holder('administrator');
    await academie.database.rows(
      `INSERT INTO people.job_function (code, name) VALUES ('jurist', 'Jurist'), ('ciso', 'CISO')
       ON CONFLICT DO NOTHING`,
    );
  });

  const taken = async (who: { id: string }, name: string) =>
    Buffer.from(
      (
        await academie
          .as(who)
          .get(`/lijsten/${name}/lijst.csv`)
          .buffer(true)
          .parse((res, done) => {
            const parts: Buffer[] = [];
            res.on('data', (part: Buffer) => parts.push(part));
            res.on('end', () => done(null, Buffer.concat(parts)));
          })
          .expect(200)
      ).body as Buffer,
    ).toString('utf8');
  const read = async (who: { id: string }, name: string, file: string | Buffer, really = true) => {
    const asked = academie.as(who).post(`/lijsten/${name}`);
    if (really) void asked.field('doen', 'ja');
    const { text } = await asked.attach('file', Buffer.from(file), 'lijst.csv').expect(200);
    return text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  };
  const functionsOf = async (person: { id: string }) =>
    (
      await academie.database.rows<{ code: string }>(
        `SELECT f.function_code AS code FROM people.membership m
           JOIN people.membership_function f ON f.membership_id = m.id
          WHERE m.person_id = $1 AND m.valid_to IS NULL`,
        [person.id],
      )
    ).map(({ code }) => code);

  it.each(['medewerkers', 'organisaties', 'functies', 'groepsleden'])(
    'of %s that went out comes in again, and changes nothing',
    async (name) => {
      await academie.given.person({ organisationId: haarlem.id, functions: ['jurist'] });
      await academie.given.group([await academie.given.person()], `Groep ${name}`);
      const before = await taken(administrator, name);

      const text = await read(administrator, name, before);

      const rows = before.trim().split('\r\n').length - 1;
      expect(rows).toBeGreaterThan(0);
      expect(text).toContain(`Stond er al zo: ${rows}`);
      expect(text).not.toMatch(/Toegevoegd:|Gewijzigd:|Geweigerd:/);
      expect(await taken(administrator, name)).toBe(before);
    },
  );

  it('as a workbook comes in again too', async () => {
    await academie.given.person({ organisationId: haarlem.id });
    const { body } = await academie
      .as(coordinator)
      .get('/lijsten/medewerkers/lijst.xlsx')
      .buffer(true)
      .parse((res, done) => {
        const parts: Buffer[] = [];
        res.on('data', (part: Buffer) => parts.push(part));
        res.on('end', () => done(null, Buffer.concat(parts)));
      })
      .expect(200);

    expect(await read(coordinator, 'medewerkers', body as Buffer)).toMatch(/Stond er al zo: \d+/);
  });

  it('answers row by row, and the rows that are right are done', async () => {
    const known = await academie.given.person({ organisationId: haarlem.id });
    const elsewhere = await academie.given.person({ organisationId: texel.id });
    const list = [
      'Voornaam;Achternaam;E-mailadres;Organisatie;Functies',
      `x;x;${known.email};Haarlem;Jurist, CISO`,
      'Nieuwe;Collega;nieuwe@haarlem.example;haarlem.example;jurist',
      `Iemand;Anders;${elsewhere.email};Haarlem;`,
      'Geen;Adres;geen adres;Haarlem;',
      'Andere;Gemeente;iemand@texel.example;Texel;',
      'Rare;Functie;rare@haarlem.example;Haarlem;Toverkunst',
    ].join('\n');

    const trial = await read(coordinator, 'medewerkers', list, false);
    expect(trial).toContain('Zo zou het gaan');
    expect(await functionsOf(known)).toEqual([]);
    const text = await read(coordinator, 'medewerkers', list);

    expect(text).toContain('Toegevoegd: 1 Gewijzigd: 1 Gevraagd: 1 Geweigerd: 3');
    expect(text).toMatch(/5 Geen, Adres, geen adres Geweigerd Dit is geen e-mailadres/);
    expect((await functionsOf(known)).sort()).toEqual(['ciso', 'jurist']);
    const invited = await academie.database.rows(
      `SELECT FROM people.email_address WHERE address = 'nieuwe@haarlem.example'`,
    );
    expect(invited).toHaveLength(1);
  });

  it('knows an organisation by any of its mail domains', async () => {
    await academie.database.rows(
      `INSERT INTO people.organisation_domain (organisation_id, domain) VALUES ($1, 'haarlem-oud.example')`,
      [haarlem.id],
    );
    const person = await academie.given.person({ organisationId: haarlem.id });

    await read(
      coordinator,
      'medewerkers',
      `E-mailadres;Organisatie;Functies\n${person.email};haarlem-oud.example;CISO`,
    );

    expect(await functionsOf(person)).toEqual(['ciso']);
  });

  it('changes nothing of what it has no column for', async () => {
    const person = await academie.given.person({
      organisationId: haarlem.id,
      functions: ['jurist'],
    });
    const manager = await academie.given.person();
    const group = await academie.given.group([], 'Zonder kolom');
    await academie.database.rows(
      `INSERT INTO people.closed_group_member (group_id, person_id, manages, joined_at)
       VALUES ($1, $2, true, $3)`,
      [group, manager.id, academie.clock.now()],
    );
    await academie.database.rows(
      `INSERT INTO people.organisation_domain (organisation_id, domain) VALUES ($1, 'texel-oud.example')`,
      [texel.id],
    );
    const before = await taken(administrator, 'organisaties');

    for (const [name, list] of [
      ['medewerkers', `E-mailadres;Organisatie\n${person.email};Haarlem`],
      ['groepsleden', `Groep;E-mailadres\nZonder kolom;${manager.email}`],
      ['organisaties', 'Organisatie\nTexel'],
    ] as const)
      expect(await read(administrator, name, list)).toContain('Stond er al zo: 1');

    expect(await functionsOf(person)).toEqual(['jurist']);
    expect(await taken(administrator, 'organisaties')).toBe(before);
    expect(before).toContain('texel-oud.example');
  });

  it('refuses to make another organisation of one, instead of passing over it', async () => {
    const before = await taken(administrator, 'organisaties');
    for (const [list, why] of [
      ['Organisatie;Soort\nTexel;Politie', 'kan bij een organisatie niet veranderen'],
      ['Organisatie;Soort\nTexel;Waterschap of zo', 'Geweigerd: 1'],
      ['Organisatie;CBS-code\nTexel;0363', 'kan bij een organisatie niet veranderen'],
    ] as const)
      expect(await read(administrator, 'organisaties', list)).toContain(why);

    expect(await taken(administrator, 'organisaties')).toBe(before);
  });

  it('gives an organisation more mail domains', async () => {
    const added = await read(
      administrator,
      'organisaties',
      'Organisatie;Maildomeinen\nTexel;"texel.example, texel-nieuw.example, texel-extra.example"',
    );

    expect(added).toContain('Gewijzigd: 1');
    expect(await taken(administrator, 'organisaties')).toContain(
      'texel.example, texel-extra.example, texel-nieuw.example',
    );
    const again =
      'Organisatie;Maildomeinen\nTexel;"texel.example, texel-nieuw.example, texel-extra.example"';
    expect(await read(administrator, 'organisaties', again)).toContain('Stond er al zo: 1');
    const free = await read(
      administrator,
      'organisaties',
      'Organisatie;Maildomeinen\nTexel;gmail.com',
    );
    expect(free).toContain('Geweigerd: 1');
  });

  it('is for who looks after what is on it', async () => {
    const person = await academie.given.person({ organisationId: haarlem.id });
    const outsider = await academie.given.holder('coordinator', texel.id);

    for (const name of ['medewerkers', 'organisaties', 'functies', 'groepsleden', 'alles'])
      await academie.as(person).get(`/lijsten/${name}/lijst.csv`).expect(404);
    await academie.as(coordinator).get('/lijsten/organisaties').expect(404);
    expect(await taken(outsider, 'medewerkers')).not.toContain(person.email);
    const asked = await academie.stranger.get('/lijsten/medewerkers/lijst.csv').expect(303);
    expect(asked.headers.location).toMatch(/^\/inloggen/);
  });

  it('that is no list is told so', async () => {
    const { text } = await academie
      .as(coordinator)
      .post('/lijsten/medewerkers')
      .attach('file', Buffer.from('zomaar tekst'), 'brief.txt')
      .expect(422);

    expect(text).toContain('Kies een CSV of Excel-bestand');
  });
});
