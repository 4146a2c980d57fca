import { startAcademie } from '../support/academie';

describe('somebody at the door', () => {
  const academie = startAcademie();
  type Who = { id: string };

  const lesson = async (capacity: number, people = 1) => {
    const trainer = await academie.given.holder('trainer');
    const offering = await academie.given.offering({ trainerIds: [trainer.id], capacity });
    academie.clock.set('2026-03-10T12:00:00+01:00');
    const enrolled = await academie.given.people(
      ...Array.from({ length: people }, (_, index) => `Vast${index}`),
    );
    await academie.given.enrolled(offering.id, enrolled);
    return { trainer, offering, enrolled, session: offering.sessionIds[0]! };
  };
  const letIn = (who: Who, session: string, body: object) =>
    academie.as(who).post(`/api/v1/sessions/${session}/walk-ins`).send(body);
  const participants = async (who: Who, session: string) => {
    const { body } = await academie.as(who).get(`/api/v1/sessions/${session}/register`).expect(200);
    return body.participants as {
      name: string;
      value: string;
      walkIn: boolean;
      organisation: string;
    }[];
  };

  it('comes in although the offering is full, and is present', async () => {
    const { trainer, offering, session } = await lesson(1);
    const late = await academie.given.person({ name: 'Laat' });

    await letIn(trainer, session, { personId: late.id }).expect(201);

    expect(await participants(trainer, session)).toContainEqual(
      expect.objectContaining({ name: late.name, value: 'present', walkIn: true }),
    );
    const seats = await academie.database.first(
      'SELECT seats_taken, overbooked FROM catalogue.offering WHERE id = $1',
      [offering.id],
    );
    expect(seats).toEqual({ seats_taken: 1, overbooked: 1 });
  });

  it('is let in once, however often the button is pressed', async () => {
    const { trainer, session } = await lesson(5);
    const late = await academie.given.person({ name: 'Twee keer' });

    const answers = await Promise.all(
      [1, 2, 3].map(() => letIn(trainer, session, { personId: late.id }).expect(201)),
    );

    expect(new Set(answers.map(({ body }) => body.enrolmentId)).size).toBe(1);
  });

  it('may be a guest of whom only the name and the organisation are known', async () => {
    const { trainer, session } = await lesson(5);
    const { id, name } = await academie.given.municipality();

    await letIn(trainer, session, {
      guest: { givenName: 'Gijs', familyName: 'de Gast', organisationId: id },
    }).expect(201);

    expect(await participants(trainer, session)).toContainEqual(
      expect.objectContaining({ name: 'Gijs de Gast', organisation: name, value: 'present' }),
    );
  });

  it('is found by name on the page, and added from there', async () => {
    const { trainer, session, enrolled } = await lesson(5);
    const late = await academie.given.person({ name: 'Zeldzaamheid' });
    const page = `/lesgeven/sessies/${session}/inloop`;

    const found = await academie.as(trainer).get(`${page}?q=zeldz`).expect(200);
    const short = await academie.as(trainer).get(`${page}?q=ze`).expect(200);
    const known = await academie.as(trainer).get(`${page}?q=${enrolled[0]!.name.slice(0, 5)}`);

    const far = await academie.given.municipality();
    const away = await academie.given.person({ name: 'Verreweg', organisationId: far.id });
    const part = await academie.as(trainer).get(`${page}?q=verrew`).expect(200);
    expect(part.text).not.toContain(away.name);
    expect(part.text).toContain('vindt u iemand alleen met de hele naam');
    const whole = await academie.as(trainer).get(page).query({ q: away.name }).expect(200);
    expect(whole.text).toContain(away.name);
    expect(found.text).toContain(late.name);
    expect(short.text).not.toContain(late.name);
    expect(known.text).toContain('Staat al op de lijst');
    await academie.as(trainer).post(page).type('form').send({ personId: late.id }).expect(303);
    const empty = { givenName: '', familyName: 'de Gast', organisationId: '' };
    await academie.as(trainer).post(page).type('form').send(empty).expect(422);
    await academie
      .as(trainer)
      .post(page)
      .type('form')
      .send({ ...empty, givenName: 'Gea' })
      .expect(303);
  });

  it.each([
    ['nobody', {}, 422],
    ['somebody who does not exist', { personId: '0190a000-0000-7000-8000-000000000000' }, 404],
    ['a guest without a name', { guest: { givenName: ' ', familyName: '' } }, 422],
  ])('is not %s', async (_who, body, status) => {
    const { trainer, session } = await lesson(5);

    await letIn(trainer, session, body).expect(status);
  });

  it('stays out when the register is closed, and leaves no guest behind', async () => {
    const { trainer, session } = await lesson(5);
    await academie.as(trainer).post(`/api/v1/sessions/${session}/register-closure`).expect(200);

    const { body } = await letIn(trainer, session, {
      guest: { givenName: 'Niet', familyName: 'Binnen' },
    }).expect(409);

    expect(body.code).toBe('attendance.register-closed');
    await academie.as(trainer).get(`/lesgeven/sessies/${session}/inloop`).expect(303);
    expect(
      await academie.database.rows(`SELECT 1 FROM people.person WHERE family_name = 'Binnen'`),
    ).toEqual([]);
  });
});
