import { Jobs, newId } from '@academie/platform';

import { startAcademie, TUESDAY } from '../support/academie';
import { faultsOf } from '../support/page-checks';

describe('workshops on a themadag', () => {
  const academie = startAcademie();
  let theme: { id: string };
  let lead: { id: string };
  let trainer: { id: string };

  beforeAll(async () => {
    theme = await academie.given.theme('Jeugd');
    lead = await academie.given.holder('theme_lead', theme.id);
    trainer = await academie.given.holder('trainer');
  });
  beforeEach(() => academie.clock.set(TUESDAY));

  /** A day with two workshops in round 1 and one in round 2. */
  const day = async (seats = 10, more: object = {}) => {
    const course = await academie.given.course({ kind: 'theme_day', themeIds: [theme.id] });
    const offering = await academie.given.offering({
      ...{ courseId: course.id, capacity: 50, trainerIds: [trainer.id] },
      ...more,
    });
    await save(offering.id, [
      { round: '1', title: 'Ouders', place: 'Zaal 1', seats },
      { round: '1', title: 'Privacy', place: 'Zaal 2', seats },
      { round: '2', title: 'Casus', place: '', seats },
    ]).expect(303);
    const workshops = await academie.database.rows<{ id: string; title: string; round: number }>(
      'SELECT id, title, round FROM catalogue.workshop WHERE offering_id = $1 ORDER BY position',
      [offering.id],
    );
    const [ouders, privacy, casus] = workshops.map(({ id }) => id) as [string, string, string];
    return { ...offering, slug: course.slug, ouders, privacy, casus };
  };
  const save = (offeringId: string, rows: object[], person = lead) =>
    academie
      .as(person)
      .post(`/beheer/uitvoeringen/${offeringId}/workshops`)
      .type('form')
      .send(
        Object.fromEntries(
          rows.flatMap((row, at) =>
            Object.entries(row).map(([name, value]) => [`workshops.${at}.${name}`, value]),
          ),
        ),
      );
  const choose = (person: { id: string }, enrolmentId: string, ...workshopIds: string[]) =>
    academie.as(person).put(`/api/v1/enrolments/${enrolmentId}/workshops`).send({ workshopIds });
  const ownPage = async ({ id }: { id: string }): Promise<string> => {
    const found = await academie.database.first<{ id: string }>(
      'SELECT id FROM enrolment.enrolment WHERE person_id = $1',
      [id],
    );
    return `/mijn/inschrijvingen/${found?.id}`;
  };
  const in_ = async (workshopId: string): Promise<number> =>
    Number(
      (
        await academie.database.first<{ count: string }>(
          'SELECT count(*) FROM enrolment.workshop_choice WHERE workshop_id = $1',
          [workshopId],
        )
      )?.count,
    );

  it('are chosen in the form with which somebody enrols', async () => {
    const { id, slug, ouders, privacy, casus } = await day();
    const person = await academie.given.person();
    const course = await academie.as(person).get(`/aanbod/${slug}`).expect(200);
    expect(course.text).toContain(`href="/uitvoeringen/${id}/inschrijven"`);
    const form = await academie.as(person).get(`/uitvoeringen/${id}/inschrijven`).expect(200);
    expect(form.text).toContain('Workshop in ronde 1');
    expect(form.text).toContain('Zaal 1 · nog 10 plekken');
    expect(await faultsOf(form.text)).toEqual([]);

    await academie
      .as(person)
      .post(`/uitvoeringen/${id}/inschrijven`)
      .type('form')
      .send({ 'workshop.1': privacy, 'workshop.2': casus })
      .expect(303);

    expect(await Promise.all([ouders, privacy, casus].map(in_))).toEqual([0, 1, 1]);
    const mine = await academie.as(person).get('/mijn').expect(200);
    expect(mine.text).toContain('Workshops kiezen');
    const own = await academie
      .as(person)
      .get(await ownPage(person))
      .expect(200);
    expect(own.text).toContain('Privacy · Zaal 2');
    expect(await faultsOf(own.text)).toEqual([]);
    await academie.runWorkers();
    const [mail] = await academie.database.rows<{ body_text: string }>(
      'SELECT body_text FROM platform.outgoing_mail WHERE recipient_person_id = $1',
      [person.id],
    );
    expect(mail?.body_text).toContain('Ronde 1: Privacy, Zaal 2');
    expect(mail?.body_text).toContain('Ronde 2: Casus');
  });

  it('can be changed until enrolling closes, and not after', async () => {
    const { id, ouders, privacy } = await day(10, {
      enrolClosesAt: new Date('2026-03-08T12:00:00Z'),
    });
    const person = await academie.given.person();
    const [enrolmentId] = await academie.given.enrolled(id, [person]);
    const page = `/inschrijvingen/${enrolmentId}/workshops`;
    const press = (workshop: string) =>
      academie.as(person).post(page).type('form').send({ 'workshop.1': workshop });

    await press(ouders).expect(303);
    await press(privacy).expect(303);
    expect([await in_(ouders), await in_(privacy)]).toEqual([0, 1]);
    academie.clock.set(new Date('2026-03-08T12:00:00Z'));
    const { text } = await press(ouders).expect(409);

    expect(text).toContain('Kiezen kan niet meer');
    expect(await faultsOf(text)).toEqual([]);
    expect(await in_(privacy)).toBe(1);
  });

  // Without the locks in WorkshopChoiceService and keep_workshop_seats several got the last seat.
  it('never have more people than seats, however many choose at once', async () => {
    const { id, ouders } = await day(3);
    const people = await academie.given.people(...Array<string>(12).fill('Sam'));
    const enrolments = await academie.given.enrolled(id, people);

    const answers = await Promise.all(
      people.map((person, at) => choose(person, enrolments[at]!, ouders)),
    );

    expect(answers.map(({ status }) => status).sort()).toEqual([
      ...Array<number>(3).fill(204),
      ...Array<number>(9).fill(409),
    ]);
    expect(await in_(ouders)).toBe(3);
    await expect(
      academie.database.rows(
        `INSERT INTO enrolment.workshop_choice VALUES ($1, 1, $2, now())
         ON CONFLICT ON CONSTRAINT workshop_choice_pk DO UPDATE SET workshop_id = $2`,
        [enrolments[answers.findIndex(({ status }) => status === 409)], ouders],
      ),
    ).rejects.toThrow('the workshop is full');
  });

  it('keep the place when others took the last seat meanwhile, and ask to choose again', async () => {
    const { id, ouders } = await day(1);
    const [first, second] = await academie.given.people('Eerst', 'Later');
    const [held] = await academie.given.enrolled(id, [first!]);
    await choose(first!, held!, ouders).expect(204);

    const { headers } = await academie
      .as(second!)
      .post(`/uitvoeringen/${id}/inschrijven`)
      .type('form')
      .send({ 'workshop.1': ouders })
      .expect(303);

    expect(headers.location).toMatch(/^\/inschrijvingen\/.*\/workshops$/);
    const page = await academie.as(second!).get(headers.location!).expect(200);
    expect(page.text).toContain('Zaal 1 · vol');
    expect(page.text).toContain('disabled');
    expect(await in_(ouders)).toBe(1);
  });

  it('are asked by mail of who has a place and chose none, until one is chosen or none is free', async () => {
    const { id, ouders, privacy, casus } = await day(2, {
      startsAt: new Date('2026-03-20T09:30:00+01:00'),
      questions: [{ text: 'Waarvoor komt u?', required: true }],
    });
    const [first, second] = await academie.given.people('Door een ander', 'Ook');
    const administrator = await academie.given.holder('administrator');
    const enrolments: string[] = [];
    for (const { id: personId } of [first!, second!])
      enrolments.push(
        (
          await academie
            .as(administrator)
            .post(`/api/v1/offerings/${id}/enrolments`)
            .send({ personId })
            .expect(201)
        ).body.id,
      );
    const asked = async () => {
      await academie.app.get(Jobs).run('enrolment.ask-answers');
      return academie.database.rows<{ subject: string; text: string }>(
        `SELECT subject, body_text AS text FROM platform.outgoing_mail
          WHERE recipient_person_id = $1 AND template = 'enrolment/answers-asked' ORDER BY created_at`,
        [first!.id],
      );
    };
    const [mail] = await asked();
    expect(mail?.text).toContain('Waarvoor komt u?');
    expect(mail?.text).toContain('- Workshop in ronde 1\n- Workshop in ronde 2');
    expect(mail?.text).toContain(`/inschrijvingen/${enrolments[0]}/workshops`);
    await academie
      .as(first!)
      .put(`/api/v1/enrolments/${enrolments[0]}/answers`)
      .send({ answers: ['Voor het plein'] })
      .expect(204);
    academie.clock.set('2026-03-07T10:00:00+01:00');
    const again = (await asked())[1];
    expect(again?.subject).toMatch(/^Kies uw workshops voor /);
    expect(again?.text).not.toContain('Waarvoor komt u?');
    await choose(first!, enrolments[0]!, ouders).expect(204);
    academie.clock.set('2026-03-10T10:00:00+01:00');
    expect(await asked()).toHaveLength(2);
    await choose(first!, enrolments[0]!).expect(204);
    academie.clock.set('2026-03-13T10:00:00+01:00');
    expect(await asked()).toHaveLength(3);

    await academie.database.rows('UPDATE catalogue.workshop SET seats = 1 WHERE offering_id = $1', [
      id,
    ]);
    const third = await academie.given.person();
    const [other] = await academie.given.enrolled(id, [third]);
    await choose(second!, enrolments[1]!, ouders, casus).expect(204);
    await choose(third, other!, privacy).expect(204);
    academie.clock.set('2026-03-16T10:00:00+01:00');

    expect(await asked()).toHaveLength(3);
  });

  it('that come long after the seat are asked about as something new', async () => {
    const { id } = await day(5, { startsAt: new Date('2026-03-20T09:30:00+01:00') });
    const person = await academie.given.person();
    await academie.given.enrolled(id, [person]);
    await academie.database.rows(
      `UPDATE catalogue.offering SET questions = '[{"text":"Waarvoor komt u?","required":true}]' WHERE id = $1`,
      [id],
    );
    academie.clock.set('2026-03-13T10:00:00+01:00');
    await academie.app.get(Jobs).run('enrolment.ask-answers');
    const [mail] = await academie.database.rows<{ text: string }>(
      `SELECT body_text AS text FROM platform.outgoing_mail
        WHERE recipient_person_id = $1 AND template = 'enrolment/answers-asked'`,
      [person.id],
    );

    expect(mail?.text).toContain('De organisator wil graag weten:');
  });

  it('are what follows on taking a held seat, and on answering the questions', async () => {
    const administrator = await academie.given.holder('administrator');
    const gemeente = await academie.given.municipality();
    const work = { organisationId: gemeente.id };
    const [sam, kim] = [await academie.given.person(work), await academie.given.person(work)];
    const take = async (who: { id: string }, more: object) => {
      const { id } = await day(5, more);
      const { body } = await academie
        .as(administrator)
        .post(`/api/v1/offerings/${id}/seat-blocks`)
        .send({ organisationId: gemeente.id, seats: 2, releaseAt: '2026-03-08T00:00:00+01:00' })
        .expect(201);
      const { headers } = await academie.as(who).post(`/plek/${body.token}`).expect(303);
      return headers.location!;
    };
    expect(await take(sam, {})).toMatch(/^\/inschrijvingen\/.*\/workshops$/);
    const questions = [{ text: 'Waarvoor komt u?', required: true }];
    const answers = await take(kim, { questions });
    expect(answers).toMatch(/\/antwoorden$/);
    const { headers } = await academie
      .as(kim)
      .post(answers)
      .type('form')
      .send({ 'answers.0': 'Voor het plein' })
      .expect(303);

    expect(headers.location).toMatch(/^\/inschrijvingen\/.*\/workshops$/);
  });

  it('come free when somebody gives up the day', async () => {
    const { id, ouders } = await day(1);
    const [first, second] = await academie.given.people('Eerst', 'Later');
    const [one, two] = await academie.given.enrolled(id, [first!, second!]);
    await choose(first!, one!, ouders).expect(204);
    await choose(second!, two!, ouders).expect(409);

    await academie.as(first!).post(`/api/v1/enrolments/${one}/cancellation`).send({}).expect(200);

    await choose(second!, two!, ouders).expect(204);
  });

  it('are of this day, one of each round, for who has a place', async () => {
    const { id, ouders, privacy } = await day();
    const elsewhere = await day();
    const [seated, waiting] = await academie.given.people('Met plek', 'Zonder plek');
    const [enrolmentId] = await academie.given.enrolled(id, [seated!]);
    const [other] = await academie.given.enrolled(id, [waiting!], 'waitlisted');

    await choose(seated!, enrolmentId!, ouders, privacy).expect(422);
    await choose(seated!, enrolmentId!, elsewhere.ouders).expect(422);
    await choose(waiting!, other!, ouders).expect(409);
    await choose(waiting!, enrolmentId!, ouders).expect(404);
    await choose(waiting!, newId(), ouders).expect(404);
    await academie.as(waiting!).get(`/inschrijvingen/${enrolmentId}/workshops`).expect(404);
    for (const body of [null, [], { workshopIds: [7] }, { workshopIds: {} }, { workshopIds: 'x' }])
      expect([400, 422]).toContain(
        (
          await academie
            .as(seated!)
            .put(`/api/v1/enrolments/${enrolmentId}/workshops`)
            .set('content-type', 'application/json')
            .send(JSON.stringify(body))
        ).status,
      );
  });

  it('stand with the register: who goes to which', async () => {
    const { id, sessionIds, ouders } = await day();
    const [chosen, not] = await academie.given.people('Gekozen', 'Ongekozen');
    const [enrolmentId] = await academie.given.enrolled(id, [chosen!, not!]);
    await choose(chosen!, enrolmentId!, ouders).expect(204);

    const { text } = await academie
      .as(trainer)
      .get(`/lesgeven/sessies/${sessionIds[0]}/wensen`)
      .expect(200);

    const register = await academie
      .as(trainer)
      .get(`/lesgeven/sessies/${sessionIds[0]}`)
      .expect(200);
    expect(register.text).toContain('Workshops: Ouders');
    expect(await faultsOf(register.text)).toEqual([]);
    const offline = await academie
      .as(trainer)
      .get(`/api/v1/sessions/${sessionIds[0]}/register`)
      .expect(200);
    expect(JSON.stringify(offline.body)).toContain('"workshops":["Ouders"]');
    expect(text).toContain('Ouders · Zaal 1');
    expect(text).toContain('1 van 10 plekken');
    expect(text.indexOf(chosen!.name)).toBeLessThan(text.indexOf('Nog niet gekozen'));
    expect(text.lastIndexOf(not!.name)).toBeGreaterThan(text.indexOf('Nog niet gekozen'));
    expect(await faultsOf(text)).toEqual([]);
  });

  it('stand with one’s own rows, in the calendar, on paper, in the export and in the closed register', async () => {
    const { id, sessionIds, ouders } = await day();
    const person = await academie.given.person();
    const [enrolmentId] = await academie.given.enrolled(id, [person]);
    await choose(person, enrolmentId!, ouders).expect(204);
    const page = async (who: { id: string }, path: string) =>
      (await academie.as(who).get(path).expect(200)).text;
    const register = `/lesgeven/sessies/${sessionIds[0]}`;

    expect(await page(person, '/mijn')).toContain('Workshops: Ouders (Zaal 1)');
    const made = await academie.as(person).post('/mijn/agenda').type('form').send({});
    const token = /calendar\.ics\?token(?:=|&#x3D;)([\w-]+)/.exec(made.text)?.[1];
    const feed = await page(person, `/api/v1/me/calendar.ics?token=${token}`);
    expect(feed.replace(/\r\n /g, '')).toContain('Uw workshops: Ouders (Zaal 1)');
    const paper = await page(trainer, `${register}/presentielijst`);
    expect(paper).toContain('<td>Ouders</td>');
    expect(await faultsOf(paper)).toEqual([]);
    expect(await page(lead, `/beheer/uitvoeringen/${id}/deelnemers.csv`)).toContain(
      'Ouders (Zaal 1)',
    );
    academie.clock.set(
      (await academie.database.first<{ at: Date }>(
        'SELECT ends_at AS at FROM catalogue.offering WHERE id = $1',
        [id],
      ))!.at,
    );
    await academie.as(trainer).post(`/api/v1/sessions/${sessionIds[0]}/register-closure`).send({});
    const closed = await page(trainer, register);
    expect(closed).toContain('data-label="Workshops">Ouders');
    expect(await faultsOf(closed)).toEqual([]);
  });

  it('are kept by who manages the day; what people chose stays', async () => {
    const { id, ouders } = await day();
    const person = await academie.given.person();
    const [enrolmentId] = await academie.given.enrolled(id, [person]);
    await choose(person, enrolmentId!, ouders).expect(204);
    const other = await academie.given.holder('theme_lead', (await academie.given.theme()).id);
    const page = `/beheer/uitvoeringen/${id}/workshops`;

    const gone = await save(id, [{ round: '1', title: 'Anders', seats: '5', place: '' }]).expect(
      422,
    );
    const moved = { id: ouders, round: '2', title: 'Ouders', seats: '5', place: '' };
    await save(id, [moved]).expect(422);
    await save(id, [{ ...moved, round: '1' }]).expect(303);
    // A row that was begun and has no title is asked for, not lost; an empty one is nothing.
    const untitled = [
      { ...moved, round: '1' },
      { round: '2', title: '', seats: '15', place: '' },
    ];
    const asked = await save(id, untitled).expect(422);
    expect(asked.text).toMatch(/workshops.1.title-error/);
    await save(id, [
      { ...moved, round: '1' },
      { round: '2', title: '', seats: '', place: '' },
    ]).expect(303);

    expect(gone.text).toMatch(/Mensen kozen al: [^<]*Ouders/);
    expect(gone.text).toContain('value="Anders"');
    expect(gone.text).toContain(`value="${ouders}"`);
    expect(await faultsOf(gone.text)).toEqual([]);
    for (const one of [other, trainer, person]) {
      await academie.as(one).get(page).expect(403);
      await save(id, [], one).expect(403);
    }
  });
});
