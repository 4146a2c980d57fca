import { spawnSync } from 'node:child_process';
import path from 'node:path';

import { ROOT } from '@academie/platform';

describe('npm start', () => {
  it.each([{ NODE_ENV: 'production' }, { ACADEMIE_URL: 'https://academie.example.org' }])(
    'with %j and no database says in one sentence what to do, and starts no demo',
    (env) => {
      for (const script of ['start.mjs', 'academie.mjs']) {
        const { status, stderr } = spawnSync('node', [path.join(ROOT, 'scripts', script)], {
          env: { PATH: process.env.PATH, PORT: '0', ...env },
          encoding: 'utf8',
        });
        expect(status).toBe(1);
        expect(stderr.trim().split('\n')).toEqual([expect.stringContaining('set DATABASE_URL')]);
      }
    },
  );
});
