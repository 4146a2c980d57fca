import fs from 'node:fs';
import path from 'node:path';

import { ROOT } from '../files/files';

const MANIFEST = path.join(ROOT, 'apps/academie/public/dist/manifest.json');

/** Where the built files are; scripts and fonts that only some pages want are named too. */
export interface Assets {
  css?: string;
  /** What the pages of those who teach need besides. */
  teaching?: string;
  /** What pages on which people look for something to follow need besides. */
  browsing?: string;
  browsingScript?: string;
  js?: string;
  /** What the register needs; academie.js brings it where it is wanted. */
  register?: string;
  /** Reads tickets with a camera. */
  scan?: string;
  /** Makes and uses passkeys. */
  passkey?: string;
  /** Keeps what authors of lessons type, and lets them drag. */
  editor?: string;
  htmx?: string;
  icon?: string;
  icons?: string;
  fonts?: string[];
  /** The worker that answers without a connection; served where it may work, see `readWorker`. */
  worker?: string;
  /** What lessons need on a device; academie.js brings it where it is wanted. */
  lessons?: string;
  /** The worker behind the pages of learners. */
  lessonsWorker?: string;
}

/** Addresses of stylesheet and scripts, with their version in the name so that they can be kept for ever. */
export function readAssets(): Assets {
  if (!fs.existsSync(MANIFEST)) return {};
  return JSON.parse(fs.readFileSync(MANIFEST, 'utf8')) as Assets;
}

/** The script of the worker as it was built; empty when nothing was built. */
export function readWorker(name: 'worker' | 'lessonsWorker'): string {
  const worker = readAssets()[name];
  if (!worker) return '';
  const file = path.join(ROOT, 'apps/academie/public', worker.replace('/static/', ''));
  return fs.readFileSync(file, 'utf8');
}
