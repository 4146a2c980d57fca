import { LedgerAudit } from '@academie/targets';

import { startAcademie, type Visitor } from '../support/academie';
import { GivenLedger } from '../targets/given-ledger';

type Somebody = { id: string; name: string; email: string };

describe('erasing a person', () => {
  const academie = startAcademie();
  const ledger = new GivenLedger(academie);
  let admin: Visitor;
  let adminId: string;
  let course: { id: string };
  let municipality: { id: string; name: string };

  beforeAll(async () => {
    const theme = await academie.given.theme();
    await ledger.plan(
      [theme.slug],
      [
        { code: 'T01', rule: { type: 'held_events', tags: ['m'], minPresent: 1 } },
        { code: 'T02', rule: { type: 'distinct_persons', courseTags: ['m'], moment: 'attended' } },
        {
          code: 'T03',
          rule: {
            type: 'coverage',
            reference: 'municipality',
            by: [{ evidence: 'attendance', tags: ['m'], functions: ['jurist'] }],
          },
        },
      ],
    );
    course = await academie.given.course({ tags: ['m'] });
    municipality = await academie.given.municipality();
    const administrator = await academie.given.holder('administrator');
    adminId = administrator.id;
    admin = academie.as(administrator);
  });

  const lawyer = (name?: string): Promise<Somebody> =>
    academie.given.person({
      organisationId: municipality.id,
      functions: ['jurist'],
      ...(name && { name }),
    });
  const erase = (person: Somebody, expected = 204) =>
    admin
      .post(`/api/v1/persons/${person.id}/erasure`)
      .send({ confirmation: person.name, reason: 'Op verzoek' })
      .expect(expected);
  const values = () => ledger.values('T01', 'T02', 'T03');
  const audit = () => academie.app.get(LedgerAudit).audit();

  it('changes no number, also of what was not counted yet and of a register that opens again', async () => {
    const person = await lawyer();
    await ledger.held([person], { courseId: course.id });
    await academie.runWorkers();
    // Twice more, and erased before the ledger has looked.
    const second = await ledger.held([person], { courseId: course.id });
    await ledger.held([person], { courseId: course.id });
    await erase(person);
    await academie.runWorkers();
    expect(await values()).toEqual([3, 1, 1]);

    await ledger.reopen(second);
    await academie.runWorkers();
    expect(await values()).toEqual([2, 1, 1]);
    await ledger.close(second);
    await academie.runWorkers();
    expect(await values()).toEqual([3, 1, 1]);
    expect(await audit()).toEqual([]);
  });

  it('leaves a new person to be counted as such, and one who was only pending as one', async () => {
    const before = await values();
    const person = await lawyer();
    await ledger.held([person], { courseId: course.id });
    await ledger.held([person], { courseId: course.id });
    await erase(person);
    await academie.runWorkers();
    expect(await values()).toEqual([before[0]! + 2, before[1]! + 1, before[2]]);
    expect(await audit()).toEqual([]);
  });

  it('leaves nothing that leads to the person, nor to a record that was merged into it', async () => {
    const [old, person] = [await lawyer('Zebediah'), await lawyer('Zebediah')];
    await admin
      .post('/api/v1/person-merges')
      .send({ personId: old.id, intoId: person.id, reason: 'Dubbel' })
      .expect(201);
    await academie.given.role(person.id, 'auditor');
    await ledger.held([person], { courseId: course.id });
    const offering = await academie.given.offering({ capacity: 1 });
    const [place] = await academie.given.enrolled(offering.id, [person]);
    const next = await academie.given.person();
    await academie.given.enrolled(offering.id, [next], 'waitlisted');
    await academie.database.rows(
      `INSERT INTO enrolment.answer (enrolment_id, position, question, answer) VALUES ($1, 1, 'Dieet?', 'Zebediah eet geen vis')`,
      [place],
    );
    await academie.runWorkers();
    const before = await values();

    await erase(person);
    await academie.runWorkers();

    expect(await values()).toEqual(before);
    expect(await found(academie, 'zebediah')).toEqual([]);
    await academie.as(person).get('/mijn').expect(303);
    expect((await admin.get(`/beheer/personen/${person.id}`)).text).toContain('Verwijderd persoon');
    // The seat went to whoever waited.
    const [moved] = await academie.database.rows<{ state: string }>(
      'SELECT state FROM enrolment.enrolment WHERE offering_id = $1 AND person_id = $2',
      [offering.id, next.id],
    );
    expect(moved?.state).toBe('enrolled');
    await erase({ ...person, name: 'wie dan ook' });
    const lines = await academie.database.rows(
      `SELECT reason FROM platform.journal WHERE action = 'person.erased' AND subject_id = ANY ($1)`,
      [[person.id, old.id]],
    );
    expect(lines).toHaveLength(2);
    expect(await audit()).toEqual([]);
  });

  it('asks to type the name over, and spares oneself and a record that was merged', async () => {
    const [person, old] = [await lawyer('Wim'), await lawyer('Wim')];
    const refused = await erase({ ...person, name: 'Wim' }, 422);
    expect(refused.body.code).toBe('people.name-differs');
    await admin
      .post('/api/v1/person-merges')
      .send({ personId: old.id, intoId: person.id, reason: 'Dubbel' })
      .expect(201);
    expect((await erase(old, 409)).body.code).toBe('people.erase-the-other');
    const self = { id: adminId, name: 'x', email: '' };
    expect((await erase(self, 409)).body.code).toBe('people.not-yourself');
    await academie
      .as(await academie.given.holder('auditor'))
      .post(`/api/v1/persons/${person.id}/erasure`)
      .send({ confirmation: person.name, reason: 'x' })
      .expect(403);

    const action = `/beheer/personen/${person.id}/verwijderen`;
    const page = await admin.get(action).expect(200);
    expect(page.text).toContain('Wat blijft, zonder naam');
    await admin.post(action).type('form').send({ confirmation: 'Wim', reason: 'x' }).expect(422);
    await admin
      .post(action)
      .type('form')
      .send({ confirmation: ' wim  de tester', reason: 'Op verzoek' })
      .expect(303);
    expect((await admin.get(action)).text).toContain('al samengevoegd of verwijderd');
  });
});

/** Every column of every table in which the word stands. */
async function found(academie: ReturnType<typeof startAcademie>, word: string): Promise<string[]> {
  const tables = await academie.database.rows<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
      WHERE table_schema IN ('platform', 'people', 'catalogue', 'enrolment', 'attendance', 'acts', 'targets')`,
  );
  const wrong: string[] = [];
  for (const { name } of tables) {
    const [row] = await academie.database.rows(
      `SELECT 1 FROM ${name} t WHERE lower(t::text) LIKE '%' || $1 || '%' LIMIT 1`,
      [word],
    );
    if (row) wrong.push(name);
  }
  return wrong;
}
