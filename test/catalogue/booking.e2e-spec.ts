import { BookingService } from '@academie/catalogue';

import { startAcademie, TUESDAY } from '../support/academie';

describe('rooms and means', () => {
  const academie = startAcademie();
  let lead: { id: string };
  let theme: { id: string };
  let place: string;
  let room: string;

  beforeAll(async () => {
    const { given, database } = academie;
    academie.clock.set(TUESDAY);
    theme = await given.theme('Drugs');
    lead = await given.holder('theme_lead', theme.id);
    const haarlem = await given.municipality('Haarlem');
    const made = await database.first<{ id: string }>(
      `INSERT INTO catalogue.location (name, municipality_id) VALUES ('Stadhuis', $1) RETURNING id`,
      [haarlem.id],
    );
    place = made!.id;
    const hall = await database.first<{ id: string }>(
      `INSERT INTO catalogue.room (location_id, name, capacity) VALUES ($1, 'Raadzaal', 100) RETURNING id`,
      [place],
    );
    room = hall!.id;
  });

  const post = (path: string, fields: object = {}, person = lead) =>
    academie.as(person).post(path).type('form').send(fields);
  const means = async (name: string, pieces: number): Promise<string> => {
    await post('/beheer/middelen/nieuw', { name, pieces }).expect(303);
    const row = await academie.database.first<{ id: string }>(
      'SELECT id FROM catalogue.means WHERE name = $1',
      [name],
    );
    return row!.id;
  };
  const ownCourse = (title?: string) =>
    academie.given.course({ themeIds: [theme.id], ...(title && { title }) });
  const session = (n: number, day: string, from: string, until: string, where = ''): object => ({
    [`sessions.${n}.day`]: day,
    [`sessions.${n}.from`]: from,
    [`sessions.${n}.until`]: until,
    [`sessions.${n}.locationId`]: where,
  });
  const inHall = (day: string, from = '09:00', until = '12:00', n = 0) =>
    session(n, day, from, until, `${place}:${room}`);
  const plan = (courseId: string, fields: object) =>
    post(`/beheer/aanbod/${courseId}/uitvoeringen/nieuw`, {
      ...{ mode: 'in_person', capacity: '20', approval: 'none', approvalDays: '5' },
      ...fields,
    });
  const offeringOf = async (courseId: string) =>
    (await academie.database.first<{ id: string; version: number }>(
      'SELECT id, version FROM catalogue.offering WHERE course_id = $1',
      [courseId],
    ))!;
  const sessionsOf = (offeringId: string) =>
    academie.database.rows<{ id: string; room_id: string | null }>(
      'SELECT id, room_id FROM catalogue.session WHERE offering_id = $1 ORDER BY starts_at',
      [offeringId],
    );
  const change = (offering: { id: string; version: number }, fields: object) =>
    post(`/beheer/uitvoeringen/${offering.id}/wijzigen`, {
      ...{ version: offering.version, mode: 'in_person', capacity: '20', minimum: '0' },
      ...{ approval: 'none', approvalDays: '5' },
      ...fields,
    });
  const bookings = (sessionId: string) =>
    academie.database.rows<{ during: string }>(
      'SELECT during FROM catalogue.booking WHERE session_id = $1',
      [sessionId],
    );

  it('tell in the row of a session that the room is taken, and by what', async () => {
    const busy = await ownCourse('Wet Bibob');
    await plan(busy.id, inHall('2026-05-12')).expect(303);
    const other = await ownCourse();

    const { text } = await plan(other.id, {
      ...session(0, '2026-05-11', '09:00', '12:00'),
      ...inHall('2026-05-12', '11:00', '13:00', 1),
    }).expect(422);
    expect(text).toContain(
      'Stadhuis, Raadzaal is dan al geboekt voor Wet Bibob: dinsdag 12 mei 2026, 09.00–12.00\u00a0uur.',
    );
    expect(text).toContain('href="#sessions-1-locationId"');
    // Nor when somebody presses on.
    await plan(other.id, { ...inHall('2026-05-12', '11:00', '13:00'), action: 'confirm' }).expect(
      422,
    );
    expect(
      await academie.database.rows('SELECT 1 FROM catalogue.offering WHERE course_id = $1', [
        other.id,
      ]),
    ).toEqual([]);
    await plan(other.id, inHall('2026-05-12', '12:00', '13:00')).expect(303);
  });

  it('are refused to programs too', async () => {
    const course = await ownCourse();
    const book = () =>
      academie
        .as(lead)
        .post('/api/v1/offerings')
        .send({
          ...{ courseId: course.id, mode: 'in_person', capacity: 20 },
          sessions: [
            {
              ...{ startsAt: '2026-11-03T08:00:00Z', endsAt: '2026-11-03T10:00:00Z' },
              ...{ locationId: place, roomId: room },
            },
          ],
        });
    await book().expect(201);

    const { body } = await book().expect(409);
    expect(body.code).toBe('catalogue.room-taken');
  });

  it('do not tell of what is confidential what it is', async () => {
    const secret = await ownCourse('Geheim overleg');
    await plan(secret.id, inHall('2026-05-19')).expect(303);
    await academie.database.rows(
      `UPDATE catalogue.offering SET confidential = true, admission = 'invited' WHERE course_id = $1`,
      [secret.id],
    );

    const { text } = await plan((await ownCourse()).id, inHall('2026-05-19')).expect(422);
    expect(text).toContain('Stadhuis, Raadzaal is dan al geboekt: dinsdag 19 mei 2026');
    expect(text).not.toContain('Geheim overleg');
  });

  it('give a room to one of two who save at once', async () => {
    const [one, two] = [await ownCourse(), await ownCourse()];
    const answers = await Promise.all(
      [one, two].map((course) => plan(course.id, inHall('2026-05-26'))),
    );

    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422]);
    const refused = answers.find(({ status }) => status === 422)!;
    expect(refused.text).toMatch(/dan al (geboekt|in gebruik)/);
    expect(
      await academie.database.rows(
        `SELECT 1 FROM catalogue.booking WHERE room_id = $1 AND during && '[2026-05-26, 2026-05-27)'`,
        [room],
      ),
    ).toHaveLength(1);
  });

  it('let two sessions of one group change places', async () => {
    const course = await ownCourse();
    await plan(course.id, {
      ...inHall('2026-06-02', '09:00', '11:00', 0),
      ...inHall('2026-06-02', '11:00', '13:00', 1),
    }).expect(303);
    const offering = await offeringOf(course.id);
    const [first, second] = await sessionsOf(offering.id);

    await change(offering, {
      ...{ 'sessions.0.id': first!.id, ...inHall('2026-06-02', '11:00', '13:00', 0) },
      ...{ 'sessions.1.id': second!.id, ...inHall('2026-06-02', '09:00', '11:00', 1) },
    }).expect(303);
    expect((await bookings(first!.id))[0]!.during).toContain('2026-06-02 09:00:00+00');
  });

  it('follow a session that moves, and are free when it or its group is called off', async () => {
    const course = await ownCourse();
    await plan(course.id, {
      ...inHall('2026-06-09'),
      ...inHall('2026-06-10', '09:00', '12:00', 1),
    }).expect(303);
    const offering = await offeringOf(course.id);
    const [first, second] = await sessionsOf(offering.id);
    await change(offering, {
      'sessions.0.id': first!.id,
      ...inHall('2026-06-11'),
    }).expect(303);

    expect(await bookings(second!.id)).toEqual([]);
    expect((await bookings(first!.id))[0]!.during).toContain('2026-06-11');
    await post(`/beheer/uitvoeringen/${offering.id}/annuleren`, {
      reason: 'Te weinig mensen',
    }).expect(303);
    expect(await bookings(first!.id)).toEqual([]);
    await plan((await ownCourse()).id, inHall('2026-06-11')).expect(303);
  });

  it('leave the room of a copy out when it is taken that day', async () => {
    const course = await ownCourse();
    await plan(course.id, inHall('2026-06-16')).expect(303);
    await plan((await ownCourse()).id, inHall('2026-06-23')).expect(303);
    const { id } = await offeringOf(course.id);

    const { body } = await academie
      .as(lead)
      .post(`/api/v1/offerings/${id}/copies`)
      .send({ startOn: ['2026-06-23', '2026-06-30'] });
    const copies = (body as { items: { id: string }[] }).items;
    const rooms = await Promise.all(
      copies.map(async (copy) => (await sessionsOf(copy.id))[0]!.room_id),
    );
    expect(rooms).toEqual([null, room]);
  });

  it('are booked for a session by number, within what is free', async () => {
    const glasses = await means('VR-brillen', 3);
    const [one, two] = [await ownCourse(), await ownCourse()];
    for (const { id } of [one, two])
      await plan(id, session(0, '2026-07-07', '09:00', '12:00')).expect(303);
    const of = async (courseId: string) => {
      const { id } = await offeringOf(courseId);
      const [first] = await sessionsOf(id);
      return {
        path: `/beheer/uitvoeringen/${id}/middelen`,
        field: `stuks.${first!.id}.${glasses}`,
        session: first!.id,
      };
    };
    const [here, there] = [await of(one.id), await of(two.id)];

    await post(here.path, { [here.field]: '2' }).expect(303);
    expect((await academie.as(lead).get(there.path).expect(200)).text).toContain('1 van 3 vrij.');
    const { text } = await post(there.path, { [there.field]: '2' }).expect(422);
    expect(text).toContain('Zoveel stuks zijn dan niet vrij.');
    await post(there.path, { [there.field]: '1' }).expect(303);
    expect(await bookings(here.session)).toHaveLength(2);
    // Fewer pieces than are booked cannot be.
    const version = (await academie.database.first<{ version: number }>(
      'SELECT version FROM catalogue.means WHERE id = $1',
      [glasses],
    ))!.version;
    const fewer = await post(`/beheer/middelen/${glasses}`, {
      name: 'VR-brillen',
      pieces: 2,
      version,
    }).expect(422);
    expect(fewer.text).toContain('Er zijn 3 stuks geboekt.');
    await post(here.path, { [here.field]: '' }).expect(303);
    expect(await bookings(here.session)).toEqual([]);
  });

  it('give the last piece to exactly one of many who book at once', async () => {
    const van = await means('Speedmobiel', 1);
    const bookingsOf = academie.app.get(BookingService);
    const span = {
      from: new Date('2026-08-04T00:00:00Z'),
      until: new Date('2026-08-05T00:00:00Z'),
    };
    const ids = Array.from({ length: 8 }, (_, n) => `00000000-0000-7000-8000-00000000000${n}`);
    const book = (deliveryId: string) =>
      academie.database.transaction((tx) =>
        bookingsOf.book(tx, van, 1, span, { deliveryId, about: 'Proef' }),
      );
    const answers = await Promise.allSettled(ids.map(book));

    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(
      await academie.database.rows(
        `SELECT 1 FROM catalogue.booking b JOIN catalogue.piece p ON p.id = b.piece_id WHERE p.means_id = $1`,
        [van],
      ),
    ).toHaveLength(1);
  });

  it('are refused twice by the database itself', async () => {
    const hoop = await means('Drugsemmer', 1);
    const book = (n: number) =>
      academie.database.rows(
        `INSERT INTO catalogue.booking (piece_id, delivery_id, during)
         SELECT id, $2, '[2026-08-11 08:00+00, 2026-08-11 10:00+00)' FROM catalogue.piece WHERE means_id = $1`,
        [hoop, `00000000-0000-7000-8000-00000000001${n}`],
      );
    await book(1);

    await expect(book(2)).rejects.toThrow('booking_piece_once');
  });

  it('stand in the planning of their week, with names for those who may know', async () => {
    const trainer = await academie.given.holder('trainer', undefined, { name: 'Gijs' });
    const course = await ownCourse('Zien wat er speelt');
    await plan(course.id, { ...inHall('2026-09-08'), trainerIds: trainer.id }).expect(303);
    await academie.database.rows(
      `UPDATE catalogue.offering SET confidential = true, admission = 'invited' WHERE course_id = $1`,
      [course.id],
    );
    const other = await academie.given.holder('theme_lead', (await academie.given.theme()).id);
    const week = async (person: { id: string }, day: string) =>
      (await academie.as(person).get(`/beheer/planning?week=${day}`).expect(200)).text;

    const own = await week(lead, '2026-09-10');
    expect(own).toContain('Stadhuis, Raadzaal');
    expect(own).toContain('Gijs de Tester');
    expect(own).toContain('Zien wat er speelt');
    const theirs = await week(other, '2026-09-10');
    expect(theirs).toContain('Iets anders');
    expect(theirs).not.toContain('Zien wat er speelt');
    expect(await week(lead, '2026-09-14')).not.toContain('Zien wat er speelt');
    await academie
      .as(await academie.given.holder('trainer'))
      .get('/beheer/planning')
      .expect(403);
  });

  it('have places without a room in the planning, and those where only secrets are held for who may know', async () => {
    const hoorn = await academie.given.municipality('Hoorn');
    const place = async (name: string): Promise<string> => {
      const { headers } = await post('/beheer/locaties/nieuw', {
        ...{ name, municipalityId: hoorn.id },
      }).expect(303);
      return headers.location!.split('/').at(-1)!;
    };
    const [library, hidden] = [await place('Bibliotheek'), await place('Schuiladres')];
    const held = async (locationId: string): Promise<string> => {
      const { id } = await ownCourse(`Bijeen ${locationId}`);
      const whole = { ...inHall('2026-10-06'), 'sessions.0.locationId': locationId };
      await plan(id, whole).expect(303);
      return id;
    };
    await held(library);
    const secret = await held(hidden);
    await academie.database.rows(
      `UPDATE catalogue.offering SET confidential = true, admission = 'invited' WHERE course_id = $1`,
      [secret],
    );
    const other = await academie.given.holder('theme_lead', (await academie.given.theme()).id);
    const week = async (person: { id: string }) =>
      (await academie.as(person).get('/beheer/planning?week=2026-10-06').expect(200)).text;
    expect(await week(lead)).toContain('Bibliotheek');
    expect(await week(lead)).toContain('Schuiladres');
    expect(await week(other)).toContain('Bibliotheek');
    expect(await week(other)).not.toContain('Schuiladres');
  });

  it('are for those who manage the course', async () => {
    const course = await ownCourse();
    await plan(course.id, session(0, '2026-10-06', '09:00', '12:00')).expect(303);
    const { id } = await offeringOf(course.id);
    const other = await academie.given.holder('theme_lead', (await academie.given.theme()).id);
    const coordinator = await academie.given.holder(
      'coordinator',
      (await academie.given.municipality()).id,
    );

    await academie.as(other).get(`/beheer/uitvoeringen/${id}/middelen`).expect(403);
    await post(`/beheer/uitvoeringen/${id}/middelen`, {}, other).expect(403);
    await academie.as(coordinator).get('/beheer/middelen').expect(403);
  });
});
