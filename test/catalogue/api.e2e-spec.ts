import { startAcademie, type Visitor } from '../support/academie';

const API = '/api/v1';

describe('the catalogue over the API', () => {
  const academie = startAcademie();
  let theme: { id: string; slug: string };
  let lead: Visitor;
  let stranger: Visitor;

  beforeAll(async () => {
    theme = await academie.given.theme('Drugs');
    lead = academie.as(await academie.given.holder('theme_lead', theme.id));
    stranger = academie.stranger;
  });

  const course = () => ({
    title: 'Witwassen herkennen',
    summary: 'Kort.',
    kind: 'workshop',
    mode: 'online',
    themeIds: [theme.id],
  });
  const offering = (courseId: string, changes: object = {}) => ({
    courseId,
    mode: 'online',
    capacity: 10,
    sessions: [
      {
        startsAt: '2026-05-12T09:30:00+02:00',
        endsAt: '2026-05-12T12:00:00+02:00',
        onlineUrl: 'https://vergadering.example/1',
      },
    ],
    ...changes,
  });

  it('makes, changes and publishes a course', async () => {
    const made = await lead.post(`${API}/courses`).send(course()).expect(201);
    expect(made.headers.etag).toBe('"1"');
    expect(made.headers.location).toBe(`${API}/courses/${made.body.id}`);
    await stranger.get(`${API}/courses/${made.body.id}`).expect(404);

    const changed = await lead
      .patch(`${API}/courses/${made.body.id}`)
      .set('if-match', '"1"')
      .send({ title: 'Witwassen zien' })
      .expect(200);
    expect(changed.body).toMatchObject({ title: 'Witwassen zien', summary: 'Kort.', version: 2 });

    await lead.post(`${API}/courses/${made.body.id}/publication`).expect(200);
    await stranger.get(`${API}/courses/${made.body.id}`).expect(200);
  });

  it('asks for the version that was read', async () => {
    const { id } = await academie.given.course({ themeIds: [theme.id] });
    const change = () => lead.patch(`${API}/courses/${id}`).send({ title: 'Anders' });

    await change().expect(428);
    expect((await change().set('if-match', '"7"').expect(412)).body.code).toBe(
      'platform.changed-meanwhile',
    );
  });

  it.each([
    [{ title: null }, 'title'],
    [{ tags: null }, 'tags'],
    [{ durationMinutes: 1.5 }, 'durationMinutes'],
    [{ themeIds: [] }, 'themeIds'],
    [{ themeIds: 'x' }, 'themeIds'],
    [{ externalUrl: 'javascript:alert(1)' }, 'externalUrl'],
    [{ unknown: 1 }, 'unknown'],
  ])('refuses the change %j and names the field', async (change, field) => {
    const { id } = await academie.given.course({ themeIds: [theme.id] });

    const { body } = await lead
      .patch(`${API}/courses/${id}`)
      .set('if-match', '"1"')
      .send(change)
      .expect(422);

    expect(body.errors[0].field).toBe(field);
  });

  it('leafs through courses by cursor, each once', async () => {
    for (const letter of ['c', 'a', 'b'])
      await academie.given.course({ title: `Leergang ${letter}` });
    const titles: string[] = [];
    let after = '';
    for (;;) {
      const { body }: { body: { items: { title: string }[]; next: string | null } } = await stranger
        .get(`${API}/courses?q=leergang&limit=2${after && `&after=${after}`}`)
        .expect(200);
      titles.push(...body.items.map(({ title }) => title));
      if (!body.next) break;
      after = body.next;
    }

    expect(titles).toEqual(['Leergang a', 'Leergang b', 'Leergang c']);
  });

  it('plans an offering and shows its link only to those who manage it', async () => {
    const { id: courseId } = await academie.given.course({ themeIds: [theme.id] });
    const { body } = await lead.post(`${API}/offerings`).send(offering(courseId)).expect(201);

    await stranger.get(`${API}/offerings/${body.id}`).expect(404);
    await stranger.get(`${API}/sessions/${body.sessions[0].id}`).expect(404);
    await lead.post(`${API}/offerings/${body.id}/publication`).expect(200);
    const seen = await stranger.get(`${API}/offerings/${body.id}`).expect(200);
    expect(seen.body).toMatchObject({ placesLeft: 10, status: 'published' });
    expect(seen.body.sessions[0]).toMatchObject({ online: true, onlineUrl: null });
    expect(seen.body.trainerIds).toBeUndefined();
    const own = await lead.get(`${API}/sessions/${body.sessions[0].id}`).expect(200);
    expect(own.body.onlineUrl).toBe('https://vergadering.example/1');
  });

  it.each([
    [
      '31 February',
      { sessions: [{ startsAt: '2026-02-31T09:00:00Z', endsAt: '2026-02-31T10:00:00Z' }] },
      'sessions.0.startsAt',
    ],
    [
      'a time without an offset',
      { sessions: [{ startsAt: '2026-05-12T09:00:00', endsAt: '2026-05-12T10:00:00Z' }] },
      'sessions.0.startsAt',
    ],
    [
      'an end before the start',
      { sessions: [{ startsAt: '2026-05-12T09:00:00Z', endsAt: '2026-05-12T08:00:00Z' }] },
      'sessions.0.endsAt',
    ],
    ['no seats', { capacity: 0 }, 'capacity'],
    [
      'a session of another',
      {
        sessions: [
          {
            id: '0190a1b2-0000-7000-8000-000000000000',
            startsAt: '2026-05-12T09:00:00Z',
            endsAt: '2026-05-12T10:00:00Z',
          },
        ],
      },
      'sessions.0.id',
    ],
    ['a null among the sessions', { sessions: [null] }, 'sessions.0'],
  ])('refuses %s and names the field', async (_what, changes, field) => {
    const { id: courseId } = await academie.given.course({ themeIds: [theme.id] });
    const { id } = await academie.given.offering({ courseId, status: 'concept' });

    const { body } = await lead
      .patch(`${API}/offerings/${id}`)
      .set('if-match', '"1"')
      .send(changes)
      .expect(422);

    expect(body.errors[0].field).toContain(field.replace(/\.0$/, ''));
  });

  it('lists offerings by place and time, self-paced ones last', async () => {
    const hoorn = await academie.given.municipality('Hoorn');
    const { id: courseId } = await academie.given.course();
    const paced = await academie.given.offering({ courseId, mode: 'self_paced' });
    await academie.database.rows(`DELETE FROM catalogue.session WHERE offering_id = $1`, [
      paced.id,
    ]);
    await academie.database.rows(
      `UPDATE catalogue.offering SET starts_at = NULL, ends_at = NULL WHERE id = $1`,
      [paced.id],
    );
    const late = await academie.given.offering({
      courseId,
      startsAt: new Date('2026-06-02T09:00:00Z'),
    });
    const early = await academie.given.offering({ courseId });
    await academie.database.rows(
      `WITH place AS (INSERT INTO catalogue.location (name, municipality_id) VALUES ('Raadhuis', $1) RETURNING id)
       UPDATE catalogue.session SET location_id = place.id FROM place WHERE offering_id = $2`,
      [hoorn.id, late.id],
    );
    const ids = async (query: string) => {
      const { body } = await stranger
        .get(`${API}/offerings?courseId=${courseId}${query}`)
        .expect(200);
      return body.items.map((item: { id: string }) => item.id);
    };

    expect(await ids('')).toEqual([early.id, late.id, paced.id]);
    expect(await ids('&municipality=hoorn')).toEqual([late.id]);
    expect(await ids('&from=2026-04-01T00:00:00Z')).toEqual([late.id]);
    const first = await stranger.get(`${API}/offerings?courseId=${courseId}&limit=2`);
    expect(await ids(`&limit=2&after=${first.body.next}`)).toEqual([paced.id]);
  });

  it('calls an offering off once and plans it again', async () => {
    const { id: courseId } = await academie.given.course({ themeIds: [theme.id] });
    const { id } = await academie.given.offering({ courseId });
    const off = () =>
      lead.post(`${API}/offerings/${id}/cancellation`).send({ reason: 'Zaal dicht' });

    expect((await off().expect(200)).body.status).toBe('cancelled');
    await off().expect(200);
    await lead
      .patch(`${API}/offerings/${id}`)
      .set('if-match', '"2"')
      .send({ capacity: 5 })
      .expect(409);
    const copies = await lead
      .post(`${API}/offerings/${id}/copies`)
      .send({ startOn: ['2026-09-01'] })
      .expect(201);
    expect(copies.body.items[0]).toMatchObject({
      status: 'concept',
      startsAt: '2026-09-01T07:30:00.000Z',
    });
    await lead
      .post(`${API}/offerings/${id}/copies`)
      .send({ startOn: ['2026-02-31'] })
      .expect(422);
  });

  it('keeps those of other themes and other roles out', async () => {
    const foreign = await academie.given.offering();
    const participant = academie.as(await academie.given.person());

    await lead
      .post(`${API}/offerings/${foreign.id}/cancellation`)
      .send({ reason: 'x' })
      .expect(403);
    await lead
      .patch(`${API}/offerings/${foreign.id}`)
      .set('if-match', '"1"')
      .send({ capacity: 5 })
      .expect(403);
    await lead.post(`${API}/offerings`).send(offering(foreign.courseId)).expect(403);
    await participant.post(`${API}/courses`).send(course()).expect(403);
    await stranger.post(`${API}/courses`).send(course()).expect(401);
  });

  it('gives the sessions as a calendar, in UTC, unless the offering is confidential', async () => {
    const { id, sessionIds } = await academie.given.offering({ sessions: 2 });
    const secret = await academie.given.offering({ confidential: true });
    const { text, headers } = await stranger.get(`${API}/offerings/${id}/calendar.ics`).expect(200);

    expect(headers['content-type']).toBe('text/calendar; charset=utf-8');
    expect(text).toContain('DTSTART:20260310T083000Z\r\n');
    expect(text).toContain(`UID:session-${sessionIds[0]}@academie.nhveilig\r\n`);
    expect(text).toContain('SEQUENCE:0\r\n');
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(2);
    expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    await stranger.get(`${API}/offerings/${secret.id}/calendar.ics`).expect(404);
  });

  it('lists the themes', async () => {
    const { body } = await stranger.get(`${API}/themes`).expect(200);

    expect(body.items).toContainEqual({
      id: theme.id,
      slug: 'drugs',
      name: 'Drugs',
      parentId: null,
    });
  });
});
