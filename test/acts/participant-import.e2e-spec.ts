import { dutchXlsx } from '@academie/platform';
import { LedgerAudit, type PlanTarget, TargetQueries } from '@academie/targets';

import { startAcademie, type Visitor } from '../support/academie';
import { GivenLedger } from '../targets/given-ledger';

const HEADER = 'E-mailadres;Voornaam;Achternaam;Organisatie;Begonnen op;Afgerond op';

type Row = Record<string, unknown>;

describe('a list of who took part in a course elsewhere', () => {
  const academie = startAcademie();
  const ledger = new GivenLedger(academie);
  let lead: Visitor;
  let otherLead: Visitor;
  let course: { id: string; slug: string; title: string };
  let school: { id: string; name: string };

  const extra: PlanTarget['rule'] = {
    type: 'distinct_persons',
    courseTags: ['buit'],
    moment: 'started',
    baseline: { required: true },
    alternativeReading: 'net_growth',
  };

  beforeAll(async () => {
    const [youth, trade] = [
      await academie.given.theme('Jeugd'),
      await academie.given.theme('Mensenhandel'),
    ];
    const other = await academie.given.theme('Cyber');
    lead = academie.as(await academie.given.holder('theme_lead', youth.id));
    otherLead = academie.as(await academie.given.holder('theme_lead', other.id));
    school = await academie.given.municipality('Gemeente Voorbeeld');
    course = await academie.given.course({
      title: 'BUIT voor professionals',
      kind: 'e_learning',
      mode: 'self_paced',
      tags: ['buit'],
      themeIds: [youth.id, trade.id],
    });
    await ledger.plan(
      [youth.slug, trade.slug],
      [
        {
          code: 'T26',
          rule: extra,
          unit: 'persons',
          norm: 500,
          measures: [
            {
              code: 'completed',
              label: 'Afgerond',
              rule: { type: 'distinct_persons', courseTags: ['buit'], moment: 'completed' },
            },
          ],
        },
      ],
    );
  });

  let count = 0;
  const row = (fields: Row = {}): Row => {
    count += 1;
    return {
      email: `iemand-${count}@elders.example`,
      givenName: `Iemand${count}`,
      familyName: 'de Tester',
      organisation: school.name,
      startedOn: '2026-02-03',
      ...fields,
    };
  };
  const send = async (rows: Row[], fields: Row = {}, visitor = lead) => {
    const { body } = await visitor
      .post('/api/v1/imports')
      .send({ kind: 'participants', source: 'aanbieder', course: course.slug, rows, ...fields })
      .expect(201);
    await academie.runWorkers();
    return body;
  };
  const answers = async (id: string): Promise<Row[]> =>
    (await lead.get(`/api/v1/imports/${id}/rows`).expect(200)).body.items;
  const codes = async (rows: Row[], fields: Row = {}) => {
    const { id } = await send(rows, fields);
    return (await answers(id)).map(({ outcome, problems }) => [
      outcome,
      ...(problems as { code: string }[]).map(({ code }) => code),
    ]);
  };
  const target = async () => (await academie.app.get(TargetQueries).ofYear(2026))[0]!;

  it('shows what will happen before anything does, as CSV and as Excel file', async () => {
    const csv = `${HEADER}\na@elders.example;Anna;Proef;${school.name};3-2-2026;\nb;Bas;Proef;Nergens;30-2-2026;\n`;
    const xlsx = await dutchXlsx('Blad1', HEADER.split(';'), [
      ['a@elders.example', 'Anna', 'Proef', school.name, new Date('2026-02-03'), null],
      ['b', 'Bas', 'Proef', 'Nergens', '30-2-2026', null],
    ]);
    // The course that is chosen holds for every row that names none.
    const named = csv
      .trim()
      .split('\n')
      .map((line, index) => `${index === 0 ? 'Cursus' : ''};${line}`)
      .join('\n');
    for (const [name, content] of [
      ['lijst.csv', Buffer.from(csv)],
      ['met-kolom.csv', Buffer.from(named)],
      ['lijst.xlsx', xlsx],
    ] as const) {
      const { headers } = await lead
        .post('/registraties/importeren')
        .field({ kind: 'participants', source: 'aanbieder', course: course.slug })
        .attach('file', content, name)
        .expect(303);
      const { text } = await lead.get(headers.location!).expect(200);
      expect(text).toContain('1 deelnemer inlezen');
      for (const words of ['Dit is geen e-mailadres', 'Deze organisatie kennen we niet', 'Regel'])
        expect(text).toContain(words);
    }
    const known = await academie.database.rows(
      `SELECT 1 FROM people.email_address WHERE address = 'a@elders.example'`,
    );
    expect(known).toEqual([]);
  });

  it('counts who started and who completed apart, with grade B', async () => {
    const before = await target();
    await send([row(), row({ completedOn: '2026-02-20' })]);
    const after = await target();

    expect(after.value.grades.B - before.value.grades.B).toBe(2);
    expect(after.value.measures[0]!.grades.B - before.value.measures[0]!.grades.B).toBe(1);
  });

  it('changes nothing when it is sent again, and adds a completion that came later', async () => {
    const person = row({ externalId: 'P-1' });
    expect(await codes([person])).toEqual([['created']]);
    expect(await codes([person])).toEqual([['matched']]);
    expect(await codes([{ ...person, startedOn: '2026-02-09' }])).toEqual([
      ['matched', 'otherStart'],
    ]);
    expect(await codes([{ ...person, completedOn: '2026-02-28' }])).toEqual([
      ['created', 'completionAdded'],
    ]);
    expect(await codes([{ ...person, completedOn: '2026-02-28' }])).toEqual([['matched']]);
  });

  it('does not count one person under two addresses twice without being told to', async () => {
    const one = row({ givenName: 'Dubbel' });
    const same = { ...one, email: 'dubbel@thuis.example' };
    expect(await codes([one, same])).toEqual([['created'], ['rejected', 'samePerson']]);
    expect(await codes([same])).toEqual([['rejected', 'samePersonKnown']]);
    expect(await codes([{ ...same, otherPerson: 'ja' }])).toEqual([['created']]);
  });

  it('knows a person of the academie by any of their addresses', async () => {
    const person = await academie.given.person({ organisationId: school.id });
    await academie.database.rows(
      `INSERT INTO people.email_address (address, person_id) VALUES ('tweede@adres.example', $1)`,
      [person.id],
    );
    const before = (await target()).value.grades.B;
    expect(await codes([row({ email: person.email })])).toEqual([['created']]);
    expect(await codes([row({ email: 'Tweede@Adres.example' })])).toEqual([['matched']]);
    expect((await target()).value.grades.B).toBe(before + 1);
  });

  it('gives a completion to the row of the address it came with, also after two turned out to be one', async () => {
    const [one, other] = [row(), row()];
    await send([one, other]);
    const idOf = async ({ email }: Row) =>
      (await academie.database.first<{ id: string }>(
        'SELECT person_id AS id FROM people.email_address WHERE address = $1',
        [email],
      ))!.id;
    const [from, into] = [await idOf(one), await idOf(other)];
    await academie.database.rows(
      `UPDATE people.person SET status = 'merged', merged_into = $2 WHERE id = $1`,
      [from, into],
    );
    for (const person of [other, one]) {
      const { id } = await send([{ ...person, completedOn: '2026-02-28' }]);
      const [{ enrolled } = { enrolled: '' }] = await academie.database.rows<{ enrolled: string }>(
        `SELECT e.person_id AS enrolled FROM acts.import_row r
           JOIN enrolment.enrolment e ON e.id = r.subject_id WHERE r.import_id = $1`,
        [id],
      );
      expect(enrolled).toBe(await idOf(person));
    }
    await academie.database.rows(
      `UPDATE people.person SET status = 'guest', merged_into = NULL WHERE id = $1`,
      [from],
    );
  });

  it.each([
    ['a date that is no day', { startedOn: '31-02-2026' }, 'noSuchDay'],
    ['a date to come', { startedOn: '2026-12-01' }, 'inFuture'],
    ['a date of another age', { startedOn: '1926-02-03' }, 'tooLongAgo'],
    ['no date', { startedOn: '' }, 'missingStart'],
    ['an end before the start', { completedOn: '2026-02-01' }, 'beforeStart'],
    ['an address that is none', { email: 'geen adres' }, 'noEmail'],
    ['no name', { familyName: ' ' }, 'missingName'],
    ['an organisation nobody knows', { organisation: 'Gemeente Nergens' }, 'unknownEmployer'],
    ['a course nobody knows', { course: 'geen-cursus' }, 'unknownCourse'],
    ['an answer that is no yes or no', { otherPerson: 'misschien' }, 'noYesNo'],
  ])('rejects a row with %s, and says so in that row', async (_what, fields, code) => {
    expect(await codes([row(fields), row()], { course: undefined })).toEqual(
      'course' in fields
        ? [
            ['rejected', code],
            ['rejected', 'chooseCourse'],
          ]
        : [
            ['rejected', 'chooseCourse', code],
            ['rejected', 'chooseCourse'],
          ],
    );
  });

  it('counts nobody of whom the organisation is not known, and says so', async () => {
    const before = (await target()).value.grades.B;
    expect(await codes([row({ organisation: '' })])).toEqual([['created', 'noEmployer']]);
    expect((await target()).value.grades.B).toBe(before);
  });

  it('is for whoever leads a theme of the course', async () => {
    const rows = [row()];
    const { rejected } = await send(rows, {}, otherLead);
    expect(rejected).toBe(1);
    const coordinator = academie.as(await academie.given.holder('coordinator', school.id));
    await coordinator
      .post('/api/v1/imports')
      .send({ kind: 'participants', course: course.slug, rows })
      .expect(403);
  });

  it('shows a bare total beside it, for starting and for completing, and never adds it', async () => {
    const before = await target();
    const total = { kind: 'reported_total', occurredOn: '2026-02-28', subkind: course.slug };
    await ledger.act({ ...total, quantity: 40, grade: 'C' });
    await ledger.act({ ...total, quantity: 15, grade: 'C', flags: { completed: true } });
    await academie.runWorkers();
    const { value } = await target();

    expect(value.grades).toMatchObject({ B: before.value.grades.B, C: before.value.grades.C + 40 });
    expect(value.measures[0]!.grades.C).toBe(before.value.measures[0]!.grades.C + 15);
  });

  it('records a baseline once, and counts as extra nobody who turns out later to have taken part before', async () => {
    const [known, late] = [row(), row()];
    await send([{ ...known, startedOn: '2025-05-05' }]);
    const { id } = await target();
    const record = (fields: Row) =>
      lead
        .post(`/api/v1/targets/${id}/baseline`)
        .send({ persons: 1, source: 'De aanbieder', ...fields });
    const refused = await record({ asOf: '2026-01-01' }).expect(422);
    expect(refused.body.code).toBe('targets.baseline-after-start');
    expect((await target()).value.status).toBe('undetermined');
    await record({ asOf: '2025-12-31', yearBefore: 1 }).expect(201);
    await record({}).expect(409);

    const before = (await target()).value.value!;
    await send([late]);
    expect((await target()).value.value).toBe(before + 1);
    await send([
      { ...late, startedOn: '2025-04-04', email: 'nog-een@adres.example', otherPerson: 'ja' },
    ]);
    const [{ personId } = { personId: '' }] = await academie.database.rows<{ personId: string }>(
      `SELECT person_id AS "personId" FROM people.email_address WHERE address = $1`,
      [late.email],
    );
    const [{ otherId } = { otherId: '' }] = await academie.database.rows<{ otherId: string }>(
      `SELECT person_id AS "otherId" FROM people.email_address WHERE address = 'nog-een@adres.example'`,
    );
    await ledger.happens('person.merged', otherId, { into: personId }, (run) =>
      run(`UPDATE people.person SET status = 'merged', merged_into = $2 WHERE id = $1`, [
        otherId,
        personId,
      ]),
    );
    await academie.runWorkers();

    expect((await target()).value.value).toBe(before);
    expect((await target()).value.netGrowth).toMatchObject({ before: 1 });
    const { text } = await lead.get(`/doelen/${id}`).expect(200);
    expect(text).toContain('is nog 1 persoon gemeld die vóór 1 januari 2026 al meedeed');
    expect(await academie.app.get(LedgerAudit).audit()).toEqual([]);
  });

  it('leaves a line in the journal for all that it makes', async () => {
    const guest = row({ externalId: 'spoor-1' });
    await send([guest]);
    await send([{ ...guest, completedOn: '2026-02-20' }]);
    const lines = await academie.database.rows<{ action: string }>(
      `SELECT j.action FROM acts.participation i JOIN enrolment.enrolment e ON e.id = i.enrolment_id
         JOIN platform.journal j ON (j.subject_id IN (e.id, e.person_id, e.offering_id)
           OR j.subject_id IN (SELECT id FROM attendance.completion WHERE enrolment_id = e.id))
        WHERE i.external_id = $1 ORDER BY j.id`,
      [guest.externalId],
    );
    expect(lines.map(({ action }) => action)).toEqual([
      'person.created',
      'offering.created',
      'enrolment.enrolled',
      'enrolment.finished',
      'completion.recorded',
    ]);
  });
});
