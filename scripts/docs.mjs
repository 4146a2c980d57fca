import { spawn } from 'node:child_process';

import { ensureInstalled, requireNode, root } from './prepare.mjs';

// The tests that compare the generated pages of docs/ write them first when they are told to.
requireNode();
await ensureInstalled();
const jest = spawn(
  process.execPath,
  ['node_modules/jest/bin/jest.js', 'whole/generated-docs', 'whole/architecture-map'],
  {
    cwd: root,
    env: { ...process.env, WRITE_DOCS: '1' },
    stdio: 'inherit',
  },
);
jest.once('close', (code) => (process.exitCode = code ?? 1));
