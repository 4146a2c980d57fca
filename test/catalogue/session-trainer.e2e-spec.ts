import { startAcademie, TUESDAY } from '../support/academie';

describe('trainers of sessions', () => {
  const academie = startAcademie();
  const { clock } = academie;
  let administrator: { id: string };
  let kim: { id: string; name: string };
  let noor: { id: string; name: string };
  let sam: { id: string; name: string };

  beforeEach(async () => {
    clock.set(TUESDAY);
    administrator = await academie.given.holder('administrator');
    [kim, noor, sam] = await Promise.all([
      academie.given.holder('trainer'),
      academie.given.holder('trainer'),
      academie.given.holder('trainer'),
    ]);
  });

  const given = (options: object = {}) =>
    academie.given.offering({ sessions: 2, trainerIds: [kim.id, noor.id], ...options });
  const set = (offering: { id: string }, sessionId: string, body: object, who = administrator) =>
    academie
      .as(who)
      .put(`/api/v1/offerings/${offering.id}/sessions/${sessionId}/trainers`)
      .send(body);
  const told = async (person: { id: string }) => {
    await academie.runWorkers();
    const found = await academie.database.rows<{ subject: string; method: string }>(
      `SELECT subject, calendar_method AS method FROM platform.outgoing_mail
        WHERE recipient_person_id = $1 ORDER BY created_at, id`,
      [person.id],
    );
    return found.map(({ subject, method }) => `${subject.split(':')[0]}, ${method}`);
  };
  const register = (who: { id: string }, sessionId: string) =>
    academie.as(who).get(`/api/v1/sessions/${sessionId}/register`);
  const today = async (who: { id: string }, sessionId: string) =>
    (await academie.as(who).get('/lesgeven').expect(200)).text.includes(sessionId);

  it('let somebody stand in for one session, who is told and may take that register only', async () => {
    const offering = await given();
    const [first, second] = offering.sessionIds as [string, string];
    await register(sam, first).expect(403);
    await set(offering, first, { trainerIds: [noor.id], standInId: sam.id }).expect(204);

    expect(await told(sam)).toEqual(['U geeft deze bijeenkomst, REQUEST']);
    expect(await told(noor)).toEqual([]);
    await register(sam, first).expect(200);
    await register(sam, second).expect(403);
    expect(await today(sam, first)).toBe(true);
    expect(await today(kim, first)).toBe(false);
    expect(await today(kim, second)).toBe(true);
    const head = await academie.as(noor).get(`/lesgeven/sessies/${first}`).expect(200);
    expect(head.text).toContain(sam.name);
    expect(head.text).not.toContain(kim.name);
  });

  it('take the session out of the calendar of who is replaced, and back in', async () => {
    const offering = await given();
    const [first] = offering.sessionIds as [string, string];
    await academie.database.rows(`UPDATE catalogue.offering SET status = 'concept' WHERE id = $1`, [
      offering.id,
    ]);
    await academie
      .as(administrator)
      .post(`/beheer/uitvoeringen/${offering.id}/publiceren`)
      .type('form')
      .send({ place: 'later' })
      .expect(303);
    expect(await told(kim)).toEqual(['U bent trainer, REQUEST']);
    await set(offering, first, { trainerIds: [noor.id], standInId: sam.id }).expect(204);
    expect(await told(kim)).toContain('Iemand anders geeft deze bijeenkomst, CANCEL');
    await set(offering, first, { trainerIds: [kim.id, noor.id] }).expect(204);
    await set(offering, first, { trainerIds: [kim.id, noor.id] }).expect(204);

    expect((await told(kim)).at(-1)).toBe('U geeft deze bijeenkomst, REQUEST');
    expect(await told(sam)).toEqual([
      'U geeft deze bijeenkomst, REQUEST',
      'Iemand anders geeft deze bijeenkomst, CANCEL',
    ]);
  });

  it('stand in the calendar that a trainer follows, as far as they are announced', async () => {
    const offering = await given();
    await given({ status: 'concept' });
    const [first] = offering.sessionIds as [string, string];
    await set(offering, first, { trainerIds: [noor.id] }).expect(204);
    const made = await academie.as(kim).post('/mijn/agenda').type('form').send({}).expect(200);
    const token = /token(?:=|&#x3D;)([\w-]{20,})/.exec(made.text)![1];
    const { text } = await academie.stranger
      .get(`/api/v1/me/calendar.ics?token=${token}`)
      .expect(200);

    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(1);
    expect(text).toContain(offering.sessionIds[1]);
  });

  it('are refused when nobody gives it, when it is no trainer, and to who does not manage it', async () => {
    const offering = await given();
    const [first] = offering.sessionIds as [string, string];
    const nobody = await academie.given.person();
    for (const body of [
      { trainerIds: [] },
      { trainerIds: [kim.id], standInId: nobody.id },
      { trainerIds: [kim.id], standInId: noor.id },
    ])
      await set(offering, first, body).expect(422);
    await set(offering, (await given()).sessionIds[0]!, { trainerIds: [kim.id] }).expect(422);
    await set(offering, first, { trainerIds: [kim.id] }, kim).expect(403);
    await academie.as(kim).get(`/beheer/uitvoeringen/${offering.id}/trainers`).expect(403);
  });

  it('say on the page that a stand-in gives something else then, before they are saved', async () => {
    const offering = await given();
    const [first] = offering.sessionIds as [string, string];
    const course = await academie.given.course();
    await academie.given.offering({ courseId: course.id, trainerIds: [sam.id] });
    const page = `/beheer/uitvoeringen/${offering.id}/trainers`;
    const shown = await academie.as(administrator).get(page).expect(200);
    expect(shown.text).toContain(kim.name);
    const form = { sessions: first, [`trainers.${first}`]: kim.id, [`vervanger.${first}`]: sam.id };
    const asked = await academie.as(administrator).post(page).type('form').send(form).expect(422);
    expect(asked.text).toContain('al iets anders');
    expect(asked.text).toContain(`${sam.name}: ${course.title}, `);
    await academie
      .as(administrator)
      .post(page)
      .type('form')
      .send({ ...form, sure: 'ja' })
      .expect(303);
    await register(sam, first).expect(200);
  });

  it('know of a confidential offering, and hear when their session moves', async () => {
    const offering = await given({ confidential: true, trainerIds: [kim.id] });
    const [first] = offering.sessionIds as [string, string];
    const people = `/beheer/uitvoeringen/${offering.id}/deelnemers`;
    await academie.as(sam).get(people).expect(404);
    await set(offering, first, { trainerIds: [], standInId: sam.id }).expect(204);
    await academie.as(sam).get(people).expect(200);
    expect(await told(sam)).toEqual(['U geeft deze bijeenkomst, REQUEST']);
    clock.set('2026-03-03T12:00:00+01:00');
    await academie
      .as(administrator)
      .patch(`/api/v1/offerings/${offering.id}`)
      .set('if-match', '"1"')
      .send({
        sessions: offering.sessionIds.map((id, week) => ({
          id,
          startsAt: `2026-03-${10 + 7 * week}T09:30:00Z`,
          endsAt: `2026-03-${10 + 7 * week}T11:30:00Z`,
        })),
      })
      .expect(200);

    expect(await told(sam)).toContain('Andere tijd, REQUEST');
    expect(await told(sam)).toHaveLength(2);
  });
});
