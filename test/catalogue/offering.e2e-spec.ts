import { startAcademie, type Visitor } from '../support/academie';

describe('planning offerings', () => {
  const academie = startAcademie();
  let theme: { id: string };
  let lead: Visitor;

  const offering = (changes: object = {}) => ({
    action: 'save',
    mode: 'in_person',
    capacity: '12',
    minimum: '4',
    'sessions.0.day': '2026-05-12',
    'sessions.0.from': '09:30',
    'sessions.0.until': '12:00',
    ...changes,
  });
  const stored = (id: string) =>
    academie.database.first<Record<string, unknown>>(
      'SELECT * FROM catalogue.offering WHERE id = $1',
      [id],
    );
  const sessions = (id: string) =>
    academie.database.rows<Record<string, unknown>>(
      'SELECT id, starts_at, status, sequence FROM catalogue.session WHERE offering_id = $1 ORDER BY starts_at',
      [id],
    );
  const journal = (action: string) =>
    academie.database.rows<{ subject_id: string; data: object }>(
      'SELECT subject_id, data FROM platform.journal WHERE action = $1 ORDER BY id',
      [action],
    );
  const ownCourse = () => academie.given.course({ themeIds: [theme.id] });
  const plan = async (changes: object = {}): Promise<string> => {
    const { id } = await ownCourse();
    await lead
      .post(`/beheer/aanbod/${id}/uitvoeringen/nieuw`)
      .type('form')
      .send(offering(changes))
      .expect(303);
    const made = await academie.database.first<{ id: string }>(
      'SELECT id FROM catalogue.offering WHERE course_id = $1',
      [id],
    );
    return made!.id;
  };

  beforeAll(async () => {
    theme = await academie.given.theme('Drugs');
    lead = academie.as(await academie.given.holder('theme_lead', theme.id));
  });

  it('starts as a concept with its sessions, and opens when it is published', async () => {
    const id = await plan({
      'sessions.1.day': '2026-05-19',
      'sessions.1.from': '09:30',
      'sessions.1.until': '12:00',
      closesDay: '2026-05-10',
    });

    expect(await stored(id)).toMatchObject({
      status: 'concept',
      capacity: 12,
      starts_at: new Date('2026-05-12T09:30:00+02:00'),
      ends_at: new Date('2026-05-19T12:00:00+02:00'),
      enrol_closes_at: new Date('2026-05-10T23:59:00+02:00'),
    });
    await lead
      .post(`/beheer/uitvoeringen/${id}/publiceren`)
      .type('form')
      .send({ place: 'later' })
      .expect(303);
    expect((await stored(id))!.status).toBe('published');
    expect((await journal('offering.published')).map((line) => line.subject_id)).toContain(id);
  });

  it('moves a session with a higher sequence and says so in the journal', async () => {
    const id = await plan();
    await lead.post(`/beheer/uitvoeringen/${id}/publiceren`).type('form').send({ place: 'later' });
    const [session] = await sessions(id);
    const change = (version: number, day: string) =>
      lead
        .post(`/beheer/uitvoeringen/${id}/wijzigen`)
        .type('form')
        .send(offering({ version, 'sessions.0.id': session!.id, 'sessions.0.day': day }));

    await change(2, '2026-05-13').expect(303);
    await change(3, '2026-05-13').expect(303);

    const [moved] = await sessions(id);
    expect(moved).toMatchObject({
      id: session!.id,
      sequence: 1,
      starts_at: new Date('2026-05-13T09:30:00+02:00'),
    });
    const lines = (await journal('session.moved')).filter(
      (line) => line.subject_id === session!.id,
    );
    const was = {
      ...{ startsAt: '2026-05-12T07:30:00.000Z', endsAt: '2026-05-12T10:00:00.000Z' },
      ...{ locationId: null, roomId: null },
    };
    expect(lines.map(({ data }) => data)).toEqual([{ offeringId: id, sequence: 1, was }]);
  });

  it('cancels a session that is taken out once people know of it, and removes it before', async () => {
    const both = {
      'sessions.1.day': '2026-05-19',
      'sessions.1.from': '09:30',
      'sessions.1.until': '12:00',
    };
    const [concept, known] = [await plan(both), await plan(both)];
    await lead
      .post(`/beheer/uitvoeringen/${known}/publiceren`)
      .type('form')
      .send({ place: 'later' });
    for (const [id, version] of [
      [concept, 1],
      [known, 2],
    ] as const) {
      const [first] = await sessions(id);
      await lead
        .post(`/beheer/uitvoeringen/${id}/wijzigen`)
        .type('form')
        .send(offering({ version, 'sessions.0.id': first!.id }))
        .expect(303);
    }

    expect(await sessions(concept)).toHaveLength(1);
    expect((await sessions(known)).map(({ status, sequence }) => [status, sequence])).toEqual([
      ['planned', 0],
      ['cancelled', 1],
    ]);
  });

  it('does not go below the seats that are taken', async () => {
    const { id } = await academie.given.offering({ courseId: (await ownCourse()).id });
    await academie.database.rows('UPDATE catalogue.offering SET seats_taken = 15 WHERE id = $1', [
      id,
    ]);
    const [session] = await sessions(id);
    const send = (capacity: string, more: object = {}) =>
      lead
        .post(`/beheer/uitvoeringen/${id}/wijzigen`)
        .type('form')
        .send(offering({ version: 1, capacity, 'sessions.0.id': session!.id, ...more }));

    expect((await send('14').expect(422)).text).toContain('Er zijn al 15 plekken bezet.');
    // The session gets another date too, which the people who have a seat will hear of: asked first.
    await send('15').expect(200);
    await send('15', { action: 'confirm' }).expect(303);
  });

  it('loses nothing when a colleague was first', async () => {
    const id = await plan();
    const [session] = await sessions(id);
    const send = (note: string) =>
      lead
        .post(`/beheer/uitvoeringen/${id}/wijzigen`)
        .type('form')
        .send(offering({ version: 1, note, 'sessions.0.id': session!.id }));
    await send('Van een collega').expect(303);

    const { text } = await send('Mijn eigen woorden').expect(422);

    expect(text).toContain('Iemand anders heeft dit intussen gewijzigd.');
    expect(text).toContain('Mijn eigen woorden');
    expect(text).toContain('name="version" value="2"');
  });

  it('makes a session new that a colleague took out meanwhile, and loses nothing of it', async () => {
    const second = {
      'sessions.1.day': '2026-05-19',
      'sessions.1.from': '09:30',
      'sessions.1.until': '12:00',
    };
    const id = await plan(second);
    const [kept, gone] = await sessions(id);
    const send = (version: number, changes: object) =>
      lead
        .post(`/beheer/uitvoeringen/${id}/wijzigen`)
        .type('form')
        .send(offering({ version, 'sessions.0.id': kept!.id, ...changes }));
    await send(1, {}).expect(303);

    const { text } = await send(2, { ...second, 'sessions.1.id': gone!.id }).expect(422);

    expect(text).toContain('Een collega heeft deze sessie intussen weggehaald.');
    expect(text).toContain('href="#sessions-1-day"');
    expect(text).toContain('value="2026-05-19"');
    expect(text).not.toContain(String(gone!.id));
    await send(2, second).expect(303);
    expect(await sessions(id)).toHaveLength(2);
  });

  it('is called off once, with a reason, after a page that says whom it concerns', async () => {
    const { id, courseId } = await academie.given.offering({ courseId: (await ownCourse()).id });
    await academie.database.rows(
      'UPDATE catalogue.offering SET seats_taken = 14, waiting_count = 1 WHERE id = $1',
      [id],
    );
    const url = `/beheer/uitvoeringen/${id}/annuleren`;

    const page = await lead.get(url).expect(200);
    expect(page.text).toContain('14 mensen hebben een plek');
    expect(page.text).toContain('1 persoon staat op de wachtlijst');
    expect((await lead.post(url).type('form').send({ reason: ' ' }).expect(422)).text).toContain(
      'Vul dit in.',
    );
    await lead.post(url).type('form').send({ reason: 'Trainer ziek' }).expect(303);
    await lead.post(url).type('form').send({ reason: 'Trainer ziek' }).expect(303);

    expect(await stored(id)).toMatchObject({ status: 'cancelled', cancel_reason: 'Trainer ziek' });
    expect(
      (await journal('offering.cancelled')).filter((line) => line.subject_id === id),
    ).toHaveLength(1);
    await lead.get(`/beheer/aanbod/${courseId}`).expect(200);
  });

  it('is called off once when two press at the same moment', async () => {
    const { id } = await academie.given.offering({ courseId: (await ownCourse()).id });
    const press = () =>
      lead
        .post(`/beheer/uitvoeringen/${id}/annuleren`)
        .type('form')
        .send({ reason: 'Te weinig mensen' });

    const answers = await Promise.all(Array.from({ length: 6 }, press));

    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(303));
    expect(
      (await journal('offering.cancelled')).filter((line) => line.subject_id === id),
    ).toHaveLength(1);
  });

  it('is given again on other days, at the same time on the clock', async () => {
    const { id, courseId } = await academie.given.offering({
      courseId: (await ownCourse()).id,
      sessions: 2,
    });
    const url = `/beheer/uitvoeringen/${id}/kopie`;
    await lead.get(url).expect(200);
    expect(
      (await lead.post(url).type('form').send({ day0: '2026-02-31' }).expect(422)).text,
    ).toContain('Deze datum bestaat niet.');
    expect((await lead.post(url).type('form').send({}).expect(422)).text).toContain('Vul dit in.');
    const half = { day0: '2026-09-08', day1: 'morgen' };
    expect((await lead.post(url).type('form').send(half).expect(422)).text).toContain(
      'value="2026-09-08"',
    );

    await lead.post(url).type('form').send({ day0: '2026-09-08', day1: '2026-11-03' }).expect(303);

    const copies = await academie.database.rows<{
      id: string;
      status: string;
      starts_at: Date;
      ends_at: Date;
    }>('SELECT * FROM catalogue.offering WHERE course_id = $1 AND id <> $2 ORDER BY starts_at', [
      courseId,
      id,
    ]);
    expect(copies.map(({ status, starts_at, ends_at }) => [status, starts_at, ends_at])).toEqual([
      ['concept', new Date('2026-09-08T09:30:00+02:00'), new Date('2026-09-15T11:30:00+02:00')],
      ['concept', new Date('2026-11-03T09:30:00+01:00'), new Date('2026-11-10T11:30:00+01:00')],
    ]);
  });

  it('is not published before there is a session, nor before its course', async () => {
    const draft = await academie.given.course({ themeIds: [theme.id], status: 'draft' });
    const { id: early } = await academie.given.offering({ courseId: draft.id, status: 'concept' });
    const empty = await plan({
      'sessions.0.day': '',
      'sessions.0.from': '',
      'sessions.0.until': '',
    });

    await lead
      .post(`/beheer/uitvoeringen/${early}/publiceren`)
      .type('form')
      .send({ place: 'later' })
      .expect(303);
    await lead
      .post(`/beheer/uitvoeringen/${empty}/publiceren`)
      .type('form')
      .send({ place: 'later' })
      .expect(303);

    expect((await stored(early))!.status).toBe('concept');
    expect((await stored(empty))!.status).toBe('concept');
  });

  it('belongs to those who lead a theme of its course', async () => {
    const foreign = await academie.given.offering();
    const url = `/beheer/uitvoeringen/${foreign.id}`;

    for (const page of ['wijzigen', 'annuleren', 'kopie']) {
      await lead.get(`${url}/${page}`).expect(403);
      await lead
        .post(`${url}/${page}`)
        .type('form')
        .send(offering({ reason: 'x', day0: '2026-09-01' }))
        .expect(403);
    }
    await lead.post(`${url}/publiceren`).expect(403);
    await lead.post(`${url}/bevestigen`).expect(403);
  });
});
