import { startAcademie } from '../support/academie';

/** Each of these finds what people look for by something else than a word of its title. */
describe('searching the catalogue', () => {
  const academie = startAcademie();
  const page = async (query: string, visitor = academie.stranger): Promise<string> =>
    (await visitor.get(`/aanbod?${query}`).expect(200)).text;
  const titlesIn = (text: string): string[] =>
    [...text.matchAll(/row__heading"><a [^>]*>([^<]+)</g)].map(([, title]) => title!);
  const found = async (words: string, visitor = academie.stranger): Promise<string[]> =>
    titlesIn(await page(`q=${encodeURIComponent(words)}`, visitor));
  const at = async (sessionId: string, name: string, municipalityId: string): Promise<void> => {
    await academie.database.rows(
      `WITH place AS (INSERT INTO catalogue.location (name, municipality_id) VALUES ($1, $2) RETURNING id)
       UPDATE catalogue.session SET location_id = place.id FROM place WHERE session.id = $3`,
      [name, municipalityId, sessionId],
    );
  };

  beforeAll(async () => {
    const { given, database } = academie;
    const riec = await given.theme('Kernactiviteiten RIEC');
    await database.rows('UPDATE catalogue.theme SET description = $2 WHERE id = $1', [
      riec.id,
      'Wat het RIEC doet tegen ondermijnende criminaliteit.',
    ]);
    const haarlem = await given.municipality('Haarlem');
    const meer = await given.municipality('Haarlemmermeer');

    const bibob = await given.course({ title: 'Basistraining Wet Bibob', themeIds: [riec.id] });
    const early = await given.offering({ courseId: bibob.id });
    const late = await given.offering({
      courseId: bibob.id,
      startsAt: new Date('2026-05-12T09:30+02:00'),
    });
    await at(early.sessionIds[0]!, 'Raadhuis', meer.id);
    await at(late.sessionIds[0]!, 'Stadhuis', haarlem.id);

    const session = await given.course({ title: 'Signalen herkennen', kind: 'knowledge_session' });
    const gijs = await given.person({ name: 'Özgür' });
    await given.offering({
      courseId: session.id,
      mode: 'online',
      startsAt: new Date('2026-03-12T12:00+01:00'),
      trainerIds: [gijs.id],
    });
    const secret = await given.course({ title: 'Besloten casusoverleg' });
    await given.offering({ courseId: secret.id, confidential: true, trainerIds: [gijs.id] });
    await given.course({ title: 'Zelf leren', kind: 'e_learning', mode: 'self_paced' });
  });

  it.each([
    ['a municipality', 'haarlem', ['Basistraining Wet Bibob']],
    ['a place and a word', 'bibob in Haarlem', ['Basistraining Wet Bibob']],
    ['the name of a building', 'stadhuis', ['Basistraining Wet Bibob']],
    ['a theme by a word of its description', 'ondermijning', ['Basistraining Wet Bibob']],
    ['a month', 'mei', ['Basistraining Wet Bibob']],
    [
      'next week, without what is confidential',
      'volgende week',
      ['Basistraining Wet Bibob', 'Signalen herkennen'],
    ],
    ['a day of the week', 'donderdag', ['Signalen herkennen']],
    ['a day', '12 maart', ['Signalen herkennen']],
    ['how it is given', 'webinar', ['Signalen herkennen']],
    ['its kind', 'e-learning', ['Zelf leren']],
    ['two that no single date has', 'haarlem maart', []],
  ])('finds by %s', async (_what, words, expected) => {
    expect(await found(words)).toEqual(expected);
  });

  it('shows the date that fits what was looked for', async () => {
    expect(await page('q=haarlem&weergave=kaarten')).toContain('dinsdag 12 mei 2026');
    expect(await page('q=haarlemmermeer&weergave=kaarten')).toContain('dinsdag 10 maart 2026');
  });

  it('finds by the name of the trainer for those who are signed in, never what is confidential', async () => {
    const reader = academie.as(await academie.given.person());

    expect(await found('ozgur', reader)).toEqual(['Signalen herkennen']);
    expect(await found('Özgür de Tester', reader)).toEqual(['Signalen herkennen']);
    expect(await found('ozgur')).toEqual([]);
    expect(await page('q=ozgur')).toContain('Onderwerp, plaats of datum<');
    expect(await page('q=', reader)).toContain('Onderwerp, plaats, datum of trainer');
  });

  it('tells which days a word was taken for', async () => {
    expect(await page('q=volgende week')).toContain(
      '“volgende week” is 9 maart 2026 tot en met 15 maart 2026.',
    );
  });

  it.each([
    ['a word that looks like it', 'q=harlem', 'Bedoelde u “haarlem”?', 'q&#x3D;haarlem'],
    ['a month that looks like it', 'q=maarrt', 'Bedoelde u “maart”?', 'q&#x3D;maart'],
    ['fewer words', 'q=haarlem maart', 'Zoek alleen op “haarlem”', 'q&#x3D;haarlem'],
    ['to leave a filter out', 'q=bibob&soort=exercise', 'Zonder “Oefening”', 'q&#x3D;bibob'],
  ])('proposes %s when nothing is found', async (_what, query, label, href) => {
    const text = await page(query);

    expect(titlesIn(text)).toEqual([]);
    expect(text).toContain(`<a href="/aanbod?${href}">${label}</a>`);
  });

  it('proposes nothing that finds nothing', async () => {
    const text = await page('q=paardrijden');

    expect(text).toContain('Niets gevonden');
    expect(text).not.toContain('Bedoelde u');
  });
});
