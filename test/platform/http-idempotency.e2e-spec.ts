import { createWebApp } from '../../apps/academie/web-app';
import { startAcademie } from '../support/academie';
import { DatabaseProxy } from '../support/database-proxy';

interface Answer {
  status: number;
  code?: string;
  id?: string;
  headers: Headers;
}

describe('a request with an Idempotency-Key', () => {
  const academie = startAcademie();
  const closing: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const close of closing) await close();
  });

  const ask = async (
    url: string,
    route: string,
    headers: Record<string, string>,
    body: object = {},
  ): Promise<Answer> => {
    const response = await fetch(`${url}/api/v1${route}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const { code, id } = (await response.json()) as { code?: string; id?: string };
    return {
      status: response.status,
      headers: response.headers,
      ...(code && { code }),
      ...(id && { id }),
    };
  };
  const somebody = async (key: string): Promise<Record<string, string>> => ({
    ...academie.headersOf(await academie.given.person()),
    'idempotency-key': key,
  });
  const count = async (offeringId: string): Promise<number> => {
    const found = await academie.database.first<{ count: string }>(
      'SELECT count(*) FROM enrolment.enrolment WHERE offering_id = $1',
      [offeringId],
    );
    return Number(found?.count);
  };

  it('gets the first answer again, and another request under its key does not', async () => {
    const offering = await academie.given.offering();
    const other = await academie.given.offering();
    const headers = await somebody('one');
    const route = `/offerings/${offering.id}/enrolments`;

    const first = await ask(academie.url, route, headers);
    const again = await ask(academie.url, route, headers);
    const wrong = await ask(academie.url, `/offerings/${other.id}/enrolments`, headers);

    expect(first.status).toBe(201);
    expect([again.status, again.id]).toEqual([201, first.id]);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect([wrong.status, wrong.code]).toEqual([409, 'platform.idempotency-conflict']);
    expect(await count(other.id)).toBe(0);
  });

  it('is told to wait while the first is under way, and is done once by twenty at a time', async () => {
    const offering = await academie.given.offering();
    const headers = await somebody('twenty');
    const route = `/offerings/${offering.id}/enrolments`;

    const answers = await Promise.all(
      Array.from({ length: 20 }, () => ask(academie.url, route, headers)),
    );

    for (const answer of answers.filter(({ status }) => status !== 201)) {
      expect(answer.code).toBe('platform.idempotency-in-progress');
      expect(answer.headers.get('retry-after')).toBe('1');
    }
    expect((await ask(academie.url, route, headers)).status).toBe(201);
    expect(await count(offering.id)).toBe(1);
  });

  it('leaves nothing when it is refused, and may be tried again', async () => {
    const offering = await academie.given.offering();
    const headers = await somebody('refused');
    const before = await academie.database.rows('SELECT FROM platform.journal');
    const missing = await ask(
      academie.url,
      '/offerings/00000000-0000-7000-8000-000000000000/enrolments',
      headers,
    );

    expect(missing.status).toBe(404);
    expect(await academie.database.rows('SELECT FROM platform.journal')).toHaveLength(
      before.length,
    );
    expect((await ask(academie.url, `/offerings/${offering.id}/enrolments`, headers)).status).toBe(
      201,
    );
  });

  it('takes over what a request of the release before left without an answer', async () => {
    const offering = await academie.given.offering();
    const person = await academie.given.person();
    await academie.database.rows(
      `INSERT INTO platform.idempotency_key (credential, key, request_hash, created_at)
       SELECT 'person:' || $1, 'stale', '\\x00', now()`,
      [person.id],
    );
    const headers = { ...academie.headersOf(person), 'idempotency-key': 'stale' };

    expect((await ask(academie.url, `/offerings/${offering.id}/enrolments`, headers)).status).toBe(
      201,
    );
  });

  it('is done exactly once, wherever its line to the database breaks, by asking until there is an answer', async () => {
    const { databaseUrl } = academie.config;
    const proxy = new DatabaseProxy(databaseUrl);
    const web = await createWebApp(
      { ...academie.config, databaseUrl: await proxy.start(databaseUrl) },
      academie.clock,
    );
    closing.push(
      () => web.close(),
      () => proxy.stop(),
    );
    await web.listen(0, '127.0.0.1');
    const url = await web.getUrl();
    const headers = await somebody('cut');

    // Each message to the database in turn, lost before it came there and lost on the way back.
    for (const how of ['lose', 'cut'] as const) {
      let wasCut = true;
      for (let at = 0; wasCut; at += 1) {
        const { id } = await academie.given.offering();
        const mine = { ...headers, 'idempotency-key': `${how}-${at}` };
        const route = `/offerings/${id}/enrolments`;
        let seen = 0;
        wasCut = false;
        proxy.onQuestion = () => {
          if (seen++ !== at) return 'pass';
          wasCut = true;
          return how;
        };
        const first = await ask(url, route, mine);
        proxy.onQuestion = () => 'pass';
        expect([201, 503]).toContain(first.status);
        let answer = first;
        // The first may still be under way at the server; who asks waits a moment, as Retry-After says.
        for (let tries = 0; answer.status !== 201 && tries < 20; tries += 1) {
          if (answer.status === 409) await new Promise((resolve) => setTimeout(resolve, 100));
          answer = await ask(url, route, mine);
        }
        expect(answer.status).toBe(201);
        expect(await count(id)).toBe(1);
      }
    }
  });
});
