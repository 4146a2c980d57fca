import { newId } from '@academie/platform';

import { startAcademie } from '../support/academie';

const NOW = '2026-03-10T10:00:00+01:00';

describe('what a device sends of a register', () => {
  const academie = startAcademie();
  type Who = { id: string };

  const lesson = async (people = 2) => {
    const [trainer, other] = [
      await academie.given.holder('trainer'),
      await academie.given.holder('trainer'),
    ];
    const offering = await academie.given.offering({ trainerIds: [trainer.id, other.id] });
    academie.clock.set(NOW);
    const guests = await academie.given.people(...Array<string>(people).fill('Sam'));
    const enrolments = await academie.given.enrolled(offering.id, guests);
    return { trainer, other, offering, enrolments, session: offering.sessionIds[0]! };
  };
  const mark = (enrolmentId: string, value: string, occurredAt: string) => ({
    clientId: newId(),
    enrolmentId,
    value,
    source: 'trainer',
    occurredAt,
  });
  const send = (who: Who, session: string, marks: object[], deviceTime?: string) =>
    academie
      .as(who)
      .post(`/api/v1/sessions/${session}/attendance-marks`)
      .set(deviceTime ? { 'device-time': deviceTime } : {})
      .send(marks);
  const holds = async (who: Who, session: string): Promise<Record<string, string>> => {
    const { body } = await academie.as(who).get(`/api/v1/sessions/${session}/register`).expect(200);
    return Object.fromEntries(
      body.participants.map(({ enrolmentId, value }: { enrolmentId: string; value: string }) => [
        enrolmentId,
        value,
      ]),
    );
  };
  const stored = (session: string) =>
    academie.database.rows<{ at: Date; off: number | null }>(
      `SELECT occurred_at AS at, clock_off_seconds AS off FROM attendance.mark
        WHERE session_id = $1 ORDER BY id`,
      [session],
    );

  it.each([
    ['ahead', '2026-03-10T14:50:00+01:00', '2026-03-10T15:00:00+01:00', 18_000],
    ['behind', '2026-03-10T04:50:00+01:00', '2026-03-10T05:00:00+01:00', -18_000],
  ])(
    'is dated by our clock when its own is five hours %s',
    async (_how, occurredAt, deviceTime, off) => {
      const { trainer, session, enrolments } = await lesson(1);

      const { body } = await send(
        trainer,
        session,
        [mark(enrolments[0]!, 'present', occurredAt)],
        deviceTime,
      ).expect(200);

      expect(body.results[0]).toMatchObject({
        result: 'recorded',
        datedAt: '2026-03-10T08:50:00.000Z',
      });
      expect(await stored(session)).toEqual([{ at: new Date('2026-03-10T08:50:00Z'), off }]);
    },
  );

  it('does not let a clock that is ahead overrule who looks later', async () => {
    const { trainer, other, session, enrolments } = await lesson(1);
    const [id] = enrolments as [string];

    await send(trainer, session, [mark(id, 'absent', '2026-03-10T15:00:00+01:00')]).expect(200);
    academie.clock.set('2026-03-10T10:05:00+01:00');
    await send(other, session, [mark(id, 'present', '2026-03-10T10:05:00+01:00')]).expect(200);

    expect(await holds(trainer, session)).toEqual({ [id]: 'present' });
    const { text } = await academie
      .as(trainer)
      .get(`/lesgeven/sessies/${session}/deelnemers/${id}`)
      .expect(200);
    expect(text).toContain('De klok van het toestel liep 5\u00a0uur voor; de tijd is aangepast');
  });

  it('keeps the order of two devices of which one has a wrong clock', async () => {
    const { trainer, other, session, enrolments } = await lesson(1);
    const [id] = enrolments as [string];

    // Seen at 9.50 by our clock; then at 9.40, by somebody whose clock is five hours ahead.
    await send(trainer, session, [mark(id, 'present', '2026-03-10T09:50:00+01:00')]).expect(200);
    await send(
      other,
      session,
      [mark(id, 'absent', '2026-03-10T14:40:00+01:00')],
      '2026-03-10T15:00:00+01:00',
    ).expect(200);

    expect(await holds(trainer, session)).toEqual({ [id]: 'present' });
  });

  it('is believed when it says a time that is none', async () => {
    const { trainer, session, enrolments } = await lesson(1);

    await send(trainer, session, [mark(enrolments[0]!, 'present', NOW)], 'straks').expect(200);

    expect(await stored(session)).toEqual([{ at: new Date(NOW), off: null }]);
  });

  it('may be sent again as a whole, also after the register is closed, and counts once', async () => {
    const { trainer, session, enrolments } = await lesson();
    const batch = enrolments.map((id) => mark(id, 'present', NOW));
    await send(trainer, session, batch).expect(200);
    academie.clock.set('2026-03-10T11:30:00+01:00');
    await academie.as(trainer).post(`/api/v1/sessions/${session}/register-closure`).expect(200);

    const { body } = await send(trainer, session, batch).expect(200);

    expect(body.results.map(({ result }: { result: string }) => result)).toEqual([
      'repeated',
      'repeated',
    ]);
    expect(await stored(session)).toHaveLength(2);
  });

  it('is answered mark by mark when half of it is wrong, and the good half is kept', async () => {
    const { trainer, session, enrolments } = await lesson();
    const elsewhere = await lesson(1);
    const batch = [
      mark(enrolments[0]!, 'present', NOW),
      mark(elsewhere.enrolments[0]!, 'present', NOW),
      mark(newId(), 'present', NOW),
      { ...mark(enrolments[1]!, 'present', NOW), value: 'misschien' },
      { ...mark(enrolments[1]!, 'present', NOW), minutes: 5000 },
      { ...mark(enrolments[1]!, 'present', NOW), extra: 'veld' },
      mark(enrolments[1]!, 'PRESENT', NOW),
    ];

    const { body } = await send(trainer, session, batch).expect(200);

    expect(
      body.results.map((one: { code?: string; result: string }) => one.code ?? one.result),
    ).toEqual([
      'recorded',
      'attendance.enrolled-elsewhere',
      'attendance.unknown-enrolment',
      'attendance.invalid-mark',
      'attendance.invalid-mark',
      'attendance.invalid-mark',
      'recorded',
    ]);
    expect(body.results.map(({ clientId }: { clientId: string }) => clientId)).toEqual(
      batch.map(({ clientId }) => clientId),
    );
    expect(Object.values(await holds(trainer, session))).toEqual(['present', 'present']);
  });
});

