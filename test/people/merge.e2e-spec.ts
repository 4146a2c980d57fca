import { hashPassword, SessionService, SignInService } from '@academie/people';
import { LedgerAudit } from '@academie/targets';

import { startAcademie, type Visitor } from '../support/academie';
import { GivenLedger } from '../targets/given-ledger';

const PASSWORD = 'een goed wachtwoord';

type Somebody = { id: string; name: string; email: string };

describe('two records of one person', () => {
  const academie = startAcademie();
  const ledger = new GivenLedger(academie);
  let admin: Visitor;
  let course: { id: string };
  let municipality: { id: string; name: string };

  beforeAll(async () => {
    const theme = await academie.given.theme();
    await ledger.plan(
      [theme.slug],
      [
        { code: 'T01', rule: { type: 'held_events', tags: ['m'], minPresent: 1 } },
        {
          code: 'T02',
          rule: { type: 'distinct_persons', courseTags: ['m'], moment: 'attended' },
        },
      ],
    );
    course = await academie.given.course({ tags: ['m'] });
    municipality = await academie.given.municipality();
    admin = academie.as(await academie.given.holder('administrator'));
  });

  const person = (name?: string): Promise<Somebody> =>
    academie.given.person({ organisationId: municipality.id, ...(name && { name }) });
  const merge = (from: { id: string }, into: { id: string }, expected = 201) =>
    admin
      .post('/api/v1/person-merges')
      .send({ personId: from.id, intoId: into.id, reason: 'Nieuw e-mailadres' })
      .expect(expected);
  const undo = (id: string, expected = 200) =>
    admin
      .post(`/api/v1/person-merges/${id}/undoing`)
      .send({ reason: 'Toch een ander' })
      .expect(expected);
  const password = (who: Somebody, hash: string) =>
    academie.database.rows('INSERT INTO people.password VALUES ($1, $2, $3)', [
      who.id,
      hash,
      academie.clock.now(),
    ]);
  /** All that is somebody's, row for row, as the database has it. */
  const everything = async (...people: Somebody[]): Promise<unknown> => {
    const found: Record<string, unknown> = {};
    for (const [table, columns] of [
      ['people.person', 'id'],
      ['people.email_address', 'person_id'],
      ['people.membership', 'person_id'],
      ['people.role_grant', 'person_id'],
      ['people.password', 'person_id'],
      ['catalogue.offering_trainer', 'person_id'],
      ['enrolment.enrolment', 'person_id'],
      ['enrolment.interest', 'person_id'],
      ['enrolment.calendar_feed', 'person_id'],
      ['enrolment.message_preference', 'person_id'],
      ['attendance.completion', 'person_id'],
    ] as const)
      found[table] = await academie.database.rows(
        `SELECT t.* FROM ${table} t WHERE ${columns} = ANY ($1) ORDER BY t::text`,
        [people.map(({ id }) => id)],
      );
    found.functions = await academie.database.rows(
      `SELECT f.* FROM people.membership_function f JOIN people.membership m ON m.id = f.membership_id
        WHERE m.person_id = ANY ($1) ORDER BY f::text`,
      [people.map(({ id }) => id)],
    );
    return found;
  };

  it('become one that is counted once, has every address, and is asked to sign in again', async () => {
    const [old, now] = [await person('Anna'), await person('Anna')];
    await password(now, await hashPassword(PASSWORD));
    await ledger.held([old], { courseId: course.id });
    await ledger.held([now], { courseId: course.id });
    await academie.runWorkers();
    expect(await ledger.values('T01', 'T02')).toEqual([2, 2]);
    const before = await everything(old, now);
    await academie.as(old).get('/mijn').expect(200);

    const { body } = await merge(old, now);
    expect(body).toMatchObject({ personId: old.id, intoId: now.id, undoneAt: null });
    await academie.runWorkers();

    expect(await ledger.values('T01', 'T02')).toEqual([2, 1]);
    expect(await academie.app.get(LedgerAudit).audit()).toEqual([]);
    await academie.as(old).get('/mijn').expect(303);
    const entered = await academie.app
      .get(SignInService)
      .withPassword({ email: old.email, password: PASSWORD });
    const { sessionToken } = entered as { sessionToken: string };
    const session = await academie.app.get(SessionService).bySession(sessionToken);
    expect(session?.actor.id).toBe(now.id);

    await undo(body.id as string);
    await academie.runWorkers();
    expect(await ledger.values('T01', 'T02')).toEqual([2, 2]);
    expect(await everything(old, now)).toEqual(before);
    expect(await academie.app.get(LedgerAudit).audit()).toEqual([]);
  });

  it('are put back exactly as they were: work, roles, lessons, wishes and places', async () => {
    const elsewhere = await academie.given.municipality();
    const [old, now] = [await person(), await person()];
    await academie.database.rows(
      `INSERT INTO people.membership (person_id, organisation_id, valid_from, is_main)
       VALUES ($1, $2, '2021-01-01', false)`,
      [old.id, elsewhere.id],
    );
    await academie.database.rows(
      `INSERT INTO people.job_function (code, name) VALUES ('balie', 'Balie') ON CONFLICT DO NOTHING`,
    );
    await academie.database.rows(
      `INSERT INTO people.membership_function
       SELECT id, 'balie' FROM people.membership WHERE person_id = $1 AND organisation_id = $2`,
      [old.id, municipality.id],
    );
    await academie.given.role(old.id, 'coordinator', municipality.id);
    await academie.given.role(old.id, 'auditor');
    await academie.given.role(now.id, 'auditor');
    const shared = await academie.given.offering({ trainerIds: [old.id, now.id] });
    await academie.given.offering({ trainerIds: [old.id] });
    await academie.given.enrolled((await academie.given.offering()).id, [old]);
    await academie.database.rows(
      'INSERT INTO enrolment.interest VALUES ($1, $2, $4), ($1, $3, $4)',
      [shared.courseId, old.id, now.id, academie.clock.now()],
    );
    await academie.database.rows(`INSERT INTO enrolment.calendar_feed VALUES ($1, '\\x0a', $2)`, [
      old.id,
      academie.clock.now(),
    ]);
    await academie.database.rows(
      `INSERT INTO enrolment.message_preference VALUES ($1, 'a', '{}', $3), ($2, 'b', '{}', $3)`,
      [old.id, now.id, academie.clock.now()],
    );
    const before = await everything(old, now);

    const { body } = await merge(old, now);
    const [one] = await academie.database.rows<{ roles: number; jobs: number; functions: number }>(
      `SELECT (SELECT count(*)::int FROM people.role_grant WHERE person_id = $1) AS roles,
         (SELECT count(*)::int FROM people.membership WHERE person_id = $1) AS jobs,
         (SELECT count(*)::int FROM people.membership_function f JOIN people.membership m
            ON m.id = f.membership_id WHERE m.person_id = $1) AS functions`,
      [now.id],
    );
    expect(one).toEqual({ roles: 2, jobs: 2, functions: 1 });
    await merge(old, now);
    await undo(body.id as string);
    expect(await everything(old, now)).toEqual(before);
    expect((await undo(body.id as string, 409)).body.code).toBe('people.merge-gone');
  });

  it('wait when both have a place in what is still to come, and become one once a place is given up', async () => {
    const [old, now] = [await person(), await person()];
    const offering = await academie.given.offering();
    const [enrolment] = await academie.given.enrolled(offering.id, [old, now]);

    expect((await merge(old, now, 409)).body.code).toBe('people.merge-blocked');
    const page = await admin.get(`/beheer/personen/${old.id}/samenvoegen/${now.id}`).expect(200);
    expect(page.text).toContain('Beide dossiers hebben een plaats');
    expect(page.text).toContain(`/beheer/uitvoeringen/${offering.id}/deelnemers`);

    await admin
      .post(`/api/v1/enrolments/${enrolment}/cancellation`)
      .send({ reason: 'Dubbel' })
      .expect(200);
    await merge(old, now);
  });

  it('keep both lines in what is over, and are counted once there', async () => {
    const [old, now] = [await person(), await person()];
    const before = await ledger.value('T02');
    const held = await ledger.held([old, now], { courseId: course.id });
    const { body } = await merge(old, now);
    await academie.runWorkers();
    expect(await ledger.value('T02')).toBe(before + 1);
    // Opened again, both places live on, each with its own record.
    await ledger.reopen(held);
    await ledger.close(held);
    await academie.runWorkers();
    expect(await ledger.value('T02')).toBe(before + 1);
    await undo(body.id as string);
    await academie.runWorkers();
    expect(await ledger.value('T02')).toBe(before + 2);
    expect(await academie.app.get(LedgerAudit).audit()).toEqual([]);
  });

  it('are merged before what is pending was counted, and parted again', async () => {
    const [old, now] = [await person(), await person()];
    const before = await ledger.value('T02');
    await ledger.held([old], { courseId: course.id });
    await ledger.held([now], { courseId: course.id });
    const { body } = await merge(old, now);
    await academie.runWorkers();
    expect(await ledger.value('T02')).toBe(before + 1);
    await undo(body.id as string);
    await academie.runWorkers();
    expect(await ledger.value('T02')).toBe(before + 2);
    expect(await academie.app.get(LedgerAudit).audit()).toEqual([]);
  });

  it('are not merged the wrong way, twice over, or with oneself', async () => {
    const [one, two, three] = [await person(), await person(), await person()];
    await academie.database.rows(`UPDATE people.person SET status = 'invited' WHERE id = $1`, [
      three.id,
    ]);
    const code = async (from: { id: string }, into: { id: string }, status: number) =>
      ((await merge(from, into, status)).body as { code: string }).code;

    expect(await code(one, one, 422)).toBe('people.same-person');
    expect(await code(one, three, 409)).toBe('people.merge-wrong-way');
    await merge(three, two);
    expect(await code(three, one, 409)).toBe('people.not-mergeable');
    expect(await code(two, one, 409)).toBe('people.has-merges');
    expect(await code({ id: '019a0000-0000-7000-8000-000000000000' }, one, 404)).toBe(
      'people.person-not-found',
    );
    await admin
      .post('/api/v1/person-merges')
      .send({ personId: one.id, intoId: two.id, reason: ' ' })
      .expect(422);
    const auditor = academie.as(await academie.given.holder('auditor'));
    await auditor
      .post('/api/v1/person-merges')
      .send({ personId: one.id, intoId: two.id, reason: 'x' })
      .expect(403);
  });

  it('are merged once when two administrators do it at the same moment', async () => {
    const [old, now] = [await person(), await person()];
    const [first, second] = await Promise.all([merge(old, now), merge(old, now)]);
    expect(first.body.id).toBe(second.body.id);
    const lines = await academie.database.rows(
      `SELECT id FROM platform.journal WHERE action = 'person.merged' AND subject_id = $1`,
      [old.id],
    );
    expect(lines).toHaveLength(1);
  });

  it('are found by name, compared, merged and parted on pages', async () => {
    const [old, now] = [await person('Fatima Bouzian'), await person('Fatima Bouzian')];
    await person('Fatima Elders');
    const list = await admin.get('/beheer/personen/dubbel').expect(200);
    const [, compare] =
      /href="(\/beheer\/personen\/[^"]+\/samenvoegen\/[^"]+)"[^>]*>Vergelijk<[^>]*> Fatima Bouzian/.exec(
        list.text,
      )!;
    expect(compare).toBe(`/beheer/personen/${now.id}/samenvoegen/${old.id}`);
    const page = await admin.get(compare!).expect(200);
    expect(page.text).toContain(old.email);
    expect(page.text).toContain(now.email);

    await admin.post(compare!).type('form').send({ reason: '' }).expect(422);
    const done = await admin.post(compare!).type('form').send({ reason: 'Zelfde' }).expect(303);
    expect(done.headers.location).toBe(`/beheer/personen/${old.id}`);
    const shown = await admin.get(`/beheer/personen/${old.id}`).expect(200);
    const [, undoHref] = /href="(\/beheer\/samenvoegingen\/[^"]+\/terugdraaien)"/.exec(shown.text)!;
    expect((await admin.get(`/beheer/personen/${now.id}`)).text).toContain('samengevoegd');
    await admin.get(undoHref!).expect(200);
    await admin.post(undoHref!).type('form').send({ reason: 'Toch niet' }).expect(303);
    expect((await admin.post(undoHref!).type('form').send({ reason: 'Nog eens' })).status).toBe(
      422,
    );

    await admin.post(`/beheer/personen/${now.id}/anders/${old.id}`).type('form').expect(303);
    const after = await admin.get('/beheer/personen/dubbel').expect(200);
    expect(after.text).not.toContain(compare);
    expect(after.text).toContain('Toch niet');
  });
});
