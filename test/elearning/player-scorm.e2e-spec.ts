import request from 'supertest';

import { listenForContent, newId } from '@academie/platform';

import { LaunchService } from '../../libs/elearning/launch/launch.service';
import { startAcademie, type Visitor } from '../support/academie';
import { givenDraft, packageOf, scorm12, scorm2004, sendPackage } from './given-package';
import type { ZipFile } from './zip-of';

describe('a SCORM package that is played', () => {
  const academie = startAcademie({ own: true });
  let theme: { id: string };
  let author: Visitor;

  beforeAll(async () => {
    theme = await academie.given.theme();
    author = academie.as(await academie.given.holder('theme_lead', theme.id));
  });

  /** A browser on the content host, in which nobody is signed in. */
  const content = (method: 'get' | 'post', path: string) =>
    request(academie.url)[method](path).set('host', new URL(academie.config.contentUrl!).host);
  const published = async (zip: Buffer) => {
    const draft = await givenDraft(academie, author, theme.id);
    const { headers } = await sendPackage(author, draft, zip).expect(303);
    await author.post(`${draft.base}/publiceren`).type('form').send({ rule: 'all' }).expect(303);
    const version = await academie.database.first<{ id: string }>(
      'SELECT id FROM elearning.content_version WHERE course_id = $1',
      [draft.courseId],
    );
    const key = /les\/([^/]+)\/pakket/.exec(headers.location!)![1]!;
    return { ...draft, versionId: version!.id, key };
  };
  const learner = async (course: { offeringId: string; versionId: string; key: string }) => {
    const person = await academie.given.person({ name: 'Nora' });
    const [id] = await academie.given.enrolled(course.offeringId, [person]);
    const visitor = academie.as(person);
    const lesson = `/leren/${id}/les/${course.key}`;
    const open = async () => {
      const { headers } = await visitor
        .post(`${lesson}/openen`)
        .type('form')
        .send({ versionId: course.versionId })
        .expect(303);
      const page = await visitor.get(headers.location!).expect(200);
      const [, token] = /\/l\/([\w-]{43})\/speler/.exec(page.text)!;
      return { token: token!, page, address: headers.location! };
    };
    return { id: id!, person, visitor, lesson, open };
  };
  const player = async (token: string, item?: string) => {
    const { text } = await content('get', `/l/${token}/speler`)
      .query(item ? { onderdeel: item } : {})
      .expect(200);
    const [, json] = /id="stand">(.*?)<\/script>/s.exec(text) ?? [];
    const settings = json ? (JSON.parse(json) as { session: string; cmi: object }) : undefined;
    return { text, settings: settings! };
  };
  const save = (
    token: string,
    state: { item?: string; session?: string; sequence?: number; ended?: boolean; cmi: object },
    suspended = '',
  ) =>
    content('post', `/l/${token}/stand`)
      .type('text/plain')
      .send(
        `${JSON.stringify({ item: 'a', session: newId(), sequence: 1, ...state })}\n${suspended}`,
      );
  const core = (lesson_status: string, more: object = {}) => ({ core: { lesson_status, ...more } });
  const isDone = async ({ id }: { id: string }): Promise<boolean> =>
    (
      await academie.database.rows('SELECT 1 FROM elearning.lesson_done WHERE enrolment_id = $1', [
        id,
      ])
    ).length > 0;
  const ONE = packageOf(scorm12([{ id: 'a' }]), ['a.html']);

  it('opens for who has a place, and its files only on the content host', async () => {
    const awkward: ZipFile[] = [
      { name: 'map/Één #1.html', content: '<h1>hallo</h1>' },
      { name: 'film.mp4', content: '0123456789', stored: true },
      { name: 'klein.css', content: 'abcdefghij' },
      { name: 'leeg.txt', content: '' },
      { name: 'x.svg', content: '<svg xmlns="http://www.w3.org/2000/svg"/>' },
    ];
    const zip = packageOf(
      scorm12([{ id: 'a', href: 'map/%C3%89%C3%A9n%20%231.html?x=1' }]),
      awkward,
    );
    const course = await published(zip);
    const { open, visitor } = await learner(course);
    const { token, page, address } = await open();
    expect(page.headers['content-security-policy']).toContain(
      `frame-src ${academie.config.contentUrl}`,
    );
    expect(page.text).toContain('sandbox="allow-scripts');
    const { text, settings } = await player(token);
    const [, src] = /<iframe class="part" src="([^"]+)"/.exec(text)!;
    expect(src).toContain('?x&#x3D;1');
    expect(settings.cmi).toMatchObject({
      core: { entry: 'ab-initio', student_name: 'Nora de Tester' },
    });

    const path = src!.split('?')[0]!;
    const { headers, text: html } = await content('get', path).expect(200);
    expect(html).toBe('<h1>hallo</h1>');
    expect(headers['content-type']).toContain('text/html');
    expect(headers['content-security-policy']).toContain("connect-src 'self'");
    expect(headers['set-cookie']).toBeUndefined();
    const etag = headers.etag!;
    await content('get', path).set('if-none-match', etag).expect(304);
    for (const [name, range, expected] of [
      ['film.mp4', 'bytes=2-4', '234'],
      ['klein.css', 'bytes=7-', 'hij'],
      ['KLEIN.css', 'bytes=-2', 'ij'],
    ] as const) {
      const part = await content('get', `/l/${token}/bestanden/${name}`)
        .set('range', range)
        .buffer(true)
        .expect(206);
      expect((part.body as Buffer).length ? String(part.body) : part.text).toBe(expected);
    }
    await content('get', `/l/${token}/bestanden/film.mp4`).set('range', 'bytes=99-').expect(416);
    await content('get', `/l/${token}/bestanden/leeg.txt`).expect(200);
    const svg = await content('get', `/l/${token}/bestanden/x.svg`).expect(200);
    expect(svg.headers['content-security-policy']).toContain('sandbox');

    // Nothing of a package on the academie's own host, and nothing of the academie on this one.
    for (const own of [path, `/l/${token}/speler`, '/l/speler/speler.js'])
      await visitor.get(own).expect(404);
    for (const other of ['/', '/mijn', '/api/v1/courses', '/static/dist/manifest.json', '/livez'])
      await content('get', other).set('cookie', 'sessie=x').expect(404);
    for (const wrong of [
      'bestanden/geen.html',
      'bestanden/..%2f..%2fpackage.json',
      'speler?onderdeel=b',
    ])
      await content('get', `/l/${token}/${wrong}`).expect(404);
    await content('get', `/l/${'x'.repeat(43)}/speler`).expect(404);

    const other = academie.as(await academie.given.person());
    await other.get(address).expect(404);
    await other
      .post(address.replace(/speler.*/, 'openen'))
      .type('form')
      .send({ versionId: course.versionId })
      .expect(404);
  });

  it('has a port of its own where nobody named another host', async () => {
    const { config, app } = academie;
    const before = config.contentUrl;
    Object.assign(config, { contentUrl: 'http://localhost:1', contentPort: 0 });
    const url = await listenForContent(app, config);

    expect(url).toMatch(/^http:\/\/localhost:\d{4,5}$/);
    expect(config.contentUrl).toBe(url);
    expect((await fetch(`${url}/l/speler/speler.js`)).status).toBe(200);
    expect((await fetch(`${url}/mijn`)).status).toBe(404);
    Object.assign(config, { contentUrl: before, contentPort: undefined });
  });

  it('ends with its token: when the place is given up, or half a day is over', async () => {
    const course = await published(ONE);
    const [gone, late] = [await learner(course), await learner(course)];
    const [one, other] = [(await gone.open()).token, await late.open()];
    await gone.visitor.post(`/api/v1/enrolments/${gone.id}/cancellation`).send({}).expect(200);

    await content('get', `/l/${one}/speler`).expect(404);
    await content('get', `/l/${one}/bestanden/a.html`).expect(404);
    await save(one, { cmi: core('passed') }).expect(404);

    const start = academie.clock.now();
    academie.clock.set(new Date(start.getTime() + 13 * 3_600_000));
    await save(other.token, { cmi: core('passed') }).expect(404);
    await academie.given.signedIn(late.person.id);
    const { headers } = await late.visitor.get(other.address).expect(303);
    expect(headers.location).toBe(late.lesson);
    await academie.app.get(LaunchService).forget();
    expect(await academie.database.rows('SELECT 1 FROM elearning.launch')).toEqual([]);
    academie.clock.set(start);
    expect([await isDone(gone), await isDone(late)]).toEqual([false, false]);
  });

  it.each<[string, boolean, object, string, string?]>([
    ['is only open', false, {}, '12'],
    ['keeps data', false, { core: {}, comments: 'x' }, '12'],
    ['is incomplete', false, core('incomplete'), '12'],
    ['is browsed', false, core('browsed'), '12'],
    ['is failed', false, core('failed', { score: { raw: '90' } }), '12'],
    ['says something odd', false, core('bijna'), '12'],
    ['is completed', true, core('completed'), '12'],
    ['is passed', true, core('passed', { score: { raw: '80' } }), '12'],
    [
      'is completed below its mastery score',
      false,
      core('completed', { score: { raw: '79' } }),
      '12',
      '<adlcp:masteryscore>80</adlcp:masteryscore>',
    ],
    [
      'says passed below its mastery score',
      false,
      core('passed', { score: { raw: '79' } }),
      '12',
      '<adlcp:masteryscore>80</adlcp:masteryscore>',
    ],
    [
      'says failed above its mastery score',
      true,
      core('failed', { score: { raw: '80' } }),
      '12',
      '<adlcp:masteryscore>80</adlcp:masteryscore>',
    ],
    [
      'is incomplete above its mastery score',
      false,
      core('incomplete', { score: { raw: '99' } }),
      '12',
      '<adlcp:masteryscore>80</adlcp:masteryscore>',
    ],
    [
      'is complete without a score for its mastery score',
      true,
      core('completed'),
      '12',
      '<adlcp:masteryscore>80</adlcp:masteryscore>',
    ],
    ['is only open', false, { completion_status: 'unknown', success_status: 'unknown' }, '2004'],
    ['is incomplete', false, { completion_status: 'incomplete' }, '2004'],
    [
      'is passed but incomplete',
      false,
      { completion_status: 'incomplete', success_status: 'passed' },
      '2004',
    ],
    [
      'is complete but failed',
      false,
      { completion_status: 'completed', success_status: 'failed' },
      '2004',
    ],
    ['is complete', true, { completion_status: 'completed' }, '2004'],
    ['is passed', true, { success_status: 'passed' }, '2004'],
    [
      'is far enough',
      true,
      { progress_measure: '0.9' },
      '2004',
      '<adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="0.8"/>',
    ],
    [
      'says complete but is not far enough',
      false,
      { completion_status: 'completed', progress_measure: '0.5' },
      '2004',
      '<adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="0.8"/>',
    ],
    [
      'says passed below its passing score',
      false,
      { completion_status: 'completed', success_status: 'passed', score: { scaled: '0.7' } },
      '2004',
      passing('0.8'),
    ],
    [
      'is above its passing score',
      true,
      { completion_status: 'completed', score: { scaled: '0.8' } },
      '2004',
      passing('0.8'),
    ],
  ])('that %s is done: %s', async (_what, expected, cmi, edition, more = '') => {
    const items = [{ id: 'a', ...(more && { more }) }];
    const manifest = edition === '12' ? scorm12(items) : scorm2004(items);
    const course = await published(packageOf(manifest, ['a.html']));
    const who = await learner(course);
    const { token } = await who.open();

    const { body } = await save(token, { cmi, ended: true }, 'x'.repeat(4096)).expect(201);

    expect((body as { isDone: boolean }).isDone).toBe(expected);
    expect(await isDone(who)).toBe(expected);
  });

  it('goes on where it was, with its data, score and time, also after a tab that was killed', async () => {
    const course = await published(ONE);
    const who = await learner(course);
    const { token } = await who.open();
    const first = await player(token);
    const { session } = first.settings;
    const suspended = `{"a":"é\\"${'x'.repeat(63_000)}"}\nen verder`;
    const cmi = (time: string) => ({
      ...core('incomplete', { lesson_location: 'p3', score: { raw: '40' }, session_time: time }),
      interactions: { 0: { id: 'i1', student_response: 'a' } },
    });
    await save(token, { session, sequence: 1, cmi: cmi('00:05:00') }, suspended).expect(201);
    await save(token, { session, sequence: 2, cmi: cmi('00:06:00') }, suspended).expect(201);

    const again = await player((await who.open()).token);
    expect(again.settings.cmi).toMatchObject({
      suspend_data: suspended,
      core: {
        entry: 'resume',
        lesson_location: 'p3',
        lesson_status: 'incomplete',
        total_time: '0000:06:00',
        score: { raw: '40' },
      },
      interactions: { 0: { id: 'i1' } },
    });
    const next = again.settings.session;
    await save(token, { session: next, sequence: 1, ended: true, cmi: cmi('00:01:00') }).expect(
      201,
    );
    // The page before says its last words too late: they change nothing of what was kept since.
    await save(
      token,
      { session, sequence: 3, cmi: core('incomplete', { lesson_location: 'p1' }) },
      'oud',
    ).expect(201);

    const third = await player((await who.open()).token);
    expect(third.settings.cmi).toMatchObject({
      suspend_data: '',
      core: { entry: '', lesson_location: 'p3', total_time: '0000:07:00' },
    });
    const front = await who.visitor.get(who.lesson).expect(200);
    expect(front.text).toContain('7 minuten mee bezig');
    expect(front.text).toContain('40%');
    // Late words of what was achieved do count.
    await save(token, { session, sequence: 4, cmi: core('completed') }).expect(201);
    expect(await isDone(who)).toBe(true);
  });

  it('keeps what each of many says in the same moment, and refuses only what is wrong', async () => {
    const course = await published(ONE);
    const learners = await Promise.all([1, 2, 3, 4, 5, 6].map(() => learner(course)));
    const tokens = await Promise.all(learners.map(async (who) => (await who.open()).token));
    const session = newId();
    const said = tokens.flatMap((token, nth) =>
      [1, 2, 3].map((sequence) => ({ token, sequence, text: `${nth} ${sequence}` })),
    );
    const answers = await Promise.all([
      ...said.map(({ token, sequence, text }) =>
        save(token, { session, sequence, cmi: core('incomplete') }, text),
      ),
      // A name that PostgreSQL cannot keep.
      save(tokens[0]!, { session, sequence: 4, cmi: { 'a\u0000': 1 } }),
    ]);
    expect(answers.slice(0, -1).map(({ status }) => status)).toEqual(said.map(() => 201));
    expect(answers.at(-1)!.status).toBe(400);
    const kept = await Promise.all(
      learners.map(async (who) => (await player((await who.open()).token)).settings.cmi),
    );
    expect(kept).toMatchObject(tokens.map((_, nth) => ({ suspend_data: `${nth} 3` })));
  });

  it('of several parts opens where somebody stopped, on another device too', async () => {
    const parts = ['a', 'b', 'c', 'd'].map((id) => ({ id, ...(id === 'b' && { type: 'asset' }) }));
    const course = await published(
      packageOf(
        scorm12(parts),
        parts.map(({ id }) => `${id}.html`),
      ),
    );
    const who = await learner(course);
    const opened = async (): Promise<string | undefined> =>
      /bestanden\/(\w)\.html/.exec((await player((await who.open()).token)).text)?.[1];
    const { token } = await who.open();
    expect(await opened()).toBe('a');
    await save(token, { item: 'c', cmi: core('incomplete') }).expect(201);
    expect(await opened()).toBe('c');
    await save(token, { item: 'a', cmi: core('completed') }).expect(201);
    // What is only shown stands on the way to the next part.
    expect(await opened()).toBe('b');
    await save(token, { item: 'd', cmi: core('failed') }).expect(201);
    expect(await opened()).toBe('d');
    await save(token, { item: 'd', cmi: core('passed') }).expect(201);
    expect(await opened()).toBe('c');
    await save(token, { item: 'c', cmi: core('completed') }).expect(201);
    expect(await opened()).toBe('a');
  });

  it('of several parts is done when all are, with their average score, and gives one certificate', async () => {
    const course = await published(
      packageOf(scorm12([{ id: 'a' }, { id: 'b' }, { id: 'c', type: 'asset' }]), [
        'a.html',
        'b.html',
        'c.html',
      ]),
    );
    const who = await learner(course);
    const { token } = await who.open();
    const { text } = await player(token, 'c');
    expect(text).not.toContain('id="stand"');
    await save(token, { item: 'a', cmi: core('passed', { score: { raw: '60' } }) }).expect(201);
    expect(await isDone(who)).toBe(false);
    await save(token, { item: 'c', cmi: core('passed') }).expect(422);

    await Promise.all(
      [1, 2, 3].map(() =>
        save(token, { item: 'b', cmi: core('passed', { score: { raw: '90' } }) }),
      ),
    );
    await save(token, { item: 'a', cmi: core('failed', { score: { raw: '0' } }) }).expect(201);
    await academie.runWorkers();

    const done = await academie.database.rows<{ score: number }>(
      'SELECT score FROM elearning.lesson_done WHERE enrolment_id = $1',
      [who.id],
    );
    expect(done).toEqual([{ score: 75 }]);
    const completions = await academie.database.rows(
      'SELECT 1 FROM attendance.completion WHERE enrolment_id = $1',
      [who.id],
    );
    expect(completions).toHaveLength(1);
    expect((await who.visitor.get(who.lesson)).text).toContain('U hebt dit afgerond.');
  });

  it('of SCORM 2004 is done by the rules of its manifest, with scores as they weigh', async () => {
    const weighs = (weight: string) =>
      `<imsss:sequencing><imsss:rollupRules objectiveMeasureWeight="${weight}"/></imsss:sequencing>`;
    const rules =
      '<imsss:sequencing><imsss:rollupRules><imsss:rollupRule childActivitySet="atLeastCount" minimumCount="2"><imsss:rollupConditions><imsss:rollupCondition condition="completed"/></imsss:rollupConditions><imsss:rollupAction action="completed"/></imsss:rollupRule></imsss:rollupRules></imsss:sequencing>';
    const manifest = scorm2004([
      { id: 'a', more: weighs('0.2') },
      { id: 'b', more: weighs('0.8') },
      { id: 'c' },
    ]).replace('</organization>', `${rules}</organization>`);
    const who = await learner(await published(packageOf(manifest, ['a.html', 'b.html', 'c.html'])));
    const { token } = await who.open();
    const did = (item: string, scaled: string) =>
      save(token, { item, cmi: { completion_status: 'completed', score: { scaled } } }).expect(201);
    await did('a', '0.5');
    expect(await isDone(who)).toBe(false);
    await did('b', '1');
    expect(await isDone(who)).toBe(true);
    const done = await academie.database.rows<{ score: number }>(
      'SELECT score FROM elearning.lesson_done WHERE enrolment_id = $1',
      [who.id],
    );
    expect(done).toEqual([{ score: 90 }]);
  });

  it('cannot be said to be done by a button, unless it tracks nothing', async () => {
    for (const [type, status] of [
      ['sco', 409],
      ['asset', 303],
    ] as const) {
      const course = await published(packageOf(scorm12([{ id: 'a', type }]), ['a.html']));
      const { visitor, lesson } = await learner(course);
      await visitor
        .post(`${lesson}/klaar`)
        .type('form')
        .send({ versionId: course.versionId })
        .expect(status);
    }
  });

  it('keeps nothing when its author tries it', async () => {
    const draft = await givenDraft(academie, author, theme.id);
    const { headers } = await sendPackage(author, draft, ONE).expect(303);
    const tried = await author.post(`${headers.location!}/proberen`).expect(303);
    const [, token] = /\/l\/([\w-]{43})\/speler/.exec(tried.headers.location!)!;
    expect((await player(token!)).text).toContain('wordt niet bewaard');
    await save(token!, { cmi: core('passed') }).expect(201);
    expect(
      await academie.database.rows(
        'SELECT 1 FROM elearning.launch l JOIN elearning.runtime_state r ON r.package_id = l.package_id WHERE l.enrolment_id IS NULL',
      ),
    ).toEqual([]);
  });

  it('never makes an error of ours of whatever is sent', async () => {
    const { open } = await learner(await published(ONE));
    const { token } = await open();
    const state = { item: 'a', session: newId(), sequence: 1 };
    const bodies = [
      '',
      'x',
      '[]',
      'null',
      '{}',
      '{"item":"a"}',
      '['.repeat(5000),
      JSON.stringify({ ...state, cmi: [] }),
      JSON.stringify({ ...state, sequence: 1e300, cmi: {} }),
      JSON.stringify({ ...state, sequence: -1, cmi: {} }),
      JSON.stringify({ ...state, session: 'x', cmi: {} }),
      JSON.stringify({ ...state, cmi: { '\u0000': '\u0000', a: '\ud800' } }),
      JSON.stringify({ ...state, cmi: { core: 7, score: [1], é: { __proto__: null } } }),
      JSON.stringify({ ...state, cmi: { core: { score: { raw: '1e400', max: '0', min: 'x' } } } }),
      JSON.stringify({ ...state, cmi: core('passed', { session_time: '9999:99:99' }) }),
      'x'.repeat(600_000),
    ];
    for (const body of bodies) {
      const { status } = await content('post', `/l/${token}/stand`).type('text/plain').send(body);
      expect([body.slice(0, 80), status < 500]).toEqual([body.slice(0, 80), true]);
    }
  });

  it('of 2004 leads on by its rules when a part has ended', async () => {
    const rules = (rule: string, action: string, condition: string) =>
      `<imsss:sequencingRules><imsss:${rule}><imsss:ruleConditions><imsss:ruleCondition ${condition}/></imsss:ruleConditions><imsss:ruleAction action="${action}"/></imsss:${rule}></imsss:sequencingRules>`;
    const seq = (inside: string) => `<imsss:sequencing>${inside}</imsss:sequencing>`;
    const zip = packageOf(
      scorm2004([
        {
          id: 'a',
          more: seq(rules('postConditionRule', 'retry', 'condition="satisfied" operator="not"')),
        },
        { id: 'b', more: seq(rules('preConditionRule', 'hiddenFromChoice', 'condition="always"')) },
      ]),
      ['a.html', 'b.html'],
    );
    const draft = await givenDraft(academie, author, theme.id);
    const { headers } = await sendPackage(author, draft, zip).expect(303);
    const about = (await author.get(headers.location!).expect(200)).text;
    expect(about).toContain('De academie houdt zich daaraan, behalve in deze gevallen');

    const { open } = await learner(await published(zip));
    const { token } = await open();
    const bad = { completion_status: 'completed', success_status: 'failed', location: 'p9' };
    const running = await save(token, { cmi: bad }).expect(201);
    expect(running.body).toEqual({ status: 'failed', isDone: false });
    const paused = await save(token, { cmi: { ...bad, exit: 'suspend' }, ended: true });
    expect(paused.body).not.toHaveProperty('go');
    const over = await save(token, { cmi: bad, ended: true });
    expect(over.body).toMatchObject({ go: `/l/${token}/speler?onderdeel=a&opnieuw=1` });
    expect((await player(token)).text).toContain('p9');
    const fresh = await content('get', (over.body as { go: string }).go).expect(200);
    expect(fresh.text).not.toContain('p9');
    expect(fresh.text).toContain('"entry":"ab-initio"');
    // A part may jump to one that stands in no list.
    expect(over.body).toMatchObject({ choices: { a: expect.any(String) as string } });
    expect(over.body).not.toHaveProperty('choices.b');
    expect(over.body).toMatchObject({ jumps: { b: `/l/${token}/speler?onderdeel=b` } });
    const good = await save(token, { cmi: { success_status: 'passed' }, ended: true });
    expect(good.body).toMatchObject({ status: 'passed', isDone: true });
    expect(good.body).not.toHaveProperty('go');
  });

  it('of 2004 gives each learner the parts that were drawn, and is done with those', async () => {
    const zip = packageOf(
      scorm2004(['a', 'b', 'c', 'd'].map((id) => ({ id }))).replace(
        '</organization>',
        '<imsss:sequencing><imsss:randomizationControls selectionTiming="once" selectCount="1"/></imsss:sequencing></organization>',
      ),
      ['a.html', 'b.html', 'c.html', 'd.html'],
    );
    const course = await published(zip);
    const seen = new Set<string>();
    for (let nth = 0; nth < 12; nth += 1) {
      const { open, id, visitor, lesson } = await learner(course);
      const { token } = await open();
      const shown = async (): Promise<string | undefined> =>
        /bestanden\/(\w)\.html/.exec((await player(token)).text)?.[1];
      const item = (await shown()) ?? '';
      expect(await shown()).toBe(item);
      const other = item === 'a' ? 'b' : 'a';
      await content('get', `/l/${token}/speler?onderdeel=${other}`).expect(404);
      seen.add(item);
      if (nth > 0) continue;
      const rows = (await visitor.get(lesson).expect(200)).text.match(/Nog niet begonnen/g);
      expect(rows).toHaveLength(1);
      await save(token, { item, cmi: { completion_status: 'completed' }, ended: true });
      expect(await isDone({ id })).toBe(true);
    }
    expect(seen.size).toBeGreaterThan(1);
  });

  it('of 2004 opens its parts in the order that the manifest asks', async () => {
    const seq = (inside: string) => `<imsss:sequencing>${inside}</imsss:sequencing>`;
    const zip = packageOf(
      scorm2004([
        {
          id: 'a',
          more: seq(
            '<imsss:objectives><imsss:primaryObjective objectiveID="p"><imsss:mapInfo targetObjectiveID="g" writeSatisfiedStatus="true"/></imsss:primaryObjective></imsss:objectives>',
          ),
        },
        {
          id: 'b',
          more: seq(
            '<imsss:limitConditions attemptLimit="1"/><imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="satisfied" operator="not" referencedObjective="r"/></imsss:ruleConditions><imsss:ruleAction action="disabled"/></imsss:preConditionRule></imsss:sequencingRules><imsss:objectives><imsss:primaryObjective/><imsss:objective objectiveID="r"><imsss:mapInfo targetObjectiveID="g"/></imsss:objective></imsss:objectives>',
          ),
        },
      ]),
      ['a.html', 'b.html'],
    );
    const { open } = await learner(await published(zip));
    const { token } = await open();
    const closed = await player(token);
    expect(closed.text).not.toContain('data-part="b"');
    await content('get', `/l/${token}/speler?onderdeel=b`).expect(404);

    await save(token, {
      cmi: { completion_status: 'completed', success_status: 'passed' },
      ended: true,
    });
    expect((await player(token)).text).toContain('data-part="b"');
    const over = { completion_status: 'completed', exit: 'normal' };
    await save(token, { item: 'b', cmi: over, ended: true }).expect(201);
    await content('get', `/l/${token}/speler?onderdeel=b`).expect(404);
  });
});

function passing(score: string): string {
  return `<imsss:sequencing><imsss:objectives><imsss:primaryObjective satisfiedByMeasure="true" objectiveID="p"><imsss:minNormalizedMeasure>${score}</imsss:minNormalizedMeasure></imsss:primaryObjective></imsss:objectives></imsss:sequencing>`;
}
