import { startAcademie } from '../support/academie';

describe('the catalogue', () => {
  const academie = startAcademie();
  const titles = async (query: string): Promise<string[]> => {
    const { text } = await academie.stranger.get(`/aanbod?${query}`).expect(200);
    return [...text.matchAll(/row__heading"><a [^>]*>([^<]+)</g)].map(([, title]) => title!);
  };

  beforeAll(async () => {
    const { given } = academie;
    const cyber = await given.theme('Cyber');
    const crises = await given.theme('Crises', cyber.id);
    const drugs = await given.theme('Drugs');
    const bibob = await given.course({ title: 'Basistraining Wet Bibob', themeIds: [drugs.id] });
    await given.course({ title: 'Kennissessie drugslab', kind: 'knowledge_session' });
    await given.course({ title: 'Besturen in de crisis', themeIds: [crises.id], mode: 'online' });
    await given.course({ title: 'Oefenen met gemeenten', themeIds: [cyber.id], kind: 'exercise' });
    await given.course({ title: 'Nog niet af', status: 'draft' });
    await given.offering({ courseId: bibob.id });
    await given.offering({ courseId: bibob.id, startsAt: new Date('2026-05-12T09:30:00+02:00') });
    await given.offering({ courseId: bibob.id, status: 'concept' });
  });

  it('shows what is published, what comes first on top', async () => {
    const { text } = await academie.stranger.get('/aanbod?weergave=kaarten').expect(200);

    expect(text).toContain('4 trainingen en bijeenkomsten');
    expect((await titles(''))[0]).toBe('Basistraining Wet Bibob');
    expect(text).toContain('dinsdag 10 maart 2026, 09.30–11.30\u00a0uur');
    expect(text).toContain('en nog 1 keer');
    expect(text).toContain('20 plekken vrij');
    expect(text).toContain('Nog geen datum');
    expect(text).not.toContain('Nog niet af');
  });

  it('tells of the offering that can be taken, not of one that is closed or full', async () => {
    const { given, database } = academie;
    const closed = { enrolClosesAt: new Date('2026-03-01T00:00+01:00') };
    const selfPaced = await given.course({ title: 'Zelf aan de slag', mode: 'self_paced' });
    const past = await given.offering({ courseId: selfPaced.id, mode: 'self_paced', ...closed });
    const now = await given.offering({ courseId: selfPaced.id, mode: 'self_paced' });
    await database.rows(
      `WITH gone AS (DELETE FROM catalogue.session WHERE offering_id = ANY ($1))
       UPDATE catalogue.offering SET starts_at = NULL, ends_at = NULL WHERE id = ANY ($1)`,
      [[past.id, now.id]],
    );
    const full = await given.course({ title: 'Eerst vol' });
    const first = await given.offering({ courseId: full.id });
    await given.offering({ courseId: full.id, startsAt: new Date('2026-04-14T09:30+02:00') });
    await database.rows('UPDATE catalogue.offering SET seats_taken = 20 WHERE id = $1', [first.id]);

    const { text } = await academie.stranger.get('/aanbod?q=zelf aan de slag').expect(200);
    expect(text).toContain('Op eigen tempo');
    expect(text).not.toContain('Inschrijving gesloten');
    expect(text).not.toContain('en nog 1 keer');
    const { text: other } = await academie.stranger
      .get('/aanbod?q=eerst vol&weergave=kaarten')
      .expect(200);
    expect(other).toContain('dinsdag 14 april 2026');
    expect(other).toContain('20 plekken vrij');
    await database.rows('UPDATE catalogue.course SET status = $2 WHERE id = ANY ($1)', [
      [selfPaced.id, full.id],
      'archived',
    ]);
  });

  it.each([
    ['a word', 'bibob', ['Basistraining Wet Bibob']],
    ['a word of which the title has another form', 'gemeente', ['Oefenen met gemeenten']],
    ['a word with a typo', 'bibbo', ['Basistraining Wet Bibob']],
    [
      'a part of a word, and a theme',
      'drugs',
      ['Kennissessie drugslab', 'Basistraining Wet Bibob'],
    ],
    ['nothing that is there', 'paardrijden', []],
    ['signs that search engines know', '"wet bibob" -xyz or (', ['Basistraining Wet Bibob']],
  ])('finds %s', async (_what, words, expected) => {
    expect(await titles(`q=${encodeURIComponent(words)}`)).toEqual(expected);
  });

  it('puts the best match first', async () => {
    const best = await academie.given.course({ title: 'Crisis' });

    expect(await titles('q=crisis')).toEqual([best.title, 'Besturen in de crisis']);
    await academie.database.rows('DELETE FROM catalogue.course WHERE id = $1', [best.id]);
  });

  it.each([
    ['a theme', 'thema=drugs', ['Basistraining Wet Bibob']],
    [
      'a theme with those below it',
      'thema=cyber',
      ['Besturen in de crisis', 'Oefenen met gemeenten'],
    ],
    ['one below it alone', 'thema=crises', ['Besturen in de crisis']],
    ['a theme that does not exist', 'thema=geen', []],
    ['a kind', 'soort=exercise', ['Oefenen met gemeenten']],
    ['a form', 'vorm=online', ['Besturen in de crisis']],
    ['a period', 'van=2026-05-01&tot=2026-05-12', ['Basistraining Wet Bibob']],
    ['a period in which there is nothing', 'van=2026-06-01', []],
    ['free places', 'plek=vrij', ['Basistraining Wet Bibob']],
    ['several at once', 'thema=cyber&soort=training', ['Besturen in de crisis']],
  ])('narrows down to %s', async (_what, query, expected) => {
    expect(await titles(query)).toEqual(expected);
  });

  it('narrows down to the municipality where a session is held', async () => {
    const alkmaar = await academie.given.municipality('Alkmaar');
    const course = await academie.given.course({ title: 'In de buurt' });
    const { sessionIds } = await academie.given.offering({ courseId: course.id });
    await academie.database.rows(
      `WITH place AS (INSERT INTO catalogue.location (name, municipality_id) VALUES ('Raadhuis', $1) RETURNING id)
       UPDATE catalogue.session SET location_id = place.id FROM place WHERE session.id = $2`,
      [alkmaar.id, sessionIds[0]],
    );

    const { text } = await academie.stranger.get('/aanbod?gemeente=alkmaar').expect(200);

    expect(await titles('gemeente=alkmaar')).toEqual(['In de buurt']);
    // From another municipality it is found within ten kilometres, and not from far away.
    expect(await titles('gemeente=heiloo')).toEqual([]);
    expect(await titles('gemeente=heiloo&binnen=10')).toEqual(['In de buurt']);
    expect(await titles('gemeente=texel&binnen=25')).toEqual([]);
    expect(await titles('gemeente=heiloo&binnen=11')).toEqual([]);
    // Without a municipality nothing is left out, and the page says what is missing.
    const alone = await academie.stranger.get('/aanbod?binnen=10').expect(200);
    expect(alone.text).toContain('Kies ook een gemeente');
    // Who works in one looks from there, with an address that says so to whoever gets it.
    const own = academie.as(await academie.given.person({ organisationId: alkmaar.id }));
    const from = await own.get('/aanbod?binnen=10&vorm=in_person').expect(303);
    expect(from.headers.location).toBe('/aanbod?vorm=in_person&gemeente=alkmaar&binnen=10');
    await own.get('/aanbod?gemeente=texel&binnen=25').expect(200);
    const near = await academie.stranger.get('/aanbod?gemeente=heiloo&binnen=10').expect(200);
    expect(near.text).toContain('Binnen 10 km');
    expect(text).toContain('Raadhuis, Alkmaar');
    await academie.database.rows('DELETE FROM catalogue.session WHERE id = $1', [sessionIds[0]]);
  });

  it('lets every filter be taken away on its own', async () => {
    const { text } = await academie.stranger.get('/aanbod?thema=cyber&vorm=online').expect(200);

    expect(text).toContain('href="/aanbod?vorm&#x3D;online"');
    expect(text).toContain('href="/aanbod?thema&#x3D;cyber"');
    expect(text).toContain('Wis filters');
  });

  it('says what is wrong with a date and keeps what was typed', async () => {
    const { text } = await academie.stranger.get('/aanbod?van=2026-02-31').expect(200);

    expect(text).toContain('Deze datum bestaat niet.');
    expect(text).toContain('value="2026-02-31"');
  });

  it.each(['pagina=-1', 'pagina=1e9', 'soort=geen', 'sorteer=x', 'q=%00', 'q=a&q=b', 'van[]=1'])(
    'makes the best of an address with %s',
    async (query) => {
      await academie.stranger.get(`/aanbod?${query}`).expect(200);
    },
  );

  it('is leafed through twenty at a time', async () => {
    for (let i = 0; i < 25; i++)
      await academie.given.course({ title: `Masterclass nummer ${i}`, kind: 'masterclass' });

    const first = await academie.stranger.get('/aanbod?soort=masterclass').expect(200);

    expect(first.text).toContain('1 tot en met 20 van 25');
    expect(first.text).toContain('href="/aanbod?soort&#x3D;masterclass&amp;pagina&#x3D;2"');
    expect(await titles('soort=masterclass&pagina=2')).toHaveLength(5);
    expect((await academie.stranger.get('/aanbod?soort=masterclass&pagina=9')).text).toContain(
      'Hier staat niets meer',
    );
  });

  it('takes at most three queries, signed in too', async () => {
    const visitor = academie.as(await academie.given.person());

    expect(
      await academie.queriesOf(() => visitor.get('/aanbod?q=bibob&thema=drugs').expect(200)),
    ).toBeLessThanOrEqual(3);
  });
});
