import fc from 'fast-check';

import { type Actor, Sessions } from '@academie/people';
import { EnrolmentService, RegisterChanges, WaitingList } from '@academie/enrolment';
import { Refusal } from '@academie/platform';

import { startAcademie, TUESDAY } from './academie';
import { sessionTokenOf } from './given';

const PEOPLE = 6;
const START = new Date('2026-03-10T09:30:00+01:00');
const CLOSES = new Date('2026-03-08T00:00:00+01:00');
const MOMENTS = [TUESDAY, CLOSES, START];

type Command =
  | { do: 'enrol' | 'cancel' | 'walkIn'; who: number }
  | { do: 'enlarge'; by: number }
  | { do: 'later' };

/** What the academie promises, in as few words as possible. */
class Model {
  seated: number[] = [];
  over: number[] = [];
  waiting: number[] = [];
  moment = 0;

  constructor(public capacity: number) {}

  enrol(who: number): string {
    if ([...this.seated, ...this.over, ...this.waiting].includes(who)) return 'already-enrolled';
    if (this.moment === 2) return 'started';
    if (this.moment === 1) return 'closed';
    if (this.seated.length < this.capacity && this.waiting.length === 0) {
      this.seated.push(who);
      return 'enrolled';
    }
    this.waiting.push(who);
    return `waitlisted ${this.waiting.length}`;
  }

  cancel(who: number): string {
    if (![...this.seated, ...this.over, ...this.waiting].includes(who)) return 'nothing';
    if (this.moment === 2) return 'started';
    for (const list of [this.seated, this.over, this.waiting])
      if (list.includes(who)) list.splice(list.indexOf(who), 1);
    this.moveUp();
    return 'cancelled';
  }

  walkIn(who: number): string {
    if (this.moment < 2) return 'no-session-now';
    if ([...this.seated, ...this.over].includes(who)) return 'in';
    if (this.waiting.includes(who)) this.waiting.splice(this.waiting.indexOf(who), 1);
    (this.seated.length < this.capacity ? this.seated : this.over).push(who);
    return 'in';
  }

  moveUp(): void {
    if (this.moment > 0) return;
    while (this.seated.length < this.capacity && this.waiting.length > 0)
      this.seated.push(this.waiting.shift()!);
  }
}

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('enrol'), who: fc.nat(PEOPLE - 1) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('cancel'), who: fc.nat(PEOPLE - 1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('walkIn'), who: fc.nat(PEOPLE - 1) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('enlarge'), by: fc.integer({ min: 1, max: 2 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('later') }) },
);

describe('any course of events', () => {
  const academie = startAcademie();
  const codeOf = async (work: () => Promise<string>): Promise<string> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Refusal) return error.code.replace('enrolment.', '');
      throw error;
    }
  };

  it('ends as the few rules of the model say', async () => {
    const people = await academie.given.people(
      ...Array.from({ length: PEOPLE }, (_, n) => `P${n}`),
    );
    const admin = await academie.given.holder('administrator');
    const actorOf = async ({ id }: { id: string }): Promise<Actor> =>
      (await academie.app.get(Sessions).bySession(sessionTokenOf(id)))!.actor;
    const actors = await Promise.all(people.map(actorOf));
    const organiser = await actorOf(admin);
    const service = academie.app.get(EnrolmentService);

    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.array(command, { maxLength: 25 }),
        async (capacity, commands) => {
          academie.clock.set(TUESDAY);
          const offering = await academie.given.offering({
            capacity,
            startsAt: START,
            enrolClosesAt: CLOSES,
          });
          const model = new Model(capacity);
          const enrol = (who: number) =>
            codeOf(async () => {
              const { state, waitingPosition } = await service.enrol(actors[who]!, offering.id);
              return state === 'waitlisted' ? `${state} ${waitingPosition}` : state;
            });
          const cancel = (who: number) =>
            codeOf(async () => {
              const live = await academie.database.first<{ id: string }>(
                `SELECT id FROM enrolment.enrolment WHERE offering_id = $1 AND person_id = $2
                   AND state NOT IN ('cancelled', 'declined')`,
                [offering.id, people[who]!.id],
              );
              return live ? (await service.cancel(actors[who]!, live.id)).state : 'nothing';
            });
          const walkIn = (who: number) =>
            codeOf(async () => {
              await academie.database.transaction((tx) =>
                academie.app.get(RegisterChanges).walkIn(tx, organiser, {
                  offeringId: offering.id,
                  personId: people[who]!.id,
                }),
              );
              return 'in';
            });

          for (const step of commands) {
            if (step.do === 'enrol') expect(await enrol(step.who)).toBe(model.enrol(step.who));
            if (step.do === 'cancel') expect(await cancel(step.who)).toBe(model.cancel(step.who));
            if (step.do === 'walkIn') expect(await walkIn(step.who)).toBe(model.walkIn(step.who));
            if (step.do === 'enlarge') {
              model.capacity += step.by;
              model.moveUp();
              await academie.database.transaction(async (tx) => {
                await academie.database.rows(
                  'UPDATE catalogue.offering SET capacity = capacity + $2 WHERE id = $1',
                  [offering.id, step.by],
                  tx,
                );
                await academie.app.get(WaitingList).moveUp(tx, offering.id);
              });
            }
            if (step.do === 'later' && model.moment < 2) {
              model.moment += 1;
              academie.clock.set(MOMENTS[model.moment]!);
            }
          }

          const rows = await academie.database.rows<{
            person_id: string;
            state: string;
            overbooked: boolean;
          }>(
            `SELECT person_id, state, overbooked FROM enrolment.enrolment
              WHERE offering_id = $1 AND state IN ('enrolled', 'waitlisted') ORDER BY queued_at, id`,
            [offering.id],
          );
          const who = (wanted: (row: (typeof rows)[number]) => boolean) =>
            rows.filter(wanted).map((row) => people.findIndex(({ id }) => id === row.person_id));
          const kept = await academie.database.first(
            'SELECT seats_taken, overbooked, waiting_count FROM catalogue.offering WHERE id = $1',
            [offering.id],
          );
          expect(who(({ state }) => state === 'waitlisted')).toEqual(model.waiting);
          expect(who((row) => row.state === 'enrolled' && !row.overbooked).sort()).toEqual(
            [...model.seated].sort(),
          );
          expect(kept).toEqual({
            seats_taken: model.seated.length,
            overbooked: model.over.length,
            waiting_count: model.waiting.length,
          });
        },
      ),
      { numRuns: 60 },
    );
  }, 120_000);
});
