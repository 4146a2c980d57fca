import { startAcademie, type Visitor } from '../support/academie';

describe('managing courses', () => {
  const academie = startAcademie();
  let theme: { id: string };
  let other: { id: string };
  let lead: Visitor;

  const course = (changes: object = {}) => ({
    title: 'Bibob voor beginners',
    summary: 'Een dag over de wet.',
    description: '',
    kind: 'training',
    mode: 'in_person',
    themeIds: theme.id,
    minAttendancePercent: '100',
    ...changes,
  });
  const stored = (id: string) =>
    academie.database.first<Record<string, unknown>>(
      'SELECT * FROM catalogue.course WHERE id = $1',
      [id],
    );
  const make = async (changes: object = {}): Promise<string> => {
    const answer = await lead
      .post('/beheer/aanbod/nieuw')
      .type('form')
      .send(course(changes))
      .expect(303);
    return answer.headers.location!.split('/').at(-1)!;
  };

  beforeAll(async () => {
    theme = await academie.given.theme('Drugs');
    other = await academie.given.theme('Jeugd');
    lead = academie.as(await academie.given.holder('theme_lead', theme.id));
    await academie.database.rows(`INSERT INTO catalogue.tag VALUES ('bibob', 'Wet Bibob')`);
  });

  it('starts with a draft that nobody else sees, and ends up in the catalogue', async () => {
    const id = await make({ tags: ['bibob'], durationMinutes: '90' });
    const row = await stored(id);

    expect(row).toMatchObject({
      status: 'draft',
      slug: 'bibob-voor-beginners',
      duration_minutes: 90,
      tags: ['bibob'],
    });
    await academie.stranger.get('/aanbod/bibob-voor-beginners').expect(404);
    expect((await lead.get(`/beheer/aanbod/${id}/voorbeeld`).expect(200)).text).toContain(
      'Voorbeeld',
    );

    await lead.post(`/beheer/aanbod/${id}/publiceren`).expect(303);
    await academie.stranger.get('/aanbod/bibob-voor-beginners').expect(200);
  });

  it('picks of long lists what is typed, and says what is in none', async () => {
    const id = await make({ tags: '', 'tags.zoek': 'bibob' });
    expect(await stored(id)).toMatchObject({ tags: ['bibob'] });
    const send = (changes: object) =>
      lead.post('/beheer/aanbod/nieuw').type('form').send(course(changes));
    const wrong = await send({ 'tags.zoek': 'Witwassen' }).expect(422);
    expect(wrong.text).toContain('value="Witwassen"');
    expect(wrong.text).toContain('href="#tags"');
    const picked = await send({ action: 'pick', 'tags.zoek': 'Wet', title: '' }).expect(200);
    expect(picked.text).toMatch(/value="bibob" checked/);
    expect(picked.text).not.toContain('Er ging iets mis');
    const { text } = await send({ action: 'preview', description: 'Voor wie: juristen' }).expect(
      200,
    );
    expect(text).toContain('<h3>Voor wie</h3>');
  });

  it('copies a course that one manages, as a draft of its own', async () => {
    const id = await make({ title: 'Een voorbeeld', tags: ['bibob'] });
    const { text } = await lead.get(`/beheer/aanbod/nieuw?van=${id}`).expect(200);
    expect(text).toContain('value="Kopie van Een voorbeeld"');
    expect(text).toMatch(/value="bibob" checked/);
    const foreign = await academie.given.course({ themeIds: [other.id] });
    await lead.get(`/beheer/aanbod/nieuw?van=${foreign.id}`).expect(403);
    await lead.get('/beheer/aanbod/nieuw?van=geen').expect(200);
  });

  it('gives two courses with one title two addresses', async () => {
    const [first, second] = [
      await make({ title: 'Zelfde titel' }),
      await make({ title: 'Zelfde titel' }),
    ];

    expect((await stored(first))!.slug).toBe('zelfde-titel');
    expect((await stored(second))!.slug).toBe('zelfde-titel-2');
  });

  it('keeps the address when the title changes', async () => {
    const id = await make({ title: 'Oude naam' });
    await lead
      .post(`/beheer/aanbod/${id}/wijzigen`)
      .type('form')
      .send(course({ title: 'Nieuwe naam', version: 1 }))
      .expect(303);

    expect(await stored(id)).toMatchObject({ slug: 'oude-naam', title: 'Nieuwe naam', version: 2 });
  });

  it('loses nothing when a colleague was first, and lets one save again on purpose', async () => {
    const id = await make();
    const change = (title: string, version: number) =>
      lead.post(`/beheer/aanbod/${id}/wijzigen`).type('form').send(course({ title, version }));
    await change('Van een collega', 1).expect(303);

    const { text } = await change('Mijn eigen titel', 1).expect(422);

    expect(text).toContain('Iemand anders heeft dit intussen gewijzigd.');
    expect(text).toContain('value="Mijn eigen titel"');
    expect((await stored(id))!.title).toBe('Van een collega');
    expect(text).toContain('name="version" value="2"');
    await change('Mijn eigen titel', 2).expect(303);
  });

  it.each([
    ['no title', { title: '  ' }, 'Vul dit in.'],
    ['a title that is too long', { title: 'x'.repeat(201) }, 'Dit is te lang.'],
    ['a description that is too long', { description: 'x'.repeat(20_001) }, 'Dit is te lang.'],
    ['a made-up kind', { kind: 'feest' }, 'Kies een van de mogelijkheden.'],
    ['a made-up form', { mode: '' }, 'Kies een van de mogelijkheden.'],
    ['no theme', { themeIds: '' }, 'Kies ten minste één mogelijkheid.'],
    [
      'a theme that does not exist',
      { themeIds: '0190a1b2-0000-7000-8000-000000000000' },
      'Kies een van de mogelijkheden.',
    ],
    ['a theme that is no id', { themeIds: "' OR 1=1" }, 'Kies een van de mogelijkheden.'],
    ['a label that does not exist', { tags: 'geen' }, 'Kies een van de mogelijkheden.'],
    ['a function that does not exist', { audiences: 'geen' }, 'Kies een van de mogelijkheden.'],
    [
      'a link that runs a script',
      { externalUrl: 'javascript:alert(1)' },
      'Vul een webadres in dat begint met https://.',
    ],
    [
      'a link without https',
      { externalUrl: 'http://x.example' },
      'Vul een webadres in dat begint met https://.',
    ],
    ['a duration that is no number', { durationMinutes: 'lang' }, 'Vul een heel getal in.'],
    ['a duration of nothing', { durationMinutes: '0' }, 'Dit getal is te klein.'],
    ['more than all of the sessions', { minAttendancePercent: '101' }, 'Dit getal is te groot.'],
    [
      'an organisation that does not exist',
      { providerId: '0190a1b2-0000-7000-8000-000000000000' },
      'Kies een van de mogelijkheden.',
    ],
  ])('answers in place to %s', async (_what, changes, sentence) => {
    const { text } = await lead
      .post('/beheer/aanbod/nieuw')
      .type('form')
      .send(course(changes))
      .expect(422);

    expect(text).toContain(sentence);
    expect(text).toContain('Een dag over de wet.');
    expect(text).toContain('<title>Fout:');
  });

  it('stores a text with odd characters as text', async () => {
    const id = await make({ title: '<script>alert(1)</script>\u0000', summary: `"'&<>` });
    await lead.post(`/beheer/aanbod/${id}/publiceren`).expect(303);
    const { slug } = (await stored(id))!;

    const { text } = await academie.stranger.get(`/aanbod/${String(slug)}`).expect(200);

    expect(text).not.toContain('<script>alert');
    expect(text).toContain('&lt;script&gt;');
  });

  it('is for those who lead one of its themes', async () => {
    const foreign = await academie.given.course({ themeIds: [other.id] });
    const page = `/beheer/aanbod/${foreign.id}`;

    await lead.get(page).expect(403);
    await lead.get(`${page}/wijzigen`).expect(403);
    await lead
      .post(`${page}/wijzigen`)
      .type('form')
      .send(course({ version: 1 }))
      .expect(403);
    await lead.post(`${page}/archiveren`).expect(403);
    await lead.get(`${page}/uitvoeringen/nieuw`).expect(403);
    expect((await lead.get('/beheer/aanbod')).text).not.toContain(foreign.title);
    const administrator = academie.as(await academie.given.holder('administrator'));
    expect((await administrator.get('/beheer/aanbod')).text).toContain(foreign.title);
    await administrator.get(page).expect(200);
  });

  it('lets a lead neither take nor give a theme of a colleague', async () => {
    await lead
      .post('/beheer/aanbod/nieuw')
      .type('form')
      .send(course({ themeIds: [theme.id, other.id] }))
      .expect(422);

    const shared = await academie.given.course({ themeIds: [theme.id, other.id] });
    await lead
      .post(`/beheer/aanbod/${shared.id}/wijzigen`)
      .type('form')
      .send(course({ version: 1 }))
      .expect(303);
    const themes = await academie.database.rows(
      'SELECT 1 FROM catalogue.course_theme WHERE course_id = $1',
      [shared.id],
    );
    expect(themes).toHaveLength(2);
  });

  it('includes the courses of the themes below', async () => {
    const child = await academie.given.theme('Drugslabs', theme.id);
    const below = await academie.given.course({ title: 'Lab ontmantelen', themeIds: [child.id] });

    await lead.get(`/beheer/aanbod/${below.id}`).expect(200);
    expect((await lead.get('/beheer/aanbod?q=labb')).text).toContain('Lab ontmantelen');
  });

  it('archives a course only when nothing of it is still to come', async () => {
    const planned = await academie.given.course({ themeIds: [theme.id] });
    await academie.given.offering({ courseId: planned.id });
    const done = await academie.given.course({ themeIds: [theme.id] });

    await lead.post(`/beheer/aanbod/${planned.id}/archiveren`).expect(303);
    await lead.post(`/beheer/aanbod/${done.id}/archiveren`).expect(303);

    expect((await stored(planned.id))!.status).toBe('published');
    expect((await stored(done.id))!.status).toBe('archived');
  });

  it.each([
    '?status=x&soort=y&sorteer=z&pagina=-3',
    '?q=%00',
    '?pagina=99',
    '?sorteer=datum',
    '?sorteer=status&status=draft',
  ])('lists whatever the address says: %s', async (query) => {
    await lead.get(`/beheer/aanbod${query}`).expect(200);
  });
});
