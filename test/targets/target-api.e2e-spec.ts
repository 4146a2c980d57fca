import { startAcademie, type Visitor } from '../support/academie';
import { GivenLedger } from './given-ledger';

const API = '/api/v1';

describe('the targets over the API', () => {
  const academie = startAcademie();
  const ledger = new GivenLedger(academie);
  let lead: Visitor;
  let otherLead: Visitor;
  let course: { id: string };
  let here: { id: string; name: string };
  let missing: { id: string; name: string };
  let theme: { id: string; slug: string };

  beforeAll(async () => {
    theme = await academie.given.theme('Drugs');
    const youth = await academie.given.theme('Jeugd');
    const cyber = await academie.given.theme('Cyber');
    lead = academie.as(await academie.given.holder('theme_lead', youth.id));
    otherLead = academie.as(await academie.given.holder('theme_lead', cyber.id));
    await ledger.plan(
      [theme.slug, youth.slug],
      [
        { code: 'T01', rule: { type: 'held_events', tags: ['a'], minPresent: 1 } },
        {
          code: 'T02',
          rule: { type: 'distinct_persons', courseTags: ['a'], moment: 'attended' },
          unit: 'persons',
          norm: null,
          defaultNorm: 40,
        },
        {
          code: 'T03',
          rule: {
            type: 'coverage',
            reference: 'municipality',
            by: [{ evidence: 'attendance', tags: ['a'] }],
          },
          unit: 'municipalities',
          operator: 'all',
        },
        { code: 'T04', rule: { type: 'act_count', count: 'acts', actKinds: ['btp_control'] } },
      ],
    );
    here = await academie.given.municipality();
    missing = await academie.given.municipality();
    course = await academie.given.course({ tags: ['a'] });
    await held(3);
  });

  /** Closes the register of an event with so many people. */
  const held = async (people: number) => {
    const present = await Promise.all(
      Array.from({ length: people }, () => academie.given.person({ organisationId: here.id })),
    );
    const offering = await ledger.held(present, { courseId: course.id });
    await academie.runWorkers();
    return offering;
  };
  const pathOf = async (code: string) => `${API}/targets/${(await ledger.target(code)).id}`;
  const read = async (path: string, visitor = lead) => (await visitor.get(path).expect(200)).body;

  it('gives plans and the targets of a year, a shared one once with all its owners', async () => {
    const plans = await read(`${API}/plans`);
    expect(plans.items).toMatchObject([{ year: 2026, periodFrom: '2026-01-01' }]);

    const { items } = await read(`${API}/plans/2026/targets`);
    expect(items.map(({ code }: { code: string }) => code)).toEqual(['T01', 'T02', 'T03', 'T04']);
    expect(items[0].owners.map(({ slug }: { slug: string }) => slug)).toEqual(['drugs', 'jeugd']);
    expect(items[1]).toMatchObject({ value: 3, norm: 40, planNorm: null, normSource: 'default' });
    expect(items[2]).toMatchObject({ value: 1, norm: 2 });
    for (const slug of ['drugs', 'jeugd'])
      expect((await read(`${API}/plans/2026/targets?theme=${slug}`)).items).toEqual(items);
    await lead.get(`${API}/plans/1999/targets`).expect(404);
  });

  it('is for theme leads, administrators and auditors; a theme lead reads every theme', async () => {
    const paths = ['', '/evidence', '/coverage', '/series'];
    const target = await pathOf('T03');
    const participant = academie.as(await academie.given.person());
    const readers = [
      otherLead,
      academie.as(await academie.given.holder('auditor')),
      academie.as(await academie.given.holder('administrator')),
    ];
    for (const path of [`${API}/plans`, ...paths.map((rest) => target + rest)]) {
      await participant.get(path).expect(403);
      await academie.stranger.get(path).expect(401);
      for (const reader of readers) await reader.get(path).expect(200);
    }
  });

  it('moves a value when a register is closed, and remembers what it was', async () => {
    const target = await pathOf('T01');
    academie.clock.set('2026-03-10T12:00:00Z');
    expect(await read(target)).toMatchObject({
      value: 1,
      status: 'to_plan',
      planBefore: '2026-12-04',
    });
    academie.clock.set('2026-03-11T12:00:00Z');
    const { id } = await held(1);
    expect(await read(target)).toMatchObject({ value: 2, status: 'met' });
    expect(await read(`${target}?asOf=2026-03-10T12:00:00Z`)).toMatchObject({ value: 1 });

    academie.clock.set('2026-03-12T12:00:00Z');
    await ledger.cancel(id);
    await academie.runWorkers();
    expect(await read(target)).toMatchObject({ value: 1 });
    expect(await read(`${target}?asOf=2026-03-11T13:00:00Z`)).toMatchObject({ value: 2 });
    await lead.get(`${target}?asOf=gisteren`).expect(422);
  });

  it('lists evidence page by page, each unit once and without a name', async () => {
    const target = await pathOf('T02');
    const first = await read(`${target}/evidence?limit=2`);
    const second = await read(`${target}/evidence?limit=2&after=${first.next}`);
    const all = [...first.items, ...second.items];

    expect(all.map(({ participant }) => participant)).toHaveLength(3);
    expect(new Set(all.map(({ id }) => id)).size).toBe(3);
    expect(second.next).toBeNull();
    expect(all[0]).toMatchObject({ kind: 'participation', grade: 'A', organisation: here.name });
    expect(JSON.stringify(all)).not.toContain('de Tester');
    await lead.get(`${target}/evidence?measure=geen`).expect(404);
  });

  it('tells which organisations are covered, and how a value grew', async () => {
    const coverage = await read(`${await pathOf('T03')}/coverage`);
    expect(coverage).toMatchObject({ measure: 'value', covered: 1, total: 2 });
    const states = coverage.organisations.map((one: { name: string; state: string }) => [
      one.name,
      one.state,
    ]);
    expect(Object.fromEntries(states)).toEqual({ [here.name]: 'met', [missing.name]: 'missing' });
    await lead.get(`${await pathOf('T01')}/coverage`).expect(404);

    const series = await read(`${await pathOf('T02')}/series`);
    expect(series.items.map(({ value }: { value: number }) => value)).toEqual([0, 3, 3]);
  });

  it('counts what is dated later from that day on, and calls it planned until then', async () => {
    for (const occurredOn of ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-31', '2026-05-01'])
      await ledger.act({ kind: 'btp_control', occurredOn });
    await academie.runWorkers();
    const told = async () => {
      const { value, planned } = await read(await pathOf('T04'));
      const { items } = await read(`${await pathOf('T04')}/series`);
      return { value, planned, months: items.map((one: { value: number }) => one.value) };
    };
    const today = academie.clock.now();

    academie.clock.set('2026-03-03T23:59:00+01:00');
    expect(await told()).toEqual({ value: 2, planned: 3, months: [0, 0, 2] });
    academie.clock.set('2026-03-04T00:00:00+01:00');
    expect(await told()).toEqual({ value: 3, planned: 2, months: [0, 0, 3] });
    academie.clock.set('2026-04-01T09:00:00+02:00');
    expect(await told()).toEqual({ value: 4, planned: 1, months: [0, 0, 4, 4] });
    academie.clock.set(today);
  });

  it('lets a theme lead of any owner set the norm, from the version that was read', async () => {
    const target = await pathOf('T02');
    const { headers } = await lead.get(target).expect(200);
    const set = (visitor: Visitor, norm: number, version = headers.etag!) =>
      visitor.patch(target).set('if-match', version).send({ norm, reason: 'proef' });

    await lead.patch(target).send({ norm: 50, reason: 'proef' }).expect(428);
    await set(otherLead, 50).expect(403);
    await set(lead, 0).expect(422);
    const { body } = await set(lead, 50).expect(200);
    await set(lead, 60).expect(412);

    expect(body).toMatchObject({ norm: 50, normSource: 'set', planNorm: null });
    const admin = academie.as(await academie.given.holder('administrator'));
    await set(admin, 45, `"${body.version}"`).expect(200);
    const journal = await academie.database.rows<{ data: object }>(
      `SELECT data FROM platform.journal WHERE action = 'target.norm-set' ORDER BY id`,
    );
    expect(journal.map(({ data }) => data)).toEqual([
      { code: 'T02', from: 40, to: 50 },
      { code: 'T02', from: 50, to: 45 },
    ]);
  });

  it('does not set a norm nobody can reach', async () => {
    await ledger.plan(
      [theme.slug],
      [
        {
          code: 'T01',
          rule: {
            type: 'per_quarter',
            min: 1,
            count: { type: 'held_events', tags: ['a'], minPresent: 1 },
          },
          unit: 'quarters',
          norm: 4,
        },
      ],
      { from: '2027-01-01', until: '2028-01-01' },
    );
    const [{ id, version }] = (await read(`${API}/plans/2027/targets`)).items;
    const five = lead.patch(`${API}/targets/${id}`).set('if-match', `"${version}"`);
    await five.send({ norm: 5, reason: 'proef' }).expect(403);
    const admin = academie.as(await academie.given.holder('administrator'));
    const { body } = await admin
      .patch(`${API}/targets/${id}`)
      .set('if-match', `"${version}"`)
      .send({ norm: 5, reason: 'proef' })
      .expect(422);
    expect(body.code).toBe('targets.norm-out-of-reach');
  });

  it('answers a whole year with a few questions to the database', async () => {
    const budget = (path: string) => academie.queriesOf(() => read(path));
    expect(await budget(`${API}/plans/2026/targets`)).toBeLessThanOrEqual(9);
    expect(await budget(`${await pathOf('T02')}/evidence`)).toBeLessThanOrEqual(6);
  });
});
