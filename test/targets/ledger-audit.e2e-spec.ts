import fc from 'fast-check';

import { type EventName, type JournalConsumer, JournalConsumers, newId } from '@academie/platform';
import { LedgerAudit, type PlanTarget } from '@academie/targets';

import { startAcademie, type Visitor } from '../support/academie';
import { GivenLedger } from './given-ledger';

type Rule = PlanTarget['rule'];
type Held = Awaited<ReturnType<GivenLedger['held']>>;

/** The year ends in Amsterdam an hour before it does in UTC. */
const YEARS_END = ['2026-12-31T20:00:00Z', '2026-12-31T23:30:00Z', '2026-12-30T09:00:00Z'];

/** Two people were there, which was enough; then three are asked. */
const HELD_BY_ANOTHER_RULE: [string, number, number][] = [
  ['hold', 2, 20],
  ['settle', 0, 0],
  ['norm', 0, 1],
  ['load', 0, 2],
];

/** One of each kind: what is drawn leaves one out in a run of fifty. */
const ONE_OF_EACH: [string, number, number][] = [
  ...(['hold', 'reopen', 'correct', 'record', 'confirm', 'merge', 'unmerge', 'move'] as const),
  ...(['norm', 'owners', 'load', 'retract', 'settle', 'cancel'] as const),
].map((word, index): [string, number, number] => [word, index, index + 1]);

