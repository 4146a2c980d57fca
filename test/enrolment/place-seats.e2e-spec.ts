import {
  ApprovalService,
  EnrolmentService,
  OfferService,
  OutcomeRecorder,
  WaitingList,
} from '@academie/enrolment';
import { type Actor, SessionService } from '@academie/people';
import { Jobs, Refusal } from '@academie/platform';

import { startAcademie, TUESDAY } from '../support/academie';
import { sessionTokenOf } from '../support/given';

const START = new Date('2026-03-10T09:30:00+01:00');
type Person = { id: string };

/** All that can happen to an enrolment, and what comes of it in each state (domain.md 6.2). */
const STATES = [
  'requested',
  'waitlisted',
  'offered',
  'enrolled',
  'declined',
  'cancelled',
  'finished',
] as const;
type State = (typeof STATES)[number];
/** The new state; `same` when it changes nothing, else the code of the refusal. */
const TABLE: Record<string, Record<State, string>> = {
  approve: {
    requested: 'enrolled',
    waitlisted: 'same',
    offered: 'not-requested',
    enrolled: 'same',
    declined: 'not-requested',
    cancelled: 'not-requested',
    finished: 'not-requested',
  },
  refuse: {
    requested: 'declined',
    waitlisted: 'not-requested',
    offered: 'not-requested',
    enrolled: 'not-requested',
    declined: 'same',
    cancelled: 'not-requested',
    finished: 'not-requested',
  },
  accept: {
    requested: 'not-live',
    waitlisted: 'not-live',
    offered: 'enrolled',
    enrolled: 'same',
    declined: 'not-live',
    cancelled: 'not-live',
    finished: 'not-live',
  },
  refuseOffer: {
    requested: 'not-live',
    waitlisted: 'not-live',
    offered: 'cancelled',
    enrolled: 'not-live',
    declined: 'not-live',
    cancelled: 'same',
    finished: 'not-live',
  },
  cancel: {
    requested: 'cancelled',
    waitlisted: 'cancelled',
    offered: 'cancelled',
    enrolled: 'cancelled',
    declined: 'not-live',
    cancelled: 'same',
    finished: 'not-live',
  },
  seatComesFree: {
    requested: 'same',
    waitlisted: 'enrolled',
    offered: 'same',
    enrolled: 'same',
    declined: 'same',
    cancelled: 'same',
    finished: 'same',
  },
  offerEnds: {
    requested: 'cancelled',
    waitlisted: 'same',
    offered: 'cancelled',
    enrolled: 'same',
    declined: 'same',
    cancelled: 'same',
    finished: 'same',
  },
  begins: {
    requested: 'cancelled',
    waitlisted: 'cancelled',
    offered: 'cancelled',
    enrolled: 'same',
    declined: 'same',
    cancelled: 'same',
    finished: 'same',
  },
  walksIn: {
    requested: 'enrolled',
    waitlisted: 'enrolled',
    offered: 'enrolled',
    enrolled: 'same',
    declined: 'new',
    cancelled: 'new',
    finished: 'already-enrolled',
  },
  registerCloses: {
    requested: 'same',
    waitlisted: 'same',
    offered: 'same',
    enrolled: 'finished',
    declined: 'same',
    cancelled: 'same',
    finished: 'same',
  },
  registerReopens: {
    requested: 'same',
    waitlisted: 'same',
    offered: 'same',
    enrolled: 'same',
    declined: 'same',
    cancelled: 'same',
    finished: 'enrolled',
  },
};

