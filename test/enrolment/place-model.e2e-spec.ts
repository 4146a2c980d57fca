import fc from 'fast-check';

import { type Actor, SessionService } from '@academie/people';
import {
  ApprovalService,
  EnrolmentService,
  OfferService,
  OutcomeRecorder,
  type EnrolmentStatus,
  WaitingList,
} from '@academie/enrolment';
import { Jobs, Journal, Refusal } from '@academie/platform';

import { startAcademie, TUESDAY } from '../support/academie';
import { sessionTokenOf } from '../support/given';
import { CLOSES, OFFER, type Options, organisationOf, SeatsModel, STARTS } from './seats-model';

const PEOPLE = 7;
const at = (hour: number): Date => new Date(TUESDAY.getTime() + hour * 3_600_000);

type OfSomebody = 'enrol' | 'approve' | 'refuse' | 'accept' | 'refuseOffer' | 'cancel' | 'walkIn';
type Command =
  | { do: OfSomebody; who: number }
  | { do: 'resize'; by: number }
  | { do: 'wait' | 'callOff' };

const of = (weight: number, ...commands: OfSomebody[]) => ({
  weight,
  arbitrary: fc.record({ do: fc.constantFrom(...commands), who: fc.nat(PEOPLE - 1) }),
});
const command: fc.Arbitrary<Command> = fc.oneof(
  of(40, 'enrol'),
  of(24, 'approve'),
  of(3, 'refuse'),
  of(8, 'accept'),
  of(4, 'refuseOffer'),
  of(14, 'cancel'),
  of(4, 'walkIn'),
  { weight: 8, arbitrary: fc.record({ do: fc.constant('resize'), by: fc.constantFrom(-1, 1, 2) }) },
  { weight: 10, arbitrary: fc.constant({ do: 'wait' } as const) },
  { weight: 1, arbitrary: fc.constant({ do: 'callOff' } as const) },
);
const options: fc.Arbitrary<Options> = fc.record({
  capacity: fc.integer({ min: 1, max: 3 }),
  approval: fc.boolean(),
  offers: fc.boolean(),
  coverage: fc.boolean(),
});

