import { startAcademie, TUESDAY } from '../support/academie';

describe('notes of trainers', () => {
  const academie = startAcademie();
  let kim: { id: string; name: string };
  let noor: { id: string; name: string };
  let offering: { id: string; sessionIds: string[] };

  beforeEach(async () => {
    academie.clock.set(TUESDAY);
    kim = await academie.given.holder('trainer');
    noor = await academie.given.holder('trainer');
    offering = await academie.given.offering({ sessions: 2, trainerIds: [kim.id, noor.id] });
  });

  const page = (nth: number) => `/lesgeven/sessies/${offering.sessionIds[nth]}/notities`;
  const write = (nth: number, body: object, who = kim) =>
    academie.as(who).post(page(nth)).type('form').send(body);
  const textOf = async (path: string, who = noor) =>
    (await academie.as(who).get(path).expect(200)).text;

  it('are read by the others who give it, at every session', async () => {
    await write(0, { body: 'Deel 2 nog doen.' }).expect(303);

    const text = await textOf(page(1));
    expect(text).toContain('Deel 2 nog doen.');
    expect(text).toContain(kim.name);
    const { body } = await academie
      .as(noor)
      .get(`/api/v1/sessions/${offering.sessionIds[1]}/notes`)
      .expect(200);
    expect(body.items).toMatchObject([{ body: 'Deel 2 nog doen.', handsOver: false }]);
  });

  it('that hand over stand above the register of that session and the next, not before', async () => {
    const register = (nth: number) => textOf(`/lesgeven/sessies/${offering.sessionIds[nth]}`);
    await write(0, { body: 'Gewone notitie' }).expect(303);
    await write(1, { body: 'Neem de kaarten mee.', handsOver: 'ja' }).expect(303);

    expect(await register(1)).toContain('Neem de kaarten mee.');
    expect(await register(1)).not.toContain('Gewone notitie');
    expect(await register(0)).not.toContain('Neem de kaarten mee.');
  });

  it('are nobody else’s, and taken away by who wrote them or organises it', async () => {
    const { body } = await academie
      .as(kim)
      .post(`/api/v1/sessions/${offering.sessionIds[0]}/notes`)
      .send({ body: 'Weg ermee' })
      .expect(201);
    const other = await academie.given.holder('trainer');
    await academie.as(other).get(page(0)).expect(403);
    await write(0, { body: 'x' }, other).expect(403);
    await write(0, { body: '' }).expect(422);
    const away = `${page(0)}/${body.items[0].id}/weghalen`;
    await academie.as(noor).post(away).expect(404);
    await academie.as(kim).post(away).expect(303);

    expect(await textOf(page(0))).toContain('nog geen notities');
    const journal = await academie.database.rows(
      `SELECT data FROM platform.journal WHERE subject_id = $1`,
      [offering.sessionIds[0]],
    );
    expect(JSON.stringify(journal)).not.toContain('Weg ermee');
  });
});
