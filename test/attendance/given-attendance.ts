import { newId } from '@academie/platform';

import type { Academie } from '../support/academie';

/** The words of the register for somebody who was there or not. */
type Value = 'present' | 'partial' | 'absent' | 'excused';

/** A course that was given, with its register closed: what certificates and evaluations begin with. */
export async function heldCourse(
  academie: Academie,
  values: Record<string, Value>,
  options: { courseId?: string; startsAt?: Date; themeIds?: string[]; title?: string } = {},
) {
  const { given, clock } = academie;
  const startsAt = options.startsAt ?? new Date('2026-03-10T09:30:00+01:00');
  const trainer = await given.holder('trainer');
  const courseId =
    options.courseId ??
    (
      await given.course({
        ...(options.themeIds && { themeIds: options.themeIds }),
        ...(options.title && { title: options.title }),
      })
    ).id;
  const offering = await given.offering({ courseId, startsAt, trainerIds: [trainer.id] });
  const names = Object.keys(values);
  const people = await given.people(...names);
  const enrolments = await given.enrolled(offering.id, people);
  const sessionId = offering.sessionIds[0]!;
  const register = `/api/v1/sessions/${sessionId}`;
  clock.set(new Date(startsAt.getTime() + 3 * 3_600_000));

  const mark = (wanted: Record<string, Value>, source = 'trainer') =>
    academie
      .as(trainer)
      .post(`${register}/attendance-marks`)
      .send(
        Object.entries(wanted).map(([name, value]) => ({
          clientId: newId(),
          enrolmentId: enrolments[names.indexOf(name)],
          value,
          source,
          occurredAt: clock.now().toISOString(),
        })),
      )
      .expect(200);
  const close = async () => {
    await academie.as(trainer).post(`${register}/register-closure`).expect(200);
    await academie.runWorkers();
  };
  const reopen = async () => {
    clock.set(new Date(clock.now().getTime() + 60_000));
    await academie
      .as(trainer)
      .post(`${register}/register-reopening`)
      .send({ reason: 'Iemand vergeten' })
      .expect(200);
    await academie.runWorkers();
  };

  await mark(values);
  await close();
  return { trainer, courseId, offering, sessionId, people, enrolments, mark, close, reopen };
}
