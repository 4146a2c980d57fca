import { newId } from '@academie/platform';

import { startAcademie } from '../support/academie';

describe('a register', () => {
  const academie = startAcademie();

  /** Noon after the last of so many weekly sessions. */
  const afterSessions = (sessions: number): Date =>
    new Date(Date.parse('2026-03-10T12:00:00+01:00') + (sessions - 1) * 7 * 86_400_000);
  /** An offering with a trainer and these people, at noon after its last session. */
  const lesson = async (
    options: { people?: number; sessions?: number; capacity?: number } = {},
  ) => {
    const theme = await academie.given.theme();
    const course = await academie.given.course({ themeIds: [theme.id] });
    const trainer = await academie.given.holder('trainer');
    const offering = await academie.given.offering({
      courseId: course.id,
      trainerIds: [trainer.id],
      capacity: options.capacity ?? 20,
      sessions: options.sessions ?? 1,
    });
    academie.clock.set(afterSessions(options.sessions ?? 1));
    const people = await academie.given.people(
      ...Array.from({ length: options.people ?? 2 }, (_, index) => `Deelnemer${index}`),
    );
    const enrolments = await academie.given.enrolled(offering.id, people);
    return {
      theme,
      course,
      trainer,
      offering,
      people,
      enrolments,
      session: offering.sessionIds[0]!,
    };
  };
  const mark = (enrolmentId: string, value: string, more: object = {}) => ({
    clientId: newId(),
    enrolmentId,
    value,
    occurredAt: academie.clock.now().toISOString(),
    ...more,
  });
  type Who = { id: string };
  const send = (who: Who, session: string, marks: object[]) =>
    academie.as(who).post(`/api/v1/sessions/${session}/attendance-marks`).send(marks);
  const register = (who: Who, session: string) =>
    academie.as(who).get(`/api/v1/sessions/${session}/register`);
  const close = (who: Who, session: string) =>
    academie.as(who).post(`/api/v1/sessions/${session}/register-closure`);
  const reopen = (who: Who, session: string, reason = 'Iemand vergeten') =>
    academie.as(who).post(`/api/v1/sessions/${session}/register-reopening`).send({ reason });
  const values = async (who: Who, session: string): Promise<Record<string, string>> => {
    const { body } = await register(who, session).expect(200);
    return Object.fromEntries(
      body.participants.map((row: { enrolmentId: string; value: string }) => [
        row.enrolmentId,
        row.value,
      ]),
    );
  };
  const outcomes = async (offeringId: string) => {
    const found = await academie.database.rows<{ outcome: string | null }>(
      'SELECT outcome FROM enrolment.enrolment WHERE offering_id = $1 ORDER BY queued_at, id',
      [offeringId],
    );
    return found.map(({ outcome }) => outcome);
  };
  const completions = async (offeringId: string) => {
    const found = await academie.database.rows(
      `SELECT 1 FROM attendance.completion c JOIN enrolment.enrolment e ON e.id = c.enrolment_id
        WHERE e.offering_id = $1 AND c.revoked_at IS NULL`,
      [offeringId],
    );
    return found.length;
  };
  const statusOf = async (offeringId: string) =>
    (await academie.database.first<{ status: string }>(
      'SELECT status FROM catalogue.offering WHERE id = $1',
      [offeringId],
    ))!.status;

  it('shows who has a place, with what was marked', async () => {
    const { trainer, session, enrolments, people } = await lesson();
    await send(trainer, session, [mark(enrolments[0]!, 'present')]).expect(200);

    const { body } = await register(trainer, session).expect(200);

    expect(body).toMatchObject({ state: 'open', counts: { present: 1, unknown: 1 } });
    expect(body.participants.map(({ name }: { name: string }) => name).sort()).toEqual(
      people.map(({ name }) => name).sort(),
    );
  });

  it('takes the same mark once, however often a phone sends it', async () => {
    const { trainer, session, enrolments } = await lesson();
    const present = mark(enrolments[0]!, 'present');

    const first = await send(trainer, session, [present, present]).expect(200);
    const again = await send(trainer, session, [present]).expect(200);

    expect(first.body.results.map(({ result }: { result: string }) => result)).toEqual([
      'recorded',
      'repeated',
    ]);
    expect(again.body.results).toEqual([{ clientId: present.clientId, result: 'repeated' }]);
  });

  it('answers a repeated request with its first answer', async () => {
    const { trainer, session, enrolments } = await lesson();
    const marks = [mark(enrolments[0]!, 'present')];
    const key = newId();

    const first = await send(trainer, session, marks).set('idempotency-key', key).expect(200);
    const again = await send(trainer, session, marks).set('idempotency-key', key).expect(200);

    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotent-replayed']).toBe('true');
  });

  it('keeps the good half of a batch and says what is wrong with the rest', async () => {
    const { trainer, session, offering, enrolments } = await lesson();
    const other = await lesson({ people: 1 });
    const [gone] = await academie.given.people('Weg');
    const [waiting] = await academie.given.enrolled(offering.id, [gone!], 'waitlisted');
    const marks = [
      mark(enrolments[0]!, 'present'),
      mark(newId(), 'present'),
      mark(other.enrolments[0]!, 'present'),
      mark(enrolments[1]!, 'aanwezig'),
      mark(enrolments[1]!, 'present', { occurredAt: '2026-03-12T09:30:00+01:00' }),
      mark(enrolments[1]!, 'present', { source: 'correction' }),
      mark(waiting!, 'present'),
      mark(enrolments[1]!, 'partial', { minutes: 45 }),
    ];

    const { body } = await send(trainer, session, marks).expect(200);

    expect(
      body.results.map((one: { code?: string; result: string }) => one.code ?? one.result),
    ).toEqual([
      'recorded',
      'attendance.unknown-enrolment',
      'attendance.enrolled-elsewhere',
      'attendance.invalid-mark',
      'attendance.clock-ahead',
      'attendance.correction-not-allowed',
      'attendance.not-enrolled',
      'recorded',
    ]);
    expect(body.results[1]).toMatchObject({
      result: 'rejected',
      detail: 'There is no such enrolment.',
    });
    expect(await values(trainer, session)).toEqual({
      [enrolments[0]!]: 'present',
      [enrolments[1]!]: 'partial',
    });
  });

  it.each([
    ['nothing', []],
    ['no list', { clientId: newId() }],
    ['no mark that can be read', [{ value: 'present' }, 'present', null]],
  ])('refuses %s altogether', async (_what, body) => {
    const { trainer, session } = await lesson();

    const answer = await send(trainer, session, body as object[]).expect(422);

    expect(answer.body.code).toBe('platform.invalid-input');
  });

  it('gives two phones the same answer, whichever comes in first', async () => {
    const { trainer, session, enrolments } = await lesson();
    const [one, two] = enrolments as [string, string];
    const at = (time: string) => ({ occurredAt: `2026-03-10T${time}:00+01:00` });
    const earlier = { value: 'absent', ...at('09:31') };
    const later = { value: 'present', ...at('09:40') };

    await send(trainer, session, [mark(one, '', later), mark(two, '', earlier)]).expect(200);
    await send(trainer, session, [mark(one, '', earlier), mark(two, '', later)]).expect(200);
    const machine = { value: 'absent', source: 'meeting_log', ...at('11:00') };
    await send(trainer, session, [mark(one, '', machine)]).expect(200);

    expect(await values(trainer, session)).toEqual({ [one]: 'present', [two]: 'present' });
  });

  it('closes with everybody who was not marked as absent, and gives each an outcome', async () => {
    const { trainer, session, offering, enrolments } = await lesson({ people: 4 });
    await send(trainer, session, [
      mark(enrolments[0]!, 'present'),
      mark(enrolments[1]!, 'partial'),
      mark(enrolments[2]!, 'excused'),
    ]);

    const { body } = await close(trainer, session).expect(200);

    expect(body).toMatchObject({ state: 'closed', counts: { unknown: 0, absent: 1 } });
    expect(await outcomes(offering.id)).toEqual([
      'completed',
      'not_completed',
      'excused',
      'no_show',
    ]);
    expect(await completions(offering.id)).toBe(1);
    expect(await statusOf(offering.id)).toBe('held');
  });

  it('takes nothing in once it is closed', async () => {
    const { trainer, session, enrolments } = await lesson();
    await close(trainer, session).expect(200);

    const { body } = await send(trainer, session, [mark(enrolments[0]!, 'present')]).expect(200);

    expect(body.results[0].code).toBe('attendance.register-closed');
  });

  it('gives outcomes only when every session of the offering is closed', async () => {
    const { trainer, offering, enrolments } = await lesson({ sessions: 2 });
    const [first, second] = offering.sessionIds as [string, string];
    await send(
      trainer,
      first,
      enrolments.map((id) => mark(id, 'present')),
    );
    await close(trainer, first).expect(200);
    expect(await outcomes(offering.id)).toEqual([null, null]);

    await send(trainer, second, [mark(enrolments[0]!, 'present')]);
    await close(trainer, second).expect(200);

    expect(await outcomes(offering.id)).toEqual(['completed', 'not_completed']);
  });

  it('does not count as held when nobody came', async () => {
    const { trainer, session, offering } = await lesson();

    await close(trainer, session).expect(200);

    expect(await outcomes(offering.id)).toEqual(['no_show', 'no_show']);
    expect(await statusOf(offering.id)).toBe('published');
  });

  it('opens again with a reason, takes the outcomes back and counts anew', async () => {
    const { trainer, session, offering, enrolments } = await lesson();
    await send(trainer, session, [mark(enrolments[0]!, 'present')]);
    await close(trainer, session).expect(200);

    await reopen(trainer, session, '').expect(422);
    const { body } = await reopen(trainer, session, 'Lijst van papier gevonden').expect(200);

    expect(body).toMatchObject({ state: 'reopened', reopenReason: 'Lijst van papier gevonden' });
    // Nobody saw that the second was absent: that was the closing.
    expect(body.counts).toMatchObject({ present: 1, unknown: 1, absent: 0 });
    expect(await outcomes(offering.id)).toEqual([null, null]);
    expect(await completions(offering.id)).toBe(0);
    expect(await statusOf(offering.id)).toBe('running');
    await reopen(trainer, session).expect(409);

    await send(trainer, session, [mark(enrolments[1]!, 'present', { source: 'paper' })]);
    await close(trainer, session).expect(200);
    expect(await outcomes(offering.id)).toEqual(['completed', 'completed']);
    expect(await completions(offering.id)).toBe(2);
    expect(await statusOf(offering.id)).toBe('held');
  });

  it('lets what a phone noted without connection outweigh an absence that nobody saw', async () => {
    const { trainer, session, enrolments } = await lesson();
    const noted = mark(enrolments[0]!, 'present', { occurredAt: '2026-03-10T09:25:00+01:00' });
    await close(trainer, session).expect(200);
    await send(trainer, session, [noted]).expect(200);
    await reopen(trainer, session).expect(200);

    await send(trainer, session, [noted]).expect(200);

    expect((await values(trainer, session))[enrolments[0]!]).toBe('present');
  });

  it('says by its ETag whether anything changed', async () => {
    const { trainer, session, enrolments } = await lesson();
    const { headers } = await register(trainer, session).expect(200);
    await register(trainer, session).set('if-none-match', headers.etag!).expect(304);

    await send(trainer, session, [mark(enrolments[0]!, 'present')]);

    await register(trainer, session).set('if-none-match', headers.etag!).expect(200);
  });
});
