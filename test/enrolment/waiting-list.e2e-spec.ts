import { type EventName, Jobs, Journal } from '@academie/platform';

import { startAcademie, TUESDAY } from '../support/academie';

const HOUR = 3_600_000;

describe('the waiting list', () => {
  const academie = startAcademie();
  const enrol = async (person: { id: string }, offeringId: string, answers?: string[]) =>
    (
      await academie
        .as(person)
        .post(`/api/v1/offerings/${offeringId}/enrolments`)
        .send({ answers })
        .expect(201)
    ).body as { id: string; state: string; waitingPosition?: number };
  const cancel = (person: { id: string }, id: string) =>
    academie.as(person).post(`/api/v1/enrolments/${id}/cancellation`).send({}).expect(200);
  const standing = async (person: { id: string }, id: string) =>
    (await academie.as(person).get(`/api/v1/enrolments/${id}`).expect(200)).body;
  const subjects = async (person: { id: string }): Promise<string[]> => {
    await academie.runWorkers();
    const sent = await academie.database.rows<{ subject: string }>(
      'SELECT subject FROM platform.outgoing_mail WHERE recipient_person_id = $1 ORDER BY created_at, id',
      [person.id],
    );
    return sent.map(({ subject }) => subject);
  };
  const run = () => academie.app.get(Jobs).run('enrolment.lapse-offers');
  const after = (hours: number) => academie.clock.set(new Date(TUESDAY.getTime() + hours * HOUR));

  beforeEach(() => academie.clock.set(TUESDAY));

  it('keeps a seat for the next in line, and passes it on at a no and at the end of the time', async () => {
    const offering = await academie.given.offering({ capacity: 1, offerHours: 24 });
    const people = await academie.given.people('Sam', 'Kim', 'Lou', 'Vic');
    const rows = [];
    for (const person of people) rows.push(await enrol(person, offering.id));
    const [sam, kim, lou, vic] = people;

    await cancel(sam!, rows[0]!.id);
    expect(await standing(kim!, rows[1]!.id)).toMatchObject({ state: 'offered' });
    expect(await subjects(kim!)).toContainEqual(expect.stringContaining('Neem die op tijd aan'));
    await academie.as(kim!).post(`/api/v1/enrolments/${rows[1]!.id}/refusal`).send({}).expect(200);
    expect(await standing(lou!, rows[2]!.id)).toMatchObject({ state: 'offered' });

    after(24);
    await run();
    expect(await standing(lou!, rows[2]!.id)).toMatchObject({
      state: 'cancelled',
      cancelledBy: 'lapse',
    });
    expect(await subjects(lou!)).toContainEqual(expect.stringContaining('naar een ander'));
    expect(await standing(vic!, rows[3]!.id)).toMatchObject({ state: 'offered' });
    await academie.as(vic!).post(`/api/v1/enrolments/${rows[3]!.id}/acceptance`).expect(200);
  });

  it('keeps no seat beyond the moment that enrolment closes', async () => {
    const closes = new Date(TUESDAY.getTime() + 2 * HOUR);
    const offering = await academie.given.offering({
      capacity: 1,
      offerHours: 48,
      enrolClosesAt: closes,
    });
    const [sam, kim] = await academie.given.people('Sam', 'Kim');
    const seat = await enrol(sam!, offering.id);
    const wait = await enrol(kim!, offering.id);
    await cancel(sam!, seat.id);

    const row = await academie.database.first<{ offered_until: Date }>(
      'SELECT offered_until FROM enrolment.enrolment WHERE id = $1',
      [wait.id],
    );
    expect(row!.offered_until).toEqual(closes);
    after(2);
    await run();
    expect(await standing(kim!, wait.id)).toMatchObject({ state: 'cancelled' });
  });

  it('lets an organisation without a seat go before a second seat for another, and says so to all', async () => {
    const [a, b] = [await academie.given.municipality(), await academie.given.municipality()];
    const offering = await academie.given.offering({ capacity: 1, coverageFirst: true });
    const of = (organisationId?: string) => academie.given.person({ organisationId });
    const [first, second, third, other, loose] = [
      await of(a.id),
      await of(a.id),
      await of(a.id),
      await of(b.id),
      await of(),
    ];
    const seat = await enrol(first, offering.id);
    const waits = [
      await enrol(second, offering.id),
      await enrol(third, offering.id),
      await enrol(loose, offering.id),
      await enrol(other, offering.id),
    ];

    // The last to come is of an organisation without a seat: first in line at once.
    expect(waits.map(({ waitingPosition }) => waitingPosition)).toEqual([1, 2, 3, 1]);
    // Processes of the release before this one still ask by the old name.
    const order = (name: string) =>
      academie.database.rows(`SELECT id, place FROM enrolment.${name}($1) ORDER BY place`, [
        offering.id,
      ]);
    expect(await order('line')).toEqual(await order('waiting_order'));
    expect(await standing(second, waits[0]!.id)).toMatchObject({ waitingPosition: 2 });
    await cancel(first, seat.id);
    // Organisation a has no seat any more either, and its first came before the other's.
    expect(await standing(second, waits[0]!.id)).toMatchObject({ state: 'enrolled' });
    expect(await standing(other, waits[3]!.id)).toMatchObject({ waitingPosition: 1 });
    expect(await standing(third, waits[1]!.id)).toMatchObject({ waitingPosition: 2 });

    await academie.database.rows('UPDATE catalogue.offering SET capacity = 2 WHERE id = $1', [
      offering.id,
    ]);
    await announce('offering.changed', offering.id);
    expect(await standing(other, waits[3]!.id)).toMatchObject({ state: 'enrolled' });
    expect(await standing(third, waits[1]!.id)).toMatchObject({ waitingPosition: 1 });
    const { slug } = (await academie.database.first<{ slug: string }>(
      'SELECT slug FROM catalogue.course WHERE id = $1',
      [offering.courseId],
    ))!;
    expect((await academie.stranger.get(`/aanbod/${slug}`).expect(200)).text).toContain(
      'gaat een organisatie die nog geen plek heeft voor',
    );
  });

  it('marks as late what is given up after the last moment, though the list still moves', async () => {
    const offering = await academie.given.offering({
      capacity: 1,
      cancelUntil: new Date(TUESDAY.getTime() + HOUR),
    });
    const [sam, kim] = await academie.given.people('Sam', 'Kim');
    const seat = await enrol(sam!, offering.id);
    const wait = await enrol(kim!, offering.id);
    after(1);

    const page = await academie.as(sam!).get(`/inschrijvingen/${seat.id}/afmelden`).expect(200);
    await cancel(sam!, seat.id);

    expect(page.text).toContain('Er wordt bijgehouden dat de afmelding laat was');
    expect(await standing(sam!, seat.id)).toMatchObject({ state: 'cancelled', late: true });
    expect(await standing(kim!, wait.id)).toMatchObject({ state: 'enrolled', late: false });
  });

  it('invites whoever wanted to know as soon as there is a date, once', async () => {
    const course = await academie.given.course({ title: 'Ooit weer' });
    const [sam, kim] = await academie.given.people('Sam', 'Kim');
    const page = `/aanbod/${course.slug}`;
    expect((await academie.as(sam!).get(page).expect(200)).text).toContain('Ik heb interesse');
    expect((await academie.stranger.get(page).expect(200)).text).toContain('Log in om bericht');
    await academie.as(sam!).post(`${page}/interesse`).expect(303);
    await academie.as(sam!).post(`/api/v1/courses/${course.id}/interest`).expect(204);
    await academie.as(kim!).post(`/api/v1/courses/${course.id}/interest`).expect(204);
    await academie.as(kim!).post(`${page}/interesse/intrekken`).expect(303);
    expect((await academie.as(sam!).get(page).expect(200)).text).toContain('Toch geen bericht');
    const admin = await academie.given.holder('administrator');
    const managed = await academie.as(admin).get(`/beheer/aanbod/${course.id}`).expect(200);
    expect(managed.text).toContain('1 persoon wacht op een datum');

    const offering = await academie.given.offering({ courseId: course.id });
    await announce('offering.published', offering.id);
    await announce('offering.published', offering.id);

    expect(await subjects(sam!)).toEqual(['Er is een datum: Ooit weer']);
    expect(await subjects(kim!)).toEqual([]);
    expect((await academie.as(sam!).get(page).expect(200)).text).not.toContain('interesse');
  });

  async function announce(action: EventName, subjectId: string): Promise<void> {
    await academie.database.transaction((tx) =>
      academie.app.get(Journal).record(tx, { action, subjectId }),
    );
    await academie.runWorkers();
  }
});
