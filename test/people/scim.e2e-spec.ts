import fc from 'fast-check';
import request from 'supertest';

import { startAcademie } from '../support/academie';

const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';

interface User {
  id: string;
  active: boolean;
  userName: string;
  externalId?: string;
  name: { givenName: string; familyName: string };
  emails: { value: string }[];
  meta: { version: string; location: string };
}

describe('the directory of an organisation', () => {
  const academie = startAcademie();
  let town: { id: string; name: string };
  let other: { id: string; name: string };
  let administrator: { id: string };
  let key: string;
  let readKey: string;
  let otherKey: string;
  let count = 0;

  const makeKey = async (organisationIds: string[], scope = 'write'): Promise<string> => {
    const page = await academie
      .as(administrator)
      .post('/beheer/personeelsmappen')
      .type('form')
      .send({ name: 'Entra ID', organisationIds, scope, days: '365' })
      .expect(201);
    return /id="sleutel" value="([^"]+)"/.exec(page.text)![1]!;
  };
  beforeAll(async () => {
    town = await academie.given.municipality('Duin');
    other = await academie.given.municipality('Zand');
    administrator = await academie.given.holder('administrator');
    key = await makeKey([town.id]);
    readKey = await makeKey([town.id], 'read');
    otherKey = await makeKey([other.id]);
  });

  const call = (
    method: 'get' | 'post' | 'put' | 'patch' | 'delete',
    path: string,
    body?: unknown,
    by = key,
  ) => {
    const asked = request(academie.url)
      [method](`/scim/v2${path}`)
      .set('authorization', `Bearer ${by}`);
    return body === undefined
      ? asked
      : asked.type('application/scim+json').send(JSON.stringify(body));
  };
  const person = (more: object = {}) => {
    const n = ++count;
    return {
      schemas: [USER],
      userName: `noor${n}@duin.example`,
      externalId: `extern-${n}`,
      name: { givenName: 'Noor', familyName: 'van Duin' },
      emails: [{ value: `noor${n}@duin.example`, type: 'work', primary: true }],
      active: true,
      ...more,
    };
  };
  const create = async (more: object = {}): Promise<User> =>
    (await call('post', '/Users', person(more)).expect(201)).body as User;
  const patch = (id: string, ...Operations: object[]) =>
    call('patch', `/Users/${id}`, { schemas: [PATCH], Operations });
  const find = async (filter: string, by = key): Promise<string[]> => {
    const { body } = await call(
      'get',
      `/Users?filter=${encodeURIComponent(filter)}`,
      undefined,
      by,
    ).expect(200);
    return (body as { Resources: User[] }).Resources.map(({ userName }) => userName);
  };
  const stateOf = (id: string) =>
    academie.database.first<{ works: boolean; isBlocked: boolean }>(
      `SELECT p.blocked_at IS NOT NULL AS "isBlocked", EXISTS (
                SELECT FROM people.membership m WHERE m.person_id = p.id AND m.valid_to IS NULL) AS works
         FROM people.person p WHERE p.id = $1`,
      [id],
    );

  it('is told what is possible', async () => {
    const config = await call('get', '/ServiceProviderConfig').expect(200);
    expect(config.headers['content-type']).toContain('application/scim+json');
    expect(config.body).toMatchObject({ patch: { supported: true }, bulk: { supported: false } });
    const types = await call('get', '/ResourceTypes').expect(200);
    expect(types.body).toMatchObject({ totalResults: 1, Resources: [{ endpoint: '/Users' }] });
    const schemas = await call('get', '/Schemas').expect(200);
    expect((schemas.body as { Resources: { id: string }[] }).Resources.map(({ id }) => id)).toEqual(
      [USER, ENTERPRISE],
    );
    await call('get', `/Schemas/${ENTERPRISE}`).expect(200);
    await call('get', '/Schemas/niets').expect(404);
  });

  it('adds somebody, who works there and has no account yet', async () => {
    const sent = person({ [ENTERPRISE]: { organization: 'Duin', department: 'Veiligheid' } });
    const made = await call('post', '/Users', sent).expect(201);
    const user = made.body as User;
    expect(made.headers.location).toBe(user.meta.location);
    expect(user).toMatchObject({
      userName: sent.userName,
      externalId: sent.externalId,
      active: true,
      name: { givenName: 'Noor', familyName: 'van Duin' },
      [ENTERPRISE]: { organization: 'Duin', department: 'Veiligheid' },
    });
    expect((await call('get', `/Users/${user.id}`).expect(200)).body).toEqual(user);
    expect(await stateOf(user.id)).toEqual({ works: true, isBlocked: false });
    const again = await call('post', '/Users', sent).expect(409);
    expect(again.body).toMatchObject({ schemas: [ERROR], status: '409', scimType: 'uniqueness' });
  });

  it('adds nobody with an address of elsewhere, and takes nobody from elsewhere', async () => {
    const elsewhere = await academie.given.person({
      email: 'baas@zand.example',
      organisationId: other.id,
    });
    for (const address of ['iemand@gmail.example', elsewhere.email]) {
      const sent = person({ userName: address, emails: [{ value: address }] });
      const refused = await call('post', '/Users', sent).expect(400);
      expect(refused.body).toMatchObject({ scimType: 'invalidValue' });
    }
  });

  it.each([
    ['userName eq "%"', 1],
    ['USERNAME Eq "%"', 1],
    ['externalId eq "wie-1"', 1],
    ['externalId eq "WIE-1"', 0],
    ['emails.value eq "%" and active eq true', 1],
    ['emails[type eq "work" and value co "zoek-mij"]', 1],
    ['name.familyName sw "zoek" or userName eq "niemand"', 2],
    ['name.givenName eq "Zus" and not (active eq true)', 1],
    ['externalId pr and name.familyName co "ZOEK"', 2],
    [`${ENTERPRISE}:department eq "Zoekers"`, 1],
    ['userName eq "niemand@duin.example"', 0],
  ])('finds people by %s', async (filter, found) => {
    const known = await call('get', '/Users?filter=externalId eq "wie-1"');
    if ((known.body as { totalResults: number }).totalResults === 0) {
      await create({
        userName: 'zoek-mij@duin.example',
        externalId: 'wie-1',
        name: { givenName: 'An', familyName: 'Zoeker' },
        emails: [{ value: 'zoek-mij@duin.example' }],
        [ENTERPRISE]: { department: 'Zoekers' },
      });
      await create({ name: { givenName: 'Zus', familyName: 'Zoekers' }, active: false });
    }
    expect(await find(filter.replace('%', 'zoek-mij@duin.example'))).toHaveLength(found);
  });

  it('pages', async () => {
    for (let n = 0; n < 3; n += 1) await create({ name: { givenName: 'Pa', familyName: 'Gina' } });
    const filter = encodeURIComponent('name.familyName eq "Gina"');
    const page = async (startIndex: number, size: number) =>
      (
        await call('get', `/Users?filter=${filter}&startIndex=${startIndex}&count=${size}`).expect(
          200,
        )
      ).body as { totalResults: number; startIndex: number; Resources: User[] };
    const [first, second, none] = [await page(1, 2), await page(3, 2), await page(1, 0)];
    expect([first.totalResults, first.Resources.length, second.Resources.length]).toEqual([
      3, 2, 1,
    ]);
    expect(new Set([...first.Resources, ...second.Resources].map(({ id }) => id)).size).toBe(3);
    expect(none).toMatchObject({ totalResults: 3, Resources: [] });
    expect((await page(-5, 1)).startIndex).toBe(1);
  });

  it.each([
    ['{"op":"Replace","path":"active","value":"False"}', { active: false }],
    ['{"op":"replace","value":{"active":false}}', { active: false }],
    ['{"op":"REPLACE","value":{"name.givenName":"Nora"}}', { name: { givenName: 'Nora' } }],
    ['{"op":"Add","path":"name.familyName","value":"Bos"}', { name: { familyName: 'Bos' } }],
    ['{"op":"replace","path":"externalId","value":"nieuw-%"}', { externalId: 'nieuw-%' }],
    ['{"op":"remove","path":"externalId"}', { externalId: undefined }],
    [
      '{"op":"Replace","path":"emails[type eq \\"work\\"].value","value":"anders%@duin.example"}',
      { emails: [{ value: 'anders%@duin.example' }] },
    ],
    [
      `{"op":"Add","path":"${ENTERPRISE}:department","value":"Jeugd"}`,
      { [ENTERPRISE]: { department: 'Jeugd' } },
    ],
    [
      `{"op":"add","value":{"${ENTERPRISE}":{"department":"Zorg"}}}`,
      { [ENTERPRISE]: { department: 'Zorg' } },
    ],
  ])('changes somebody by %s', async (operation, expected) => {
    const { id } = await create();
    const numbered = (text: string) => text.replaceAll('%', String(count));
    const { body } = await patch(id, JSON.parse(numbered(operation)) as object).expect(200);
    expect(body).toMatchObject(JSON.parse(numbered(JSON.stringify(expected))) as object);
  });

  it('replaces somebody, and refuses a version that is old', async () => {
    const user = await create();
    const next = person({ name: { givenName: 'Nieuw', familyName: 'Begin' } });
    const put = (version: string) =>
      call('put', `/Users/${user.id}`, next).set('if-match', version);
    const done = await put(user.meta.version).expect(200);
    expect(done.body).toMatchObject({ userName: next.userName, name: { givenName: 'Nieuw' } });
    await put(user.meta.version).expect(412);
    const known = (done.body as User).meta.version;
    await call('get', `/Users/${user.id}`).set('if-none-match', known).expect(304);
  });

  describe('lets a leaver out at once', () => {
    const leaver = async (organisations: { id: string }[]) => {
      const made = await academie.given.person({ email: `weg${++count}@duin.example` });
      for (const { id } of organisations)
        await academie.database.rows(
          `INSERT INTO people.membership (person_id, organisation_id, valid_from, is_main)
           VALUES ($1, $2, '2020-01-01', $3)`,
          [made.id, id, id === town.id],
        );
      return made;
    };
    const isIn = async (who: { id: string }) =>
      (await academie.as(who).get('/mijn')).status === 200;

    it.each([
      ['by a patch', (id: string) => patch(id, { op: 'Replace', path: 'active', value: 'False' })],
      ['by removing', (id: string) => call('delete', `/Users/${id}`)],
    ])('%s, from session, keys and sign-in', async (_name, leave) => {
      const who = await leaver([town]);
      const { status, headers } = await academie.as(who).get('/mijn');
      expect([status, headers.location]).toEqual([200, undefined]);

      expect((await leave(who.id)).status).toBeLessThan(300);

      expect(await isIn(who)).toBe(false);
      expect(await stateOf(who.id)).toEqual({ works: false, isBlocked: true });
      const left = await academie.database.rows(
        'SELECT 1 FROM people.web_session WHERE person_id = $1',
        [who.id],
      );
      expect(left).toEqual([]);
    });

    it('but leaves who works elsewhere too an account, without what it was signed in to', async () => {
      const who = await leaver([town, other]);
      expect(await isIn(who)).toBe(true);
      const out = await patch(who.id, { op: 'replace', value: { active: false } }).expect(200);
      expect(out.body).toMatchObject({ active: false });
      expect(await isIn(who)).toBe(false);
      expect(await stateOf(who.id)).toEqual({ works: true, isBlocked: false });
    });

    it('and lets somebody in again who comes back, unless an administrator shut the door', async () => {
      const who = await leaver([town]);
      const active = (value: boolean) => patch(who.id, { op: 'replace', path: 'active', value });
      await active(false).expect(200);
      expect((await active(true).expect(200)).body).toMatchObject({ active: true });
      expect(await stateOf(who.id)).toEqual({ works: true, isBlocked: false });

      await academie
        .as(administrator)
        .post(`/beheer/personen/${who.id}/blokkeren`)
        .type('form')
        .send({ reason: 'misbruik' })
        .expect(303);
      await active(false).expect(200);
      await active(true).expect(200);
      expect(await stateOf(who.id)).toMatchObject({ isBlocked: true });
    });

    it('and a removed one can be added again', async () => {
      const user = await create();
      await call('delete', `/Users/${user.id}`).expect(204);
      await call('get', `/Users/${user.id}`).expect(404);
      const again = await create({
        userName: user.userName,
        emails: user.emails,
        externalId: user.externalId,
      });
      expect(again.id).toBe(user.id);
      expect(await stateOf(user.id)).toEqual({ works: true, isBlocked: false });
    });
  });

  it('leaves name and address alone of who works elsewhere too or has a role', async () => {
    const user = await create();
    await academie.given.role(user.id, 'auditor');
    const refused = await patch(user.id, { op: 'replace', path: 'name.givenName', value: 'Ander' });
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({ scimType: 'mutability' });
    await patch(user.id, { op: 'replace', path: 'active', value: false }).expect(200);
  });

  it('sees and changes its own people only', async () => {
    const user = await create();
    expect(await find(`id eq "${user.id}"`, otherKey)).toEqual([]);
    for (const method of ['get', 'put', 'patch', 'delete'] as const)
      await call(
        method,
        `/Users/${user.id}`,
        method === 'get' ? undefined : person(),
        otherKey,
      ).expect(404);
    const all = await call('get', '/Users?count=200', undefined, otherKey).expect(200);
    expect(JSON.stringify(all.body)).not.toContain(user.id);
  });

  it('gets in by a key for it that works, and no other way', async () => {
    const user = await create();
    await call('get', `/Users/${user.id}`, undefined, readKey).expect(200);
    await call('delete', `/Users/${user.id}`, undefined, readKey).expect(403);
    for (const by of ['niets', ''])
      expect((await call('get', '/Users', undefined, by).expect(401)).body).toMatchObject({
        schemas: [ERROR],
        status: '401',
      });
    // A key of a directory opens nothing else, and the cookie of an administrator opens nothing here.
    await request(academie.url).get('/api/v1/me').set('authorization', `Bearer ${key}`).expect(404);
    await academie.as(administrator).get('/scim/v2/Users').expect(401);
    await academie.as(administrator).get('/beheer').set('authorization', `Bearer ${key}`);

    const gone = await makeKey([town.id]);
    const page = await academie.as(administrator).get('/beheer/personeelsmappen').expect(200);
    const [, path] = /action="(\/beheer\/personeelsmappen\/[^"]+\/intrekken)"/.exec(page.text)!;
    await academie.as(administrator).post(path!).expect(303);
    await call('get', '/Users', undefined, gone).expect(401);
    academie.clock.set(new Date(academie.clock.now().getTime() + 366 * 86_400_000));
    await call('get', '/Users').expect(401);
    academie.clock.set(new Date(academie.clock.now().getTime() - 366 * 86_400_000));
  });

  it('leaves a line in the journal of each change', async () => {
    const { id } = await create();
    await patch(id, { op: 'replace', path: 'active', value: false }).expect(200);
    const lines = await academie.database.rows<{ action: string; actor: string }>(
      `SELECT action, actor_id AS actor FROM platform.journal WHERE subject_id = $1 AND action LIKE 'scim.%'`,
      [id],
    );
    expect(lines.map(({ action }) => action).sort()).toEqual([
      'scim.user-changed',
      'scim.user-created',
      'scim.user-deactivated',
    ]);
    expect(new Set(lines.map(({ actor }) => actor))).toEqual(new Set([administrator.id]));
  });

  it('gets a clear no in the shape of SCIM for whatever it sends', async () => {
    const { id } = await create();
    const word = fc.constantFrom(
      ...[
        'userName',
        'emails',
        'active',
        'eq',
        'and',
        'not',
        '(',
        ')',
        '[',
        ']',
        '"',
        '"a"',
        'pr',
        'co',
      ],
      ...[
        '__proto__',
        'constructor',
        'name.',
        '.',
        'true',
        'null',
        '1e999',
        '\\',
        "'",
        'Replace',
        'remove',
      ],
    );
    const path = fc.array(word, { maxLength: 8 }).map((words) => words.join(' '));
    const anything = fc.oneof(path, fc.jsonValue({ maxDepth: 3 }));
    const operation = fc.record(
      { op: anything, path: anything, value: anything },
      { requiredKeys: [] },
    );
    const check = ({ status, body }: { status: number; body: unknown }) => {
      expect(status).toBeLessThan(500);
      if (status >= 400) expect(body).toMatchObject({ schemas: [ERROR], status: String(status) });
    };
    await fc.assert(
      fc.asyncProperty(path, operation, anything, async (filter, op, value) => {
        check(await call('get', `/Users?filter=${encodeURIComponent(filter)}`));
        check(await call('patch', `/Users/${id}`, { schemas: [PATCH], Operations: [op] }));
        check(await call('patch', `/Users/${id}`, value));
        check(await call('post', '/Users', { userName: value, name: value, emails: value }));
        check(await call('put', `/Users/${id}`, value));
      }),
      { numRuns: 40 },
    );
    expect(({} as Record<string, unknown>).value).toBeUndefined();
    check(
      await request(academie.url)
        .post('/scim/v2/Users')
        .set('authorization', `Bearer ${key}`)
        .type('application/scim+json')
        .send('{"a":'),
    );
    check(await call('get', `/Users?filter=${encodeURIComponent('('.repeat(900))}`));
    check(await call('get', '/Users?startIndex=x'));
    check(await call('get', '/Users/geen-id'));
    check(await call('get', '/Nergens'));
    await patch(id, { op: 'replace', path: '__proto__.vervuild', value: 1 }).expect(400);
    await patch(id, { op: 'add', path: 'name[constructor eq 1].x', value: 1 }).expect(400);
    expect(({} as Record<string, unknown>).vervuild).toBeUndefined();
  });
});
