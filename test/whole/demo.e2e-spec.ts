import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '@academie/people';
import { Commands, Seeds } from '@academie/platform';
import { LedgerAudit } from '@academie/targets';

import { startAcademie } from '../support/academie';

/** What each target of the year plan reached; T01, T08, T10 and T47 are parts of a ratio. */
const YEAR_2025 = {
  ...{ T01: 26, T02: 3, T03: 2, T04: 3, T05: 2, T06: 1, T07: 32, T08: 17, T09: 30, T10: 13 },
  ...{ T11: 4, T12: 32, T13: 1, T14: 4, T15: 3, T16: 3, T17: 4, T18: 2, T19: 6, T20: 147 },
  ...{ T21: 2, T22: 4, T23: 2, T24: 2, T25: 1, T27: 3, T28: 1, T29: 4, T30: 1, T31: 2 },
  ...{ T32: 1, T33: 2, T34: 3, T36: 4, T37: 1, T38: 2, T39: 24, T40: 27, T41: 2, T42: 1 },
  ...{ T43: 1, T44: 3, T45: 21, T46: 2, P01: 4, P02: 2, P03: 2 },
  ...{ T47: 11, T48: 3, T49: 3, T50: 1, T51: 1, M01: 1, M02: 1, M03: 1, M04: 1, M05: 1 },
  ...{ M07: 1, M08: 1, M09: 1, M10: 1, M12: 1, M13: 1 },
};

