import { startAcademie, type Visitor } from '../support/academie';

describe('what waits for somebody, as the menu says it', () => {
  const academie = startAcademie();
  const waiting = async (visitor: Visitor): Promise<object[]> =>
    (await visitor.get('/api/v1/me/waiting-work').expect(200)).body.items;

  it('counts requests for who decides on them, and for nobody else', async () => {
    const { given } = academie;
    const town = await given.municipality();
    const other = await given.municipality();
    const coordinator = academie.as(await given.holder('coordinator', town.id));
    const neighbour = academie.as(await given.holder('coordinator', other.id));
    const person = await given.person({ organisationId: town.id });
    const { id } = await given.offering({ approval: 'coordinator' });
    expect(await waiting(coordinator)).toEqual([]);

    await academie.as(person).post(`/uitvoeringen/${id}/inschrijven`).expect(303);

    expect(await waiting(coordinator)).toEqual([{ href: '/aanvragen', count: 1 }]);
    expect(await waiting(neighbour)).toEqual([]);
    expect(await waiting(academie.as(person))).toEqual([]);
    await academie.stranger.get('/api/v1/me/waiting-work').expect(401);
  });

  it('counts registers that a trainer has to close', async () => {
    const { given, clock } = academie;
    const trainer = await given.holder('trainer');
    clock.set('2026-03-03T09:00+01:00');
    await given.offering({ trainerIds: [trainer.id], sessions: 2 });
    expect(await waiting(academie.as(trainer))).toEqual([]);

    clock.set('2026-03-12T09:00+01:00');

    expect(await waiting(academie.as(trainer))).toEqual([{ href: '/lesgeven', count: 1 }]);
  });

  it('adds up at Beheer what waits on its pages, and says there which page that is', async () => {
    const { given } = academie;
    const administrator = academie.as(await given.holder('administrator'));
    const person = await given.person();
    await academie
      .as(person)
      .post('/account/gegevens/verwijderen')
      .type('form')
      .send({ reason: '' });

    expect(await waiting(administrator)).toContainEqual({ href: '/beheer', count: 1 });

    const { text } = await administrator.get('/beheer').expect(200);
    expect(text.match(/te doen/g)).toHaveLength(1);
    expect(text).toMatch(/Verzoeken om verwijdering<\/a> <span class="tabs__count">1</);
    const lead = await given.holder('theme_lead', (await given.theme()).id);
    expect((await academie.as(lead).get('/beheer').expect(200)).text).not.toContain('te doen');
  });

  it('is asked for by the pages of who has such work only', async () => {
    const { given } = academie;
    const page = async (person: { id: string }) =>
      (await academie.as(person).get('/aanbod').expect(200)).text;

    expect(await page(await given.holder('trainer'))).toContain('data-work="');
    expect(await page(await given.person())).not.toContain('data-work');
  });
});
