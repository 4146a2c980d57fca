import { startAcademie } from '../support/academie';
import { heldCourse } from './given-attendance';

const five = {
  Anna: 'present',
  Bram: 'present',
  Cas: 'present',
  Daan: 'present',
  Eva: 'present',
} as const;

describe('evaluations of a course over its runs', () => {
  const academie = startAcademie();

  const run = async (
    day: string,
    overall: number,
    answers: number,
    courseId?: string,
  ): Promise<{ courseId: string; trainer: { id: string } }> => {
    const held = await heldCourse(academie, five, {
      startsAt: new Date(`${day}T09:30:00+01:00`),
      ...(courseId && { courseId }),
    });
    for (const [nth, person] of held.people.slice(0, answers).entries())
      await academie
        .as(person)
        .post(`/api/v1/enrolments/${held.enrolments[nth]}/evaluation`)
        .send({ overall, content: 3, usefulness: 3, trainer: 3, organisation: 3 })
        .expect(204);
    const found = await academie.database.first<{ courseId: string }>(
      'SELECT course_id AS "courseId" FROM catalogue.offering WHERE id = $1',
      [held.offering.id],
    );
    return { courseId: found!.courseId, trainer: held.trainer };
  };

  it('stand beside each other, with what changed, but none with too few answers', async () => {
    const first = await run('2026-02-10', 3, 5);
    await run('2026-02-17', 1, 4, first.courseId);
    await run('2026-03-10', 4, 5, first.courseId);
    const administrator = await academie.given.holder('administrator');
    const page = `/lesgeven/evaluaties/training/${first.courseId}`;

    const { text } = await academie.as(administrator).get(page).expect(200);
    expect(text).toContain('De laatste keer 1,0 hoger dan de keer ervoor.');
    expect(text).toContain('minder dan 5 antwoorden staan hier niet bij: 1.');
    expect(text).not.toContain('17 februari');
    const own = await academie.as(first.trainer).get(page).expect(200);
    expect(own.text).not.toContain('10 maart');
    const other = await academie.given.holder('trainer');
    await academie.as(other).get(page).expect(404);
    const ask = () => academie.as(administrator).get(page).expect(200);
    expect(await academie.queriesOf(ask)).toBeLessThanOrEqual(3);
  });
});
