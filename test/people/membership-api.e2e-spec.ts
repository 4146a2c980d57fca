import { startAcademie } from '../support/academie';

/** Programs of coordinators and administrators say who works where and may do what. */
describe('the API of work and roles', () => {
  const academie = startAcademie();
  let haarlem: { id: string };
  let texel: { id: string };
  let coordinator: { id: string };
  let administrator: { id: string };

  beforeAll(async () => {
    haarlem = await academie.given.municipality('Haarlem');
    texel = await academie.given.municipality('Texel');
    coordinator = await academie.given.holder('coordinator', haarlem.id);
    administrator = await academie.given.holder('administrator');
    await academie.database.rows(
      `INSERT INTO people.job_function (code, name) VALUES ('jurist', 'Jurist') ON CONFLICT DO NOTHING`,
    );
  });

  const list = async (who: { id: string }, query = '') =>
    (await academie.as(who).get(`/api/v1/memberships${query}`).expect(200)).body as {
      items: { id: string; personId: string; functions: string[]; organisation: string }[];
      next: string | null;
    };
  const post = (who: { id: string }, path: string, body: object = {}) =>
    academie.as(who).post(`/api/v1/${path}`).send(body);

  it('shows a coordinator the own people, a page at a time, and an administrator everybody', async () => {
    const here = await academie.given.person({ organisationId: haarlem.id });
    await academie.given.person({ organisationId: haarlem.id });
    const there = await academie.given.person({ organisationId: texel.id });

    const first = await list(coordinator, '?limit=1');
    const rest = await list(coordinator, `?after=${first.next}`);
    const ids = [...first.items, ...rest.items].map(({ personId }) => personId);

    expect([first.items.length, rest.next, ids.includes(here.id)]).toEqual([1, null, true]);
    expect(ids).not.toContain(there.id);
    expect((await list(administrator, `?organisationId=${texel.id}`)).items).toMatchObject([
      { personId: there.id, organisation: 'Texel' },
    ]);
    expect((await list(coordinator, `?organisationId=${texel.id}`)).items).toEqual([]);
    expect((await academie.as(here).get('/account/inzage')).text).toContain('met een programma');
  });

  it('sets functions, moves and ends, in the own organisations only', async () => {
    const person = await academie.given.person({ organisationId: haarlem.id });
    const job = async (at: { id: string }) =>
      (await list(administrator, `?organisationId=${at.id}`)).items.find(
        ({ personId }) => personId === person.id,
      );
    const { id } = (await job(haarlem))!;
    const outsider = await academie.given.holder('coordinator', texel.id);
    const functions = { functions: ['jurist'] };
    await post(outsider, `memberships/${id}/functions`, functions).expect(404);
    await post(person, `memberships/${id}/functions`, functions).expect(403);
    await post(coordinator, `memberships/${id}/move`, {
      organisationId: texel.id,
      functions: [],
    }).expect(404);
    const wrong = await post(coordinator, `memberships/${id}/functions`, { functions: ['niets'] });
    expect([wrong.status, wrong.body.code]).toEqual([422, 'people.function-unknown']);

    await post(coordinator, `memberships/${id}/functions`, functions).expect(204);
    const now = (await job(haarlem))!;
    expect(now.functions).toEqual(['jurist']);
    await post(administrator, `memberships/${now.id}/move`, {
      organisationId: texel.id,
      functions: [],
    }).expect(204);
    expect(await job(haarlem)).toBeUndefined();
    await post(outsider, `memberships/${(await job(texel))!.id}/ending`).expect(204);
    expect(await job(texel)).toBeUndefined();
  });

  it('adds a colleague once, however often the call is repeated', async () => {
    const body = {
      ...{ givenName: 'Nieuwe', familyName: 'Collega', email: 'nieuw@haarlem.example' },
      ...{ organisationId: haarlem.id, functions: ['jurist'] },
    };
    for (let time = 0; time < 2; time += 1)
      await academie
        .as(coordinator)
        .post('/api/v1/memberships')
        .set('Idempotency-Key', 'erbij')
        .send(body)
        .expect(204);

    const found = (await list(coordinator)).items.filter(({ functions }) => functions.length > 0);
    expect(found).toHaveLength(1);
  });

  it('gives and takes roles, for administrators only', async () => {
    const person = await academie.given.person();
    const role = { personId: person.id, role: 'coordinator', scopeId: texel.id };
    await post(coordinator, 'roles', role).expect(403);
    await post(administrator, 'roles', { ...role, scopeId: undefined }).expect(422);
    await post(administrator, 'roles', role).expect(204);
    const held = async () =>
      (
        await academie.as(administrator).get('/api/v1/roles?role=coordinator&limit=100')
      ).body.items.find((one: { personId: string }) => one.personId === person.id) as
        | { id: string }
        | undefined;
    expect(await held()).toMatchObject({ scopeKind: 'organisation', scopeId: texel.id });
    await academie.as(coordinator).get('/api/v1/roles').expect(403);

    await post(administrator, `roles/${(await held())!.id}/revocation`).expect(204);

    expect(await held()).toBeUndefined();
    await academie.as(person).get('/organisatie/medewerkers').expect(403);
  });
});
