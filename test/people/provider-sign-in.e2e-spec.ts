import { hash as argon2 } from '@node-rs/argon2';
import { SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';

import { startAcademie } from '../support/academie';
import { mailTo, withPassword } from '../support/account';
import { HttpBrowser } from '../support/http-browser';
import { SignInProvider } from '../support/sign-in-provider';

const PASSWORD = 'een lang wachtwoord';
const LOGOUT = 'http://schemas.openid.net/event/backchannel-logout';

describe('signing in with the account of an organisation', () => {
  const academie = startAcademie({ config: { privateAddresses: true } });
  const service = new SignInProvider();
  let town: { id: string; name: string };
  let domain: string;
  let administrator: { id: string };
  let providerId: string;
  let count = 0;
  let hash: string;

  beforeAll(async () => {
    academie.config.publicUrl = academie.url;
    await service.start(() => academie.url, 'gemeente-oord');
    hash = await argon2(PASSWORD, { memoryCost: 8, timeCost: 1, parallelism: 1 });
    town = await academie.given.municipality('Oord');
    domain = 'oord.example';
    administrator = await academie.given.holder('administrator');
    await academie.database.rows(
      `INSERT INTO people.job_function (code, name) VALUES ('boa', 'Boa') ON CONFLICT DO NOTHING`,
    );
    providerId = await keep('Gemeente Oord');
  });
  const others: SignInProvider[] = [];
  afterAll(() => Promise.all([service, ...others].map((one) => one.stop())));
  beforeEach(() => {
    academie.clock.set(new Date());
    service.lie = undefined;
  });

  const keep = async (name: string, more: object = {}): Promise<string> => {
    const made = await academie
      .as(administrator)
      .post('/beheer/inlogdiensten/nieuw')
      .type('form')
      .send({
        name,
        issuer: service.issuer,
        clientId: service.client.id,
        secret: service.client.secret,
        scope: 'openid profile email',
        organisationIds: town.id,
        endsSession: 'ja',
        ...more,
      })
      .expect(303);
    return made.headers.location!.split('/').pop()!;
  };
  /** Somebody at the service, who signs in next. */
  const somebody = (claims: Record<string, unknown> = {}): { sub: string; email: string } => {
    const sub = `sub-${++count}`;
    const person = {
      email: `lot${count}@${domain}`,
      email_verified: true,
      given_name: 'Lot',
      family_name: `van Dam`,
      ...claims,
    };
    service.people.set(sub, person);
    service.user = sub;
    return { sub, email: person.email };
  };
  const enter = (browser: HttpBrowser, naar = '/mijn', options = {}) =>
    browser.go(`${academie.url}/inloggen/organisatie/gemeente-oord?naar=${naar}`, options);
  /** Where the page of signing in is shown again, with what is said there. */
  const refused = async (browser = new HttpBrowser()): Promise<string> => {
    const { url, text } = await enter(browser);
    expect(url.pathname).toBe('/inloggen');
    expect(url.searchParams.get('naar')).toBe('/mijn');
    return text;
  };
  const personOf = (email: string) =>
    academie.database.first<{ id: string; status: string }>(
      `SELECT p.id, p.status FROM people.email_address a JOIN people.person p ON p.id = a.person_id
        WHERE a.address = $1`,
      [email],
    );
  const withAccount = async (email: string, options = {}) => {
    const person = await academie.given.person({ email, ...options });
    await withPassword(academie, person, hash);
    return person;
  };

  it('makes an account at the organisation, once, and leads to where somebody was going', async () => {
    const { email } = somebody();
    const page = await academie.stranger.get('/inloggen?naar=/mijn').expect(200);
    expect(page.text).toContain('Inloggen met Gemeente Oord');

    const first = await enter(new HttpBrowser());
    const again = await enter(new HttpBrowser());

    for (const { url, text } of [first, again]) {
      expect(url.href).toBe(`${academie.url}/mijn`);
      expect(text).toContain('Lot van Dam');
    }
    const made = await academie.database.rows(
      `SELECT o.name FROM people.email_address a JOIN people.membership m ON m.person_id = a.person_id
         JOIN people.organisation o ON o.id = m.organisation_id WHERE a.address = $1`,
      [email],
    );
    expect(made).toEqual([{ name: 'Oord' }]);
  });

  it('finds the service by the address of the work', async () => {
    somebody();
    const browser = new HttpBrowser();
    const ask = (email: string) =>
      browser.go(`${academie.url}/inloggen/organisatie`, { form: { email, next: '/mijn' } });

    expect((await ask('iemand@elders.example')).text).toContain('is er geen inlogdienst');
    expect((await ask(`wie@${domain}`)).url.pathname).toBe('/mijn');
  });

  it('tells of a device that is new, and not of one that is known', async () => {
    const { email } = somebody();
    const browser = new HttpBrowser();
    await enter(browser);
    await browser.go(`${academie.url}/`);
    browser.forget(academie.url, 'sessie');
    await enter(browser);
    await academie.runWorkers();
    const mails = await academie.database.rows(
      `SELECT subject FROM platform.outgoing_mail WHERE recipient = $1`,
      [email],
    );
    expect(mails).toHaveLength(1);
  });

  describe('believes no token', () => {
    const wrong: [string, (claims: JWTPayload) => JWTPayload | string | Promise<string>][] = [
      ['of another issuer', (claims) => ({ ...claims, iss: 'https://elders.example' })],
      ['with another nonce', (claims) => ({ ...claims, nonce: 'een andere' })],
      ['without a nonce', ({ nonce: _, ...claims }) => claims],
      ['for another client', (claims) => ({ ...claims, aud: 'een-ander' })],
      ['that has expired', (claims) => ({ ...claims, iat: 1_600_000_000, exp: 1_600_000_600 })],
      ['without a signature', (claims) => new UnsecuredJWT(claims).encode()],
      [
        'signed with the secret of the client',
        (claims) =>
          new SignJWT(claims)
            .setProtectedHeader({ alg: 'HS256' })
            .sign(Buffer.from(service.client.secret)),
      ],
      [
        'whose signature is of other claims',
        async (claims) => {
          const token = await service.sign(claims);
          const [head, , signature] = token.split('.');
          const other = Buffer.from(JSON.stringify({ ...claims, sub: 'de-baas' }));
          return `${head}.${other.toString('base64url')}.${signature}`;
        },
      ],
    ];
    it.each(wrong)('%s', async (_name, lie) => {
      const { email } = somebody();
      service.lie = lie;

      expect(await refused()).toContain('Het antwoord van de inlogdienst klopt niet');

      expect(await personOf(email)).toBeUndefined();
      service.lie = undefined;
      expect((await enter(new HttpBrowser())).url.pathname).toBe('/mijn');
    });
  });

  describe('takes a code once', () => {
    const BACK = /\/terug\?/;

    it('and a state once', async () => {
      somebody();
      const browser = new HttpBrowser();
      const { url } = await enter(browser, '/mijn', { stopAt: BACK });
      expect((await browser.go(url)).url.pathname).toBe('/mijn');

      const again = await browser.go(url);

      expect(again.text).toContain('begon in een andere browser');
      const stolen = await new HttpBrowser().go(url);
      expect(stolen.text).toContain('begon in een andere browser');
    });

    it('so that a code that was used does nothing with a new state', async () => {
      somebody();
      const browser = new HttpBrowser();
      const { url } = await enter(browser, '/mijn', { stopAt: BACK });
      const code = url.searchParams.get('code')!;
      await browser.go(url);
      const other = new HttpBrowser();
      const next = await enter(other, '/mijn', { stopAt: BACK });
      next.url.searchParams.set('code', code);

      expect((await other.go(next.url)).text).toContain('klopt niet');
    });

    it('only in the browser that asked for it', async () => {
      somebody();
      const attacker = new HttpBrowser();
      const { url } = await enter(attacker, '/mijn', { stopAt: BACK });
      const victim = new HttpBrowser();
      await enter(victim, '/mijn', { stopAt: BACK });

      const lured = await victim.go(url);

      expect(lured.url.pathname).toBe('/inloggen');
      expect(lured.text).toContain('begon in een andere browser');
    });

    it('only in time', async () => {
      somebody();
      const browser = new HttpBrowser();
      const { url } = await enter(browser, '/mijn', { stopAt: BACK });
      academie.clock.set(new Date(Date.now() + 16 * 60_000));
      expect((await browser.go(url)).text).toContain('duurde te lang');
    });

    it('of the service that was asked', async () => {
      await keep('Andere dienst', { clientId: 'andere' });
      somebody();
      const browser = new HttpBrowser();
      const { url } = await enter(browser, '/mijn', { stopAt: BACK });
      url.pathname = '/inloggen/organisatie/andere-dienst/terug';
      expect((await browser.go(url)).url.pathname).toBe('/inloggen');
    });
  });

  it('says so when the service breaks off, and where it is away', async () => {
    const browser = new HttpBrowser();
    somebody();
    const { url } = await enter(browser, '/mijn', { stopAt: /\/terug\?/ });
    url.searchParams.delete('code');
    url.searchParams.set('error', 'access_denied');
    const stopped = await browser.go(url);
    expect(stopped.text).toContain('is afgebroken');
    expect(stopped.url.searchParams.get('naar')).toBe('/mijn');

    await keep('Weg', { issuer: 'http://127.0.0.1:9/' });
    const away = await browser.go(`${academie.url}/inloggen/organisatie/weg?naar=/aanbod`);
    expect(away.text).toContain('niet bereikbaar');
    expect(away.url.searchParams.get('naar')).toBe('/aanbod');
  });

  it.each([
    ['was not verified', { email_verified: false }],
    ['nobody speaks of', { email: undefined }],
    ['is not said to be verified', { email_verified: undefined }],
  ])('gives no account for an address that %s', async (_name, claims) => {
    somebody(claims);
    expect(await refused()).toContain('geen gecontroleerd e-mailadres');
  });

  it('gives no account for an address of an organisation that the service does not speak for', async () => {
    const other = await academie.given.municipality('Elders');
    somebody({ email: 'baas@elders.example' });
    expect(await refused()).toContain('hoort bij geen organisatie');
    expect(await personOf('baas@elders.example')).toBeUndefined();
    expect(other.name).toBe('Elders');
  });

  it('believes addresses that the service hands out itself, when an administrator said so', async () => {
    const change = (trustsAddresses: object) =>
      academie
        .as(administrator)
        .post(`/beheer/inlogdiensten/${providerId}/wijzigen`)
        .type('form')
        .send({
          name: 'Gemeente Oord',
          issuer: service.issuer,
          clientId: service.client.id,
          scope: 'openid profile email',
          organisationIds: town.id,
          endsSession: 'ja',
          ...trustsAddresses,
        })
        .expect(303);
    await change({ trustsAddresses: 'ja' });
    somebody({ email_verified: undefined });
    expect((await enter(new HttpBrowser())).url.pathname).toBe('/mijn');
    somebody({ email_verified: false });
    await refused();
    await change({});
  });

  describe('for an address that has an account', () => {
    const proofPage = async (browser: HttpBrowser) => {
      const seen = await enter(browser);
      expect(seen.url.pathname).toMatch(/^\/inloggen\/aangekomen\//);
      return seen;
    };

    it('asks for proof, and a mail that is opened in the same browser is one', async () => {
      const { email } = somebody();
      const person = await withAccount(email);
      const browser = new HttpBrowser();
      const { url, text } = await proofPage(browser);
      expect(text).toContain('hoort al een account');
      expect(browser.cookieOf(academie.url, 'sessie')).toBeUndefined();
      await browser.go(`${url.href}/mail`, { form: {} });
      const { path } = (await mailTo(academie, email))!;

      const elsewhere = await new HttpBrowser().go(`${academie.url}${path}`, { form: {} });
      expect(elsewhere.url.pathname).toBe('/inloggen');
      expect((await browser.go(`${academie.url}${path}`)).text).toContain('Koppelen met');
      const done = await browser.go(`${academie.url}${path}`, { form: {} });

      expect(done.url.pathname).toBe('/mijn');
      expect(done.text).toContain(person.name);
      expect((await enter(new HttpBrowser())).text).toContain(person.name);
    });

    it('asks for proof, and the password is one', async () => {
      const { email } = somebody();
      const person = await withAccount(email);
      const browser = new HttpBrowser();
      const { url } = await proofPage(browser);
      const link = () => browser.go(`${url.href}/koppelen`, { form: {} });
      expect((await link()).url.pathname).toBe('/inloggen');
      await browser.go(`${academie.url}/inloggen`, {
        form: { email, password: PASSWORD, next: url.pathname },
      });
      const asked = await browser.go(url);
      expect(asked.text).toContain('Koppelen met Gemeente Oord');

      const token = /name="_csrf" value="([^"]+)"/.exec(asked.text)![1]!;
      const done = await browser.go(`${url.href}/koppelen`, { form: { _csrf: token } });

      expect(done.text).toContain(person.name);
      expect((await enter(new HttpBrowser())).text).toContain(person.name);
    });

    it('lets nobody in who gets the address of a colleague that left', async () => {
      const { email } = somebody();
      await enter(new HttpBrowser());
      const successor = somebody({ email });
      expect(successor.email).toBe(email);
      const browser = new HttpBrowser();

      const { url, text } = await proofPage(browser);
      expect(text).toContain('kende u eerder met een ander account');
      await browser.go(`${url.href}/mail`, { form: {} });

      expect((await mailTo(academie, email))?.template).not.toContain('provider-proof');
    });

    it('lets the service of one organisation not open an account that is linked at another', async () => {
      const { email, sub } = somebody();
      await enter(new HttpBrowser());
      const other = new SignInProvider();
      others.push(other);
      await other.start(() => academie.url, 'tweede');
      await keep('Tweede', { issuer: other.issuer });
      other.people.set(sub, { email, email_verified: true, given_name: 'Lot', family_name: 'Dam' });
      other.user = sub;

      const { url } = await new HttpBrowser().go(`${academie.url}/inloggen/organisatie/tweede`);

      expect(url.pathname).toMatch(/^\/inloggen\/aangekomen\//);
    });

    it('lets who was invited take the invitation up, unless a role waits', async () => {
      const invite = async (email: string) => {
        const person = await academie.given.person({ email, organisationId: town.id });
        await academie.database.rows(`UPDATE people.person SET status = 'invited' WHERE id = $1`, [
          person.id,
        ]);
        return person;
      };
      const { email } = somebody();
      const { id } = await invite(email);
      expect((await enter(new HttpBrowser())).url.pathname).toBe('/mijn');
      expect(await personOf(email)).toEqual({ id, status: 'active' });

      const boss = somebody();
      await academie.given.role((await invite(boss.email)).id, 'administrator');
      await proofPage(new HttpBrowser());
    });
  });

  it('keeps out who is blocked, erased or merged away', async () => {
    const { email } = somebody();
    const browser = new HttpBrowser();
    await enter(browser);
    const person = (await personOf(email))!;
    await academie
      .as(administrator)
      .post(`/beheer/personen/${person.id}/blokkeren`)
      .type('form')
      .send({ reason: 'weg' })
      .expect(303);

    expect(await refused()).toContain('niet meer inloggen');

    await academie.database.rows(
      'UPDATE people.person SET blocked_at = NULL, blocked_reason = NULL WHERE id = $1',
      [person.id],
    );
    expect((await enter(new HttpBrowser())).url.pathname).toBe('/mijn');
  });

  it('gives functions by rule, and takes them away again', async () => {
    await academie
      .as(administrator)
      .post(`/beheer/inlogdiensten/${providerId}/regels`)
      .type('form')
      .send({ claim: 'roles', value: 'handhaving', meaning: 'function:boa' })
      .expect(303);
    const { email, sub } = somebody({ roles: ['iets', 'handhaving'] });
    const functions = async () => {
      await enter(new HttpBrowser());
      return academie.database.rows(
        `SELECT f.function_code AS code FROM people.email_address a
           JOIN people.membership m ON m.person_id = a.person_id AND m.valid_to IS NULL
           JOIN people.membership_function f ON f.membership_id = m.id WHERE a.address = $1`,
        [email],
      );
    };

    expect(await functions()).toEqual([{ code: 'boa' }]);
    service.people.set(sub, { ...service.people.get(sub), roles: ['iets'] });
    expect(await functions()).toEqual([]);
  });

  it('asks for a name that the service does not give, and makes the account then', async () => {
    const { email } = somebody({ given_name: undefined, family_name: undefined });
    const browser = new HttpBrowser();
    const { url, text } = await enter(browser);
    expect(text).toContain('id="givenName"');
    const send = (form: Record<string, string>) => browser.go(url, { form });
    const elsewhere = await academie.given.municipality('Verder');
    const wrong = await send({ givenName: 'A', familyName: 'B', organisationId: elsewhere.id });
    expect(wrong.status).toBe(422);

    const done = await send({ givenName: 'Ada', familyName: 'Bos', organisationId: town.id });

    expect(done.text).toContain('Ada Bos');
    expect(await personOf(email)).toMatchObject({ status: 'active' });
  });

  it('links the own account, shows it, and undoes it where there is another way in', async () => {
    const person = await withAccount(`eigen${++count}@test.example`, { organisationId: town.id });
    const browser = new HttpBrowser();
    await browser.go(`${academie.url}/inloggen`, {
      form: { email: person.email, password: PASSWORD, next: '/account' },
    });
    somebody();
    const list = await browser.go(`${academie.url}/account/inlogdiensten`);
    expect(list.text).toContain('Koppelen met Gemeente Oord');

    const done = await browser.go(`${academie.url}/inloggen/organisatie/gemeente-oord/koppelen`);
    expect(done.text).toContain('is gekoppeld met Gemeente Oord');
    expect((await enter(new HttpBrowser())).text).toContain(person.name);

    const [, path] = /action="(\/account\/inlogdiensten\/[^"]+\/ontkoppelen)"/.exec(done.text)!;
    const token = /name="_csrf" value="([^"]+)"/.exec(done.text)![1]!;
    const undone = await browser.go(`${academie.url}${path}`, { form: { _csrf: token } });
    expect(undone.text).toContain('geen inlogdienst gekoppeld');
  });

  it('does not take away the last way in', async () => {
    somebody();
    const browser = new HttpBrowser();
    await enter(browser);
    const list = await browser.go(`${academie.url}/account/inlogdiensten`);
    const [, path] = /action="(\/account\/inlogdiensten\/[^"]+\/ontkoppelen)"/.exec(list.text)!;
    const token = /name="_csrf" value="([^"]+)"/.exec(list.text)![1]!;
    const kept = await browser.go(`${academie.url}${path}`, { form: { _csrf: token } });
    expect(kept.text).toContain('U hebt geen wachtwoord');
  });

  it('signs out at the service too', async () => {
    somebody();
    const browser = new HttpBrowser();
    const { text } = await enter(browser);
    const token = /name="_csrf" value="([^"]+)"/.exec(text)![1]!;

    const out = await browser.go(`${academie.url}/uitloggen`, {
      form: { _csrf: token },
      stopAt: /\/session\/end/,
    });

    expect(out.url.origin).toBe(service.issuer);
    expect(out.url.searchParams.get('post_logout_redirect_uri')).toBe(`${academie.url}/uitgelogd`);
    expect((await browser.go(out.url)).status).toBe(200);
    expect((await browser.go(`${academie.url}/mijn`)).url.pathname).toBe('/inloggen');
  });

  it('ends the session when the service says so, and only then', async () => {
    const { sub } = somebody();
    const browser = new HttpBrowser();
    await enter(browser);
    const now = Math.floor(Date.now() / 1000);
    let jti = 0;
    const claims = () => ({
      iss: service.issuer,
      aud: service.client.id,
      iat: now,
      exp: now + 120,
      jti: `uit-${++jti}`,
      sub,
      events: { [LOGOUT]: {} },
    });
    const say = async (token: string) =>
      (
        await academie.stranger
          .post('/inloggen/organisatie/gemeente-oord/uitloggen')
          .type('form')
          .send({ logout_token: token })
      ).status;
    const isIn = async () => (await browser.go(`${academie.url}/mijn`)).url.pathname === '/mijn';

    expect(await say(await service.sign({ ...claims(), events: {} }))).toBe(400);
    expect(await say(await service.sign({ ...claims(), aud: 'een-ander' }))).toBe(400);
    expect(await say(await service.sign({ ...claims(), nonce: 'x' }))).toBe(400);
    expect(await say(await service.sign({ ...claims(), iat: now - 4000 }))).toBe(400);
    expect(await say(new UnsecuredJWT(claims()).encode())).toBe(400);
    expect(await say('geen.token')).toBe(400);
    expect(await isIn()).toBe(true);

    const token = await service.sign(claims(), 'logout+jwt');
    expect(await say(token)).toBe(200);
    expect(await isIn()).toBe(false);
    expect(await say(token)).toBe(400);
  });
});
