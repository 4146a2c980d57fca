import { createServer } from 'node:net';

import { hash as argon2 } from '@node-rs/argon2';

import { startAcademie } from '../support/academie';
import { type Server, startServer } from '../bench/processes';

const PASSWORD = 'een lang wachtwoord';
const SECOND = 1000;
/** Other ways to write the address of the form. */
const WAYS = [
  ...['/%69nloggen', '/inloggen?a=b', '//inloggen', '/Inloggen', '/inloggen/', '/inloggen%2f'],
  ...['/./inloggen', '/a/../inloggen', '/inloggen;a', '/inloggen%00'],
];

/** How tries end: signed in, wrong, or too early. */
const IN = 303;
const WRONG = 422;
const TOO_EARLY = 429;

describe('who tries passwords', () => {
  const academie = startAcademie({ config: { trustProxy: '127.0.0.1' } });
  const begin = new Date('2026-03-03T09:00:00+01:00').getTime();
  let hash: string;
  let network = 0;

  beforeAll(async () => {
    hash = await argon2(PASSWORD, { memoryCost: 8, timeCost: 1, parallelism: 1 });
  });
  // Each test has networks of its own.
  beforeEach(() => {
    network += 10;
    academie.clock.set(new Date(begin));
  });

  const after = (seconds: number) => academie.clock.set(new Date(begin + seconds * SECOND));
  const somebody = async () => {
    const person = await academie.given.person();
    await academie.database.rows('INSERT INTO people.password VALUES ($1, $2, $3)', [
      person.id,
      hash,
      academie.clock.now(),
    ]);
    return person.email;
  };
  interface Try {
    from?: number;
    password?: string;
    device?: string;
    path?: string;
  }
  const enter = (
    email: string,
    { from = 0, password = 'mis', device, path = '/inloggen' }: Try = {},
  ) =>
    academie.stranger
      .post(path)
      .type('form')
      .set('x-forwarded-for', `192.0.2.${network + from}`)
      .set('cookie', device ? `toestel=${device}` : '')
      .send({ email, password });
  const tries = async (count: number, email: string, options: Try = {}): Promise<number[]> => {
    const statuses: number[] = [];
    for (let turn = 0; turn < count; turn += 1) statuses.push((await enter(email, options)).status);
    return statuses;
  };

  it('wait longer after each wrong one, and are told how long', async () => {
    const email = await somebody();
    expect(await tries(7, email)).toEqual([...Array<number>(6).fill(WRONG), TOO_EARLY]);

    const { headers, text } = await enter(email).expect(TOO_EARLY);
    expect(headers['retry-after']).toBe('2');
    expect(text).toContain('Wacht 2 seconden');
    expect(text).toContain(`value="${email}"`);

    after(2);
    expect(await tries(2, email)).toEqual([WRONG, TOO_EARLY]);
    after(5);
    expect((await enter(email)).headers['retry-after']).toBe('1');
    after(6);
    expect((await enter(email, { password: PASSWORD })).status).toBe(IN);
  });

  it('begin anew once the password was right', async () => {
    const email = await somebody();
    await tries(5, email);
    expect((await enter(email, { password: PASSWORD })).status).toBe(IN);

    expect(await tries(6, email)).toEqual(Array<number>(6).fill(WRONG));
  });

  it('get no more tries by sending them all at once', async () => {
    const email = await somebody();
    const answers = await Promise.all(Array.from({ length: 60 }, () => enter(email)));
    const wrong = answers.filter(({ status }) => status === WRONG);

    expect(wrong).toHaveLength(6);
    expect(answers.filter(({ status }) => status === TOO_EARLY)).toHaveLength(54);
  });

  it('get no more tries by writing the address another way', async () => {
    const email = await somebody();
    await tries(6, email);

    for (const path of WAYS) {
      const { status } = await enter(email, { path });
      expect([404, TOO_EARLY]).toContain(status);
    }
    for (const other of [email.toUpperCase(), ` ${email}`])
      expect((await enter(other)).status).toBe(TOO_EARLY);
  });

  it('lock nobody out: not from elsewhere, nor where somebody signed in before', async () => {
    const email = await somebody();
    const known = await enter(email, { password: PASSWORD });
    const device = /toestel=([\w-]{43});.*HttpOnly/.exec(String(known.headers['set-cookie']))?.[1];
    await tries(20, email, { from: 1 });

    expect(await tries(1, email, { from: 1, password: PASSWORD })).toEqual([TOO_EARLY]);
    expect(await tries(1, email, { from: 2, password: PASSWORD })).toEqual([IN]);
    expect(await tries(1, email, { from: 1, password: PASSWORD, device })).toEqual([IN]);
    expect(await tries(1, email, { from: 1, password: PASSWORD, device: 'B'.repeat(43) })).toEqual([
      TOO_EARLY,
    ]);
  });

  it('are slowed down together when a thousand addresses try one account', async () => {
    const email = await somebody();
    const statuses: number[] = [];
    for (let from = 0; from < 6; from += 1) statuses.push(...(await tries(5, email, { from })));

    expect(statuses.slice(0, 21)).toEqual(Array<number>(21).fill(WRONG));
    expect(statuses.slice(21)).toEqual(Array<number>(9).fill(TOO_EARLY));
  });

  it('leave a town hall behind one address alone', async () => {
    const people = await Promise.all(Array.from({ length: 40 }, somebody));
    const mistaken = await Promise.all(people.map((email) => enter(email)));
    const right = await Promise.all(
      [...people, ...people, ...people].map((email) => enter(email, { password: PASSWORD })),
    );

    expect(new Set(mistaken.map(({ status }) => status))).toEqual(new Set([WRONG]));
    expect(new Set(right.map(({ status }) => status))).toEqual(new Set([IN]));
  });

  it('cannot go through all accounts from one address', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 130 }, async () => enter(await somebody())),
    );
    const wrong = statuses.filter(({ status }) => status === WRONG);

    expect(wrong.length).toBeGreaterThanOrEqual(100);
    expect(wrong.length).toBeLessThan(103);
  });

  it('leave nothing behind that says who tried what', async () => {
    const email = await somebody();
    await enter(email);
    const rows = await academie.database.rows('SELECT * FROM people.sign_in_pace');

    expect(JSON.stringify(rows)).not.toMatch(/test\.example|192\.0\.2/);
  });
});

describe('who tries passwords at two processes', () => {
  const academie = startAcademie();
  let other: Server | undefined;
  beforeAll(async () => {
    const port = await freePort();
    other = await startServer(
      ['-r', './scripts/register-typescript.cjs', 'test/support/web-process.ts'],
      port,
      {
        DATABASE_URL: academie.config.databaseUrl,
        ACADEMIE_DEMO: '1',
        ACADEMIE_WORKER: '0',
        LOG_LEVEL: 'silent',
        DATABASE_TIMEOUT_MS: '90000',
      },
    );
    academie.clock.set(new Date());
  }, 120_000);
  afterAll(() => other?.stop());

  it('gets as many tries as at one', async () => {
    const urls = [await academie.app.getUrl(), other!.url];
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, nth) =>
        fetch(`${urls[nth % 2]}/inloggen`, {
          method: 'POST',
          body: new URLSearchParams({ email: 'iemand@test.example', password: 'mis' }),
        }),
      ),
    );

    const wrong = answers.filter(({ status }) => status === WRONG).length;
    expect(wrong).toBeGreaterThanOrEqual(6);
    // Each of them by itself would let as many try.
    expect(wrong).toBeLessThan(10);
  });
});

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
