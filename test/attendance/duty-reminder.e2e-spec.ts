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
});