describe('any course of events', () => {
  const academie = startAcademie();
  const actorOf = async ({ id }: { id: string }): Promise<Actor> =>
    (await academie.app.get(SessionService).bySession(sessionTokenOf(id)))!.actor;
  let actors: Actor[];
  let organiser: Actor;

  beforeAll(async () => {
    const organisations = await Promise.all(
      [1, 2, 3].map((number) => academie.given.municipality(`Gemeente nummer ${number}`)),
    );
    const people = [];
    for (let who = 0; who < PEOPLE; who += 1) {
      const organisation = organisationOf(who);
      const organisationId = organisation === null ? undefined : organisations[organisation]!.id;
      people.push(await academie.given.person({ name: `P${who}`, organisationId }));
    }
    actors = await Promise.all(people.map(actorOf));
    organiser = await actorOf(await academie.given.holder('administrator'));
  });

  const start = async ({ capacity, approval, offers, coverage }: Options): Promise<string> => {
    academie.clock.set(TUESDAY);
    const { id } = await academie.given.offering({
      capacity,
      startsAt: at(STARTS),
      enrolClosesAt: at(CLOSES),
      approval: approval ? 'organiser' : 'none',
      offerHours: offers ? OFFER : null,
      coverageFirst: coverage,
    });
    return id;
  };

  /** Does it in the academie, and says what came of it in the words of the model. */
  const perform = async (offeringId: string, step: Command, hour: number): Promise<string> => {
    const app = academie.app;
    const { database } = academie;
    const wordOf = ({ state, waitingPosition }: EnrolmentStatus): string =>
      state === 'waitlisted' ? `${state} ${waitingPosition}` : state;
    const withLive = async (
      who: number,
      work: (actor: Actor, id: string) => Promise<EnrolmentStatus | undefined>,
    ): Promise<string> => {
      const live = await database.first<{ id: string }>(
        `SELECT id FROM enrolment.enrolment WHERE offering_id = $1 AND person_id = $2
           AND state NOT IN ('cancelled', 'declined')`,
        [offeringId, actors[who]!.id],
      );
      return live ? wordOf((await work(actors[who]!, live.id))!) : 'nothing';
    };
    switch (step.do) {
      case 'enrol':
        return wordOf(await app.get(EnrolmentService).enrol(actors[step.who]!, offeringId));
      case 'approve':
        return withLive(step.who, (_, id) => app.get(ApprovalService).approve(organiser, id));
      case 'refuse':
        return withLive(step.who, (_, id) =>
          app.get(ApprovalService).refuse(organiser, id, 'Nu niet'),
        );
      case 'accept':
        return withLive(step.who, (actor, id) => app.get(OfferService).accept(actor, id));
      case 'refuseOffer':
        return withLive(step.who, (actor, id) => app.get(OfferService).refuse(actor, id));
      case 'cancel':
        return withLive(step.who, (actor, id) => app.get(EnrolmentService).cancel(actor, id));
      case 'walkIn': {
        const personId = actors[step.who]!.id;
        const place = { offeringId, personId };
        await database.transaction((tx) => app.get(OutcomeRecorder).walkIn(tx, organiser, place));
        return 'in';
      }
      case 'resize':
        return database.transaction(async (tx) => {
          const [done] = await database.rows(
            `UPDATE catalogue.offering SET capacity = capacity + $2
              WHERE id = $1 AND capacity + $2 >= greatest(1, seats_taken) RETURNING id`,
            [offeringId, step.by],
            tx,
          );
          if (done) await app.get(WaitingList).moveUp(tx, offeringId);
          return done ? 'done' : 'refused';
        });
      case 'wait':
        academie.clock.set(at(hour));
        for (const job of ['end-waiting-lists', 'lapse-offers', 'lapse-requests'])
          await app.get(Jobs).run(`enrolment.${job}`);
        return '';
      case 'callOff':
        await database.transaction(async (tx) => {
          await database.rows(
            `UPDATE catalogue.offering SET status = 'cancelled', cancel_reason = 'Ziek', cancelled_at = $2
              WHERE id = $1`,
            [offeringId, academie.clock.now()],
            tx,
          );
          await app
            .get(Journal)
            .record(tx, { action: 'offering.cancelled', subjectId: offeringId });
        });
        await academie.runWorkers();
        return '';
    }
  };

  const foresee = (model: SeatsModel, step: Command): string => {
    switch (step.do) {
      case 'resize':
        return model.resize(step.by);
      case 'wait':
        model.wait();
        return '';
      case 'callOff':
        model.callOff();
        return '';
      case 'enrol':
      case 'approve':
      case 'refuse':
      case 'accept':
      case 'refuseOffer':
      case 'cancel':
      case 'walkIn':
        return model[step.do](step.who);
    }
  };

  it('ends as the few rules of the model say', async () => {
    await fc.assert(
      fc.asyncProperty(
        options,
        fc.array(command, { minLength: 20, maxLength: 45, size: 'max' }),
        async (given, commands) => {
          const offeringId = await start(given);
          const model = new SeatsModel(given);
          for (const step of commands) {
            // Called off is called off: the catalogue lets nobody change it any more.
            if (model.cancelled && (step.do === 'callOff' || step.do === 'resize')) continue;
            const foreseen = foresee(model, step);
            let said: string;
            try {
              said = await perform(offeringId, step, model.hour);
            } catch (error) {
              if (!(error instanceof Refusal)) throw error;
              said = error.code.replace('enrolment.', '');
            }
            expect(`${step.do}: ${said}`).toBe(`${step.do}: ${foreseen}`);
          }

          const rows = await academie.database.rows<{
            personId: string;
            state: string;
            place: number | null;
            journalled: string;
          }>(
            `SELECT e.person_id AS "personId", e.state, l.place,
                    (SELECT j.data->>'to' FROM platform.journal j
                      WHERE j.subject_id = e.id ORDER BY j.id DESC LIMIT 1) AS journalled
               FROM enrolment.enrolment e LEFT JOIN enrolment.waiting_order($1) l ON l.id = e.id
              WHERE e.offering_id = $1`,
            [offeringId],
          );
          const found = rows
            .filter(({ state }) => !['cancelled', 'declined'].includes(state))
            .map(({ personId, state, place }) => [
              actors.findIndex(({ id }) => id === personId),
              state,
              place,
            ]);
          const wanted = [...model.parts].map(([who, { state }]) => [
            who,
            state,
            state === 'waitlisted' ? model.line.indexOf(who) + 1 : null,
          ]);
          expect(found.sort()).toEqual(wanted.sort());
          expect(rows.filter((row) => row.journalled !== row.state)).toEqual([]);
          expect(
            await academie.database.first(
              'SELECT seats_taken, overbooked, waiting_count FROM catalogue.offering WHERE id = $1',
              [offeringId],
            ),
          ).toEqual({
            seats_taken: model.taken,
            overbooked: model.overbooked,
            waiting_count: model.line.length,
          });
        },
      ),
      { numRuns: 35 },
    );
  }, 120_000);
});
