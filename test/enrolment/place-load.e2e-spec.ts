import { createServer } from 'node:net';

import { startAcademie } from '../support/academie';
import { type Server, startServer } from '../bench/processes';

const PEOPLE = 500;
const PLACES = 20;

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

describe('five hundred people at once, over two web processes', () => {
  const academie = startAcademie();
  let other: Server;
  let doors: string[];

  // The test's own process is one of the two; its clock stands still, years behind that of the other.
  beforeAll(async () => {
    const port = await freePort();
    other = await startServer(
      ['-r', './scripts/register-typescript.cjs', 'test/support/web-process.ts'],
      port,
      {
        DATABASE_URL: academie.config.databaseUrl,
        ACADEMIE_URL: `http://127.0.0.1:${port}`,
        SMTP_URL: 'smtp://127.0.0.1:1',
        ACADEMIE_WORKER: '0',
        LOG_LEVEL: 'silent',
        DATABASE_TIMEOUT_MS: '90000',
      },
    );
    doors = [academie.url, other.url];
    await academie.database.rows(
      `WITH person AS (
         INSERT INTO people.person (given_name, family_name, created_at)
         SELECT 'Sam', n::text, '2026-01-01' FROM generate_series(1, $1::integer) n RETURNING id, family_name
       )
       INSERT INTO people.api_token (person_id, name, token_hash, created_at)
       SELECT id, 'rush', sha256(convert_to('rush-' || family_name, 'UTF8')), '2026-01-01' FROM person`,
      [PEOPLE],
    );
  }, 120_000);
  afterAll(() => other.stop());

  it('get twenty places and a list of the rest in the order in which they came', async () => {
    const offering = await academie.given.offering({
      capacity: PLACES,
      startsAt: new Date('2090-03-10T09:30:00+01:00'),
    });
    const knock = async (who: number, door: number): Promise<[number, Record<string, unknown>]> => {
      const url = `${doors[door]}/api/v1/offerings/${offering.id}/enrolments`;
      const headers = {
        authorization: `Bearer rush-${who}`,
        'idempotency-key': `rush-${who}`,
        'content-type': 'application/json',
      };
      const answer = await fetch(url, { method: 'POST', headers, body: '{}' });
      return [answer.status, (await answer.json()) as Record<string, unknown>];
    };
    const answers = await Promise.all(
      Array.from({ length: PEOPLE }, (_, index) => knock(index + 1, index % 2)),
    );
    const again = await Promise.all([1, 2, 250, 500].map((who) => knock(who, who % 2)));

    expect(answers.filter(([status]) => status !== 201)).toEqual([]);
    expect(again).toEqual([1, 2, 250, 500].map((who) => answers[who - 1]));
    const states = answers.map(([, { state }]) => state);
    expect(states.filter((state) => state === 'enrolled')).toHaveLength(PLACES);
    expect(states.filter((state) => state === 'waitlisted')).toHaveLength(PEOPLE - PLACES);

    // The journal says who came when: seats first, then the list, each place once and in that order.
    const arrivals = await academie.database.rows<{ id: string; state: string; people: number }>(
      `SELECT e.id, e.state, count(*) OVER (PARTITION BY e.person_id)::int AS people
         FROM enrolment.enrolment e JOIN platform.journal j ON j.subject_id = e.id
        WHERE e.offering_id = $1 ORDER BY e.state, e.queued_at, e.id`,
      [offering.id],
    );
    const positions = new Map(answers.map(([, body]) => [body.id, body.waitingPosition]));
    expect(arrivals.filter(({ people }) => people > 1)).toEqual([]);
    expect(
      arrivals.filter(({ state }) => state === 'waitlisted').map(({ id }) => positions.get(id)),
    ).toEqual(Array.from({ length: PEOPLE - PLACES }, (_, index) => index + 1));
    expect(
      await academie.database.first(
        'SELECT seats_taken, waiting_count FROM catalogue.offering WHERE id = $1',
        [offering.id],
      ),
    ).toEqual({ seats_taken: PLACES, waiting_count: PEOPLE - PLACES });
  });
});
