import type { PlanTarget } from '@academie/targets';

import { startAcademie } from '../support/academie';
import { GivenLedger } from './given-ledger';

interface Example {
  /** What the sentence of the rule comes to. */
  says: string;
  target: Pick<PlanTarget, 'code' | 'rule'> & Partial<PlanTarget>;
  /** What happens; every code counts by labels of its own. */
  happens: () => Promise<unknown>;
  /** By measure. */
  counts: Record<string, number>;
}

const PERIOD = { from: '2026-01-01', until: '2027-01-01' };

describe('a rule', () => {
  const academie = startAcademie();
  const ledger = new GivenLedger(academie);
  const at = (day: string) => new Date(`${day}T10:00:00+01:00`);
  const municipality = async () => (await academie.given.municipality()).id;
  const house = async () => {
    const row = await academie.database.first<{ id: string }>(
      `INSERT INTO people.organisation (code, name, short_name, kind)
       VALUES (gen_random_uuid()::text, 'Huis', 'Huis', 'care_and_safety_house') RETURNING id`,
    );
    return row!.id;
  };
  const person = async (organisationId?: string, functions: string[] = []) =>
    academie.given.person({ organisationId: organisationId ?? (await municipality()), functions });
  const held = async (
    tag: string,
    day: string,
    options: { kind?: string; mode?: string; people?: { id: string }[]; audiences?: string[] } = {},
  ) => {
    const { kind, mode, audiences = [] } = options;
    const course = await academie.given.course({ tags: [tag], kind, mode });
    await academie.database.rows('UPDATE catalogue.course SET audiences = $2 WHERE id = $1', [
      course.id,
      audiences,
    ]);
    const people = options.people ?? [await person()];
    return ledger.held(people, { courseId: course.id, startsAt: at(day), mode });
  };
  const published = async (tag: string, mode = 'self_paced') => {
    const course = await academie.given.course({ tags: [tag], kind: 'e_learning', mode });
    await ledger.happens('course.published', course.id, {});
    return course.id;
  };
  const completed = async (courseId: string, personId: string, day: string, source = 'self') => {
    const offering = await academie.given.offering({ courseId, mode: 'self_paced' });
    const enrolmentId = await ledger.enrolment(offering.id, personId);
    await ledger.happens('completion.recorded', enrolmentId, { enrolmentId }, async (run) => {
      await run('UPDATE enrolment.enrolment SET source = $2 WHERE id = $1', [enrolmentId, source]);
      await run(
        `INSERT INTO attendance.completion (enrolment_id, person_id, course_id, completed_at, recorded_at)
         VALUES ($1, $2, $3, $4, $4)`,
        [enrolmentId, personId, courseId, at(day)],
      );
    });
  };

  const examples: Example[] = [
    {
      says: 'counts events that were held with enough people',
      target: {
        code: 'T01',
        rule: { type: 'held_events', kinds: ['training'], tags: ['t01'], minPresent: 2 },
      },
      happens: async () => {
        await held('t01', '2026-02-03', { people: [await person(), await person()] });
        await held('t01', '2026-02-04');
        await held('t01', '2026-02-05', {
          kind: 'workshop',
          people: [await person(), await person()],
        });
      },
      counts: { value: 1 },
    },
    {
      says: 'counts events with people of two municipalities, and notes who they were for',
      target: {
        code: 'T02',
        rule: {
          type: 'held_events',
          tags: ['t02'],
          minPresent: 1,
          minMunicipalities: 2,
          each: [{ label: 'Voor juristen', audiences: ['jurist'] }],
        },
      },
      happens: async () => {
        const one = await municipality();
        await held('t02', '2026-02-03', { people: [await person(), await person()] });
        await held('t02', '2026-02-04', { people: [await person(one), await person(one)] });
        await held('t02', '2026-02-05', {
          people: [await person(), await person()],
          audiences: ['jurist', 'boa'],
        });
      },
      counts: { value: 2, 'value:requirement-0': 1 },
    },
    {
      says: 'counts a course once that was open, with or without dates',
      target: {
        code: 'T03',
        unit: 'courses',
        rule: { type: 'published_courses', count: 'courses', tags: ['t03'] },
        measures: [
          {
            code: 'offerings',
            label: 'Uitvoeringen',
            rule: { type: 'published_courses', count: 'offerings', tags: ['t03'] },
          },
        ],
      },
      happens: async () => {
        await published('t03');
        const course = await academie.given.course({ tags: ['t03'] });
        for (const day of ['2026-04-01', '2026-05-01']) {
          const { id } = await academie.given.offering({
            courseId: course.id,
            startsAt: at(day),
            enrolOpensAt: at('2026-03-01'),
          });
          await ledger.happens('offering.published', id, { courseId: course.id });
        }
        const withdrawn = await academie.given.offering({
          courseId: (await academie.given.course({ tags: ['t03'] })).id,
        });
        await ledger.happens('offering.published', withdrawn.id, {});
        await ledger.cancel(withdrawn.id);
      },
      counts: { value: 2, offerings: 2 },
    },
    {
      says: 'counts persons who started for the first time, and shows all of them beside it',
      target: {
        code: 'T04',
        unit: 'persons',
        rule: {
          type: 'distinct_persons',
          courseTags: ['t04'],
          moment: 'started',
          baseline: { required: true },
          alternativeReading: 'net_growth',
        },
        measures: [
          {
            code: 'completed',
            label: 'Afgerond',
            rule: { type: 'distinct_persons', courseTags: ['t04'], moment: 'completed' },
          },
        ],
      },
      happens: async () => {
        const course = await published('t04');
        const [before, fresh, imported] = [await person(), await person(), await person()];
        await completed(course, before.id, '2025-05-05');
        await completed(course, before.id, '2026-02-02');
        await completed(course, fresh.id, '2026-02-02');
        await completed(course, fresh.id, '2026-02-20');
        await completed(course, imported.id, '2026-02-03', 'import');
      },
      counts: { value: 2, 'value:persons': 3, 'value:persons-before': 1, completed: 3 },
    },
    {
      says: 'counts only persons with a function, of an organisation',
      target: {
        code: 'T05',
        unit: 'persons',
        rule: {
          type: 'distinct_persons',
          courseTags: ['t05'],
          moment: 'attended',
          functions: ['ciso'],
        },
      },
      happens: async () => {
        const ciso = await person(await municipality(), ['ciso']);
        const people = [ciso, await person(), await academie.given.person()];
        await held('t05', '2026-02-03', { people });
      },
      counts: { value: 1 },
    },
    {
      says: 'counts municipalities that were there or that said so, each once',
      target: {
        code: 'T06',
        unit: 'municipalities',
        rule: {
          type: 'coverage',
          reference: 'municipality',
          by: [
            { evidence: 'attendance', tags: ['t06'] },
            { evidence: 'act', actKinds: ['acknowledged_reading'] },
          ],
        },
      },
      happens: async () => {
        const [both, read, many] = [
          await municipality(),
          await municipality(),
          await municipality(),
        ];
        await held('t06', '2026-02-03', {
          people: [await person(both), await person(await house())],
        });
        await ledger.act({
          kind: 'acknowledged_reading',
          occurredOn: '2026-02-10',
          organisationIds: [both, read, many],
        });
      },
      counts: { value: 3 },
    },
    {
      says: 'looks at the newest status of each organisation only',
      target: {
        code: 'T07',
        unit: 'houses',
        rule: {
          type: 'coverage',
          reference: 'care_and_safety_house',
          by: [
            {
              evidence: 'act',
              actKinds: ['radicalisation_specialist'],
              statuses: ['geborgd'],
              latest: true,
            },
          ],
        },
      },
      happens: async () => {
        const [gained, lost, same] = [await house(), await house(), await house()];
        const status = (
          organisation: string,
          occurredOn: string,
          word: string,
          replacesId?: string,
        ) =>
          ledger.act({
            kind: 'radicalisation_specialist',
            occurredOn,
            organisationIds: [organisation],
            status: word,
            replacesId,
          });
        await status(gained, '2026-01-10', 'afwezig');
        await status(gained, '2026-02-10', 'geborgd');
        await status(lost, '2026-01-10', 'geborgd');
        await status(lost, '2026-02-10', 'aanwezig');
        // A correction of the first record of a day stays before the second.
        const first = await status(same, '2026-02-10', 'afwezig');
        await status(same, '2026-02-10', 'geborgd');
        await ledger.retractAct(first);
        await status(same, '2026-02-10', 'aanwezig', first);
      },
      counts: { value: 2 },
    },
    {
      says: 'counts an organisation only once a theme lead confirmed it for this target',
      target: {
        code: 'T08',
        unit: 'municipalities',
        rule: {
          type: 'coverage',
          reference: 'municipality',
          by: [{ evidence: 'attendance', tags: ['t08'], confirmation: 'theme_lead' }],
        },
        measures: [
          {
            code: 'there',
            label: 'Erbij',
            rule: {
              type: 'coverage',
              reference: 'municipality',
              by: [{ evidence: 'attendance', tags: ['t08'] }],
            },
          },
        ],
      },
      happens: async () => {
        const [confirmed, elsewhere, early] = [
          await municipality(),
          await municipality(),
          await municipality(),
        ];
        const people = [await person(confirmed), await person(elsewhere), await person(early)];
        await held('t08', '2026-02-03', { people });
        const confirm = (organisation: string, target: string, occurredOn = '2026-02-03') =>
          ledger.act({
            kind: 'confirmation',
            occurredOn,
            organisationIds: [organisation],
            target,
          });
        await confirm(confirmed, 'T08');
        await confirm(elsewhere, 'T45');
        // Before the session there was nothing to confirm.
        await confirm(early, 'T08', '2026-02-02');
      },
      counts: { value: 1, there: 3 },
    },
    {
      says: 'adds up the quantities of acts, and nothing of what was retracted',
      target: {
        code: 'T09',
        unit: 'controls',
        rule: { type: 'act_count', count: 'quantity', actKinds: ['btp_control'] },
        measures: [
          {
            code: 'acts',
            label: 'Registraties',
            rule: { type: 'act_count', count: 'acts', actKinds: ['btp_control'] },
          },
        ],
      },
      happens: async () => {
        const control = async (quantity: number) =>
          ledger.act({
            kind: 'btp_control',
            occurredOn: '2026-02-03',
            organisationIds: [await municipality()],
            quantity,
          });
        await control(3);
        await control(4);
        await ledger.retractAct(await control(20));
      },
      counts: { value: 7, acts: 2 },
    },
    {
      says: 'counts quarters, and a surplus does not carry over',
      target: {
        code: 'T11',
        unit: 'quarters',
        rule: {
          type: 'per_quarter',
          min: 1,
          count: { type: 'held_events', modes: ['online'], tags: ['t11'], minPresent: 1 },
        },
      },
      happens: async () => {
        for (const day of ['2026-01-05', '2026-01-06', '2026-02-07'])
          await held('t11', day, { mode: 'online' });
        await held('t11', '2026-07-08', { mode: 'in_person' });
      },
      counts: { value: 1 },
    },
    {
      says: 'sets acts against the acts they are part of',
      target: {
        code: 'T12',
        unit: 'percent',
        rule: {
          type: 'ratio',
          numerator: { actKinds: ['support_request'], statuses: ['answered'] },
          denominator: { actKinds: ['support_request'], statuses: ['received', 'answered'] },
        },
      },
      happens: async () => {
        for (const status of ['answered', 'answered', 'received', 'withdrawn'])
          await ledger.act({ kind: 'support_request', occurredOn: '2026-02-03', status });
      },
      counts: { value: 2, 'value:denominator': 3 },
    },
    {
      says: 'counts a milestone with its document, once something of it is on offer',
      target: {
        code: 'T13',
        unit: 'milestones',
        rule: {
          type: 'milestone',
          milestone: 'leergang-cyber',
          document: 'required',
          published: { offer: 'course', tags: ['t13'] },
        },
      },
      happens: async () => {
        const milestone = {
          kind: 'milestone',
          occurredOn: '2026-02-03',
          subkind: 'leergang-cyber',
        };
        await ledger.act({ ...milestone, occurredOn: '2026-01-03' });
        await ledger.act({ ...milestone, document: true });
        await academie.runWorkers();
        expect(await ledger.value('T13')).toBe(0);
        await published('t13');
      },
      counts: { value: 1 },
    },
    {
      says: 'counts parts that each ask for a number, of which the last one makes it enough',
      target: {
        code: 'T39',
        unit: 'parts',
        rule: {
          type: 'all_of',
          parts: [
            {
              label: 'Trainingen voor wijkagenten',
              atLeast: 2,
              anyOf: [{ type: 'held_events', tags: ['t39'], minPresent: 1 }],
            },
            {
              label: 'Deelnemers',
              atLeast: 3,
              anyOf: [{ type: 'distinct_persons', courseTags: ['t39'], moment: 'attended' }],
            },
            {
              label: 'Gemeenten',
              atLeast: 2,
              anyOf: [
                {
                  type: 'coverage',
                  reference: 'municipality',
                  by: [{ evidence: 'attendance', tags: ['t39'] }],
                },
              ],
            },
          ],
        },
      },
      happens: async () => {
        const [one, other] = [
          await person(await municipality()),
          await person(await municipality()),
        ];
        await held('t39', '2026-02-03', { people: [one] });
        await held('t39', '2026-03-03', { people: [one, other] });
      },
      // Two trainings, two people (one of them twice), two municipalities.
      counts: {
        value: 2,
        'value:requirement-0': 2,
        'value:requirement-1': 2,
        'value:requirement-2': 2,
      },
    },
    {
      says: 'counts parts, each met by one of several things',
      target: {
        code: 'T14',
        unit: 'parts',
        rule: {
          type: 'all_of',
          parts: [
            {
              label: 'Voor partners',
              anyOf: [
                { type: 'held_events', tags: ['t14'], minPresent: 1 },
                {
                  type: 'act_count',
                  count: 'acts',
                  actKinds: ['awareness_session'],
                  subkinds: ['partners'],
                },
              ],
            },
            {
              label: 'Voor inwoners',
              anyOf: [
                {
                  type: 'act_count',
                  count: 'acts',
                  actKinds: ['awareness_session'],
                  subkinds: ['inwoners'],
                },
              ],
            },
            {
              label: 'Voor ondernemers',
              anyOf: [{ type: 'held_events', tags: ['t14-ondernemers'], minPresent: 1 }],
            },
          ],
        },
      },
      happens: async () => {
        await held('t14', '2026-02-03');
        for (const subkind of ['partners', 'inwoners'])
          await ledger.act({ kind: 'awareness_session', occurredOn: '2026-02-03', subkind });
      },
      counts: { value: 2 },
    },
    {
      says: 'counts nothing from outside the period of the target',
      target: {
        code: 'T15',
        rule: { type: 'held_events', tags: ['t15'], minPresent: 1 },
        period: { from: '2026-01-01', until: '2026-02-01' },
      },
      happens: async () => {
        await held('t15', '2026-01-31');
        await held('t15', '2026-02-01');
      },
      counts: { value: 1 },
    },
  ];

  beforeAll(async () => {
    const theme = await academie.given.theme('Drugs');
    await ledger.plan(
      [theme.slug],
      examples.map(({ target }) => target),
      PERIOD,
    );
  });

  it.each(examples.map((example) => [example.says, example] as const))(
    '%s',
    async (_says, { target, happens, counts }) => {
      await happens();
      await academie.runWorkers();

      const measures = Object.keys(counts);
      const found = await Promise.all(measures.map((name) => ledger.value(target.code, name)));
      expect(Object.fromEntries(measures.map((name, index) => [name, found[index]]))).toEqual(
        counts,
      );
    },
  );

  it('keeps a bare total apart: grade C is never in the same sum', async () => {
    await ledger.act({ kind: 'btp_control', occurredOn: '2026-02-05', quantity: 9, grade: 'C' });
    await academie.runWorkers();

    const grades = await academie.database.rows(
      `SELECT r.grade, sum(r.quantity)::int AS sum FROM targets.rollup r
         JOIN targets.target t ON t.id = r.target_id
        WHERE t.code = 'T09' AND r.measure = 'value' GROUP BY r.grade ORDER BY r.grade`,
    );
    expect(grades).toEqual([
      { grade: 'A', sum: 7 },
      { grade: 'C', sum: 9 },
    ]);
  });
});
