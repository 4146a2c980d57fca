import { Retention } from '@academie/platform';

import { startAcademie, TUESDAY } from '../support/academie';

const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
const HTML = Buffer.from('<!doctype html><script>alert(1)</script>');
const AFTER = '2026-03-11T09:00:00+01:00';

describe('material', () => {
  const academie = startAcademie();
  let lead: { id: string };
  let theme: { id: string };
  let trainer: { id: string };

  beforeAll(async () => {
    academie.clock.set(TUESDAY);
    theme = await academie.given.theme('Drugs');
    lead = await academie.given.holder('theme_lead', theme.id);
    trainer = await academie.given.holder('trainer');
  });
  beforeEach(() => academie.clock.set(TUESDAY));

  const pathOf = (courseId: string) => `/beheer/aanbod/${courseId}/materiaal`;
  const add = (courseId: string, fields: Record<string, string>, file?: Buffer, person = lead) => {
    let request = academie.as(person).post(pathOf(courseId));
    for (const [name, value] of Object.entries({
      ...{ title: 'Dia’s', kind: 'slides', place: 'course', readers: 'enrolled' },
      ...{ moment: 'always', ...fields },
    }))
      request = request.field(name, value);
    return file ? request.attach('file', file, 'dias.pdf') : request;
  };
  const idOf = async (title: string): Promise<string> =>
    (await academie.database.first<{ id: string }>(
      'SELECT id FROM catalogue.material WHERE title = $1 AND ended_at IS NULL',
      [title],
    ))!.id;
  const contentOf = async (title: string) => `/materiaal/${await idOf(title)}/inhoud`;
  const enrol = async (offeringId: string, person: { id: string }): Promise<string> =>
    (await academie.as(person).post(`/api/v1/offerings/${offeringId}/enrolments`).expect(201)).body
      .id;
  const mark = (sessionId: string, enrolmentId: string, value: string) =>
    academie.database.rows(
      `INSERT INTO attendance.mark (client_id, session_id, enrolment_id, value, source, occurred_at, recorded_at)
       VALUES (gen_random_uuid(), $1, $2, $3, 'trainer', $4, $4)`,
      [sessionId, enrolmentId, value, '2026-03-10T10:00:00+01:00'],
    );
  const setting = async (options: object = {}) => {
    const course = await academie.given.course({ themeIds: [theme.id] });
    const offering = await academie.given.offering({
      courseId: course.id,
      trainerIds: [trainer.id],
      ...options,
    });
    return { course, offering };
  };

  it('is handed in parts to who has a place, and to nobody else', async () => {
    const { course, offering } = await setting();
    const [sam, outsider] = [await academie.given.person(), await academie.given.person()];
    await enrol(offering.id, sam);
    await add(course.id, { title: 'Alleen wie komt' }, PDF).expect(303);
    const path = await contentOf('Alleen wie komt');

    const { headers, body } = await academie.as(sam).get(path).expect(200);
    expect(Buffer.from(body as Buffer).equals(PDF)).toBe(true);
    expect(headers['content-type']).toBe('application/octet-stream');
    expect(headers['content-disposition']).toContain('attachment');
    expect(headers['content-security-policy']).toContain('sandbox');
    const part = await academie.as(sam).get(path).set('range', 'bytes=0-3').expect(206);
    expect(Buffer.from(part.body as Buffer).toString()).toBe('%PDF');
    await academie.as(trainer).get(path).expect(200);
    await academie.as(lead).get(path).expect(200);
    await academie.as(outsider).get(path).expect(404);
    await academie.stranger.get(path).expect(({ status }) => expect([303, 401]).toContain(status));
    expect(
      (await academie.as(sam).get(`/materiaal/groep/${offering.id}`).expect(200)).text,
    ).toContain('Alleen wie komt');
    expect(
      (await academie.as(outsider).get(`/materiaal/groep/${offering.id}`).expect(200)).text,
    ).not.toContain('Alleen wie komt');
  });

  it('is one step from the register, and is told to a device of who gives the session alone', async () => {
    const { course, offering } = await setting();
    const sam = await academie.given.person();
    await enrol(offering.id, sam);
    await add(course.id, { title: 'Draaiboek' }, PDF).expect(303);
    const session = `/lesgeven/sessies/${offering.sessionIds[0]}`;
    const page = await academie.as(trainer).get(`${session}/materiaal`).expect(200);
    expect(page.text).toContain('Draaiboek');
    expect(page.text).toContain('Presentatie, PDF, 1\u00a0kB');
    expect(page.text).toContain(`href="${session}"`);
    const device = session.replace('sessies', 'apparaat/sessies');
    const { body } = await academie.as(trainer).get(device).expect(200);
    expect(body).toMatchObject({
      person: trainer.id,
      materials: [
        {
          ...{ title: 'Draaiboek', isLink: false, address: await contentOf('Draaiboek') },
          ...{ name: 'dias.pdf', bytes: PDF.length, mediaType: 'application/pdf' },
        },
      ],
    });
    const other = await academie.given.holder('trainer');
    for (const path of [`${session}/materiaal`, device]) {
      await academie.as(sam).get(path).expect(403);
      await academie.as(other).get(path).expect(403);
    }
  });

  it('is there for who stands in for a trainer, as for that trainer', async () => {
    const { course, offering } = await setting();
    const standIn = await academie.given.holder('trainer');
    await add(course.id, { title: 'Zaalplan', place: offering.id, moment: 'after' }, PDF).expect(
      303,
    );
    const path = await contentOf('Zaalplan');
    await academie.as(standIn).get(path).expect(404);
    const session = offering.sessionIds[0]!;
    await academie
      .as(lead)
      .post(`/beheer/uitvoeringen/${offering.id}/trainers`)
      .type('form')
      .send({ sessions: session, [`vervanger.${session}`]: standIn.id })
      .expect(303);

    await academie.as(standIn).get(path).expect(200);
    const list = await academie.as(standIn).get(`/materiaal/groep/${offering.id}`).expect(200);
    expect(list.text).toContain('Zaalplan');
  });

  it('is for those who were there, after the session', async () => {
    const { course, offering } = await setting();
    const [there, away] = [await academie.given.person(), await academie.given.person()];
    const [one, two] = [await enrol(offering.id, there), await enrol(offering.id, away)];
    await add(
      course.id,
      { title: 'Opname', place: offering.id, readers: 'present', moment: 'after' },
      PDF,
    ).expect(303);
    const path = await contentOf('Opname');
    await mark(offering.sessionIds[0]!, one, 'present').catch(() => undefined);
    academie.clock.set(AFTER);
    await mark(offering.sessionIds[0]!, two, 'absent');

    await academie.as(there).get(path).expect(200);
    await academie.as(away).get(path).expect(404);
    // A correction takes it back.
    await academie.database.rows(
      `INSERT INTO attendance.mark (client_id, session_id, enrolment_id, value, source, occurred_at, recorded_at)
       VALUES (gen_random_uuid(), $1, $2, 'absent', 'correction', $3, $3)`,
      [offering.sessionIds[0], one, AFTER],
    );
    await academie.as(there).get(path).expect(404);
  });

  it('keeps to its moment', async () => {
    const { course, offering } = await setting();
    const sam = await academie.given.person();
    await enrol(offering.id, sam);
    await add(
      course.id,
      { title: 'Lees dit vooraf', place: offering.id, moment: 'before' },
      PDF,
    ).expect(303);
    await add(course.id, { title: 'Verslag', place: offering.id, moment: 'after' }, PDF).expect(
      303,
    );
    const [before, after] = [await contentOf('Lees dit vooraf'), await contentOf('Verslag')];

    await academie.as(sam).get(before).expect(200);
    await academie.as(sam).get(after).expect(404);
    academie.clock.set(AFTER);
    await academie.as(sam).get(before).expect(404);
    await academie.as(sam).get(after).expect(200);
  });

  it('of something confidential is never reached from outside', async () => {
    const { course, offering } = await setting({ confidential: true, admission: 'invited' });
    const [inside, outsider] = [await academie.given.person(), await academie.given.person()];
    await academie.given.invited(offering.id, [inside]);
    for (const readers of ['present', 'enrolled', 'audience', 'all'])
      await add(course.id, { title: `Geheim ${readers}`, place: offering.id, readers }, PDF).expect(
        303,
      );

    for (const readers of ['present', 'enrolled', 'audience', 'all'])
      await academie
        .as(outsider)
        .get(await contentOf(`Geheim ${readers}`))
        .expect(404);
    await academie.as(outsider).get(`/materiaal/groep/${offering.id}`).expect(404);
    await academie
      .as(inside)
      .get(await contentOf('Geheim audience'))
      .expect(200);
    await academie
      .as(inside)
      .get(await contentOf('Geheim all'))
      .expect(200);
    await academie
      .as(inside)
      .get(await contentOf('Geheim enrolled'))
      .expect(404);
    const other = await academie.given.holder('theme_lead', (await academie.given.theme()).id);
    await academie
      .as(other)
      .get(await contentOf('Geheim all'))
      .expect(404);
  });

  it('is for all with an account, or for the audience', async () => {
    const { course, offering } = await setting();
    const anybody = await academie.given.person();
    await add(course.id, { title: 'Voor allen', readers: 'all' }, PDF).expect(303);
    await add(
      course.id,
      { title: 'Voor de doelgroep', readers: 'audience', place: offering.id },
      PDF,
    ).expect(303);

    await academie
      .as(anybody)
      .get(await contentOf('Voor allen'))
      .expect(200);
    await academie
      .as(anybody)
      .get(await contentOf('Voor de doelgroep'))
      .expect(200);
    expect((await academie.as(anybody).get(`/aanbod/${course.slug}`).expect(200)).text).toContain(
      `/materiaal/groep/${offering.id}`,
    );
  });

  it('has versions, of which only the newest is handed out, and can be taken away', async () => {
    const { course, offering } = await setting();
    const sam = await academie.given.person();
    await enrol(offering.id, sam);
    await add(course.id, { title: 'Handreiking' }, PDF).expect(303);
    const old = await idOf('Handreiking');
    await academie
      .as(lead)
      .post(`${pathOf(course.id)}/${old}/versie`)
      .field('url', 'https://nhveilig.example/handreiking')
      .expect(303);
    const next = await idOf('Handreiking');

    await academie.as(sam).get(`/materiaal/${old}/inhoud`).expect(404);
    const { headers } = await academie.as(sam).get(`/materiaal/${next}/inhoud`).expect(303);
    expect(headers.location).toBe('https://nhveilig.example/handreiking');
    expect((await academie.as(lead).get(pathOf(course.id)).expect(200)).text).toContain('Versie 2');
    await academie
      .as(lead)
      .post(`${pathOf(course.id)}/${old}/versie`)
      .field('url', 'https://a.example')
      .expect(404);
    await academie
      .as(lead)
      .post(`${pathOf(course.id)}/${next}/weghalen`)
      .expect(303);
    await academie.as(sam).get(`/materiaal/${next}/inhoud`).expect(404);
    // After its period the bytes go too.
    academie.clock.set('2027-03-03T09:00:00+01:00');
    const retention = academie.app.get(Retention);
    const [kind] = (await retention.all()).filter((one) => one.kind === 'catalogue.old-material');
    await retention.forget(kind!);
    expect(
      await academie.database.rows(`SELECT 1 FROM catalogue.material WHERE title = 'Handreiking'`),
    ).toEqual([]);
  });

  it.each([
    ['neither a file nor a link', {}, undefined, 'Kies een bestand of vul een link in'],
    ['both', { url: 'https://a.example' }, PDF, 'Kies een bestand of vul een link in'],
    ['a page, whatever its name', {}, HTML, 'Dit soort bestand kan niet'],
    ['a link that is not safe', { url: 'javascript:alert(1)' }, undefined, 'link'],
    ['a moment for a whole course', { moment: 'after' }, PDF, 'Kies een datum'],
  ])('refuses %s', async (_what, fields, file, told) => {
    const { course } = await setting();
    const { text } = await add(course.id, { title: 'Geweigerd', ...fields }, file).expect(422);

    expect(text).toContain(told);
    expect(text).toContain('value="Geweigerd"');
    expect(
      await academie.database.rows('SELECT 1 FROM catalogue.material WHERE course_id = $1', [
        course.id,
      ]),
    ).toEqual([]);
  });

  it('is added by those who manage the course, to what is of that course', async () => {
    const { course } = await setting();
    const elsewhere = await setting();
    const other = await academie.given.holder('theme_lead', (await academie.given.theme()).id);

    await add(course.id, {}, PDF, other).expect(403);
    await add(course.id, {}, PDF, trainer).expect(403);
    await academie.as(other).get(pathOf(course.id)).expect(403);
    await add(course.id, { place: elsewhere.offering.id }, PDF).expect(404);
  });
});
