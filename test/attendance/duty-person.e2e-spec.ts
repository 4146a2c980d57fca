import { newId, Retention } from '@academie/platform';

import { AttendancePersonPart } from '../../libs/attendance/person-data.handler';
import { DutyChanges } from '../../libs/attendance/duty/duty-changes';
import { startAcademie, TUESDAY } from '../support/academie';
import { GivenDuties } from './given-duties';

describe('what is kept of somebody who has duties', () => {
  const academie = startAcademie();
  const duties = new GivenDuties(academie);
  let course: { id: string };
  let person: { id: string };
  let groupId: string;

  beforeEach(async () => {
    academie.clock.set(TUESDAY);
    course = await academie.given.course();
    person = await academie.given.person();
    groupId = await academie.given.group([person]);
    await duties.rule(await academie.given.holder('administrator'), {
      ...{ courseId: course.id, repeats: 'months', everyMonths: '12', groupIds: [groupId] },
    });
  });

  const learned = (day: string) =>
    academie.database.rows(
      `INSERT INTO attendance.duty_exemption (id, course_id, person_id, kind, reason, learned_on, state, asked_at, decided_at)
       VALUES ($1, $2, $3, 'earlier_learning', 'Bij de politie', $4, 'granted', $5, $5)`,
      [newId(), course.id, person.id, day, academie.clock.now()],
    );

  it('loses its words with the person, and no count', async () => {
    await learned('2026-02-01');
    await academie.app.get(DutyChanges).settleAll();
    await academie.database.transaction((tx) =>
      academie.app.get(AttendancePersonPart).erase(tx, [person.id]),
    );
    const [kept] = await academie.database.rows<{ reason: string; state: string }>(
      'SELECT reason, state FROM attendance.duty_exemption WHERE person_id = $1',
      [person.id],
    );

    expect(kept).toEqual({ reason: 'verwijderd op verzoek', state: 'granted' });
    expect(await duties.of(person, course.id)).toHaveLength(2);
  });

  it('is in what somebody can read and take along', async () => {
    const { text } = await academie.as(person).get('/account/gegevens').expect(200);

    expect(text).toContain('verplichtingen');
  });

  it('goes after some years, but for the last time', async () => {
    await learned('2026-02-01');
    await academie.app.get(DutyChanges).settleAll();
    academie.clock.set('2036-06-01T12:00:00+02:00');
    const retention = academie.app.get(Retention);
    const [kind] = (await retention.all()).filter((one) => one.kind === 'attendance.old-duties');
    await retention.forget(kind!);
    await academie.app.get(DutyChanges).settleAll();

    expect(await duties.of(person, course.id)).toMatchObject([{ state: 'open', cycle: 2 }]);
  });
});
