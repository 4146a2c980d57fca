import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { Client } from 'pg';

import {
  ChainAnchors,
  ChainSealer,
  ChainVerifier,
  Journal,
  newId,
  readAnchors,
} from '@academie/platform';

import { startAcademie, TUESDAY } from '../support/academie';

const HOUR = 3_600_000;

describe('what may not be rewritten', () => {
  const anchorFile = path.join(os.tmpdir(), `academie-anchors-${process.pid}.txt`);
  const academie = startAcademie({ config: { anchorFile, anchorMail: 'bewaarder@test.example' } });
  /** The owner of the database, whom no trigger and no privilege stops. */
  let owner: Client;
  beforeAll(async () => {
    owner = new Client(academie.config.databaseUrl);
    owner.on('error', () => undefined); // the database goes before this connection does
    await owner.connect();
    await owner.query('SET session_replication_role = replica');
  });
  afterAll(async () => {
    await owner.end().catch(() => undefined);
    await fs.rm(anchorFile, { force: true });
  });
  // Each test begins with ten lines, six marks and a snapshot in blocks of four hours ago.
  beforeEach(async () => {
    await owner.query(
      'TRUNCATE platform.chain_block, platform.journal, platform.journal_pending, attendance.mark, targets.snapshot CASCADE',
    );
    await fs.rm(anchorFile, { force: true });
    academie.clock.set(TUESDAY);
    await write(4);
    await owner.query(
      `INSERT INTO attendance.mark (client_id, session_id, enrolment_id, value, source, authority, occurred_at, recorded_at)
       SELECT platform.uuid_v7(), platform.uuid_v7(), platform.uuid_v7(), 'present', 'trainer', 1, $1, $1
         FROM generate_series(1, 6)`,
      [TUESDAY],
    );
    await owner.query(
      `INSERT INTO targets.snapshot (closing_id, target_id, shown) VALUES ($1, $1, '{"value": 12}')`,
      [newId()],
    );
    await seal();
    await write(6);
    await seal();
    academie.clock.set(new Date(TUESDAY.getTime() + 4 * HOUR));
  });

  const write = (count: number) =>
    academie.database.transaction((tx) =>
      academie.app.get(Journal).recordAll(
        tx,
        Array.from({ length: count }, () => ({
          action: 'person.signed-in' as const,
          subjectId: newId(),
        })),
      ),
    );
  const seal = () => academie.app.get(ChainSealer).sealAll();
  const verify = async (text = '') => {
    const { broken } = await academie.app.get(ChainVerifier).verify(readAnchors(text));
    return broken;
  };
  const ids = async () => {
    const { rows } = await owner.query<{ id: string }>(
      'SELECT id FROM platform.journal ORDER BY id',
    );
    return rows.map(({ id }) => id);
  };

  it('is as it was written when nobody changed anything', async () => {
    const report = await academie.app.get(ChainVerifier).verify([]);

    expect(report).toEqual({ rows: 17, blocks: 4, broken: undefined });
    await seal();
    expect((await academie.app.get(ChainVerifier).verify([])).blocks).toBe(4);
  });

  it.each([
    [
      'a changed line',
      'changed',
      `UPDATE platform.journal SET subject_id = platform.uuid_v7() WHERE id = $1`,
    ],
    [
      'a line of another time',
      'changed',
      `UPDATE platform.journal SET recorded_at = recorded_at + interval '1 ms' WHERE id = $1`,
    ],
    ['a line that is gone', 'gone', 'DELETE FROM platform.journal WHERE id = $1'],
    [
      'two lines that changed places',
      'changed',
      `UPDATE platform.journal j SET subject_id = o.subject_id FROM platform.journal o
        WHERE (j.id = $1 AND o.id = $1 + 2) OR (j.id = $1 + 2 AND o.id = $1)`,
    ],
  ])('tells of %s, and which', async (_, what, change) => {
    const second = (await ids())[1]!;
    await owner.query(change, [second]);

    expect(await verify()).toEqual({
      chain: 'platform.journal',
      key: second,
      day: '2026-03-03',
      what,
    });
  });

  it('tells of a line that was put between', async () => {
    await owner.query(
      `INSERT INTO platform.journal (id, recorded_at, action, subject_id) OVERRIDING SYSTEM VALUE
       VALUES (-5, $1, 'role.granted', platform.uuid_v7())`,
      [TUESDAY],
    );
    await seal();

    expect(await verify()).toMatchObject({ key: '-5', what: 'added' });
  });

  it('tells of a mark and of a reported value', async () => {
    await owner.query(`UPDATE targets.snapshot SET shown = '{"value": 13}'`);
    expect(await verify()).toMatchObject({ chain: 'targets.snapshot', what: 'changed' });
    await owner.query(
      `UPDATE attendance.mark SET value = 'absent' WHERE id = (SELECT max(id) FROM attendance.mark)`,
    );
    expect(await verify()).toMatchObject({ chain: 'attendance.mark', what: 'changed' });
  });

  it('tells of a block that was changed or taken out', async () => {
    const [first] = await ids();
    await owner.query('DELETE FROM platform.journal WHERE id = $1', [first]);
    await owner.query(
      `UPDATE platform.chain_block SET keys = keys[2:], hashes = substring(hashes FROM 17)
        WHERE chain = 'platform.journal' AND number = 1`,
    );
    expect(await verify()).toMatchObject({ key: 'block 1', what: 'block changed' });
    await owner.query(
      `DELETE FROM platform.chain_block WHERE chain = 'platform.journal' AND number = 1`,
    );
    expect(await verify()).toMatchObject({ key: 'block 1', what: 'block gone' });
  });

  it('tells of a chain that was made anew, by what was written down elsewhere', async () => {
    await academie.app.get(ChainAnchors).anchor();
    const text = await fs.readFile(anchorFile, 'utf8');
    expect(readAnchors(text)).toHaveLength(3);
    expect(await verify(text)).toBeUndefined();
    await academie.runWorkers();
    const mail = await academie.database.first<{ text: string }>(
      `SELECT body_text AS text FROM platform.outgoing_mail WHERE recipient = 'bewaarder@test.example'`,
    );
    expect(readAnchors(mail!.text)).toEqual(readAnchors(text));

    await owner.query(`UPDATE platform.journal SET action = 'role.revoked' WHERE id = $1`, [
      (await ids())[1],
    ]);
    await owner.query(`DELETE FROM platform.chain_block WHERE chain = 'platform.journal'`);
    await seal();
    expect(await verify()).toBeUndefined();
    expect(await verify(text)).toMatchObject({ chain: 'platform.journal', day: '2026-03-03' });
    await owner.query(`DELETE FROM platform.chain_block`);
    expect(await verify(text)).toMatchObject({ what: 'block gone' });
  });

  it('holds who committed late, with a lower number than others', async () => {
    const slow = new Client(academie.config.databaseUrl);
    await slow.connect();
    await slow.query('BEGIN');
    const { rows } = await slow.query<{ id: string }>(
      `INSERT INTO platform.journal (recorded_at, action, subject_id)
       VALUES ($1, 'person.signed-in', platform.uuid_v7()) RETURNING id`,
      [academie.clock.now()],
    );
    await write(2);
    await seal();
    await write(1);
    await slow.query('COMMIT');
    await slow.end();
    await seal();

    const { rows: blocks } = await owner.query<{ keys: string[] }>(
      `SELECT keys FROM platform.chain_block WHERE chain = 'platform.journal' ORDER BY number DESC LIMIT 1`,
    );
    expect(blocks[0]!.keys).toContain(rows[0]!.id);
    expect(await verify()).toBeUndefined();
  });
});
