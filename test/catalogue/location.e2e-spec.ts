import { startAcademie, TUESDAY } from '../support/academie';

const NOBODY = '00000000-0000-7000-8000-000000000000';

describe('places', () => {
  const academie = startAcademie();
  let lead: { id: string };
  let administrator: { id: string };
  let theme: { id: string };
  let haarlem: { id: string };

  beforeAll(async () => {
    const { given } = academie;
    academie.clock.set(TUESDAY);
    theme = await given.theme('Drugs');
    lead = await given.holder('theme_lead', theme.id);
    administrator = await given.holder('administrator');
    haarlem = await given.municipality('Haarlem');
  });

  const post = (path: string, fields: object = {}, person = lead) =>
    academie.as(person).post(path).type('form').send(fields);
  const makeLocation = async (name: string, more: object = {}): Promise<string> => {
    const { headers } = await post('/beheer/locaties/nieuw', {
      name,
      municipalityId: haarlem.id,
      ...more,
    }).expect(303);
    return headers.location!.split('/').at(-1)!;
  };
  const makeRoom = async (locationId: string, name: string, capacity: number): Promise<string> => {
    await post(`/beheer/locaties/${locationId}/ruimtes`, { name, capacity }).expect(303);
    const row = await academie.database.first<{ id: string }>(
      'SELECT id FROM catalogue.room WHERE location_id = $1 AND name = $2',
      [locationId, name],
    );
    return row!.id;
  };
  const plan = (courseId: string, place: string, more: object = {}) =>
    post(`/beheer/aanbod/${courseId}/uitvoeringen/nieuw`, {
      ...{ mode: 'in_person', capacity: '20', approval: 'none', approvalDays: '5' },
      ...{ 'sessions.0.day': '2026-05-12', 'sessions.0.from': '09:00' },
      ...{ 'sessions.0.until': '12:00', 'sessions.0.locationId': place },
      ...more,
    });
  const ownCourse = () => academie.given.course({ themeIds: [theme.id] });
  const sessionOf = (courseId: string) =>
    academie.database.first<{
      id: string;
      offering_id: string;
      location_id: string;
      room_id: string;
    }>(
      `SELECT s.* FROM catalogue.session s JOIN catalogue.offering o ON o.id = s.offering_id
        WHERE o.course_id = $1`,
      [courseId],
    );

  it.each([
    ['theme_lead', 200],
    ['administrator', 200],
    ['coordinator', 403],
    ['trainer', 403],
    ['participant', 403],
  ] as const)('are kept by those who plan: a %s gets %i', async (role, status) => {
    const { given } = academie;
    const scope = { theme_lead: theme.id, coordinator: haarlem.id }[role as string];
    const person = role === 'participant' ? await given.person() : await given.holder(role, scope);

    await academie.as(person).get('/beheer/locaties').expect(status);
    await post(
      '/beheer/locaties/nieuw',
      { name: `Van een ${role}`, municipalityId: haarlem.id },
      person,
    ).expect(status === 200 ? 303 : 403);
  });

  it('are found by name, address and municipality', async () => {
    await makeLocation('Politiebureau', { address: 'Koudenhorn 2' });
    const found = async (words: string) =>
      (await academie.as(lead).get(`/beheer/locaties?q=${words}`).expect(200)).text;

    expect(await found('koudenhorn')).toContain('Politiebureau');
    expect(await found('politie')).toContain('Politiebureau');
    expect(await found('haarlem')).toContain('Politiebureau');
    expect(await found('nergens')).toContain('Niets gevonden');
  });

  it('have a name once, and a municipality', async () => {
    await makeLocation('Dubbelhuis');

    const twice = await post('/beheer/locaties/nieuw', {
      name: 'Dubbelhuis',
      municipalityId: haarlem.id,
    }).expect(422);
    expect(twice.text).toContain('Er is al een locatie met deze naam.');
    const alike = ' DUBBEL\u200bHUIS\u00a0';
    await post('/beheer/locaties/nieuw', { name: alike, municipalityId: haarlem.id }).expect(422);
    await post('/beheer/locaties/nieuw', { name: 'Zwevend', municipalityId: NOBODY }).expect(422);
    await post('/beheer/locaties/nieuw', { name: '', municipalityId: haarlem.id }).expect(422);
  });

  it('have each room once, however its name is written', async () => {
    const id = await makeLocation('Kamerhuis');
    const large = await makeRoom(id, 'Grote zaal', 40);
    await makeRoom(id, 'Kleine zaal', 10);
    const rooms = `/beheer/locaties/${id}/ruimtes`;
    const twice = await post(rooms, { name: 'grote  Zaal', capacity: 12 }).expect(422);
    expect(twice.text).toContain('Deze locatie heeft al een ruimte met deze naam');
    await post(`${rooms}/${large}`, { name: 'KLEINE ZAAL', capacity: 40 }).expect(422);
    await post(`${rooms}/${large}`, { name: 'Grote Zaal', capacity: 41 }).expect(303);
  });

  it('are changed by one person at a time', async () => {
    const id = await makeLocation('Wisselhuis');
    const change = (name: string, version: number) =>
      post(`/beheer/locaties/${id}/wijzigen`, { name, version, municipalityId: haarlem.id });
    await change('Wisselhuis Noord', 1).expect(303);

    const { text } = await change('Wisselhuis Zuid', 1).expect(422);
    expect(text).toContain('Iemand anders heeft dit intussen gewijzigd');
    expect(text).toContain('value="Wisselhuis Zuid"');
  });

  it('are removed while nothing was planned there, and archived after that', async () => {
    const unused = await makeLocation('Nooit gebruikt');
    await makeRoom(unused, 'Zolder', 5);
    await post(`/beheer/locaties/${unused}/archiveren`).expect(303);
    await academie.as(lead).get(`/beheer/locaties/${unused}`).expect(404);

    const used = await makeLocation('Oude school');
    const course = await ownCourse();
    await plan(course.id, used).expect(303);
    await post(`/beheer/locaties/${used}/archiveren`).expect(303);
    await academie.as(lead).get(`/beheer/locaties/${used}`).expect(200);
    const formOf = async (path: string) => (await academie.as(lead).get(path).expect(200)).text;
    const { offering_id: offeringId } = (await sessionOf(course.id))!;

    expect(await formOf(`/beheer/aanbod/${course.id}/uitvoeringen/nieuw`)).not.toContain(
      'Oude school',
    );
    // What was planned there keeps it, and its form can be saved again.
    expect(await formOf(`/beheer/uitvoeringen/${offeringId}/wijzigen`)).toContain('Oude school');
    await post(`/beheer/locaties/${used}/terugzetten`).expect(303);
    expect(await formOf(`/beheer/aanbod/${course.id}/uitvoeringen/nieuw`)).toContain('Oude school');
  });

  it('have rooms, which a session names', async () => {
    const id = await makeLocation('Stadhuis');
    const room = await makeRoom(id, 'Raadzaal', 40);
    const course = await ownCourse();
    await plan(course.id, `${id}:${room}`).expect(303);

    expect(await sessionOf(course.id)).toMatchObject({ location_id: id, room_id: room });
    await academie.database.rows(
      `UPDATE catalogue.offering SET status = 'published' WHERE course_id = $1`,
      [course.id],
    );
    const { text } = await academie.as(lead).get(`/aanbod/${course.slug}`).expect(200);
    expect(text).toContain('Stadhuis, Raadzaal, ');
    // Used: archived, and gone from the form.
    await post(`/beheer/locaties/${id}/ruimtes/${room}/archiveren`).expect(303);
    const form = await academie
      .as(lead)
      .get(`/beheer/aanbod/${course.id}/uitvoeringen/nieuw`)
      .expect(200);
    expect(form.text).not.toContain('Raadzaal');
  });

  it('refuse a room of another place', async () => {
    const [here, there] = [await makeLocation('Hier'), await makeLocation('Daar')];
    const room = await makeRoom(there, 'Kelder', 40);
    const course = await ownCourse();

    await plan(course.id, `${here}:${room}`).expect(422);
    expect(await sessionOf(course.id)).toBeUndefined();
    await expect(
      academie.database.rows(
        `INSERT INTO catalogue.session (offering_id, starts_at, ends_at, location_id, room_id)
         SELECT id, now(), now() + interval '1 hour', $1, $2 FROM catalogue.offering LIMIT 1`,
        [here, room],
      ),
    ).rejects.toThrow('session_room_fk');
  });

  it('warn before more people are planned than the room holds, once', async () => {
    const id = await makeLocation('Buurthuis');
    const room = await makeRoom(id, 'Keuken', 12);
    const course = await ownCourse();

    const asked = await plan(course.id, `${id}:${room}`).expect(200);
    expect(asked.text).toContain('Buurthuis, Keuken is voor 12 mensen, en u biedt 20 plekken aan.');
    expect(await sessionOf(course.id)).toBeUndefined();
    await plan(course.id, `${id}:${room}`, { action: 'confirm' }).expect(303);

    const { offering_id: offeringId, id: sessionId } = (await sessionOf(course.id))!;
    const change = (capacity: number) =>
      post(`/beheer/uitvoeringen/${offeringId}/wijzigen`, {
        ...{ version: '1', mode: 'in_person', capacity, minimum: '0', approval: 'none' },
        ...{ approvalDays: '5', 'sessions.0.id': sessionId, 'sessions.0.day': '2026-05-12' },
        ...{ 'sessions.0.from': '09:00', 'sessions.0.until': '12:00' },
        ...{ 'sessions.0.locationId': `${id}:${room}` },
      });
    await change(30).expect(200);
    await change(20).expect(303);
  });

  it('do not clash when two groups use two rooms, and do when they use one', async () => {
    const id = await makeLocation('Congreshuis');
    const [left, right] = [await makeRoom(id, 'Links', 50), await makeRoom(id, 'Rechts', 50)];
    await plan((await ownCourse()).id, `${id}:${left}`).expect(303);

    await plan((await ownCourse()).id, `${id}:${right}`).expect(303);
    const { text } = await plan((await ownCourse()).id, id).expect(200);
    expect(text).toContain('Congreshuis is dan al in gebruik');
  });

  it('are known to nobody outside where only what is confidential is held', async () => {
    const { given } = academie;
    const id = await makeLocation('Zwanenburcht', { address: 'Rietpad 1' });
    const course = await given.course({
      themeIds: [theme.id],
      confidential: true,
      admission: 'invited',
    });
    await plan(course.id, id).expect(303);
    const elsewhere = await given.theme('Cyber');
    const other = await given.holder('theme_lead', elsewhere.id);
    const own = await given.course({ themeIds: [elsewhere.id] });
    const seenBy = async (person: { id: string }, path: string): Promise<boolean> =>
      /Zwanenburcht/.test((await academie.as(person).get(path)).text);

    for (const person of [lead, administrator])
      expect(await seenBy(person, '/beheer/locaties?q=zwanen')).toBe(true);
    for (const path of [
      '/beheer/locaties',
      `/beheer/locaties/${id}`,
      `/beheer/aanbod/${own.id}/uitvoeringen/nieuw`,
    ])
      expect(await seenBy(other, path)).toBe(false);
    // Who knows the address all the same changes nothing there.
    for (const change of ['archiveren', 'terugzetten', 'ruimtes', 'wijzigen'])
      await academie
        .as(other)
        .post(`/beheer/locaties/${id}/${change}`)
        .type('form')
        .send({ ...{ name: 'Zaal', capacity: 9, version: 1 }, municipalityId: haarlem.id })
        .expect(404);
    // Nor does the search of the public propose its name to whoever types something like it.
    expect((await academie.stranger.get('/aanbod?q=zwanenburch')).text).not.toContain(
      'zwanenburcht',
    );
  });

  it('tell participants the way in mail and calendar, and the public only how to get there', async () => {
    const id = await makeLocation('Loods', {
      address: 'Kade 1, Haarlem',
      route: 'Bus 3 tot halte Kade.',
      accessibility: 'Er is een lift.',
      safety: 'Neem een legitimatie mee.',
      contact: 'Balie 023-5550000',
    });
    const room = await makeRoom(id, 'Hal 2', 40);
    const course = await academie.given.course({ title: 'Zien en ruiken', themeIds: [theme.id] });
    const trainer = await academie.given.holder('trainer');
    const offering = await academie.given.offering({
      courseId: course.id,
      trainerIds: [trainer.id],
    });
    await academie.database.rows(
      'UPDATE catalogue.session SET location_id = $2, room_id = $3 WHERE id = $1',
      [offering.sessionIds[0], id, room],
    );
    const sam = await academie.given.person();
    await academie.as(sam).post(`/api/v1/offerings/${offering.id}/enrolments`).expect(201);
    await academie.runWorkers();

    const page = (await academie.as(sam).get(`/aanbod/${course.slug}`).expect(200)).text;
    expect(page).toContain('Route: Bus 3 tot halte Kade.');
    expect(page).toContain('Toegankelijkheid: Er is een lift.');
    expect(page).not.toContain('legitimatie');
    expect(page).not.toContain('023-5550000');
    const mail = await academie.database.first<{ body_text: string; calendar: string }>(
      'SELECT body_text, calendar FROM platform.outgoing_mail WHERE recipient_person_id = $1',
      [sam.id],
    );
    expect(mail!.body_text).toContain('Loods, Hal 2');
    expect(mail!.body_text).toContain('Veiligheid: Neem een legitimatie mee.');
    expect(mail!.body_text).not.toContain('023-5550000');
    const calendar = mail!.calendar.replace(/\r\n /g, '');
    expect(calendar).toContain('LOCATION:Loods\\, Hal 2\\, Kade 1\\, Haarlem');
    expect(calendar).toContain('Route: Bus 3 tot halte Kade.');
    const open = await academie
      .as(sam)
      .get(`/api/v1/offerings/${offering.id}/calendar.ics`)
      .expect(200);
    expect(open.text.replace(/\r\n /g, '')).toContain('Bus 3 tot halte Kade.');
    expect(open.text).not.toContain('legitimatie');
    const register = await academie
      .as(trainer)
      .get(`/lesgeven/sessies/${offering.sessionIds[0]}`)
      .expect(200);
    expect(register.text).toContain('Ter plaatse: Balie 023-5550000');
  });

  it('are told of by the API with their room', async () => {
    const id = await makeLocation('Bibliotheek');
    const room = await makeRoom(id, 'Leeszaal', 30);
    const course = await ownCourse();
    const { body } = await academie
      .as(administrator)
      .post('/api/v1/offerings')
      .send({
        ...{ courseId: course.id, mode: 'in_person', capacity: 20 },
        sessions: [
          {
            ...{ startsAt: '2026-06-01T08:00:00Z', endsAt: '2026-06-01T10:00:00Z' },
            ...{ locationId: id, roomId: room },
          },
        ],
      })
      .expect(201);

    const read = await academie.as(administrator).get(`/api/v1/offerings/${body.id}`).expect(200);
    expect(read.body.sessions[0].location).toMatchObject({
      name: 'Bibliotheek',
      room: { id: room, name: 'Leeszaal', capacity: 30 },
    });
  });
});
