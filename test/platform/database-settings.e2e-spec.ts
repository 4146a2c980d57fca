import { Client } from 'pg';

import { migrate } from '../../apps/academie/migrate';
import { startAcademie } from '../support/academie';

const WANTED = { jit: 'off', default_transaction_isolation: 'read committed' };
const ASKED = `SELECT current_setting('jit') AS jit,
  current_setting('default_transaction_isolation') AS default_transaction_isolation`;

describe('a connection to the database', () => {
  const academie = startAcademie();

  it('reads what is committed, and has nothing compiled', async () => {
    expect(await academie.database.first(ASKED)).toEqual(WANTED);
  });

  it('has that of its role where a pooler lets it bring nothing', async () => {
    const { config } = academie;
    await migrate(
      { ...config, databasePooler: true, databaseNamedStatements: false },
      () => undefined,
    );
    const client = new Client(config.databaseUrl);
    await client.connect();
    try {
      expect((await client.query(ASKED)).rows[0]).toEqual(WANTED);
    } finally {
      await client.end();
    }
  });
});
