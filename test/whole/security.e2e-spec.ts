import http from 'node:http';

import type { Response } from 'supertest';

import { hashPassword } from '@academie/people';

import { startAcademie } from '../support/academie';

const PASSWORD = 'een lang wachtwoord';
const FIVE_MEGABYTES = 5 * 1024 * 1024;

describe('every answer', () => {
  const academie = startAcademie();
  const get = (path: string) => academie.stranger.get(path);

  const answers: [string, () => PromiseLike<Response>][] = [
    ['a page', () => get('/inloggen')],
    ['a page that is not there', () => get('/bestaat-niet')],
    ['a page that asks to sign in first', () => get('/beheer/personen')],
    ['a form that is not right', () => academie.stranger.post('/inloggen')],
    ['a form that is too large', () => academie.stranger.post('/inloggen').send(large('form'))],
    ['a list of the API', () => get('/api/v1/organisations')],
    ['a refusal of the API', () => get('/api/v1/organisations?limit=0')],
    ['an address the API does not know', () => get('/api/v1/bestaat-niet')],
    ['the description of the API', () => get('/api/v1/openapi.json')],
    ['a stylesheet', async () => get(await stylesheet())],
    ['a file that is not there', () => get('/static/bestaat-niet.css')],
    ['a method that is not there', () => academie.stranger.patch('/inloggen')],
    ['an address that cannot be read', () => get('/%')],
    ['security.txt', () => get('/.well-known/security.txt')],
    ['the health of the process', () => get('/livez')],
  ];

  it.each(answers)('carries the headers that protect a browser: %s', async (_, ask) => {
    const { headers } = await ask();
    const policy = Object.fromEntries(
      headers['content-security-policy']!.split(';').map((part) => {
        const [name, ...values] = part.trim().split(' ');
        return [name, values.join(' ')];
      }),
    );

    expect(policy).toMatchObject({
      'default-src': "'self'",
      'base-uri': "'none'",
      'form-action': "'self'",
      'frame-ancestors': "'none'",
      'object-src': "'none'",
    });
    expect(headers['content-security-policy']).not.toMatch(/unsafe|\*|https?:/);
    expect(
      Number(/max-age=(\d+)/.exec(headers['strict-transport-security']!)?.[1]),
    ).toBeGreaterThan(31_535_999);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('same-origin');
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['permissions-policy']).toMatch(
      /camera=\(self\).* geolocation=\(\).* microphone=\(\)/,
    );
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(headers['x-request-id']).toMatch(/^[\w-]{36}$/);
    expect(headers).not.toHaveProperty('server');
    expect(headers).not.toHaveProperty('x-powered-by');
  });

  it.each(answers)('says how long it may be kept: %s', async (_, ask) => {
    const { headers, status, request } = await ask();
    const { pathname } = new URL(request.url);
    const shared = status === 200 && /^\/static\/|openapi\.json$/.test(pathname);

    expect(headers['cache-control']).toMatch(shared ? /^public, max-age=\d+/ : /^no-store$/);
  });

  it('says of which type it is, with the character set', async () => {
    const page = await get('/inloggen').expect('content-type', 'text/html; charset=utf-8');
    expect(page.text).toContain('<meta charset="utf-8">');
    await get('/api/v1/organisations').expect('content-type', /^application\/json; charset=utf-8$/);
    await get('/api/v1/geen').expect('content-type', /^application\/problem\+json/);
    await get('/.well-known/security.txt').expect('content-type', 'text/plain; charset=utf-8');
  });

  it('is the same for HEAD, without the body', async () => {
    for (const path of ['/inloggen', '/', '/toegankelijkheid', '/api/v1/organisations', '/livez']) {
      const { status, text, headers } = await academie.head(path);
      expect([path, status, text || '']).toEqual([path, 200, '']);
      expect(headers['content-security-policy']).toBeDefined();
    }
  });

  const stylesheet = async (): Promise<string> => {
    const { text } = await get('/inloggen');
    return /href="(\/static\/[^"]+\.css)"/.exec(text)![1]!;
  };
});

