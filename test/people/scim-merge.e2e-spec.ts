import request from 'supertest';

import { startAcademie } from '../support/academie';

/** Directories know people by their records; administrators make two records one. */
describe('somebody whom a directory knows, and who is merged', () => {
  const academie = startAcademie();
  let town: { id: string; name: string };
  let other: { id: string; name: string };
  let administrator: { id: string };
  let key: string;
  let count = 0;

  beforeAll(async () => {
    town = await academie.given.municipality('Duin');
    other = await academie.given.municipality('Zand');
    administrator = await academie.given.holder('administrator');
    const page = await academie
      .as(administrator)
      .post('/beheer/personeelsmappen')
      .type('form')
      .send({ name: 'Entra ID', organisationIds: [town.id], scope: 'write', days: '365' })
      .expect(201);
    key = /id="sleutel" value="([^"]+)"/.exec(page.text)![1]!;
  });

  const scim = (method: 'get' | 'post' | 'patch', path: string, body?: object) =>
    request(academie.url)
      [method](`/scim/v2${path}`)
      .set('authorization', `Bearer ${key}`)
      .type('application/scim+json')
      .send(body && JSON.stringify(body));
  const user = (address: string) => ({
    userName: address,
    externalId: `extern-${address}`,
    name: { givenName: 'Noor', familyName: 'van Duin' },
    emails: [{ value: address }],
  });
  const create = async () => {
    const address = `noor${++count}@duin.example`;
    const { body } = await scim('post', '/Users', user(address)).expect(201);
    return { id: (body as { id: string }).id, email: address };
  };
  const active = (id: string, value: boolean) =>
    scim('patch', `/Users/${id}`, {
      Operations: [{ op: 'replace', path: 'active', value }],
    });
  const merge = (from: { id: string }, into: { id: string }) =>
    academie
      .as(administrator)
      .post('/api/v1/person-merges')
      .send({ personId: from.id, intoId: into.id, reason: 'Nieuw e-mailadres' });
  const door = (who: { id: string }, kind: 'blocking' | 'unblocking') =>
    academie
      .as(administrator)
      .post(`/api/v1/persons/${who.id}/${kind}`)
      .send({ reason: 'misbruik' })
      .expect(({ status }) => expect(status).toBeLessThan(300));
  const isBlocked = async ({ id }: { id: string }) =>
    (
      await academie.database.first<{ is: boolean }>(
        'SELECT blocked_at IS NOT NULL AS is FROM people.person WHERE id = $1',
        [id],
      )
    )?.is;

  it('left, and goes on elsewhere as the record that is open', async () => {
    const gone = await create();
    await active(gone.id, false).expect(200);
    const now = await academie.given.person({ organisationId: other.id });
    const page = await academie
      .as(administrator)
      .get(`/beheer/personen/${gone.id}/samenvoegen/${now.id}`)
      .expect(200);
    expect(page.text).toContain('gesloten door de personeelsmap van een organisatie');

    const { body } = await merge(gone, now).expect(201);

    await academie.as(now).get('/mijn').expect(200);
    expect(await isBlocked(now)).toBe(false);
    // Apart again, each is what it was.
    await academie
      .as(administrator)
      .post(`/api/v1/person-merges/${(body as { id: string }).id}/undoing`)
      .send({ reason: 'Toch een ander' })
      .expect(200);
    expect([await isBlocked(gone), await isBlocked(now)]).toEqual([true, false]);
    await active(gone.id, true).expect(200);
    expect(await isBlocked(gone)).toBe(false);
  });

  it('is out at once, also when the directory names the record that ended', async () => {
    const old = await create();
    const now = await academie.given.person({ organisationId: town.id });
    await merge(old, now).expect(201);
    await academie.as(now).get('/mijn').expect(200);

    const left = await active(old.id, false).expect(200);

    expect(left.body).toMatchObject({ id: now.id, active: false, userName: old.email });
    expect((await academie.as(now).get('/mijn')).status).not.toBe(200);
    expect(await isBlocked(now)).toBe(true);
  });

  it('stays in when the directory ends the other of two that it has', async () => {
    const [twice, now] = [await create(), await create()];
    await merge(twice, now).expect(201);

    await active(twice.id, false).expect(404);

    expect(await isBlocked(now)).toBe(false);
    const again = await scim('post', '/Users', user(twice.email)).expect(409);
    expect(again.body).toMatchObject({ scimType: 'uniqueness' });
  });

  it.each([
    ['the one that ends', 0],
    ['the one that stays', 1],
  ])('waits while an administrator shut %s of the two only', async (_name, shut) => {
    const two = [await create(), await create()] as const;
    await door(two[shut]!, 'blocking');

    const refused = await merge(two[0], two[1]).expect(409);

    expect(refused.body).toMatchObject({ code: 'people.merge-blocked' });
    const page = await academie
      .as(administrator)
      .get(`/beheer/personen/${two[0].id}/samenvoegen/${two[1].id}`)
      .expect(200);
    expect(page.text).toContain('Hef eerst de blokkade op');
    expect(page.text).toContain(`href="/beheer/personen/${two[shut]!.id}">Naar`);
    await door(two[1 - shut]!, 'blocking');
    await merge(two[0], two[1]).expect(201);
    expect(await isBlocked(two[1])).toBe(true);
  });

  it.each([
    ['opened and shut again', ['unblocking', 'blocking']],
    ['shut too', ['blocking']],
  ] as const)('is not let in again by it whom an administrator %s', async (_name, steps) => {
    const who = await create();
    await active(who.id, false).expect(200);
    for (const step of steps) await door(who, step);

    await active(who.id, true).expect(200);

    expect(await isBlocked(who)).toBe(true);
  });

  it('is not let in again by what the directory shut before the merge', async () => {
    const gone = await create();
    await active(gone.id, false).expect(200);
    const now = await academie.given.person({ organisationId: town.id });
    await merge(gone, now).expect(201);
    await door(now, 'blocking');

    await active(now.id, true).expect(200);

    expect(await isBlocked(now)).toBe(true);
  });

  it('works here too when an address of here is one of somebody of elsewhere', async () => {
    const person = await academie.given.person({ organisationId: other.id });
    await academie.database.rows(
      'INSERT INTO people.email_address (address, person_id, is_primary) VALUES ($1, $2, false)',
      ['tweede@duin.example', person.id],
    );

    const made = await scim('post', '/Users', user('tweede@duin.example')).expect(201);

    expect((made.body as { id: string }).id).toBe(person.id);
    const [name] = await academie.database.rows(
      `SELECT (SELECT count(*)::int FROM people.membership m
                WHERE m.person_id = p.id AND m.valid_to IS NULL) AS jobs
         FROM people.person p WHERE p.id = $1 AND p.given_name || ' ' || p.family_name = $2`,
      [person.id, person.name],
    );
    expect(name).toEqual({ jobs: 2 });
  });

  it('costs as many statements on a page of many as of one', async () => {
    for (let n = 0; n < 5; n += 1) await create();
    const pageOf = (size: number) =>
      academie.queriesOf(() => scim('get', `/Users?count=${size}`).expect(200));
    expect(await pageOf(1)).toBeLessThanOrEqual(4);
    expect(await pageOf(5)).toBe(await pageOf(1));
    const { id } = await create();
    expect(await academie.queriesOf(() => scim('get', `/Users/${id}`))).toBeLessThanOrEqual(3);
    expect(await academie.queriesOf(() => active(id, false).expect(200))).toBeLessThanOrEqual(30);
  });
});
