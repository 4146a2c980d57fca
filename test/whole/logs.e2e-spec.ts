import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';

import { newId } from '@academie/platform';

import { startAcademie } from '../support/academie';
import { routesOf } from '../support/routes';

const ROOT = path.resolve(__dirname, '../..');
/** What opens a door, wherever it stands in a request. */
const KEY = 'GEHEIM-2345-6789-ABCD';
const ID = /^(id|[a-z]+Id|year|number|slug|kind)$/;

/** What BIO2 asks of a line. */
const SHAPE = {
  time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  action: expect.stringMatching(/\S/),
  object: expect.any(Object),
  result: expect.anything(),
  origin: expect.stringMatching(/\S/),
  actor: expect.stringMatching(/\S/),
};

describe('the log', () => {
  const academie = startAcademie();
  let port: number;
  let lines: string;
  let atStart: string;

  beforeAll(async () => {
    port = await freePort();
    const child = spawn(
      process.execPath,
      ['-r', './scripts/register-typescript.cjs', 'test/support/web-process.ts'],
      {
        cwd: ROOT,
        env: {
          ...process.env,
          DATABASE_URL: academie.config.databaseUrl,
          PORT: String(port),
          ACADEMIE_DEMO: '1',
          ACADEMIE_WORKER: '0',
          LOG_LEVEL: 'info',
          DATABASE_TIMEOUT_MS: '90000',
        },
      },
    );
    let written = '';
    child.stdout.on('data', (part: Buffer) => (written += part.toString()));
    child.stderr.on('data', (part: Buffer) => (written += part.toString()));
    const ended = new Promise((resolve) => child.once('exit', resolve));
    while (!(await fetch(`http://127.0.0.1:${port}/livez`).catch(() => undefined)))
      await new Promise((resolve) => setTimeout(resolve, 100));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    atStart = written;
    for (const route of routesOf(academie)) await knock(route.method, route.path);
    await knock('get', `/${KEY}/bestaat-niet`);
    for (const path of ['certificaat', 'uitnodiging', 'verslag', 'berichten-stoppen'])
      for (const way of [
        `/${path}//`,
        `/${path}%2f`,
        `/${path.toUpperCase()}/`,
        `//${path}/`,
        `/%/`,
      ])
        await knock('get', `${way}${KEY}`);
    for (const { method, path } of routesOf(academie))
      if (method === 'get' && path.includes(':')) await knock('head', path);
    child.kill('SIGTERM');
    await ended;
    lines = written;
  }, 120_000);

  const knock = (method: string, route: string): Promise<unknown> =>
    fetch(
      `http://127.0.0.1:${port}${route.replace(/:(\w+)/g, (_, name: string) =>
        name === 'id' || name.endsWith('Id') ? newId() : ID.test(name) ? '2026' : KEY,
      )}?token=${KEY}&naar=/${KEY}&code=${KEY}`,
      {
        method: method.toUpperCase(),
        redirect: 'manual',
        headers: { cookie: `sessie=${KEY}; melding=${KEY}`, authorization: `Bearer ${KEY}` },
        ...(!['get', 'head'].includes(method) && {
          body: new URLSearchParams({ password: KEY, email: `${KEY}@test.example`, token: KEY }),
        }),
      },
    );

  it('begins with a few lines, not with a list of routes', () => {
    expect(atStart.split('\n').length).toBeLessThan(5);
  });

  it('says of every request what was asked, and names no code, token or password', () => {
    const requests = lines.split('\n').filter((line) => line.includes('"requestId"'));

    expect(requests.length).toBeGreaterThan(routesOf(academie).length);
    expect(lines).toContain('/certificaat/:code');
    expect(lines.split('\n').filter((line) => line.toUpperCase().includes(KEY))).toEqual([]);
  });

  it('says of every request what, to what, how it ended, from where, who and when', () => {
    const requests = lines
      .split('\n')
      .filter((line) => line.includes('"requestId"') && line.includes('"ms"'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);

    for (const line of requests) expect(line).toEqual(expect.objectContaining(SHAPE));
    // Who guesses a password is seen by where it came from.
    expect(requests).toContainEqual(
      expect.objectContaining({
        action: 'POST /inloggen',
        result: expect.any(Number),
        origin: '127.0.0.1',
        actor: 'nobody',
      }),
    );
  });

  it('says the same of a command, and leaves out for whom it was', async () => {
    const child = spawn(
      process.execPath,
      [
        ...['-r', './scripts/register-typescript.cjs', 'apps/academie/cli.ts'],
        ...['factor:reset', 'niemand@geheim.example', 'telefoon kwijt'],
      ],
      {
        cwd: ROOT,
        env: {
          ...process.env,
          DATABASE_URL: academie.config.databaseUrl,
          ACADEMIE_DEMO: '1',
          DATABASE_TIMEOUT_MS: '90000',
        },
      },
    );
    let written = '';
    child.stderr.on('data', (part: Buffer) => (written += part.toString()));
    const code = await new Promise((resolve) => child.once('close', resolve));

    expect([code, written]).toEqual([1, expect.stringContaining('Nobody has the address')]);
    const line = written.split('\n').find((one) => one.startsWith('{'));
    expect(JSON.parse(line ?? '{}')).toEqual(
      expect.objectContaining({ ...SHAPE, action: 'command factor:reset', result: 'failed' }),
    );
    expect(line).not.toContain('geheim.example');
  }, 60_000);
});

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
