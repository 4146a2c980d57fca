import { Retention } from '@academie/platform';

import { startAcademie, TUESDAY } from '../support/academie';

const PAGE = '/lesgeven/afwezig';

describe('days on which a trainer cannot', () => {
  const academie = startAcademie();
  let theme: { id: string };
  let lead: { id: string };
  let trainer: { id: string };

  beforeAll(async () => {
    academie.clock.set(TUESDAY);
    theme = await academie.given.theme('Drugs');
    lead = await academie.given.holder('theme_lead', theme.id);
    trainer = await academie.given.holder('trainer', undefined, { name: 'Gijs' });
  });
  beforeEach(async () => {
    academie.clock.set(TUESDAY);
    await academie.database.rows('DELETE FROM catalogue.trainer_absence');
  });

  const post = (person: { id: string }, path: string, fields: object = {}) =>
    academie.as(person).post(path).type('form').send(fields);
  const away = (firstDay: string, lastDay = '', person = trainer) =>
    post(person, PAGE, { firstDay, lastDay });
  const kept = () =>
    academie.database.rows<{ id: string }>('SELECT id FROM catalogue.trainer_absence');
  const plan = (courseId: string, day: string, action = 'save') =>
    post(lead, `/beheer/aanbod/${courseId}/uitvoeringen/nieuw`, {
      ...{ action, mode: 'in_person', capacity: '20', approval: 'none', approvalDays: '5' },
      ...{ 'sessions.0.day': day, 'sessions.0.from': '09:00', 'sessions.0.until': '12:00' },
      trainerIds: trainer.id,
    });

  it('are said by the trainer, once, and taken back', async () => {
    await away('2026-05-11', '2026-05-15').expect(303);
    await away('2026-05-11', '2026-05-15').expect(303);
    await away('2026-06-01').expect(303);
    const { text } = await academie.as(trainer).get(PAGE).expect(200);
    expect(text).toContain('maandag 1 juni 2026');
    const [first] = await kept();
    expect(await kept()).toHaveLength(2);
    const other = await academie.given.holder('trainer');
    await post(other, `${PAGE}/${first!.id}/weghalen`).expect(404);
    await post(trainer, `${PAGE}/${first!.id}/weghalen`).expect(303);
    expect(await kept()).toHaveLength(1);
    await academie
      .as(await academie.given.person())
      .get(PAGE)
      .expect(403);
  });

  it.each([
    ['nothing', '', ''],
    ['a day that is none', '2026-02-30', ''],
    ['the last before the first', '2026-05-15', '2026-05-11'],
    ['days that are over', '2026-01-02', '2026-01-03'],
    ['more than a year', '2026-05-15', '2027-06-15'],
  ])('refuse %s', async (_, firstDay, lastDay) => {
    const { text } = await away(firstDay, lastDay).expect(422);
    expect(text).toContain('Er is 1 fout');
    expect(await kept()).toEqual([]);
  });

  it('are told before an offering is saved, and stand in the planning', async () => {
    await away('2026-05-11', '2026-05-15').expect(303);
    const { id } = await academie.given.course({ themeIds: [theme.id] });
    const asked = await plan(id, '2026-05-15').expect(200);
    expect(asked.text).toContain('Gijs de Tester kan niet op');
    expect(asked.text).toContain('maandag 11 mei 2026 tot en met vrijdag 15 mei 2026');
    await plan(id, '2026-05-16').expect(303);
    await plan(id, '2026-05-12', 'confirm').expect(303);

    const week = await academie.as(lead).get('/beheer/planning?week=2026-05-12').expect(200);
    expect(week.text).toContain('Kan niet');
    const after = await academie.as(lead).get('/beheer/planning?week=2026-05-18').expect(200);
    expect(after.text).not.toContain('Kan niet');
  });

  it('say what the trainer gives all the same', async () => {
    const course = await academie.given.course({ title: 'Wet Bibob' });
    await academie.given.offering({ courseId: course.id, trainerIds: [trainer.id] });
    await away('2026-03-10').expect(303);
    const { text } = await academie.as(trainer).get(PAGE).expect(200);
    expect(text).toContain('Op deze dagen geeft u iets');
    expect(text).toContain('Wet Bibob');
  });

  it('are told of who is to stand in', async () => {
    const course = await academie.given.course({ themeIds: [theme.id] });
    const offering = await academie.given.offering({ courseId: course.id });
    await away('2026-03-10').expect(303);
    const [session] = offering.sessionIds;
    const page = `/beheer/uitvoeringen/${offering.id}/trainers`;
    const { text } = await post(lead, page, {
      ...{ sessions: session, [`vervanger.${session}`]: trainer.id },
    }).expect(422);
    expect(text).toContain('Gijs de Tester kan niet op dinsdag 10 maart 2026');
  });

  it('are forgotten a while after', async () => {
    await away('2026-03-10').expect(303);
    const retention = academie.app.get(Retention);
    const forget = async (now: string) => {
      academie.clock.set(now);
      const kinds = await retention.all();
      await retention.forget(kinds.find((one) => one.kind === 'catalogue.trainer-absences')!);
      return kept();
    };
    expect(await forget('2026-04-01T09:00:00+02:00')).toHaveLength(1);
    expect(await forget('2026-04-20T09:00:00+02:00')).toEqual([]);
  });
});
