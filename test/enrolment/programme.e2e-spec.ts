import { startAcademie, TUESDAY } from '../support/academie';
import { faultsOf } from '../support/page-checks';

const NOBODY = '00000000-0000-7000-8000-000000000000';
const march = (day: number): Date =>
  new Date(`2026-03-${String(day).padStart(2, '0')}T09:30:00+01:00`);

describe('following a leergang', () => {
  const academie = startAcademie();
  let theme: { id: string };
  let lead: { id: string };
  let haarlem: { id: string };
  let coordinator: { id: string };
  let stranger: { id: string };

  beforeAll(async () => {
    const { given } = academie;
    academie.clock.set(TUESDAY);
    theme = await given.theme('Drugs');
    lead = await given.holder('theme_lead', theme.id);
    haarlem = await given.municipality('Haarlem');
    coordinator = await given.holder('coordinator', haarlem.id);
    stranger = await given.holder('coordinator', (await given.municipality('Texel')).id);
  });

  const course = () => academie.given.course({ themeIds: [theme.id] });
  const date = (courseId: string, day: number, more: object = {}) =>
    academie.given.offering({ courseId, startsAt: march(day), ...more });
  let made = 0;
  /** A published programme: one course, then two of three. */
  const programme = async (inOrder = false) => {
    const courses = [];
    for (let n = 0; n < 4; n++) courses.push(await course());
    const [first, ...others] = courses;
    const { body } = await academie
      .as(lead)
      .post('/api/v1/programmes')
      .send({
        ...{ title: `Leergang ${++made}`, summary: 'Een reeks', themeIds: [theme.id], inOrder },
        steps: [
          { choose: 1, courseIds: [first!.id] },
          { title: 'Keuze', choose: 2, courseIds: others.map(({ id }) => id) },
        ],
      })
      .expect(201);
    await academie.as(lead).post(`/api/v1/programmes/${body.id}/publication`).expect(200);
    return { id: body.id as string, slug: body.slug as string, courses };
  };
  const press = (
    person: { id: string },
    slug: string,
    chosen: readonly { id: string; courseId: string }[],
    query = '',
  ) =>
    academie
      .as(person)
      .post(`/leergangen/${slug}/inschrijven${query}`)
      .type('form')
      .send(Object.fromEntries(chosen.map(({ id, courseId }) => [`date.${courseId}`, id])));
  const stateIn = async (offeringId: string, personId: string) =>
    (
      await academie.database.first<{ state: string }>(
        'SELECT state FROM enrolment.enrolment WHERE offering_id = $1 AND person_id = $2',
        [offeringId, personId],
      )
    )?.state;

  it('takes a place in every step with one form, and pressing twice changes nothing', async () => {
    const { slug, courses } = await programme();
    const dates = [
      await date(courses[0]!.id, 10),
      await date(courses[1]!.id, 17),
      await date(courses[2]!.id, 24),
    ];
    const person = await academie.given.person();
    const form = await academie.as(person).get(`/leergangen/${slug}/inschrijven`).expect(200);
    expect(form.text).toContain('Kies 2 van deze 3');
    expect(form.text).toContain('dinsdag 17 maart 2026, 09.30–11.30\u00a0uur');
    expect(await faultsOf(form.text)).toEqual([]);

    const { text } = await press(person, slug, dates).expect(200);
    const again = await press(person, slug, dates).expect(200);

    expect(text).toContain('Dit is geregeld.');
    expect(await faultsOf(text)).toEqual([]);
    expect(again.text).toContain('Had al een plek');
    for (const { id } of dates) expect(await stateIn(id, person.id)).toBe('enrolled');
    const mine = await academie.as(person).get('/mijn/leergangen').expect(200);
    expect(mine.text).toContain('gepland, dinsdag 10 maart 2026');
    expect(mine.text).toContain('0 van 2 stappen afgerond');
    expect(await faultsOf(mine.text)).toEqual([]);
  });

  it('tells row by row what came of it, each date by its own rules', async () => {
    const { slug, courses } = await programme();
    const full = await date(courses[0]!.id, 10, { capacity: 1 });
    await academie.given.enrolled(full.id, [await academie.given.person()]);
    const asking = await date(courses[1]!.id, 17, {
      questions: [{ text: 'Waarom?', required: true }],
    });
    const approved = await date(courses[2]!.id, 24, { approval: 'organiser' });
    const person = await academie.given.person();

    const { text } = await press(person, slug, [full, asking, approved]).expect(200);

    expect(text).toContain('Wachtlijst, plek 1');
    expect(text).toContain('Bij deze datum horen vragen.');
    expect(text).toContain(`/uitvoeringen/${asking.id}/inschrijven`);
    expect(text).toContain('Aangevraagd');
    expect(await stateIn(full.id, person.id)).toBe('waitlisted');
    expect(await stateIn(asking.id, person.id)).toBeUndefined();
    expect(await stateIn(approved.id, person.id)).toBe('requested');
  });

  it('asks for what has to be completed before, as the page of the course does', async () => {
    const { slug, courses } = await programme();
    await academie.database.rows('INSERT INTO catalogue.prerequisite VALUES ($1, $2)', [
      courses[1]!.id,
      courses[0]!.id,
    ]);
    const later = await date(courses[1]!.id, 17);
    const person = await academie.given.person();

    const { text } = await press(person, slug, [later]).expect(200);

    expect(text).toContain('Niet gelukt');
    expect(await stateIn(later.id, person.id)).toBeUndefined();
  });

  it('refuses more than a step asks, and a date of something else, and keeps what was chosen', async () => {
    const { slug, courses } = await programme();
    const dates = [];
    for (const one of courses.slice(1)) dates.push(await date(one.id, 17));
    const elsewhere = await date((await course()).id, 24);
    const person = await academie.given.person();

    const { text } = await press(person, slug, dates).expect(422);
    const strange = await press(person, slug, [elsewhere]).expect(422);

    expect(text).toContain('Dit is meer dan deze stap vraagt.');
    expect(text).toMatch(new RegExp(`value="${dates[0]!.id}" selected`));
    expect(strange.text).toContain('Deze datum kan nu niet gekozen worden.');
    expect(await stateIn(elsewhere.id, person.id)).toBeUndefined();
  });

  it('keeps the order where it is binding, and goes step by step', async () => {
    const { slug, courses } = await programme(true);
    const [first, second] = [await date(courses[0]!.id, 17), await date(courses[1]!.id, 10)];
    const later = await date(courses[1]!.id, 24);
    const person = await academie.given.person();

    expect((await press(person, slug, [later]).expect(422)).text).toContain(
      'Kies eerst een datum voor de stap hiervoor.',
    );
    expect((await press(person, slug, [first, second]).expect(422)).text).toContain(
      'Deze datum begint voordat de stap hiervoor klaar is.',
    );
    await press(person, slug, [first]).expect(200);
    await press(person, slug, [later]).expect(200);
    expect(await stateIn(later.id, person.id)).toBe('enrolled');
  });

  describe('whose order is binding', () => {
    const byCourse = (person: { id: string }, offeringId: string) =>
      academie.as(person).post(`/uitvoeringen/${offeringId}/inschrijven`).type('form').send({});
    const byApi = (actor: { id: string }, offeringId: string, body: object = {}) =>
      academie.as(actor).post(`/api/v1/offerings/${offeringId}/enrolments`).send(body);

    it('is kept on the page of the course too, with the way to the step that comes first', async () => {
      const { slug, courses } = await programme(true);
      const first = await date(courses[0]!.id, 10);
      const later = await date(courses[1]!.id, 17);
      const person = await academie.given.person();
      await press(person, slug, []).expect(303);

      const { text } = await byCourse(person, later.id).expect(422);
      expect(text).toContain('Eerst komt een andere stap');
      expect(text).toContain(`/aanbod/${courses[0]!.slug}`);
      expect(text).toContain(`/leergangen/${slug}/inschrijven`);
      expect(await faultsOf(text)).toEqual([]);
      const refused = await byApi(person, later.id).expect(409);
      expect(refused.body).toMatchObject({
        code: 'enrolment.step-first',
        params: { courses: courses[0]!.title, programmeSlug: slug },
      });
      expect(await stateIn(later.id, person.id)).toBeUndefined();

      await byCourse(person, first.id).expect(303);
      await byCourse(person, later.id).expect(303);
      expect(await stateIn(later.id, person.id)).toBe('enrolled');
    });

    it('does not let a date overtake the step before', async () => {
      const { slug, courses } = await programme(true);
      const [first, early] = [await date(courses[0]!.id, 17), await date(courses[1]!.id, 10)];
      const person = await academie.given.person();
      await press(person, slug, [first]).expect(200);
      expect((await byApi(person, early.id).expect(409)).body.code).toBe(
        'enrolment.step-overtaken',
      );
    });

    it('binds a coordinator and a list, but no organiser by hand, and nobody who does not follow it', async () => {
      const { slug, courses } = await programme(true);
      const later = await date(courses[1]!.id, 17, { organiserId: lead.id });
      const colleague = await academie.given.person({ organisationId: haarlem.id });
      const free = await academie.given.person({ organisationId: haarlem.id });
      await press(coordinator, slug, [], `?persoon=${colleague.id}`).expect(303);

      expect((await byApi(coordinator, later.id, { personId: colleague.id })).status).toBe(409);
      const page = await academie
        .as(coordinator)
        .post(`/organisatie/personen/${colleague.id}/inschrijven`)
        .type('form')
        .send({ offeringId: later.id })
        .expect(422);
      expect(page.text).toContain('Eerst komt een andere stap');
      for (const actor of [coordinator, lead]) {
        const list = await academie
          .as(actor)
          .post(`/api/v1/offerings/${later.id}/bulk-enrolments`)
          .send({ dryRun: true, rows: [{ email: colleague.email }, { email: free.email }] });
        expect(list.status).toBe(201);
        expect(list.body.items).toMatchObject([
          { outcome: 'rejected', problem: 'enrolment.step-first' },
          { outcome: 'enrolled' },
        ]);
      }
      await byApi(coordinator, later.id, { personId: free.id }).expect(201);
      await byApi(lead, later.id, { personId: colleague.id }).expect(201);
    });
  });

  it('begins without a date, is left again, and is closed to new ones once archived', async () => {
    const { id, slug } = await programme();
    const [person, other] = await academie.given.people('Eerst', 'Later');
    await press(person!, slug, []).expect(303);
    expect((await academie.as(person!).get('/mijn/leergangen')).text).toContain('Nog 2 te kiezen');
    await academie.as(lead).post(`/api/v1/programmes/${id}/archival`).expect(200);

    await press(person!, slug, []).expect(303);
    await press(other!, slug, []).expect(409);
    await academie.as(person!).post(`/mijn/leergangen/${id}/stoppen`).expect(303);
    await academie.as(person!).post(`/mijn/leergangen/${id}/stoppen`).expect(303);

    expect((await academie.as(person!).get('/mijn/leergangen')).text).toContain(
      'U volgt geen leergang',
    );
    await press(person!, slug, []).expect(409);
  });

  it('is done for a colleague by their coordinator, and by nobody from elsewhere', async () => {
    const { slug, courses } = await programme();
    const first = await date(courses[0]!.id, 10);
    const colleague = await academie.given.person({ organisationId: haarlem.id });
    const query = `?persoon=${colleague.id}`;
    const page = await academie
      .as(coordinator)
      .get(`/organisatie/personen/${colleague.id}`)
      .expect(200);
    expect(page.text).toContain(`persoon&#x3D;${colleague.id}`);
    expect(
      (await academie.as(coordinator).get(`/leergangen/${slug}/inschrijven${query}`).expect(200))
        .text,
    ).toContain(colleague.name);

    await press(coordinator, slug, [first], query).expect(200);

    expect(await stateIn(first.id, colleague.id)).toBe('enrolled');
    const other = await academie.given.person();
    for (const person of [stranger, other]) {
      const refused = await academie.as(person).get(`/leergangen/${slug}/inschrijven${query}`);
      expect(refused.status).toBe(403);
      expect(refused.text).not.toContain(colleague.name);
      await press(person, slug, [first], query).expect(403);
    }
    await academie.as(coordinator).get(`/leergangen/${slug}/inschrijven?persoon=x`).expect(404);
    await academie
      .as(coordinator)
      .get(`/leergangen/${slug}/inschrijven?persoon=${NOBODY}`)
      .expect(403);
  });

  it('says to who manages it which dates another theme sees to', async () => {
    const elsewhere = await academie.given.course({
      themeIds: [(await academie.given.theme('Cyber')).id],
    });
    const { body } = await academie
      .as(lead)
      .post('/api/v1/programmes')
      .send({
        ...{
          title: 'Over themas heen',
          summary: 'Een reeks',
          themeIds: [theme.id],
          inOrder: false,
        },
        steps: [{ choose: 1, courseIds: [elsewhere.id] }],
      })
      .expect(201);
    await academie.as(lead).post(`/api/v1/programmes/${body.id}/publication`).expect(200);
    const there = await date(elsewhere.id, 12);
    const person = await academie.given.person();
    await academie.as(person).get(`/leergangen/${body.slug}`).expect(200);
    const told = await press(lead, body.slug, [there], `?persoon=${person.id}`).expect(200);

    expect(told.text).toContain('Deze datum regelt een ander thema.');
  });

  it('finds whom to enrol: a coordinator the own people by name, who manages it one address', async () => {
    const { slug } = await programme();
    const ours = await academie.given.person({ name: 'Zoekbaar', organisationId: haarlem.id });
    const theirs = await academie.given.person({ name: 'Zoekbaar' });
    const found = async (person: { id: string }, asked: string) => {
      const { text } = await academie
        .as(person)
        .get(`/leergangen/${slug}/deelnemers?wie=${encodeURIComponent(asked)}`)
        .expect(200);
      expect(await faultsOf(text)).toEqual([]);
      return [ours, theirs].map(({ id }) => text.includes(`persoon&#x3D;${id}`));
    };
    const admin = await academie.given.holder('administrator');
    const trainer = await academie.given.holder('trainer');

    expect(await found(coordinator, 'zoekb')).toEqual([true, false]);
    expect(await found(coordinator, theirs.email)).toEqual([false, false]);
    expect(await found(lead, 'zoekb')).toEqual([false, false]);
    expect(await found(lead, theirs.email.toUpperCase())).toEqual([false, true]);
    expect(await found(admin, 'Zoekbaar')).toEqual([true, true]);
    expect(await found(trainer, 'zoekb')).toEqual([false, false]);
    expect(await found(stranger, '%')).toEqual([false, false]);
  });

  it('shows who is where to who has to do with them, and no others', async () => {
    const { slug, courses } = await programme();
    const trainer = await academie.given.holder('trainer');
    const first = await date(courses[0]!.id, 10, { trainerIds: [trainer.id] });
    const ours = await academie.given.person({ name: 'Onze', organisationId: haarlem.id });
    const theirs = await academie.given.person({ name: 'Andere' });
    await press(ours, slug, []).expect(303);
    await press(theirs, slug, [first]).expect(200);
    const seen = async (person: { id: string }) => {
      const { text } = await academie.as(person).get(`/leergangen/${slug}/deelnemers`).expect(200);
      expect(await faultsOf(text)).toEqual([]);
      return [ours, theirs].map(({ name }) => text.includes(name));
    };

    expect(await seen(lead)).toEqual([true, true]);
    expect(await seen(coordinator)).toEqual([true, false]);
    expect(await seen(trainer)).toEqual([false, true]);
    expect(await seen(stranger)).toEqual([false, false]);
    await academie.as(ours).get(`/leergangen/${slug}/deelnemers`).expect(403);
    await academie
      .as(await academie.given.holder('auditor'))
      .get(`/leergangen/${slug}/deelnemers`)
      .expect(403);
  });

  it('hides from a coordinator what is confidential of a colleague', async () => {
    const { slug, courses } = await programme();
    const secret = await date(courses[0]!.id, 10, { confidential: true });
    const colleague = await academie.given.person({ organisationId: haarlem.id });
    await academie.given.enrolled(secret.id, [colleague]);
    await press(colleague, slug, []).expect(303);

    const own = await academie.as(colleague).get('/mijn/leergangen').expect(200);
    const page = await academie.as(coordinator).get(`/leergangen/${slug}/deelnemers`).expect(200);

    expect(own.text).toContain('gepland, dinsdag 10 maart 2026');
    expect(page.text).not.toContain('>Gepland<');
  });

  it('is asked in a number of queries that does not grow with who follows it', async () => {
    const { slug, courses } = await programme();
    const first = await date(courses[0]!.id, 10);
    const cost = () =>
      academie.queriesOf(() => academie.as(lead).get(`/leergangen/${slug}/deelnemers`).expect(200));
    await press(await academie.given.person(), slug, [first]).expect(200);
    const before = await cost();
    for (let n = 0; n < 5; n++)
      await press(await academie.given.person(), slug, [first]).expect(200);

    expect(await cost()).toBeLessThanOrEqual(before);
  });

  it('answers the same by the API, and any wrong shape with a reason', async () => {
    const { id, courses } = await programme();
    const first = await date(courses[0]!.id, 10);
    const person = await academie.given.person();
    const post = (body: object) =>
      academie.as(person).post(`/api/v1/programmes/${id}/enrolments`).send(body);

    const { body } = await post({ offeringIds: [first.id, NOBODY] }).expect(200);

    expect(body.items).toMatchObject([
      { offeringId: first.id, state: 'enrolled', code: null },
      { offeringId: NOBODY, state: null, code: 'enrolment.not-of-programme' },
    ]);
    const mine = await academie.as(person).get('/api/v1/me/programmes').expect(200);
    expect(mine.body.items).toMatchObject([
      { completed: false, steps: [{ state: 'planned' }, { state: 'open', left: 2 }] },
    ]);
    for (const wrong of [{}, { offeringIds: null }, { offeringIds: [7] }, { offeringIds: {} }, []])
      expect([400, 422]).toContain((await post(wrong)).status);
    await academie
      .as(person)
      .post(`/api/v1/programmes/${id}/enrolments`)
      .send({ personId: lead.id, offeringIds: [] })
      .expect(403);
  });
});
