import { newId } from '@academie/platform';

import { startAcademie } from '../support/academie';

describe('who sees and keeps a register', () => {
  const academie = startAcademie();

  const lesson = async (confidential = false) => {
    const theme = await academie.given.theme();
    const course = await academie.given.course({ themeIds: [theme.id] });
    const trainer = await academie.given.holder('trainer');
    const municipality = await academie.given.municipality();
    const offering = await academie.given.offering({
      courseId: course.id,
      trainerIds: [trainer.id],
      confidential,
    });
    academie.clock.set('2026-03-10T12:00:00+01:00');
    const person = await academie.given.person({
      name: 'Zonneklaar',
      organisationId: municipality.id,
      functions: ['jurist'],
    });
    const [enrolment] = await academie.given.enrolled(offering.id, [person]);
    const session = offering.sessionIds[0]!;
    return { theme, trainer, municipality, offering, person, enrolment: enrolment!, session };
  };
  type Who = { id: string };
  const calls = (who: Who, session: string, enrolment: string) => {
    const visitor = academie.as(who);
    const api = `/api/v1/sessions/${session}`;
    const page = `/lesgeven/sessies/${session}`;
    return [
      visitor.get(`${api}/register`),
      visitor.post(`${api}/attendance-marks`).send([
        {
          clientId: newId(),
          enrolmentId: enrolment,
          value: 'present',
          occurredAt: academie.clock.now().toISOString(),
        },
      ]),
      visitor.post(`${api}/walk-ins`).send({ personId: who.id }),
      visitor.post(`${api}/register-closure`),
      visitor.post(`${api}/register-reopening`).send({ reason: 'Zomaar' }),
      visitor.get(page),
      visitor
        .post(page)
        .type('form')
        .send({ [`marks.${enrolment}`]: 'PRESENT' }),
      visitor.get(`${page}/afsluiten`),
      visitor.post(`${page}/afsluiten`),
      visitor.post(`${page}/heropenen`).type('form').send({ reason: 'Zomaar' }),
      visitor.get(`${page}/presentielijst`),
      visitor.get(`${page}/inloop?q=zonne`),
      visitor.post(`${page}/inloop`).type('form').send({ personId: who.id }),
      visitor.get(`${page}/deelnemers/${enrolment}`),
      visitor
        .post(`${page}/deelnemers/${enrolment}`)
        .type('form')
        .send({ value: 'present', reason: 'x' }),
    ];
  };

  it.each([
    ['a trainer of another offering', () => academie.given.holder('trainer')],
    [
      'a theme lead of another theme',
      async () => academie.given.holder('theme_lead', (await academie.given.theme()).id),
    ],
    ['an auditor', () => academie.given.holder('auditor')],
    ['a participant', () => academie.given.person()],
  ])('is not %s', async (_who, make) => {
    const { session, enrolment } = await lesson();
    const other = await make();

    for (const call of calls(other, session, enrolment)) {
      const { status, text } = await call;
      expect(status).toBe(403);
      expect(text).not.toContain('Zonneklaar');
    }
  });

  it('is not the coordinator of the participant, also not of a confidential offering', async () => {
    const { session, enrolment, municipality } = await lesson(true);
    const coordinator = await academie.given.holder('coordinator', municipality.id);

    for (const call of calls(coordinator, session, enrolment))
      expect((await call).status).toBe(403);
  });

  it.each([
    ['its trainer', async ({ trainer }: { trainer: Who }) => trainer],
    [
      'who leads the theme of the course',
      ({ theme }: { theme: { id: string } }) => academie.given.holder('theme_lead', theme.id),
    ],
    ['an administrator', () => academie.given.holder('administrator')],
  ])('is %s, who sees name, organisation and function', async (_who, of) => {
    const made = await lesson(true);
    const who = await of(made);

    const page = await academie.as(who).get(`/lesgeven/sessies/${made.session}`).expect(200);
    const { body } = await academie
      .as(who)
      .get(`/api/v1/sessions/${made.session}/register`)
      .expect(200);

    expect(page.text).toContain(made.person.name);
    expect(body.participants[0]).toMatchObject({
      name: made.person.name,
      organisation: made.municipality.name,
      functions: ['jurist'],
    });
  });

  it('corrects afterwards only for who organises it, and then counts anew', async () => {
    const { theme, trainer, session, enrolment, offering } = await lesson();
    const lead = await academie.given.holder('theme_lead', theme.id);
    const correct = (who: Who) =>
      academie
        .as(who)
        .post(`/lesgeven/sessies/${session}/deelnemers/${enrolment}`)
        .type('form')
        .send({ value: 'present', reason: 'Stond in een andere zaal' });
    const outcome = async () =>
      (await academie.database.first<{ outcome: string }>(
        'SELECT outcome FROM enrolment.enrolment WHERE id = $1',
        [enrolment],
      ))!.outcome;
    await academie.as(trainer).post(`/api/v1/sessions/${session}/register-closure`).expect(200);
    expect(await outcome()).toBe('no_show');

    await correct(trainer).expect(422);
    await correct(lead).expect(303);

    expect(await outcome()).toBe('completed');
    const status = await academie.database.first(
      'SELECT status FROM catalogue.offering WHERE id = $1',
      [offering.id],
    );
    expect(status).toEqual({ status: 'held' });
    const lines = await academie.database.rows<{ action: string; reason: string | null }>(
      `SELECT action, reason FROM platform.journal WHERE subject_id = $1 ORDER BY id DESC LIMIT 2`,
      [session],
    );
    expect(lines).toEqual([
      { action: 'register.corrected', reason: null },
      { action: 'marks.recorded', reason: 'Stond in een andere zaal' },
    ]);
  });

  it('shows a person what they completed, and nothing of others', async () => {
    const { trainer, session, enrolment, person } = await lesson();
    const other = await academie.given.person();
    await calls(trainer, session, enrolment)[1];
    await academie.as(trainer).post(`/api/v1/sessions/${session}/register-closure`).expect(200);

    const mine = await academie.as(person).get('/api/v1/me/completions').expect(200);
    const theirs = await academie.as(other).get('/api/v1/me/completions').expect(200);

    expect(mine.body.items).toMatchObject([{ enrolmentId: enrolment }]);
    expect(theirs.body).toEqual({ items: [], next: null });
  });

  it('is nobody for a session that does not exist', async () => {
    const administrator = await academie.given.holder('administrator');

    await academie.as(administrator).get(`/api/v1/sessions/${newId()}/register`).expect(404);
    await academie.as(administrator).get(`/lesgeven/sessies/${newId()}`).expect(404);
  });

  it('is no one any more once the session is called off', async () => {
    const { trainer, session, enrolment } = await lesson();
    await academie.database.rows(
      `UPDATE catalogue.session SET status = 'cancelled' WHERE id = $1`,
      [session],
    );
    const [, marks, , closure] = calls(trainer, session, enrolment);

    expect((await marks!).body.code).toBe('attendance.session-cancelled');
    expect((await closure!).status).toBe(409);
  });
});
