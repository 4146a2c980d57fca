import { newId } from '@academie/platform';

import { startAcademie, type Visitor } from '../support/academie';

const START = '2026-03-10T09:30:00+01:00';

describe('checking in', () => {
  const academie = startAcademie();
  type Who = { id: string };

  const lesson = async (checkIn = ['self', 'ticket'], sessions = 1) => {
    const theme = await academie.given.theme();
    const course = await academie.given.course({ themeIds: [theme.id] });
    const trainer = await academie.given.holder('trainer');
    const offering = await academie.given.offering({
      courseId: course.id,
      trainerIds: [trainer.id],
      sessions,
    });
    await academie.database.rows('UPDATE catalogue.offering SET check_in = $2 WHERE id = $1', [
      offering.id,
      checkIn,
    ]);
    academie.clock.set(START);
    const [anne, bram] = await academie.given.people('Anne', 'Bram');
    const enrolments = await academie.given.enrolled(offering.id, [anne!, bram!]);
    const session = offering.sessionIds[0]!;
    return { theme, trainer, offering, session, anne: anne!, bram: bram!, enrolments };
  };
  const code = async (trainer: Who, session: string): Promise<string> => {
    const { body } = await academie
      .as(trainer)
      .get(`/api/v1/sessions/${session}/check-in-code`)
      .expect(200);
    return body.token as string;
  };
  const checkIn = (who: Who, token: string) =>
    academie.as(who).post('/api/v1/check-ins').send({ token });
  const scan = (who: Who, session: string, text: string) =>
    academie.as(who).post(`/api/v1/sessions/${session}/ticket-scans`).send({ code: text });
  const ticket = async (who: Who, enrolmentId: string): Promise<string> => {
    const { body } = await academie
      .as(who)
      .get(`/api/v1/enrolments/${enrolmentId}/ticket`)
      .expect(200);
    return body.code as string;
  };
  const marks = (session: string) =>
    academie.database.rows<{ enrolment: string; value: string; source: string }>(
      'SELECT enrolment_id AS enrolment, value, source FROM attendance.mark WHERE session_id = $1',
      [session],
    );
  const seconds = (after: number) => new Date(new Date(START).getTime() + after * 1000);
  const cookieOf = (answer: { headers: Record<string, unknown> }): string =>
    [answer.headers['set-cookie'] as string[]]
      .flat()
      .find((one) => one.startsWith('inchecken='))!
      .split(';')[0]!;

  it('marks who scanned the code on the screen, once, and shows it to the trainer', async () => {
    const { trainer, session, anne, enrolments } = await lesson();
    const token = await code(trainer, session);

    await checkIn(anne, token).expect(200);
    await checkIn(anne, token).expect(200);

    expect(await marks(session)).toEqual([
      { enrolment: enrolments[0], value: 'present', source: 'self_qr' },
    ]);
    const { text } = await academie.as(trainer).get(`/lesgeven/sessies/${session}`).expect(200);
    expect(text).toContain('Ingecheckt om 09.30\u00a0uur');
  });

  it('goes from scanning by way of signing in to being in, though the code has changed by then', async () => {
    const { trainer, session, anne } = await lesson();
    const token = await code(trainer, session);
    const page = `/inchecken/${token}`;

    const scanned = await academie.stranger.get(page).expect(303);
    expect(scanned.headers.location).toBe(`/inloggen?naar=${page}`);
    academie.clock.set(seconds(55));
    const proof = cookieOf(scanned);
    // Somebody at home to whom it was sent on comes too late.
    await academie.stranger.get(page).expect(409);
    const visitor = academie.as(anne);
    const own = (call: ReturnType<Visitor['get']>) =>
      call.set('cookie', `sessie=session-of-${anne.id}; ${proof}`);
    expect((await own(visitor.get(page)).expect(200)).text).toContain('Ik ben er');
    const done = await own(visitor.post(page)).expect(201);

    expect(done.text).toContain('U bent ingecheckt');
    expect(await marks(session)).toHaveLength(1);
  });

  it('takes the browser that opened the code a minute at most', async () => {
    const { trainer, session, anne } = await lesson();
    const page = `/inchecken/${await code(trainer, session)}`;
    const proof = cookieOf(await academie.stranger.get(page).expect(303));
    academie.clock.set(seconds(62));

    await academie
      .as(anne)
      .post(page)
      .set('cookie', `sessie=session-of-${anne.id}; ${proof}`)
      .expect(409);
    expect(await marks(session)).toEqual([]);
  });

  it('gives who comes late the minutes that are left, and tells the trainer', async () => {
    const { trainer, session, anne, bram, enrolments } = await lesson();
    academie.clock.set(seconds(15 * 60 + 59));
    await checkIn(anne, await code(trainer, session)).expect(200);
    academie.clock.set(seconds(50 * 60));
    await scan(trainer, session, await ticket(bram, enrolments[1]!)).expect(200);

    const { body } = await academie.as(trainer).get(`/api/v1/sessions/${session}/register`);
    expect(body.participants).toEqual([
      expect.objectContaining({ value: 'present', minutes: null }),
      expect.objectContaining({ value: 'partial', minutes: 70 }),
    ]);
    const { text } = await academie.as(trainer).get(`/lesgeven/sessies/${session}`).expect(200);
    expect(text).toContain('Ingecheckt om 10.20\u00a0uur, 50 minuten te laat');
    expect(text).toContain('Ingecheckt om 09.45\u00a0uur<');
  });

  it('is confirmed by the trainer in one step, who then says it instead', async () => {
    const { trainer, session, anne, bram, enrolments } = await lesson();
    academie.clock.set(seconds(10));
    await checkIn(anne, await code(trainer, session)).expect(200);
    academie.clock.set(seconds(30 * 60));
    await checkIn(bram, await code(trainer, session)).expect(200);
    const page = `/lesgeven/sessies/${session}`;
    expect((await academie.as(trainer).get(page)).text).toContain('Wie zelf incheckte, bevestigen');
    await academie.as(anne).post(`${page}/bevestigen`).expect(403);
    academie.clock.set(seconds(40 * 60));

    await academie.as(trainer).post(`${page}/bevestigen`).expect(303);

    const { body } = await academie.as(trainer).get(`/api/v1/sessions/${session}/register`);
    expect(body.participants).toEqual([
      expect.objectContaining({ enrolmentId: enrolments[0], value: 'present', source: 'trainer' }),
      expect.objectContaining({ value: 'partial', minutes: 90, source: 'trainer' }),
    ]);
    expect((await academie.as(trainer).get(page)).text).not.toContain('bevestigen');
    await academie.as(trainer).post(`${page}/bevestigen`).expect(303);
    expect(await marks(session)).toHaveLength(4);
  });

  it('proves nothing any more when the session is over', async () => {
    const { trainer, session, anne } = await lesson();
    academie.clock.set(seconds(2 * 3600 - 1));
    const token = await code(trainer, session);
    academie.clock.set(seconds(2 * 3600 + 5));

    const { body } = await checkIn(anne, token).expect(409);

    expect(body.code).toBe('attendance.check-in-not-now');
    expect(await marks(session)).toEqual([]);
  });

  it('goes by three words too, for who has no camera, at a session of one’s own only', async () => {
    const { trainer, session, anne, enrolments } = await lesson();
    const stranger = await academie.given.person();
    const { body } = await academie
      .as(trainer)
      .get(`/api/v1/sessions/${session}/check-in-code`)
      .expect(200);
    const words = body.words as string;
    expect(words).toMatch(/^[a-z]+ [a-z]+ [a-z]+$/);
    const type = (who: Who, typed: string) =>
      academie.as(who).post('/inchecken').type('form').send({ words: typed });
    await academie.as(anne).get('/inchecken').expect(200);

    expect((await type(anne, 'appel peer banaan kers').expect(422)).text).toContain(
      'Deze code geldt niet meer',
    );
    await type(stranger, words).expect(422);
    expect(await marks(session)).toEqual([]);
    const done = await type(anne, ` ${words.toUpperCase().replaceAll(' ', '-')} `).expect(201);

    expect(done.text).toContain('U bent ingecheckt');
    expect(await marks(session)).toEqual([
      { enrolment: enrolments[0], value: 'present', source: 'self_qr' },
    ]);
    academie.clock.set(seconds(46));
    await type(anne, words).expect(422);
  });

  it('shows a room the code, the seconds, the words and how many are in, and nothing else', async () => {
    const { trainer, session, anne } = await lesson();
    await checkIn(anne, await code(trainer, session)).expect(200);
    academie.clock.set(seconds(12));

    const { text } = await academie
      .as(trainer)
      .get(`/lesgeven/sessies/${session}/code`)
      .expect(200);

    expect(text).toContain('Nog 18 seconden');
    expect(text).toContain('<strong>1 van 2</strong> ingecheckt');
    expect(text).toContain('/inchecken</strong>');
    expect(text).not.toContain('Hoofdmenu');
    const { name } = (await academie.database.first<{ name: string }>(
      'SELECT name FROM people.person_name WHERE id = $1',
      [trainer.id],
    ))!;
    expect(text).not.toContain(name);
  });

  it('is over a minute after the code left the screen', async () => {
    const { trainer, session, anne } = await lesson();
    const token = await code(trainer, session);
    academie.clock.set(seconds(61));

    expect((await checkIn(anne, token).expect(409)).body.code).toBe('attendance.code-expired');
    const { text } = await academie.as(anne).get(`/inchecken/${token}`).expect(409);

    expect(text).toContain('Scan de code die nu op het scherm staat.');
    expect(await marks(session)).toEqual([]);
  });

  it('is not to be had outside the session, whoever has a code', async () => {
    const { trainer, offering, session, anne } = await lesson(['self'], 2);
    const [, next] = offering.sessionIds as [string, string];
    const answer = await academie
      .as(trainer)
      .get(`/api/v1/sessions/${next}/check-in-code`)
      .expect(409);
    expect(answer.body.code).toBe('attendance.check-in-not-now');
    const token = await code(trainer, session);

    await checkIn(anne, token).expect(200);

    expect(await marks(next)).toEqual([]);
    academie.clock.set(seconds(2 * 3600 + 16 * 60));
    await academie.as(trainer).get(`/api/v1/sessions/${session}/check-in-code`).expect(409);
  });

  it('is for who is on the list, and marks nobody else', async () => {
    const { trainer, session } = await lesson();
    const stranger = await academie.given.person();

    const { body } = await checkIn(stranger, await code(trainer, session)).expect(409);

    expect(body.code).toBe('attendance.not-on-the-list');
    expect(await marks(session)).toEqual([]);
  });

  it('ends when the register is closed, and never outweighs the trainer', async () => {
    const { trainer, session, anne, enrolments } = await lesson();
    const token = await code(trainer, session);
    await academie
      .as(trainer)
      .post(`/api/v1/sessions/${session}/attendance-marks`)
      .send([
        {
          clientId: newId(),
          enrolmentId: enrolments[0],
          value: 'absent',
          occurredAt: '2026-03-10T09:00:00+01:00',
        },
      ])
      .expect(200);

    await checkIn(anne, token).expect(200);
    const { body } = await scan(trainer, session, await ticket(anne, enrolments[0]!)).expect(200);
    expect(body.value).toBe('absent');
    await academie
      .as(trainer)
      .post(`/api/v1/sessions/${session}/register-closure`)
      .send({ early: true })
      .expect(200);
    expect((await checkIn(anne, token).expect(409)).body.code).toBe('attendance.register-closed');
  });

  it('takes a ticket as scanned or as typed, once', async () => {
    const { trainer, session, anne, enrolments } = await lesson();
    const own = await ticket(anne, enrolments[0]!);
    const shown = await academie.as(anne).get(`/mijn/toegangskaart/${enrolments[0]!}`).expect(200);
    expect(shown.text).toContain(own);
    expect(shown.text).toContain('<svg class="qr"');

    const first = await scan(trainer, session, own).expect(200);
    const again = await academie
      .as(trainer)
      .post(`/lesgeven/sessies/${session}/scannen`)
      .type('form')
      .send({ code: own.toLowerCase().replace('-', ' ') })
      .expect(303);

    expect(first.body).toMatchObject({ name: anne.name, value: 'present', again: false });
    expect(again.headers.location).toBe(`/lesgeven/sessies/${session}/scannen`);
    expect(await marks(session)).toEqual([
      { enrolment: enrolments[0], value: 'present', source: 'scan' },
    ]);
  });

  it('takes no ticket of another offering, of another person or made up', async () => {
    const { trainer, session, anne, bram, enrolments } = await lesson();
    const elsewhere = await lesson();
    const foreign = await ticket(elsewhere.anne, elsewhere.enrolments[0]!);

    for (const text of [foreign, 'ABCD-2345', 'onzin'])
      expect((await scan(trainer, session, text).expect(409)).body.code).toBe(
        'attendance.unknown-ticket',
      );
    await academie.as(bram).get(`/api/v1/enrolments/${enrolments[0]!}/ticket`).expect(404);
    await academie.as(bram).get(`/mijn/toegangskaart/${enrolments[0]!}`).expect(404);
    await scan(elsewhere.trainer, session, await ticket(anne, enrolments[0]!)).expect(403);
    const typed = await academie
      .as(trainer)
      .post(`/lesgeven/sessies/${session}/scannen`)
      .type('form')
      .send({ code: foreign })
      .expect(422);
    expect(typed.text).toContain('Deze kaart hoort niet bij iemand op deze lijst.');
    expect(await marks(session)).toEqual([]);
  });

  it('is off until the organiser puts it on, in the form of the offering', async () => {
    const { theme, trainer, offering, session, anne, enrolments } = await lesson([]);
    const mine = () => academie.as(anne).get('/mijn').expect(200);
    const register = () => academie.as(trainer).get(`/lesgeven/sessies/${session}`).expect(200);
    expect((await mine()).text).not.toContain('Toegangskaart');
    expect((await register()).text).not.toContain('Code op het scherm');
    await academie.as(trainer).get(`/api/v1/sessions/${session}/check-in-code`).expect(409);
    await academie.as(anne).get(`/api/v1/enrolments/${enrolments[0]!}/ticket`).expect(409);
    await academie.as(anne).get(`/mijn/toegangskaart/${enrolments[0]!}`).expect(404);

    const lead = await academie.given.holder('theme_lead', theme.id);
    const form = await academie
      .as(lead)
      .get(`/beheer/uitvoeringen/${offering.id}/wijzigen`)
      .expect(200);
    const { headers } = await academie.as(lead).get(`/api/v1/offerings/${offering.id}`).expect(200);
    expect(form.text).toContain('Deelnemers checken zelf in met de code op het scherm');
    await academie
      .as(lead)
      .patch(`/api/v1/offerings/${offering.id}`)
      .set('if-match', headers.etag!)
      .send({ checkIn: ['self', 'ticket'] })
      .expect(200);

    expect((await mine()).text).toContain(`/mijn/toegangskaart/${enrolments[0]!}`);
    expect((await register()).text).toContain('Code op het scherm');
    expect((await register()).text).toContain('Kaarten scannen');
    const screen = await academie.as(trainer).get(`/lesgeven/sessies/${session}/code`).expect(200);
    expect(screen.text).toContain('<svg class="qr"');
  });
});
