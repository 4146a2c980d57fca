import { type ChildProcess, spawn } from 'node:child_process';

import { dutchXlsx, Jobs } from '@academie/platform';
import { LedgerAudit } from '@academie/targets';

import { startAcademie, type Visitor } from '../support/academie';
import {
  type GivenLists,
  givenLists,
  LIST_HEADER,
  listLine,
  listOf,
  sendList,
} from './given-import';

/** More than two parts, so that there is something to go on with. */
const MANY = 6000;
/** Two parts: enough where only it matters that the list goes on in the background. */
const FEW = 2600;

describe('a list that is too long for one request', () => {
  const academie = startAcademie();
  let given: GivenLists;
  let lead: Visitor;

  beforeAll(async () => {
    given = await givenLists(academie);
    lead = academie.as(given.lead);
  });
  // Every test has a list of people of its own.
  afterEach(() =>
    academie.database.rows(
      `TRUNCATE acts.import, acts.import_row, acts.participation, acts.act, acts.act_organisation,
         attendance.completion CASCADE`,
    ),
  );

  const works = (): Promise<void> => academie.app.get(Jobs).run('acts.imports');
  const send = (content: Buffer, fields: Record<string, string> = {}) =>
    sendList(lead, given.course, content, fields);
  const importOf = async (id: string) =>
    (await lead.get(`/api/v1/imports/${id}`).expect(200)).body as Record<string, unknown>;
  const count = async (what: string, params: unknown[] = []): Promise<number> =>
    Number(
      (await academie.database.first<{ n: string }>(`SELECT count(*) AS n FROM ${what}`, params))
        ?.n,
    );
  const rowsWith = async (id: string, outcome: string) =>
    (await lead.get(`/api/v1/imports/${id}/rows?outcome=${outcome}&limit=100`).expect(200)).body
      .items as { rowNumber: number; problems: { code: string }[] }[];
  const some = (prefix: string, given: Record<number, string> = {}, length = MANY): Buffer =>
    listOf(Array.from({ length }, (_, nth) => given[nth] ?? listLine(`${prefix}${nth}`)));

  /** Every row exactly once, in every table, and the ledger agrees. */
  async function mustBeWhole(id: string, rows: number): Promise<void> {
    expect(await importOf(id)).toMatchObject({ state: 'finished', total: rows, done: rows });
    expect(await count('acts.import_row WHERE import_id = $1', [id])).toBe(rows);
    const { created } = await importOf(id);
    for (const what of [
      'acts.participation WHERE import_id = $1',
      `attendance.completion c JOIN acts.participation p USING (enrolment_id) WHERE p.import_id = $1`,
      `(SELECT DISTINCT e.person_id FROM enrolment.enrolment e
          JOIN acts.participation p ON p.enrolment_id = e.id WHERE p.import_id = $1) people`,
    ])
      expect([what, await count(what, [id])]).toEqual([what, created]);
    const miscounted = await count(
      `(SELECT o.id FROM catalogue.offering o JOIN enrolment.enrolment e ON e.offering_id = o.id
         GROUP BY o.id HAVING o.seats_taken <> count(*)) o`,
    );
    expect(miscounted).toBe(0);
    await academie.runWorkers();
    expect(await academie.app.get(LedgerAudit).audit()).toEqual([]);
    // Counted part by part, so that what others did meanwhile is not held up by all of it.
    const parts = await count(
      `platform.journal WHERE action = 'import.partly-counted' AND subject_id = $1`,
      [id],
    );
    expect(parts).toBe(Math.floor(Number(created) / 2500));
  }

  it('is accepted, says how far it is, and is read in the background', async () => {
    const before = await given.ledger.value('T1');
    const sent = await send(some('a')).expect(202);
    const location = sent.headers.location!;
    expect(location).toBe(`/api/v1/imports/${sent.body.id}`);
    expect(sent.body).toMatchObject({ state: 'importing', total: MANY, done: 0, finishedAt: null });

    await works();

    await mustBeWhole(sent.body.id, MANY);
    expect((await lead.get(location).expect(200)).body.created).toBe(MANY);
    expect((await given.ledger.value('T1')) - before).toBe(MANY);
  });

  it('gives the answers of its dry run, wherever its parts begin', async () => {
    const other = { course: given.other.slug };
    const twin = { name: 'Tweeling' };
    const file = some('b', {
      1: listLine('b-1', { ...twin, other: 'ja' }),
      10: listLine('b-10', { done: '' }),
      4000: listLine('b-10', { done: '' }),
      // Says more of the same person, in a later part of the list.
      4100: listLine('b-10'),
      4001: listLine('b-4001', { ...twin }),
      5000: listLine('b-5000', { done: '31-02-2026' }),
      5001: ';;;;;;;',
      5900: listLine('b-1', { other: 'ja' }),
    });
    const tried = await send(file, { dryRun: 'true' }).expect(202);
    expect(tried.body).toMatchObject({ state: 'trying', done: 0 });
    await lead.post(`/api/v1/imports/${tried.body.id}/confirmation`).expect(409);
    await works();
    const promised = await importOf(tried.body.id);
    const rejected = await rowsWith(tried.body.id, 'rejected');
    await lead.post(`/api/v1/imports/${tried.body.id}/confirmation`).expect(202);
    await works();

    expect(promised).toMatchObject({ state: 'tried', created: MANY - 4, skipped: 1, rejected: 3 });
    expect(rejected.map(({ rowNumber, problems }) => [rowNumber, problems[0]!.code])).toEqual([
      [4002, 'twiceInFile'],
      [5002, 'noSuchDay'],
      [5902, 'twiceInFile'],
    ]);
    expect(await rowsWith(tried.body.id, 'rejected')).toEqual(rejected);
    const { state: _, finishedAt: __, ...counts } = promised;
    expect(await importOf(tried.body.id)).toMatchObject({ ...counts, state: 'finished' });
    const again = await send(file, { ...other, dryRun: 'true' }).expect(202);
    await works();
    expect(await importOf(again.body.id)).toMatchObject({ created: MANY - 4, matched: 0 });
  });

  it('is read once, however often its button is pressed and whoever works on it', async () => {
    const { headers } = await lead
      .post('/registraties/importeren')
      .field({ kind: 'participants', source: 'aanbieder', course: given.course.slug })
      .attach('file', some('c', {}, FEW), 'lijst.csv')
      .expect(303);
    const path = headers.location!;
    const id = path.split('/').at(-1)!;
    const waiting = await lead.get(path).expect(200);
    expect(waiting.text).toContain('<progress');
    expect(waiting.text).toContain('0 van 2.600 regels');
    expect(waiting.text).toContain('Voortgang verversen');
    expect(waiting.text).not.toContain('inlezen</button>');
    await works();
    const tried = await lead.get(path).expect(200);
    expect(tried.text).toContain('2.600 deelnemers inlezen');

    const press = () => lead.post(`${path}/bevestigen`).type('form').send({}).expect(303);
    await Promise.all([press(), press(), press()]);
    expect((await lead.get(path).expect(200)).text).toContain('De regels worden ingelezen');
    await Promise.all([works(), works(), press()]);

    await mustBeWhole(id, FEW);
    expect((await lead.get(path).expect(200)).text).not.toContain('<progress');
    expect(
      await count(`platform.journal WHERE action = 'import.finished' AND subject_id = $1`, [id]),
    ).toBe(1);
  });

  it('goes on after the worker was killed: no row twice, and none lost', async () => {
    const { body } = await send(some('d')).expect(202);
    const done = async () => Number((await importOf(body.id)).done);
    const worker = spawn(
      process.execPath,
      ['-r', './scripts/register-typescript.cjs', 'apps/academie/worker.ts'],
      {
        env: { ...process.env, ...workerOf(academie.config.databaseUrl) },
        stdio: 'ignore',
      },
    );
    while ((await done()) === 0 && worker.exitCode === null) await pause(20);
    await killed(worker);
    const left = await done();
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(MANY);
    expect(await count('acts.participation WHERE import_id = $1', [body.id])).toBe(left);

    await works();

    await mustBeWhole(body.id, MANY);
  }, 180_000);

  it('stops after a while when it goes wrong, keeps what was written, and can be sent again', async () => {
    const file = some('e', {}, FEW);
    const { body } = await send(file).expect(202);
    await academie.database.rows(
      `CREATE FUNCTION acts.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN RAISE EXCEPTION 'the database had enough of it'; END $$`,
    );
    await academie.database.rows(
      `CREATE TRIGGER refuse BEFORE INSERT ON people.email_address FOR EACH ROW
         WHEN (NEW.address = 'iemand-e2550@elders.example') EXECUTE FUNCTION acts.refuse()`,
    );
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await works();
      academie.clock.set(new Date(academie.clock.now().getTime() + 3_600_000));
    }
    await academie.database.rows('DROP FUNCTION acts.refuse() CASCADE');

    expect(await importOf(body.id)).toMatchObject({ state: 'stopped', done: 2500, created: 2500 });
    const { text } = await lead.get(`/registraties/importen/${body.id}`).expect(200);
    expect(text).toContain('Het inlezen is gestopt na 2.500 van 2.600 regels.');
    const again = await send(file).expect(202);
    await works();
    expect(await importOf(again.body.id)).toMatchObject({ matched: 2500, created: FEW - 2500 });
    await academie.runWorkers();
    expect(await academie.app.get(LedgerAudit).audit()).toEqual([]);
  });

  it('enrols somebody new in two courses as one person', async () => {
    const lines = ['a@nieuw.example;An;Nieuw', 'b@nieuw.example;Bo;Nieuw'].flatMap((who) =>
      [given.course, given.other].map(({ slug }) => `${who};3-2-2026;${slug}`),
    );
    const file = ['E-mailadres;Voornaam;Achternaam;Begonnen op;Cursus', ...lines].join('\n');
    const { body } = await send(Buffer.from(file)).expect(201);

    expect(body).toMatchObject({ created: 4, rejected: 0 });
    expect(await count(`people.person WHERE family_name = 'Nieuw'`)).toBe(2);
  });

  it('may be a workbook', async () => {
    const rows = Array.from({ length: FEW }, (_, nth) => listLine(`x${nth}`).split(';'));
    const { body } = await send(await dutchXlsx('Blad1', LIST_HEADER.split(';'), rows)).expect(202);

    await works();

    await mustBeWhole(body.id, FEW);
  });

  it('gives back the rows to be mended, as they came', async () => {
    const bad = listLine('f-3', { name: '=1+1', done: 'gisteren' });
    const { body } = await send(some('f', { 3: bad }, FEW)).expect(202);
    await works();
    const path = `/registraties/importen/${body.id}`;
    const shown = await lead.get(`${path}?uitkomst=rejected`).expect(200);
    const { text } = await lead.get(`${path}/afgewezen.csv`).expect(200);

    expect(shown.text).toContain('Regel\u00a05');
    expect(text.startsWith('\uFEFF')).toBe(true);
    expect(text).toContain("iemand-f-3@elders.example;'=1+1;de Tester;");
    expect(text).toContain('gisteren');
  });
});

const workerOf = (databaseUrl: string): Record<string, string> => ({
  DATABASE_URL: databaseUrl,
  ACADEMIE_URL: 'http://127.0.0.1:1',
  SMTP_URL: 'smtp://127.0.0.1:1',
  LOG_LEVEL: 'silent',
  DATABASE_TIMEOUT_MS: '90000',
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function killed(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}
