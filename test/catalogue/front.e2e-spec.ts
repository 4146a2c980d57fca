import { startAcademie, type Visitor } from '../support/academie';
import { faultsOf } from '../support/page-checks';

interface Suggestion {
  kind: string;
  label: string;
  href: string;
}

describe('the front page', () => {
  const academie = startAcademie();
  let insider: Visitor;

  beforeAll(async () => {
    const { given, database, clock } = academie;
    clock.set('2026-03-02T09:00+01:00');
    const cyber = await given.theme('Cyber');
    const crises = await given.theme('Crises', cyber.id);
    await given.theme('Leeg thema');
    const haarlem = await given.municipality('Haarlem');
    const hidden = await given.municipality('Verstopt');
    const at = (sessionId: string, name: string, municipality: string) =>
      database.rows(
        `WITH place AS (INSERT INTO catalogue.location (name, municipality_id) VALUES ($1, $2) RETURNING id)
         UPDATE catalogue.session SET location_id = place.id FROM place WHERE session.id = $3`,
        [name, municipality, sessionId],
      );
    const course = await given.course({ title: 'Digitaal crisisspel', themeIds: [crises.id] });
    const trainer = await given.person({ name: 'Özgür' });
    const thisWeek = await given.offering({
      courseId: course.id,
      startsAt: new Date('2026-03-05T09:30+01:00'),
      trainerIds: [trainer.id],
    });
    await at(thisWeek.sessionIds[0]!, 'Stadhuis', haarlem.id);
    const online = await given.course({ title: 'Online vragenuur', mode: 'online' });
    await given.offering({ courseId: online.id, mode: 'online' });
    await given.course({ title: 'Zelf leren', kind: 'e_learning', mode: 'self_paced' });
    const old = await given.course({ title: 'Al jaren bekend' });
    await database.rows(`UPDATE catalogue.course SET published_at = '2024-01-01' WHERE id = $1`, [
      old.id,
    ]);

    // Everything of this one is hidden: the course, its offering, who gives it.
    const member = await given.person();
    const group = await given.group([member], 'Kring');
    const secret = await given.course({
      title: 'Zilverreigerberaad',
      themeIds: [cyber.id],
      kind: 'e_learning',
      mode: 'online',
      confidential: true,
      admission: 'audience',
    });
    await database.rows(
      'INSERT INTO catalogue.course_audience (course_id, group_id) VALUES ($1, $2)',
      [secret.id, group],
    );
    const keeper = await given.person({ name: 'Zwaantje' });
    const secretOffering = await given.offering({
      courseId: secret.id,
      confidential: true,
      admission: 'audience',
      mode: 'online',
      startsAt: new Date('2026-03-06T13:37+01:00'),
      trainerIds: [keeper.id],
    });
    await at(secretOffering.sessionIds[0]!, 'Schuilplaats', hidden.id);
    insider = academie.as(member);
  });

  const front = async (visitor = academie.stranger): Promise<string> =>
    (await visitor.get('/').expect(200)).text;
  /** Each way into the list, with the number that stands beside it. */
  const ways = (text: string): [string, number][] =>
    [
      ...text.matchAll(
        /<a class="(?:quick__link|theme-tile)" href="([^"]+)">.*?class="count">(\d+)/g,
      ),
    ].map(([, href, count]) => [
      href!.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&'),
      Number(count),
    ]);
  const suggestions = async (q: string, visitor = academie.stranger): Promise<Suggestion[]> =>
    (await visitor.get(`/api/v1/suggestions?q=${encodeURIComponent(q)}`).expect(200)).body.items;

  it('says what the academie is, and lets a visitor search without JavaScript', async () => {
    const text = await front();

    expect(text).toContain('Leren en oefenen voor een veilig Noord-Holland');
    expect(text).toMatch(/<form [^>]*action="\/aanbod" method="get" role="search"/);
    expect(text).toContain('href="/inloggen"');
    expect(text).toContain('mailto:');
  });

  it('counts what the list behind each way holds, for a visitor and inside a closed circle', async () => {
    for (const visitor of [academie.stranger, insider]) {
      const found = ways(await front(visitor));
      expect(found.length).toBeGreaterThanOrEqual(5);
      for (const [href, count] of found) {
        const { text } = await visitor.get(href).expect(200);
        expect([href, /results__heading">(\d+)/.exec(text)?.[1]]).toEqual([href, String(count)]);
      }
    }
    expect(ways(await front())).toContainEqual(['/aanbod?periode=deze-week', 1]);
    expect(ways(await front(insider))).toContainEqual(['/aanbod?periode=deze-week', 2]);
    expect(await front()).not.toContain('Leeg thema');
  });

  it('tells what is soon, by day, with the places that are left', async () => {
    const text = await front();

    expect(text).toMatch(/datetime="2026-03-05".*?do.*?5.*?mrt/s);
    expect(text).not.toMatch(/day__month">[^<]*2026/);
    expect(text).toContain('09.30–11.30');
    expect(text).toContain('Stadhuis, Haarlem · Crises');
    expect(text).toContain('20 plekken vrij');
    expect(text.indexOf('Digitaal crisisspel')).toBeLessThan(text.indexOf('Online vragenuur'));
  });

  it('keeps what is confidential from everybody outside, also in counts and suggestions', async () => {
    const outsider = academie.as(await academie.given.person());
    for (const visitor of [academie.stranger, outsider]) {
      const pages = ['lijst', 'kaarten', 'week', 'maand', 'gemeenten'].map(
        (display) => `/aanbod?weergave=${display}`,
      );
      const told: string[] = [];
      for (const path of ['/', ...pages, '/aanbod/agenda.ics', '/aanbod/feed.xml']) {
        const { status, text, bytes } = await visitor.ask(path);
        expect([path, status]).toEqual([path, 200]);
        told.push(text || bytes.toString());
      }
      for (const text of told)
        expect(text).not.toMatch(/Zilverreiger|Schuilplaats|13[.:]?37|Zwaantje/);
      for (const words of ['zilver', 'zilverreigerberaad', 'zwaantje', 'schuil'])
        expect(await suggestions(words, visitor)).toEqual([]);
    }
    expect(await front(insider)).toContain('Zilverreigerberaad');
    expect((await insider.get('/aanbod?weergave=maand')).text).toContain('Zilverreigerberaad');
    expect(await suggestions('zilver', insider)).toMatchObject([{ kind: 'course' }]);
    expect(await suggestions('zwaantje', insider)).toEqual([]);
  });

  it.each([
    ['a course', 'crisissp', 'course', 'Digitaal crisisspel'],
    ['a course in spite of a typo', 'vragenuurr', 'course', 'Online vragenuur'],
    ['a theme', 'cyb', 'theme', 'Cyber'],
    ['a municipality', 'haar', 'municipality', 'Haarlem'],
    ['a period', 'deze w', 'date', 'deze week'],
    ['a month', 'maa', 'date', 'maart'],
  ])('suggests %s while somebody types', async (_what, typed, kind, label) => {
    const found = await suggestions(typed);

    expect(found).toContainEqual(expect.objectContaining({ kind, label }));
    for (const { href } of found) await academie.stranger.get(href).expect(200);
    expect(found.length).toBeLessThanOrEqual(8);
  });

  it('suggests trainers to who is signed in only', async () => {
    const reader = academie.as(await academie.given.person());

    expect(await suggestions('ozg', reader)).toMatchObject([
      { kind: 'trainer', label: 'Özgür de Tester' },
    ]);
    expect(await suggestions('ozg')).toEqual([]);
  });

  it('suggests nothing for one letter, or for signs', async () => {
    for (const typed of ['a', '%%', '__', '\\']) expect(await suggestions(typed)).toEqual([]);
  });

  it('sends old addresses of the list to the list', async () => {
    const { headers } = await academie.stranger.get('/?q=bibob&thema=drugs').expect(301);

    expect(headers.location).toBe('/aanbod?q=bibob&thema=drugs');
  });

  it.each([
    '/',
    ...['lijst', 'kaarten', 'week', 'maand', 'gemeenten'].map((one) => `/aanbod?weergave=${one}`),
  ])('is sound HTML at %s', async (path) => {
    expect(await faultsOf((await insider.get(path).expect(200)).text)).toEqual([]);
  });

  it('shows a month as a table, with what there is on each day, and the ways to other months', async () => {
    const { text } = await academie.stranger.get('/aanbod?weergave=maand').expect(200);
    const cells = [...text.matchAll(/<td .*?<\/td>/gs)].map(([cell]) => cell);

    expect(text).toContain('<caption class="visually-hidden">maart 2026</caption>');
    expect(cells).toHaveLength(42);
    const fifth = cells.filter((cell) => cell.includes('Digitaal crisisspel'));
    expect(fifth).toHaveLength(1);
    expect(fifth[0]).toMatch(/datetime="2026-03-05".*09\.30/s);
    expect(text).toContain('dag&#x3D;2026-04-01');
    expect(text).not.toContain('>Vorige maand<');
    const next = await academie.stranger.get('/aanbod?weergave=maand&dag=2026-04-01').expect(200);
    expect(next.text).toContain('april 2026');
    expect(next.text).toContain('Niets gepland in deze periode');
    expect(next.text).toContain('>Vorige maand<');
  });

  it('shows a week by day, with the filter that was chosen', async () => {
    const week = async (query: string) =>
      (await academie.stranger.get(`/aanbod?weergave=week&${query}`).expect(200)).text;

    expect(await week('')).toContain('Digitaal crisisspel');
    expect(await week('vorm=online')).not.toContain('Digitaal crisisspel');
    expect(await week('vorm=online&dag=2026-03-10')).toContain('Online vragenuur');
    expect(await week('q=haarlem')).toContain('Digitaal crisisspel');
    expect(await week('q=alkmaar')).not.toContain('Digitaal crisisspel');
    for (const day of ['2026-02-31', '9999-12-31', '0001-01-01', 'x'])
      expect(await week(`dag=${day}`)).toContain('Digitaal crisisspel');
  });

  it('gives the filtered list as a calendar and as a feed', async () => {
    const calendar = (await academie.stranger.get('/aanbod/agenda.ics?vorm=online').expect(200))
      .text;
    const feed = await academie.stranger.ask('/aanbod/feed.xml?thema=cyber');

    expect(calendar).toContain('SUMMARY:Online vragenuur');
    expect(calendar).not.toContain('Digitaal crisisspel');
    expect(feed.headers['content-type']).toContain('application/rss+xml');
    expect(feed.bytes.toString()).toContain('<title>Digitaal crisisspel</title>');
    expect(feed.bytes.toString()).not.toContain('Online vragenuur');
  });

  it('takes few queries', async () => {
    const visitor = academie.as(await academie.given.person());
    const cost = (who: Visitor, path: string) =>
      academie.queriesOf(() => who.get(path).expect(200));

    expect(await cost(academie.stranger, '/')).toBeLessThanOrEqual(3);
    expect(await cost(visitor, '/')).toBeLessThanOrEqual(10);
    expect(await cost(academie.stranger, '/api/v1/suggestions?q=cyber')).toBeLessThanOrEqual(2);
    for (const display of ['week', 'maand', 'gemeenten'])
      expect(await cost(academie.stranger, `/aanbod?weergave=${display}`)).toBeLessThanOrEqual(3);
  });
});

describe('what the front page tells of the reader', () => {
  const academie = startAcademie();

  const rows = async (visitor: Visitor): Promise<string[]> => {
    const { text } = await visitor.get('/').expect(200);
    const [own = ''] = /<section class="for-you".*?<\/section>/s.exec(text) ?? [];
    return [...own.matchAll(/row__why">([^<]*)<.*?<a [^>]*>([^<]*)</gs)].map(
      ([, why, title]) => `${why}: ${title}`,
    );
  };

  // First, since the list of municipalities is kept for some seconds.
  it('is what is today, a seat that waits, and what names the function', async () => {
    const { given, database } = academie;
    const gemeente = await given.municipality('Alkmaar');
    const person = await given.person({ organisationId: gemeente.id, functions: ['ciso'] });
    const today = await given.course({ title: 'Vandaag al' });
    academie.clock.set('2026-03-10T08:00+01:00');
    const first = await given.offering({ courseId: today.id });
    const offered = await given.course({ title: 'Plek gekregen' });
    const second = await given.offering({
      courseId: offered.id,
      startsAt: new Date('2026-04-10T09:30+02:00'),
    });
    const meant = await given.course({ title: 'Voor cisos', functions: ['ciso'] });
    await given.offering({ courseId: meant.id, startsAt: new Date('2026-05-10T09:30+02:00') });
    await given.course({ title: 'Voor anderen', functions: ['bestuurder'] });
    const near = await given.course({ title: 'Om de hoek' });
    const there = await given.offering({
      courseId: near.id,
      startsAt: new Date('2026-05-12T09:30+02:00'),
    });
    await database.rows(
      `WITH place AS (INSERT INTO catalogue.location (name, municipality_id) VALUES ('Raadhuis', $1) RETURNING id)
       UPDATE catalogue.session SET location_id = place.id FROM place WHERE session.id = $2`,
      [gemeente.id, there.sessionIds[0]],
    );
    await given.enrolled(first.id, [person]);
    const [seat] = await given.enrolled(second.id, [person], 'waitlisted');
    await database.rows(
      `UPDATE enrolment.enrolment SET state = 'offered', offered_until = '2026-03-12T12:00+01:00' WHERE id = $1`,
      [seat],
    );
    const visitor = academie.as(person);

    expect(await rows(visitor)).toEqual([
      'Vandaag: Vandaag al',
      'Wacht op u: Plek gekregen',
      'Voor uw functie: Voor cisos',
      'In Alkmaar: Om de hoek',
    ]);
    const { text } = await visitor.get('/');
    expect(text).toContain('Plek voor u tot 12 maart 2026, 12.00\u00a0uur');
    expect(text).toMatch(/gemeente&#x3D;alkmaar">In Alkmaar <span class="count">1</);

    await visitor.post(`/mijn/inschrijvingen/${seat}/aannemen`).type('form').send({}).expect(303);
    expect((await rows(visitor))[0]).toBe('Vandaag: Vandaag al');
  });

  it('is nothing to who has nothing', async () => {
    expect(await rows(academie.stranger)).toEqual([]);
    expect(await rows(academie.as(await academie.given.person()))).toEqual([]);
    expect((await academie.stranger.get('/')).text).not.toContain('Voor u');
  });

  it('proposes no course that the reader knows', async () => {
    const { given } = academie;
    const person = await given.person({
      organisationId: (await given.municipality('Schagen')).id,
      functions: ['boa'],
    });
    const course = await given.course({ title: 'Voor boas', functions: ['boa'] });
    const { id } = await given.offering({
      courseId: course.id,
      startsAt: new Date('2026-05-10T09:30+02:00'),
    });
    const visitor = academie.as(person);
    expect(await rows(visitor)).toEqual(['Voor uw functie: Voor boas']);

    await given.enrolled(id, [person]);
    expect(await rows(visitor)).toEqual(['Uw eerstvolgende: Voor boas']);
  });

  it('narrows the list down to what names the function of its reader, and of nobody else', async () => {
    const { given } = academie;
    const person = await given.person({
      organisationId: (await given.municipality('Texel')).id,
      functions: ['jurist'],
    });
    await given.course({ title: 'Voor juristen', functions: ['jurist'] });
    const list = async (visitor: Visitor) =>
      [
        ...(await visitor.get('/aanbod?voor=mij').expect(200)).text.matchAll(
          /row__heading"><a [^>]*>([^<]+)</g,
        ),
      ].map(([, title]) => title);

    expect(await list(academie.as(person))).toEqual(['Voor juristen']);
    expect((await list(academie.stranger)).length).toBeGreaterThan(1);
    const { text } = await academie.stranger.get('/aanbod?voor=mij');
    expect(text).not.toMatch(/name="voor"|Voor mijn functie/);
  });
});

describe('the page about the academie', () => {
  const academie = startAcademie();

  it('says what it is, who runs it and where to ask, and stands in the menu of a visitor only', async () => {
    const theme = await academie.given.theme('Cyber');
    const person = await academie.given.person();
    const { text } = await academie.stranger.get('/over-de-academie').expect(200);

    expect(await faultsOf(text)).toEqual([]);
    expect(text).toContain(`<a href="/aanbod?thema&#x3D;${theme.slug}">Cyber</a>`);
    expect(text).toContain('NHVeilig beheert de academie.');
    for (const href of ['/privacy', '/toegankelijkheid', 'mailto:academie@nhveilig.example'])
      expect(text).toContain(`href="${href}"`);
    const menuOf = (page: string) =>
      [...page.matchAll(/menu__link" href="([^"]+)"/g)].map(([, href]) => href);
    expect(menuOf(text)).toEqual(['/aanbod', '/over-de-academie']);
    const own = await academie.as(person).get('/over-de-academie').expect(200);
    expect(menuOf(own.text)).not.toContain('/over-de-academie');
    expect(own.text).not.toContain('maak een account');
  });
});
