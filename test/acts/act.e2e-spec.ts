import { startAcademie } from '../support/academie';

describe('recording acts', () => {
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
  const leadOf = async (slug: string) => academie.given.holder('theme_lead', await theme(slug));
  const coordinatorOf = async (code: string) =>
    academie.given.holder('coordinator', await organisation(code));
  const control = async (reference: string, more: object = {}) => ({
    kind: 'btp_control',
    occurredOn: '2026-03-02',
    organisationIds: [await organisation('haarlem')],
    team: 'kennemerland',
    subkind: 'hotel',
    reference,
    ...more,
  });

  it('takes a control from a theme lead, and says on whose behalf nothing', async () => {
    const lead = await leadOf('mensenhandel');

    const { body } = await academie
      .as(lead)
      .post('/api/v1/acts')
      .send(await control('K-1'))
      .expect(201);

    expect(body).toMatchObject({ grade: 'A', source: 'own', quantity: 1, retractedAt: null });
    expect(JSON.stringify(body)).not.toContain(lead.id);
    const line = await academie.database.first(
      'SELECT action, actor_id, data FROM platform.journal WHERE subject_id = $1',
      [body.id],
    );
    expect(line).toEqual({
      action: 'act.recorded',
      actor_id: lead.id,
      data: { kind: 'btp_control' },
    });
  });

  it('refuses the same team, day and number again, and names the act that is there', async () => {
    const lead = await leadOf('mensenhandel');
    const send = async (more: object) =>
      academie
        .as(lead)
        .post('/api/v1/acts')
        .send(await control('K-2', more));

    const { body: first } = await send({});
    const again = await send({ organisationIds: [await organisation('velsen')] });
    const otherDay = await send({ occurredOn: '2026-03-01' });
    const otherTeam = await send({
      team: 'noord-holland-noord',
      organisationIds: [await organisation('alkmaar')],
    });

    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({
      code: 'acts.already-recorded',
      params: { id: first.id, day: '02-03-2026' },
    });
    expect([otherDay.status, otherTeam.status]).toEqual([201, 201]);
  });

  it('records one of ten that come at once', async () => {
    const lead = await leadOf('mensenhandel');
    const body = await control('K-10');

    const answers = await Promise.all(
      Array.from({ length: 10 }, () => academie.as(lead).post('/api/v1/acts').send(body)),
    );

    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)]);
  });

  it('lets one survey answer of a municipality count in a year', async () => {
    const coordinator = await coordinatorOf('heiloo');
    const answer = {
      kind: 'survey_response',
      organisationIds: [await organisation('heiloo')],
      subkind: 'norm-weerbare-overheid',
      status: 'opened',
    };
    const send = (more: object) =>
      academie
        .as(coordinator)
        .post('/api/v1/acts')
        .send({ ...answer, ...more });

    const { body } = await send({ occurredOn: '2026-01-10' }).expect(201);
    const twice = await send({ occurredOn: '2026-02-10', status: 'submitted' }).expect(409);
    await send({ occurredOn: '2025-02-10' }).expect(201);
    const { kind: _, ...moved } = { ...answer, occurredOn: '2026-02-11', status: 'submitted' };
    const corrected = await academie
      .as(coordinator)
      .post(`/api/v1/acts/${body.id}/correction`)
      .send(moved)
      .expect(201);

    expect(twice.body.code).toBe('acts.once-a-year');
    expect(corrected.body).toMatchObject({ status: 'submitted', kind: 'survey_response' });
    const old = await academie.as(coordinator).get(`/api/v1/acts/${body.id}`).expect(200);
    expect(old.body).toMatchObject({ retractReason: 'progressed' });
  });

  it.each([
    ['31 February', { occurredOn: '2026-02-31' }, 'occurredOn', 'noSuchDay'],
    ['a day to come', { occurredOn: '2026-03-04' }, 'occurredOn', 'inFuture'],
    ['a day before 2020', { occurredOn: '2019-12-31' }, 'occurredOn', 'tooEarly'],
    ['no municipality', { organisationIds: [] }, 'organisationIds', 'choose'],
    [
      'a team of another region',
      { team: 'zaanstreek-waterland' },
      'organisationIds',
      'otherRegion',
    ],
    ['a team nobody knows', { team: 'amsterdam' }, 'team', 'unknownChoice'],
    ['none', { quantity: 0 }, 'quantity', 'outOfBounds'],
    ['fewer than none', { quantity: -1 }, 'quantity', 'outOfBounds'],
    ['a milliard', { quantity: 1_000_000_000 }, 'quantity', 'outOfBounds'],
    ['a name for a number', { reference: 'Jan Jansen' }, 'reference', 'referenceForm'],
    ['a NUL', { reference: 'A\u0000B' }, 'reference', 'referenceForm'],
    ['no number', { reference: undefined }, 'reference', 'missing'],
    ['a status no control has', { status: 'planned' }, 'status', 'notAsked'],
    ['visitors no control has', { headcount: 3 }, 'headcount', 'notAsked'],
    ['a question no control has', { flags: { verdacht: true } }, 'flags', 'unknownFlag'],
  ])('refuses a control with %s', async (_what, more, field, code) => {
    const lead = await leadOf('mensenhandel');

    const { body, status } = await academie
      .as(lead)
      .post('/api/v1/acts')
      .send(await control('K-BAD', more));

    expect(status).toBe(422);
    expect(body.errors).toEqual([expect.objectContaining({ field, code })]);
  });

  it.each([
    ['http', 'http://kennis.example/a'],
    ['a script', 'javascript:alert(1)'],
    ['a password', 'https://jan:geheim@kennis.example/a'],
    ['a host without a domain', 'https://localhost/a'],
  ])('refuses a document behind %s', async (_what, url) => {
    const lead = await leadOf('kennismakelaar');
    const milestone = {
      kind: 'milestone',
      occurredOn: '2026-01-20',
      subkind: 'verkenning-experience-based',
      document: { title: 'Verkenning', url },
    };

    const { body } = await academie.as(lead).post('/api/v1/acts').send(milestone).expect(422);

    expect(body.errors).toEqual([
      expect.objectContaining({ field: 'document.url', code: 'linkForm' }),
    ]);
  });

  it('counts several municipalities in one act, and a municipality that merged in none', async () => {
    const lead = await leadOf('drugs');
    const names = ['bloemendaal', 'heemstede'];
    const organisationIds = await Promise.all(names.map(organisation));
    const { id } = (await academie.database.first<{ id: string }>(
      'SELECT id FROM people.organisation WHERE valid_to IS NOT NULL LIMIT 1',
    ))!;
    const item = {
      kind: 'menu_item',
      occurredOn: '2026-02-03',
      subkind: 'drugsemmer',
      status: 'delivered',
      flags: { agrocoach_offered: true },
      headcount: 40,
    };
    const send = (more: object) =>
      academie
        .as(lead)
        .post('/api/v1/acts')
        .send({ ...item, ...more });

    const { body } = await send({ organisationIds }).expect(201);
    const merged = await send({ organisationIds: [id] }).expect(422);

    expect(body.organisationIds.sort()).toEqual(organisationIds.sort());
    expect(merged.body.errors[0]).toMatchObject({ code: 'mergedInto' });
    expect(merged.body.errors[0].message).toContain('Dijk en Waard');
  });

  it('lets only what is planned lie ahead', async () => {
    const lead = await leadOf('drugs');
    const item = {
      kind: 'menu_item',
      occurredOn: '2026-05-01',
      organisationIds: [await organisation('texel')],
      subkind: 'speedmobiel',
    };
    const send = (status: string) =>
      academie
        .as(lead)
        .post('/api/v1/acts')
        .send({ ...item, status });

    await send('planned').expect(201);
    await send('delivered').expect(422);
  });

  it('keeps a retracted act readable and frees its number', async () => {
    const lead = await leadOf('mensenhandel');
    const record = async () =>
      academie
        .as(lead)
        .post('/api/v1/acts')
        .send(await control('K-20'))
        .expect(201);
    const retract = (id: string) =>
      academie.as(lead).post(`/api/v1/acts/${id}/retraction`).send({ reason: 'mistake' });

    const { body } = await record();
    const retracted = await retract(body.id).expect(200);
    await retract(body.id).expect(409);
    await record();

    expect(retracted.body).toMatchObject({ retractReason: 'mistake' });
    expect(retracted.body.retractedAt).toBe('2026-03-03T08:00:00.000Z');
  });

  it('asks for one of the reasons, since a free text could name people', async () => {
    const lead = await leadOf('mensenhandel');
    const { body } = await academie
      .as(lead)
      .post('/api/v1/acts')
      .send(await control('K-21'))
      .expect(201);

    await academie
      .as(lead)
      .post(`/api/v1/acts/${body.id}/retraction`)
      .send({ reason: 'meneer Jansen was er niet' })
      .expect(422);
  });

  it('corrects once when two people do so at once', async () => {
    const lead = await leadOf('mensenhandel');
    const { body } = await academie
      .as(lead)
      .post('/api/v1/acts')
      .send(await control('K-30'))
      .expect(201);
    const { kind: _, ...fields } = await control('K-30');
    const correct = (quantity: number) =>
      academie
        .as(lead)
        .post(`/api/v1/acts/${body.id}/correction`)
        .send({ ...fields, quantity });

    const answers = await Promise.all([correct(2), correct(3)]);
    await correct(1).expect(409);

    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const live = await academie.database.rows(
      `SELECT quantity FROM acts.act WHERE reference = 'K-30' AND retracted_at IS NULL`,
    );
    expect(live).toHaveLength(1);
  });

  it('answers a repeated request with the first answer', async () => {
    const lead = await leadOf('mensenhandel');
    const body = await control('K-40');
    const send = () =>
      academie.as(lead).post('/api/v1/acts').set('idempotency-key', 'k-40').send(body).expect(201);

    const first = await send();
    const second = await send();

    expect(second.body).toEqual(first.body);
  });
});