describe('an enrolment', () => {
  const academie = startAcademie();
  const actorOf = async ({ id }: Person): Promise<Actor> =>
    (await academie.app.get(SessionService).bySession(sessionTokenOf(id)))!.actor;
  let admin: Actor;

  beforeAll(async () => {
    admin = await actorOf(await academie.given.holder('administrator'));
  });
  beforeEach(() => academie.clock.set(TUESDAY));

  const given = async (
    state: State,
  ): Promise<{ id: string; offeringId: string; person: Actor }> => {
    const offering = await academie.given.offering({ capacity: 5, startsAt: START });
    const sam = await academie.given.person();
    const inTwoHours = new Date(TUESDAY.getTime() + 7_200_000);
    const row = await academie.database.first<{ id: string }>(
      `INSERT INTO enrolment.enrolment (offering_id, person_id, state, source, queued_at, changed_at, decide_by,
         offered_until, reason, cancelled_by, outcome)
       VALUES ($1, $2, $3, 'self', $4, $4, $5, $6, $7, $8, $9) RETURNING id`,
      [
        ...[offering.id, sam.id, state, TUESDAY, state === 'requested' ? inTwoHours : null],
        ...[state === 'offered' ? inTwoHours : null, state === 'declined' ? 'Niet nu' : null],
        ...[state === 'cancelled' ? 'self' : null, state === 'finished' ? 'completed' : null],
      ],
    );
    return { id: row!.id, offeringId: offering.id, person: await actorOf(sam) };
  };

  const commands: Record<string, (about: Awaited<ReturnType<typeof given>>) => Promise<unknown>> = {
    approve: ({ id }) => academie.app.get(ApprovalService).approve(admin, id),
    refuse: ({ id }) => academie.app.get(ApprovalService).refuse(admin, id, 'Niet nu'),
    accept: ({ id, person }) => academie.app.get(OfferService).accept(person, id),
    refuseOffer: ({ id, person }) => academie.app.get(OfferService).refuse(person, id),
    cancel: ({ id, person }) => academie.app.get(EnrolmentService).cancel(person, id, 'Ziek'),
    seatComesFree: ({ offeringId }) =>
      academie.database.transaction((tx) => academie.app.get(WaitingList).moveUp(tx, offeringId)),
    offerEnds: async () => {
      academie.clock.set(new Date(TUESDAY.getTime() + 7_200_000));
      await academie.app.get(Jobs).run('enrolment.lapse-offers');
      await academie.app.get(Jobs).run('enrolment.lapse-requests');
    },
    begins: () => {
      academie.clock.set(START);
      return academie.app.get(Jobs).run('enrolment.end-waiting-lists');
    },
    walksIn: ({ offeringId, person }) => {
      academie.clock.set(START);
      return academie.database.transaction((tx) =>
        academie.app.get(OutcomeRecorder).walkIn(tx, admin, { offeringId, personId: person.id }),
      );
    },
    registerCloses: ({ id }) =>
      academie.database.transaction((tx) =>
        academie.app
          .get(OutcomeRecorder)
          .finish(tx, [{ enrolmentId: id, outcome: 'completed' }], admin.id),
      ),
    registerReopens: ({ id }) =>
      academie.database.transaction((tx) =>
        academie.app.get(OutcomeRecorder).unfinish(tx, [id], 'Vergeten', admin.id),
      ),
  };

  const cases = Object.entries(TABLE).flatMap(([command, outcomes]) =>
    STATES.map((state) => [command, state, outcomes[state]] as const),
  );

  it.each(cases)('when somebody does %s and it is %s: %s', async (command, state, expected) => {
    const about = await given(state);
    let said = '';
    try {
      await commands[command]!(about);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      said = error.code.replace('enrolment.', '');
    }
    const rows = await academie.database.rows<{ id: string; state: State }>(
      'SELECT id, state FROM enrolment.enrolment WHERE offering_id = $1',
      [about.offeringId],
    );
    const lines = await academie.database.rows<{ data: { from: string; to: string } }>(
      `SELECT data FROM platform.journal WHERE data->>'offeringId' = $1 AND data ? 'to'`,
      [about.offeringId],
    );
    const now = rows.find(({ id }) => id === about.id)!.state;
    const changed = now !== state;

    if (expected === 'new') {
      expect(rows.map((row) => row.state).sort()).toEqual([state, 'enrolled'].sort());
      expect(lines).toMatchObject([{ data: { from: null, to: 'enrolled' } }]);
      return;
    }
    expect(said || (changed ? now : 'same')).toBe(expected);
    // Every transition has one line in the journal, and nothing else has one.
    expect(lines).toHaveLength(changed ? 1 : 0);
    if (changed) expect(lines[0]!.data).toMatchObject({ from: state, to: now });
  });

  it('goes in the database only where a transition is foreseen, whoever writes', async () => {
    const foreseen: Record<State, State[]> = {
      requested: ['waitlisted', 'enrolled', 'declined', 'cancelled'],
      waitlisted: ['offered', 'enrolled', 'cancelled'],
      offered: ['enrolled', 'cancelled'],
      enrolled: ['cancelled', 'finished'],
      declined: [],
      cancelled: [],
      finished: ['enrolled'],
    };
    for (const from of STATES)
      for (const to of STATES.filter((state) => state !== from)) {
        const { id } = await given(from);
        const moved = academie.database.rows(
          `UPDATE enrolment.enrolment SET state = $2, reason = 'x', changed_at = $3,
                  cancelled_by = CASE WHEN $2 = 'cancelled' THEN 'self' END,
                  outcome = CASE WHEN $2 = 'finished' THEN 'completed' END,
                  decide_by = CASE WHEN $2 = 'requested' THEN $3::timestamptz END,
                  offered_until = CASE WHEN $2 = 'offered' THEN $3::timestamptz END WHERE id = $1`,
          [id, to, TUESDAY],
        );
        if (foreseen[from].includes(to)) await moved;
        else await expect(moved).rejects.toThrow(`does not go from ${from} to ${to}`);
      }
  });

  it('keeps its place in the order of arrival, also when somebody tampers with it', async () => {
    const { id } = await given('waitlisted');

    await expect(
      academie.database.rows(
        `UPDATE enrolment.enrolment SET queued_at = queued_at - interval '1 day' WHERE id = $1`,
        [id],
      ),
    ).rejects.toThrow('never change');
  });

  it('is never offered beyond the start, nor after enrolment has closed', async () => {
    const offer = async (until: Date, at: Date): Promise<unknown> => {
      const { id } = await given('waitlisted');
      return academie.database.rows(
        `UPDATE enrolment.enrolment SET state = 'offered', offered_until = $2, changed_at = $3 WHERE id = $1`,
        [id, until, at],
      );
    };

    await expect(offer(new Date(START.getTime() + 1), TUESDAY)).rejects.toThrow('outlive');
    await expect(offer(START, START)).rejects.toThrow('outlive');
    await offer(START, TUESDAY);
  });

  it('is one at most per person and offering while it is live', async () => {
    const { offeringId, person } = await given('requested');

    await expect(
      academie.database.rows(
        `INSERT INTO enrolment.enrolment (offering_id, person_id, state, source, queued_at, changed_at)
         VALUES ($1, $2, 'enrolled', 'self', $3, $3)`,
        [offeringId, person.id, TUESDAY],
      ),
    ).rejects.toThrow('enrolment_one_live_per_person');
  });
});
