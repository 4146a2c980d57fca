import { startAcademie, TUESDAY } from '../support/academie';

describe('messages to participants', () => {
  const academie = startAcademie();
  const { clock } = academie;
  let kim: { id: string; name: string };

  beforeEach(async () => {
    clock.set(TUESDAY);
    kim = await academie.given.holder('trainer');
  });

  const given3 = async (): Promise<{
    offering: { id: string; sessionIds: string[] };
    people: { id: string; name: string }[];
    enrolments: string[];
  }> => {
    const offering = await academie.given.offering({ trainerIds: [kim.id] });
    const people = await academie.given.people('Anna', 'Bob', 'Cas');
    const enrolments: string[] = [];
    for (const person of people) {
      const { body } = await academie
        .as(person)
        .post(`/api/v1/offerings/${offering.id}/enrolments`)
        .send({})
        .expect(201);
      enrolments.push(body.id);
    }
    await academie.runWorkers();
    return { offering, people, enrolments };
  };
  const write = (offeringId: string, body: object, who = kim) =>
    academie.as(who).post(`/api/v1/offerings/${offeringId}/messages`).send(body);
  const got = async (offeringId: string, subject: string) => {
    await academie.runWorkers();
    const found = await academie.database.rows<{ name: string }>(
      `SELECT p.given_name AS name FROM platform.outgoing_mail m
         JOIN people.person p ON p.id = m.recipient_person_id
        WHERE m.about_id = $1 AND m.subject = $2 ORDER BY 1`,
      [offeringId, subject],
    );
    return found.map(({ name }) => name);
  };
  const words = { subject: 'Andere zaal', body: 'We zitten in zaal 2.\n\nTot zo.' };

  it('go to everybody with a seat, and can be read again in Mijn academie', async () => {
    const { offering, people, enrolments } = await given3();
    await academie
      .as(people[2]!)
      .post(`/api/v1/enrolments/${enrolments[2]}/cancellation`)
      .send({})
      .expect(200);
    const sent = await write(offering.id, { to: 'all', ...words }).expect(201);

    expect(sent.body).toMatchObject({ audience: 'all', recipients: 2 });
    expect(await got(offering.id, 'Andere zaal')).toEqual(['Anna', 'Bob']);
    const mine = await academie.as(people[0]!).get('/mijn').expect(200);
    expect(mine.text).toContain('Bericht van');
    const href = /\/mijn\/berichten\/[0-9a-f-]{36}/.exec(mine.text)![0];
    const read = await academie.as(people[0]!).get(href).expect(200);
    expect(read.text).toContain('We zitten in zaal 2.');
    expect(read.text).toContain(kim.name);
    await academie.as(people[1]!).get(href).expect(404);
  });

  it('go to those who did not say to come, who then say so', async () => {
    const { offering, people, enrolments } = await given3();
    const say = (nth: number) =>
      academie.as(people[nth]!).post(`/mijn/inschrijvingen/${enrolments[nth]}/komen`).expect(303);
    await say(0);
    await write(offering.id, { to: 'unconfirmed', asksComing: true, ...words }).expect(201);

    expect(await got(offering.id, 'Andere zaal')).toEqual(['Bob', 'Cas']);
    const asked = await academie.as(people[1]!).get('/mijn').expect(200);
    expect(asked.text).toContain('Laat weten of u komt');
    await say(1);
    await say(1);
    const register = await academie
      .as(kim)
      .get(`/api/v1/sessions/${offering.sessionIds[0]}/register`)
      .expect(200);
    expect(register.body.participants.map(({ coming }: { coming: boolean }) => coming)).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('forget who said to come when the session moves', async () => {
    const { offering, people, enrolments } = await given3();
    const administrator = await academie.given.holder('administrator');
    await academie
      .as(people[0]!)
      .post(`/api/v1/enrolments/${enrolments[0]}/confirmation`)
      .expect(204);
    clock.set('2026-03-03T12:00:00+01:00');
    await academie
      .as(administrator)
      .patch(`/api/v1/offerings/${offering.id}`)
      .set('if-match', '"1"')
      .send({
        sessions: [
          {
            id: offering.sessionIds[0],
            startsAt: '2026-03-11T08:30:00Z',
            endsAt: '2026-03-11T10:30:00Z',
          },
        ],
      })
      .expect(200);
    await academie.runWorkers();

    const page = await academie.as(people[0]!).get(`/mijn/inschrijvingen/${enrolments[0]}`);
    expect(page.text).toContain('Ik kom');
  });

  it('go to one person, by the form beside the register, once however often it is sent', async () => {
    const { offering, enrolments } = await given3();
    const [sessionId] = offering.sessionIds;
    const register = await academie.as(kim).get(`/lesgeven/sessies/${sessionId}`).expect(200);
    const home = `/beheer/uitvoeringen/${offering.id}/bericht`;
    expect(register.text).toContain(`${home}?sessie&#x3D;${sessionId}`);
    const page = await academie
      .as(kim)
      .get(`${home}?sessie=${sessionId}&aan=${enrolments[1]}&tekst=room`)
      .expect(200);
    expect(page.text).toContain('We zitten in een andere zaal');
    const messageId = /name="messageId" value="([0-9a-f-]{36})"/.exec(page.text)![1];
    const form = { messageId, to: enrolments[1], session: sessionId, ...words };
    for (let times = 0; times < 2; times += 1) {
      const answer = await academie.as(kim).post(home).type('form').send(form).expect(303);
      expect(answer.headers.location).toBe(`/lesgeven/sessies/${sessionId}`);
    }

    expect(await got(offering.id, 'Andere zaal')).toEqual(['Bob']);
    const empty = await academie
      .as(kim)
      .post(home)
      .type('form')
      .send({ ...form, body: '' })
      .expect(422);
    expect(empty.text).toContain('Andere zaal');
  });

  it('are not for who neither gives nor organises it, and go to nobody elsewhere', async () => {
    const { offering, enrolments } = await given3();
    const other = await academie.given.holder('trainer');
    await write(offering.id, { to: 'all', ...words }, other).expect(403);
    await academie.as(other).get(`/beheer/uitvoeringen/${offering.id}/bericht`).expect(403);
    const empty = await academie.given.offering({ trainerIds: [kim.id] });
    for (const to of ['all', enrolments[0]])
      await write(empty.id, { to, ...words })
        .expect(409)
        .expect(({ body }) => expect(body.code).toBe('enrolment.nobody-to-tell'));
    await write(offering.id, { to: 'iemand', ...words }).expect(422);
    await academie.as(other).post(`/api/v1/enrolments/${enrolments[0]}/confirmation`).expect(404);
  });

  it('leave their words out of the journal, and go with who is erased', async () => {
    const { offering, people, enrolments } = await given3();
    await write(offering.id, { to: enrolments[0], ...words }).expect(201);
    await academie.runWorkers();
    const journal = await academie.database.rows<{ data: object }>(
      `SELECT data FROM platform.journal WHERE action = 'message.sent' AND data->>'offeringId' = $1`,
      [offering.id],
    );
    expect(JSON.stringify(journal)).not.toContain('zaal');

    const own = await academie.as(kim).get('/account/gegevens.json').expect(200);
    expect(own.text).toContain('We zitten in zaal 2.');
    const administrator = await academie.given.holder('administrator');
    await academie
      .as(people[0]!)
      .post(`/api/v1/enrolments/${enrolments[0]}/cancellation`)
      .send({})
      .expect(200);
    await academie
      .as(administrator)
      .post(`/beheer/personen/${people[0]!.id}/verwijderen`)
      .type('form')
      .send({ confirmation: people[0]!.name, reason: 'Vroeg erom.' })
      .expect(303);
    const kept = await academie.database.rows(
      'SELECT id FROM enrolment.direct_message WHERE offering_id = $1',
      [offering.id],
    );
    expect(kept).toEqual([]);
  });
});
