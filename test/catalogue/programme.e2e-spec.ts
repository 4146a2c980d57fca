import { startAcademie, TUESDAY } from '../support/academie';
import { faultsOf } from '../support/page-checks';

const NOBODY = '00000000-0000-7000-8000-000000000000';

describe('a leergang', () => {
  const academie = startAcademie();
  let lead: { id: string };
  let other: { id: string };
  let administrator: { id: string };
  let theme: { id: string; slug: string };
  let bibob: { id: string; slug: string; title: string };
  let choices: { id: string; slug: string; title: string }[];

  beforeAll(async () => {
    const { given } = academie;
    academie.clock.set(TUESDAY);
    theme = await given.theme('Kennismakelaar');
    lead = await given.holder('theme_lead', theme.id);
    other = await given.holder('theme_lead', (await given.theme('Cyber')).id);
    administrator = await given.holder('administrator');
    bibob = await given.course({ title: 'Basistraining Wet Bibob', themeIds: [theme.id] });
    choices = [];
    for (const title of ['Horeca', 'Vastgoed', 'Vergunningen', 'Subsidies'])
      choices.push(await given.course({ title, themeIds: [theme.id] }));
  });

  const post = (path: string, fields: object = {}, person = lead) =>
    academie.as(person).post(path).type('form').send(fields);
  const fields = (title: string): Record<string, unknown> => ({
    title,
    summary: 'Van kennismaken tot zelf beoordelen.',
    description: 'Voor wie: juristen.',
    themeIds: theme.id,
    inOrder: 'ja',
    'steps.0.title': '',
    'steps.0.choose': '1',
    'steps.0.course.0': bibob.id,
    'steps.0.course.1': '',
    'steps.1.title': 'Verdieping',
    'steps.1.choose': '2',
    'steps.1.course.0': choices[0]!.id,
    'steps.1.course.1': choices[1]!.id,
    'steps.1.course.2': choices[2]!.id,
    'steps.1.course.3': choices[3]!.id,
  });
  const make = async (title: string): Promise<string> => {
    const { headers } = await post('/beheer/leergangen/nieuw', fields(title)).expect(303);
    return headers.location!.split('/').at(-1)!;
  };
  const published = async (title: string): Promise<string> => {
    const id = await make(title);
    await post(`/beheer/leergangen/${id}/publiceren`).expect(303);
    return id;
  };

  it('is made on a page, stays a draft, and is on offer once published', async () => {
    const id = await make('Leerlijn Wet Bibob');
    const draft = await academie.as(lead).get(`/beheer/leergangen/${id}`).expect(200);
    expect(draft.text).toContain('Kies 2 van deze 4');
    await academie.stranger.get('/leergangen/leerlijn-wet-bibob').expect(404);
    await academie.as(other).get('/leergangen/leerlijn-wet-bibob').expect(404);
    await academie.as(lead).get('/leergangen/leerlijn-wet-bibob').expect(200);

    await post(`/beheer/leergangen/${id}/publiceren`).expect(303);
    const { text } = await academie.stranger.get('/leergangen/leerlijn-wet-bibob').expect(200);

    expect(text).toContain('Stap 1: Basistraining Wet Bibob');
    expect(text).toContain('Stap 2: Verdieping');
    expect(text).toContain('Kies 2 van deze 4');
    expect(text).toContain('een volgende stap komt na de vorige');
    expect(await faultsOf(text)).toEqual([]);
  });

  it('tells the next dates of its courses', async () => {
    await published('Met datums');
    await academie.given.offering({ courseId: bibob.id });
    await academie.given.offering({
      courseId: bibob.id,
      confidential: true,
      startsAt: new Date('2026-04-01T09:30:00+02:00'),
    });

    const { text } = await academie.stranger.get('/leergangen/met-datums').expect(200);

    expect(text).toContain('dinsdag 10 maart 2026, 09.30–11.30\u00a0uur');
    expect(text).not.toContain('1 april 2026');
  });

  it('is found by words of its title and of its courses, by theme, and while typing', async () => {
    await published('Zoekbare reeks');
    const found = async (query: string) =>
      (await academie.stranger.get(`/aanbod?${query}`).expect(200)).text.includes(
        '/leergangen/zoekbare-reeks',
      );

    expect(await found('q=zoekbare')).toBe(true);
    expect(await found('q=vastgoed')).toBe(true);
    expect(await found('q=leergang')).toBe(true);
    expect(await found(`thema=${theme.slug}`)).toBe(true);
    expect(await found('thema=cyber')).toBe(false);
    expect(await found('q=iets-anders')).toBe(false);
    const { body } = await academie.stranger.get('/api/v1/suggestions?q=zoekb').expect(200);
    expect(body.items).toContainEqual({
      kind: 'programme',
      label: 'Zoekbare reeks',
      detail: 'Leergang',
      href: '/leergangen/zoekbare-reeks',
    });
  });

  it('is named on the pages of its courses, while it is on offer', async () => {
    const course = await academie.given.course({ title: 'Alleen hierin', themeIds: [theme.id] });
    const given = { ...fields('Genoemd'), 'steps.0.course.1': course.id };
    const { headers } = await post('/beheer/leergangen/nieuw', given).expect(303);
    const page = async () => (await academie.stranger.get(`/aanbod/${course.slug}`)).text;
    expect(await page()).not.toContain('/leergangen/genoemd');

    await post(`${headers.location}/publiceren`).expect(303);
    expect(await page()).toContain('/leergangen/genoemd');
    await post(`${headers.location}/archiveren`).expect(303);
    expect(await page()).not.toContain('/leergangen/genoemd');
    await academie.stranger.get('/leergangen/genoemd').expect(200);
  });

  it('comes back filled in when something is wrong, with the reason at the step', async () => {
    const twice = { ...fields('Dubbel'), 'steps.1.course.0': bibob.id };
    const { text } = await post('/beheer/leergangen/nieuw', twice).expect(422);
    expect(text).toContain('Deze training staat al in een andere stap.');
    expect(text).toContain('value="Dubbel"');
    expect(await faultsOf(text)).toEqual([]);

    const more = { ...fields('Te veel'), 'steps.0.choose': '3' };
    const wrong = await post('/beheer/leergangen/nieuw', more).expect(422);
    expect(wrong.text).toContain('Er staan minder trainingen in deze stap.');
  });

  it('grows a step, moves it up and takes it away, without losing what was typed', async () => {
    const press = async (action: string) =>
      (await post('/beheer/leergangen/nieuw', { ...fields('Getypt'), action }).expect(200)).text;

    expect(await press('add-step')).toContain('Stap 3</legend>');
    const moved = await press('up-step-1');
    expect(moved).toContain('value="Getypt"');
    expect(moved).toMatch(/name="steps\.0\.title" value="Verdieping"/);
    expect(await press('remove-step-0')).not.toContain('Stap 2</legend>');
  });

  it('takes more trainings in a step than it had fields for, button by button', async () => {
    const shown = (
      await post('/beheer/leergangen/nieuw', { ...fields('Ruim'), action: 'more-step-0' })
    ).text;
    const names = (html: string) => [...html.matchAll(/name="(steps\.0\.course\.\d+)"/g)].length;
    const empty = { ...fields('Ruim'), 'steps.0.course.2': '', 'steps.0.course.3': '' };
    const again = await post('/beheer/leergangen/nieuw', { ...empty, action: 'more-step-0' });

    expect(shown).toContain('value="more-step-0"');
    expect([names(shown), names(again.text)]).toEqual([4, 6]);
    expect(again.text).toContain('value="Ruim"');
    expect(await faultsOf(shown)).toEqual([]);
  });

  it('holds nothing confidential, and tells nobody of what became so later', async () => {
    const secret = await academie.given.course({
      ...{ title: 'Besloten zaak', themeIds: [theme.id] },
      ...{ confidential: true, admission: 'invited' },
    });
    const wrong = { ...fields('Met geheim'), 'steps.0.course.1': secret.id };
    const { text } = await post('/beheer/leergangen/nieuw', wrong).expect(422);
    expect(text).toContain('Een vertrouwelijke training kan niet in een leergang staan.');

    const later = await academie.given.course({ title: 'Later besloten', themeIds: [theme.id] });
    const good = { ...fields('Zonder geheim'), 'steps.0.course.1': later.id };
    const { headers } = await post('/beheer/leergangen/nieuw', good).expect(303);
    await post(`${headers.location}/publiceren`).expect(303);
    await academie.database.rows(
      `UPDATE catalogue.course SET confidential = true, admission = 'invited' WHERE id = $1`,
      [later.id],
    );
    const page = await academie.stranger.get('/leergangen/zonder-geheim').expect(200);
    expect(page.text).not.toContain('Later besloten');
    const api = await academie.stranger.get('/api/v1/programmes').expect(200);
    expect(JSON.stringify(api.body)).not.toContain('Later besloten');
  });

  it('is published with a step and published courses only', async () => {
    const draft = await academie.given.course({ status: 'draft', themeIds: [theme.id] });
    const { body } = await academie
      .as(administrator)
      .post('/api/v1/programmes')
      .send({ title: 'Leeg', summary: 'Nog niets', themeIds: [theme.id], steps: [] })
      .expect(201);
    await academie.as(lead).post(`/api/v1/programmes/${body.id}/publication`).expect(409);
    await academie
      .as(lead)
      .patch(`/api/v1/programmes/${body.id}`)
      .set('If-Match', `"${body.version}"`)
      .send({ steps: [{ choose: 1, courseIds: [draft.id] }] })
      .expect(200);

    const refused = await academie.as(lead).post(`/api/v1/programmes/${body.id}/publication`);

    expect(refused.body.code).toBe('catalogue.programme-not-ready');
  });

  it('is changed by one person at a time', async () => {
    const id = await make('Samen wijzigen');
    const change = (title: string) =>
      post(`/beheer/leergangen/${id}/wijzigen`, { ...fields(title), version: '1' });
    await change('Eerst').expect(303);

    const { text } = await change('Daarna').expect(422);

    expect(text).toContain('Iemand anders heeft dit intussen gewijzigd.');
    expect(text).toContain('value="Daarna"');
  });

  it.each([
    ['a trainer', 'trainer', 403],
    ['a participant', undefined, 403],
    ['an auditor', 'auditor', 403],
  ] as const)('is not for %s to make', async (_who, role, status) => {
    const person = role ? await academie.given.holder(role) : await academie.given.person();
    await academie.as(person).get('/beheer/leergangen').expect(status);
    await post('/beheer/leergangen/nieuw', fields('Niet van mij'), person).expect(status);
    await academie.as(person).post('/api/v1/programmes').send({}).expect(status);
  });

  it('is not for the lead of another theme', async () => {
    const id = await make('Van Kennismakelaar');
    await academie.as(other).get(`/beheer/leergangen/${id}`).expect(403);
    await post(`/beheer/leergangen/${id}/publiceren`, {}, other).expect(403);
    await post(`/beheer/leergangen/${id}/wijzigen`, fields('Gekaapt'), other).expect(403);
    await academie.as(other).post(`/api/v1/programmes/${id}/archival`).expect(403);
    await academie.as(other).get(`/api/v1/programmes/${id}`).expect(404);
    await post('/beheer/leergangen/nieuw', fields('Andermans thema'), other).expect(422);
    await academie.as(administrator).get(`/beheer/leergangen/${id}`).expect(200);
    await academie.as(lead).get(`/beheer/leergangen/${NOBODY}`).expect(404);
  });

  it.each([
    [null],
    [7],
    [[]],
    [{ title: {}, summary: [], themeIds: 1, steps: 'x' }],
    [{ title: 'A', summary: 'B', themeIds: [NOBODY], steps: [null, 3, { choose: '1' }] }],
    [{ title: 'A', summary: 'B', themeIds: [], steps: [{ choose: 1, courseIds: ['\u0000'] }] }],
    [JSON.parse('{"__proto__":{"title":"A"},"steps":{}}') as object],
  ])('is refused with a reason in any wrong shape (%j)', async (body) => {
    const { status } = await academie
      .as(lead)
      .post('/api/v1/programmes')
      .set('content-type', 'application/json')
      .send(JSON.stringify(body));
    expect([400, 422]).toContain(status);
    const form = await post('/beheer/leergangen/nieuw', { 'steps.0.course.0': ['x', 'y'] });
    expect(form.status).toBe(422);
  });
});
