import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { randomUUID } from 'node:crypto';

import { Pool } from 'pg';

import { packageOf, scorm12 } from '../elearning/given-package';
import { CONTENT_HOST } from './learn.bench';
import { type Bench, enrolmentsIn, versionOf } from './learn-data';
import { type Cost, costOfAll, onTwoCores } from './cpu';
import { publishPackage } from './learn-upload';
import { inTurn, sendAll } from './load';
import { median } from './processes';

const LEARNERS = 200;
const AMOUNT = 4000;
const ROUNDS = 5;
const CONNECTIONS = 16;
const WANTED = 3000;

/**
 * Saves of the state of a SCORM part with 2,000 characters of suspend data, by 200 learners, against the same row
 * written by the database alone over as many connections as the academie has.
 */
export async function stateSaves(bench: Bench): Promise<void> {
  const { academie, database, databaseUrl } = bench;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'learn-bench-'));
  const file = path.join(folder, 'klein.zip');
  fs.writeFileSync(file, packageOf(scorm12([{ id: 'A' }]), ['A.html']));
  const packageId = await publishPackage(bench, 'bench-scorm', file);
  fs.rmSync(folder, { recursive: true });
  const { versionId, keys } = await versionOf(database, 'bench-scorm');
  const enrolments = await enrolmentsIn(database, 'bench-scorm', 1, LEARNERS);
  const tokens = enrolments.map((_, nth) => `${'s'.repeat(38)}${String(nth).padStart(5, '0')}`);
  await database.query(
    `INSERT INTO elearning.launch (token_hash, enrolment_id, version_id, lesson_key, package_id, created_at, expires_at)
     SELECT encode(sha256(convert_to(t.token, 'UTF8')), 'hex'), t.enrolment, $3, $4, $5, now(), now() + interval '1 hour'
       FROM unnest($1::text[], $2::uuid[]) AS t (token, enrolment)`,
    [tokens, enrolments, versionId, keys[0], packageId],
  );
  const suspend = 'a'.repeat(2000);
  let sequence = 0;
  const session = randomUUID();
  const requests = () => {
    return Array.from({ length: AMOUNT }, (_, nth) => {
      sequence += 1;
      return {
        method: 'POST' as const,
        path: `/l/${tokens[nth % LEARNERS]}/stand`,
        headers: { host: CONTENT_HOST, 'content-type': 'text/plain' },
        body: `${JSON.stringify({ item: 'A', session, sequence, ended: false, cmi: { core: { lesson_status: 'incomplete', session_time: '00:01:00' } } })}\n${suspend}`,
      };
    });
  };
  const pool = new Pool({ connectionString: databaseUrl, max: 10 });
  const alone = async (): Promise<number> => {
    const began = performance.now();
    let sent = 0;
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        while (sent < AMOUNT) {
          const nth = sent++;
          await pool.query({
            name: 'save',
            text: `UPDATE elearning.runtime_state SET data = $3, sequence = sequence + 1, saved_at = now()
                    WHERE enrolment_id = $1 AND package_id = $2 AND item = 'A'`,
            values: [
              enrolments[nth % LEARNERS],
              packageId,
              JSON.stringify({ suspend_data: suspend }),
            ],
          });
        }
      }),
    );
    return AMOUNT / ((performance.now() - began) / 1000);
  };
  const rounds: { ours: number; theirs: number; cost: Cost }[] = [];
  for (let round = -1; round < ROUNDS; round += 1) {
    const request = inTurn(requests());
    const { result: ours, cost } = await costOfAll(academie, databaseUrl, () =>
      sendAll(academie.url, { amount: AMOUNT, connections: CONNECTIONS, request }),
    );
    const theirs = await alone();
    if (round >= 0) rounds.push({ ours, theirs, cost });
  }
  await pool.end();
  const middle = (of: (one: (typeof rounds)[0]) => number): number => median(rounds.map(of));
  const each = {
    web: middle(({ cost }) => cost.web) / AMOUNT,
    database: middle(({ cost }) => cost.database) / AMOUNT,
  };
  const ratio = middle(({ ours, theirs }) => ours / theirs);
  console.log(
    `States: ${Math.round(middle(({ ours }) => ours))} saves/s (wanted: ${WANTED}), ${ratio.toFixed(2)} of one UPDATE ` +
      `by the database alone; ${each.web.toFixed(2)} + ${each.database.toFixed(2)} ms of CPU each, web + database, so ` +
      `${onTwoCores(each)}/s on two free cores\n`,
  );
}
