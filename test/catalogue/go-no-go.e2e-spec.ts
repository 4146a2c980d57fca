import { Jobs } from '@academie/platform';

import { startAcademie, TUESDAY } from '../support/academie';

const DAY = 86_400_000;

describe('before somebody has a seat', () => {
  const academie = startAcademie();
  const enrol = (person: { id: string }, offeringId: string, body: object = {}) =>
    academie.as(person).post(`/api/v1/offerings/${offeringId}/enrolments`).send(body);
  const due = async (): Promise<void> => {
    await academie.app.get(Jobs).run('catalogue.decisions');
    await academie.runWorkers();
  };
  const statusOf = async (id: string): Promise<string> =>
    (await academie.database.first<{ status: string }>(
      'SELECT status FROM catalogue.offering WHERE id = $1',
      [id],
    ))!.status;
  let admin: { id: string };

  beforeAll(async () => {
    admin = await academie.given.holder('administrator');
  });
  beforeEach(() => academie.clock.set(TUESDAY));

  it('it is sure that it is given when enough people enrolled in time', async () => {
    const decideAt = new Date(TUESDAY.getTime() + DAY);
    const offering = await academie.given.offering({ minimum: 1, decideAt });
    await enrol(await academie.given.person(), offering.id).expect(201);
    await due();
    expect(await statusOf(offering.id)).toBe('published');
    academie.clock.set(decideAt);
    await due();

    expect(await statusOf(offering.id)).toBe('confirmed');
  });

  it('the organiser is asked once when too few came, and decides on a page', async () => {
    const decideAt = new Date(TUESDAY.getTime() + DAY);
    const offering = await academie.given.offering({
      minimum: 2,
      decideAt,
      organiserId: admin.id,
    });
    const sam = await academie.given.person();
    await enrol(sam, offering.id).expect(201);
    academie.clock.set(decideAt);
    await due();
    await due();
    const asked = await academie.database.rows<{ subject: string }>(
      'SELECT subject FROM platform.outgoing_mail WHERE recipient_person_id = $1',
      [admin.id],
    );
    expect(asked).toHaveLength(1);
    expect(asked[0]!.subject).toContain('Gaat dit door?');

    const path = `/beheer/uitvoeringen/${offering.id}/besluit`;
    expect((await academie.as(admin).get('/beheer/besluiten').expect(200)).text).toContain(path);
    expect((await academie.as(admin).get(path).expect(200)).text).toContain('minimum 2');
    const post = (step: string, body: object) =>
      academie.as(admin).post(`${path}/${step}`).type('form').send(body);
    await post('later', { day: '2026-03-20', time: '' }).expect(422);
    await post('later', { day: '2026-03-06', time: '' }).expect(303);
    await post('niet-doorgaan', { reason: '' }).expect(422);
    await post('niet-doorgaan', { reason: 'Te weinig deelnemers' }).expect(303);
    expect(await statusOf(offering.id)).toBe('cancelled');
    await academie.as(admin).get(path).expect(303);
  });

  it('another course has to be completed, which the page says and nobody passes', async () => {
    const basis = await academie.given.course({ title: 'Eerst de basis' });
    const course = await academie.given.course({ title: 'Dan verder' });
    await academie.database.rows('INSERT INTO catalogue.prerequisite VALUES ($1, $2)', [
      course.id,
      basis.id,
    ]);
    const first = await academie.given.offering({ courseId: basis.id });
    const second = await academie.given.offering({ courseId: course.id });
    const sam = await academie.given.person();
    const page = await academie.as(sam).get(`/aanbod/${course.slug}`).expect(200);
    expect(page.text).toContain('Eerst de basis');

    const { body } = await enrol(sam, second.id).expect(409);
    expect(body.code).toBe('enrolment.prerequisite-missing');
    const [seat] = await academie.given.enrolled(first.id, [sam]);
    await academie.database.rows(
      `UPDATE enrolment.enrolment SET state = 'finished', outcome = 'completed' WHERE id = $1`,
      [seat],
    );
    await enrol(sam, second.id).expect(201);
  });

  it('what the offering asks is answered, read by the organiser and the trainers only, and forgotten after', async () => {
    const offering = await academie.given.offering({
      questions: [
        { text: 'Dieetwensen?', required: false },
        { text: 'Uw leerdoel?', required: true },
      ],
    });
    const sam = await academie.given.person();
    const path = `/uitvoeringen/${offering.id}/inschrijven`;
    expect((await academie.as(sam).get(path).expect(200)).text).toContain('Uw leerdoel?');
    const post = (fields: object) => academie.as(sam).post(path).type('form').send(fields);
    const empty = await post({ 'answers.0': 'Geen noten', 'answers.1': '' }).expect(422);
    expect(empty.text).toContain('Geen noten');
    await post({ 'answers.0': '', 'answers.1': 'Beter vragen stellen' }).expect(303);

    const list = `/beheer/uitvoeringen/${offering.id}/deelnemers`;
    const trainer = await academie.given.holder('trainer');
    await academie.database.rows('INSERT INTO catalogue.offering_trainer VALUES ($1, $2)', [
      offering.id,
      trainer.id,
    ]);
    expect((await academie.as(admin).get(list).expect(200)).text).toContain('Beter vragen stellen');
    expect((await academie.as(trainer).get(list).expect(200)).text).toContain(
      'Beter vragen stellen',
    );
    const elsewhere = await academie.given.municipality();
    const coordinator = await academie.given.holder('coordinator', elsewhere.id);
    expect((await academie.as(coordinator).get(list).expect(200)).text).not.toContain(
      'Beter vragen stellen',
    );
    academie.clock.set('2026-04-20T09:00:00+02:00');
    await academie.app.get(Jobs).run('people.forget');
    expect(await academie.database.rows('SELECT 1 FROM enrolment.answer')).toEqual([]);
  });

  it('a warning says what falls together with it', async () => {
    const [first, second] = [await academie.given.offering(), await academie.given.offering()];
    const sam = await academie.given.person();
    await enrol(sam, first.id).expect(201);
    const { slug } = (await academie.database.first<{ slug: string }>(
      'SELECT slug FROM catalogue.course WHERE id = $1',
      [second.courseId],
    ))!;
    const page = await academie.as(sam).get(`/aanbod/${slug}`).expect(200);

    expect(page.text).toContain('Valt samen met');
    expect(page.text).toContain(`href="/uitvoeringen/${second.id}/inschrijven"`);
    const { body } = await enrol(sam, second.id).expect(201);
    expect(
      (await academie.as(sam).get(`/mijn/inschrijvingen/${body.id}`).expect(200)).text,
    ).toContain('Valt samen met');
  });
});
