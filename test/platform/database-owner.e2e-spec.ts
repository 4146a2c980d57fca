import { Client, escapeIdentifier, escapeLiteral } from 'pg';

import { type Config, Database, MailDelivery } from '@academie/platform';

import { migrate } from '../../apps/academie/migrate';
import { createWebApp } from '../../apps/academie/web-app';
import { startAcademie } from '../support/academie';

describe('an application that does not own its tables', () => {
  const academie = startAcademie({ seed: 'reference' });
  const role = `app_${process.pid}`;
  let config: Config;
  let web: Awaited<ReturnType<typeof createWebApp>>;

  const asServer = async (text: string): Promise<void> => {
    const client = new Client(process.env.TEST_DATABASE_URL);
    await client.connect();
    await client.query(text);
    await client.end();
  };

  beforeAll(async () => {
    await asServer(`CREATE ROLE ${escapeIdentifier(role)} LOGIN PASSWORD ${escapeLiteral(role)}`);
    const own = new URL(academie.config.databaseUrl);
    config = {
      ...academie.config,
      ownerDatabaseUrl: own.href,
      databaseUrl: Object.assign(new URL(own), { username: role, password: role }).href,
    };
    await migrate(config, () => undefined);
    web = await createWebApp({ ...config, ownerDatabaseUrl: undefined }, academie.clock);
    await web.listen(0, '127.0.0.1');
  }, 60_000);
  afterAll(async () => {
    await web.close();
    // What it may do went with the database, which is dropped by now.
    await asServer(`DROP ROLE ${escapeIdentifier(role)}`);
  });

  it('starts, migrates nothing when nothing is to come, and serves', async () => {
    const offering = await academie.given.offering();
    const person = await academie.given.person();

    await migrate({ ...config, ownerDatabaseUrl: undefined }, () => undefined);
    const response = await fetch(
      `${await web.getUrl()}/api/v1/offerings/${offering.id}/enrolments`,
      {
        method: 'POST',
        headers: { ...academie.headersOf(person), 'content-type': 'application/json' },
        body: '{}',
      },
    );

    expect(response.status).toBe(201);
    expect(await web.get(MailDelivery).sendPending()).toBeGreaterThanOrEqual(0);
  });

  it.each([
    'TRUNCATE platform.journal',
    'TRUNCATE attendance.mark CASCADE',
    'ALTER TABLE platform.journal DISABLE TRIGGER ALL',
    'DROP TABLE platform.journal',
    'SET session_replication_role = replica',
    'DROP TRIGGER mark_append_only ON attendance.mark',
  ])('may not: %s', async (statement) => {
    await expect(web.get(Database).rows(statement)).rejects.toMatchObject({ code: '42501' });
  });

  it('is told in a sentence that migrations are not for it', async () => {
    await academie.database.rows(
      'DELETE FROM public.migrations WHERE id = (SELECT max(id) FROM public.migrations)',
    );

    await expect(
      migrate({ ...config, ownerDatabaseUrl: undefined }, () => undefined),
    ).rejects.toThrow('migrations are for its owner');
  });
});
