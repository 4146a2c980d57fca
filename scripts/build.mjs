import fs from 'node:fs';
import path from 'node:path';

import { ensureBuilt, ensureInstalled, npm, requireNode, root, say } from './prepare.mjs';

/** All packages that come along, with versions and licences (CycloneDX). */
const SBOM = path.join(root, '.data/sbom.cdx.json');

requireNode();
try {
  await ensureInstalled();
  await ensureBuilt({ force: true });
  await writeSbom();
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}

async function writeSbom() {
  const file = fs.openSync(SBOM, 'w');
  try {
    await npm(['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev'], {
      stdio: ['ignore', file, 2],
    });
  } finally {
    fs.closeSync(file);
  }
  say(`What the program is made of is listed in ${path.relative(root, SBOM)}`);
}
