import { randomUUID } from 'node:crypto';

import { type JWTPayload, UnsecuredJWT } from 'jose';

import { startAcademie, type Visitor } from '../support/academie';
import { GivenLedger } from '../targets/given-ledger';
import { givenDraft } from './given-package';
import { GivenTool, GRADES, LINKING, loginOf, LTI, readCarried } from './given-tool';

const MEMBER = 'http://purl.imsglobal.org/vocab/lis/v2/membership#';
const CHOSEN = '/leerprogramma/gekozen';

describe('a learning program of somebody else', () => {
  const academie = startAcademie();
  const tool = new GivenTool(academie);
  const other = new GivenTool(academie);
  let admin: Visitor;
  let author: Visitor;
  let theme: { id: string; slug: string };

  beforeAll(async () => {
    admin = academie.as(await academie.given.holder('administrator'));
    theme = await academie.given.theme();
    author = academie.as(await academie.given.holder('theme_lead', theme.id));
    for (const one of [tool, other]) await (await one.start()).register(admin);
  });
  afterAll(() => GivenTool.stop());

  const count = async (from: string, ...params: unknown[]): Promise<number> => {
    const found = await academie.database.first<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${from}`,
      params,
    );
    return found!.count;
  };

  type Draft = Awaited<ReturnType<typeof givenDraft>>;

  /** An author who asks to choose in a tool, and what the tool is told. */
  const choosing = async (draft: Draft, of = tool, more: object = {}) => {
    const page = await author
      .post(`${draft.base}/leerprogrammas/nieuw`)
      .type('form')
      .send({ toolId: of.ours.id, moduleKey: draft.moduleKey, title: '', passMark: '', ...more })
      .expect(200);
    return of.told(author, page);
  };
  /** A tool sends the browser of an author back, as another site does: without a session. */
  const bringBack = (token: string) =>
    academie.stranger
      .post(CHOSEN)
      .set({ origin: tool.url, 'sec-fetch-site': 'cross-site' })
      .type('form')
      .send({ JWT: token });

  /** A course of one lesson in a tool, published. */
  const published = async (more: object = {}, of = tool, draft?: Draft) => {
    const made = draft ?? (await givenDraft(academie, author, theme.id));
    const told = await choosing(made, of, more);
    const { headers } = await bringBack(await of.sign(of.chosen(told))).expect(303);
    await author.post(headers.location!).type('form').send({}).expect(303);
    await author.post(`${made.base}/publiceren`).type('form').send({ rule: 'all' }).expect(303);
    const lesson = await academie.database.first<{ key: string; versionId: string }>(
      `SELECT s.key, s.version_id AS "versionId" FROM elearning.lesson s
         JOIN elearning.content_version v ON v.id = s.version_id WHERE v.course_id = $1`,
      [made.courseId],
    );
    return { ...made, ...lesson! };
  };
  type Course = Awaited<ReturnType<typeof published>>;

  const learner = async (course: Course, person?: { id: string; name: string; email: string }) => {
    const who = person ?? (await academie.given.person());
    const [id] = await academie.given.enrolled(course.offeringId, [who]);
    const visitor = academie.as(who);
    const lesson = `/leren/${id}/les/${course.key}`;
    const open = () =>
      visitor
        .post(`${lesson}/leerprogramma`)
        .type('form')
        .send({ versionId: course.versionId })
        .expect(200);
    const isDone = async () =>
      (await count('elearning.lesson_done WHERE enrolment_id = $1', id)) > 0;
    return { id: id!, person: who, visitor, lesson, open, isDone };
  };
  /** Somebody who opened it, and what the tool was told. */
  const opened = async (course: Course, of = tool) => {
    const who = await learner(course);
    return { ...who, told: await of.told(who.visitor, await who.open()) };
  };

  it('is connected, chosen from, opened, and moves the target that counts the course, once', async () => {
    const ledger = new GivenLedger(academie);
    const rule = {
      type: 'distinct_persons' as const,
      courseTags: ['elders'],
      moment: 'completed' as const,
    };
    await ledger.plan([theme.slug], [{ code: 'T91', rule, unit: 'persons' }]);
    const draft = await givenDraft(academie, author, theme.id);
    await academie.database.rows(`UPDATE catalogue.course SET tags = '{elders}' WHERE id = $1`, [
      draft.courseId,
    ]);
    const course = await published({ passMark: '70' }, tool, draft);
    const municipality = await academie.given.municipality();
    const person = await academie.given.person({ organisationId: municipality.id });
    const visitor = academie.as(person);
    const enrolled = await visitor
      .post(`/api/v1/offerings/${course.offeringId}/enrolments`)
      .send({})
      .expect(201);
    const { id } = enrolled.body as { id: string };
    const lesson = `/leren/${id}/les/${course.key}`;
    const { headers } = await visitor.get(lesson).expect(303);
    const front = await visitor.get(headers.location!).expect(200);
    expect(front.text).toContain('krijgt uw naam en e-mailadres niet te zien');
    expect(front.text).toContain('U bent klaar vanaf een score van 70%.');
    const { versionId } = course;
    await visitor.post(`${lesson}/klaar`).type('form').send({ versionId }).expect(409);

    const page = await visitor
      .post(`${lesson}/leerprogramma`)
      .type('form')
      .send({ versionId })
      .expect(200);
    const told = await tool.told(visitor, page);
    await academie.runWorkers();
    expect(await ledger.value('T91')).toBe(0);
    expect((await visitor.get(headers.location!)).text).toContain('Het resultaat is er nog niet.');
    for (let time = 0; time < 3; time += 1) {
      expect((await tool.score(told)).status).toBe(204);
      await academie.runWorkers();
    }

    expect(await ledger.value('T91')).toBe(1);
    expect(await count('attendance.completion WHERE enrolment_id = $1', id)).toBe(1);
    const result = await visitor.get(headers.location!).expect(200);
    expect(result.text).toContain('U hebt dit afgerond.');
    expect(result.text).toContain('Uw score is 80%.');
    expect((await visitor.get(`/leren/${id}/overzicht`)).text).toContain('afgerond');

    // A later try that goes worse takes nothing back.
    academie.clock.set(new Date(academie.clock.now().getTime() + 60_000));
    expect((await tool.score(told, { scoreGiven: 1 })).status).toBe(204);
    await academie.runWorkers();
    expect(await ledger.value('T91')).toBe(1);
  });

  it('is told what was opened, by whom as it knows that person, and where to go back to', async () => {
    const course = await published();
    const { told, lesson, person, visitor } = await opened(course);

    expect(told).toMatchObject({
      [`${LTI}/message_type`]: 'LtiResourceLinkRequest',
      [`${LTI}/version`]: '1.3.0',
      [`${LTI}/deployment_id`]: tool.ours.deployment,
      [`${LTI}/target_link_uri`]: `${tool.url}/start?les=7`,
      [`${LTI}/resource_link`]: { title: 'Herken een katvanger' },
      [`${LTI}/roles`]: [`${MEMBER}Learner`],
      [`${LTI}/context`]: { id: course.courseId },
      [`${LTI}/custom`]: { les: '7' },
      [`${LTI}/launch_presentation`]: {
        document_target: 'window',
        return_url: `${academie.config.publicUrl}${lesson}/terug`,
      },
      nonce: expect.any(String) as string,
      sub: expect.stringMatching(/^[\w-]{43}$/) as string,
    });
    for (const told1 of [person.id, person.name, person.email, 'Tester'])
      expect(JSON.stringify(told)).not.toContain(told1);

    const back = await visitor.get(`${lesson}/terug`).expect(303);
    expect(back.headers.location).toBe(lesson);
    const wrong = await visitor.get(`${lesson}/terug`).query({ lti_errormsg: 'Bel dit nummer' });
    const flashed = await visitor
      .get(`${lesson}/leerprogramma`)
      .set('cookie', [...cookiesOf(wrong), academie.headersOf(person).cookie].join('; '));
    expect(flashed.text).toContain('meldde dat er iets misging');
    expect(flashed.text).not.toContain('Bel dit nummer');
  });

  it('knows the same person by the same name each time, and another program by another', async () => {
    const [first, second, elsewhere] = [
      await published(),
      await published(),
      await published({}, other),
    ];
    const one = await opened(first);
    const again = await learner(second, one.person);
    const there = await learner(elsewhere, one.person);

    expect((await tool.told(again.visitor, await again.open())).sub).toBe(one.told.sub);
    const known = await other.told(there.visitor, await there.open());
    expect(known.sub).not.toBe(one.told.sub);
  });

  it('gets names and addresses only where that was agreed', async () => {
    const named = await new GivenTool(academie).start();
    await named.register(admin, { needsName: 'ja', needsAddress: 'ja' });
    const course = await published({}, named);
    const { person, told, visitor, lesson } = await opened(course, named);

    expect(told).toMatchObject({ name: person.name, email: person.email });
    expect((await visitor.get(`${lesson}/leerprogramma`)).text).toContain(
      'krijgt uw naam en e-mailadres te zien',
    );
  });

  it('that sends no scores is done when its learner says so, and has nothing to ask', async () => {
    const silent = await new GivenTool(academie).start();
    await silent.register(admin, { givesScores: '', chooseUrl: '' });
    const draft = await givenDraft(academie, author, theme.id);
    // Nothing can be chosen in it, so the lesson opens what it opens first.
    await author
      .post(`${draft.base}/leerprogrammas/nieuw`)
      .type('form')
      .send({ toolId: silent.ours.id, moduleKey: draft.moduleKey, title: 'Een film' })
      .expect(303);
    await author.post(`${draft.base}/publiceren`).type('form').send({ rule: 'all' }).expect(303);
    const lesson = await academie.database.first<{ key: string; versionId: string }>(
      `SELECT s.key, s.version_id AS "versionId" FROM elearning.lesson s
         JOIN elearning.content_version v ON v.id = s.version_id WHERE v.course_id = $1`,
      [draft.courseId],
    );
    const who = await opened({ ...draft, ...lesson! }, silent);
    expect(who.told[`${GRADES}/claim/endpoint`]).toBeUndefined();
    expect(who.told[`${LTI}/target_link_uri`]).toBe(`${silent.url}/start`);
    expect((await silent.askToken()).status).toBe(401);

    await who.visitor
      .post(`${who.lesson}/klaar`)
      .type('form')
      .send({ versionId: lesson!.versionId })
      .expect(303);
    expect(await who.isDone()).toBe(true);
  });

  describe('that asks who sits in a browser', () => {
    const path = '/leerprogramma/aanmelden';
    let course: Course;
    beforeAll(async () => {
      course = await published();
    });
    const begun = async () => {
      const who = await learner(course);
      return { ...who, login: loginOf((await who.open()).text) };
    };

    it('is answered at an address of its own and at no other', async () => {
      const { visitor, login } = await begun();
      for (const redirect of [
        'https://boef.example/answer',
        `${tool.url}/answer/`,
        `${tool.url}/answer?x=1`,
        `${other.url}/answer`,
        undefined,
      ]) {
        const { text } = await visitor
          .get(path)
          .query(tool.asks(login, { redirect_uri: redirect }))
          .expect(422);
        expect(text).not.toContain('data-go');
      }
      const { action, fields } = await tool.carried(visitor, login, {
        redirect_uri: `${tool.url}/answer2`,
      });
      expect(action).toBe(`${tool.url}/answer2`);
      expect(fields.id_token).toBeDefined();
    });

    it('is told once: the same hint, or a made-up one, gives nothing', async () => {
      const { visitor, login } = await begun();
      expect((await tool.carried(visitor, login)).fields.id_token).toBeDefined();
      for (const hint of [undefined, randomUUID(), login.searchParams.get('lti_message_hint')!])
        expect((await tool.carried(visitor, login, { lti_message_hint: hint })).fields).toEqual({
          error: 'invalid_request',
          state: 'een-staat',
        });
    });

    it('is told by a hint for ten minutes, and by that of another program never', async () => {
      const { visitor, login } = await begun();
      const asked = { ...other.asks(login), client_id: other.ours.client };
      const { text } = await visitor
        .get(path)
        .query({ ...asked, redirect_uri: `${other.url}/answer` })
        .expect(200);
      expect(readCarried(text).fields.id_token).toBeUndefined();

      academie.clock.set(new Date(academie.clock.now().getTime() + 11 * 60_000));
      expect((await tool.carried(visitor, login)).fields.error).toBe('invalid_request');
    });

    it.each([
      [{ response_type: 'code' }, 'unsupported_response_type'],
      [{ scope: 'email' }, 'invalid_scope'],
      [{ response_mode: 'query' }, 'invalid_request'],
      [{ prompt: 'login' }, 'invalid_request'],
      [{ nonce: undefined }, 'invalid_request'],
      [{ login_hint: 'iemand-anders' }, 'login_required'],
    ])('with %p is told %s', async (more, error) => {
      const { visitor, login } = await begun();
      expect((await tool.carried(visitor, login, more)).fields).toEqual({
        error,
        state: 'een-staat',
      });
    });

    it('hears nothing of who opened it when somebody else is signed in, or the place was given up', async () => {
      const { id, visitor, login } = await begun();
      const stranger = await academie.given.person();
      expect((await tool.carried(academie.as(stranger), login)).fields.error).toBe(
        'login_required',
      );
      await academie.stranger.get(path).query(tool.asks(login)).expect(303);

      await visitor.post(`/api/v1/enrolments/${id}/cancellation`).send({}).expect(200);
      expect((await tool.carried(visitor, login)).fields.error).toBe('access_denied');
    });

    it('may ask by a form, which comes without a session and goes on as a link', async () => {
      const { visitor, login } = await begun();
      const { headers } = await academie.stranger
        .post(path)
        .set({ origin: tool.url, 'sec-fetch-site': 'cross-site' })
        .type('form')
        .send({ ...tool.asks(login), kwaad: 'x' })
        .expect(303);
      expect(headers.location).not.toContain('kwaad');
      const { text, headers: answered } = await visitor.get(headers.location!).expect(200);
      await tool.read(readCarried(text).fields.id_token!);
      expect(answered['content-security-policy']).toContain("form-action 'self' https:");
    });
  });

  describe('in which an author chooses', () => {
    let draft: Draft;
    beforeAll(async () => {
      draft = await givenDraft(academie, author, theme.id);
    });
    const links = () => count('elearning.tool_choice WHERE item IS NOT NULL');

    it('is told that somebody chooses one thing, and brings it back once', async () => {
      const told = await choosing(draft, tool, { title: 'Eigen titel', passMark: '80' });
      expect(told).toMatchObject({
        [`${LTI}/message_type`]: 'LtiDeepLinkingRequest',
        [`${LTI}/roles`]: expect.arrayContaining([`${MEMBER}Instructor`]) as string[],
        [`${LINKING}/deep_linking_settings`]: {
          accept_types: ['ltiResourceLink'],
          accept_multiple: false,
          deep_link_return_url: `${academie.config.publicUrl}${CHOSEN}`,
        },
      });
      const token = await tool.sign(tool.chosen(told));
      const { headers } = await bringBack(token).expect(303);
      const page = headers.location!;
      expect((await author.get(page).expect(200)).text).toContain('Eigen titel');
      // Neither the same token nor another answer to the same question changes what was chosen.
      await bringBack(token).expect(422);
      await bringBack(await tool.sign(tool.chosen(told))).expect(422);

      const [first, second] = await Promise.all([author.post(page), author.post(page)]);
      expect([first.status, second.status]).toEqual([303, 303]);
      expect(
        await academie.database.rows(
          `SELECT s.title, k.url, k.custom, k.maximum, k.resource_id, k.pass_mark
             FROM elearning.lesson s JOIN elearning.tool_link k ON k.id = s.tool_link_id
            WHERE k.course_id = $1`,
          [draft.courseId],
        ),
      ).toEqual([
        {
          title: 'Eigen titel',
          url: `${tool.url}/start?les=7`,
          custom: { les: '7' },
          maximum: 20,
          resource_id: 'les-7',
          pass_mark: 80,
        },
      ]);
      expect((await author.get(page)).text).toContain('Deze keuze staat als les in het concept.');
      const lessons = (await author.get(draft.base)).text;
      expect(lessons).toMatch(/>\s*leerprogramma\s*</);
      expect(lessons).not.toContain('0 blokken');
    });

    it('may bring back nothing', async () => {
      const told = await choosing(draft);
      const { headers } = await bringBack(await tool.sign(tool.chosen(told, []))).expect(303);
      expect((await author.get(headers.location!)).text).toContain('U hebt niets gekozen.');
      await author.post(headers.location!).expect(404);
    });

    it('is somebody else than who else sees the choice', async () => {
      const told = await choosing(draft);
      const { headers } = await bringBack(await tool.sign(tool.chosen(told))).expect(303);
      const colleague = academie.as(await academie.given.holder('theme_lead', theme.id));
      await colleague.get(headers.location!).expect(404);
      await academie.stranger.get(headers.location!).expect(303);
    });

    const past = () => Math.floor(academie.clock.now().getTime() / 1000) - 4000;
    it.each<[string, (told: JWTPayload) => Promise<string> | string]>([
      [
        'for somebody else',
        (told) => tool.sign(tool.chosen(told, [], { aud: 'https://x.example' })),
      ],
      [
        'for others too',
        (told) =>
          tool.sign(tool.chosen(told, [], { aud: [tool.ours.issuer, 'https://x.example'] })),
      ],
      ['of another program', (told) => other.sign(other.chosen(told))],
      ['signed by another program', (told) => other.sign(tool.chosen(told))],
      ['of nobody', (told) => tool.sign(tool.chosen(told, [], { iss: randomUUID() }))],
      [
        'that is old',
        (told) => tool.sign(tool.chosen(told, [], { iat: past(), exp: past() + 60 })),
      ],
      [
        'that holds for ever',
        (told) => tool.sign(tool.chosen(told, [], { iat: past(), exp: past() + 1e6 })),
      ],
      [
        'of another installation',
        (told) => tool.sign(tool.chosen(told, [], { [`${LTI}/deployment_id`]: randomUUID() })),
      ],
      [
        'without a mark of its own',
        (told) => tool.sign(tool.chosen(told, [], { nonce: undefined })),
      ],
      [
        'of another kind',
        (told) =>
          tool.sign(tool.chosen(told, [], { [`${LTI}/message_type`]: 'LtiStartProctoring' })),
      ],
      [
        'that answers nothing',
        (told) => tool.sign(tool.chosen(told, [], { [`${LINKING}/data`]: 'x'.repeat(43) })),
      ],
      ['that nobody signed', (told) => new UnsecuredJWT(tool.chosen(told)).setIssuedAt().encode()],
      [
        'with a key that is not published',
        async (told) => {
          const token = tool.sign(tool.chosen(told), { kid: 'een-andere' });
          return token;
        },
      ],
      ['that is none', () => 'abc'],
      ['that is missing', () => ''],
    ])('is not believed with a token %s', async (_what, make) => {
      const told = await choosing(draft);
      const before = await links();
      await bringBack(await make(told)).expect(422);
      expect(await links()).toBe(before);
    });

    it.each<[string, () => unknown]>([
      ['two things', () => [tool.item(), tool.item()]],
      ['a file', () => [{ type: 'file', url: `${tool.url}/x.pdf` }]],
      ['something on another host', () => [tool.item({ url: 'https://boef.example/' })]],
      ['a script', () => [tool.item({ url: 'javascript:alert(1)' })]],
      ['no list', () => 'alles'],
      ['null', () => [null]],
      ['a long story', () => [tool.item({ custom: { a: 'x'.repeat(3000) } })]],
    ])('is refused with %s', async (_what, items) => {
      const told = await choosing(draft);
      await bringBack(await tool.sign(tool.chosen(told, items()))).expect(422);
    });

    it('has a title without what no page shows', async () => {
      const told = await choosing(draft);
      const item = tool.item({ title: '\u0000<b>Les</b>\ud800'.padEnd(300, 'x') });
      const { headers } = await bringBack(await tool.sign(tool.chosen(told, [item]))).expect(303);
      expect((await author.get(headers.location!)).text).toContain('&lt;b&gt;Les');
    });
  });

  describe('that sends scores', () => {
    let course: Course;
    beforeAll(async () => {
      course = await published({ passMark: '75' });
    });
    const later = (seconds: number) =>
      new Date(academie.clock.now().getTime() + seconds * 1000).toISOString();

    it.each<[string, object, boolean]>([
      ['enough points', {}, true],
      ['exactly enough', { scoreGiven: 15 }, true],
      ['too few points', { scoreGiven: 14.9 }, false],
      ['no points', { scoreGiven: undefined, scoreMaximum: undefined }, false],
      ['what is not finished', { activityProgress: 'InProgress' }, false],
      ['what was handed in', { activityProgress: 'Submitted' }, false],
      ['what somebody still grades', { gradingProgress: 'PendingManual' }, false],
      ['a grading that failed', { gradingProgress: 'Failed' }, false],
      ['more than all points', { scoreGiven: 25 }, true],
    ])('with %s', async (_what, more, expected) => {
      const { told, isDone } = await opened(course);
      expect((await tool.score(told, more)).status).toBe(204);
      expect(await isDone()).toBe(expected);
    });

    it('is not overtaken by what is older', async () => {
      const { told, isDone } = await opened(course);
      const send = async (seconds: number, scoreGiven: number) =>
        (await tool.score(told, { timestamp: later(seconds), scoreGiven })).status;

      expect(await send(0, 3)).toBe(204);
      expect(await send(-10, 20)).toBe(409);
      expect(await isDone()).toBe(false);
      expect(await send(0, 3)).toBe(204);
      // What lies ahead of our clock would keep out all that follows.
      expect(await send(3600, 20)).toBe(422);
      expect(await send(10, 20)).toBe(204);
      expect(await isDone()).toBe(true);
      expect(await send(20, 0)).toBe(204);
      expect(await isDone()).toBe(true);
    });

    it('has one completion when many come at once', async () => {
      const { told, id } = await opened(course);
      const token = await tool.token();
      const all = await Promise.all(
        [0, 1, 2, 3, 4, 5].map((at) => tool.score(told, { timestamp: later(at) }, token)),
      );
      expect(all.every(({ status }) => [204, 409].includes(status))).toBe(true);
      await academie.runWorkers();
      expect(await count('attendance.completion WHERE enrolment_id = $1', id)).toBe(1);
      expect(
        await count(`platform.journal WHERE action = 'learning.finished' AND subject_id = $1`, id),
      ).toBe(1);
    });

    it('can say nothing of somebody who did not open it, or gave up the place', async () => {
      const { told, id, visitor } = await opened(course);
      const elsewhere = await opened(await published());
      const waiting = await learner(course);
      await waiting.open(); // on the way, but never told of
      expect((await tool.score(told, { userId: elsewhere.told.sub })).status).toBe(404);
      expect((await tool.score(told, { userId: randomUUID() })).status).toBe(404);
      expect((await tool.score(told, { userId: waiting.person.id })).status).toBe(404);

      await visitor.post(`/api/v1/enrolments/${id}/cancellation`).send({}).expect(200);
      expect((await tool.score(told)).status).toBe(404);
    });

    it('reads and fills only what is its own', async () => {
      const { told, isDone } = await opened(course);
      const endpoint = told[`${GRADES}/claim/endpoint`] as { lineitem: string; lineitems: string };
      const item = {
        id: endpoint.lineitem,
        label: 'Herken een katvanger',
        scoreMaximum: 20,
        resourceLinkId: (told[`${LTI}/resource_link`] as { id: string }).id,
        resourceId: 'les-7',
        tag: 'toets',
      };
      const own = await tool.asksFor(endpoint.lineitem);
      expect(own.headers['content-type']).toContain('application/vnd.ims.lis.v2.lineitem+json');
      expect(JSON.parse(own.text)).toEqual(item);
      expect(JSON.parse((await tool.asksFor(endpoint.lineitems)).text)).toEqual([item]);
      expect(JSON.parse((await tool.asksFor(`${endpoint.lineitems}?tag=les`)).text)).toEqual([]);

      const theirs = await other.token();
      expect((await other.asksFor(endpoint.lineitem, theirs)).status).toBe(404);
      expect(JSON.parse((await other.asksFor(endpoint.lineitems, theirs)).text)).toEqual([]);
      expect((await tool.score(told, {}, theirs)).status).toBe(404);
      expect(await isDone()).toBe(false);
    });

    it('needs a token of ours that allows it, and that is no other token', async () => {
      const { told, visitor, open } = await opened(course);
      const message = await tool.carried(visitor, loginOf((await open()).text));
      const reading = await tool.askToken(undefined, {
        scope: `${GRADES}/scope/lineitem.readonly`,
      });
      const [, payload, signature] = (await tool.token()).split('.');
      const none = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
      for (const token of [
        'abc',
        message.fields.id_token!,
        `${none}.${payload}.`,
        `${none}.${payload}.${signature}`,
        await tool.sign({ aud: `${tool.ours.issuer}/lti/courses`, sub: tool.ours.client }),
      ])
        expect((await tool.score(told, {}, token)).status).toBe(401);
      const { access_token: weak } = reading.body as { access_token: string };
      expect((await tool.score(told, {}, weak)).status).toBe(403);

      const token = await tool.token();
      academie.clock.set(new Date(academie.clock.now().getTime() + 61 * 60_000));
      expect((await tool.score(told, {}, token)).status).toBe(401);
    });

    it.each<[string, unknown]>([
      ['null', null],
      ['a number', 3],
      ['a list', []],
      ['nothing', {}],
      ['odd bytes', '\u0000\ufffd{'],
      ['a person that is none', { userId: 3 }],
      ['a moment that is none', { userId: 'x', timestamp: 'gisteren' }],
      ['a state that is none', { activityProgress: 'Klaar' }],
      ['fewer than no points', { scoreGiven: -1 }],
      ['points of nothing', { scoreMaximum: 0 }],
      ['points as text', { scoreGiven: '16' }],
      ['a name that changes every object', '{"__proto__": {"userId": "x"}}'],
      ['a book', { comment: 'x'.repeat(20_000) }],
    ])('is refused with %s', async (what, sent) => {
      const { told } = await opened(course);
      const { lineitem } = told[`${GRADES}/claim/endpoint`] as { lineitem: string };
      const whole = {
        userId: told.sub,
        timestamp: academie.clock.now().toISOString(),
        activityProgress: 'Completed',
        gradingProgress: 'FullyGraded',
        scoreGiven: 16,
        scoreMaximum: 20,
      };
      const isPart = typeof sent === 'object' && sent !== null && !Array.isArray(sent);
      const body =
        typeof sent === 'string'
          ? sent
          : JSON.stringify(isPart && what !== 'nothing' ? { ...whole, ...sent } : sent);
      const { status, body: problem } = await academie.stranger
        .post(`${new URL(lineitem).pathname}/scores`)
        .set('authorization', `Bearer ${await tool.token()}`)
        .set('content-type', 'application/vnd.ims.lis.v1.score+json')
        .send(body);
      expect(status).toBe(422);
      expect(problem).toMatchObject({ code: 'elearning.score-refused' });
    });
  });

  describe('that says who it is', () => {
    it('says so once', async () => {
      const assertion = await tool.sign(tool.assertion());
      expect((await tool.askToken(assertion)).status).toBe(200);
      const again = await tool.askToken(assertion);
      expect([again.status, again.body]).toEqual([401, { error: 'invalid_client' }]);
    });

    it.each<[string, () => Promise<string> | string]>([
      ['for somebody else', () => tool.sign(tool.assertion({ aud: 'https://x.example/token' }))],
      ['of another program', () => other.sign(tool.assertion())],
      ['about somebody else', () => tool.sign(tool.assertion({ sub: other.ours.client }))],
      ['that ended', () => tool.sign(tool.assertion({ exp: 1 }))],
      ['without an end', () => tool.sign(tool.assertion({ exp: undefined }))],
      ['without a mark of its own', () => tool.sign(tool.assertion({ jti: undefined }))],
      ['that nobody signed', () => new UnsecuredJWT(tool.assertion()).setIssuedAt().encode()],
      ['that is none', () => 'x'],
    ])('is not believed with an assertion %s', async (_what, make) => {
      const { status, body } = await tool.askToken(await make());
      expect([status, body]).toEqual([401, { error: 'invalid_client' }]);
    });

    it.each([
      [{ grant_type: 'password' }, 'unsupported_grant_type'],
      [{ client_assertion_type: 'x' }, 'invalid_request'],
      [{ scope: `${GRADES}/scope/lineitem` }, 'invalid_scope'],
    ])('is refused with %p', async (more, error) => {
      const { status, body } = await tool.askToken(undefined, more);
      expect([status, body]).toEqual([400, { error }]);
    });

    it('may change its key, and is not known by the old one', async () => {
      const changing = await (await new GivenTool(academie).start()).register(admin);
      expect((await changing.askToken()).status).toBe(200);
      const old = await changing.sign(changing.assertion());
      changing.newKey();
      const pasted = changing.form({ keysUrl: '', publicKey: changing.publicPem });
      await admin
        .post(`/beheer/leerprogrammas/${changing.ours.id}/wijzigen`)
        .type('form')
        .send(pasted)
        .expect(303);
      expect((await changing.askToken(old)).status).toBe(401);
      expect((await changing.askToken()).status).toBe(200);
    });

    it.each<[string, (reply: import('node:http').ServerResponse) => void]>([
      ['is very long', (reply) => reply.end('x'.repeat(2_000_000))],
      ['leads elsewhere', (reply) => reply.writeHead(302, { location: '/keys2' }).end()],
      ['is no list of keys', (reply) => reply.end('<html>')],
      ['is an error', (reply) => reply.writeHead(500).end()],
      ['never comes', () => undefined],
    ])(
      'is not believed when the answer to who asks for its keys %s',
      async (_what, answer) => {
        const strange = await (await new GivenTool(academie).start()).register(admin);
        strange.keysAnswer = answer;
        const { status, body } = await strange.askToken();
        expect([status, body]).toEqual([401, { error: 'invalid_client' }]);
      },
      20_000,
    );
  });

  it('that ended opens no more and is told no more, and what was achieved stays', async () => {
    const ending = await (await new GivenTool(academie).start()).register(admin);
    const course = await published({}, ending);
    const { told, isDone, visitor, lesson } = await opened(course, ending);
    expect((await ending.score(told)).status).toBe(204);
    const token = await ending.token();
    await admin.post(`/beheer/leerprogrammas/${ending.ours.id}/beeindigen`).expect(303);

    const { versionId } = course;
    await visitor.post(`${lesson}/leerprogramma`).type('form').send({ versionId }).expect(303);
    expect((await visitor.get(`${lesson}/leerprogramma`)).text).toContain('niet meer gekoppeld');
    expect((await ending.score(told, {}, token)).status).toBe(401);
    expect((await ending.askToken()).status).toBe(401);
    expect(await isDone()).toBe(true);
  });

  it('verifies what an older key of the academie signed, beside a new one', async () => {
    const course = await published();
    const { visitor, open } = await learner(course);
    const before = await tool.carried(visitor, loginOf((await open()).text));
    const page = await admin.get('/beheer/leerprogrammas').expect(200);
    const [, signing] = /name="signing" value="([^"]+)"/.exec(page.text)!;
    for (let press = 0; press < 2; press += 1)
      await admin.post('/beheer/leerprogrammas/sleutel').type('form').send({ signing }).expect(303);
    const keys = (await academie.stranger.get('/lti/jwks').expect(200)).body as {
      keys: { kid: string; d?: string }[];
    };
    expect(keys.keys).toHaveLength(2);
    expect(keys.keys.some((key) => 'd' in key || 'p' in key)).toBe(false);
    const after = await tool.carried(visitor, loginOf((await open()).text));

    await tool.read(before.fields.id_token!);
    await tool.read(after.fields.id_token!);
    const kid = (token: string) =>
      (JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()) as { kid: string })
        .kid;
    expect(kid(after.fields.id_token!)).not.toBe(kid(before.fields.id_token!));
  });

  it.each<[string, object, string]>([
    [
      'an address that says who signs in',
      { loginUrl: 'https://a:b@x.example/' },
      'Dit adres kan niet',
    ],
    ['no key', { keysUrl: '' }, 'Vul het adres van de sleutels in, of plak een sleutel'],
    ['a key that is none', { keysUrl: '', publicKey: 'abc' }, 'Dit is geen publieke sleutel'],
    ['the name of another', {}, 'Er is al een leerprogramma met deze naam'],
  ])('is not connected with %s', async (_what, more, text) => {
    const answer = await admin
      .post('/beheer/leerprogrammas/nieuw')
      .type('form')
      .send(tool.form(more))
      .expect(422);
    expect(answer.text).toContain(text);
    expect(answer.text).toContain(`${tool.url}/answer2`);
  });

  it('is forgotten by its name for a person who is erased', async () => {
    const { told, person } = await opened(await published());
    await admin
      .post(`/api/v1/persons/${person.id}/erasure`)
      .send({ confirmation: person.name, reason: 'Op verzoek' })
      .expect(204);
    expect(await count('elearning.tool_use WHERE subject = $1', told.sub)).toBe(0);
    expect((await tool.score(told)).status).toBe(404);
  });

  it('is kept by administrators alone', async () => {
    const addresses = ['', '/nieuw', `/${tool.ours.id}`, `/${tool.ours.id}/wijzigen`];
    for (const address of addresses) {
      await author.get(`/beheer/leerprogrammas${address}`).expect(403);
      await admin.get(`/beheer/leerprogrammas${address}`).expect(200);
    }
  });

  describe('that may be shown within a page', () => {
    const framed = new GivenTool(academie);
    let course: Course;
    beforeAll(async () => {
      await (await framed.start()).register(admin, { inPage: 'ja' });
      course = await published({}, framed);
    });
    const inPage = (who: { visitor: Visitor; lesson: string }, of: Course = course) =>
      who.visitor
        .post(`${who.lesson}/leerprogramma`)
        .type('form')
        .send({ versionId: of.versionId, place: 'page' })
        .expect(200);
    const frameOf = (text: string): URL => {
      const [, src = ''] = /<iframe class="player" src="([^"]+)"/.exec(text) ?? [];
      return new URL(src.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='));
    };

    it('stands in a frame that no other site may fill, and is told so', async () => {
      const who = await learner(course);
      const front = await who.visitor.get(`${who.lesson}/leerprogramma`).expect(200);
      expect(front.text).toContain('name="place" value="page"');
      expect(front.text).toContain('Openen in een eigen tabblad');
      const page = await inPage(who);
      expect(page.headers['content-security-policy']).toContain(`frame-src 'self' ${framed.url}`);
      expect(page.headers.refresh).toBeUndefined();
      const login = frameOf(page.text);
      expect(login.origin).toBe(framed.url);

      const answer = await who.visitor
        .get(new URL(framed.ours.authorize).pathname)
        .query(framed.asks(login))
        .expect(200);
      expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'self'");
      expect(answer.headers['x-frame-options']).toBe('SAMEORIGIN');
      const told = await framed.read(readCarried(answer.text).fields.id_token!);
      const shown = told[`${LTI}/launch_presentation`] as { return_url: string };
      expect(shown).toMatchObject({ document_target: 'iframe' });
      const back = await academie.stranger.get(new URL(shown.return_url).pathname).expect(200);
      expect(back.headers['content-security-policy']).toContain("frame-ancestors 'self'");
      expect(back.text).toContain(`href="${who.lesson}/terug" target="_top"`);
      expect(back.text).not.toContain(who.person.name);
      await framed.score(told);
      expect(await who.isDone()).toBe(true);
    });

    it('opens in a tab all the same where that was chosen, and every other page stays out of frames', async () => {
      const who = await learner(course);
      const page = await who.open();
      expect(page.headers.refresh).toContain(framed.url);
      const answer = await who.visitor
        .get(new URL(framed.ours.authorize).pathname)
        .query(framed.asks(loginOf(page.text)))
        .expect(200);
      expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'");
      const front = await who.visitor.get(`${who.lesson}/leerprogramma`).expect(200);
      expect(front.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    });

    it('is never in a frame where that was not agreed', async () => {
      const plain = await published();
      const who = await learner(plain);
      const front = await who.visitor.get(`${who.lesson}/leerprogramma`).expect(200);
      expect(front.text).not.toContain('name="place"');
      const page = await inPage(who, plain);
      expect(page.text).not.toContain('<iframe');
      expect(page.headers.refresh).toContain(tool.url);
    });
  });
});

/** Programs at addresses of the own network are not asked for their keys outside a demo. */
describe('a learning program inside the own network', () => {
  const academie = startAcademie({ config: { privateAddresses: false } });
  afterAll(() => GivenTool.stop());

  it('is not connected with http, and is not asked', async () => {
    const admin = academie.as(await academie.given.holder('administrator'));
    const tool = await new GivenTool(academie).start();
    await admin.post('/beheer/leerprogrammas/nieuw').type('form').send(tool.form()).expect(422);
    const secure = Object.fromEntries(
      Object.entries(tool.form()).map(([name, value]) => [
        name,
        value.replaceAll('http:', 'https:'),
      ]),
    );
    await tool.register(admin, secure);
    expect((await tool.askToken()).status).toBe(401);
    expect(tool.keysAsked).toBe(0);
  });
});

const cookiesOf = (answer: { headers: Record<string, unknown> }): string[] =>
  ((answer.headers['set-cookie'] as string[] | undefined) ?? []).map(
    (cookie) => cookie.split(';')[0] ?? '',
  );
