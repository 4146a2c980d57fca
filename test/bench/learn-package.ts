import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { packageOf, scorm12 } from '../elearning/given-package';
import type { Bench } from './learn-data';
import { publishPackage } from './learn-upload';
import { startServer } from './processes';

const FILES = 100;
const MEGABYTES = 2;
const MOST_MB = 50;
const PORT = 3884;

/** A SCORM course of 200 MB comes in and is opened, in a process of its own: how much that grows. */
export async function largePackage({ database, databaseUrl, admin }: Bench): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'learn-bench-'));
  const file = path.join(folder, 'groot.zip');
  fs.writeFileSync(
    file,
    packageOf(scorm12([{ id: 'A' }]), [
      'A.html',
      ...Array.from({ length: FILES }, (_, nth) => ({
        name: `film-${nth}.mp4`,
        content: randomBytes(MEGABYTES * 1_000_000),
        stored: true,
      })),
    ]),
  );
  const academie = await startServer(['dist/apps/academie/main.js'], PORT, {
    ACADEMIE_URL: `http://127.0.0.1:${PORT}`,
    CONTENT_URL: `http://localhost:${PORT}`,
    SMTP_URL: 'smtp://127.0.0.1:1',
    ACADEMIE_WORKER: '0',
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
  });
  let most = 0;
  let read = 0;
  const watch = setInterval(() => (most = Math.max(most, academie.memoryMb())), 20);
  try {
    for (let times = 0; times < 50; times += 1) await fetch(`${academie.url}/aanbod`);
    const before = academie.memoryMb();
    most = before;
    const began = performance.now();
    const packageId = await publishPackage({ academie, database, admin }, 'bench-large', file);
    const seconds = (performance.now() - began) / 1000;
    const upload = most - before;
    const token = 'l'.repeat(43);
    await database.query(
      `INSERT INTO elearning.launch (token_hash, lesson_key, package_id, created_at, expires_at)
       SELECT encode(sha256(convert_to($1, 'UTF8')), 'hex'), s.key, $2, now(), now() + interval '1 hour'
         FROM elearning.lesson s WHERE s.package_id = $2`,
      [token, packageId],
    );
    const content = `http://localhost:${PORT}/l/${token}`;
    for (const address of [
      '/speler',
      '/bestanden/A.html',
      ...Array.from({ length: FILES }, (_, nth) => `/bestanden/film-${nth}.mp4`),
    ]) {
      const answer = await fetch(content + address);
      if (answer.status !== 200) throw new Error(`${address} answered ${answer.status}`);
      for await (const part of answer.body ?? []) read += (part as Uint8Array).length;
    }
    console.log(
      `A package of ${FILES * MEGABYTES} MB came in within ${seconds.toFixed(1)} s; the process grew by ` +
        `${Math.round(upload)} MB then, and by ${Math.round(most - before)} MB in all after ${Math.round(read / 1e6)} MB ` +
        `of it were opened (wanted: under ${MOST_MB})\n`,
    );
  } finally {
    clearInterval(watch);
    await academie.stop();
    fs.rmSync(folder, { recursive: true });
  }
}
