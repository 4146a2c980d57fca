import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Client } from 'pg';
import request from 'supertest';

import { Database, isAway, rows } from '@academie/platform';

import { createWebApp } from '../../apps/academie/web-app';
import { startAcademie } from '../support/academie';
import { eventually } from '../browser/eventually';
import { DatabaseProxy } from '../support/database-proxy';

const PATIENCE_MS = 1500;

describe('what the academie refuses for want of an answer of the database', () => {
  const academie = startAcademie();
  let proxy: DatabaseProxy;
  let hasty: NestFastifyApplication;
  let url: string;

  // A second web process on the same database, that waits for it no longer than a second and a half.
  beforeAll(async () => {
    const { databaseUrl } = academie.config;
    proxy = new DatabaseProxy(databaseUrl);
    hasty = await createWebApp(
      {
        ...academie.config,
        databaseUrl: await proxy.start(databaseUrl),
        databaseTimeoutMs: PATIENCE_MS,
      },
      academie.clock,
    );
    await hasty.listen(0, '127.0.0.1');
    url = await hasty.getUrl();
  });
  afterAll(async () => {
    await hasty.close();
    await proxy.stop();
  });
  afterEach(() => {
    proxy.onQuestion = () => 'pass';
  });

  const enrol = async (offeringId: string, headers: Record<string, string>) =>
    request(url).post(`/api/v1/offerings/${offeringId}/enrolments`).set(headers).send({});
  const stored = async (offeringId: string): Promise<number> =>
    Number(
      (
        await academie.database.first<{ count: string }>(
          'SELECT count(*) FROM enrolment.enrolment WHERE offering_id = $1',
          [offeringId],
        )
      )?.count,
    );
  const somebody = async (): Promise<Record<string, string>> => {
    const person = await academie.given.person();
    return academie.headersOf(person);
  };

  it('is not done after all when somebody held the row: alone, and in the transaction of a key', async () => {
    const offering = await academie.given.offering();
    const holder = new Client(academie.config.databaseUrl);
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM catalogue.offering WHERE id = $1 FOR UPDATE', [offering.id]);

    const began = performance.now();
    const answers = await Promise.all([
      enrol(offering.id, await somebody()),
      enrol(offering.id, await somebody()),
      enrol(offering.id, { ...(await somebody()), 'idempotency-key': 'held' }),
    ]);
    const took = performance.now() - began;
    await holder.query('ROLLBACK');
    await holder.end();

    expect(answers.map(({ status, body }) => [status, (body as { code: string }).code])).toEqual(
      Array(3).fill([503, 'platform.http-503']),
    );
    expect(took).toBeLessThan(PATIENCE_MS + 5000);
    await new Promise((resolve) => setTimeout(resolve, 2 * PATIENCE_MS));
    expect(await stored(offering.id)).toBe(0);
  });

  it('is not done, and may be asked again, when a migration and the request waited for each other', async () => {
    const offering = await academie.given.offering();
    const headers = await somebody();
    const migration = new Client(academie.config.databaseUrl);
    await migration.connect();
    // Whoever began to wait first is the one that PostgreSQL ends, within the patience of the request.
    await migration.query("BEGIN; SET LOCAL deadlock_timeout = '1min'");
    await migration.query('LOCK TABLE enrolment.enrolment IN ACCESS EXCLUSIVE MODE');
    const answer = request(academie.url)
      .post(`/api/v1/offerings/${offering.id}/enrolments`)
      .set(headers)
      .send({});
    const [{ status, body }] = await Promise.all([
      answer,
      eventually(
        async () =>
          expect(
            await academie.database.rows(
              `SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'enrolment.enrolment'::regclass`,
            ),
          ).toHaveLength(1),
        20_000,
      ).then(() => migration.query('LOCK TABLE catalogue.offering IN ACCESS EXCLUSIVE MODE')),
    ]);
    await migration.query('ROLLBACK');
    await migration.end();

    expect([status, (body as { code: string }).code]).toEqual([503, 'platform.http-503']);
    expect(await stored(offering.id)).toBe(0);
  });

  it('is said to be unknown when the answer to the commit is lost, and the same key tells what became of it', async () => {
    const offering = await academie.given.offering();
    const headers = { ...(await somebody()), 'idempotency-key': 'lost' };
    proxy.onQuestion = (bytes) => (bytes.includes('COMMIT') ? 'cut' : 'pass');

    const first = await enrol(offering.id, headers);
    proxy.onQuestion = () => 'pass';

    expect(first.status).toBe(503);
    expect(first.body).toMatchObject({ code: 'platform.outcome-unknown' });
    const again = await enrol(offering.id, headers);
    expect(again.status).toBe(201);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(await stored(offering.id)).toBe(1);
  });

  it('is said to be unknown when the line breaks on a statement that is its own transaction', async () => {
    const offering = await academie.given.offering();
    const headers = await somebody();
    proxy.onQuestion = (bytes) =>
      bytes.includes(offering.id) && bytes.includes('enrolment.enrol') ? 'cut' : 'pass';

    const { status, body } = await enrol(offering.id, headers);

    expect([status, (body as { code: string }).code]).toEqual([503, 'platform.outcome-unknown']);
  });

  it('is said to be away when the line breaks between two statements', async () => {
    let hear: (error: unknown) => void = () => undefined;
    const heard = new Promise((resolve) => (hear = resolve));
    await hasty
      .get(Database)
      .transaction(async (tx) => {
        const [own] = await rows<{ pid: number }>(tx, 'SELECT pg_backend_pid() AS pid');
        await academie.database.rows('SELECT pg_terminate_backend($1)', [own?.pid]);
        while (!tx.queryRunner?.isReleased) await new Promise((resolve) => setTimeout(resolve, 5));
        await rows(tx, 'SELECT 1');
      })
      .catch(hear);

    expect(isAway(await heard)).toBe(true);
  });

  const ofPooler = (message: string): Error =>
    Object.assign(new Error(message), { code: '08P01', severity: 'ERROR' });

  it.each(['server login has been failing (server_login_retry)', 'invalid server parameter'])(
    'is said to be away when pgbouncer says "%s"',
    (message) => {
      expect(isAway(ofPooler(message))).toBe(true);
      expect(isAway(ofPooler('bind message supplies 1 parameters'))).toBe(false);
    },
  );

  it('is answered in time when the database stops answering, and works again by itself', async () => {
    const offering = await academie.given.offering();
    const headers = await somebody();
    proxy.onQuestion = () => 'hold';
    const began = performance.now();
    const silent = await enrol(offering.id, headers);
    const took = performance.now() - began;
    proxy.onQuestion = () => 'pass';

    expect(silent.status).toBe(503);
    expect(took).toBeLessThan(PATIENCE_MS + 5000);
    expect((await enrol(offering.id, headers)).status).toBe(201);
  });

  it('loses its locks when it stands still in the middle of a command', async () => {
    const offering = await academie.given.offering();
    const { Database } = await import('@academie/platform');
    let error: unknown;
    await hasty
      .get(Database)
      .transaction(async (tx) => {
        await tx.query('SET LOCAL idle_in_transaction_session_timeout = 200');
        await tx.query('SELECT FROM catalogue.offering WHERE id = $1 FOR UPDATE', [offering.id]);
        await new Promise((resolve) => setTimeout(resolve, 600));
        await academie.database.rows(
          'SELECT FROM catalogue.offering WHERE id = $1 FOR UPDATE NOWAIT',
          [offering.id],
        );
      })
      .catch((thrown: unknown) => {
        error = thrown;
      });

    expect(error).toBeInstanceOf(Error);
  });
});

describe('a read that is asked often', () => {
  const academie = startAcademie();

  it('goes on when a migration beside it gives its tables other columns', async () => {
    const { database } = academie;
    await database.rows('CREATE TABLE platform.widening (a int)');
    const ask = () => database.rows('SELECT * FROM platform.widening');
    for (let time = 0; time < 60; time += 1) await ask();
    await database.rows('INSERT INTO platform.widening VALUES (1)');
    await database.rows('ALTER TABLE platform.widening ADD b int');

    expect(await ask()).toEqual([{ a: 1, b: null }]);
    await database.rows('DROP TABLE platform.widening');
  });
});
