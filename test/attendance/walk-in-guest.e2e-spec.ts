import { newId } from '@academie/platform';

import { startAcademie } from '../support/academie';

describe('a guest', () => {
  const academie = startAcademie();
  type Who = { id: string };

  const lesson = async () => {
    const trainer = await academie.given.holder('trainer');
    const offering = await academie.given.offering({ trainerIds: [trainer.id] });
    academie.clock.set('2026-03-10T12:00:00+01:00');
    const session = offering.sessionIds[0]!;
    const { body } = await academie
      .as(trainer)
      .post(`/api/v1/sessions/${session}/walk-ins`)
      .send({ guest: { givenName: 'Gijs', familyName: 'Onbekend' } })
      .expect(201);
    return { trainer, offering, session, guest: body.enrolmentId as string };
  };
  const match = (who: Who, session: string, enrolmentId: string, personId: string) =>
    academie
      .as(who)
      .post(`/api/v1/sessions/${session}/guest-matches`)
      .send({ enrolmentId, personId });
  const register = async (who: Who, session: string) => {
    const { body } = await academie.as(who).get(`/api/v1/sessions/${session}/register`).expect(200);
    return body.participants as { name: string; personId: string; value: string }[];
  };
  const close = (who: Who, session: string) =>
    academie.as(who).post(`/api/v1/sessions/${session}/register-closure`).expect(200);
  const completed = (personId: string) =>
    academie.database.rows(
      'SELECT 1 FROM attendance.completion WHERE person_id = $1 AND revoked_at IS NULL',
      [personId],
    );

  it('turns out to be somebody of the academie, and keeps the mark', async () => {
    const { trainer, session, guest } = await lesson();
    const known = await academie.given.person({ name: 'Gijsbert' });

    const { body } = await match(trainer, session, guest, known.id).expect(200);

    expect(body.enrolmentId).toBe(guest);
    expect(await register(trainer, session)).toEqual([
      expect.objectContaining({ name: known.name, personId: known.id, value: 'present' }),
    ]);
    await match(trainer, session, guest, known.id).expect(409);
  });

  it('is one person in the register, also when that person had a place and no mark', async () => {
    const { trainer, offering, session, guest } = await lesson();
    const known = await academie.given.person({ name: 'Gijsbert' });
    const [own] = await academie.given.enrolled(offering.id, [known]);

    const { body } = await match(trainer, session, guest, known.id).expect(200);

    expect(body.enrolmentId).toBe(own);
    expect(await register(trainer, session)).toEqual([
      expect.objectContaining({ personId: known.id, value: 'present' }),
    ]);
    const seats = await academie.database.first(
      'SELECT seats_taken AS seats FROM catalogue.offering WHERE id = $1',
      [offering.id],
    );
    expect(seats).toEqual({ seats: 1 });
  });

  it('gets the completion under the right name, after the register was closed', async () => {
    const { trainer, session, guest } = await lesson();
    const known = await academie.given.person({ name: 'Gijsbert' });
    await close(trainer, session);

    await match(trainer, session, guest, known.id).expect(200);

    expect(await completed(known.id)).toHaveLength(1);
    const states = await academie.database.rows(
      `SELECT e.outcome, p.status FROM enrolment.enrolment e, people.person p
        WHERE e.person_id = $1 AND p.merged_into = $1`,
      [known.id],
    );
    expect(states).toEqual([{ outcome: 'completed', status: 'merged' }]);
  });

  it('counts once when the person was there under the own name too', async () => {
    const { trainer, offering, session, guest } = await lesson();
    const known = await academie.given.person({ name: 'Gijsbert' });
    const [own] = await academie.given.enrolled(offering.id, [known]);
    await close(trainer, session);

    await match(trainer, session, guest, known.id).expect(200);

    expect(await completed(known.id)).toHaveLength(1);
    const [row] = await academie.database.rows<{ state: string }>(
      'SELECT state FROM enrolment.enrolment WHERE id = $1',
      [own],
    );
    expect(row).toEqual({ state: 'finished' });
    expect(await register(trainer, session)).toHaveLength(1);
  });

  it('is matched on a page that looks for the name, by whoever gives the training only', async () => {
    const { trainer, session, guest } = await lesson();
    const known = await academie.given.person({ name: 'Onbekende Gijsbert' });
    const page = `/lesgeven/sessies/${session}/deelnemers/${guest}`;

    const shown = await academie.as(trainer).get(page).expect(200);
    const question = await academie.as(trainer).get(`${page}/wie`).expect(200);
    const stranger = await academie.given.holder('trainer');

    expect(shown.text).toContain('Koppel de gast aan iemand in de academie');
    expect(question.text).toContain(known.name);
    await academie.as(stranger).get(`${page}/wie`).expect(403);
    await match(stranger, session, guest, known.id).expect(403);
    await academie
      .as(trainer)
      .post(`${page}/wie`)
      .type('form')
      .send({ personId: known.id })
      .expect(303);
    await academie.as(trainer).get(`${page}/wie`).expect(303);
  });

  it('cannot become nobody, and nobody else can become another', async () => {
    const { trainer, offering, session, guest } = await lesson();
    const [one, two] = await academie.given.people('Een', 'Twee');
    const [own] = await academie.given.enrolled(offering.id, [one!]);

    await match(trainer, session, guest, newId()).expect(404);
    await match(trainer, session, newId(), one!.id).expect(404);
    await match(trainer, session, own!, two!.id).expect(409);
  });
});
