import fs from 'node:fs';
import path from 'node:path';

import { ROOT } from './files';

const MANIFEST = path.join(ROOT, 'apps/academie/public/dist/manifest.json');

/** Addresses of stylesheet and scripts, with their version in the name so that they can be kept for ever. */
export function readAssets(): Record<string, string> {
  if (!fs.existsSync(MANIFEST)) return {};
  return JSON.parse(fs.readFileSync(MANIFEST, 'utf8')) as Record<string, string>;
}
