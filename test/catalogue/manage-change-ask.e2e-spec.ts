import { startAcademie, TUESDAY } from '../support/academie';

describe('changing the dates of an offering that people know of', () => {
  const academie = startAcademie();
  let lead: { id: string };
  let theme: { id: string };

  beforeAll(async () => {
    academie.clock.set(TUESDAY);
    theme = await academie.given.theme('Drugs');
    lead = await academie.given.holder('theme_lead', theme.id);
  });

  const offering = async (participants: number, trainers: number, status = 'published') => {
    const { given } = academie;
    const course = await given.course({ themeIds: [theme.id] });
    const trainerIds: string[] = [];
    for (let n = 0; n < trainers; n += 1) trainerIds.push((await given.holder('trainer')).id);
    const made = await given.offering({ courseId: course.id, trainerIds, sessions: 2, status });
    for (let n = 0; n < participants; n += 1)
      await academie
        .as(await given.person())
        .post(`/api/v1/offerings/${made.id}/enrolments`)
        .expect(201);
    const send = (changes: object) =>
      academie
        .as(lead)
        .post(`/beheer/uitvoeringen/${made.id}/wijzigen`)
        .type('form')
        .send({
          action: 'save',
          version: '1',
          mode: 'in_person',
          capacity: '20',
          minimum: '0',
          note: 'Neem "brood" mee',
          trainerIds,
          'sessions.0.id': made.sessionIds[0],
          'sessions.0.day': '2026-03-10',
          'sessions.0.from': '09:30',
          'sessions.0.until': '11:30',
          'sessions.1.id': made.sessionIds[1],
          'sessions.1.day': '2026-03-17',
          'sessions.1.from': '09:30',
          'sessions.1.until': '11:30',
          ...changes,
        });
    const days = async () =>
      (
        await academie.database.rows<{ day: string }>(
          `SELECT to_char(starts_at AT TIME ZONE 'Europe/Amsterdam', 'DD-MM') AS day
             FROM catalogue.session WHERE offering_id = $1 AND status = 'planned' ORDER BY starts_at`,
          [made.id],
        )
      ).map(({ day }) => day);
    return { ...made, send, days };
  };
  const MOVED = { 'sessions.1.day': '2026-03-19' };

  it('first says how many hear what, and changes nothing', async () => {
    const { send, days } = await offering(2, 1);
    const { text } = await send(MOVED).expect(200);

    expect(text).toContain('2 deelnemers en 1 trainer');
    expect(text).toContain('dinsdag 17 maart 2026, 09.30–11.30\u00a0uur wordt');
    expect(text).toContain('donderdag 19 maart 2026, 09.30–11.30\u00a0uur');
    expect(await days()).toEqual(['10-03', '17-03']);
  });

  it('does it after the yes, with all that the form held and no script', async () => {
    const { id, send, days } = await offering(1, 1);
    const { text } = await send(MOVED).expect(200);
    const fields = [...text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)]
      .filter(([, name]) => name !== '_csrf')
      .map(([, name, value]) => [name, value!.replace(/&quot;/g, '"')] as [string, string]);
    await academie
      .as(lead)
      .post(`/beheer/uitvoeringen/${id}/wijzigen`)
      .type('form')
      .send(new URLSearchParams([...fields, ['action', 'confirm']]).toString())
      .expect(303);

    expect(await days()).toEqual(['10-03', '19-03']);
    const stored = await academie.database.first<{ note: string; trainers: number }>(
      `SELECT o.note, (SELECT count(*)::int FROM catalogue.offering_trainer WHERE offering_id = o.id) AS trainers
         FROM catalogue.offering o WHERE id = $1`,
      [id],
    );
    expect(stored).toEqual({ note: 'Neem "brood" mee', trainers: 1 });
    await send({ ...MOVED, action: 'back' })
      .expect(200)
      .expect(/value="2026-03-19"/);
  });

  it('names the place that is left and the one that is gone to', async () => {
    const { send } = await offering(1, 0);
    const place = (await academie.database.first<{ id: string }>(
      `INSERT INTO catalogue.location (name, municipality_id) VALUES ('De Kaap', $1) RETURNING id`,
      [(await academie.given.municipality()).id],
    ))!;
    const words = async (changes: object): Promise<string> =>
      (await send(changes).expect(200)).text.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ');

    const elsewhere = { 'sessions.0.locationId': place.id, 'sessions.1.locationId': place.id };
    const changes = (await words({ ...MOVED, ...elsewhere })).split('mails per persoon')[1];
    expect(changes).toMatch(/maart 2026, 09\.30–11\.30 uur: niet .+ maar .*De Kaap/);
    expect(changes).toMatch(
      /donderdag 19 maart 2026, 09\.30–11\.30 uur, en niet .+ maar .*De Kaap/,
    );
    const online = { 'sessions.0.onlineUrl': 'https://video.example/1' };
    expect(await words(online)).toContain('een andere link');
  });

  it('tells of a session that comes and one that goes', async () => {
    const { send } = await offering(1, 0);
    const { text } = await send({ 'sessions.1.id': '', 'sessions.1.day': '2026-03-26' }).expect(
      200,
    );

    expect(text).toContain('dinsdag 17 maart 2026, 09.30–11.30\u00a0uur vervalt');
    expect(text).toMatch(/donderdag 26 maart 2026, 09\.30–11\.30\u00a0uur<\/strong> komt erbij/);
    expect(text).toContain('2 mails per persoon');
  });

  it.each<[string, number, string, object]>([
    ['nobody has a seat', 0, 'published', MOVED],
    ['it is a concept', 0, 'concept', MOVED],
    ['no date changes', 1, 'published', { note: 'Parkeren kan achter' }],
  ])('asks nothing when %s', async (_when, participants, status, change) => {
    const { send } = await offering(participants, 0, status);

    await send(change).expect(303);
  });

  it('asks nothing of a form with a mistake in it', async () => {
    const { send } = await offering(1, 0);

    await send({ ...MOVED, capacity: 'veel' }).expect(422);
    await send({ ...MOVED, version: '7' }).expect(422);
  });
});