describe('the demo', () => {
  const academie = startAcademie({ seed: 'demo' });
  const count = async (from: string): Promise<number> => {
    const row = await academie.database.first<{ count: string }>(`SELECT count(*) FROM ${from}`);
    return Number(row?.count);
  };
  /** Rows that break a rule; their number is what a failing test shows. */
  const broken = (rule: string) => expect(count(rule)).resolves.toBe(0);
  const output = async (name: string, ...args: string[]): Promise<string> => {
    const lines: string[] = [];
    const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      lines.push(String(text));
      return true;
    });
    try {
      await academie.app.get(Commands).get(name)!.run(args);
    } finally {
      write.mockRestore();
    }
    return lines.join('');
  };

  it.each(DEMO_ACCOUNTS)('lets the $label sign in', async ({ email }) => {
    await academie.stranger
      .post('/inloggen')
      .type('form')
      .send({ email, password: DEMO_PASSWORD, next: '/' })
      .expect(303);
  });

  it('knows the 32 municipalities, and the three that went into another', async () => {
    const municipality = `people.organisation WHERE kind = 'municipality'`;
    expect(await count(`${municipality} AND valid_to IS NULL`)).toBe(32);
    expect(await count(`${municipality} AND valid_to = '2022-01-01'`)).toBe(3);
    expect(await count(`${municipality} AND (valid_to IS NULL) = (successor_id IS NULL)`)).toBe(35);
  });

  it('writes to nobody outside', async () => {
    expect(await count(`people.email_address WHERE address NOT LIKE '%.example'`)).toBe(0);
  });

  it('has a catalogue, a year of history and a year that goes on', async () => {
    expect(await count(`catalogue.course WHERE status = 'published'`)).toBeGreaterThan(50);
    expect(await count(`catalogue.offering WHERE status = 'held'`)).toBeGreaterThan(90);
    expect(await count(`catalogue.offering WHERE status = 'published'`)).toBeGreaterThan(20);
    expect(await count(`catalogue.offering WHERE status = 'cancelled'`)).toBeGreaterThan(2);
    expect(await count(`catalogue.offering WHERE status = 'concept'`)).toBeGreaterThan(0);
    expect(await count('attendance.completion')).toBeGreaterThan(1000);
    for (const state of ['enrolled', 'waitlisted', 'offered', 'requested', 'cancelled', 'finished'])
      expect(await count(`enrolment.enrolment WHERE state = '${state}'`)).toBeGreaterThan(0);
  });

  it('shows something new on the front page', async () => {
    const { text } = await academie.stranger.get('/').expect(200);
    expect(text).toMatch(/Nieuw <span class="count">2</);
  });

  it('leaves something to do for the accounts to try', async () => {
    const own = (email: string) =>
      `JOIN people.email_address a ON a.person_id = e.person_id AND a.address = '${email}'`;
    expect(
      await count(`enrolment.enrolment e ${own('deelnemer@academie.example')}`),
    ).toBeGreaterThan(8);
    expect(
      await count(
        `catalogue.offering o JOIN catalogue.offering_trainer e ON e.offering_id = o.id
           ${own('trainer@academie.example')} WHERE o.status = 'published'`,
      ),
    ).toBeGreaterThan(3);
    expect(await count(`attendance.register WHERE state = 'open'`)).toBe(1);
    const toDecide = async (role: 'coordinator' | 'themeLead') =>
      (await (await academie.account(role)).get('/api/v1/enrolment-requests').expect(200)).body;
    expect((await toDecide('coordinator')).items).toHaveLength(2);
    expect((await toDecide('themeLead')).items).toHaveLength(2);
    const decisions = await (
      await academie.account('themeLead')
    )
      .get('/beheer/besluiten')
      .expect(200);
    expect(decisions.text).toContain('Kennisbijeenkomst toezichthouders BTP');
  });

  it('has asked for every place that waits for somebody to say yes', () =>
    broken(
      `enrolment.enrolment e JOIN catalogue.offering o ON o.id = e.offering_id
        WHERE e.state = 'requested' AND (o.approval = 'none' OR e.decide_by <= '${academie.clock.now().toISOString()}')`,
    ));

  it('counts places as they are taken, and those that are held', () =>
    broken(
      `(SELECT o.id FROM catalogue.offering o LEFT JOIN enrolment.enrolment e ON e.offering_id = o.id
         GROUP BY o.id
        HAVING o.seats_taken <> count(*) FILTER (WHERE e.state IN ('offered', 'enrolled', 'finished'))
             + (SELECT coalesce(sum(b.seats - b.claimed), 0) FROM enrolment.seat_block b
                 WHERE b.offering_id = o.id AND b.released_at IS NULL)
            OR o.waiting_count <> count(*) FILTER (WHERE e.state = 'waitlisted')) AS wrong`,
    ));

  it('enrols nobody twice', () =>
    broken(
      `(SELECT 1 FROM enrolment.enrolment GROUP BY offering_id, person_id HAVING count(*) > 1) AS twice`,
    ));

  it('makes nobody wait while there is room', () =>
    broken(`catalogue.offering WHERE waiting_count > 0 AND seats_taken < capacity`));

  it('lets no trainer take part in the own offering', () =>
    broken('catalogue.offering_trainer JOIN enrolment.enrolment USING (offering_id, person_id)'));

  it('has held every offering whose registers are closed', () =>
    broken(
      `catalogue.offering o WHERE starts_at IS NOT NULL AND (status = 'held') <> (
         SELECT coalesce(bool_and(r.state IS NOT DISTINCT FROM 'closed'), false)
           FROM catalogue.session s LEFT JOIN attendance.register r ON r.session_id = s.id
          WHERE s.offering_id = o.id)`,
    ));

  it('knows the end of every enrolment in what was held', () =>
    broken(
      `enrolment.enrolment e JOIN catalogue.offering o ON o.id = e.offering_id
        WHERE o.status = 'held' AND e.state NOT IN ('finished', 'cancelled')`,
    ));

  it('records a completion for whoever completed, and for nobody else', () =>
    broken(
      `enrolment.enrolment e LEFT JOIN attendance.completion c ON c.enrolment_id = e.id
        WHERE (e.outcome IS NOT DISTINCT FROM 'completed') <> (c.id IS NOT NULL)`,
    ));

  it('says of everybody where that person worked on the day', () =>
    broken(
      `enrolment.enrolment e JOIN catalogue.offering o ON o.id = e.offering_id
        WHERE o.starts_at IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM people.membership m
           WHERE m.person_id = e.person_id AND m.organisation_id = e.organisation_id
             AND m.valid_from <= o.starts_at::date AND coalesce(m.valid_to > o.starts_at::date, true))`,
    ));

  it('writes nothing down before it happened, or in the future', async () => {
    await broken(`platform.journal WHERE recorded_at > '${academie.clock.now().toISOString()}'`);
    await broken('attendance.mark WHERE recorded_at < occurred_at');
    await broken('attendance.completion WHERE recorded_at < completed_at');
  });

  it('mails the participant to try about what is to come, and nobody about the past', async () => {
    await academie.runWorkers();

    expect(await count('platform.outgoing_mail')).toBeGreaterThan(1);
    // But for the note that somebody signed in, which the tests above did.
    await broken(
      `platform.outgoing_mail WHERE recipient <> 'deelnemer@academie.example'
          AND dedupe_key NOT LIKE '%new-device:%'`,
    );
  });

  it('counts for 2025 what it was written to show: met, almost met, and not met', async () => {
    const counted = await academie.database.rows<{ code: string; grade: string; sum: number }>(
      `SELECT t.code, r.grade, sum(r.quantity)::int AS sum FROM targets.rollup r
         JOIN targets.target t ON t.id = r.target_id JOIN targets.plan p ON p.id = t.plan_id
        WHERE p.year = 2025 AND r.measure = 'value' GROUP BY t.code, r.grade`,
    );
    const value = (code: string, grade = 'A'): number =>
      counted.find((row) => row.code === code && row.grade === grade)?.sum ?? 0;

    expect(Object.fromEntries(Object.keys(YEAR_2025).map((code) => [code, value(code)]))).toEqual(
      YEAR_2025,
    );
    // What municipalities say of themselves, and heads of residents that were counted.
    expect([value('T39', 'B'), value('T18', 'C')]).toEqual([5, 1]);
    // Named by the provider, and beside it what it passed on as a number only.
    expect([value('T26', 'B'), value('T26', 'C')]).toEqual([310, 96]);
  });

  it('has a ledger that is what its evidence says, also when a worker looks again', async () => {
    await academie.database.rows(
      `INSERT INTO platform.journal_pending (consumer, journal_id)
       SELECT 'targets.ledger', min(id) FROM platform.journal
        WHERE action IN ('register.closed', 'completion.recorded', 'act.recorded', 'course.published',
          'offering.published', 'offering.cancelled') GROUP BY action, id % 3`,
    );

    await academie.runWorkers();

    await broken('targets.evidence WHERE retracted_at IS NOT NULL');
    expect(await academie.app.get(LedgerAudit).audit()).toEqual([]);
  });

  it('is loaded once', async () => {
    const progress: string[] = [];

    await academie.app.get(Seeds).run((name) => progress.push(name));

    expect(progress).toEqual([]);
  });

  it('hands out a token for every role', async () => {
    const tokens = JSON.parse(await output('demo:tokens')) as Record<
      string,
      { email: string; password: string; token: string }
    >;

    expect(Object.keys(tokens)).toEqual([
      'participant',
      'coordinator',
      'trainer',
      'themeLead',
      'administrator',
    ]);
    expect(tokens.trainer).toEqual({
      email: 'trainer@academie.example',
      password: DEMO_PASSWORD,
      token: expect.stringMatching(/^[\w-]{43}$/),
    });
  });

  it('makes more participants on request, spread over the municipalities, who can enrol', async () => {
    const made = JSON.parse(await output('demo:people', '64')) as {
      id: string;
      email: string;
      token: string;
    }[];
    const [offering] = await academie.database.rows<{ id: string }>(
      `SELECT id FROM catalogue.offering
        WHERE status = 'published' AND seats_taken < capacity AND waiting_count = 0
          AND enrol_opens_at < $1 AND enrol_closes_at > $1 AND starts_at > $1 ORDER BY starts_at`,
      [academie.clock.now()],
    );

    expect(made).toHaveLength(64);
    expect(new Set(made.map(({ email }) => email.split('@')[1])).size).toBe(32);
    await academie.stranger
      .post(`/api/v1/offerings/${offering?.id}/enrolments`)
      .set('authorization', `Bearer ${made[0]?.token}`)
      .set('idempotency-key', 'demo-1')
      .send({})
      .expect(201);
  });

  it.each(['', '0', 'veel', '1.5'])('does not make "%s" participants', async (given) => {
    await expect(output('demo:people', given)).rejects.toThrow('Usage');
  });
});