describe('a device that keeps registers', () => {
  const academie = startAcademie();

  it('hears who is signed in and which registers are no longer to be kept', async () => {
    const trainer = await academie.given.holder('trainer');
    const open = await academie.given.offering({ trainerIds: [trainer.id] });
    const closed = await academie.given.offering({ trainerIds: [trainer.id] });
    const anothers = await academie.given.offering();
    const ids = [open, closed, anothers].map(({ sessionIds }) => sessionIds[0]!);
    academie.clock.set('2026-03-10T11:30:00+01:00');
    await academie.as(trainer).post(`/api/v1/sessions/${ids[1]!}/register-closure`).expect(200);

    const { body } = await academie
      .as(trainer)
      .get(`/lesgeven/apparaat?sessies=${ids.join(',')},onzin`)
      .expect(200);

    expect(body).toMatchObject({ person: trainer.id, gone: [ids[1], ids[2]] });
    expect(body.csrf).toHaveLength(43);
    await academie.stranger.get('/lesgeven/apparaat').set('accept', 'application/json').expect(401);
  });

  it('gets a worker for the pages of trainers only, and a page with nobody on it', async () => {
    const trainer = await academie.given.holder('trainer');

    const worker = await academie.stranger.get('/lesgeven/sw.js').expect(200);
    const page = await academie.as(trainer).get('/lesgeven/zonder-verbinding').expect(200);

    expect(worker.headers['service-worker-allowed']).toBe('/lesgeven');
    expect(worker.headers['content-type']).toContain('text/javascript');
    expect(page.text).toContain('Geen verbinding');
    expect(page.text).not.toContain(trainer.name);
    expect(page.text).not.toContain(trainer.id);
  });
});
