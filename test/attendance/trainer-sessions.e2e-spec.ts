import { startAcademie, TUESDAY } from '../support/academie';

describe('the list of sessions somebody gives', () => {
  const academie = startAcademie();
  const { clock } = academie;

  beforeEach(() => clock.set(TUESDAY));

  const list = async (person: { id: string }) =>
    (await academie.as(person).get('/lesgeven').expect(200)).text;

  it('shows a session that was called off on its own day, as cancelled, and on no other', async () => {
    const kim = await academie.given.holder('trainer');
    const offering = await academie.given.offering({ trainerIds: [kim.id], sessions: 2 });
    await academie.database.rows(
      `UPDATE catalogue.session SET status = 'cancelled' WHERE id = $1`,
      [offering.sessionIds[0]],
    );
    const href = `/lesgeven/sessies/${offering.sessionIds[0]}`;

    expect(await list(kim)).not.toContain(href);
    clock.set('2026-03-10T08:00:00+01:00');
    const today = await list(kim);
    expect(today).toContain(href);
    expect(today).toContain('Gaat niet door');
    expect(today).not.toContain('Presentielijst openen');
    clock.set('2026-03-11T08:00:00+01:00');
    expect(await list(kim)).not.toContain(href);
  });

  it('shows all of an offering that was called off, on the day they would have been', async () => {
    const kim = await academie.given.holder('trainer');
    const offering = await academie.given.offering({ trainerIds: [kim.id] });
    await academie.database.rows(
      `UPDATE catalogue.offering SET status = 'cancelled', cancelled_at = $2, cancel_reason = 'x' WHERE id = $1`,
      [offering.id, clock.now()],
    );
    clock.set('2026-03-10T12:00:00+01:00');

    expect(await list(kim)).toContain('Gaat niet door');
  });
});
