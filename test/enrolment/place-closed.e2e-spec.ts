import { startAcademie } from '../support/academie';

/** Everything by which somebody gets a seat, and who gets one in what is closed. */
describe('a closed offering', () => {
  const academie = startAcademie();
  let haarlem: { id: string };
  let theme: { id: string };

  beforeAll(async () => {
    haarlem = await academie.given.municipality('Haarlem');
    theme = await academie.given.theme('Cyber');
  });

  const enrol = (who: { id: string }, offeringId: string, personId?: string) =>
    academie
      .as(who)
      .post(`/api/v1/offerings/${offeringId}/enrolments`)
      .send(personId ? { personId } : {});
  const ciso = () =>
    academie.given.person({ organisationId: haarlem.id, functions: ['test-ciso'] });
  const clerk = () =>
    academie.given.person({ organisationId: haarlem.id, functions: ['test-clerk'] });
  const forCisos = (confidential = false) =>
    academie.given.offering({ admission: 'audience', functions: ['test-ciso'], confidential });

  describe('for a function', () => {
    it('takes who has it and refuses who has not', async () => {
      const { id } = await forCisos();

      expect((await enrol(await ciso(), id)).status).toBe(201);
      const refused = await enrol(await clerk(), id);
      expect([refused.status, refused.body.code]).toEqual([409, 'enrolment.not-admitted']);
    });

    it('refuses who had it at a job that ended', async () => {
      const { id } = await forCisos();
      const person = await ciso();
      await academie.database.rows(
        `UPDATE people.membership SET valid_to = '2026-03-01' WHERE person_id = $1`,
        [person.id],
      );

      expect((await enrol(person, id)).status).toBe(409);
    });
  });

  it('for a kind of organisation and a function takes who has both in one job', async () => {
    const { id } = await forCisos();
    await academie.database.rows(
      `INSERT INTO catalogue.offering_audience (offering_id, organisation_kind) VALUES ($1, 'police')`,
      [id],
    );
    const police = await academie.database.first<{ id: string }>(
      `INSERT INTO people.organisation (code, name, short_name, kind)
       VALUES ('test-police', 'Politie', 'Politie', 'police') RETURNING id`,
    );
    const both = await academie.given.person({
      organisationId: police!.id,
      functions: ['test-ciso'],
    });

    expect((await enrol(both, id)).status).toBe(201);
    expect((await enrol(await ciso(), id)).status).toBe(409);
  });

  it('for an organisation takes who works at the one that it was merged into, and no others', async () => {
    const [old, next, other] = [
      await academie.given.municipality('Wieringen'),
      await academie.given.municipality('Hollands Kroon'),
      await academie.given.municipality('Schagen'),
    ];
    const { id } = await academie.given.offering({ admission: 'audience', functions: [] });
    await academie.database.rows(
      'INSERT INTO catalogue.offering_audience (offering_id, organisation_id) VALUES ($1, $2)',
      [id, old.id],
    );
    const person = await academie.given.person({ organisationId: next.id });
    expect((await enrol(person, id)).status).toBe(409);
    await academie.database.rows(
      `UPDATE people.organisation SET valid_to = '2026-01-01', successor_id = $2 WHERE id = $1`,
      [old.id, next.id],
    );

    expect((await enrol(person, id)).status).toBe(201);
    const outsider = await academie.given.person({ organisationId: other.id });
    expect((await enrol(outsider, id)).status).toBe(409);
  });

  it('for a group takes its members, whatever they do', async () => {
    const member = await clerk();
    const group = await academie.given.group([member]);
    const { id } = await academie.given.offering({ admission: 'audience' });
    await academie.database.rows(
      'INSERT INTO catalogue.offering_audience (offering_id, group_id) VALUES ($1, $2)',
      [id, group],
    );

    expect((await enrol(member, id)).status).toBe(201);
    expect((await enrol(await clerk(), id)).status).toBe(409);
    await academie.database.rows(
      'UPDATE people.closed_group_member SET left_at = $2 WHERE group_id = $1',
      [group, academie.clock.now()],
    );
    const left = await academie.database.first<{ admits: boolean }>(
      `SELECT catalogue.admits($1, $2, '2026-03-03') AS admits`,
      [id, member.id],
    );
    expect(left?.admits).toBe(false);
  });

  it('makes the circle of its course smaller, and never larger', async () => {
    const course = await academie.given.course({ admission: 'audience', functions: ['test-ciso'] });
    const { id } = await academie.given.offering({
      courseId: course.id,
      functions: ['test-clerk'],
    });
    const { admission } = (await academie.database.first<{ admission: string }>(
      'SELECT admission FROM catalogue.offering WHERE id = $1',
      [id],
    ))!;

    expect(admission).toBe('audience');
    expect((await enrol(await clerk(), id)).status).toBe(409);
    expect((await enrol(await ciso(), id)).status).toBe(409);
    const both = await academie.given.person({
      organisationId: haarlem.id,
      functions: ['test-ciso', 'test-clerk'],
    });
    expect((await enrol(both, id)).status).toBe(201);
  });

  it('is closed as soon as its course is', async () => {
    const course = await academie.given.course();
    const { id } = await academie.given.offering({ courseId: course.id });
    await academie.database.rows(
      `UPDATE catalogue.course SET confidential = true, admission = 'invited' WHERE id = $1`,
      [course.id],
    );
    const closed = await academie.database.first(
      'SELECT admission, confidential FROM catalogue.offering WHERE id = $1',
      [id],
    );

    expect(closed).toEqual({ admission: 'invited', confidential: true });
  });

  describe('that is confidential', () => {
    it('is not there for who does not belong, also not as a refusal', async () => {
      const { id } = await forCisos(true);
      const refused = await enrol(await clerk(), id);

      expect([refused.status, refused.body.code]).toEqual([404, 'platform.not-found']);
      expect((await enrol(await ciso(), id)).status).toBe(201);
    });

    it('is not there for a coordinator outside the circle, for nobody', async () => {
      const { id } = await forCisos(true);
      const person = await ciso();
      const coordinator = await academie.given.holder('coordinator', haarlem.id);

      expect((await enrol(coordinator, id, person.id)).status).toBe(404);
      await enrol(person, id);
      expect((await enrol(coordinator, id, person.id)).status).toBe(404);
    });
  });

  describe('takes nobody else', () => {
    let offering: { id: string; sessionIds: string[] };
    let outsider: { id: string; email: string };
    let organiser: { id: string };
    let coordinator: { id: string };
    beforeEach(async () => {
      const course = await academie.given.course({ themeIds: [theme.id] });
      organiser = await academie.given.holder('theme_lead', theme.id);
      coordinator = await academie.given.holder('coordinator', haarlem.id);
      offering = await academie.given.offering({
        courseId: course.id,
        admission: 'audience',
        functions: ['test-ciso'],
        trainerIds: [organiser.id],
      });
      outsider = await clerk();
    });
    const places = async () =>
      (
        await academie.database.rows(
          `SELECT 1 FROM enrolment.enrolment WHERE offering_id = $1 AND person_id = $2`,
          [offering.id, outsider.id],
        )
      ).length;

    it('by their coordinator or the organiser', async () => {
      expect((await enrol(coordinator, offering.id, outsider.id)).body.code).toBe(
        'enrolment.not-admitted',
      );
      expect((await enrol(organiser, offering.id, outsider.id)).body.code).toBe(
        'enrolment.not-admitted',
      );
      expect(await places()).toBe(0);
    });

    it('by a list, known or not', async () => {
      const tried = await academie
        .as(organiser)
        .post(`/api/v1/offerings/${offering.id}/bulk-enrolments`)
        .send({
          dryRun: true,
          rows: [
            { email: outsider.email },
            {
              email: 'nieuw@haarlem.example',
              givenName: 'Nel',
              familyName: 'Nieuw',
              organisation: 'Haarlem',
            },
          ],
        });
      expect(tried.body.items).toMatchObject([{ outcome: 'rejected' }, { outcome: 'rejected' }]);
    });

    it('by held seats', async () => {
      const { token } = (await academie.database.first<{ token: string }>(
        `INSERT INTO enrolment.seat_block
           (offering_id, organisation_id, seats, release_at, token, created_at, created_by)
         VALUES ($1, $2, 2, '2026-03-09', $4, now(), $3) RETURNING token`,
        [offering.id, haarlem.id, organiser.id, `link-${offering.id}`],
      ))!;
      await academie.as(outsider).post(`/plek/${token}`);

      expect(await places()).toBe(0);
    });

    it('instead of somebody', async () => {
      const [seat] = await academie.given.enrolled(offering.id, [await ciso()]);
      const handed = await academie
        .as(coordinator)
        .post(`/api/v1/enrolments/${seat}/replacement`)
        .send({ personId: outsider.id });

      expect(handed.body.code).toBe('enrolment.not-admitted');
    });

    it('at the door', async () => {
      academie.clock.set('2026-03-10T09:20:00+01:00');
      const admitted = await academie
        .as(organiser)
        .post(`/api/v1/sessions/${offering.sessionIds[0]}/walk-ins`)
        .send({ personId: outsider.id });
      academie.clock.set('2026-03-03T09:00:00+01:00');

      expect(admitted.body.code).toBe('enrolment.not-admitted');
    });

    it('whatever a command forgets: the database refuses', async () => {
      await expect(
        academie.database.rows(
          `INSERT INTO enrolment.enrolment (offering_id, person_id, state, source, queued_at, changed_at)
           VALUES ($1, $2, 'enrolled', 'self', now(), now())`,
          [offering.id, outsider.id],
        ),
      ).rejects.toMatchObject({ constraint: 'enrolment_admitted' });
    });

    it('until somebody is invited by name, with a reason that the journal keeps', async () => {
      const without = await academie
        .as(coordinator)
        .post(`/api/v1/offerings/${offering.id}/admissions`)
        .send({ email: outsider.email, reason: ' ' });
      expect(without.status).toBe(422);

      await academie
        .as(coordinator)
        .post(`/api/v1/offerings/${offering.id}/admissions`)
        .send({ email: outsider.email, reason: 'vervangt de CISO' })
        .expect(204);
      expect((await enrol(outsider, offering.id)).status).toBe(201);
      const [line] = await academie.database.rows<Record<string, unknown>>(
        `SELECT actor_id, on_behalf_of, reason FROM platform.journal
          WHERE action = 'offering.person-invited' AND subject_id = $1`,
        [offering.id],
      );
      expect(line).toEqual({
        actor_id: coordinator.id,
        on_behalf_of: outsider.id,
        reason: 'vervangt de CISO',
      });
    });

    it('and its coordinators find the way to invite on the page of participants', async () => {
      const home = `/beheer/uitvoeringen/${offering.id}/deelnemers`;
      const { text } = await academie.as(coordinator).get(home).expect(200);

      expect(text).toContain(`/uitvoeringen/${offering.id}/toegang`);
      const page = await academie.as(coordinator).get(`/uitvoeringen/${offering.id}/toegang`);
      expect(page.text).toContain('U kunt mensen van uw eigen organisatie uitnodigen.');
    });

    it('by a coordinator of another municipality, who reaches nobody of Haarlem', async () => {
      const other = await academie.given.municipality();
      const stranger = await academie.given.holder('coordinator', other.id);
      const refused = await academie
        .as(stranger)
        .post(`/api/v1/offerings/${offering.id}/admissions`)
        .send({ email: outsider.email, reason: 'zomaar' });

      expect([refused.status, refused.body.code]).toEqual([422, 'catalogue.invitee-unknown']);
      const trainer = await academie.given.holder('trainer');
      expect(
        (
          await academie
            .as(trainer)
            .post(`/api/v1/offerings/${offering.id}/admissions`)
            .send({ email: outsider.email, reason: 'zomaar' })
        ).status,
      ).toBe(403);
    });
  });

  it('never loses a seat or lets one in while many ask at once', async () => {
    const { id } = await forCisos();
    const people = await Promise.all(
      Array.from({ length: 30 }, (_, n) => (n % 2 ? ciso() : clerk())),
    );
    const answers = await Promise.all(people.map((person) => enrol(person, id)));

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(15);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(15);
  });
});
