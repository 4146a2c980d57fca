import fc from 'fast-check';

import { TargetQueries, type TargetView } from '@academie/targets';

import { startAcademie, type Visitor } from '../support/academie';
import { GivenLedger } from './given-ledger';

describe('a question about the past', () => {
  const academie = startAcademie();
  const ledger = new GivenLedger(academie);
  const themes: { id: string; slug: string }[] = [];
  let administrator: Visitor;
  let minute = 0;

  const at = (moment: Date): Promise<TargetView[]> =>
    academie.app.get(TargetQueries).ofYear(2026, { asOf: moment, knownAt: moment });
  const tick = (): Date => {
    minute += 10;
    academie.clock.set(new Date(Date.UTC(2026, 9, 1, 9, minute)));
    return academie.clock.now();
  };
  /** The plan of the year with other words, norm, owners or rule. */
  const load = (a: number, b: number) =>
    ledger.plan(
      themes.filter((_, index) => ((a % 3) + 1) & (1 << index)).map(({ slug }) => slug),
      [
        {
          code: 'T01',
          title: `Controles ${b}`,
          unit: 'controls',
          norm: 1 + (a % 4),
          rule: {
            type: 'act_count',
            count: b % 2 ? 'acts' : 'quantity',
            actKinds: ['btp_control'],
          },
        },
        {
          code: 'T03',
          unit: 'municipalities',
          norm: 1 + (b % 2),
          rule: {
            type: 'coverage',
            reference: 'municipality',
            by: [{ evidence: 'attendance', tags: ['past'] }],
          },
        },
        { code: 'T04', rule: { type: 'held_events', tags: ['past'], minPresent: 1 } },
        ...(b % 3 === 0
          ? []
          : [
              {
                code: 'T02',
                unit: 'controls' as const,
                norm: 2,
                rule: {
                  type: 'act_count' as const,
                  count: 'acts' as const,
                  actKinds: ['btp_control' as const],
                },
              },
            ]),
      ],
    );

  beforeAll(async () => {
    themes.push(await academie.given.theme('Drugs'), await academie.given.theme('Jeugd'));
    administrator = academie.as(await academie.given.holder('administrator'));
    tick();
    await load(0, 1);
  });

  it('shows the norm and the owners of then, whatever is decided afterwards', async () => {
    const before = tick();
    await ledger.act({ kind: 'btp_control', occurredOn: '2026-03-02', quantity: 3 });
    await academie.runWorkers();
    const behind = tick();
    tick();
    const { id, version } = await ledger.target('T01');
    const { body } = await administrator
      .patch(`/api/v1/targets/${id}`)
      .set('if-match', `"${version}"`)
      .send({ norm: 100, reason: 'proef' })
      .expect(200);
    expect(body.norm).toBe(100);

    const norms = async (moment: Date) => (await at(moment)).map(({ norm }) => norm);
    expect((await norms(before))[0]).toBe(1);
    expect((await norms(behind))[0]).toBe(1);
    expect((await norms(tick()))[0]).toBe(100);
    const told = await administrator.get(`/api/v1/targets/${id}?asOf=${behind.toISOString()}`);
    expect(told.body).toMatchObject({ norm: 1, value: 1 });
  });

  it('has the same answer for ever, of what was counted, decided and told', async () => {
    const acts: string[] = [];
    const held: Awaited<ReturnType<GivenLedger['held']>>[] = [];
    const course = await academie.given.course({ tags: ['past'] });
    const municipalities = [
      await academie.given.municipality(),
      await academie.given.municipality(),
    ];
    const people = [
      await academie.given.person({ organisationId: municipalities[0]!.id }),
      await academie.given.person({ organisationId: municipalities[1]!.id }),
    ];
    const lead = academie.as(await academie.given.holder('theme_lead', themes[0]!.id));
    const told = async () =>
      /<main[\s\S]*<\/main>/.exec((await lead.get('/doelen/weekbericht').expect(200)).text)![0];
    const steps: Record<string, (a: number, b: number) => Promise<unknown>> = {
      load,
      async norm(a) {
        const { id, version } = await ledger.target('T01');
        await administrator
          .patch(`/api/v1/targets/${id}`)
          .set('if-match', `"${version}"`)
          .send({ norm: 1 + (a % 9), reason: 'proef' });
      },
      async act(a, b) {
        const quantity = 1 + (a % 3);
        acts.push(
          await ledger.act({
            kind: 'btp_control',
            occurredOn: `2026-0${1 + (b % 9)}-02`,
            quantity,
          }),
        );
      },
      async hold(a) {
        held.push(
          await ledger.held(people.slice(a % 2), {
            courseId: course.id,
            startsAt: new Date(Date.UTC(2026, a % 9, 3, 9)),
          }),
        );
      },
      async correct(a, b) {
        const one = held[a % Math.max(1, held.length)];
        const enrolmentId = one?.enrolmentIds[b % one.enrolmentIds.length];
        if (!one || !enrolmentId) return;
        await ledger.mark(one.sessionIds[0]!, enrolmentId, b % 3 ? 'absent' : 'present');
        await ledger.close(one);
      },
      move: (a, b) =>
        ledger.moves(people[a % 2]!.id, municipalities[b % 2]!.id, `2026-1${b % 3}-01`),
      async owners(a) {
        const { id, version } = await ledger.target('T01');
        await administrator
          .post(`/doelen/${id}/eigenaren`)
          .type('form')
          .send({ themes: [themes[a % 2]!.slug], version: String(version) })
          .expect(303);
      },
      async retract(a) {
        const [id] = acts.splice(a % Math.max(1, acts.length), 1);
        if (id) await ledger.retractAct(id);
      },
    };
    const step = fc.tuple(fc.constantFrom(...Object.keys(steps)), fc.nat(63), fc.nat(63));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 12 }), async (story) => {
        // What was told of last week does not change with what happens in this one.
        tick();
        const before = await told();
        const asked: { moment: Date; answer: TargetView[] }[] = [];
        for (const [word, a, b] of story) {
          tick();
          await steps[word]!(a, b);
          await academie.runWorkers();
          const moment = academie.clock.now();
          asked.push({ moment, answer: await at(moment) });
        }
        tick();
        for (const { moment, answer } of asked) expect(await at(moment)).toEqual(answer);
        expect(await told()).toEqual(before);
      }),
      { numRuns: 8, endOnFailure: true },
    );
  });
});
