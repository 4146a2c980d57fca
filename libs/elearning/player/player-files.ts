import fs from 'node:fs';
import path from 'node:path';

import { ROOT } from '@academie/platform';

const OURS = 'libs/elearning/player';
const SCORM = 'node_modules/scorm-again/dist';

const FILES = {
  'scorm12.js': [`${SCORM}/scorm12.min.js`, 'text/javascript; charset=utf-8'],
  'scorm2004.js': [`${SCORM}/scorm2004.min.js`, 'text/javascript; charset=utf-8'],
  'speler.js': [`${OURS}/player.js`, 'text/javascript; charset=utf-8'],
  'speler.css': [`${OURS}/player.css`, 'text/css; charset=utf-8'],
} as const;

const read = new Map<string, Buffer>();

/** What the page of a player needs: our script and style, and the API that packages look for (scorm-again, MIT). */
export function playerFile(name: string): { bytes: Buffer; type: string } | undefined {
  if (!Object.hasOwn(FILES, name)) return undefined;
  const [file, type] = FILES[name as keyof typeof FILES];
  const bytes = read.get(name) ?? fs.readFileSync(path.join(ROOT, file));
  read.set(name, bytes);
  return { bytes, type };
}
