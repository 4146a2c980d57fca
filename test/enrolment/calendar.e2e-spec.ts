import { startAcademie, TUESDAY } from '../support/academie';

interface SentMail {
  template: string;
  subject: string;
  body_text: string;
  calendar: string | null;
  calendar_method: string | null;
}

const valueOf = (calendar: string | null, name: string): string[] =>
  [
    ...(calendar ?? '').replace(/\r\n /g, '').matchAll(new RegExp(`^${name}[^:\r\n]*:(.*)$`, 'gm')),
  ].map(([, value]) => value!.trim());

describe('calendars of people with a seat, when an offering changes', () => {
  const academie = startAcademie();
  const { clock } = academie;
  let administrator: { id: string };

  beforeAll(async () => {
    administrator = await academie.given.holder('administrator');
  });
  beforeEach(() => clock.set(TUESDAY));

  const mailsTo = (person: { id: string }) =>
    academie.database.rows<SentMail>(
      'SELECT * FROM platform.outgoing_mail WHERE recipient_person_id = $1 ORDER BY created_at, id',
      [person.id],
    );
  const calendarOf = async (person: { id: string }) =>
    (await mailsTo(person)).map(
      ({ calendar, calendar_method }) =>
        `${calendar_method} ${valueOf(calendar, 'UID')
          .map((uid) => uid.split('.')[0])
          .join(' ')}`,
    );
  const offeringWith = async (sessions: number) => {
    const offering = await academie.given.offering({ sessions });
    const sam = await academie.given.person();
    await academie.as(sam).post(`/api/v1/offerings/${offering.id}/enrolments`).expect(201);
    await academie.runWorkers();
    return { ...offering, sam };
  };
  const session = (id: string | undefined, startsAt: string) => ({
    ...(id && { id }),
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(new Date(startsAt).getTime() + 7_200_000).toISOString(),
  });
  const change = async (offeringId: string, sessions: object[]) => {
    const found = await academie.database.first<{ version: number }>(
      'SELECT version FROM catalogue.offering WHERE id = $1',
      [offeringId],
    );
    await academie
      .as(administrator)
      .patch(`/api/v1/offerings/${offeringId}`)
      .set('if-match', `"${found!.version}"`)
      .send({ sessions })
      .expect((response) =>
        expect([response.status, response.body.code]).toEqual([200, undefined]),
      );
    await academie.runWorkers();
  };
  const FIRST = '2026-03-10T09:30:00+01:00';

  it('lose a session that is taken out of a series, and only that one', async () => {
    const { id, sessionIds, sam } = await offeringWith(2);
    await change(id, [session(sessionIds[0], FIRST)]);

    const [, mail, ...others] = await mailsTo(sam);
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ calendar_method: 'CANCEL' });
    expect(valueOf(mail!.calendar, 'METHOD')).toEqual(['CANCEL']);
    expect(valueOf(mail!.calendar, 'UID')[0]).toContain(sessionIds[1]!);
    expect(valueOf(mail!.calendar, 'SEQUENCE')).toEqual(['1']);
    expect(valueOf(mail!.calendar, 'STATUS')).toEqual(['CANCELLED']);
    expect(mail!.body_text).toContain('dinsdag 17 maart 2026');
  });

  it('lose the session that is replaced, and get the other one as new', async () => {
    const { id, sessionIds, sam } = await offeringWith(1);
    await change(id, [session(undefined, '2026-03-12T09:30:00+01:00')]);

    const added = (await academie.database.first<{ id: string }>(
      `SELECT id FROM catalogue.session WHERE offering_id = $1 AND status = 'planned'`,
      [id],
    ))!.id;
    expect((await calendarOf(sam)).slice(1).sort()).toEqual([
      `CANCEL ${sessionIds[0]}`,
      `REQUEST ${added}`,
    ]);
    const news = (await mailsTo(sam)).find(({ template }) => template.includes('session-added'));
    expect(news!.body_text).toContain('donderdag 12 maart 2026');
    expect(valueOf(news!.calendar, 'SEQUENCE')).toEqual(['0']);
  });

  it('lose a session that was moved and then taken out', async () => {
    const { id, sessionIds, sam } = await offeringWith(2);
    await change(id, [
      session(sessionIds[0], FIRST),
      session(sessionIds[1], '2026-03-19T09:30:00+01:00'),
    ]);
    await change(id, [session(sessionIds[0], FIRST)]);

    const [, moved, gone] = await mailsTo(sam);
    expect([moved, gone].map((mail) => mail!.calendar_method)).toEqual(['REQUEST', 'CANCEL']);
    expect(valueOf(gone!.calendar, 'UID')).toEqual(valueOf(moved!.calendar, 'UID'));
    expect(valueOf(gone!.calendar, 'SEQUENCE')).toEqual(['2']);
  });

  it('hear once of a session that was moved and taken out before the mail could go', async () => {
    const { id, sessionIds, sam } = await offeringWith(2);
    const work = jest.spyOn(academie, 'runWorkers').mockResolvedValue(undefined);
    await change(id, [
      session(sessionIds[0], FIRST),
      session(sessionIds[1], '2026-03-19T09:30:00+01:00'),
    ]);
    await change(id, [session(sessionIds[0], FIRST)]);
    work.mockRestore();
    await academie.runWorkers();

    expect((await calendarOf(sam)).slice(1)).toEqual([`CANCEL ${sessionIds[1]}`]);
  });

  it('lose all that is out when the seat is given up, once each', async () => {
    const { id, sessionIds, sam } = await offeringWith(2);
    await change(id, [
      session(sessionIds[0], FIRST),
      session(undefined, '2026-03-24T09:30:00+01:00'),
    ]);
    const seat = (await academie.database.first<{ id: string }>(
      'SELECT id FROM enrolment.enrolment WHERE offering_id = $1',
      [id],
    ))!.id;
    await academie.as(sam).post(`/api/v1/enrolments/${seat}/cancellation`).send({}).expect(200);
    await academie.runWorkers();

    const out = new Set<string>();
    for (const { calendar, calendar_method } of await mailsTo(sam))
      for (const uid of valueOf(calendar, 'UID'))
        if (calendar_method === 'REQUEST') out.add(uid);
        else expect([uid, out.delete(uid)]).toEqual([uid, true]);
    expect([...out]).toEqual([]);
  });

  it('lose what is still out of a session that was called off before it could be told', async () => {
    const { id, sessionIds, sam } = await offeringWith(2);
    await academie.database.rows(
      `UPDATE catalogue.session SET status = 'cancelled' WHERE id = $1`,
      [sessionIds[1]],
    );
    const seat = (await academie.database.first<{ id: string }>(
      'SELECT id FROM enrolment.enrolment WHERE offering_id = $1',
      [id],
    ))!.id;
    await academie.as(sam).post(`/api/v1/enrolments/${seat}/cancellation`).send({}).expect(200);
    await academie.runWorkers();

    const withdrawn = valueOf((await mailsTo(sam)).at(-1)!.calendar, 'UID');
    expect(withdrawn.map((uid) => uid.split('.')[0])).toEqual(sessionIds);
  });
});
