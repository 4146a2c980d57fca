import { Client } from 'pg';

import { startAcademie } from '../support/academie';
import type { RunSql } from '../support/database-texts';
import {
  allowedDifferences,
  keepRelease,
  previousRelease,
  whyNot,
} from '../support/previous-release';
import { brokenPromises, schemaPromises } from '../support/schema-promises';

describe('the release before this one, on the database of this one', () => {
  const academie = startAcademie();
  // Its own connection, since PREPARE and a planted change belong to one.
  let client: Client;
  const run: RunSql = async (text) => (await client.query<Record<string, string>>(text)).rows;

  beforeAll(async () => {
    client = new Client(academie.config.databaseUrl);
    // The database of the tests goes while it is open.
    client.on('error', () => undefined);
    await client.connect();
    const { KEEP_RELEASE: recorded } = process.env;
    if (recorded) await keepRelease(run, recorded);
  });
  afterAll(() => client.end().catch(() => undefined));

  const broken = async (): Promise<string[]> =>
    brokenPromises(previousRelease().schema, await schemaPromises(run));
  const refused = async (statements: readonly string[]): Promise<string[]> => {
    const found: string[] = [];
    for (const text of statements) {
      const why = await whyNot(run, text);
      if (why) found.push(`${why}: ${text}`);
    }
    return found;
  };

  it('finds all that it reads, and nothing refuses what it writes', async () => {
    const allowed = allowedDifferences().flatMap((one) => one.broken);

    expect((await broken()).filter((what) => !allowed.includes(what))).toEqual([]);
  });

  it('may send each of its statements', async () => {
    const { statements } = previousRelease();

    expect(statements.length).toBeGreaterThan(200);
    expect(await refused(statements)).toEqual([]);
  });

  it('is told of each difference why it may be', () => {
    expect(allowedDifferences().filter(({ reason }) => reason.length < 20)).toEqual([]);
  });

  it.each([
    [
      'ALTER TABLE people.person DROP COLUMN given_name CASCADE',
      'column people.person.given_name is gone',
    ],
    [
      'ALTER TABLE people.person ADD COLUMN planted text; ALTER TABLE people.person ALTER COLUMN planted SET NOT NULL',
      'column people.person.planted is new and required',
    ],
    [
      `ALTER TABLE people.person ADD CONSTRAINT planted CHECK (given_name <> 'Planted')`,
      `people.person.planted is new: CHECK ((given_name <> 'Planted'::text))`,
    ],
    ['DROP FUNCTION enrolment.line(uuid)', 'function enrolment.line(uuid) is gone'],
  ])('is broken by %s', async (change, what) => {
    await planted(change, async () => expect(await broken()).toContain(what));
  });

  it('cannot say a name that two tables have from now on', async () => {
    const said = [
      'SELECT given_name FROM people.person p JOIN people.password w ON w.person_id = p.id',
    ];

    expect(await refused(said)).toEqual([]);
    await planted('ALTER TABLE people.password ADD COLUMN given_name text', async () =>
      expect(await refused(said)).toEqual([expect.stringContaining('ambiguous')]),
    );
  });

  async function planted(change: string, look: () => Promise<void>): Promise<void> {
    await client.query('BEGIN');
    try {
      await client.query(change);
      await look();
    } finally {
      await client.query('ROLLBACK');
    }
  }
});
