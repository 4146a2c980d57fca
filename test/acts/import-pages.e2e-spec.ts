import { Jobs } from '@academie/platform';

import { startAcademie, type Visitor } from '../support/academie';

describe('the pages of an import', () => {
  const academie = startAcademie({ seed: 'reference' });
  const administrator = async (): Promise<Visitor> =>
    academie.as(await academie.given.holder('administrator'));
  const upload = (visitor: Visitor, content: string | Buffer, kind = 'btp_control') =>
    visitor
      .post('/registraties/importeren')
      .field('kind', kind)
      .field('source', 'Team Kennemerland')
      .attach('file', Buffer.from(content), '../controles.csv');
  const FILE = [
    'Datum;Gemeente;Team;Onderwerp;Aantal;Eigen nummer;Naam controleur',
    '02-03-2026;Haarlem;Kennemerland;Thuiswerk;2;P-1;Jan de Boer',
    '31-02-2026;Haarlem;Kennemerland;Thuiswerk;2;P-2;Jan de Boer',
    '02-03-2026;Haarlem;Kennemerland;Thuiswerk;2;=1+1;Jan de Boer',
    '',
  ].join('\r\n');

  it('show what will happen, ask, do it, and show what happened', async () => {
    const admin = await administrator();

    const tried = await upload(admin, FILE).expect(303);
    const path = tried.headers.location!;
    const before = await admin.get(path).expect(200);
    const done = await admin.post(`${path}/bevestigen`).type('form').send({}).expect(303);
    await admin.post(`${path}/bevestigen`).type('form').send({}).expect(303);
    const after = await admin.get(path).expect(200);

    expect(before.text).toContain('1 registratie inlezen');
    expect(before.text).toContain('Er is nog niets opgeslagen.');
    expect(before.text).toContain('Kolom “Datum”, waarde “31-02-2026”: Deze datum bestaat niet.');
    expect(done.headers.location).toBe(path);
    expect(after.text).not.toContain('registratie inlezen</');
    expect(after.text).toContain('Bekijk de registratie van regel 2');
    const list = await admin.get('/registraties?q=P-1').expect(200);
    expect(list.text).toContain('1 registratie, samen 2 keer');
  });

  it('do not keep a column nobody asked for', async () => {
    const admin = await administrator();
    const tried = await upload(admin, FILE).expect(303);

    const { text } = await admin.get(tried.headers.location!).expect(200);

    expect(text).toContain('Naam controleur');
    const rows = await academie.database.rows('SELECT cells FROM acts.import_row');
    expect(JSON.stringify(rows)).not.toContain('Jan de Boer');
    expect(JSON.stringify(rows)).toContain('31-02-2026');
  });

  it('give the rejected rows back to be mended, with nothing that runs', async () => {
    const admin = await administrator();
    const tried = await upload(admin, FILE).expect(303);

    const { text } = await admin.get(`${tried.headers.location!}/afgewezen.csv`).expect(200);

    const lines = text.trimEnd().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('Eigen nummer;Regel;Waarom afgewezen');
    expect(text).toContain(";'=1+1;4;");
  });

  it.each([
    ['no file', undefined, 'Kies een bestand.'],
    ['an Excel file', Buffer.from([0x50, 0x4b, 3, 4]), 'Dit bestand kunnen we niet lezen.'],
    [
      'a file without our columns',
      'a;b\n1;2',
      'In dit bestand staan geen namen van kolommen die we kennen.',
    ],
    ['a file that is too large', 'x'.repeat(25_100_000), 'Dit bestand is groter dan 25 MB.'],
  ])('say beside the field what is wrong with %s', async (_what, content, problem) => {
    const admin = await administrator();
    const call = admin.post('/registraties/importeren').field('kind', 'btp_control');
    if (content !== undefined) call.attach('file', Buffer.from(content), 'a.csv');

    const { text } = await call.expect(422);

    expect(text).toContain(problem);
    expect(text).toMatch(/value="btp_control" selected/);
  });

  it('refuse a form from another site, and one without a kind', async () => {
    const admin = await administrator();

    await upload(admin, FILE).set('x-csrf-token', 'geraden').expect(403);
    const { text: noKind } = await upload(admin, FILE, '').expect(422);
    expect(noKind).toContain('Wat staat erin? Kies wat er in het bestand staat.');
    expect(noKind).toContain('Had u een bestand gekozen? Kies het dan opnieuw.');
    const { text: nothing } = await admin
      .post('/registraties/importeren')
      .field('source', 'team-kennemerland')
      .expect(422);
    expect(nothing.indexOf('Kies wat er in het bestand staat.')).toBeGreaterThan(0);
    expect(nothing.indexOf('Kies een bestand.')).toBeGreaterThan(
      nothing.indexOf('Kies wat er in het bestand staat.'),
    );
    expect(nothing).toContain('value="team-kennemerland"');
    await upload(admin, FILE, 'moord').expect(422);
  });

  it('take the token from the form itself, as a browser sends it', async () => {
    const admin = await administrator();
    const page = await admin.get('/registraties/importeren').expect(200);
    const token = /name="_csrf" value="([^"]+)"/.exec(page.text)![1]!;

    await admin
      .post('/registraties/importeren')
      .unset('x-csrf-token')
      .field('_csrf', token)
      .field('kind', 'btp_control')
      .attach('file', Buffer.from(FILE), 'a.csv')
      .expect(303);
    await admin
      .post('/registraties/importeren')
      .unset('x-csrf-token')
      .field('kind', 'btp_control')
      .attach('file', Buffer.from(FILE), 'a.csv')
      .expect(403);
  });

  it('offer an example of every kind, which can be read back but for its number', async () => {
    const admin = await administrator();
    const { body } = await admin.get('/api/v1/act-kinds').expect(200);
    for (const { kind } of body.items as { kind: string }[]) {
      const { text } = await admin
        .get(`/registraties/importeren/voorbeeld.csv?soort=${kind}`)
        .expect(200);
      const tried = await upload(admin, text, kind);
      expect([kind, tried.status]).toEqual([kind, 303]);
      if (kind === 'radicalisation_specialist') continue; // its example names no house
      const page = await admin.get(tried.headers.location!).expect(200);
      expect([kind, /rejected|Afgewezen regels/.exec(page.text)?.[0]]).toEqual([kind, undefined]);
      expect([kind, page.text.includes('1 registratie inlezen')]).toEqual([kind, true]);
    }
  });

  it('forget a file that waited a week, and the cells of rejected rows after three months', async () => {
    const admin = await administrator();
    const tried = await upload(admin, FILE).expect(303);
    const path = tried.headers.location!;
    academie.clock.set('2026-07-01T09:00:00+02:00');

    await academie.app.get(Jobs).run('people.forget');

    const page = await admin.get(path).expect(200);
    expect(page.text).toContain('Dit bestand heeft te lang gewacht.');
    await admin.post(`${path}/bevestigen`).type('form').send({}).expect(303);
    const kept = await academie.database.rows(
      'SELECT 1 FROM acts.import_row WHERE cells IS NOT NULL',
    );
    expect(kept).toEqual([]);
  });
});
