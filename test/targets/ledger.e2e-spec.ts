import { LedgerAudit, type PlanTarget } from '@academie/targets';

import { startAcademie } from '../support/academie';
import { GivenLedger } from './given-ledger';

type Rule = PlanTarget['rule'];

describe('the ledger', () => {
  const academie = startAcademie();
  const ledger = new GivenLedger(academie);
  const audit = () => academie.app.get(LedgerAudit).audit();
  let course: { id: string };

  const events: Rule = { type: 'held_events', tags: ['a'], minPresent: 1 };
  const persons: Rule = { type: 'distinct_persons', courseTags: ['a'], moment: 'attended' };
  const municipalities: Rule = {
    type: 'coverage',
    reference: 'municipality',
    by: [{ evidence: 'attendance', tags: ['a'] }],
  };

  beforeAll(async () => {
    const theme = await academie.given.theme('Drugs');
    const other = await academie.given.theme('Jeugd');
    await ledger.plan(
      [theme.slug, other.slug],
      [
        { code: 'T01', rule: events },
        { code: 'T02', rule: persons, unit: 'persons' },
        { code: 'T03', rule: municipalities, unit: 'municipalities' },
      ],
    );
  });

  beforeEach(async () => {
    // Each test starts from nothing: what earlier ones counted is cancelled.
    const before = await academie.database.rows<{ id: string }>(
      `SELECT id FROM catalogue.offering WHERE status IN ('held', 'running')`,
    );
    for (const { id } of before) await ledger.cancel(id);
    await academie.runWorkers();
    course = await academie.given.course({ tags: ['a'] });
  });

  const person = async (organisationId?: string) =>
    academie.given.person({
      organisationId: organisationId ?? (await academie.given.municipality()).id,
    });

  /** The municipalities that T03 counts, by id. */
  const covered = async (): Promise<string[]> => {
    const found = await academie.database.rows<{ id: string }>(
      `SELECT c.subject_key AS id FROM targets.contribution c JOIN targets.target t ON t.id = c.target_id
        WHERE t.code = 'T03' AND c.uncounted_at IS NULL ORDER BY 1`,
    );
    return found.map(({ id }) => id);
  };

  it('moves a target when a register is closed, and takes it back when it is reopened', async () => {
    const { id } = await academie.given.municipality();
    const offering = await ledger.held([await person(id), await person(id)], {
      courseId: course.id,
    });
    await academie.runWorkers();
    expect(await ledger.values('T01', 'T02', 'T03')).toEqual([1, 2, 1]);

    await ledger.reopen(offering);
    await academie.runWorkers();
    expect(await ledger.values('T01', 'T02', 'T03')).toEqual([0, 0, 0]);

    await ledger.close(offering);
    await academie.runWorkers();
    expect(await ledger.values('T01', 'T02', 'T03')).toEqual([1, 2, 1]);
    expect(await audit()).toEqual([]);
  });

  it('counts nothing of an offering of which one register is still open', async () => {
    const offering = await ledger.held([await person()], { courseId: course.id, sessions: 2 });
    await ledger.reopen(offering);
    await academie.runWorkers();

    expect(await ledger.value('T01')).toBe(0);
  });

  it('takes a cancelled offering back, with everybody who was there', async () => {
    const offering = await ledger.held([await person()], { courseId: course.id });
    await academie.runWorkers();
    await ledger.cancel(offering.id);
    await academie.runWorkers();

    expect(await ledger.values('T01', 'T02', 'T03')).toEqual([0, 0, 0]);
  });

  it('counts a person once, however often they take part', async () => {
    const twice = await person();
    await ledger.held([twice], { courseId: course.id });
    await ledger.held([twice, await person()], { courseId: course.id });
    await academie.runWorkers();

    expect(await ledger.values('T01', 'T02')).toEqual([2, 2]);
  });

  it('does not count the trainer, nor whoever was absent', async () => {
    const [trainer, absent] = [await person(), await person()];
    const offering = await ledger.held([trainer, absent], {
      courseId: course.id,
      trainerIds: [trainer.id],
    });
    await ledger.mark(offering.sessionIds[0]!, offering.enrolmentIds[1]!, 'absent');
    await ledger.close(offering);
    await academie.runWorkers();

    expect(await ledger.values('T01', 'T02')).toEqual([0, 0]);
  });

  it('keeps a municipality covered after its employee moved to another', async () => {
    const [first, second] = [
      await academie.given.municipality(),
      await academie.given.municipality(),
    ];
    const mover = await person(first.id);
    const offering = await ledger.held([mover], { courseId: course.id });
    await academie.runWorkers();
    await academie.database.rows(
      'UPDATE people.membership SET organisation_id = $2 WHERE person_id = $1',
      [mover.id, second.id],
    );
    await ledger.reopen(offering);
    await ledger.close(offering);
    await academie.runWorkers();

    expect(await covered()).toEqual([first.id]);
  });

  it('counts two people as one when they turn out to be one, and as two when that was wrong', async () => {
    const [one, same] = [await person(), await person()];
    await ledger.held([one], { courseId: course.id });
    await ledger.held([same], { courseId: course.id });
    await academie.runWorkers();
    expect(await ledger.value('T02')).toBe(2);

    await ledger.happens('person.merged', same.id, { into: one.id }, (run) =>
      run(`UPDATE people.person SET status = 'merged', merged_into = $2 WHERE id = $1`, [
        same.id,
        one.id,
      ]),
    );
    await academie.runWorkers();
    expect(await ledger.values('T01', 'T02')).toEqual([2, 1]);
    expect(await audit()).toEqual([]);

    await ledger.happens('person.unmerged', same.id, { from: one.id }, (run) =>
      run(`UPDATE people.person SET status = 'active', merged_into = NULL WHERE id = $1`, [
        same.id,
      ]),
    );
    await academie.runWorkers();
    expect(await ledger.value('T02')).toBe(2);
    expect(await audit()).toEqual([]);
  });

  it('keeps every count when a person is erased, even when the register is opened again', async () => {
    const erased = await person();
    await ledger.held([erased], { courseId: course.id });
    const offering = await ledger.held([erased], { courseId: course.id });
    await academie.runWorkers();
    await academie
      .as(await academie.given.holder('administrator'))
      .post(`/api/v1/persons/${erased.id}/erasure`)
      .send({ confirmation: erased.name, reason: 'Op verzoek' })
      .expect(204);
    await ledger.reopen(offering);
    await ledger.close(offering);
    await academie.runWorkers();

    expect(await ledger.values('T01', 'T02', 'T03')).toEqual([2, 1, 1]);
    expect(await audit()).toEqual([]);
  });

  it('belongs to the day in Amsterdam on which its last session begins', async () => {
    const someone = await person();
    const atNewYear = new Date('2025-12-30T09:30:00+01:00');
    await ledger.held([someone], { courseId: course.id, startsAt: atNewYear });
    await ledger.held([someone], { courseId: course.id, startsAt: atNewYear, sessions: 2 });
    // Half past midnight in Amsterdam is still the year before in London.
    await ledger.held([someone], {
      courseId: course.id,
      startsAt: new Date('2025-12-31T23:30:00+00:00'),
    });
    // It goes on into the new year, and is an evening of the old one.
    await ledger.held([someone], {
      courseId: course.id,
      startsAt: new Date('2025-12-31T23:00:00+01:00'),
    });
    await academie.runWorkers();

    expect(await ledger.value('T01')).toBe(2);
    expect(await audit()).toEqual([]);
  });

  it('counts for the organisation of the day, also of whoever is written down after a move', async () => {
    const [before, after] = [
      await academie.given.municipality(),
      await academie.given.municipality(),
    ];
    const [walkIn, early] = [await person(before.id), await person(before.id)];
    await ledger.moves(walkIn.id, after.id, '2026-02-01');
    await ledger.held([walkIn], {
      courseId: course.id,
      startsAt: new Date('2026-01-20T09:30:00+01:00'),
      organisations: { [walkIn.id]: after.id },
    });
    await academie.runWorkers();
    expect(await covered()).toEqual([before.id]);

    await ledger.moves(early.id, after.id, '2026-02-01');
    await ledger.held([early], {
      courseId: course.id,
      startsAt: new Date('2026-02-05T09:30:00+01:00'),
      organisations: { [early.id]: before.id },
    });
    await academie.runWorkers();
    expect(await covered()).toEqual([before.id, after.id].sort());
    expect(await audit()).toEqual([]);
  });

  it('gives what a predecessor did to the municipality it became', async () => {
    const [old, now] = [await academie.given.municipality(), await academie.given.municipality()];
    await ledger.held([await person(old.id)], { courseId: course.id });
    await academie.runWorkers();
    await ledger.happens('organisation.changed', old.id, {}, (run) =>
      run(
        `UPDATE people.organisation SET valid_to = '2026-06-01', successor_id = $2 WHERE id = $1`,
        [old.id, now.id],
      ),
    );
    await ledger.held([await person(now.id)], { courseId: course.id });
    await academie.runWorkers();

    expect(await ledger.value('T03')).toBe(1);
    expect(await audit()).toEqual([]);
  });

  it('never edits evidence: it is retracted, and something new is added', async () => {
    await ledger.held([await person()], { courseId: course.id });
    await academie.runWorkers();

    const edit = academie.database.rows(`UPDATE targets.evidence SET grade = 'C'`);
    await expect(edit).rejects.toThrow('never edited');
  });

  it('tells at any later time what was known at an earlier moment', async () => {
    const moments: { at: Date; keys: string[] }[] = [];
    const { id: targetId } = await ledger.target('T02');
    const auditor = academie.app.get(LedgerAudit);
    const tick = async (minute: number) => {
      academie.clock.set(new Date(Date.UTC(2026, 2, 4, 9, minute)));
      await academie.runWorkers();
      const at = academie.clock.now();
      moments.push({ at, keys: (await auditor.keysAt(targetId, 'value', at)).counted });
    };
    academie.clock.set('2026-03-04T09:00:00Z');
    const offering = await ledger.held([await person(), await person()], { courseId: course.id });
    await tick(1);
    await ledger.reopen(offering);
    await tick(2);
    await ledger.mark(offering.sessionIds[0]!, offering.enrolmentIds[0]!, 'absent');
    await ledger.close(offering);
    await tick(3);

    expect(moments.map(({ keys }) => keys.length)).toEqual([2, 0, 1]);
    for (const { at, keys } of moments) {
      const { byEvidence, counted } = await auditor.keysAt(targetId, 'value', at);
      expect(counted).toEqual(keys);
      expect(byEvidence).toEqual(keys);
    }
  });
});
