import { startAcademie } from '../support/academie';

describe('whose acts', () => {
  const academie = startAcademie({ seed: 'reference' });
  const organisation = async (code: string): Promise<string> =>
    (await academie.database.first<{ id: string }>(
      'SELECT id FROM people.organisation WHERE code = $1',
      [code],
    ))!.id;
  const theme = async (slug: string): Promise<string> =>
    (await academie.database.first<{ id: string }>(
      'SELECT id FROM catalogue.theme WHERE slug = $1',
      [slug],
    ))!.id;
  const control = async (reference: string, municipality = 'haarlem') => ({
    kind: 'btp_control',
    occurredOn: '2026-03-02',
    organisationIds: [await organisation(municipality)],
    team: 'kennemerland',
    subkind: 'hotel',
    reference,
  });
  const coordinatorOf = async (code: string) =>
    academie.given.holder('coordinator', await organisation(code));
  const leadOf = async (slug: string) => academie.given.holder('theme_lead', await theme(slug));

  it('a coordinator records for the own municipality and for no other', async () => {
    const coordinator = await coordinatorOf('haarlem');
    const send = (body: object) => academie.as(coordinator).post('/api/v1/acts').send(body);

    await send(await control('S-1')).expect(201);
    await send(await control('S-2', 'velsen')).expect(403);
    await send({
      kind: 'menu_item',
      occurredOn: '2026-03-02',
      organisationIds: [await organisation('haarlem'), await organisation('velsen')],
      subkind: 'speedmobiel',
      status: 'delivered',
    }).expect(403);
  });

  it('a coordinator confirms nothing about the own municipality, which a theme lead does', async () => {
    const confirmation = {
      kind: 'confirmation',
      occurredOn: '2026-03-02',
      organisationIds: [await organisation('haarlem')],
      target: 'T19',
    };
    const coordinator = await coordinatorOf('haarlem');
    const lead = await leadOf('mensenhandel');

    await academie.as(coordinator).post('/api/v1/acts').send(confirmation).expect(403);
    await academie.as(lead).post('/api/v1/acts').send(confirmation).expect(201);
  });

  it('a theme lead records the kinds of the own themes, and of those below them', async () => {
    const specialist = {
      kind: 'radicalisation_specialist',
      occurredOn: '2026-03-02',
      organisationIds: [
        (await academie.database.first<{ id: string }>(
          `SELECT id FROM people.organisation WHERE kind = 'care_and_safety_house' LIMIT 1`,
        ))!.id,
      ],
      status: 'geborgd',
    };
    const send = async (slug: string, body: object) =>
      academie
        .as(await leadOf(slug))
        .post('/api/v1/acts')
        .send(body);

    expect((await send('drugs', await control('S-3'))).status).toBe(403);
    expect((await send('mor', specialist)).status).toBe(201);
    expect((await send('mor-integraal', { ...specialist, isOther: true })).status).toBe(201);
    const known = {
      kind: 'known_training',
      occurredOn: '2026-03-02',
      reference: 'OPL-1',
      flags: { in_academie: true },
    };
    expect((await send('riec-kern', known)).status).toBe(201);
  });

  it('others do not see an act, nor change it', async () => {
    const haarlem = await coordinatorOf('haarlem');
    const velsen = await coordinatorOf('velsen');
    const auditor = await academie.given.holder('auditor');
    const { body } = await academie
      .as(haarlem)
      .post('/api/v1/acts')
      .send(await control('S-4'))
      .expect(201);
    const list = async (person: { id: string }) =>
      (await academie.as(person).get('/api/v1/acts').expect(200)).body.items.map(
        ({ reference }: { reference: string }) => reference,
      );
    const path = `/api/v1/acts/${body.id}`;

    expect(await list(haarlem)).toContain('S-4');
    expect(await list(velsen)).not.toContain('S-4');
    expect(await list(auditor)).toContain('S-4');
    expect(await list(await leadOf('drugs'))).not.toContain('S-4');
    await academie.as(velsen).get(path).expect(404);
    await academie.as(velsen).get(`/registraties/${body.id}`).expect(404);
    await academie.as(velsen).post(`${path}/retraction`).send({ reason: 'other' }).expect(404);
    await academie.as(auditor).get(path).expect(200);
    await academie.as(auditor).post(`${path}/retraction`).send({ reason: 'other' }).expect(403);
    await academie
      .as(velsen)
      .post(`/registraties/${body.id}/intrekken`)
      .type('form')
      .send({ reason: 'other' })
      .expect(404);
  });

  it('a coordinator sees an act that names the own municipality among others, and leaves it be', async () => {
    const lead = await leadOf('drugs');
    const texel = await coordinatorOf('texel');
    const { body } = await academie
      .as(lead)
      .post('/api/v1/acts')
      .send({
        kind: 'menu_item',
        occurredOn: '2026-03-02',
        organisationIds: [await organisation('schagen'), await organisation('texel')],
        subkind: 'speedmobiel',
        status: 'delivered',
      })
      .expect(201);

    await academie.as(texel).get(`/api/v1/acts/${body.id}`).expect(200);
    await academie
      .as(texel)
      .post(`/api/v1/acts/${body.id}/retraction`)
      .send({ reason: 'other' })
      .expect(403);
    const page = await academie.as(texel).get(`/registraties/${body.id}`).expect(200);
    expect(page.text).not.toContain(lead.name);
    expect(page.text).not.toContain('/intrekken');
  });
});
