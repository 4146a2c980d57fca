import { createHash, createSign, generateKeyPairSync } from 'node:crypto';

import fc from 'fast-check';

import { newId } from '@academie/platform';

import { ElearningPersonPart } from '../../libs/elearning/person-data.handler';
import { startAcademie } from '../support/academie';
import { cmi5, packageOf } from './given-package';
import { GivenPlayer } from './given-player';
import { GivenUnit } from './given-unit';

const VOIDED = 'http://adlnet.gov/expapi/verbs/voided';
type List = { statements: { id: string; verb: { id: string } }[]; more: string };

describe('the record store', () => {
  const academie = startAcademie();
  const player = new GivenPlayer(academie);
  let course: Awaited<ReturnType<GivenPlayer['published']>>;

  beforeAll(async () => {
    await player.begin();
    course = await player.published(packageOf(cmi5([{ moveOn: 'Passed' }]), ['au.html']));
  });
  const begun = async (): Promise<GivenUnit> => {
    const learner = await player.learner(course);
    const unit = await GivenUnit.launch(player, await learner.open());
    await unit.initialized().expect(200);
    return unit;
  };
  const allowed = (unit: GivenUnit, said: object = {}) =>
    unit.statement('https://x.example/did', { defined: false, ...said });
  const list = async (unit: GivenUnit, query: object = {}): Promise<List> =>
    (await unit.get('statements', query).expect(200)).body as List;

  it('lets in its own sessions, and says which version it is', async () => {
    const unit = await begun();
    const about = await player.content('get', `/l/${unit.token}/xapi/about`).expect(200);
    expect(about.body).toEqual({ version: ['1.0.3', '1.0.0'] });
    const bare = () => player.content('get', `/l/${unit.token}/xapi/statements`);
    await bare().set('x-experience-api-version', '1.0.3').expect(401);
    await bare().set('authorization', `Basic ${unit.auth}`).expect(400);
    await bare()
      .set('authorization', `Basic ${unit.auth}`)
      .set('x-experience-api-version', '2.0.0')
      .expect(400);
    const other = await begun();
    await bare()
      .set('authorization', `Basic ${other.auth}`)
      .set('x-experience-api-version', '1.0.3')
      .expect(401);
    const { headers } = await unit.get('statements').expect(200);
    expect(headers['x-experience-api-version']).toBe('1.0.3');
    expect(Date.parse(headers['x-experience-api-consistent-through'] as string)).not.toBeNaN();
  });

  it('keeps a statement as it came, once, and never another one with its id', async () => {
    const unit = await begun();
    const one = allowed(unit, {
      result: { response: 'é', extensions: { 'https://x.example/n': null } },
    });
    const { id } = one as { id: string };
    const put = (statement: object, statementId = id) =>
      unit.ask('put', 'statements', { statementId }).send(statement);
    await put(one).expect(204);
    await put(one).expect(204);
    await unit.send(one).expect(200);
    await put({ ...one, verb: { id: 'https://x.example/other' } }).expect(409);
    await put(one, newId()).expect(400);
    await (
      await begun()
    )
      .send({ ...one, actor: unit.actor })
      .expect(409)
      .catch(() => undefined);

    const { body } = await unit.get('statements', { statementId: id }).expect(200);
    expect(body).toMatchObject({
      ...one,
      version: '1.0.0',
      authority: { account: { name: 'academie' } },
    });
    expect((await list(unit)).statements.filter((found) => found.id === id)).toHaveLength(1);
    await unit.get('statements', { statementId: newId() }).expect(404);
    const batch = [allowed(unit), { ...one, verb: { id: 'https://x.example/other' } }];
    await unit.send(batch).expect(409);
    await unit.send([batch[0], batch[0]]).expect(400);
    expect(await unit.verbs()).toEqual(['launched', 'initialized', 'did']);
    await expect(
      academie.database.rows('UPDATE elearning.statement SET data = $1 WHERE id = $2', ['{}', id]),
    ).rejects.toThrow('never changes');
  });

  it('answers what was asked, page after page', async () => {
    const unit = await begun();
    const ids = Array.from({ length: 7 }, () => newId());
    for (const [nth, id] of ids.entries())
      await unit
        .send(
          allowed(unit, {
            id,
            object: {
              id: `https://x.example/thing/${nth % 2}`,
              definition: { name: { nl: `Ding ${nth}` } },
            },
          }),
        )
        .expect(200);
    const seen: string[] = [];
    let page = await list(unit, { limit: 3, verb: 'https://x.example/did' });
    for (;;) {
      seen.push(...page.statements.map(({ id }) => id));
      if (!page.more) break;
      const next = new URL(page.more, 'http://x');
      page = (
        await player
          .content('get', next.pathname + next.search)
          .set('x-experience-api-version', '1.0.3')
          .set('authorization', `Basic ${unit.auth}`)
          .expect(200)
      ).body as List;
    }
    expect(seen).toEqual([...ids].reverse());
    const count = async (query: object) => (await list(unit, query)).statements.length;
    expect(await count({ activity: 'https://x.example/thing/1' })).toBe(3);
    expect(await count({ activity: 'https://maker.example/au/1' })).toBe(0);
    expect(
      await count({ activity: 'https://maker.example/au/1', related_activities: 'true' }),
    ).toBe(9);
    expect(await count({ agent: JSON.stringify(unit.actor) })).toBe(9);
    expect(await count({ agent: '{"mbox":"mailto:x@x.example"}' })).toBe(0);
    const academy = JSON.stringify({
      account: { homePage: academie.config.publicUrl, name: 'academie' },
    });
    expect(await count({ agent: academy })).toBe(0);
    expect(await count({ agent: academy, related_agents: 'true' })).toBe(9);
    expect(await count({ registration: unit.registration })).toBe(9);
    expect(await count({ registration: newId() })).toBe(0);
    expect(await count({ since: '2026-03-03T10:00:00Z' })).toBe(0);
    expect(await count({ until: '2026-03-03T10:00:00Z' })).toBe(9);
    expect(await count({ since: '2026-03-03', until: '2026-03-04' })).toBe(9);
    const { body } = await unit
      .get('statements', { statementId: ids[0], format: 'ids' })
      .expect(200);
    expect((body as { object: object }).object).toEqual({
      objectType: 'Activity',
      id: 'https://x.example/thing/0',
    });
    const activity = await unit
      .get('activities', { activityId: 'https://x.example/thing/1' })
      .expect(200);
    expect(activity.body).toMatchObject({ definition: { name: { nl: 'Ding 5' } } });
    const person = await unit.get('agents', { agent: JSON.stringify(unit.actor) }).expect(200);
    expect(person.body).toEqual({ objectType: 'Person', account: [unit.actor.account] });
    await unit.ask('head', 'statements').expect(200);
  });

  it('shows nothing of what was voided, except to who asks for it', async () => {
    const unit = await begun();
    const [one, mine] = [allowed(unit), allowed(unit)] as { id: string }[];
    await unit.send([one, mine]).expect(200);
    const voids = (id: string) => allowed(unit, { object: { objectType: 'StatementRef', id } });
    const voiding = { ...voids(one!.id), verb: { id: VOIDED } } as unknown as { id: string };
    await unit.send(voiding).expect(200);
    await unit.get('statements', { statementId: one!.id }).expect(404);
    await unit.get('statements', { voidedStatementId: one!.id }).expect(200);
    await unit.get('statements', { voidedStatementId: mine!.id }).expect(404);
    expect((await list(unit)).statements.map(({ id }) => id)).not.toContain(one!.id);
    await unit.send({ ...voids(voiding.id), verb: { id: VOIDED } }).expect(403);
    await unit.send({ ...allowed(unit), verb: { id: VOIDED } }).expect(400);
    const { statements } = await list(unit, { verb: 'http://adlnet.gov/expapi/verbs/initialized' });
    await unit.send({ ...voids(statements[0]!.id), verb: { id: VOIDED } }).expect(403);
  });

  it('keeps documents, and lets nobody overwrite what they did not see', async () => {
    const unit = await begun();
    const state = (name: string) => ['activities/state', unit.state(name)] as const;
    await unit.get(...state('a')).expect(404);
    await unit
      .ask('put', ...state('a'))
      .type('text/plain')
      .send('één')
      .expect(204);
    const first = await unit.get(...state('a')).expect(200);
    expect([first.text, first.headers['content-type']]).toEqual(['één', 'text/plain']);
    await unit
      .ask('post', ...state('a'))
      .send({ b: 1 })
      .expect(400);
    await unit
      .ask('put', ...state('j'))
      .send({ a: 1, b: { c: 1 } })
      .expect(204);
    await unit
      .ask('post', ...state('j'))
      .send({ b: 2 })
      .expect(204);
    expect((await unit.get(...state('j')).expect(200)).body).toEqual({ a: 1, b: 2 });
    await unit
      .ask('post', ...state('j'))
      .send([1])
      .expect(400);
    const names = await unit.get('activities/state', unit.state()).expect(200);
    expect(names.body).toEqual(['LMS.LaunchData', 'a', 'j']);
    expect(
      (await unit.get('activities/state', { ...unit.state(), since: '2026-03-04T00:00:00Z' })).body,
    ).toEqual([]);
    await unit
      .ask('put', ...state('a'))
      .set('if-match', '"nee"')
      .send({})
      .expect(412);
    await unit
      .ask('put', ...state('a'))
      .set('if-none-match', '*')
      .send({})
      .expect(412);
    await unit
      .ask('delete', ...state('a'))
      .set('if-match', first.headers.etag!)
      .expect(204);
    await unit.ask('delete', 'activities/state', unit.state()).expect(204);
    expect((await unit.get('activities/state', unit.state())).body).toEqual(['LMS.LaunchData']);

    const agent = JSON.stringify(unit.actor);
    for (const [path, query] of [
      ['agents/profile', { agent, profileId: 'cmi5LearnerPreferences' }],
      ['activities/profile', { activityId: unit.activityId, profileId: 'p' }],
    ] as const) {
      await unit.ask('put', path, query).send({ languagePreference: 'nl' }).expect(204);
      await unit.ask('put', path, query).send({ languagePreference: 'en' }).expect(409);
      const { headers } = await unit.get(path, query).expect(200);
      await unit.ask('put', path, query).set('if-match', '"x"').send({ a: 1 }).expect(412);
      const both = await Promise.all(
        ['fr', 'de'].map((languagePreference) =>
          unit.ask('put', path, query).set('if-match', headers.etag!).send({ languagePreference }),
        ),
      );
      expect(both.map(({ status }) => status).sort()).toEqual([204, 412]);
      await unit.ask('post', path, query).send({ audioPreference: 'off' }).expect(204);
      expect((await unit.get(path, query)).body).toMatchObject({ audioPreference: 'off' });
    }
    const other = await begun();
    await other
      .get('activities/state', { ...unit.state('x'), agent: JSON.stringify(other.actor) })
      .expect(403);
    await other.get('agents/profile', { agent, profileId: 'cmi5LearnerPreferences' }).expect(403);
  });

  it.each<[string, object]>([
    ['no actor', { actor: undefined }],
    [
      'an actor with two identifiers',
      { actor: { mbox: 'mailto:a@b.nl', openid: 'https://x.example' } },
    ],
    ['a verb that is no IRI', { verb: { id: 'did' } }],
    [
      'a display without a language',
      { verb: { id: 'https://x.example/d', display: { 'geen taal': 'x' } } },
    ],
    ['something that nobody knows', { extra: 1 }],
    ['null', { result: null }],
    ['a score that is too high', { result: { score: { scaled: 1.1 } } }],
    ['a score above its highest', { result: { score: { raw: 5, max: 4 } } }],
    ['an odd duration', { result: { duration: 'een uur' } }],
    ['an odd moment', { timestamp: '2026-02-30T25:00:00Z' }],
    ['an odd id', { id: 'x' }],
    ['an odd version', { version: '0.9' }],
    ['an extension that is no IRI', { result: { extensions: { x: 1 } } }],
    [
      'a statement in a statement in a statement',
      {
        object: {
          objectType: 'SubStatement',
          actor: { mbox: 'mailto:a@b.nl' },
          verb: { id: 'x:y' },
          object: { objectType: 'SubStatement' },
        },
      },
    ],
    [
      'an attachment without a place',
      {
        attachments: [{ usageType: 'x:y', display: {}, contentType: 'a/b', length: 1, sha2: 'x' }],
      },
    ],
  ])('refuses a statement with %s', async (_what, wrong) => {
    const unit = shared ?? (shared = await begun());
    await unit.send({ ...allowed(unit), ...wrong }).expect(400);
  });
  let shared: GivenUnit | undefined;

  const sha2 = (content: Buffer, algorithm = 'sha256'): string =>
    createHash(algorithm).update(content).digest('hex');
  const attachment = (content: Buffer, more: object = {}): object => ({
    usageType: 'https://x.example/photo',
    display: { nl: 'Foto' },
    contentType: 'image/png',
    length: content.length,
    sha2: sha2(content),
    ...more,
  });
  const BOUNDARY = "abcABC0123'()+_,-./:=?";
  const mixed = (statements: unknown, ...parts: { content: Buffer; headers?: object }[]): Buffer =>
    Buffer.concat([
      Buffer.from(
        `--${BOUNDARY}\r\nContent-Type:application/json\r\n\r\n${JSON.stringify(statements)}`,
      ),
      ...parts.flatMap(({ content, headers = {} }) => [
        Buffer.from(
          `\r\n--${BOUNDARY}\r\n${Object.entries({
            'Content-Type': 'image/png',
            'Content-Transfer-Encoding': 'binary',
            'X-Experience-API-Hash': sha2(content),
            ...headers,
          })
            .map(([name, value]) => `${name}: ${value}\r\n`)
            .join('')}\r\n`,
        ),
        content,
      ]),
      Buffer.from(`\r\n--${BOUNDARY}--`),
    ]);
  const sendMixed = (unit: GivenUnit, body: Buffer, boundary = BOUNDARY) =>
    unit
      .ask('post', 'statements')
      .type(`multipart/mixed; boundary="${boundary}"`)
      .send(body as never);
  /** The parts of an answer, the first one as JSON. */
  const partsOf = ({ headers, body }: { headers: object; body: unknown }) => {
    const type = (headers as Record<string, string>)['content-type']!;
    const [, boundary] = /^multipart\/mixed; boundary=(\S+)$/.exec(type)!;
    const texts = (body as Buffer).toString('latin1').split(`--${boundary}`).slice(1, -1);
    return texts.map((text) => {
      const end = text.indexOf('\r\n\r\n');
      return { head: text.slice(2, end), content: text.slice(end + 4, -2) };
    });
  };
  const asBytes = (test: ReturnType<GivenUnit['get']>) =>
    test.buffer(true).parse((answer, done) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => done(null, Buffer.concat(chunks)));
    });

  it('keeps the bytes of attachments beside their statements, and gives them back', async () => {
    const unit = await begun();
    const photo = Buffer.from([0, 1, 2, 13, 10, 45, 45, 255]);
    const other = Buffer.from('tekst');
    const one = allowed(unit, {
      more: {
        attachments: [
          attachment(photo),
          attachment(other, {
            contentType: 'text/plain',
            sha2: sha2(other, 'sha512').toUpperCase(),
          }),
        ],
      },
    });
    const two = allowed(unit, { more: { attachments: [attachment(photo)] } });
    const elsewhere = allowed(unit, {
      more: { attachments: [attachment(Buffer.from('x'), { fileUrl: 'https://x.example/x' })] },
    });
    const { body: ids } = await sendMixed(
      unit,
      mixed(
        [one, two, elsewhere],
        { content: photo },
        {
          content: other,
          headers: { 'Content-Type': 'text/plain', 'X-Experience-API-Hash': sha2(other, 'sha512') },
        },
      ),
    ).expect(200);
    expect(ids).toHaveLength(3);
    await unit.send(elsewhere).expect(200);

    const id = (one as { id: string }).id;
    const answer = await asBytes(unit.get('statements', { statementId: id, attachments: 'true' }));
    const [json, ...files] = partsOf(answer);
    expect(json!.head).toBe('Content-Type: application/json');
    expect(JSON.parse(json!.content)).toMatchObject({
      id,
      attachments: (one as { attachments: [] }).attachments,
    });
    const hex = (content: Buffer): string => content.toString('hex');
    expect(files.map(({ content }) => hex(Buffer.from(content, 'latin1'))).sort()).toEqual(
      [hex(photo), hex(other)].sort(),
    );
    expect(files.every(({ head }) => /Content-Transfer-Encoding: binary/.test(head))).toBe(true);
    const all = partsOf(await asBytes(unit.get('statements', { attachments: 'true' })));
    expect(all).toHaveLength(3);
    const plain = await unit.get('statements', { statementId: id }).expect(200);
    expect(plain.headers['content-type']).toContain('application/json');
    expect(plain.body).toMatchObject({ id });
    const stranger = await begun();
    expect(
      partsOf(await asBytes(stranger.get('statements', { attachments: 'true' }))),
    ).toHaveLength(1);

    const about = (more: object) => allowed(unit, { more: { attachments: [more] } });
    for (const wrong of [
      mixed(about(attachment(Buffer.from('y')))),
      mixed(about(attachment(photo, { length: 9 })), { content: photo }),
      mixed(about(attachment(photo, { contentType: 'image/gif' })), { content: photo }),
      mixed(about(attachment(photo)), {
        content: photo,
        headers: { 'X-Experience-API-Hash': sha2(other) },
      }),
      mixed(about(attachment(photo)), {
        content: photo,
        headers: { 'X-Experience-API-Hash': 'x' },
      }),
      mixed(about(attachment(photo)), {
        content: photo,
        headers: { 'Content-Transfer-Encoding': 'base64' },
      }),
      mixed(allowed(unit), { content: photo }),
      mixed(allowed(unit)).subarray(0, -4),
      Buffer.from('nothing'),
    ])
      await sendMixed(unit, wrong).expect(400);
    await sendMixed(unit, mixed(allowed(unit)), 'another').expect(400);
    await sendMixed(unit, mixed(allowed(unit))).expect(200);
    await unit.send(about(attachment(photo))).expect(400);

    // A megabyte is what one request brings at most, and twenty what one learner keeps.
    for (let nth = 0; nth < 22; nth += 1) {
      const large = Buffer.alloc(950_000, nth);
      const { status } = await sendMixed(unit, mixed(about(attachment(large)), { content: large }));
      expect(status).toBe(nth < 21 ? 200 : 413);
    }
  });

  it('forgets what was attached when its learner is erased', async () => {
    const learner = await player.learner(course);
    const unit = await GivenUnit.launch(player, await learner.open());
    await unit.initialized().expect(200);
    const photo = Buffer.from('foto');
    const one = allowed(unit, { more: { attachments: [attachment(photo)] } });
    await sendMixed(unit, mixed(one, { content: photo })).expect(200);
    const left = () =>
      academie.database.rows(
        'SELECT 1 FROM elearning.statement_attachment WHERE registration_id = $1',
        [unit.registration],
      );
    expect(await left()).toHaveLength(1);

    await academie.database.transaction((tx) =>
      academie.app.get(ElearningPersonPart).erase(tx, [learner.person.id]),
    );
    expect(await left()).toEqual([]);
  });

  it('looks at the signature of a signed statement', async () => {
    const unit = await begun();
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const base64 = (value: unknown): string =>
      Buffer.from(JSON.stringify(value)).toString('base64url');
    const signed = (
      statement: object,
      payload: object,
      head: object = { alg: 'RS256' },
    ): Buffer => {
      const said = `${base64(head)}.${base64(payload)}`;
      const jws = Buffer.from(
        `${said}.${createSign('RSA-SHA256').update(said).sign(privateKey, 'base64url')}`,
      );
      const attachments = [
        attachment(jws, {
          usageType: 'http://adlnet.gov/expapi/attachments/signature',
          contentType: 'application/octet-stream',
        }),
      ];
      return mixed(
        { ...statement, attachments },
        { content: jws, headers: { 'Content-Type': 'application/octet-stream' } },
      );
    };
    const one = allowed(unit);
    await sendMixed(unit, signed(one, one)).expect(200);
    const two = allowed(unit);
    await sendMixed(unit, signed(two, one)).expect(400);
    await sendMixed(unit, signed(two, two, { alg: 'none' })).expect(400);
    await sendMixed(unit, signed(two, two, { alg: 'RS256', x5c: ['AAAA'] })).expect(400);
    await sendMixed(unit, signed(two, two)).expect(200);
  });

  it('understands who can send nothing but forms', async () => {
    const unit = await begun();
    const form = (
      path: string,
      method: string,
      fields: Record<string, string>,
      more: object = {},
    ) =>
      player
        .content('post', `/l/${unit.token}/xapi/${path}`)
        .query({ method, ...more })
        .type('form')
        .send({
          Authorization: `Basic ${unit.auth}`,
          'X-Experience-API-Version': '1.0.3',
          ...fields,
        });
    const one = allowed(unit, { result: { response: 'é & ü' } });
    const { id } = one as { id: string };
    const content = JSON.stringify(one);
    await form('statements', 'PUT', {
      statementId: id,
      content,
      'Content-Type': 'application/json',
    }).expect(204);
    const found = await form('statements', 'GET', { statementId: id }).expect(200);
    expect(found.body).toMatchObject({ id, result: { response: 'é & ü' } });
    const two = JSON.stringify([allowed(unit), allowed(unit)]);
    expect((await form('statements', 'POST', { content: two }).expect(200)).body).toHaveLength(2);

    const state = unit.state('s');
    const json = { 'Content-Type': 'application/json' };
    await form('activities/state', 'PUT', { ...state, ...json, content: '{"a":1}' }).expect(204);
    await form('activities/state', 'POST', { ...state, ...json, content: '{"b":2}' }).expect(204);
    const kept = await form('activities/state', 'GET', state).expect(200);
    expect(kept.body).toEqual({ a: 1, b: 2 });
    await form('activities/state', 'PUT', {
      ...state,
      ...json,
      'If-Match': '"x"',
      content: '{}',
    }).expect(412);
    await form('activities/state', 'DELETE', state).expect(204);
    await form('activities/state', 'GET', state).expect(404);
    await form('agents', 'GET', { agent: state.agent! }).expect(200);
    await form('activities', 'GET', { activityId: unit.activityId }).expect(200);

    await form('statements', 'PUT', { content }, { statementId: id }).expect(400);
    await form('statements', 'PATCH', { content }).expect(400);
    await form('statements', 'DELETE', { statementId: id }).expect(405);
    await form('agents', 'PUT', { agent: state.agent! }).expect(405);
    await form('statements', 'GET', { Authorization: 'Basic eHh4eHh4eHh4eHh4eHh4eHh4eHh4' }).expect(
      401,
    );
  });

  it('never makes an error of ours, whatever is asked or sent', async () => {
    const unit = await begun();
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(
        '',
        '\0',
        '%00',
        '{}',
        'null',
        '[]',
        '{"mbox":1}',
        'true',
        'PUT',
        '-1',
        '1e9',
        newId(),
        '2026-13-01',
        'x:y',
        "'--",
        '\ud800',
      ),
    );
    const path = fc.constantFrom(
      'statements',
      'activities',
      'agents',
      'activities/state',
      'activities/profile',
      'agents/profile',
      'about',
      'x',
    );
    const name = fc.constantFrom(
      'statementId',
      'voidedStatementId',
      'agent',
      'verb',
      'activity',
      'activityId',
      'registration',
      'since',
      'until',
      'limit',
      'format',
      'ascending',
      'cursor',
      'related_agents',
      'stateId',
      'profileId',
      'attachments',
      'method',
      'x',
      '__proto__',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('get' as const, 'put' as const, 'post' as const, 'delete' as const),
        path,
        fc.array(fc.tuple(name, value), { maxLength: 4 }),
        fc.oneof(
          value,
          fc.json({ maxDepth: 3 }),
          fc.constant(JSON.stringify(unit.statement('passed'))),
          fc
            .array(
              fc.tuple(
                fc.oneof(name, fc.constantFrom('content', 'Content-Type', 'If-Match')),
                value,
              ),
            )
            .map((fields) => fields.map(([key, one]) => `${key}=${one}`).join('&')),
          fc
            .array(
              fc.constantFrom(
                '--x',
                '\r\n',
                '--',
                'Content-Type: application/json',
                '{}',
                'a: b',
                ' ',
              ),
              {
                maxLength: 20,
              },
            )
            .map((pieces) => pieces.join('')),
        ),
        fc.constantFrom(
          'application/json',
          'text/plain',
          'multipart/mixed; boundary=x',
          'image/png',
          'application/x-www-form-urlencoded',
        ),
        async (method, where, query, body, type) => {
          const asked = query
            .map(
              ([key, one]) => `${key}=${encodeURIComponent(one.replace(/\p{Surrogate}/gu, '?'))}`,
            )
            .join('&');
          const request = unit.ask(method, `${where}?${asked}`).type(type);
          const { status } = await (method === 'get' ? request : request.send(body));
          expect(status).toBeLessThan(500);
        },
      ),
      { numRuns: 150 },
    );
  }, 60_000);
});
