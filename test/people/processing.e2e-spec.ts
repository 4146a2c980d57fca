import { startAcademie } from '../support/academie';

/** Looking is written down, and the person looked at can read it. */
describe('who looked at whose data', () => {
  const academie = startAcademie();
  let haarlem: { id: string };

  beforeAll(async () => {
    haarlem = await academie.given.municipality('Haarlem');
  });

  const looksOf = async (person: { id: string }) =>
    (await academie.as(person).get('/account/inzage').expect(200)).text
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ');

  it('is read by that person: an administrator and the own coordinator', async () => {
    const person = await academie.given.person({ organisationId: haarlem.id });
    const administrator = await academie.given.holder('administrator');
    const coordinator = await academie.given.holder('coordinator', haarlem.id);
    expect(await looksOf(person)).toContain('niemand uw gegevens geopend');

    await academie.as(administrator).get(`/beheer/personen/${person.id}`).expect(200);
    await academie.as(coordinator).get(`/organisatie/personen/${person.id}`).expect(200);

    const text = await looksOf(person);
    expect(text).toContain('administrator');
    expect(text).toContain('Opende uw gegevens, voor het beheer van de academie');
    expect(text).toContain('Opende uw gegevens, als coördinator van uw organisatie');
  });

  it('has the shape of the standard, and holds nothing that was read', async () => {
    const person = await academie.given.person();
    const administrator = await academie.given.holder('administrator');
    await academie.as(administrator).get(`/beheer/personen/${person.id}`).expect(200);
    const line = await academie.database.first<Record<string, unknown>>(
      'SELECT * FROM people.processing_line WHERE data_subject_id = $1',
      [person.id],
    );

    expect(line).toEqual({
      span_id: expect.stringMatching(/^[0-9a-f]{16}$/),
      trace_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      name: 'person.opened',
      activity: 'administration',
      status: 'ok',
      started_at: academie.clock.now(),
      ended_at: academie.clock.now(),
      actor_id: administrator.id,
      data_subject_id: person.id,
    });
  });

  it('does not write that somebody looks at the own record', async () => {
    const administrator = await academie.given.holder('administrator');
    await academie.as(administrator).get(`/beheer/personen/${administrator.id}`).expect(200);

    expect(await looksOf(administrator)).toContain('niemand uw gegevens geopend');
  });

  it('is read by both people whose records an administrator compares', async () => {
    const [one, other] = await academie.given.people('Trijntje', 'Trijntie');
    const administrator = await academie.given.holder('administrator');
    await academie
      .as(administrator)
      .get(`/beheer/personen/${one!.id}/samenvoegen/${other!.id}`)
      .expect(200);

    for (const person of [one!, other!])
      expect(await looksOf(person)).toContain('Vergeleek uw gegevens met die van iemand anders');
  });

  it('is read by who stands on a list that somebody takes along, or reads with a program', async () => {
    const person = await academie.given.person({ organisationId: haarlem.id });
    const coordinator = await academie.given.holder('coordinator', haarlem.id);
    const trainer = await academie.given.holder('trainer');
    const offering = await academie.given.offering({ trainerIds: [trainer.id] });
    const [enrolmentId] = await academie.given.enrolled(offering.id, [person]);
    const list = `/beheer/uitvoeringen/${offering.id}/deelnemers`;
    await academie.as(trainer).get(list).expect(200);
    expect(await looksOf(person)).toContain('niemand uw gegevens geopend');

    await academie.as(trainer).get(`${list}.csv`).expect(200);
    await academie.as(coordinator).get('/organisatie/export.csv').expect(200);
    await academie.as(trainer).get(`/api/v1/offerings/${offering.id}/enrolments`).expect(200);
    await academie.as(coordinator).get(`/api/v1/enrolments/${enrolmentId}`).expect(200);

    const text = await looksOf(person);
    expect(text.split('Nam uw naam mee in een lijst')).toHaveLength(3);
    expect(text.split('Las uw inschrijving met een programma')).toHaveLength(3);
  });

  describe('by a trainer at the door', () => {
    const search = (trainer: { id: string }, sessionId: string, q: string) =>
      academie.as(trainer).get(`/lesgeven/sessies/${sessionId}/inloop?q=${encodeURIComponent(q)}`);
    const lesson = async () => {
      const trainer = await academie.given.holder('trainer');
      const offering = await academie.given.offering({
        trainerIds: [trainer.id],
        startsAt: new Date('2026-03-03T09:30:00+01:00'),
      });
      return { trainer, sessionId: offering.sessionIds[0]!, offeringId: offering.id };
    };

    it('is written down for everybody the search found', async () => {
      const { trainer, sessionId, offeringId } = await lesson();
      const there = await academie.given.person({ organisationId: haarlem.id });
      await academie.given.enrolled(offeringId, [there]);
      const found = await academie.given.person({
        name: 'Wilhelmientje',
        organisationId: haarlem.id,
      });
      expect((await search(trainer, sessionId, 'wilhelm').expect(200)).text).toContain(
        'Wilhelmientje',
      );

      expect(await looksOf(found)).toContain('Zocht op uw naam, voor een presentielijst');
    });

    it('finds people of organisations that send nobody by their whole name only', async () => {
      const { trainer, sessionId } = await lesson();
      const texel = await academie.given.municipality('Texel');
      await academie.given.person({ name: 'Fredegonda', organisationId: texel.id });

      expect((await search(trainer, sessionId, 'fredeg').expect(200)).text).not.toContain(
        'Fredegonda de Tester',
      );
      expect((await search(trainer, sessionId, 'Fredegonda de Tester').expect(200)).text).toContain(
        'Fredegonda de Tester',
      );
    });

    it('ends after sixty people in an hour, and goes on an hour later', async () => {
      const { trainer, sessionId } = await lesson();
      let searches = 0;
      let status = 200;
      while (status === 200 && searches < 100) {
        ({ status } = await search(trainer, sessionId, `niemand${searches}`));
        searches += 1;
      }
      expect([searches, status]).toEqual([61, 429]);

      academie.clock.set('2026-03-03T10:01:00+01:00');
      await search(trainer, sessionId, 'niemand').expect(200);
      academie.clock.set('2026-03-03T09:00:00+01:00');
    });
  });

  describe('an invitation is no relay', () => {
    const list = (actor: { id: string }, offeringId: string, row: object) =>
      academie
        .as(actor)
        .post(`/api/v1/offerings/${offeringId}/bulk-enrolments`)
        .send({ dryRun: true, rows: [row] });

    it.each(['Ga naar https://kwaad.example', 'kwaad.example', 'Bel 1234', 'Win €100'])(
      'for a name like "%s"',
      async (givenName) => {
        const coordinator = await academie.given.holder('coordinator', haarlem.id);
        const { id } = await academie.given.offering();
        const { body } = await list(coordinator, id, {
          email: 'iemand@haarlem.example',
          givenName,
          familyName: 'Jansen',
        });

        expect(body.items[0]).toMatchObject({ outcome: 'rejected', problem: 'oddName' });
      },
    );

    it('nor for a telephone number beside a name, which is left out', async () => {
      const coordinator = await academie.given.holder('coordinator', haarlem.id);
      const { id } = await academie.given.offering();
      await academie
        .as(coordinator)
        .post(`/api/v1/offerings/${id}/bulk-enrolments`)
        .send({
          rows: [
            {
              email: 'nummer@haarlem.example',
              givenName: 'Bel 06-12345678',
              familyName: 'Jansen',
              organisation: 'Haarlem',
            },
          ],
        });
      await academie.runWorkers();

      const sent = await academie.database.rows<{ text: string }>(
        `SELECT subject || body_text || body_html AS text FROM platform.outgoing_mail
          WHERE recipient = 'nummer@haarlem.example'`,
      );
      expect(sent.length).toBeGreaterThan(0);
      expect(sent.map(({ text }) => text).join()).not.toContain('12345678');
    });

    it.each([
      ['J.P.', "d'Ancona"],
      ['Ömer-Can', 'van der Berg–Smit'.replace('–', '-')],
    ])('while %s %s is a name', async (givenName, familyName) => {
      const coordinator = await academie.given.holder('coordinator', haarlem.id);
      const { id } = await academie.given.offering();
      const { body } = await list(coordinator, id, {
        email: 'echt@haarlem.example',
        givenName,
        familyName,
      });

      expect(body.items[0]).toMatchObject({ outcome: 'enrolled', invited: true });
    });

    it('and ends after five hundred strangers in a day, and goes on a day later', async () => {
      const coordinator = await academie.given.holder('coordinator', haarlem.id);
      await academie.database.rows(
        `WITH strangers AS (
           INSERT INTO people.person (given_name, family_name, status, created_at)
           SELECT 'Iemand', 'Anders', 'invited', $2 FROM generate_series(1, 499) RETURNING id)
         INSERT INTO people.invitation (person_id, token_hash, created_at, created_by, expires_at)
         SELECT id, sha256(id::text::bytea), $2, $1, $2::timestamptz + interval '30 days' FROM strangers`,
        [coordinator.id, academie.clock.now()],
      );
      const add = (email: string) =>
        academie
          .as(coordinator)
          .post('/organisatie/medewerkers/toevoegen')
          .type('form')
          .send({
            ...{ email, givenName: 'Nel', familyName: 'Nieuw', organisationId: haarlem.id },
          });

      await add('laatste@haarlem.example').expect(303);
      expect((await add('te-veel@haarlem.example').expect(422)).text).toContain(
        'U hebt vandaag 500 nieuwe mensen uitgenodigd',
      );
      const known = await academie.database.rows(
        `SELECT 1 FROM people.email_address WHERE address = 'te-veel@haarlem.example'`,
      );
      expect(known).toEqual([]);

      academie.clock.set('2026-03-04T10:00:00+01:00');
      await add('te-veel@haarlem.example').expect(303);
      academie.clock.set('2026-03-03T09:00:00+01:00');
    });

    it('and goes to one address once a day', async () => {
      const coordinator = await academie.given.holder('coordinator', haarlem.id);
      const person = await academie.given.person({ organisationId: haarlem.id });
      await academie.database.rows(`UPDATE people.person SET status = 'invited' WHERE id = $1`, [
        person.id,
      ]);
      const again = () =>
        academie.as(coordinator).post(`/organisatie/personen/${person.id}/uitnodigen`);
      const mails = async () =>
        (
          await academie.database.rows(
            'SELECT 1 FROM platform.outgoing_mail WHERE recipient_person_id = $1',
            [person.id],
          )
        ).length;
      await again().expect(303);
      await again().expect(303);
      expect(await mails()).toBe(1);

      academie.clock.set('2026-03-04T10:00:00+01:00');
      await again().expect(303);
      expect(await mails()).toBe(2);
      academie.clock.set('2026-03-03T09:00:00+01:00');
    });
  });
});
