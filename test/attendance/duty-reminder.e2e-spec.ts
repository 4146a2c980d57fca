import { DutyOffers } from '../../libs/attendance/duty-offer/duty-offers';
import { OfferService } from '@academie/enrolment';
import { DutyReminders } from '../../libs/attendance/duty-reminder/duty-reminders';
import { startAcademie, TUESDAY } from '../support/academie';
import { GivenDuties } from './given-duties';

const DAY = 86_400_000;

describe('being told of a duty', () => {
  const academie = startAcademie();
  const duties = new GivenDuties(academie);
  let administrator: { id: string };
  let course: { id: string; title: string };
  let person: { id: string; email: string };

  beforeAll(async () => {
    administrator = await academie.given.holder('administrator');
  });

  beforeEach(async () => {
    academie.clock.set(TUESDAY);
    course = await academie.given.course();
    person = await academie.given.person();
    await duties.rule(administrator, {
      ...{ courseId: course.id, withinDays: '60', why: 'Afgesproken in de Norm' },
      groupIds: [await academie.given.group([person])],
    });
  });

  const after = async (days: number): Promise<string[]> => {
    academie.clock.set(new Date(TUESDAY.getTime() + days * DAY));
    await academie.app.get(DutyReminders).run();
    await academie.app.get(DutyReminders).run();
    return (await mails()).map(({ subject }) => subject);
  };
  const mails = () =>
    academie.database.rows<{ subject: string; text: string }>(
      'SELECT subject, body_text AS text FROM platform.outgoing_mail WHERE recipient_person_id = $1 ORDER BY id',
      [person.id],
    );

  it('comes once for each step, and the last of those that were missed', async () => {
    expect(await after(0)).toEqual([`U moet volgen: ${course.title}`]);
    expect(await after(1)).toHaveLength(1);
    expect(await after(30)).toHaveLength(2);
    expect(await after(31)).toHaveLength(2);
    expect(await after(59)).toHaveLength(3);
    expect(await after(60)).toHaveLength(4);
    expect(await after(61)).toHaveLength(5);
    expect((await after(90)).slice(1)).toEqual([
      ...[`Uiterlijk 2 mei 2026: ${course.title}`, `Uiterlijk 2 mei 2026: ${course.title}`],
      ...[`Vandaag de laatste dag: ${course.title}`, `Te laat: ${course.title}`],
    ]);
  });

  it('names the dates with a free seat in which the person may come, and no others', async () => {
    const { given } = academie;
    const free = await given.offering({
      courseId: course.id,
      startsAt: new Date('2026-03-20T09:30:00+01:00'),
    });
    const full = await given.offering({ courseId: course.id, capacity: 1 });
    await given.enrolled(full.id, [await given.person()]);
    const closed = await given.offering({ courseId: course.id, admission: 'invited' });
    const over = await given.offering({ courseId: course.id, enrolClosesAt: TUESDAY });
    await after(0);
    const [{ text } = { text: '' }] = await mails();

    expect(text).toContain('Afgesproken in de Norm');
    expect(text).toContain(`/uitvoeringen/${free.id}/inschrijven`);
    expect(text).toContain('20 plekken vrij');
    for (const { id } of [full, closed, over]) expect(text).not.toContain(id);
  });

  it('says to who is enrolled that nothing is to be done, and nothing to who completed it', async () => {
    const offering = await academie.given.offering({ courseId: course.id });
    await academie.given.enrolled(offering.id, [person]);
    await after(0);

    expect((await mails())[0]!.text).toContain('U bent al ingeschreven.');

    await academie.database.rows(
      `UPDATE attendance.duty SET state = 'ended', closed_on = '2026-03-04' WHERE person_id = $1`,
      [person.id],
    );
    expect(await after(60)).toHaveLength(1);
  });

  describe('with seats that its organiser sets apart', () => {
    const seatsApart = async (seats: number, options: object = {}) => {
      const offering = await academie.given.offering({ courseId: course.id, ...options });
      await academie.database.rows('UPDATE catalogue.offering SET duty_seats = $2 WHERE id = $1', [
        offering.id,
        seats,
      ]);
      return offering;
    };
    const states = (offeringId: string) =>
      academie.database.rows<{ personId: string; state: string }>(
        `SELECT person_id AS "personId", state FROM enrolment.enrolment
          WHERE offering_id = $1 AND source = 'duty' ORDER BY queued_at, id`,
        [offeringId],
      );
    const offer = () => academie.app.get(DutyOffers).run();
    const alsoDue = async () => {
      const other = await academie.given.person();
      await duties.rule(administrator, {
        ...{ courseId: course.id, withinDays: '30', why: 'Ook' },
        groupIds: [await academie.given.group([other])],
      });
      return other;
    };

    it('is offered one, for a week, and takes it', async () => {
      const offering = await seatsApart(2);
      expect(await offer()).toBe(1);
      expect(await offer()).toBe(0);
      await academie.runWorkers();
      const text = (await mails()).at(-1)!.text;
      expect(text).toContain('U moet deze training volgen');
      expect(text).not.toContain('wachtlijst');
      const mine = await academie.as(person).get('/mijn').expect(200);
      expect(mine.text).toContain(course.title);
      const [{ id }] = (await academie.database.rows<{ id: string }>(
        'SELECT id FROM enrolment.enrolment WHERE offering_id = $1',
        [offering.id],
      )) as [{ id: string }];
      // The list of duties leads to where one enrols, and that to the seat.
      const form = `/uitvoeringen/${offering.id}/inschrijven`;
      const asked = await academie.as(person).get(form).expect(303);
      expect(asked.headers.location).toBe(`/mijn/inschrijvingen/${id}`);
      await academie.as(person).post(`/api/v1/enrolments/${id}/acceptance`).expect(200);
      expect(await states(offering.id)).toEqual([{ personId: person.id, state: 'enrolled' }]);
      expect(await offer()).toBe(0);
    });

    it('never gives more than were set apart, the first due first, also when two workers run', async () => {
      const soon = await alsoDue();
      const offering = await seatsApart(1);
      const counts = await Promise.all([offer(), offer()]);
      expect(counts.toSorted()).toEqual([0, 1]);
      expect(await states(offering.id)).toEqual([{ personId: soon.id, state: 'offered' }]);
    });

    it('frees what was not taken, and asks nobody twice for the same date', async () => {
      const offering = await seatsApart(1);
      const next = await seatsApart(0, { startsAt: new Date('2026-03-24T09:30:00+01:00') });
      await offer();
      academie.clock.set(new Date(TUESDAY.getTime() + 7 * DAY));
      await academie.app.get(OfferService).lapseExpired();
      expect((await states(offering.id))[0]!.state).toBe('cancelled');
      await academie.runWorkers();
      expect((await mails()).at(-1)!.text).toContain('Kies een datum die u wel past');
      expect(await offer()).toBe(0);
      await academie.database.rows('UPDATE catalogue.offering SET duty_seats = 1 WHERE id = $1', [
        next.id,
      ]);
      expect(await offer()).toBe(1);
    });

    it('is offered none that ends too late, is full, waited for, closed, or has to be agreed to', async () => {
      const late = await seatsApart(3, { startsAt: new Date('2026-05-20T09:30:00+02:00') });
      const full = await seatsApart(3, { capacity: 1 });
      await academie.given.enrolled(full.id, [await academie.given.person()]);
      const waited = await seatsApart(3);
      await academie.given.enrolled(waited.id, [await academie.given.person()], 'waitlisted');
      const closed = await seatsApart(3, { admission: 'invited' });
      const agreed = await seatsApart(3, { approval: 'organiser' });
      const none = await seatsApart(0);
      await offer();
      for (const { id } of [late, full, waited, closed, agreed, none])
        expect(await states(id)).toEqual([]);
    });

    it('has them set in the form of the offering', async () => {
      const { id } = await seatsApart(4);
      const { text } = await academie
        .as(administrator)
        .get(`/beheer/uitvoeringen/${id}/wijzigen`)
        .expect(200);
      expect(text).toMatch(/name="dutySeats" value="4"/);
    });
  });

  describe('by program', () => {
    it('is read by the person, and by who looks after the organisation alone', async () => {
      const { given } = academie;
      const [here, there] = [await given.municipality(), await given.municipality()];
      const colleague = await given.person({ organisationId: here.id });
      await duties.rule(administrator, {
        ...{ courseId: course.id, withinDays: '30', why: 'Samen' },
        organisationIds: [here.id],
      });
      const coordinator = await given.holder('coordinator', here.id);
      const other = await given.holder('coordinator', there.id);

      const own = await academie.as(colleague).get('/api/v1/me/duties').expect(200);
      expect(own.body.items).toMatchObject([{ courseId: course.id, why: 'Samen', cycle: 1 }]);
      const list = async (who: { id: string }) =>
        (await academie.as(who).get('/api/v1/duties?limit=1').expect(200)).body;
      const { items } = await list(coordinator);
      expect(items).toMatchObject([{ personId: colleague.id, dueOn: own.body.items[0].dueOn }]);
      expect((await list(other)).items).toEqual([]);
      await academie.as(colleague).get('/api/v1/duties').expect(403);

      const care = (who: { id: string }, more: object = {}) =>
        academie
          .as(who)
          .post('/api/v1/duties/care')
          .send({
            ...{ action: 'extend', dutyIds: [items[0].id], until: '2026-06-01', reason: 'Ziek' },
            ...more,
          });
      await care(other).expect(404);
      await care(colleague).expect(403);
      await care(coordinator, { dutyIds: null }).expect(422);
      await care(coordinator, { until: '2026-01-01' }).expect(422);
      expect((await care(coordinator).expect(200)).body).toEqual({ changed: 1 });
      expect((await list(coordinator)).items[0].dueOn).toBe('2026-06-01');
      expect((await care(coordinator, { action: 'waive' }).expect(200)).body.changed).toBe(1);
    });
  });
});