describe('the edge', () => {
  const academie = startAcademie();

  it.each(['PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND', 'OPTIONS'])(
    'does not know %s on a page',
    async (method) => {
      const { status } = await send(academie, method, '/inloggen');
      expect([404, 405]).toContain(status);
    },
  );

  it.each([
    '/static/../package.json',
    '/static/../../../package.json',
    '/static/..%2f..%2f..%2fpackage.json',
    '/static/%2e%2e/%2e%2e/%2e%2e/package.json',
    '/static/..%5c..%5cpackage.json',
    '/static/....//....//package.json',
    '/static//etc/passwd',
    '/static/%00',
    '/static/.env',
    '/static/',
    '/.git/config',
    '/.env',
    '/package.json',
  ])('hands out no file that is not public: %s', async (path) => {
    const { status, text } = await send(academie, 'GET', path);

    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(text).not.toContain('"dependencies"');
  });

  it.each([
    '/%',
    '/%c0%af',
    '/aanbod/%00',
    '/?zoek=%00',
    '/?zoek=%ff',
    '/api/v1/organisations?after=%00',
  ])('is not upset by an address such as %s', async (path) => {
    const { status } = await send(academie, 'GET', path);
    expect(status).toBeLessThan(500);
  });

  it('refuses a body of five megabytes: a page in Dutch, the API as a problem', async () => {
    const page = await academie.stranger.post('/inloggen').type('form').send(large('form'));
    expect(page.status).toBe(413);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.text).toContain('te groot');

    const api = await academie.stranger.post('/api/v1/organisations').send({ a: large('json') });
    expect(api.status).toBe(413);
    expect(api.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(api.body).toMatchObject({ status: 413, code: 'platform.http-413' });
  });

  it.each([
    ['{"half":', 'application/json', 400],
    ['', 'application/json', 400],
    ['<x/>', 'application/xml', 415],
  ])('refuses the body %j of type %s as a problem', async (body, type, expected) => {
    const path = `/api/v1/offerings/${crypto.randomUUID()}/enrolments`;
    const answer = await academie.stranger.post(path).type(type).send(body);

    expect(answer.status).toBe(expected);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  });

  it('tells nothing of its inside when something fails', async () => {
    jest.spyOn(academie.database, 'rows').mockRejectedValueOnce(new Error('relation "geheim"'));
    const { status, text } = await academie.stranger.get('/api/v1/organisations');

    expect(status).toBe(500);
    expect(text).not.toMatch(/geheim|\.ts|node_modules|at \w+/);
    expect(JSON.parse(text)).toMatchObject({ status: 500, code: 'platform.http-500' });
  });

  it('says whom to tell about a weakness, for at least a month and at most a year', async () => {
    const { text } = await academie.stranger.get('/.well-known/security.txt').expect(200);
    const expires = new Date(/^Expires: (.+)$/m.exec(text)![1]!);
    const days = (expires.getTime() - academie.clock.now().getTime()) / 86_400_000;

    expect(text).toMatch(/^Contact: mailto:\S+@\S+$/m);
    expect(days).toBeGreaterThan(30);
    expect(days).toBeLessThan(365);
  });
});

