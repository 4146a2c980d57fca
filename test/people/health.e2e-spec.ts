import { Readiness } from '@academie/platform';

import { startAcademie } from '../support/academie';

describe('the page of how the academie runs', () => {
  const academie = startAcademie({ seed: 'reference' });
  const page = async (): Promise<string> => {
    const administrator = await academie.given.holder('administrator');
    return (await academie.as(administrator).get('/beheer/gezondheid').expect(200)).text;
  };

  it('is for administrators', async () => {
    const person = await academie.given.person();
    await academie.as(person).get('/beheer/gezondheid').expect(403);
    await academie.as(person).post('/beheer/gezondheid/mail').expect(403);
    await academie.as(person).post('/beheer/gezondheid/gebeurtenissen').expect(403);
  });

  it('says that all is well, but for a worker that never was', async () => {
    const text = await page();
    expect(text).toContain('De database antwoordt en neemt wijzigingen aan.');
    expect(text).toContain('Nog geen worker deed een taak.');
    expect(text).toContain('Geen, de laatste week.');
  });

  it('says what failed, and has it tried again by a press that the logbook tells of', async () => {
    const administrator = await academie.given.holder('administrator');
    await academie.database.rows(
      `INSERT INTO platform.outgoing_mail (dedupe_key, template, recipient, subject, body_text, body_html,
         created_at, failed_at, last_error, attempts)
       VALUES ('a', 'enrolment/x', 'a@example.org', 'A', 'a', 'a', $1, $1, '550 no such box', 1),
              ('b', 'enrolment/x', 'b@example.org', 'B', 'b', 'b', $1, $1, 'withdrawn', 0)`,
      [academie.clock.now()],
    );
    expect(await page()).toContain('1 in de laatste week.');

    await academie.as(administrator).post('/beheer/gezondheid/mail').expect(303);
    await academie.as(administrator).post('/beheer/gezondheid/mail').expect(303);

    const states = await academie.database.rows(
      `SELECT failed_at IS NULL AS waits FROM platform.outgoing_mail WHERE dedupe_key IN ('a', 'b') ORDER BY dedupe_key`,
    );
    expect(states).toEqual([{ waits: true }, { waits: false }]);
    const lines = await academie.database.rows(
      `SELECT data FROM platform.journal WHERE action = 'work.tried-again'`,
    );
    expect(lines).toEqual([{ data: { mails: 1 } }]);
  });

  it('says why mail waits, in the words of the server', async () => {
    await academie.database.rows(
      `INSERT INTO platform.outgoing_mail (dedupe_key, template, recipient, subject, body_text, body_html,
         created_at, attempts, last_error)
       VALUES ('c', 'enrolment/x', 'c@example.org', 'C', 'c', 'c', $1::timestamptz - interval '3 hours', 4,
         'connect ECONNREFUSED 10.0.0.9:25')`,
      [academie.clock.now()],
    );
    expect(await page()).toContain('De laatste melding was: connect ECONNREFUSED 10.0.0.9:25');
  });

  it('says which lists do not get on and which were given up', async () => {
    const { id } = await academie.given.person();
    await academie.database.rows(
      `INSERT INTO acts.import (id, kind, source, file_name, state, created_by, created_at, attempts, finished_at, total_count, content)
       SELECT gen_random_uuid(), 'participants', 'buit', 'lijst.csv', state, $1, $2, attempts,
              CASE WHEN state = 'stopped' THEN $2::timestamptz END, 3,
              CASE WHEN state <> 'stopped' THEN '\\x00'::bytea END
         FROM (VALUES ('validating', 2), ('stopped', 5), ('stopped', 0)) given (state, attempts)`,
      [id, academie.clock.now()],
    );
    const text = await page();
    expect(text).toContain('1 lijst komt niet verder.');
    expect(text).toContain('1 lijst is deze week na vijf pogingen gestopt.');
  });

  it('says that the disk fills up before it is full, and that files are away', async () => {
    const readiness = academie.app.get(Readiness);
    jest.spyOn(readiness, 'freeBytes').mockResolvedValue(700_000_000);
    expect(await page()).toContain('De schijf raakt vol: nog 700 MB vrij.');
    jest.spyOn(readiness, 'impairments').mockResolvedValue(['files-away']);
    expect(await page()).toContain('De opslag van bestanden antwoordt niet.');
    jest.restoreAllMocks();
  });

  it('tells monitoring the same in figures', async () => {
    const { text } = await academie.stranger.get('/metrics').expect(200);
    expect(text).toMatch(/academie_mail\{state="waiting"\} \d+/);
    expect(text).toMatch(/academie_journal_pending\{state="failing"\} 0/);
    expect(text).toContain('academie_database_up 1');
    expect(text).toMatch(
      /academie_request_seconds_count\{method="GET",route="\/beheer\/gezondheid",status="2xx"\}/,
    );
  });
});
