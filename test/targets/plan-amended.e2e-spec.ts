import { Seeds } from '@academie/platform';
import { type PlanDocument, PlanService } from '@academie/targets';

import { startAcademie } from '../support/academie';

const LATER = ['T47', 'T48', 'T49', 'T50', 'T51'];

describe('an installation with the plan of an earlier release', () => {
  const academie = startAcademie({ seed: 'reference' });
  const seed = () => academie.app.get(Seeds).run(() => undefined);
  const versions = () =>
    academie.database.rows<{ number: number; targets: number }>(
      `SELECT v.number, jsonb_array_length(v.document->'targets') AS targets
         FROM targets.plan_version v JOIN targets.plan p ON p.id = v.plan_id
        WHERE p.year = 2025 ORDER BY v.number`,
    );
  const target = async (code: string) =>
    (await academie.database.first<{ norm: number; source: string; withdrawn: boolean }>(
      `SELECT t.norm, t.norm_source AS source, t.withdrawn FROM targets.target t
         JOIN targets.plan p ON p.id = t.plan_id WHERE p.year = 2025 AND t.code = $1`,
      [code],
    ))!;
  let ofRelease: PlanDocument;

  // As it was: five targets fewer, no milestones, and 32 as the plan's own number.
  beforeAll(async () => {
    const plans = academie.app.get(PlanService);
    ofRelease = (await plans.find(undefined, 2025))!.document;
    await plans.load({
      ...ofRelease,
      targets: ofRelease.targets
        .filter(({ code }) => !LATER.includes(code))
        .map(({ defaultNorm, ...one }) =>
          one.code === 'T07'
            ? { ...one, norm: 32 }
            : { ...one, ...(defaultNorm !== undefined && { defaultNorm }) },
        ),
      others: ofRelease.others.filter(({ code }) => code.startsWith('P')),
    });
  });

  it('gets what was amended at its next start, as a version of the plan, once', async () => {
    expect(await target('T07')).toMatchObject({ norm: 32, source: 'plan' });
    expect(await target('T47')).toMatchObject({ withdrawn: true });

    await seed();
    await seed();

    const all = ofRelease.targets.length;
    expect(await versions()).toEqual([
      { number: 1, targets: all },
      { number: 2, targets: all - LATER.length },
      { number: 3, targets: all },
    ]);
    expect(await target('T07')).toMatchObject({ norm: 32, source: 'default' });
    for (const code of [...LATER, 'M01', 'M13'])
      expect(await target(code)).toMatchObject({ withdrawn: false });
  });

  it('gets it too where a reading was chosen here, and the choice stays', async () => {
    const plans = academie.app.get(PlanService);
    const word = 'vier';
    const reads = 'acht, vier voor elk thema';
    const lead = academie.as(await academie.given.holder('administrator'));
    // A release before this one, and then the choice.
    await plans.load({
      ...ofRelease,
      targets: ofRelease.targets.filter(({ code }) => !LATER.includes(code)),
    });
    const { id } = (await academie.database.first<{ id: string }>(
      `SELECT t.id FROM targets.target t JOIN targets.plan p ON p.id = t.plan_id
        WHERE p.year = 2025 AND t.code = 'T27'`,
    ))!;
    await lead
      .post(`/doelen/${id}/lezing?woord=${word}`)
      .type('form')
      .send({ reads, reason: 'elk thema geeft er vier' })
      .expect(303);
    expect(await target('T47')).toMatchObject({ withdrawn: true });
    const before = (await versions()).length;

    await seed();
    await seed();

    expect((await versions()).length).toBe(before + 1);
    expect(await target('T47')).toMatchObject({ withdrawn: false });
    const { version, document } = (await plans.find(undefined, 2025))!;
    expect(version).toBe('21-10-2024 +2');
    const workshops = document.targets.find(({ code }) => code === 'T27')!;
    expect(workshops.norm).toBe(8);
    expect(workshops.readings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ word, reads, reason: 'elk thema geeft er vier' }),
      ]),
    );
  });

  it('keeps a plan that somebody changed here', async () => {
    const plans = academie.app.get(PlanService);
    const own = {
      ...ofRelease,
      version: '21-10-2024 +1',
      targets: ofRelease.targets.filter(({ code }) => code !== 'T47'),
    };
    const { id } = await academie.given.person();
    await plans.load(own, id, { reason: 'T47 doen we niet' });
    await seed();
    expect((await plans.find(undefined, 2025))!.version).toBe('21-10-2024 +1');
  });
});
