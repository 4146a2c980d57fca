import { Jobs } from '@academie/platform';

import { startAcademie, TUESDAY } from '../support/academie';

type Person = { id: string; name: string; email: string };

describe('a place that somebody has to agree to', () => {
  const academie = startAcademie();
  const enrol = (person: { id: string }, offeringId: string, body: object = {}) =>
    academie.as(person).post(`/api/v1/offerings/${offeringId}/enrolments`).send(body);
  const approve = (person: { id: string }, id: string) =>
    academie.as(person).post(`/api/v1/enrolments/${id}/approval`);
  const refuse = (person: { id: string }, id: string, body: object = {}) =>
    academie.as(person).post(`/api/v1/enrolments/${id}/refusal`).send(body);
  const requestsOf = async (person: { id: string }): Promise<string[]> =>
    (await academie.as(person).get('/api/v1/enrolment-requests').expect(200)).body.items.map(
      ({ id }: { id: string }) => id,
    );
  const mails = async (person: { id: string }): Promise<string[]> => {
    await academie.runWorkers();
    const sent = await academie.database.rows<{ subject: string }>(
      'SELECT subject FROM platform.outgoing_mail WHERE recipient_person_id = $1 ORDER BY created_at, id',
      [person.id],
    );
    return sent.map(({ subject }) => subject.replace(/: .*/, ''));
  };
  const stateOf = async (id: string) =>
    academie.database.first<{ state: string; reason: string | null }>(
      'SELECT state, reason FROM enrolment.enrolment WHERE id = $1',
      [id],
    );

  let town: { id: string };
  let sam: Person;
  let kim: Person;
  let coordinator: Person;
  let colleague: Person;
  let stranger: Person;
  let organiser: Person;

  beforeAll(async () => {
    town = await academie.given.municipality();
    const other = await academie.given.municipality();
    sam = await academie.given.person({ name: 'Sam', organisationId: town.id });
    kim = await academie.given.person({ name: 'Kim', organisationId: town.id });
    colleague = await academie.given.person({ name: 'Vera', organisationId: town.id });
    coordinator = await academie.given.holder('coordinator', town.id, { organisationId: town.id });
    stranger = await academie.given.holder('coordinator', other.id, { organisationId: other.id });
    organiser = await academie.given.holder('administrator');
  });
  beforeEach(() => academie.clock.set(TUESDAY));

  it('is asked for, approved by the coordinator, and everybody hears of it once', async () => {
    const offering = await academie.given.offering({ capacity: 1, approval: 'coordinator' });
    const { body } = await enrol(sam, offering.id).expect(201);
    expect(body).toEqual({ id: expect.any(String), state: 'requested' });
    expect(await mails(coordinator)).toEqual(['Een aanvraag wacht op u']);
    expect(await requestsOf(coordinator)).toEqual([body.id]);
    expect(await requestsOf(stranger)).toEqual([]);

    await approve(stranger, body.id).expect(404);
    await approve(sam, body.id).expect(404);
    const done = await approve(coordinator, body.id).expect(200);
    await approve(coordinator, body.id).expect(200);

    expect(done.body).toEqual({ id: body.id, state: 'enrolled' });
    expect(await mails(sam)).toEqual(['Plek aangevraagd', 'Ingeschreven']);
    const line = await academie.database.first(
      `SELECT actor_id, on_behalf_of, data->>'from' AS "from" FROM platform.journal
        WHERE subject_id = $1 AND action = 'enrolment.enrolled'`,
      [body.id],
    );
    expect(line).toEqual({ actor_id: coordinator.id, on_behalf_of: sam.id, from: 'requested' });
  });

  it('takes no seat while it is asked for, and joins the list where it was asked', async () => {
    const offering = await academie.given.offering({ capacity: 1, approval: 'coordinator' });
    const { body: first } = await enrol(sam, offering.id);
    academie.clock.set(new Date(TUESDAY.getTime() + 60_000));
    const { body: direct } = await enrol(coordinator, offering.id, { personId: kim.id });
    const { body: third } = await enrol(coordinator, offering.id, { personId: colleague.id });

    expect(direct).toMatchObject({ state: 'enrolled' });
    expect(third).toMatchObject({ state: 'waitlisted', waitingPosition: 1 });
    expect((await approve(coordinator, first.id).expect(200)).body).toMatchObject({
      state: 'waitlisted',
      waitingPosition: 1,
    });
  });

  it('is refused with a reason, which the person reads, and never without', async () => {
    const offering = await academie.given.offering({ approval: 'coordinator' });
    const { body } = await enrol(kim, offering.id);

    await refuse(coordinator, body.id).expect(422);
    await refuse(stranger, body.id, { reason: 'Nee' }).expect(404);
    await refuse(coordinator, body.id, { reason: 'Eerst de basis' }).expect(200);
    await refuse(coordinator, body.id, { reason: 'Toch niet' }).expect(200);
    await approve(coordinator, body.id).expect(409);

    expect(await stateOf(body.id)).toEqual({ state: 'declined', reason: 'Eerst de basis' });
    expect(await mails(kim)).toContain('Aanvraag afgewezen');
    const page = await academie.as(kim).get(`/mijn/inschrijvingen/${body.id}`).expect(200);
    expect(page.text).toContain('Reden: Eerst de basis');
  });

  it('is for the organiser to say where the offering asks for that, not for a coordinator', async () => {
    const offering = await academie.given.offering({
      approval: 'organiser',
      organiserId: organiser.id,
    });
    const { body } = await enrol(coordinator, offering.id, { personId: sam.id }).expect(201);
    expect(body.state).toBe('requested');
    expect(await requestsOf(coordinator)).not.toContain(body.id);

    await approve(coordinator, body.id).expect(404);
    expect(await requestsOf(organiser)).toContain(body.id);
    const page = await academie
      .as(organiser)
      .get(`/beheer/uitvoeringen/${offering.id}/deelnemers`)
      .expect(200);
    expect(page.text).toContain(`href="/aanvragen/${body.id}"`);
    await approve(organiser, body.id).expect(200);

    const direct = await enrol(organiser, offering.id, { personId: kim.id }).expect(201);
    expect(direct.body.state).toBe('enrolled');
  });

  it('goes to the organiser when no coordinator is there to ask', async () => {
    const offering = await academie.given.offering({
      approval: 'coordinator',
      organiserId: organiser.id,
    });
    const lonely = await academie.given.person();
    const { body } = await enrol(lonely, offering.id).expect(201);

    expect(await mails(organiser)).toContain('Een aanvraag wacht op u');
    await approve(organiser, body.id).expect(200);
  });

  it('is decided on by whoever stands in, on those days and for as long as that lasts', async () => {
    const offering = await academie.given.offering({ approval: 'coordinator' });
    const { body } = await enrol(kim, offering.id);
    await approve(colleague, body.id).expect(404);
    const appoint = (fields: object) =>
      academie.as(coordinator).post('/aanvragen/vervanging').type('form').send(fields);
    await appoint({
      deputyId: stranger.id,
      validFrom: '2026-03-03',
      validUntil: '2026-03-04',
    }).expect(422);
    await appoint({
      deputyId: colleague.id,
      validFrom: '2026-03-05',
      validUntil: '2026-03-04',
    }).expect(422);
    await appoint({
      deputyId: coordinator.id,
      validFrom: '2026-03-03',
      validUntil: '2026-03-04',
    }).expect(422);
    await appoint({
      deputyId: colleague.id,
      validFrom: '2026-03-03',
      validUntil: '2026-03-04',
    }).expect(303);

    const list = await academie.as(colleague).get('/aanvragen').expect(200);
    expect(list.text).toContain('Kim de Tester');
    expect(list.text).toContain(`U vervangt ${coordinator.name}`);
    academie.clock.set('2026-03-05T00:00:00+01:00');
    await approve(colleague, body.id).expect(404);
    academie.clock.set('2026-03-04T23:59:00+01:00');
    await approve(colleague, body.id).expect(200);
  });

  it('reminds those who decide once, and lapses when nobody does', async () => {
    const offering = await academie.given.offering({ approval: 'coordinator' });
    const vic = await academie.given.person({ organisationId: town.id });
    const { body } = await enrol(vic, offering.id);
    const before = (await mails(coordinator)).length;
    const remind = () => academie.app.get(Jobs).run('enrolment.remind-deciders');
    academie.clock.set(new Date(TUESDAY.getTime() + 2.5 * 86_400_000 - 1));
    await remind();
    expect((await mails(coordinator)).length).toBe(before);
    academie.clock.set(new Date(TUESDAY.getTime() + 2.5 * 86_400_000));
    await remind();
    await remind();
    expect((await mails(coordinator)).slice(before)).toContain('Herinnering');
    expect((await mails(coordinator)).filter((word) => word === 'Herinnering').length).toBe(1);

    academie.clock.set(new Date(TUESDAY.getTime() + 5 * 86_400_000));
    await approve(coordinator, body.id).expect(409);
    await academie.app.get(Jobs).run('enrolment.lapse-requests');
    await academie.app.get(Jobs).run('enrolment.lapse-requests');

    expect(await stateOf(body.id)).toMatchObject({ state: 'cancelled' });
    expect(await mails(vic)).toEqual(['Plek aangevraagd', 'Uw aanvraag is vervallen']);
  });

  it('is asked for and decided on in a browser', async () => {
    const offering = await academie.given.offering({ approval: 'coordinator', capacity: 3 });
    const vic = await academie.given.person({ name: 'Vic', organisationId: town.id });
    const { slug } = (await academie.database.first<{ slug: string }>(
      'SELECT slug FROM catalogue.course WHERE id = $1',
      [offering.courseId],
    ))!;
    const course = await academie.as(vic).get(`/aanbod/${slug}`).expect(200);
    expect(course.text).toContain('Plek aanvragen');
    expect(course.text).toContain('De coördinator van uw organisatie beslist binnen 5 dagen');
    const sent = await academie
      .as(vic)
      .post(`/uitvoeringen/${offering.id}/inschrijven`)
      .expect(303);
    const id = sent.headers.location!.split('/').at(-1)!;
    expect((await academie.as(vic).get('/mijn').expect(200)).text).toContain('Aanvraag intrekken');

    const page = await academie.as(coordinator).get(`/aanvragen/${id}`).expect(200);
    expect(page.text).toContain('3 plekken vrij');
    await academie.as(vic).get(`/aanvragen/${id}`).expect(404);
    const empty = await academie
      .as(coordinator)
      .post(`/aanvragen/${id}/afwijzen`)
      .type('form')
      .send({ reason: ' ' })
      .expect(422);
    expect(empty.text).toContain('id="reason-error"');
    await academie.as(coordinator).post(`/aanvragen/${id}/akkoord`).expect(303);
    expect(await stateOf(id)).toMatchObject({ state: 'enrolled' });
  });
});
