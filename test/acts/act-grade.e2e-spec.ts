import { startAcademie, type Visitor } from '../support/academie';

describe('how far an act is trusted', () => {
  const academie = startAcademie({ seed: 'reference' });
  let lead: Visitor;
  let coordinator: Visitor;
  let haarlem: string;

  beforeAll(async () => {
    const theme = await academie.database.first<{ id: string }>(
      `SELECT id FROM catalogue.theme WHERE slug = 'criminele-geldstromen'`,
    );
    const place = await academie.database.first<{ id: string }>(
      `SELECT id FROM people.organisation WHERE code = 'haarlem'`,
    );
    haarlem = place!.id;
    lead = academie.as(await academie.given.holder('theme_lead', theme!.id));
    coordinator = academie.as(await academie.given.holder('coordinator', haarlem));
  });

  const session = (subkind: string, headcount: number) => ({
    kind: 'awareness_session',
    occurredOn: '2026-03-02',
    organisationIds: [haarlem],
    subkind,
    headcount,
  });

  it('is a statement by name when a municipality says that it knows something', async () => {
    const { body } = await coordinator
      .post('/api/v1/acts')
      .send({
        kind: 'acknowledged_reading',
        occurredOn: '2026-03-02',
        organisationIds: [haarlem],
        subkind: 'protocol-ordeverstoringen',
      })
      .expect(201);

    expect(body).toMatchObject({ grade: 'B', source: 'own' });
  });

  it('is a bare total where residents are counted by head, and our own register for others', async () => {
    const send = async (subkind: string, headcount: number) =>
      (await lead.post('/api/v1/acts').send(session(subkind, headcount)).expect(201)).body;

    expect(await send('inwoners', 31)).toMatchObject({ grade: 'C' });
    expect(await send('ondernemers', 32)).toMatchObject({ grade: 'A' });
  });

  it('follows what the act is corrected into', async () => {
    const { body } = await lead.post('/api/v1/acts').send(session('partners', 12)).expect(201);
    const { kind: _, ...corrected } = session('inwoners', 12);
    const answer = await lead
      .post(`/api/v1/acts/${body.id}/correction`)
      .send(corrected)
      .expect(201);

    expect([body.grade, answer.body.grade]).toEqual(['A', 'C']);
  });
});
