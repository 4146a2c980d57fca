import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { Client, escapeIdentifier } from 'pg';
import request from 'supertest';

import { addDays, checkFiles, type Config, UnnamedBytes } from '@academie/platform';

import { BACKUP_COMMANDS } from '../../apps/academie/backup.commands';
import { migrate } from '../../apps/academie/migrate';
import { PackageService } from '../../libs/elearning/package/package.service';
import { givenDraft, packageOf, scorm12, sendPackage } from '../elearning/given-package';
import { GivenPlayer } from '../elearning/given-player';
import { startAcademie, type Visitor } from '../support/academie';
import { EICAR, GivenScanner } from '../support/given-scanner';
import { S3Server } from '../support/s3-server';
import { GivenLedger } from '../targets/given-ledger';

const MP4 = Buffer.concat([
  Buffer.from('000000206674797069736f6d0000020069736f6d69736f32617663316d703431', 'hex'),
  Buffer.alloc(5000, 7),
]);
const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');

describe('an academie whose files lie in a store that speaks S3', () => {
  const store = new S3Server();
  const config: Partial<Config> = {};
  const folder = path.join(os.tmpdir(), `academie-s3-${process.pid}`);
  beforeAll(async () => {
    await store.start();
    config.filesS3 = store.settings;
  });
  const academie = startAcademie({ config });
  const player = new GivenPlayer(academie);
  let theme: { id: string; slug: string };
  let author: Visitor;

  beforeAll(async () => {
    await player.begin();
    theme = await academie.given.theme();
    author = academie.as(await academie.given.holder('theme_lead', theme.id));
  });
  afterAll(async () => {
    await store.stop();
    await fs.rm(folder, { recursive: true, force: true });
  });
  afterEach(() => {
    store.failing = store.cutAfter = undefined;
  });

  /** Files in the folder of this machine, once what came in has gone. */
  const onDisk = async (): Promise<string[]> => {
    const all = async () =>
      (
        await fs
          .readdir(academie.config.filesFolder, { recursive: true, withFileTypes: true })
          .catch(() => [])
      ).flatMap((one) => (one.isFile() ? [one.name] : []));
    for (let wait = 0; wait < 50 && (await all()).length > 0; wait += 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
    return all();
  };
  const zip = packageOf(scorm12([{ id: 'A', href: 'a.html' }]), [
    { name: 'a.html', content: '<h1>deel a</h1>'.repeat(200) },
    { name: 'film.mp4', content: MP4, stored: true },
  ]);
  const drafted = () => givenDraft(academie, author, theme.id);

  it('takes a package in and plays it from there, whole and in parts; its disk stays empty', async () => {
    const before = store.names.length;
    const course = await player.published(zip);
    expect(store.names).toHaveLength(before + 1);
    const learner = await player.learner(course);
    const base = `/l/${await learner.open()}/bestanden`;
    const whole = await player.content('get', `${base}/a.html`).expect(200);
    expect(whole.text).toBe('<h1>deel a</h1>'.repeat(200));
    const part = await player
      .content('get', `${base}/a.html`)
      .set('range', 'bytes=15-29')
      .expect(206);
    expect(part.text).toBe('<h1>deel a</h1>');
    const moving = await player
      .content('get', `${base}/film.mp4`)
      .set('range', 'bytes=32-131')
      .expect(206);
    expect(moving.headers['content-range']).toBe(`bytes 32-131/${MP4.length}`);
    expect(await onDisk()).toEqual([]);
  });

  it('hands out what shows that something counts, and a part of it', async () => {
    const ledger = new GivenLedger(academie);
    await ledger.plan(
      [theme.slug],
      [
        {
          ...{ code: 'T01', unit: 'acts' },
          rule: { type: 'act_count', count: 'acts', actKinds: ['awareness_session'] },
        },
      ],
    );
    const act = await ledger.act({
      ...{ kind: 'awareness_session', subkind: 'inwoners', occurredOn: '2026-03-02', grade: 'B' },
      organisationIds: [(await academie.given.municipality()).id],
    });
    await academie.runWorkers();
    const unit = await academie.database.first<{ id: string; target: string }>(
      `SELECT c.id, c.target_id AS target FROM targets.contribution c
         JOIN targets.evidence e ON e.id = c.evidence_id WHERE e.source_id = $1 LIMIT 1`,
      [act],
    );
    const page = `/doelen/${unit!.target}/bewijs/${unit!.id}`;
    await author
      .post(`${page}/stukken`)
      .field('title', 'Affiche')
      .field('names', 'nee')
      .attach('file', PDF, 'affiche.pdf')
      .expect(303);
    const { text } = await author.get(page).expect(200);
    const [, file] = new RegExp(`href="(${page}/stukken/[^"]+)"`).exec(text)!;
    const whole = await author.get(file!).expect(200);
    expect(whole.body).toEqual(PDF);
    const part = await author.get(file!).set('range', 'bytes=0-7');
    expect([part.status, String(part.body as Buffer)]).toEqual([206, '%PDF-1.7']);
  });

  it('keeps nothing of what the store refused, and says so', async () => {
    const draft = await drafted();
    const rows = () =>
      academie.database.first('SELECT count(*)::int AS files FROM platform.stored_file');
    const [names, known] = [store.names, await rows()];
    const other = packageOf(scorm12([{ id: 'B' }]), ['B.html']);
    store.failing = { status: 503, code: 'SlowDown', times: 9 };
    const { text } = await sendPackage(author, draft, other).expect(503);
    expect(text).toContain('Het bestand is nu niet te bereiken of te bewaren.');
    expect([store.names, await rows()]).toEqual([names, known]);
    expect(await onDisk()).toEqual([]);
    store.failing = undefined;
    await sendPackage(author, draft, other).expect(303);
  });

  it('says that its files are away, and that it serves all the same', async () => {
    const course = await player.published(packageOf(scorm12([{ id: 'C' }]), ['C.html']));
    const learner = await player.learner(course);
    const token = await learner.open();
    const ready = () => request(academie.url).get('/readyz');
    await ready().expect(200, { status: 'ok' });
    await store.stop();
    const { body } = await player.content('get', `/l/${token}/bestanden/C.html`).expect(503);
    expect(body).toMatchObject({ code: 'platform.files-away' });
    await ready().expect(200, { status: 'ok', impaired: ['files-away'] });
    const metrics = await request(academie.url).get('/metrics').expect(200);
    expect(metrics.text).toContain('academie_files_up 0');
    const said: string[] = [];
    await checkFiles(academie.config, (line) => void said.push(line));
    expect(said.join()).toMatch(/does not answer: ECONNREFUSED\. The academie starts without/);
    await store.start();
    await player.content('get', `/l/${token}/bestanden/C.html`).expect(200);
    await ready().expect(200, { status: 'ok' });
  });

  it('lets go what is removed, once that is kept, and what nothing names the night after', async () => {
    const draft = await drafted();
    await sendPackage(author, draft, packageOf(scorm12([{ id: 'D' }]), ['D.html'])).expect(303);
    await academie.database.rows(
      'DELETE FROM elearning.lesson s USING elearning.content_version v WHERE v.id = s.version_id AND v.course_id = $1',
      [draft.courseId],
    );
    academie.clock.set(addDays(academie.clock.now(), 40));
    const before = store.names;
    expect(await academie.app.get(PackageService).removeUnused()).toBeGreaterThanOrEqual(1);
    expect(store.names.length).toBeLessThan(before.length);

    // One that could not be removed at that moment, and one that was named by no row.
    const orphan = 'ab'.padEnd(64, '0');
    store.objects.set(`academie/ab/${orphan}`, Buffer.from('over'));
    const kept = store.names.filter((name) => !name.includes(orphan));
    expect(await academie.app.get(UnnamedBytes).remove()).toBe(1);
    expect(store.names).toEqual(kept);
  });

  it('comes back from a backup with all its files, into a store or a folder', async () => {
    jest.spyOn(console, 'log').mockReturnValue(undefined);
    jest.spyOn(console, 'error').mockReturnValue(undefined);
    await migrate(academie.config, () => undefined);
    const files = store.names;
    expect(files.length).toBeGreaterThan(0);
    await fs.mkdir(folder, { recursive: true });
    await BACKUP_COMMANDS.backup!(academie.config, [path.join(folder, 'backup')]);
    const there = new S3Server();
    await there.start();
    const server = process.env.TEST_DATABASE_URL!;
    const places: Partial<Config>[] = [
      { filesS3: there.settings },
      { filesS3: undefined, filesFolder: path.join(folder, 'files') },
    ];
    const admin = new Client(server);
    await admin.connect();
    try {
      for (const [nth, place] of places.entries()) {
        const name = `s3_backup_${process.pid}_${nth}`;
        await admin.query(`CREATE DATABASE ${escapeIdentifier(name)}`);
        const databaseUrl = Object.assign(new URL(server), { pathname: name }).href;
        await BACKUP_COMMANDS.restore!({ ...academie.config, ...place, databaseUrl }, [
          path.join(folder, 'backup'),
        ]);
        await admin.query(`DROP DATABASE ${escapeIdentifier(name)} WITH (FORCE)`);
      }
    } finally {
      await admin.end();
      await there.stop();
      jest.restoreAllMocks();
    }
    expect(there.names).toEqual(files);
    for (const name of files)
      expect(await fs.readFile(path.join(folder, 'files', name))).toEqual(
        store.objects.get(`academie/${name}`),
      );
  });
});

describe('an academie that has uploaded files looked at for viruses', () => {
  const scanner = new GivenScanner();
  const config: Partial<Config> = {};
  beforeAll(async () => {
    config.scanner = { address: await scanner.start(), isRequired: true };
  });
  const academie = startAcademie({ config });
  const player = new GivenPlayer(academie);
  beforeAll(() => player.begin());
  afterAll(() => scanner.stop());

  const files = async () =>
    (await academie.database.first<{ count: number }>(
      'SELECT count(*)::int AS count FROM platform.stored_file',
    ))!.count;
  const send = async (content: string) => {
    const theme = await academie.given.theme();
    const author = academie.as(await academie.given.holder('theme_lead', theme.id));
    const draft = await givenDraft(academie, author, theme.id);
    return sendPackage(
      author,
      draft,
      packageOf(scorm12([{ id: 'A' }]), [{ name: 'A.html', content, stored: true }]),
    );
  };

  it('takes in what is clean, whole, and keeps nothing of what is not', async () => {
    expect((await send('schoon')).status).toBe(303);
    expect(scanner.seen.at(-1)).toContain('schoon');
    expect(await files()).toBe(1);
    const { status, text } = await send(`erger: ${EICAR}`);
    expect(status).toBe(422);
    expect(text).toContain('In dit bestand is een virus gevonden. Het is niet bewaard.');
    expect(await files()).toBe(1);
  });

  it('takes in nothing while the scanner is away, unless it may do without', async () => {
    await scanner.stop();
    const away = await send('zonder toezicht');
    expect(away.status).toBe(503);
    expect(await files()).toBe(1);
    academie.config.scanner!.isRequired = false;
    expect((await send('op eigen risico')).status).toBe(303);
    expect(await files()).toBe(2);
  });
});