describe('outside the demo', () => {
  const academie = startAcademie({ seed: 'reference' });

  it.each(['demo:tokens', 'demo:people'])('%s refuses', async (name) => {
    const command = academie.app.get(Commands).get(name)!;

    await expect(command.run(['1'])).rejects.toThrow('demo mode only');
  });

  it('there are municipalities, but no people', async () => {
    expect(await academie.database.rows('SELECT 1 FROM people.person')).toEqual([]);
  });
});

// The demo must be alive whatever today is, also at the edges of a year and in a weekend.
describe.each(['2026-01-01T00:10:00+01:00', '2027-12-31T23:50:00+01:00'])(
  'a demo that starts on %s',
  (now) => {
    const academie = startAcademie();

    it('can be loaded', async () => {
      academie.config.demo = true;
      academie.clock.set(now);

      await academie.app.get(Seeds).run(() => undefined);

      const [row] = await academie.database.rows<{ open: number }>(
        `SELECT count(*)::int AS open FROM catalogue.offering
          WHERE status = 'published' AND enrol_opens_at <= $1 AND enrol_closes_at > $1`,
        [now],
      );
      expect(row?.open).toBeGreaterThan(15);
    });

    it('gives nothing at Christmas, on the last day of the year or at night', async () => {
      const local = (column: string): string => `(${column} AT TIME ZONE 'Europe/Amsterdam')`;
      const rows = await academie.database.rows(
        `SELECT ${local('starts_at')} AS starts, ${local('ends_at')} AS ends
           FROM catalogue.session
          WHERE to_char(${local('starts_at')}, 'DD-MM') IN ('25-12', '26-12', '31-12')
             OR ${local('starts_at')}::time < '07:00' OR ${local('ends_at')}::time > '22:00'
             OR ${local('starts_at')}::date <> ${local('ends_at')}::date`,
      );

      expect(rows).toEqual([]);
    });
  },
);
