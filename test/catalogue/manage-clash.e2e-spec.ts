import { startAcademie, TUESDAY } from '../support/academie';

describe('planning at the same time as something else', () => {
  const academie = startAcademie();
  let lead: { id: string };
  let theme: { id: string };
  let trainer: { id: string; name: string };
  let place: string;

  beforeAll(async () => {
    const { given, database } = academie;
    academie.clock.set(TUESDAY);
    theme = await given.theme('Drugs');
    lead = await given.holder('theme_lead', theme.id);
    trainer = await given.holder('trainer', undefined, { name: 'Gijs' });
    const haarlem = await given.municipality('Haarlem');
    const [row] = await database.rows<{ id: string }>(
      `INSERT INTO catalogue.location (name, municipality_id) VALUES ('Raadhuis', $1) RETURNING id`,
      [haarlem.id],
    );
    place = row!.id;
    const busy = await given.course({ title: 'Wet Bibob' });
    const there = await given.offering({ courseId: busy.id, trainerIds: [trainer.id] });
    await database.rows('UPDATE catalogue.session SET location_id = $2 WHERE id = $1', [
      there.sessionIds[0],
      place,
    ]);
    const secret = await given.course({ title: 'Geheim overleg' });
    await given.offering({
      courseId: secret.id,
      confidential: true,
      trainerIds: [trainer.id],
      startsAt: new Date('2026-03-24T09:30+01:00'),
    });
  });

  const session = (n: number, day: string, from: string, until: string, where = ''): object => ({
    [`sessions.${n}.day`]: day,
    [`sessions.${n}.from`]: from,
    [`sessions.${n}.until`]: until,
    [`sessions.${n}.locationId`]: where,
  });
  const save = async (fields: object, courseId?: string) => {
    const id = courseId ?? (await academie.given.course({ themeIds: [theme.id] })).id;
    const answer = await academie
      .as(lead)
      .post(`/beheer/aanbod/${id}/uitvoeringen/nieuw`)
      .type('form')
      .send({ action: 'save', mode: 'in_person', capacity: '20', approval: 'none', ...fields })
      .send({ approvalDays: '5' });
    const made = await academie.database.rows(
      'SELECT 1 FROM catalogue.offering WHERE course_id = $1',
      [id],
    );
    return { answer, made: made.length, id };
  };

  it.each([
    [
      'a trainer who gives something else',
      () => ({ ...session(0, '2026-03-10', '10:00', '12:00'), trainerIds: trainer.id }),
      'Gijs de Tester geeft dan al Wet Bibob, dinsdag 10 maart 2026, 09.30–11.30\u00a0uur.',
    ],
    [
      'a place that is in use',
      () => session(0, '2026-03-10', '11:00', '12:00', place),
      'Raadhuis is dan al in gebruik voor Wet Bibob, dinsdag 10 maart 2026, 09.30–11.30\u00a0uur.',
    ],
    [
      'two of its own sessions',
      () => ({
        ...session(0, '2026-04-14', '09:00', '12:00'),
        ...session(1, '2026-04-14', '11:00', '13:00'),
      }),
      'Twee sessies overlappen elkaar. De tweede is dinsdag 14 april 2026, 11.00–13.00\u00a0uur.',
    ],
    [
      'something confidential, of which it does not say what',
      () => ({ ...session(0, '2026-03-24', '10:00', '12:00'), trainerIds: trainer.id }),
      'Gijs de Tester geeft dan al iets anders, dinsdag 24 maart 2026, 09.30–11.30\u00a0uur.',
    ],
  ])('asks first about %s', async (_what, fields, told) => {
    const { answer, made, id } = await save(fields());

    expect(answer.status).toBe(200);
    expect(answer.text).toContain(told);
    expect(answer.text).toContain('Toch opslaan');
    expect(answer.text).not.toContain('Geheim overleg');
    expect(made).toBe(0);

    const confirmed = await save({ ...fields(), action: 'confirm' }, id);
    expect(confirmed.answer.status).toBe(303);
    expect(confirmed.made).toBe(1);
    await academie.database.rows(
      `WITH o AS (UPDATE catalogue.offering SET status = 'inactive' WHERE course_id = $1) SELECT 1`,
      [id],
    );
  });

  it('asks nothing when one begins as the other ends', async () => {
    const { answer, made } = await save({
      ...session(0, '2026-03-10', '11:30', '12:30', place),
      ...session(1, '2026-03-10', '12:30', '13:30', place),
      trainerIds: trainer.id,
    });

    expect([answer.status, made]).toEqual([303, 1]);
  });

  it('says first what is wrong with the form', async () => {
    const { answer } = await save({
      ...session(0, '2026-03-10', '12:00', '10:00', place),
      trainerIds: trainer.id,
    });

    expect(answer.status).toBe(422);
    expect(answer.text).toContain('De eindtijd ligt voor de begintijd.');
  });

  it('asks about a change only what was not so before', async () => {
    const { given } = academie;
    const course = await given.course({ themeIds: [theme.id] });
    const { id, sessionIds } = await given.offering({
      courseId: course.id,
      trainerIds: [trainer.id],
    });
    const change = (fields: object) =>
      academie
        .as(lead)
        .post(`/beheer/uitvoeringen/${id}/wijzigen`)
        .type('form')
        .send({ action: 'save', version: '1', mode: 'in_person', capacity: '25', minimum: '0' })
        .send({ approval: 'none', approvalDays: '5', trainerIds: trainer.id })
        .send({ 'sessions.0.id': sessionIds[0], ...session(0, '2026-03-10', '09:30', '11:30') })
        .send(fields);

    const { text } = await change({ 'sessions.0.locationId': place }).expect(200);
    expect(text).toContain('Raadhuis is dan al in gebruik');
    expect(text).not.toContain('Gijs de Tester geeft dan al');
    await change({}).expect(303);
  });
});
