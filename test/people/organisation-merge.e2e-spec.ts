import { OrganisationService } from '@academie/people';
import { LedgerAudit, type PlanTarget } from '@academie/targets';

import { startAcademie, type Visitor } from '../support/academie';
import { GivenLedger } from '../targets/given-ledger';

type Place = { id: string; name: string };

describe('municipalities that merge', () => {
  const academie = startAcademie();
  const ledger = new GivenLedger(academie);
  let admin: Visitor;
  let course: { id: string };
  let places: Place[];
  const all: PlanTarget['rule'] = {
    type: 'coverage',
    reference: 'municipality',
    by: [{ evidence: 'attendance', tags: ['m'] }],
  };

  beforeAll(async () => {
    const theme = await academie.given.theme();
    places = [];
    for (const name of ['Aardam', 'Boezem', 'Cop', 'Dijkzicht'])
      places.push(await academie.given.municipality(name));
    const target = { code: 'T01', rule: all, unit: 'municipalities', operator: 'all' } as const;
    await ledger.plan([theme.slug], [target], { from: '2025-01-01', until: '2026-01-01' });
    await ledger.plan([theme.slug], [target]);
    course = await academie.given.course({ tags: ['m'] });
    admin = academie.as(await academie.given.holder('administrator'));
    const people = [];
    for (const { id } of places) people.push(await academie.given.person({ organisationId: id }));
    for (const startsAt of ['2025-05-06T09:00:00Z', '2026-02-10T09:00:00Z'])
      await ledger.held(people, { courseId: course.id, startsAt: new Date(startsAt) });
    await academie.runWorkers();
    await admin.post('/api/v1/plans/2025/closure').send({}).expect(200);
  });

  beforeEach(() => academie.clock.set('2026-03-03T09:00:00+01:00'));

  /** "4 of 4" of a year, now or as it was known at a moment. */
  const reached = async (year: number, asOf?: string): Promise<string> => {
    const query = asOf ? `?asOf=${asOf}` : '';
    const { body } = await admin.get(`/api/v1/plans/${year}/targets${query}`).expect(200);
    const [{ value, norm }] = body.items as [{ value: number; norm: number }];
    return `${value} of ${norm}`;
  };
  const end = (from: Place, into: Place, endsOn: string, expected = 201) =>
    admin
      .post(`/api/v1/organisations/${from.id}/endings`)
      .send({ successorId: into.id, endsOn, reason: 'Herindeling' })
      .expect(expected);
  const undo = (id: string, expected = 200) =>
    admin
      .post(`/api/v1/organisation-endings/${id}/undoing`)
      .send({ reason: 'Toch niet' })
      .expect(expected);
  const people = () =>
    academie.database.rows(
      `SELECT m.*, ARRAY(SELECT function_code FROM people.membership_function WHERE membership_id = m.id)
         FROM people.membership m ORDER BY m.person_id, m.valid_from, m.id`,
    );
  const roles = () =>
    academie.database.rows(
      `SELECT person_id, scope_id FROM people.role_grant
        WHERE scope_kind = 'organisation' AND revoked_at IS NULL ORDER BY 1, 2`,
    );

  it('count as one from that day on; what was reported before, and what was known before, stays', async () => {
    const [old, next] = places as [Place, Place];
    const coordinator = await academie.given.holder('coordinator', old.id, {
      organisationId: old.id,
      functions: ['jurist'],
    });
    const before = { people: await people(), roles: await roles() };
    const reportBefore = (await admin.get('/api/v1/plans/2025/report').expect(200)).body;
    expect(await reached(2026)).toBe('4 of 4');
    academie.clock.set('2026-03-04T09:00:00+01:00');

    const { body } = await end(old, next, '2026-03-04');
    await academie.runWorkers();

    expect(body).toMatchObject({ undoneAt: null, undoable: true, jobs: 2 });
    expect(await reached(2026)).toBe('3 of 3');
    expect(await reached(2026, '2026-03-03T12:00:00Z')).toBe('4 of 4');
    expect(await reached(2025)).toBe('4 of 4');
    expect((await admin.get('/api/v1/plans/2025/report').expect(200)).body).toEqual(reportBefore);
    expect(await academie.app.get(LedgerAudit).audit()).toEqual([]);
    const list = await admin.get('/api/v1/organisations?kind=municipality').expect(200);
    expect((list.body.items as Place[]).map(({ name }) => name)).toEqual([
      'Boezem',
      'Cop',
      'Dijkzicht',
    ]);
    // Who coordinated the one coordinates the other, with colleagues and functions.
    expect(await roles()).toEqual([{ person_id: coordinator.id, scope_id: next.id }]);
    const [job] = await academie.database.rows<{ organisation_id: string; codes: string[] }>(
      `SELECT organisation_id, ARRAY(SELECT function_code FROM people.membership_function f
          WHERE f.membership_id = m.id) AS codes
         FROM people.membership m WHERE person_id = $1 AND valid_to IS NULL`,
      [coordinator.id],
    );
    expect(job).toEqual({ organisation_id: next.id, codes: ['jurist'] });

    academie.clock.set('2026-03-05T09:00:00+01:00');
    await undo(body.id as string);
    await academie.runWorkers();
    expect(await reached(2026)).toBe('4 of 4');
    expect(await reached(2026, '2026-03-04T12:00:00Z')).toBe('3 of 3');
    expect({ people: await people(), roles: await roles() }).toEqual(before);
    expect(await academie.app.get(LedgerAudit).audit()).toEqual([]);
    await undo(body.id as string, 409);
  });

  it('are planned beforehand, and merge on the day itself and no sooner', async () => {
    const [old, next] = places as [Place, Place];
    const { body } = await end(old, next, '2026-07-01');
    const service = academie.app.get(OrganisationService);
    expect(body.doneAt).toBeNull();
    expect(await service.carryOutDue()).toBe(0);
    await academie.runWorkers();
    expect(await reached(2026)).toBe('4 of 4');
    await end(old, next, '2026-08-01', 409);

    academie.clock.set('2026-07-01T00:05:00+02:00');
    expect(await service.carryOutDue()).toBe(1);
    expect(await service.carryOutDue()).toBe(0);
    await academie.runWorkers();
    expect(await reached(2026)).toBe('3 of 3');
    // The next in line: what went up in one goes on in what that one went up in.
    const third = places[2]!;
    const second = await end(next, third, '2026-07-01');
    await academie.runWorkers();
    expect(await reached(2026)).toBe('2 of 2');
    expect((await undo(body.id as string, 409)).body.code).toBe('people.ending-stands');
    const why = await admin.get(`/beheer/herindelingen/${body.id}/terugdraaien`).expect(200);
    expect(why.text).toContain('is daarna zelf opgegaan in Cop');
    await undo(second.body.id as string);
    await undo(body.id as string);
    await academie.runWorkers();
    expect(await reached(2026)).toBe('4 of 4');
    expect(await academie.app.get(LedgerAudit).audit()).toEqual([]);
  });

  it('cannot be taken back once somebody changed jobs or a year was reported', async () => {
    const [, , old, next] = places as [Place, Place, Place, Place];
    const mover = await academie.given.person({ organisationId: old.id });
    const { body } = await end(old, next, '2026-03-01');
    await academie.database.rows(
      `UPDATE people.membership SET valid_to = '2026-03-10' WHERE person_id = $1 AND valid_to IS NULL`,
      [mover.id],
    );
    await undo(body.id as string, 409);
    await academie.database.rows(
      `UPDATE people.membership SET valid_to = NULL WHERE person_id = $1 AND organisation_id = $2`,
      [mover.id, next.id],
    );
    await academie.runWorkers();
    academie.clock.set('2027-01-05T09:00:00+01:00');
    await admin.post('/api/v1/plans/2026/closure').send({}).expect(200);
    const { body: ending } = await admin.get(`/api/v1/organisation-endings/${body.id}`).expect(200);
    expect(ending.undoable).toBe(false);
    const why = await admin.get(`/beheer/herindelingen/${body.id}/terugdraaien`).expect(200);
    expect(why.text).toContain('Het jaar 2026 is daarna afgesloten');
  });

  it('are chosen on a page that says first what it means', async () => {
    const [old, next] = places as [Place, Place];
    const page = await admin.get(`/beheer/organisaties/${old.id}`).expect(200);
    const action = `/beheer/organisaties/${old.id}/opgaan`;
    expect(page.text).toContain(action);
    const form = { successorId: next.id, endsOn: '2027-01-01', reason: 'Herindeling' };
    const send = (fields: object, expected: number) =>
      admin.post(action).type('form').send(fields).expect(expected);

    await send({ ...form, successorId: '' }, 422);
    await send({ ...form, endsOn: '2027-02-31' }, 422);
    await send({ ...form, endsOn: '2199-01-01' }, 422);
    await send({ ...form, successorId: old.id }, 422);
    const preview = await send(form, 200);
    expect(preview.text).toContain('Klopt dit?');
    expect(
      await academie.database.rows(
        'SELECT id FROM people.organisation_ending WHERE organisation_id = $1 AND undone_at IS NULL',
        [old.id],
      ),
    ).toEqual([]);
    await send({ ...form, confirmed: 'ja' }, 303);
    await send({ ...form, confirmed: 'ja' }, 422);
    const shown = await admin.get(`/beheer/organisaties/${old.id}`).expect(200);
    expect(shown.text).toContain('Plan intrekken');
    const [, undoHref] = /href="(\/beheer\/herindelingen\/[^"]+)"/.exec(shown.text)!;
    await admin.get(undoHref!).expect(200);
    await admin.post(undoHref!).type('form').send({ reason: '' }).expect(422);
    await admin.post(undoHref!).type('form').send({ reason: 'Uitgesteld' }).expect(303);
  });
});
