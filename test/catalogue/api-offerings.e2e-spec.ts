import { startAcademie, type Visitor } from '../support/academie';

const OFFERINGS = '/api/v1/offerings';
const NOBODY = '0190a1b2-0000-7000-8000-000000000000';
const MORNING = { startsAt: '2026-05-12T09:00:00Z', endsAt: '2026-05-12T11:00:00Z' };

describe('offerings over the API', () => {
  const academie = startAcademie();
  let theme: { id: string; slug: string };
  let lead: Visitor;

  beforeAll(async () => {
    theme = await academie.given.theme('Drugs');
    lead = academie.as(await academie.given.holder('theme_lead', theme.id));
  });

  const ownOffering = async (changes: object = {}) => {
    const { id: courseId } = await academie.given.course({ themeIds: [theme.id] });
    return academie.given.offering({ courseId, ...changes });
  };
  const change = (id: string, version: number, body: object) =>
    lead.patch(`${OFFERINGS}/${id}`).set('if-match', `"${version}"`).send(body);

  it('asks for the version that was read, and changes nothing of a newer one', async () => {
    const { id } = await ownOffering();
    await lead.patch(`${OFFERINGS}/${id}`).send({ capacity: 5 }).expect(428);
    const { headers } = await change(id, 1, { capacity: 5 }).expect(200);

    const { body } = await change(id, 1, { capacity: 6 }).expect(412);

    expect(headers.etag).toBe('"2"');
    expect(body).toMatchObject({ status: 412, code: 'platform.changed-meanwhile' });
    const read = await lead.get(`${OFFERINGS}/${id}`).expect(200);
    expect(read.headers.etag).toBe('"2"');
    expect(read.body.capacity).toBe(5);
  });

  it.each([
    ['fewer than no seats', { capacity: -1 }, 'capacity'],
    ['a billion seats', { capacity: 1e9 }, 'capacity'],
    ['half a seat', { capacity: 1.5 }, 'capacity'],
    ['seats as a text', { capacity: '12' }, 'capacity'],
    ['a minimum above the seats', { capacity: 4, minimum: 5 }, 'minimum'],
    [
      'a link that runs a script',
      { sessions: [{ ...MORNING, onlineUrl: 'javascript:alert(1)' }] },
      'sessions.0.onlineUrl',
    ],
    [
      'a place that nobody knows',
      { sessions: [{ ...MORNING, locationId: NOBODY }] },
      'sessions.0.locationId',
    ],
    ['a session that nobody knows', { sessions: [{ ...MORNING, id: NOBODY }] }, 'sessions.0.id'],
    [
      'a session of two days',
      { sessions: [{ ...MORNING, endsAt: '2026-05-14T11:00:00Z' }] },
      'sessions.0.endsAt',
    ],
    ['fifty-one sessions', { sessions: Array(51).fill(MORNING) }, 'sessions'],
    ['a trainer without that role', { trainerIds: [NOBODY] }, 'trainerIds'],
    ['an organiser that nobody knows', { organiserId: NOBODY }, 'organiserId'],
    ['a label that nobody knows', { tags: ['geen'] }, 'tags'],
    [
      'enrolment that closes after the start',
      { enrolClosesAt: '2027-01-01T00:00:00Z' },
      'enrolClosesAt',
    ],
    ['a note of a book', { note: 'x'.repeat(1001) }, 'note'],
    ['a course of another', { courseId: NOBODY }, 'courseId'],
  ])('refuses %s, names the field and changes nothing', async (_what, changes, field) => {
    const { id } = await ownOffering();

    const { body } = await change(id, 1, changes).expect(422);

    expect(body.errors.map((problem: { field: string }) => problem.field)).toContain(field);
    expect((await lead.get(`${OFFERINGS}/${id}`)).body).toMatchObject({ capacity: 20, version: 1 });
  });

  it('does not go below the seats that are taken', async () => {
    const { id } = await ownOffering();
    await academie.database.rows('UPDATE catalogue.offering SET seats_taken = 15 WHERE id = $1', [
      id,
    ]);

    const { body } = await change(id, 1, { capacity: 14 }).expect(409);

    expect(body.code).toBe('catalogue.capacity-below-taken');
    await change(id, 1, { capacity: 15 }).expect(200);
  });

  it('answers to five megabytes', async () => {
    const { id } = await ownOffering();
    const answer = await change(id, 1, { note: 'x'.repeat(5_000_000) })
      // The answer comes before all was sent; whoever goes on sending then finds the line closed.
      .catch((error: unknown) => {
        if (/EPIPE|ECONNRESET/.test(String(error))) return { status: 413 };
        throw error;
      });

    expect(answer.status).toBe(413);
  });

  it('tells calendars of a move by a higher sequence under the same name', async () => {
    const { id, sessionIds } = await ownOffering();
    const calendar = async () =>
      (await academie.stranger.get(`${OFFERINGS}/${id}/calendar.ics`).expect(200)).text;
    const moved = { id: sessionIds[0], ...MORNING };

    expect(await calendar()).toContain('DTSTART:20260310T083000Z\r\nDTEND:20260310T103000Z\r\n');
    await change(id, 1, { sessions: [moved] }).expect(200);
    const { body } = await change(id, 2, { note: 'Neem brood mee' }).expect(200);

    expect(body.sessions).toMatchObject([{ id: sessionIds[0], sequence: 1 }]);
    const after = await calendar();
    expect(after).toContain(`UID:session-${sessionIds[0]}@academie.nhveilig\r\nSEQUENCE:1\r\n`);
    expect(after).toContain('DTSTART:20260512T090000Z\r\nDTEND:20260512T110000Z\r\n');
    expect(after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const lines = await academie.database.rows(
      `SELECT data FROM platform.journal WHERE action = 'session.moved' AND subject_id = $1`,
      [sessionIds[0]],
    );
    const was = {
      ...{ startsAt: '2026-03-10T08:30:00.000Z', endsAt: '2026-03-10T10:30:00.000Z' },
      ...{ locationId: null, roomId: null },
    };
    expect(lines).toEqual([{ data: { offeringId: id, sequence: 1, was } }]);
  });

  it('takes a session out of calendars, and all of them when it is called off', async () => {
    const { id, sessionIds } = await ownOffering({ sessions: 2 });
    const cancelled = async () => {
      const { text } = await academie.stranger.get(`${OFFERINGS}/${id}/calendar.ics`).expect(200);
      return text.match(/STATUS:CANCELLED/g)?.length;
    };
    const second = { startsAt: '2026-03-17T08:30:00Z', endsAt: '2026-03-17T10:30:00Z' };

    await change(id, 1, { sessions: [{ id: sessionIds[1], ...second }] }).expect(200);
    expect(await cancelled()).toBe(1);
    await lead.post(`${OFFERINGS}/${id}/cancellation`).send({ reason: 'Ziek' }).expect(200);
    expect(await cancelled()).toBe(2);
  });

  it('counts the places that are left, and finds the offerings that have any', async () => {
    const { id: courseId } = await academie.given.course({ themeIds: [theme.id] });
    const [free, full, awaited] = [
      await academie.given.offering({ courseId, capacity: 3 }),
      await academie.given.offering({ courseId, capacity: 1 }),
      await academie.given.offering({ courseId, capacity: 3 }),
    ];
    const reader = academie.as(await academie.given.person());
    for (const { id } of [free, full])
      await reader.post(`${OFFERINGS}/${id}/enrolments`).send({}).expect(201);
    await academie.database.rows('UPDATE catalogue.offering SET waiting_count = 1 WHERE id = $1', [
      awaited.id,
    ]);
    const list = async (query: string): Promise<Record<string, number>> => {
      const { body } = await academie.stranger
        .get(`${OFFERINGS}?courseId=${courseId}${query}`)
        .expect(200);
      const items = body.items as { id: string; placesLeft: number }[];
      return Object.fromEntries(items.map((item) => [item.id, item.placesLeft]));
    };

    expect(await list('')).toEqual({ [free.id]: 2, [full.id]: 0, [awaited.id]: 0 });
    expect(await list('&placesLeft=true')).toEqual({ [free.id]: 2 });
    expect(Object.keys(await list(`&theme=${theme.slug}&mode=in_person`))).toHaveLength(3);
    expect(await list('&mode=online')).toEqual({});
    expect(await list('&theme=geen')).toEqual({});
    expect(await list('&until=2026-03-10T08:30:00Z')).toEqual({});
  });

  it.each([
    'placesLeft=ja',
    'mode=x',
    'courseId=x',
    'from=2026-02-31T00:00:00Z',
    'limit=0',
    'limit=1000000000',
    'onbekend=1',
  ])('does not guess what %s should mean', async (query) => {
    await academie.stranger.get(`${OFFERINGS}?${query}`).expect(422);
  });
});