describe('the audit of the ledger', () => {
  const academie = startAcademie();
  const ledger = new GivenLedger(academie);
  const audit = () => academie.app.get(LedgerAudit).audit();
  /** The plan with other owners and norms, and another rule for its first target. */
  const load = (a: number, b: number) =>
    ledger.plan(
      themes.filter((_, index) => (1 + (a % 3)) & (1 << index)),
      rules.map((rule, index) => ({
        ...{ code: `T0${index}`, measures: [], norm: 1 + (b % 3) },
        rule: index === 0 ? { ...rule, minPresent: 1 + (b % 3) } : rule,
      })) as Parameters<typeof ledger.plan>[1],
    );
  let themes: string[];
  let administrator: Visitor;
  let course: { id: string };
  let organisations: string[];
  let people: { id: string }[];

  const attendance: Rule = {
    type: 'coverage',
    reference: 'municipality',
    by: [
      { evidence: 'attendance', tags: ['a'] },
      {
        evidence: 'act',
        actKinds: ['status_record'],
        statuses: ['op_orde'],
        latest: true,
        confirmation: 'theme_lead',
      },
    ],
  };
  const rules: Rule[] = [
    { type: 'held_events', tags: ['a'], minPresent: 2, minMunicipalities: 2 },
    { type: 'distinct_persons', courseTags: ['a'], moment: 'attended' },
    attendance,
    {
      type: 'per_quarter',
      min: 2,
      count: { type: 'held_events', tags: ['a'], minPresent: 1 },
    },
    { type: 'act_count', count: 'quantity', actKinds: ['status_record'] },
    {
      type: 'ratio',
      numerator: { actKinds: ['status_record'], statuses: ['op_orde'] },
      denominator: { actKinds: ['status_record'] },
    },
    {
      type: 'all_of',
      parts: [
        { label: 'Gehouden', anyOf: [{ type: 'held_events', tags: ['a'], minPresent: 3 }] },
        {
          label: 'Stand',
          anyOf: [{ type: 'act_count', count: 'acts', actKinds: ['status_record'] }],
        },
      ],
    },
  ];

  beforeAll(async () => {
    const theme = await academie.given.theme('Drugs');
    themes = [theme.slug, (await academie.given.theme('Jeugd')).slug];
    administrator = academie.as(await academie.given.holder('administrator'));
    await load(1, 0);
    course = await academie.given.course({ tags: ['a'] });
    organisations = [];
    for (let index = 0; index < 3; index++)
      organisations.push((await academie.given.municipality()).id);
    people = [];
    for (let index = 0; index < 6; index++)
      people.push(await academie.given.person({ organisationId: organisations[index % 3] }));
  });

  /** What may happen, in numbers that fast-check picks. */
  class Story {
    private readonly offerings: (Held & { closed: boolean })[] = [];
    private readonly acts: string[] = [];
    private merged: { id: string; into: string }[] = [];

    async tell([what, a, b]: [string, number, number]): Promise<void> {
      switch (what) {
        case 'hold': {
          const present = people.filter((_, index) => ((a + 1) >> index) & 1);
          const startsAt =
            b < 12
              ? new Date(YEARS_END[b % YEARS_END.length]!)
              : new Date(Date.UTC(2026, b % 12, 3 + (a % 20), 9));
          const offering = await ledger.held(present, { courseId: course.id, startsAt });
          this.offerings.push({ ...offering, closed: true });
          return;
        }
        case 'reopen': {
          const offering = pick(this.offerings, a);
          if (!offering?.closed) return;
          offering.closed = false;
          return ledger.reopen(offering);
        }
        case 'correct': {
          const offering = pick(this.offerings, a);
          const enrolmentId = offering && pick(offering.enrolmentIds, b);
          if (!enrolmentId) return;
          await ledger.mark(offering.sessionIds[0]!, enrolmentId, b % 2 ? 'absent' : 'partial');
          offering.closed = true;
          return ledger.close(offering);
        }
        case 'cancel': {
          const offering = pick(this.offerings, a);
          if (offering) await ledger.cancel(offering.id);
          this.offerings.splice(
            0,
            this.offerings.length,
            ...this.offerings.filter((o) => o !== offering),
          );
          return;
        }
        case 'record':
          this.acts.push(
            await ledger.act({
              kind: 'status_record',
              occurredOn: `2026-0${1 + (b % 9)}-0${1 + (a % 9)}`,
              organisationIds: [pick(organisations, a)!],
              status: b % 2 ? 'op_orde' : 'in_opbouw',
              quantity: 1 + (a % 4),
            }),
          );
          return;
        case 'confirm':
          this.acts.push(
            await ledger.act({
              kind: 'confirmation',
              occurredOn: '2026-02-02',
              organisationIds: [pick(organisations, a)!],
              target: 'T02',
            }),
          );
          return;
        case 'retract': {
          const act = pick(this.acts, a);
          if (!act) return;
          this.acts.splice(this.acts.indexOf(act), 1);
          return ledger.retractAct(act);
        }
        case 'merge': {
          const [person, into] = [pick(people, a)!, pick(people, b)!];
          const taken = this.merged.flatMap(({ id, into: other }) => [id, other]);
          if (person === into || taken.includes(person.id) || taken.includes(into.id)) return;
          this.merged.push({ id: person.id, into: into.id });
          return ledger.happens('person.merged', person.id, { into: into.id }, (run) =>
            run(`UPDATE people.person SET status = 'merged', merged_into = $2 WHERE id = $1`, [
              person.id,
              into.id,
            ]),
          );
        }
        case 'unmerge': {
          const pair = pick(this.merged, a);
          if (!pair) return;
          this.merged = this.merged.filter((other) => other !== pair);
          return ledger.happens('person.unmerged', pair.id, { from: pair.into }, (run) =>
            run(`UPDATE people.person SET status = 'active', merged_into = NULL WHERE id = $1`, [
              pair.id,
            ]),
          );
        }
        case 'move':
          // From a day of this year or the next on: whoever is written down afterwards was there on the day.
          return ledger.moves(
            pick(people, a)!.id,
            pick(organisations, b)!,
            `202${6 + (a % 2)}-0${1 + (b % 9)}-01`,
          );
        case 'norm': {
          const { id, version } = await ledger.target(`T0${a % rules.length}`);
          await administrator
            .patch(`/api/v1/targets/${id}`)
            .set('if-match', `"${version}"`)
            .send({ norm: 1 + (b % 2), reason: 'proef' })
            .expect(200);
          return;
        }
        case 'owners': {
          const { id, version } = await ledger.target(`T0${a % rules.length}`);
          await administrator
            .post(`/doelen/${id}/eigenaren`)
            .type('form')
            .send({ themes: [themes[b % 2]], version: String(version) })
            .expect(303);
          return;
        }
        case 'load':
          return load(a, b);
        default:
          return academie.runWorkers();
      }
    }

    /** Leaves the people as they were for the next story. */
    async end(): Promise<void> {
      while (this.merged.length > 0) await this.tell(['unmerge', 0, 0]);
      for (const { id } of this.offerings) await ledger.cancel(id);
      for (const act of this.acts) await ledger.retractAct(act);
      await academie.runWorkers();
    }
  }

  it('finds nothing after whatever happened in whatever order, now and at every moment before', async () => {
    const words = [
      ...['hold', 'hold', 'reopen', 'correct', 'correct', 'cancel', 'record', 'record'],
      ...['confirm', 'retract', 'merge', 'unmerge', 'move', 'move', 'settle'],
      ...['norm', 'owners', 'load'],
    ];
    const step = fc.tuple(fc.constantFrom(...words), fc.nat(63), fc.nat(63));
    const auditor = academie.app.get(LedgerAudit);
    // From before the end of the year until after it: what is corrected then, is of the year that is over.
    let now = Date.UTC(2026, 11, 28, 9);
    const told = new Set<string>();
    let lateCorrections = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const story = new Story();
        const moments: Date[] = [];
        for (const one of steps) {
          // Never back: with a clock that went back no moment would be sure.
          now = Math.max(now, academie.clock.now().getTime()) + 3 * 3_600_000;
          academie.clock.set(new Date(now));
          await story.tell(one);
          told.add(one[0]);
          if (one[0] === 'correct' && now > Date.UTC(2027, 0, 1)) lateCorrections += 1;
          if (one[0] === 'settle') moments.push(academie.clock.now());
        }
        await academie.runWorkers();
        expect(await audit()).toEqual([]);
        for (const moment of moments)
          for (const code of ['T01', 'T02', 'T03']) {
            const { id } = await ledger.target(code);
            const { byEvidence, counted } = await auditor.keysAt(id, 'value', moment);
            expect(counted).toEqual(byEvidence);
          }
        await story.end();
      }),
      { numRuns: 12, examples: [[HELD_BY_ANOTHER_RULE], [ONE_OF_EACH]] },
    );
    // A story in which nothing of a kind happens proves nothing of it.
    expect([...new Set(words)].filter((word) => !told.has(word))).toEqual([]);
    expect(lateCorrections).toBeGreaterThan(0);
  }, 240_000);

  it('finds a difference that somebody planted, and a rebuild mends it', async () => {
    await ledger.held(people, { courseId: course.id });
    await academie.runWorkers();
    await academie.database.rows(
      `DELETE FROM targets.contribution WHERE id = (
         SELECT c.id FROM targets.contribution c JOIN targets.target t ON t.id = c.target_id
          WHERE t.code = 'T01' AND c.uncounted_at IS NULL LIMIT 1)`,
    );
    await academie.database.rows(
      `UPDATE targets.rollup r SET quantity = quantity + 1 FROM targets.target t
        WHERE t.id = r.target_id AND t.code = 'T02'`,
    );

    const findings = await audit();
    expect(findings.map(({ target }) => target)).toEqual(expect.arrayContaining(['T01', 'T02']));

    expect(await academie.app.get(LedgerAudit).rebuild()).toBe(1);
    expect(await audit()).toEqual([]);
  });

  it('says how far it is by the evidence it looks at, and ends with all of it', async () => {
    await ledger.held(people, { courseId: course.id });
    await academie.runWorkers();
    const steps: [number, number][] = [];
    const auditor = academie.app.get(LedgerAudit);

    for (const work of ['rebuild', 'audit'] as const) {
      steps.length = 0;
      await auditor[work]((...step) => steps.push(step));
      const [done, of] = steps.at(-1)!;
      expect(of).toBeGreaterThan(people.length);
      expect(done).toBe(of);
      expect(steps.map(([step]) => step)).toEqual(
        steps.map(([step]) => step).sort((a, b) => a - b),
      );
    }
  });

  // Without the lock on the targets this leaves differences: a worker that looks before another has
  // committed keeps what the other replaces.
  it('holds with many workers at once on the same people and municipalities', async () => {
    academie.clock.set('2026-03-06T09:00:00Z');
    const consumer = academie.app.get(JournalConsumers).get('targets.ledger') as JournalConsumer;
    const offerings: Held[] = [];
    for (let index = 0; index < 12; index++)
      offerings.push(
        await ledger.held(people, {
          courseId: course.id,
          startsAt: new Date(Date.UTC(2026, 1, 1 + index, 9)),
        }),
      );
    await academie.database.rows('DELETE FROM platform.journal_pending');
    const handle = (action: EventName) => (offering: Held) =>
      academie.database.transaction((tx) =>
        consumer.handle(tx, [
          {
            id: '1',
            recordedAt: academie.clock.now(),
            action,
            subjectId: newId(),
            actorId: null,
            onBehalfOf: null,
            reason: null,
            data: { offeringId: offering.id },
          },
        ]),
      );
    await Promise.all(offerings.map(handle('register.closed')));
    expect(await audit()).toEqual([]);

    for (const offering of offerings.slice(0, 6)) await ledger.cancel(offering.id);
    await academie.database.rows('DELETE FROM platform.journal_pending');
    await Promise.all([
      ...offerings.map(handle('register.closed')),
      ...offerings.map(handle('register.reopened')),
    ]);
    expect(await audit()).toEqual([]);
  });
});

const pick = <T>(list: readonly T[], number: number): T | undefined => list[number % list.length];
