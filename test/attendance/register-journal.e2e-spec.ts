import { newId } from '@academie/platform';

import { startAcademie } from '../support/academie';

describe('what a register leaves in the journal', () => {
  const academie = startAcademie();
  type Who = { id: string };

  const lesson = async (sessions: number) => {
    const trainer = await academie.given.holder('trainer');
    const offering = await academie.given.offering({ trainerIds: [trainer.id], sessions });
    academie.clock.set('2026-03-17T12:00:00+01:00');
    const people = await academie.given.people('Wel', 'Niet');
    const enrolments = await academie.given.enrolled(offering.id, people);
    return { trainer, offering, enrolments };
  };
  const present = (who: Who, session: string, enrolmentId: string) =>
    academie
      .as(who)
      .post(`/api/v1/sessions/${session}/attendance-marks`)
      .send([
        {
          clientId: newId(),
          enrolmentId,
          value: 'present',
          occurredAt: academie.clock.now().toISOString(),
        },
      ])
      .expect(200);
  const close = (who: Who, session: string) =>
    academie.as(who).post(`/api/v1/sessions/${session}/register-closure`).expect(200);
  /** What was recorded about an offering, its sessions and its completions, in order. */
  const journal = async (offeringId: string): Promise<string[]> => {
    const lines = await academie.database.rows<{ action: string }>(
      `SELECT action FROM platform.journal
        WHERE (subject_id = $1 OR data ->> 'offeringId' = $1::text)
          AND (action LIKE 'register.%' OR action LIKE 'completion.%' OR action LIKE 'offering.%held')
        ORDER BY id`,
      [offeringId],
    );
    return lines.map(({ action }) => action);
  };

  it('is held, with completions, once the last register is closed and not before', async () => {
    const { trainer, offering, enrolments } = await lesson(2);
    const [first, last] = offering.sessionIds as [string, string];
    for (const session of [first, last]) await present(trainer, session, enrolments[0]!);

    await close(trainer, first);
    expect(await journal(offering.id)).toEqual(['register.closed']);
    await close(trainer, last);

    expect((await journal(offering.id)).slice(1).sort()).toEqual([
      'completion.recorded',
      'offering.held',
      'register.closed',
    ]);
  });

  it('takes back what a register brought that is opened again', async () => {
    const { trainer, offering, enrolments } = await lesson(1);
    const session = offering.sessionIds[0]!;
    await present(trainer, session, enrolments[0]!);
    await close(trainer, session);
    const before = (await journal(offering.id)).length;

    await academie
      .as(trainer)
      .post(`/api/v1/sessions/${session}/register-reopening`)
      .send({ reason: 'Iemand vergeten' })
      .expect(200);

    expect((await journal(offering.id)).slice(before).sort()).toEqual([
      'completion.revoked',
      'offering.unheld',
      'register.reopened',
    ]);
  });

  it('has one closing, also when two trainers close', async () => {
    const { trainer, offering, enrolments } = await lesson(1);
    const session = offering.sessionIds[0]!;
    await present(trainer, session, enrolments[0]!);

    await Promise.all([close(trainer, session), close(trainer, session)]);
    await close(trainer, session);

    expect((await journal(offering.id)).sort()).toEqual([
      'completion.recorded',
      'offering.held',
      'register.closed',
    ]);
  });
});
