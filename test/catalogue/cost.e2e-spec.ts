import { startAcademie, TUESDAY } from '../support/academie';

const HOME = '/beheer/kosten';

describe('what offerings cost', () => {
  const academie = startAcademie();
  let lead: { id: string };
  let otherLead: { id: string };
  let administrator: { id: string };
  let offering: { id: string };
  let title: string;

  beforeAll(async () => {
    const { given } = academie;
    academie.clock.set(TUESDAY);
    const cyber = await given.theme('Cyber');
    const drugs = await given.theme('Drugs');
    lead = await given.holder('theme_lead', cyber.id);
    otherLead = await given.holder('theme_lead', drugs.id);
    administrator = await given.holder('administrator');
    const course = await given.course({ themeIds: [cyber.id] });
    title = course.title;
    offering = await given.offering({ courseId: course.id });
    await given.enrolled(offering.id, await given.people('A', 'B', 'C', 'D'));
  });

  const post = (who: { id: string }, path: string, fields: object = {}) =>
    academie.as(who).post(path).type('form').send(fields);
  const page = async (who: { id: string }, path: string): Promise<string> =>
    (await academie.as(who).get(path).expect(200)).text
      .replace(/<[^>]*>/g, ' ')
      .replace(/&nbsp;|\u00A0/g, ' ')
      .replace(/\s+/g, ' ');
  const costsOf = (id: string): string => `/beheer/uitvoeringen/${id}/kosten`;

  it('are kept by who manages the offering, beside its budget, and told per participant', async () => {
    const path = costsOf(offering.id);
    await post(lead, `${path}/budget`, { budget: '€ 1.000' }).expect(303);
    await post(lead, path, { kind: 'trainer', about: 'Dagdeel', cents: '1.250,50' }).expect(303);
    await post(lead, path, { kind: 'catering', cents: '49,50' }).expect(303);
    const text = await page(lead, path);

    expect(text).toContain('Budget € 1.000 Kosten € 1.300 Meer dan het budget');
    expect(text).toContain('Per deelnemer € 325 4 deelnemers');
    expect(text).toContain('Dagdeel € 1.250,50');

    const { text: html } = await academie.as(lead).get(path).expect(200);
    await post(lead, /action="([^"]+weghalen)"/.exec(html)![1]!).expect(303);
    expect(await page(lead, path)).toContain('Kosten € 49,50');
  });

  it('stand beside the budget of the year, which an administrator sets', async () => {
    await post(lead, `${HOME}?jaar=2026`, { budget: '1' }).expect(403);
    await post(administrator, `${HOME}?jaar=2026`, { budget: '50.000,-' }).expect(303);
    const mine = await page(lead, HOME);

    expect(mine).toContain('Budget 2026 € 50.000');
    expect(mine).toContain('nog € 49.950,50 over');
    expect(mine).toContain(title);
    const others = await page(otherLead, HOME);
    expect(others).toContain('nog € 49.950,50 over');
    expect(others).not.toContain(title);
    expect(await page(lead, `${HOME}?jaar=2025`)).not.toContain(title);

    const csv = await academie.as(lead).get(`${HOME}/export.csv?jaar=2026`).expect(200);
    expect(csv.text).toContain(';4;1000;49,5');
  });

  it('come back as they were typed when they are no sum', async () => {
    const path = costsOf(offering.id);
    for (const cents of ['', 'veel', '1.25', '0', '-5', '99999999999'])
      await post(lead, path, { kind: 'trainer', cents }).expect(422);
    await post(lead, path, { kind: 'iets', cents: '5' }).expect(422);
    await post(lead, `${path}/budget`, { budget: 'x' }).expect(422);
    const { text } = await post(lead, path, { kind: 'trainer', cents: 'tien' }).expect(422);
    expect(text).toContain('Bedrag in euro: vul een bedrag in van € 0,01 tot en met € 1.000.000');
    expect(text).toContain('value="tien"');
  });

  it('are nobody else’s business', async () => {
    const { given } = academie;
    const path = costsOf(offering.id);
    const organisation = await given.municipality();
    const others = await Promise.all([
      given.person(),
      given.holder('coordinator', organisation.id),
      given.holder('trainer'),
      given.holder('auditor'),
    ]);
    for (const who of [...others, otherLead]) {
      await academie.as(who).get(path).expect(403);
      await post(who, path, { kind: 'trainer', cents: '5' }).expect(403);
      await post(who, `${path}/budget`, { budget: '5' }).expect(403);
    }
    for (const who of others) {
      await academie.as(who).get(HOME).expect(403);
      await academie.as(who).get(`${HOME}/export.csv`).expect(403);
    }
    await academie
      .as(administrator)
      .get(costsOf('0b0b0b0b-0000-4000-8000-000000000000'))
      .expect(404);
  });

  it('are read in as many statements for many offerings as for one', async () => {
    await academie.as(administrator).get(HOME).expect(200);
    const list = await academie.queriesOf(() => academie.as(administrator).get(HOME).expect(200));
    const one = await academie.queriesOf(() =>
      academie.as(administrator).get(costsOf(offering.id)).expect(200),
    );

    expect({ list, one }).toEqual({ list: 2, one: 3 });
  });

  it('are kept by programs of who manages the offering alone', async () => {
    const { id } = await academie.given.offering({
      courseId: (await academie.database.first<{ id: string }>(
        'SELECT course_id AS id FROM catalogue.offering WHERE id = $1',
        [offering.id],
      ))!.id,
    });
    const path = `/api/v1/offerings/${id}`;
    const send = (who: { id: string }, to: string, body: object) =>
      academie.as(who).post(`${path}/${to}`).send(body);
    await send(lead, 'budget', { budget: 50_000 }).expect(200);
    const { body } = await send(lead, 'costs', { kind: 'trainer', cents: 12_500 }).expect(201);
    expect(body).toMatchObject({ budget: 50_000, spent: 12_500, people: 0 });
    await send(lead, 'costs', { kind: 'trainer', cents: 1.5 }).expect(422);
    await send(otherLead, 'costs', { kind: 'trainer', cents: 1 }).expect(403);
    await academie.as(otherLead).get(`${path}/costs`).expect(403);
    await academie
      .as(await academie.given.holder('trainer'))
      .get(`${path}/costs`)
      .expect(403);
    const cost = `${path}/costs/${body.items[0].id}`;
    await academie.as(lead).delete(cost).expect(204);
    await academie.as(lead).delete(cost).expect(404);
    expect((await academie.as(lead).get(`${path}/costs`)).body.spent).toBe(0);
  });
});
