import { startAcademie } from '../support/academie';

describe('hours given', () => {
  const academie = startAcademie();
  let kim: { id: string; name: string };
  let noor: { id: string; name: string };
  let sam: { id: string; name: string };
  let lead: { id: string };

  beforeAll(async () => {
    academie.clock.set('2026-03-03T09:00:00+01:00');
    [kim, noor, sam] = await Promise.all([
      academie.given.holder('trainer'),
      academie.given.holder('trainer'),
      academie.given.holder('trainer'),
    ]);
    const theme = await academie.given.theme();
    lead = await academie.given.holder('theme_lead', theme.id);
    const course = await academie.given.course({ themeIds: [theme.id], title: 'Geteld' });
    const administrator = await academie.given.holder('administrator');
    const offering = await academie.given.offering({
      courseId: course.id,
      sessions: 3,
      trainerIds: [kim.id, noor.id],
    });
    await academie
      .as(administrator)
      .put(`/api/v1/offerings/${offering.id}/sessions/${offering.sessionIds[0]}/trainers`)
      .send({ trainerIds: [noor.id], standInId: sam.id })
      .expect(204);
    const off = await academie.given.offering({ trainerIds: [kim.id] });
    await academie.database.rows(
      `UPDATE catalogue.session SET status = 'cancelled' WHERE offering_id = $1`,
      [off.id],
    );
    const elsewhere = await academie.given.course({ title: 'Elders' });
    await academie.given.offering({ courseId: elsewhere.id, trainerIds: [sam.id] });
    // Two of the three sessions are over.
    academie.clock.set('2026-03-20T09:00:00+01:00');
  });

  const csv = async (who: { id: string }, query = '') =>
    (await academie.as(who).get(`/lesgeven/uren.csv${query}`).expect(200)).text
      .trim()
      .split(/\r?\n/)
      .slice(1);

  it('are of sessions that are over, by who gave them, and of nobody else', async () => {
    expect(await csv(kim)).toHaveLength(1);
    expect(await csv(noor)).toHaveLength(2);
    const [own] = (await csv(sam)).filter((line) => line.includes('Geteld'));
    expect(own).toContain(sam.name);
    expect(own).toMatch(/;"?2"?;"?ja"?$/);
    expect((await csv(kim, '?wie=alle')).join()).not.toContain(noor.name);
  });

  it('are of all trainers for who leads the theme, with what each gave', async () => {
    const page = await academie.as(lead).get('/lesgeven/uren?wie=alle').expect(200);
    for (const { name } of [kim, noor, sam]) expect(page.text).toContain(name);
    expect(page.text).not.toContain('Elders');
    expect(await csv(lead, '?wie=alle')).toHaveLength(4);
    const workbook = await academie.as(lead).get('/lesgeven/uren.xlsx?wie=alle').expect(200);
    expect(workbook.headers['content-type']).toContain('spreadsheetml');
  });

  it('are of a year or a quarter, whatever the address says', async () => {
    expect(await csv(noor, '?jaar=2026&kwartaal=1')).toHaveLength(2);
    expect(await csv(noor, '?jaar=2026&kwartaal=2')).toHaveLength(0);
    expect(await csv(noor, '?jaar=2025')).toHaveLength(0);
    expect(await csv(noor, '?jaar=nooit&kwartaal=9')).toHaveLength(2);
    await academie
      .as(await academie.given.person())
      .get('/lesgeven/uren')
      .expect(403);
  });

  it('cost a few queries, however many there are', async () => {
    const ask = () => academie.as(lead).get('/lesgeven/uren?wie=alle').expect(200);
    await ask();
    expect(await academie.queriesOf(ask)).toBeLessThanOrEqual(4);
  });
});
