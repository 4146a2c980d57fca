import { hash as argon2 } from '@node-rs/argon2';
import { Secret, TOTP } from 'otpauth';

import { SessionService } from '@academie/people';

import { Commands } from '@academie/platform';

import { startAcademie } from '../support/academie';
import { cookiesOf, mailTo, withPassword } from '../support/account';

const PASSWORD = 'tractor bloemkool regenjas';
const MINUTE = 60_000;

describe('a second factor', () => {
  const academie = startAcademie({
    config: { secondFactorRequired: true, trustProxy: '127.0.0.1' },
  });
  const begin = new Date('2026-03-03T09:00:00+01:00').getTime();
  let hash: string;
  let hours = 0;
  beforeAll(async () => {
    hash = await argon2(PASSWORD, { memoryCost: 8, timeCost: 1, parallelism: 1 });
  });
  // Each test is hours later, so that wrong codes of the one before do not slow it down.
  beforeEach(() => {
    hours += 12;
    later(0);
  });
  const later = (ms: number) => academie.clock.set(new Date(begin + hours * 60 * MINUTE + ms));

  type Person = Awaited<ReturnType<typeof academie.given.person>>;
  const somebody = async (role?: 'administrator' | 'auditor') => {
    const person = role ? await academie.given.holder(role) : await academie.given.person();
    await withPassword(academie, person, hash);
    return person;
  };
  const send = (path: string, cookie: string, fields: object = {}, from = '192.0.2.1') =>
    academie.stranger
      .post(path)
      .type('form')
      .set('cookie', cookie)
      .set('x-forwarded-for', from)
      .send(fields);
  const enter = async (person: Person, fields: object = {}) => {
    const answer = await send('/inloggen', '', {
      email: person.email,
      password: PASSWORD,
      ...fields,
    });
    return { location: answer.headers.location as string, cookie: cookiesOf(answer.headers) };
  };
  /** Sets an app up, and returns what makes its codes, with the recovery codes. */
  const withApp = async (person: Person) => {
    const visitor = academie.as(person);
    const { text } = await visitor.get('/account/tweede-stap/app').expect(200);
    const secret = /<code>([A-Z2-7 ]+)<\/code>/.exec(text)![1]!.replaceAll(' ', '');
    const totp = new TOTP({ secret: Secret.fromBase32(secret) });
    const code = (ms = 0) => totp.generate({ timestamp: academie.clock.now().getTime() + ms });
    const done = await visitor
      .post('/account/tweede-stap/app')
      .type('form')
      .send({ code: code(-30_000) })
      .expect(200);
    return { code, recovery: done.text.match(/(?:[0-9a-z]{4}-){5}[0-9a-z]{4}(?=<)/g)! };
  };
  const mailsTo = async ({ email }: Person): Promise<string> => {
    await academie.runWorkers();
    const mails = await academie.database.rows<{ text: string }>(
      'SELECT body_text AS text FROM platform.outgoing_mail WHERE recipient = $1',
      [email],
    );
    return mails.map(({ text }) => text).join();
  };
  const step = '/inloggen/tweede-stap';

  it('is asked after the password, and a session begins with it only', async () => {
    const person = await somebody();
    const { code } = await withApp(person);
    const half = await enter(person, { next: '/account' });

    expect(half.location).toBe(`${step}?naar=%2Faccount`);
    expect(half.cookie).toContain('stap=');
    expect(half.cookie).not.toContain('sessie=');
    const page = await academie.stranger.get(half.location).set('cookie', half.cookie).expect(200);
    expect(page.text).toContain('De zes cijfers van de app');

    const whole = await send(step, half.cookie, { code: code(), next: '/account' }).expect(303);
    expect(whole.headers.location).toBe('/account');
    const { text } = await academie.stranger
      .get('/account')
      .set('cookie', cookiesOf(whole.headers))
      .expect(200);
    expect(text).toContain('U gebruikt een app met codes');
  });

  it('opens nothing else while it is asked', async () => {
    const person = await somebody();
    await withApp(person);
    const { cookie } = await enter(person);
    const value = /stap=([\w-]+)/.exec(cookie)![1]!;

    for (const path of ['/account', '/mijn', '/account/tweede-stap', '/account/bevestigen'])
      for (const sent of [cookie, `sessie=${value}`, `${cookie}; sessie=${value}`]) {
        const { headers } = await academie.stranger.get(path).set('cookie', sent).expect(303);
        expect(headers.location).toBe(`/inloggen?naar=${encodeURIComponent(path)}`);
      }
    await academie.stranger
      .get('/api/v1/me')
      .set({ authorization: `Bearer ${value}` })
      .expect(({ status }) => expect([401, 404]).toContain(status));
  });

  it('takes each code of the app once, also from two who send it together', async () => {
    const person = await somebody();
    const { code } = await withApp(person);
    const halves = await Promise.all(Array.from({ length: 4 }, () => enter(person)));
    const now = code();
    const answers = await Promise.all(
      halves.map(({ cookie }) => send(step, cookie, { code: now })),
    );

    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422, 422, 422]);
    // The app was set up with the code of the half minute before, which is used up too.
    const again = await enter(person);
    await send(step, again.cookie, { code: code(-30_000) }).expect(422);
    await send(step, again.cookie, { code: code(30_000) }).expect(303);
  });

  it('takes no code that is older than the clock of a phone may differ', async () => {
    const person = await somebody();
    const { code } = await withApp(person);
    const { cookie } = await enter(person);
    later(5 * MINUTE);

    await send(step, cookie, { code: code(-2 * MINUTE) }).expect(422);
    await send(step, cookie, { code: code(2 * MINUTE) }).expect(422);
    await send(step, cookie, { code: code(-30_000) }).expect(303);
  });

  it('is asked for ten minutes, and the password again after five wrong codes', async () => {
    const person = await somebody();
    const { code } = await withApp(person);
    const slow = await enter(person);
    later(10 * MINUTE + 1);
    await send(step, slow.cookie, { code: code() }).expect('location', '/inloggen?naar=%2F');

    later(20 * MINUTE);
    const guessing = await enter(person);
    for (let turn = 1; turn < 5; turn += 1)
      await send(step, guessing.cookie, { code: '000000' }).expect(422);
    await send(step, guessing.cookie, { code: '000000' }).expect('location', '/inloggen?naar=%2F');
    await send(step, guessing.cookie, { code: code() }).expect('location', '/inloggen?naar=%2F');
    expect(await mailsTo(person)).toContain('een paar keer een verkeerde code');
  });

  it('slows down who guesses codes, from wherever, and hinders nobody else', async () => {
    const [person, other] = [await somebody(), await somebody()];
    const { code } = await withApp(person);
    const { code: codeOfOther } = await withApp(other);
    const statuses: number[] = [];
    for (let turn = 0; turn < 14; turn += 1) {
      const { cookie } = await enter(person);
      statuses.push((await send(step, cookie, { code: '000000' }, `192.0.2.${turn + 10}`)).status);
    }

    expect(statuses.slice(0, 5)).toEqual([422, 422, 422, 422, 422]);
    expect(statuses.slice(-2)).toEqual([429, 429]);
    const { cookie } = await enter(person);
    const refused = await send(step, cookie, { code: code() }).expect(429);
    expect(refused.text).toContain('verkeerde code gebruikt');
    await send(step, (await enter(other)).cookie, { code: codeOfOther() }).expect(303);
  });

  it('has ten recovery codes, of which each works once and is mailed', async () => {
    const person = await somebody();
    const { recovery } = await withApp(person);
    expect(new Set(recovery).size).toBe(10);
    const kept = await academie.database.rows<{ hash: Buffer }>(
      'SELECT code_hash AS hash FROM people.recovery_code WHERE person_id = $1',
      [person.id],
    );
    expect(kept.map(({ hash: one }) => one.toString())).not.toContain(recovery[0]);

    const first = await enter(person);
    const typed = recovery[0].toUpperCase().replaceAll('-', ' ').replaceAll('0', 'O');
    await send(step, first.cookie, { code: typed }).expect(303);
    expect(await mailsTo(person)).toContain('U hebt er nog 9 over');
    const second = await enter(person);
    await send(step, second.cookie, { code: recovery[0] }).expect(422);
    await send(step, second.cookie, { code: recovery[1] }).expect(303);
    const { text } = await academie.as(person).get('/account/tweede-stap').expect(200);
    expect(text).toContain('U hebt nog 8 codes over');

    const file = await academie
      .as(person)
      .post('/account/tweede-stap/herstelcodes/bestand')
      .type('form')
      .send({ codes: recovery.join(' ') })
      .expect(200);
    expect(file.headers['content-disposition']).toContain('attachment');
    expect(file.text.split('\r\n').slice(2, 12)).toEqual(recovery);
  });

  it('makes the old recovery codes worthless when new ones are made', async () => {
    const person = await somebody();
    const { recovery } = await withApp(person);
    const { text } = await academie
      .as(person)
      .post('/account/tweede-stap/herstelcodes')
      .expect(200);
    const [fresh] = text.match(/(?:[0-9a-z]{4}-){5}[0-9a-z]{4}(?=<)/g)!;
    const { cookie } = await enter(person);

    await send(step, cookie, { code: recovery[3] }).expect(422);
    await send(step, cookie, { code: fresh }).expect(303);
  });

  it('keeps no secret of an app that can be read from the database, when there is a key', async () => {
    academie.config.credentialSecret = 'k'.repeat(40);
    try {
      const person = await somebody();
      const { code } = await withApp(person);
      const row = await academie.database.first<{ isSealed: boolean; secret: Buffer }>(
        'SELECT is_sealed AS "isSealed", secret FROM people.totp WHERE person_id = $1',
        [person.id],
      );
      expect(row!.isSealed).toBe(true);
      expect(row!.secret.length).toBeGreaterThan(40);
      const { cookie } = await enter(person);
      await send(step, cookie, { code: code() }).expect(303);
    } finally {
      academie.config.credentialSecret = undefined;
    }
  });

  it('is mailed whenever it changes, and needs a sign-in of a short while ago', async () => {
    const person = await somebody();
    await withApp(person);
    expect((await mailTo(academie, person.email))!.text).toContain('is toegevoegd: een app');
    await academie.as(person).post('/account/tweede-stap/app/weghalen').expect(303);
    expect((await mailTo(academie, person.email))!.text).toContain('is weggehaald: een app');

    later(16 * MINUTE);
    for (const path of [
      '/account/tweede-stap',
      '/account/tweede-stap/app',
      '/account/adressen/toevoegen',
    ])
      await academie
        .as(person)
        .get(path)
        .expect('location', `/account/bevestigen?naar=${encodeURIComponent(path)}`);
    const prove = (fields: object) =>
      academie.as(person).post('/account/bevestigen').type('form').send(fields);
    await prove({ password: 'mis', next: '/account/tweede-stap' }).expect(422);
    await prove({ password: PASSWORD, next: '/account/tweede-stap' }).expect(
      'location',
      '/account/tweede-stap',
    );
    const { code } = await withApp(person);

    later(40 * MINUTE);
    await prove({ password: PASSWORD }).expect(422);
    await academie.as(person).get('/account/tweede-stap').expect(303);
    await prove({ password: PASSWORD, code: code() }).expect(303);
    await academie.as(person).get('/account/tweede-stap').expect(200);
  });

  it('is set up first by who has a role that asks it, who reaches nothing before', async () => {
    const person = await somebody('administrator');
    const { location, cookie } = await enter(person);
    expect(location).toBe('/beheer');
    const get = (path: string) => academie.stranger.get(path).set('cookie', cookie);
    for (const path of [
      '/',
      '/beheer',
      '/beheer/personen',
      '/account',
      '/account/sleutels',
      '/mijn',
    ])
      await get(path).expect('location', `/account/tweede-stap?naar=${encodeURIComponent(path)}`);
    const { body } = await get('/api/v1/organisations').expect(403);
    expect(body).toMatchObject({ code: 'people.factor-needed' });
    const { text } = await get('/account/tweede-stap').expect(200);
    expect(text).toContain('Stel eerst een tweede stap in');

    await withApp(person);
    await get('/beheer').expect(200);
    const refused = await academie.as(person).post('/account/tweede-stap/app/weghalen').expect(303);
    expect(refused.headers.location).toBe('/account/tweede-stap');
    await get('/beheer').expect(200);
  });

  it('lets who has to set it up leave', async () => {
    const person = await academie.given.holder('auditor');

    await academie.as(person).post('/uitloggen').expect('location', '/');
  });

  it('is asked for keys of programs too, and no key changes it', async () => {
    const person = await somebody('administrator');
    await withApp(person);
    const { text } = await academie
      .as(person)
      .post('/account/sleutels')
      .type('form')
      .send({ name: 'koppeling', scope: 'write', days: '30' });
    const token = /id="sleutel" value="([\w-]{43})"/.exec(text)![1]!;
    const asProgram = (path: string) =>
      academie.stranger.get(path).set({ authorization: `Bearer ${token}` });
    await asProgram('/api/v1/person-merges').expect(200);
    await asProgram('/account/tweede-stap').expect(403);

    await academie.database.rows('DELETE FROM people.totp WHERE person_id = $1', [person.id]);
    academie.app.get(SessionService).forget();
    const { body } = await asProgram('/api/v1/person-merges').expect(403);
    expect(body).toMatchObject({ code: 'people.factor-needed' });
  });

  it('is taken away by a command on the server, which every address hears', async () => {
    const person = await somebody('administrator');
    const second = `tweede-${person.id}@test.example`;
    await academie.database.rows(
      'INSERT INTO people.email_address (address, person_id, is_primary) VALUES ($1, $2, false)',
      [second, person.id],
    );
    await withApp(person);
    const said = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const run = (...args: string[]) => academie.app.get(Commands).get('factor:reset')!.run(args);
    try {
      await run(person.email, 'telefoon', 'kwijt');
      expect(said.mock.calls.join()).toContain(`The second factors of ${person.email} are gone`);
    } finally {
      said.mockRestore();
    }

    for (const address of [person.email, second])
      expect((await mailTo(academie, address))!.text).toContain('De reden: telefoon kwijt');
    const line = await academie.database.first(
      `SELECT reason, actor_id AS actor, data->>'by' AS by FROM platform.journal
        WHERE action = 'factor.reset' AND subject_id = $1`,
      [person.id],
    );
    expect(line).toEqual({ reason: 'telefoon kwijt', actor: null, by: 'command' });
    await expect(run(person.email, 'nog eens')).rejects.toThrow('has no second factor');
    await expect(run('niemand@elders.example', 'kwijt')).rejects.toThrow('Nobody has the address');
    await expect(run(person.email)).rejects.toThrow('and why?');
  });

  it('is taken away by an administrator with a reason, which every address hears', async () => {
    const administrator = await somebody('administrator');
    await withApp(administrator);
    const person = await somebody('auditor');
    const second = `tweede-${person.id}@test.example`;
    await academie.database.rows(
      'INSERT INTO people.email_address (address, person_id, is_primary) VALUES ($1, $2, false)',
      [second, person.id],
    );
    await withApp(person);
    const reset = (id: string, fields: object) =>
      academie
        .as(administrator)
        .post(`/beheer/personen/${id}/tweede-stap/weghalen`)
        .type('form')
        .send(fields);

    await reset(person.id, {}).expect(303);
    await academie.as(person).get('/beheer').expect(200);
    await reset(administrator.id, { reason: 'mijzelf' });
    await academie.as(administrator).get('/beheer').expect(200);
    const page = await academie.as(administrator).get(`/beheer/personen/${person.id}`).expect(200);
    expect(page.text).toContain('Tweede stap weghalen');
    await reset(person.id, { reason: 'telefoon gestolen' }).expect(303);

    for (const address of [person.email, second])
      expect((await mailTo(academie, address))!.text).toContain('De reden: telefoon gestolen');
    await academie
      .as(person)
      .get('/beheer')
      .expect('location', /^\/inloggen/);
    const line = await academie.database.first(
      `SELECT reason, actor_id AS actor FROM platform.journal
        WHERE action = 'factor.reset' AND subject_id = $1`,
      [person.id],
    );
    expect(line).toEqual({ reason: 'telefoon gestolen', actor: administrator.id });
    const { cookie } = await enter(person);
    const { headers } = await academie.stranger.get('/beheer').set('cookie', cookie).expect(303);
    expect(headers.location).toMatch(/^\/account\/tweede-stap/);
  });

  it('goes along when two records become one', async () => {
    const administrator = await somebody('administrator');
    await withApp(administrator);
    const [old, now] = [await somebody(), await somebody()];
    const { code } = await withApp(old);
    await academie
      .as(administrator)
      .post('/api/v1/person-merges')
      .send({ personId: old.id, intoId: now.id, reason: 'dezelfde' })
      .expect(201);
    const { cookie, location } = await enter(now);
    expect(location).toContain(step);
    await send(step, cookie, { code: code() }).expect(303);
  });
});
