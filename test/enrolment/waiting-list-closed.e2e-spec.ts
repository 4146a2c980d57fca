import { type EventName, Jobs, Journal } from '@academie/platform';

import { startAcademie, TUESDAY } from '../support/academie';

/** Waiting, a seat that is offered, a request and interest, when the offering is for some only. */
describe('in a closed offering', () => {
  const academie = startAcademie();
  let haarlem: { id: string };
  beforeAll(async () => {
    haarlem = await academie.given.municipality('Haarlem');
  });
  beforeEach(() => academie.clock.set(TUESDAY));

  const ciso = () =>
    academie.given.person({ organisationId: haarlem.id, functions: ['test-ciso'] });
  const clerk = () =>
    academie.given.person({ organisationId: haarlem.id, functions: ['test-clerk'] });
  const admission = async (person: { id: string }, kind: Kind, offeringId: string) => {
    if (kind !== 'audience')
      await academie.database.rows(
        `INSERT INTO catalogue.invited_person (offering_id, person_id, invited_at, invited_by, reason)
         VALUES ($1, $2, $3, $2, 'test')`,
        [offeringId, person.id, academie.clock.now()],
      );
  };
  const KINDS = ['audience', 'invited', 'confidential'] as const;
  type Kind = (typeof KINDS)[number];
  const closed = (kind: Kind, more: object = {}) =>
    academie.given.offering({
      capacity: 1,
      ...(kind === 'audience'
        ? { admission: 'audience', functions: ['test-ciso'] }
        : { admission: 'invited', confidential: kind === 'confidential' }),
      ...more,
    });
  const enrol = (person: { id: string }, offeringId: string) =>
    academie.as(person).post(`/api/v1/offerings/${offeringId}/enrolments`).send({});
  const inside = async (kind: Kind, offeringId: string) => {
    const person = await ciso();
    await admission(person, kind, offeringId);
    const { body } = await enrol(person, offeringId).expect(201);
    return { ...person, enrolment: (body as { id: string }).id };
  };
  /** Loses what let somebody in: the function, or the invitation. */
  const leave = async ({ id }: { id: string }) => {
    await academie.database.rows(
      `UPDATE people.membership SET valid_to = '2026-03-01' WHERE person_id = $1`,
      [id],
    );
    await academie.database.rows('DELETE FROM catalogue.invited_person WHERE person_id = $1', [id]);
  };
  const cancel = (person: { id: string; enrolment: string }) =>
    academie
      .as(person)
      .post(`/api/v1/enrolments/${person.enrolment}/cancellation`)
      .send({})
      .expect(200);
  const state = async ({ enrolment }: { enrolment: string }) =>
    (
      await academie.database.first<{ state: string }>(
        'SELECT state FROM enrolment.enrolment WHERE id = $1',
        [enrolment],
      )
    )?.state;
  const mails = async (person: { id: string }) => {
    await academie.runWorkers();
    return academie.database.rows<{ subject: string }>(
      `SELECT subject FROM platform.outgoing_mail WHERE recipient_person_id = $1 ORDER BY id`,
      [person.id],
    );
  };

  describe.each(KINDS)('%s', (kind) => {
    it('nobody outside gets on the list', async () => {
      const { id } = await closed(kind);
      await inside(kind, id);
      const outsider = await clerk();

      const refused = await enrol(outsider, id);

      expect(refused.status).toBe(kind === 'confidential' ? 404 : 409);
      const found = await academie.database.rows(
        'SELECT 1 FROM enrolment.enrolment WHERE person_id = $1',
        [outsider.id],
      );
      expect(found).toEqual([]);
    });

    it('who left the circle while waiting gets no seat, and the next one does', async () => {
      const { id } = await closed(kind);
      const seated = await inside(kind, id);
      const [gone, next] = [await inside(kind, id), await inside(kind, id)];
      await leave(gone);

      await cancel(seated);

      expect([await state(gone), await state(next)]).toEqual(['cancelled', 'enrolled']);
      const sent = await mails(gone);
      expect(sent.at(-1)?.subject).toContain('niet meer op de wachtlijst');
      const line = await academie.database.first<{ because: string }>(
        `SELECT data->>'because' AS because FROM platform.journal
          WHERE subject_id = $1 AND action = 'enrolment.cancelled'`,
        [gone.enrolment],
      );
      expect(line).toEqual({ because: 'not-admitted' });
    });

    it('who left the circle does not take the seat that was kept, which goes to the next', async () => {
      const { id } = await closed(kind, { offerHours: 24 });
      const seated = await inside(kind, id);
      const [gone, next] = [await inside(kind, id), await inside(kind, id)];
      await cancel(seated);
      expect(await state(gone)).toBe('offered');
      await leave(gone);

      const refused = await academie
        .as(gone)
        .post(`/api/v1/enrolments/${gone.enrolment}/acceptance`)
        .expect(409);

      expect(refused.body).toMatchObject({ code: 'enrolment.not-admitted' });
      academie.clock.set(new Date(TUESDAY.getTime() + 24 * 3_600_000));
      await academie.app.get(Jobs).run('enrolment.lapse-offers');
      expect([await state(gone), await state(next)]).toEqual(['cancelled', 'offered']);
      await academie.as(next).post(`/api/v1/enrolments/${next.enrolment}/acceptance`).expect(200);
    });

    it('who left the circle is not let in by an approval either', async () => {
      const { id } = await closed(kind, { approval: 'coordinator', capacity: 5 });
      const coordinator = await academie.given.holder('coordinator', haarlem.id);
      const gone = await inside(kind, id);
      expect(await state(gone)).toBe('requested');
      await leave(gone);
      await academie.database.rows(
        `INSERT INTO people.membership (person_id, organisation_id, valid_from, is_main)
         VALUES ($1, $2, '2026-03-02', true)`,
        [gone.id, haarlem.id],
      );

      const refused = await academie
        .as(coordinator)
        .post(`/api/v1/enrolments/${gone.enrolment}/approval`)
        .send({});

      // What is confidential is not there for a coordinator outside it.
      expect([refused.status, refused.body.code]).toEqual(
        kind === 'confidential' ? [404, 'platform.not-found'] : [409, 'enrolment.not-admitted'],
      );
      expect(await state(gone)).toBe('requested');
    });

    it('interest is invited only of those who may come', async () => {
      const course = await academie.given.course({ title: `Ooit ${kind}` });
      const [member, gone, outsider] = [await ciso(), await ciso(), await clerk()];
      for (const person of [member, gone, outsider])
        await academie.as(person).post(`/api/v1/courses/${course.id}/interest`).expect(204);
      const { id } = await closed(kind, { courseId: course.id });
      for (const person of [member, gone]) await admission(person, kind, id);
      await leave(gone);

      await announce('offering.published', id);

      expect((await mails(member)).map(({ subject }) => subject)).toEqual([
        `Er is een datum: Ooit ${kind}`,
      ]);
      expect([...(await mails(gone)), ...(await mails(outsider))]).toEqual([]);
    });
  });

  it('interest in a course that somebody may not know of is as in one that is not there', async () => {
    const course = await academie.given.course({ admission: 'audience', functions: ['test-ciso'] });
    await academie.database.rows('UPDATE catalogue.course SET confidential = true WHERE id = $1', [
      course.id,
    ]);
    const [member, outsider] = [await ciso(), await clerk()];
    const ask = (person: { id: string }, way: string) =>
      academie.as(person).post(`/aanbod/${course.slug}/interesse${way}`);

    for (const way of ['', '/intrekken']) await ask(outsider, way).expect(404);
    await academie.as(outsider).post(`/api/v1/courses/${course.id}/interest`).expect(404);
    await ask(member, '').expect(303);
    await leave(member);
    await ask(member, '/intrekken').expect(303);
    await ask(member, '/intrekken').expect(404);
  });

  async function announce(action: EventName, subjectId: string): Promise<void> {
    await academie.database.transaction((tx) =>
      academie.app.get(Journal).record(tx, { action, subjectId }),
    );
    await academie.runWorkers();
  }
});
