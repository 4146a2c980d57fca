import fc from 'fast-check';

import { DutyChanges } from '../../libs/attendance/duty/duty-changes';
import { dayOf, newId } from '@academie/platform';

import { startAcademie, TUESDAY } from '../support/academie';
import { DutiesOfOne, type ModelRow, type ModelRule, plusDays } from './duties-model';

const PEOPLE = 3;
const GROUPS = 3;
const who = fc.nat(PEOPLE - 1);
const group = fc.nat(GROUPS - 1);

type Step =
  | { do: 'join' | 'leave'; who: number; group: number }
  | { do: 'complete' | 'revoke'; who: number }
  | { do: 'waive' | 'learn'; who: number; days: number }
  | { do: 'wait'; days: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('join' as const), who, group }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('leave' as const), who, group }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('complete' as const), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('revoke' as const), who }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('waive' as const),
      who,
      days: fc.integer({ min: 1, max: 200 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('learn' as const),
      who,
      days: fc.integer({ min: 0, max: 700 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      days: fc.constantFrom(1, 20, 61, 200, 400),
    }),
  },
);

const rule: fc.Arbitrary<Omit<ModelRule, 'from'>> = fc
  .record({
    within: fc.constantFrom(10, 30),
    repeats: fc.constantFrom('none' as const, 'yearly' as const, 'months' as const),
    month: fc.integer({ min: 1, max: 12 }),
    every: fc.constantFrom(2, 6, 24),
    groups: fc.uniqueArray(group, { minLength: 1, maxLength: 2 }),
  })
  .map((made) => ({ ...made, every: made.repeats === 'months' ? made.every : null }));

describe('any course of events around duties', () => {
  const academie = startAcademie();
  let people: { id: string }[];
  let groups: string[];

  beforeAll(async () => {
    people = await academie.given.people(...Array.from({ length: PEOPLE }, (_, i) => `P${i}`));
    groups = [];
    for (let i = 0; i < GROUPS; i += 1) groups.push(await academie.given.group([]));
  });

  const start = async (rules: readonly Omit<ModelRule, 'from'>[]): Promise<string> => {
    academie.clock.set(TUESDAY);
    await academie.database.rows(`UPDATE attendance.duty_rule SET state = 'ended', ended_at = $1`, [
      TUESDAY,
    ]);
    await academie.database.rows(
      'UPDATE people.closed_group_member SET left_at = $1 WHERE left_at IS NULL',
      [TUESDAY],
    );
    const { id } = await academie.given.course();
    for (const made of rules)
      await academie.database.rows(
        `INSERT INTO attendance.duty_rule (course_id, within_days, repeats, in_month, every_months, group_ids,
           terms_from, state, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 'active', $8)`,
        [
          ...[id, made.within, made.repeats, made.month, made.every],
          ...[made.groups.map((one) => groups[one]), dayOf(TUESDAY), TUESDAY],
        ],
      );
    return id;
  };

  const today = (): string => dayOf(academie.clock.now());

  const perform = async (
    courseId: string,
    now: Step,
    models: readonly DutiesOfOne[],
  ): Promise<void> => {
    const { database, clock, given } = academie;
    if (now.do === 'wait') {
      clock.set(new Date(clock.now().getTime() + now.days * 86_400_000));
      return;
    }
    const person = people[now.who]!;
    const model = models[now.who]!;
    switch (now.do) {
      case 'join':
        await database.rows(
          'INSERT INTO people.closed_group_member (group_id, person_id, joined_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
          [groups[now.group], person.id, clock.now()],
        );
        model.groups.add(now.group);
        break;
      case 'leave':
        await database.rows(
          'UPDATE people.closed_group_member SET left_at = $3 WHERE group_id = $1 AND person_id = $2 AND left_at IS NULL',
          [groups[now.group], person.id, clock.now()],
        );
        model.groups.delete(now.group);
        break;
      case 'complete': {
        if (
          model.done.some(
            ({ day, revoked, elsewhere }) => day === today() && !revoked && !elsewhere,
          )
        )
          break;
        const offering = await given.offering({ courseId, mode: 'self_paced' });
        const [enrolmentId] = await given.enrolled(offering.id, [person]);
        await database.rows(
          `INSERT INTO attendance.completion (enrolment_id, person_id, course_id, completed_at, recorded_at)
           VALUES ($1, $2, $3, $4, $4)`,
          [enrolmentId, person.id, courseId, clock.now()],
        );
        model.done.push({ day: today(), revoked: false, elsewhere: false });
        break;
      }
      case 'revoke': {
        const last = model.done.filter(({ revoked, elsewhere }) => !revoked && !elsewhere).at(-1);
        if (!last) break;
        last.revoked = true;
        await database.rows(
          `UPDATE attendance.completion SET revoked_at = $3 WHERE id = (
             SELECT id FROM attendance.completion WHERE person_id = $1 AND course_id = $2 AND revoked_at IS NULL
              ORDER BY completed_at DESC LIMIT 1)`,
          [person.id, courseId, clock.now()],
        );
        break;
      }
      case 'waive':
      case 'learn': {
        const waives = now.do === 'waive';
        const day = plusDays(today(), waives ? now.days : -now.days);
        if (waives) model.waivedUntil = [model.waivedUntil ?? '', day].sort().at(-1)!;
        else model.done.push({ day, revoked: false, elsewhere: true });
        await database.rows(
          `INSERT INTO attendance.duty_exemption (id, course_id, person_id, kind, reason, until, learned_on, state, asked_at,
             decided_at) VALUES ($1, $2, $3, $4, 'daarom', $5, $6, 'granted', $7, $7)`,
          [
            ...[newId(), courseId, person.id, waives ? 'waiver' : 'earlier_learning'],
            ...[waives ? day : null, waives ? null : day, clock.now()],
          ],
        );
      }
    }
  };

  const kept = (courseId: string, person: { id: string }): Promise<(ModelRow & { id: string })[]> =>
    academie.database.rows(
      `SELECT id, state, begun_on::text AS begun, due_on::text AS due, fulfilled_on::text AS fulfilled
         FROM attendance.duty WHERE course_id = $1 AND person_id = $2 ORDER BY cycle`,
      [courseId, person.id],
    );

  it('leaves everybody the duty that the rules say, at most one at a time, and keeps what was', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(rule, { minLength: 1, maxLength: 2 }),
        fc.array(step, { minLength: 1, maxLength: 25 }),
        async (rules, steps) => {
          const courseId = await start(rules);
          const models = people.map(
            () => new DutiesOfOne(rules.map((made) => ({ ...made, from: dayOf(TUESDAY) }))),
          );
          let before: string[] = [];
          for (const now of steps) {
            await perform(courseId, now, models);
            await academie.app.get(DutyChanges).settleAll();
            const found = await Promise.all(people.map((person) => kept(courseId, person)));
            models.forEach((model) => model.settle(today()));

            expect(found.map((rows) => rows.map(({ id: _id, ...row }) => row))).toEqual(
              models.map(({ rows }) => rows),
            );
            for (const rows of found)
              expect(rows.filter(({ state }) => state === 'open').length).toBeLessThanOrEqual(1);
            const ids = found.flat().map(({ id }) => id);
            expect(ids).toEqual(expect.arrayContaining(before));
            before = ids;
          }
        },
      ),
      { numRuns: 40 },
    );
  }, 240_000);
});
