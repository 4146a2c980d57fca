import { type EventName, Journal, newId } from '@academie/platform';

import { startAcademie, TUESDAY } from '../support/academie';

type Person = { id: string };

describe('enrolling', () => {
  const academie = startAcademie();
  const enrol = (person: Person, offeringId: string, body: object = {}) =>
    academie.as(person).post(`/api/v1/offerings/${offeringId}/enrolments`).send(body);
  const cancel = (person: Person, id: string, body: object = {}) =>
    academie.as(person).post(`/api/v1/enrolments/${id}/cancellation`).send(body);
  const standing = async (person: Person, id: string) =>
    (await academie.as(person).get(`/api/v1/enrolments/${id}`).expect(200)).body;
  const counts = (offeringId: string) =>
    academie.database.first(
      'SELECT seats_taken, overbooked, waiting_count FROM catalogue.offering WHERE id = $1',
      [offeringId],
    );

  beforeEach(() => academie.clock.set(TUESDAY));

  it('gives a place while there are places, and then a place on the waiting list', async () => {
    const offering = await academie.given.offering({ capacity: 1 });
    const [sam, kim, lou] = await academie.given.people('Sam', 'Kim', 'Lou');

    const first = await enrol(sam!, offering.id).expect(201);
    const second = await enrol(kim!, offering.id).expect(201);
    const third = await enrol(lou!, offering.id).expect(201);

    expect(first.body).toEqual({ id: expect.any(String), state: 'enrolled' });
    expect(second.body).toMatchObject({ state: 'waitlisted', waitingPosition: 1 });
    expect(third.body).toMatchObject({ state: 'waitlisted', waitingPosition: 2 });
    expect(await counts(offering.id)).toEqual({ seats_taken: 1, overbooked: 0, waiting_count: 2 });
  });

  it('takes no body to mean oneself', async () => {
    const offering = await academie.given.offering();
    const sam = await academie.given.person();

    await academie.as(sam).post(`/api/v1/offerings/${offering.id}/enrolments`).expect(201);
  });

  it('refuses a second time, and says which enrolment is there', async () => {
    const offering = await academie.given.offering();
    const sam = await academie.given.person();
    const { body: first } = await enrol(sam, offering.id).expect(201);

    const { body } = await enrol(sam, offering.id).expect(409);

    expect(body.code).toBe('enrolment.already-enrolled');
    expect(body.params).toEqual({ enrolmentId: first.id, state: 'enrolled' });
  });

  it('repeats the first answer for the same Idempotency-Key', async () => {
    const offering = await academie.given.offering();
    const sam = await academie.given.person();
    const first = await enrol(sam, offering.id).set('idempotency-key', 'a1').expect(201);

    const again = await enrol(sam, offering.id).set('idempotency-key', 'a1').expect(201);

    expect(again.body).toEqual(first.body);
  });

  it('moves up whoever waits longest, in order, as soon as a place comes free', async () => {
    const offering = await academie.given.offering({ capacity: 1 });
    const [sam, kim, lou] = await academie.given.people('Sam', 'Kim', 'Lou');
    const { body: seat } = await enrol(sam!, offering.id);
    const { body: next } = await enrol(kim!, offering.id);
    const { body: last } = await enrol(lou!, offering.id);

    await cancel(sam!, seat.id).expect(200);

    expect(await standing(kim!, next.id)).toMatchObject({ state: 'enrolled' });
    expect(await standing(lou!, last.id)).toMatchObject({
      state: 'waitlisted',
      waitingPosition: 1,
    });
  });

  it('lets nobody jump the list, not even when a seat is free', async () => {
    const offering = await academie.given.offering({ capacity: 1 });
    const [sam, kim, lou] = await academie.given.people('Sam', 'Kim', 'Lou');
    await enrol(sam!, offering.id);
    await enrol(kim!, offering.id);
    await academie.database.rows('UPDATE catalogue.offering SET capacity = 2 WHERE id = $1', [
      offering.id,
    ]);

    const { body } = await enrol(lou!, offering.id).expect(201);

    expect(body).toMatchObject({ state: 'waitlisted', waitingPosition: 2 });
  });

  it('keeps the order of arrival when clocks run back', async () => {
    const offering = await academie.given.offering({ capacity: 1 });
    const people = await academie.given.people('A', 'B', 'C', 'D');
    const positions: number[] = [];
    for (const [index, person] of people.entries()) {
      academie.clock.set(new Date(TUESDAY.getTime() - index * 1000));
      const { body } = await enrol(person, offering.id);
      positions.push(body.waitingPosition ?? 0);
    }
    const list = await academie.database.rows<{ person_id: string }>(
      `SELECT person_id FROM enrolment.enrolment WHERE offering_id = $1 AND state = 'waitlisted'
        ORDER BY priority DESC, queued_at, id`,
      [offering.id],
    );

    expect(positions).toEqual([0, 1, 2, 3]);
    expect(list.map((row) => row.person_id)).toEqual(people.slice(1).map(({ id }) => id));
  });

  it('moves nobody up once enrolment has closed, and says that the place was given up late', async () => {
    const offering = await academie.given.offering({
      capacity: 1,
      enrolClosesAt: new Date('2026-03-06T00:00:00+01:00'),
    });
    const [sam, kim] = await academie.given.people('Sam', 'Kim');
    const { body: seat } = await enrol(sam!, offering.id);
    const { body: wait } = await enrol(kim!, offering.id);
    academie.clock.set('2026-03-06T00:00:00+01:00');

    await cancel(sam!, seat.id).expect(200);

    expect(await standing(sam!, seat.id)).toMatchObject({ state: 'cancelled', late: true });
    expect(await standing(kim!, wait.id)).toMatchObject({ state: 'waitlisted' });
  });

  it('holds on to the window: not before it opens, not after it closes, not after the start', async () => {
    const offering = await academie.given.offering({
      enrolOpensAt: new Date('2026-03-04T00:00:00+01:00'),
      enrolClosesAt: new Date('2026-03-06T00:00:00+01:00'),
    });
    const sam = await academie.given.person();
    const codeAt = async (at: string) => {
      academie.clock.set(at);
      return (await enrol(sam, offering.id)).body.code ?? 'enrolled';
    };

    expect(await codeAt('2026-03-03T23:59:59.999+01:00')).toBe('enrolment.not-open-yet');
    expect(await codeAt('2026-03-06T00:00:00+01:00')).toBe('enrolment.closed');
    expect(await codeAt('2026-03-10T09:30:00+01:00')).toBe('enrolment.started');
    expect(await codeAt('2026-03-05T23:59:59.999+01:00')).toBe('enrolled');
  });

  it.each([
    ['concept', 404, 'platform.not-found'],
    ['inactive', 404, 'platform.not-found'],
    ['held', 409, 'enrolment.started'],
  ])('refuses an offering that is %s', async (status, expected, code) => {
    const offering = await academie.given.offering({ status });
    const sam = await academie.given.person();

    const { body } = await enrol(sam, offering.id).expect(expected);

    expect(body.code).toBe(code);
  });

  it('cancels once, however often it is asked', async () => {
    const offering = await academie.given.offering({ capacity: 2 });
    const sam = await academie.given.person();
    const { body: seat } = await enrol(sam, offering.id);

    const first = await cancel(sam, seat.id, { reason: 'Ander werk' }).expect(200);
    const again = await cancel(sam, seat.id).expect(200);
    const lines = await academie.database.rows(
      'SELECT action, reason FROM platform.journal WHERE subject_id = $1 ORDER BY id',
      [seat.id],
    );

    expect(first.body).toEqual({ id: seat.id, state: 'cancelled' });
    expect(again.body).toEqual(first.body);
    expect(lines).toEqual([
      { action: 'enrolment.enrolled', reason: null },
      { action: 'enrolment.cancelled', reason: 'Ander werk' },
    ]);
    expect(await counts(offering.id)).toMatchObject({ seats_taken: 0 });
  });

  it('cannot be undone after the first session has started', async () => {
    const offering = await academie.given.offering();
    const sam = await academie.given.person();
    const { body: seat } = await enrol(sam, offering.id);
    academie.clock.set('2026-03-10T09:30:00+01:00');

    const { body } = await cancel(sam, seat.id).expect(409);

    expect(body.code).toBe('enrolment.started');
  });

  it('starts anew, linked to the time before, for whoever comes back', async () => {
    const offering = await academie.given.offering();
    const sam = await academie.given.person();
    const { body: first } = await enrol(sam, offering.id);
    await cancel(sam, first.id);

    const { body: second } = await enrol(sam, offering.id).expect(201);

    const row = await academie.database.first(
      'SELECT previous_id FROM enrolment.enrolment WHERE id = $1',
      [second.id],
    );
    expect(second.id).not.toBe(first.id);
    expect(row).toEqual({ previous_id: first.id });
  });

  it('remembers the organisation of that moment, also after a move', async () => {
    const [before, after] = [
      await academie.given.municipality(),
      await academie.given.municipality(),
    ];
    const sam = await academie.given.person({ organisationId: before.id });
    const offering = await academie.given.offering();
    const { body: seat } = await enrol(sam, offering.id);
    await academie.database.rows(
      `UPDATE people.membership SET valid_to = '2026-03-03' WHERE person_id = $1`,
      [sam.id],
    );
    await academie.given.membership(sam.id, after.id);

    expect(await standing(sam, seat.id)).toMatchObject({ organisationId: before.id });
  });

  it('ends everybody in one go when the offering is cancelled', async () => {
    const offering = await academie.given.offering({ capacity: 1 });
    const [sam, kim] = await academie.given.people('Sam', 'Kim');
    const { body: seat } = await enrol(sam!, offering.id);
    const { body: wait } = await enrol(kim!, offering.id);
    await announce(offering.id, 'offering.cancelled');

    for (const [person, id] of [
      [sam, seat.id],
      [kim, wait.id],
    ] as const)
      expect(await standing(person!, id)).toMatchObject({
        state: 'cancelled',
        cancelledBy: 'offering',
      });
    expect(await counts(offering.id)).toEqual({ seats_taken: 0, overbooked: 0, waiting_count: 0 });
  });

  it('gives the places of a larger room to the waiting list', async () => {
    const offering = await academie.given.offering({ capacity: 1 });
    const people = await academie.given.people('A', 'B', 'C', 'D');
    for (const person of people) await enrol(person, offering.id);
    await academie.database.rows('UPDATE catalogue.offering SET capacity = 3 WHERE id = $1', [
      offering.id,
    ]);
    await announce(offering.id, 'offering.changed');

    const states = await academie.database.rows<{ state: string }>(
      'SELECT state FROM enrolment.enrolment WHERE offering_id = $1 ORDER BY queued_at',
      [offering.id],
    );
    expect(states.map(({ state }) => state)).toEqual([
      'enrolled',
      'enrolled',
      'enrolled',
      'waitlisted',
    ]);
  });

  it('answers 404 for an enrolment or offering that is not there, 422 for what is no id', async () => {
    const sam = await academie.given.person();

    await enrol(sam, newId()).expect(404);
    await cancel(sam, newId()).expect(404);
    await enrol(sam, 'geen-id').expect(400);
    await enrol(sam, newId(), { personId: 'geen-id' }).expect(422);
  });

  it('costs one statement, once it is known who asks', async () => {
    const [first, second] = [await academie.given.offering(), await academie.given.offering()];
    const sam = await academie.given.person();
    await enrol(sam, first.id);

    expect(await academie.queriesOf(() => enrol(sam, second.id))).toBe(1);
  });

  async function announce(offeringId: string, action: EventName): Promise<void> {
    if (action === 'offering.cancelled')
      await academie.database.rows(
        `UPDATE catalogue.offering SET status = 'cancelled', cancelled_at = $2, cancel_reason = 'Trainer ziek'
          WHERE id = $1`,
        [offeringId, academie.clock.now()],
      );
    await academie.database.transaction((tx) =>
      academie.app.get(Journal).record(tx, { action, subjectId: offeringId }),
    );
    await academie.runWorkers();
  }
});
