import { Jobs } from '@academie/platform';

import { startAcademie, TUESDAY } from '../support/academie';

type Person = { id: string; name: string; email: string };

describe('seats held for an organisation', () => {
  const academie = startAcademie();
  let themeId: string;
  let organiser: Person;
  let haarlem: { id: string };

  const offeringOf = async (options: object = {}) => {
    const course = await academie.given.course({ themeIds: [themeId] });
    return academie.given.offering({ courseId: course.id, ...options });
  };
  const hold = (
    offeringId: string,
    seats: number,
    who = organiser,
    releaseAt = '2026-03-08T00:00:00+01:00',
  ) =>
    academie
      .as(who)
      .post(`/api/v1/offerings/${offeringId}/seat-blocks`)
      .send({ organisationId: haarlem.id, seats, releaseAt });
  const claim = (who: Person, token: string) =>
    academie.as(who).post('/api/v1/seat-block-claims').send({ token });
  const enrol = async (who: Person, offeringId: string): Promise<string> =>
    (await academie.as(who).post(`/api/v1/offerings/${offeringId}/enrolments`).send({}).expect(201))
      .body.state;
  const counts = (offeringId: string) =>
    academie.database.first<{ taken: number; waiting: number }>(
      `SELECT seats_taken AS taken, waiting_count AS waiting FROM catalogue.offering WHERE id = $1`,
      [offeringId],
    );
  const colleague = () => academie.given.person({ organisationId: haarlem.id });

  beforeAll(async () => {
    themeId = (await academie.given.theme()).id;
    organiser = await academie.given.holder('theme_lead', themeId);
    haarlem = await academie.given.municipality();
  });
  beforeEach(() => academie.clock.set(TUESDAY));

  it('count as taken for everybody else, and are there for who works there', async () => {
    const offering = await offeringOf({ capacity: 3 });
    const coordinator = await academie.given.holder('coordinator', haarlem.id);
    const { body } = await hold(offering.id, 2).expect(201);
    const [one, two] = await academie.given.people('Een', 'Twee');
    expect([await enrol(one!, offering.id), await enrol(two!, offering.id)]).toEqual([
      'enrolled',
      'waitlisted',
    ]);
    const [sam, kim, lou] = [await colleague(), await colleague(), await colleague()];

    await claim(two!, body.token).expect(403);
    await claim(sam, body.token).expect(201);
    await claim(sam, body.token).expect(409);
    await claim(kim, body.token).expect(201);
    const full = await claim(lou, body.token).expect(409);

    expect(full.body.code).toBe('enrolment.block-full');
    expect(await counts(offering.id)).toEqual({ taken: 3, waiting: 1 });
    const mail = await academie.database.first<{ body_text: string }>(
      `SELECT body_text FROM platform.outgoing_mail WHERE recipient_person_id = $1`,
      [coordinator.id],
    );
    expect(mail!.body_text).toContain(`/plek/${body.token}`);
  });

  it('are never given out twice, however many press at once', async () => {
    const offering = await offeringOf({ capacity: 5 });
    const { body } = await hold(offering.id, 3).expect(201);
    const people = await Promise.all(Array.from({ length: 12 }, () => colleague()));

    const answers = await Promise.all(people.map((person) => claim(person, body.token)));

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(9);
    expect(await counts(offering.id)).toEqual({ taken: 3, waiting: 0 });
  });

  it('come free at their date for whoever waits longest, and the link then says so', async () => {
    const offering = await offeringOf({ capacity: 2 });
    const { body } = await hold(offering.id, 2).expect(201);
    const [first, second] = await academie.given.people('Eerst', 'Tweede');
    const sam = await colleague();
    expect(await enrol(first!, offering.id)).toBe('waitlisted');
    expect(await enrol(second!, offering.id)).toBe('waitlisted');
    await claim(sam, body.token).expect(201);
    academie.clock.set('2026-03-07T23:59:59+01:00');
    await academie.app.get(Jobs).run('enrolment.release-seats');
    expect(await counts(offering.id)).toEqual({ taken: 2, waiting: 2 });

    academie.clock.set('2026-03-08T00:00:00+01:00');
    const late = await claim(await colleague(), body.token).expect(404);
    await academie.app.get(Jobs).run('enrolment.release-seats');
    await academie.app.get(Jobs).run('enrolment.release-seats');

    expect(late.body.code).toBe('enrolment.block-gone');
    expect(await counts(offering.id)).toEqual({ taken: 2, waiting: 1 });
    const page = await academie
      .as(await colleague())
      .get(`/plek/${body.token}`)
      .expect(200);
    expect(page.text).toContain('Deze plekken zijn vrijgegeven');
  });

  it('are held within what is free, before nobody who waits, and once for an organisation', async () => {
    const offering = await offeringOf({ capacity: 2 });
    await hold(offering.id, 3).expect(409);
    await hold(offering.id, 1, organiser, '2026-03-11T00:00:00+01:00').expect(422);
    await hold(offering.id, 1, organiser, '2026-03-01T00:00:00+01:00').expect(422);
    await hold(offering.id, 1).expect(201);
    const again = await hold(offering.id, 1).expect(409);
    const full = await offeringOf({ capacity: 1 });
    await academie.given.enrolled(full.id, [await colleague()], 'waitlisted');
    const wait = await hold(full.id, 1).expect(409);

    expect(again.body.code).toBe('enrolment.already-held');
    expect(wait.body.code).toBe('enrolment.others-wait');
    const other = await academie.given.holder('theme_lead', (await academie.given.theme()).id);
    const coordinator = await academie.given.holder('coordinator', haarlem.id);
    await hold(offering.id, 1, other).expect(403);
    await hold(offering.id, 1, coordinator).expect(403);
    await academie
      .as(coordinator)
      .post(`/beheer/uitvoeringen/${offering.id}/plekken`)
      .type('form')
      .send({ organisationId: haarlem.id, seats: '1', releaseOn: '2026-03-08' })
      .expect(422);
  });

  it('are shown to their own coordinator only, and used first for a list', async () => {
    const offering = await offeringOf({ capacity: 3 });
    const { body } = await hold(offering.id, 2).expect(201);
    const velsen = await academie.given.municipality();
    const [own, other] = [
      await academie.given.holder('coordinator', haarlem.id),
      await academie.given.holder('coordinator', velsen.id),
    ];
    const page = `/beheer/uitvoeringen/${offering.id}/plekken`;
    expect((await academie.as(own).get(page).expect(200)).text).toContain(body.token);
    expect((await academie.as(other).get(page).expect(200)).text).not.toContain(body.token);
    const sam = await colleague();

    await academie
      .as(own)
      .post(`/api/v1/offerings/${offering.id}/bulk-enrolments`)
      .send({ csv: sam.email })
      .expect(201);

    const { body: list } = await academie
      .as(own)
      .get(`/api/v1/offerings/${offering.id}/seat-blocks`)
      .expect(200);
    expect(list.items).toMatchObject([{ seats: 2, claimed: 1 }]);
    expect(await counts(offering.id)).toMatchObject({ taken: 2 });
    const participants = await academie
      .as(organiser)
      .get(`/beheer/uitvoeringen/${offering.id}/deelnemers`)
      .expect(200);
    expect(participants.text).toContain('Vastgehouden');
  });

  it('are held, and let go of, on a page', async () => {
    const offering = await offeringOf({ capacity: 3 });
    const page = `/beheer/uitvoeringen/${offering.id}/plekken`;
    const wrong = await academie
      .as(organiser)
      .post(page)
      .type('form')
      .send({ organisationId: haarlem.id, seats: '9', releaseOn: '2026-03-08' })
      .expect(422);
    expect(wrong.text).toContain('Zoveel vrije plekken zijn er niet.');
    await academie
      .as(organiser)
      .post(page)
      .type('form')
      .send({ organisationId: haarlem.id, seats: '2', releaseOn: '2026-03-08' })
      .expect(303);
    const shown = await academie.as(organiser).get(page).expect(200);
    expect(shown.text).toContain('0 van 2 ingenomen');
    const release = /action="([^"]+\/vrijgeven)"/.exec(shown.text)![1]!;

    await academie.as(organiser).post(release).expect(303);

    expect(await counts(offering.id)).toMatchObject({ taken: 0 });
  });
});
