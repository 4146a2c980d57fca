// npm writes a lock without the platform packages that the registry lacks, and then refuses to
// install from it (`npm ci`: "Missing: … from lock file"). This finds such a lock before a user does.
import fs from 'node:fs';

const lock = new URL('../package-lock.json', import.meta.url);
const packages = Object.entries(JSON.parse(fs.readFileSync(lock, 'utf8')).packages);
const known = new Set(packages.map(([place]) => place.split('node_modules/').pop()));

for (const [place, { version, optionalDependencies }] of packages) {
  const missing = Object.keys(optionalDependencies ?? {}).filter((name) => !known.has(name));
  if (missing.length === 0) continue;
  console.error(`${place || 'package.json'} ${version} lacks ${missing.join(', ')}`);
  process.exitCode = 1;
}
