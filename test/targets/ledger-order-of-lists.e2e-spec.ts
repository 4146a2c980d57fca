import fc from 'fast-check';

import { LedgerAudit } from '@academie/targets';

import { startAcademie, type Visitor } from '../support/academie';
import { GivenLedger } from './given-ledger';

/** A line of a provider's list about one of a few people. */
interface Line {
  person: number;
  startedOn: string;
  completedOn: string;
  organisation: number;
}

const PEOPLE = 3;
const day = fc
  .tuple(fc.constantFrom(2024, 2025), fc.integer({ min: 1, max: 12 }))
  .map(([year, month]) => `${year}-${String(month).padStart(2, '0')}-10`);
const line: fc.Arbitrary<Line> = fc
  .record({
    person: fc.nat(PEOPLE - 1),
    startedOn: day,
    completedOn: fc.option(day, { nil: '' }),
    organisation: fc.nat(1),
  })
  .filter(({ startedOn, completedOn }) => completedOn === '' || completedOn >= startedOn);

describe('lists of who took part elsewhere', () => {
  const academie = startAcademie();
  const ledger = new GivenLedger(academie);
  let lead: Visitor;
  let themeId: string;
  let schools: { name: string }[];
  let story = 0;

  beforeAll(async () => {
    const theme = await academie.given.theme('Jeugd');
    themeId = theme.id;
    lead = academie.as(await academie.given.holder('theme_lead', theme.id));
    schools = [await academie.given.municipality(), await academie.given.municipality()];
    const tags = Array.from({ length: 30 }, (_, index) => `lijst-${index}`);
    await ledger.plan(
      [theme.slug],
      tags.map((tag, index) => ({
        code: `T${String(index + 1).padStart(2, '0')}`,
        unit: 'persons' as const,
        rule: {
          type: 'distinct_persons' as const,
          courseTags: [tag],
          moment: 'started' as const,
          baseline: { required: true },
          alternativeReading: 'net_growth' as const,
        },
        measures: [
          {
            code: 'completed',
            label: 'Afgerond',
            rule: { type: 'distinct_persons', courseTags: [tag], moment: 'completed' },
          },
        ],
      })),
      { from: '2025-01-01', until: '2026-01-01' },
    );
  });

  /**
   * Sends these lists one after the other, about a course and people of their own, and counts. The baseline is recorded
   * after so many lists.
   */
  const told = async (lists: Line[][], frozenAfter?: number): Promise<unknown> => {
    const tag = `lijst-${story}`;
    story += 1;
    const { slug, id } = await academie.given.course({
      kind: 'e_learning',
      mode: 'self_paced',
      tags: [tag],
      themeIds: [themeId],
    });
    const rowOf = ({ person, organisation, ...days }: Line) => ({
      email: `p${person}.${story}@voorbeeld.example`,
      givenName: `Persoon${'abc'[person]}`,
      familyName: `Verhaal ${'abcdefghijklmnopqrstuvwxyz'[story % 26]}${'abcd'[Math.floor(story / 26)]}`,
      organisation: schools[organisation]!.name,
      ...days,
    });
    const code = `T${String(story).padStart(2, '0')}`;
    const freeze = async (): Promise<void> => {
      const { id: target } = await ledger.target(code);
      const baseline = { persons: 2, yearBefore: 2, source: 'opgave' };
      await lead.post(`/api/v1/targets/${target}/baseline`).send(baseline).expect(201);
    };
    for (const [number, list] of lists.entries()) {
      if (number === frozenAfter) await freeze();
      if (list.length === 0) continue;
      const { body } = await lead
        .post('/api/v1/imports')
        .send({ kind: 'participants', course: slug, rows: list.map(rowOf) })
        .expect(201);
      expect(body).toMatchObject({ state: 'finished' });
      await academie.runWorkers();
    }
    if (frozenAfter === lists.length) await freeze();
    const evidence = await academie.database.rows(
      `SELECT e.kind, e.occurred_at::date::text AS day, g.name,
         row_number() OVER (PARTITION BY e.kind, e.occurred_at, g.name ORDER BY e.id)::int AS number
       FROM targets.evidence e JOIN targets.context x ON x.id = e.context_id
       LEFT JOIN people.organisation g ON g.id = e.organisation_id
       WHERE x.facts->>'courseId' = $1 AND e.person_pseudonym IS NOT NULL AND e.retracted_at IS NULL
       ORDER BY 1, 2, 3, 4`,
      [id],
    );
    const numbers = [];
    for (const measure of ['value', 'value:persons', 'value:persons-before', 'completed'])
      numbers.push(await ledger.value(code, measure));
    return { numbers, evidence };
  };

  it('count somebody who took part before as no extra person, whichever list comes first', async () => {
    const before = { person: 0, startedOn: '2024-05-10', completedOn: '', organisation: 0 };
    const now = { ...before, startedOn: '2025-03-10' };

    expect(await told([[before], [now]])).toMatchObject({ numbers: [0, 1, 1, 0] });
    expect(await told([[now], [before]])).toMatchObject({ numbers: [0, 1, 1, 0] });
    expect(await told([[now, before]])).toMatchObject({ numbers: [0, 1, 1, 0] });
  });

  it('say beside the number who of before was reported only after the baseline', async () => {
    const before = { person: 0, startedOn: '2024-05-10', completedOn: '', organisation: 0 };
    const now = { ...before, startedOn: '2025-03-10' };
    const earlier = { ...before, person: 1 };
    const later = { ...before, person: 2, startedOn: '2024-07-10' };

    expect(await told([[earlier], [now], [before, later]], 2)).toMatchObject({
      numbers: [0, 1, 3, 0],
    });

    const { id } = await ledger.target(`T${String(story).padStart(2, '0')}`);
    const { text } = await lead.get(`/doelen/${id}`).expect(200);
    expect(text).toContain(
      'Na het vastleggen van de nulstand zijn nog 2 mensen gemeld die vóór 1 januari 2025 al meededen. ' +
        'Zij tellen niet als extra. Ook in deze periode deden mee: 1.',
    );
  });

  it('give one ledger in every order, however the rows are divided and whenever the baseline is recorded', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .array(line, { minLength: 2, maxLength: 7 })
          .chain((rows) =>
            fc.tuple(
              fc.constant(rows),
              fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }),
              fc.array(fc.nat(2), { minLength: rows.length, maxLength: rows.length }),
              fc.nat(3),
            ),
          ),
        async ([rows, shuffled, division, frozenAfter]) => {
          const apart = [0, 1, 2].map((part) => shuffled.filter((_, i) => division[i] === part));
          expect(await told(apart, frozenAfter)).toEqual(await told([rows]));
        },
      ),
      { numRuns: 12, endOnFailure: true },
    );
    expect(await academie.app.get(LedgerAudit).audit()).toEqual([]);
  }, 120_000);
});