describe('a session', () => {
  const academie = startAcademie();
  const someone = async () => {
    const person = await academie.given.person();
    await academie.database.rows('INSERT INTO people.password VALUES ($1, $2, $3)', [
      person.id,
      await hashPassword(PASSWORD),
      academie.clock.now(),
    ]);
    return person;
  };
  const signIn = (email: string, next = '/', cookie = '') =>
    academie.stranger
      .post('/inloggen')
      .set('cookie', cookie)
      .type('form')
      .send({ email, password: PASSWORD, next });
  const cookiesOf = ({ headers }: Response): string[] =>
    (headers['set-cookie'] as unknown as string[] | undefined) ?? [];

  it('lies in a cookie that scripts and other sites cannot use', async () => {
    const { email } = await someone();
    const [cookie] = cookiesOf(await signIn(email).expect(303));

    expect(cookie).toMatch(/^sessie=[\w-]{43}; /);
    expect(cookie!.split('; ').slice(1).sort()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax']);
  });

  it('is a new one at every sign-in, whatever cookie was there, and ends the one before', async () => {
    const person = await someone();
    const planted = 'A'.repeat(43);
    const [cookie] = cookiesOf(await signIn(person.email, '/', `sessie=${planted}`).expect(303));
    expect(cookie).not.toContain(planted);

    const form = { email: person.email, password: PASSWORD };
    const again = await academie.as(person).post('/inloggen').type('form').send(form).expect(303);
    expect(cookiesOf(again)[0]).not.toBe(cookie);
    await academie.as(person).post('/uitloggen').set('accept', 'application/json').expect(401);
  });

  it('is gone after signing out, also from the browser', async () => {
    const person = await academie.given.person();
    const answer = await academie.as(person).post('/uitloggen').expect(303);

    expect(cookiesOf(answer).join()).toMatch(/sessie=;.*Expires=Thu, 01 Jan 1970/);
    expect(answer.headers['clear-site-data']).toContain('"storage"');
  });

  it.each([
    '//elders.example',
    '/\\elders.example',
    'https://elders.example/',
    '/\telders',
    '\\\\elders.example',
    'javascript:alert(1)',
    '/%0d%0aset-cookie:a=b\r\nx',
  ])('never leads to another site: %j', async (next) => {
    const { email } = await someone();
    const answer = await signIn(email, next).expect(303);
    expect(answer.headers.location).toBe('/mijn');
    const form = await academie.stranger.get(`/inloggen?naar=${encodeURIComponent(next)}`);
    expect(form.text).toMatch(/name="next" value="\/"/);
  });

  it('changes nothing for a form without its token, or from elsewhere', async () => {
    const administrator = await academie.given.holder('administrator');
    const other = await academie.given.person();
    const path = `/beheer/personen/${other.id}/rollen`;
    const post = () => academie.as(administrator).post(path).type('form').send({ role: 'auditor' });

    await post().unset('x-csrf-token').expect(403);
    await post().set('x-csrf-token', 'geraden').expect(403);
    await post().set('sec-fetch-site', 'cross-site').expect(403);
    await post().set('sec-fetch-site', 'same-site').expect(403);
    await post().set('origin', 'https://elders.example').expect(403);
    await post().set('origin', 'null').expect(403);
    const grants = 'SELECT 1 FROM people.role_grant WHERE person_id = $1';
    expect(await academie.database.rows(grants, [other.id])).toEqual([]);

    await post().expect(303);
    expect(await academie.database.rows(grants, [other.id])).toHaveLength(1);
  });

  it('does not open the API to other sites', async () => {
    const person = await academie.given.person();
    const { headers } = await academie
      .as(person)
      .get('/api/v1/organisations')
      .set('origin', 'https://elders.example');

    expect(headers).not.toHaveProperty('access-control-allow-origin');
    expect(headers).not.toHaveProperty('access-control-allow-credentials');
  });
});

describe('over https', () => {
  const academie = startAcademie({ config: { publicUrl: 'https://academie.example' } });

  it('the cookie is bound to this host and to https', async () => {
    const person = await academie.given.person();
    await academie.database.rows('INSERT INTO people.password VALUES ($1, $2, $3)', [
      person.id,
      await hashPassword(PASSWORD),
      academie.clock.now(),
    ]);
    const { headers } = await academie.stranger
      .post('/inloggen')
      .type('form')
      .send({ email: person.email, password: PASSWORD })
      .expect(303);

    expect(headers['set-cookie']?.[0]).toMatch(/^__Host-sessie=.*; Secure/);
    expect(headers['content-security-policy']).toContain('upgrade-insecure-requests');
  });
});

function large(kind: 'form' | 'json'): string {
  return kind === 'form' ? `email=${'a'.repeat(FIVE_MEGABYTES)}` : 'a'.repeat(FIVE_MEGABYTES);
}

/** A request as it stands: an ordinary client would tidy the address first. */
function send(
  { url }: { url: string },
  method: string,
  path: string,
): Promise<{ status: number; text: string }> {
  const { port } = new URL(url);
  return new Promise((resolve, reject) => {
    const request = http.request(
      { host: '127.0.0.1', port, method, path, agent: false },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part) => (text += String(part)));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
      },
    );
    request.on('error', reject).end();
  });
}
