import { Client } from 'pg';

import { Readiness } from '@academie/platform';

import { DiskBytes } from '../../libs/platform/file-store/disk-bytes';

import { startAcademie } from '../support/academie';

describe('whether a process can serve', () => {
  const academie = startAcademie();

  const ready = async (): Promise<[number, string[]]> => {
    const { status, body } = await academie.stranger.get('/readyz');
    return [status, (body as { reasons?: string[] }).reasons ?? []];
  };

  it('says yes when all is there', async () => {
    expect(await ready()).toEqual([200, []]);
  });

  it('says no while the database is a standby, and yes again when it takes writes', async () => {
    const { database } = new Client(academie.config.databaseUrl);
    const server = new Client(academie.config.databaseUrl);
    await server.connect();
    await server.query(`ALTER DATABASE ${database} SET default_transaction_read_only = on`);
    await server.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()',
      [database],
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await ready()).toEqual([503, ['database-read-only']]);

    await server.query('SET default_transaction_read_only = off');
    await server.query(`ALTER DATABASE ${database} RESET default_transaction_read_only`);
    await server.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()',
      [database],
    );
    await server.end();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await ready()).toEqual([200, []]);
  });

  it('says no for a while after the disk of the database was full', async () => {
    const readiness = academie.app.get(Readiness);
    readiness.sawNoRoom();
    expect(await readiness.reasonsAgainst()).toEqual(['no-room']);
  });

  const readiness = (): Readiness =>
    new Readiness(academie.database, new DiskBytes(academie.config.filesFolder), academie.config);

  it('says no while the database lacks a migration that this code needs', async () => {
    const mine = readiness();
    mine.needs(['Tomorrow1999000000000']);
    expect(await mine.reasonsAgainst()).toEqual(['migration-pending']);
  });

  it('says no from the moment on which it is asked to stop', async () => {
    const mine = readiness();
    mine.beforeApplicationShutdown();
    expect(await mine.reasonsAgainst()).toEqual(['stopping']);
  });
});
