import { startAcademie, type Visitor } from '../support/academie';

describe('what is asked of a coordinator, on the page of the own organisation', () => {
  const academie = startAcademie();
  let here: { id: string };
  let there: { id: string };
  let coordinator: Visitor;
  let organiserId: string;

  const words = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  const textOf = async () =>
    words((await coordinator.get(`/gemeente/${here.id}`).expect(200)).text);
  const both = async (name: string, functions: string[] = []) => {
    const of = (organisationId: string, more: string) =>
      academie.given.person({ name: `${name}${more}`, organisationId, functions });
    return { own: await of(here.id, 'eigen'), other: await of(there.id, 'ander') };
  };

  beforeAll(async () => {
    [here, there] = [
      await academie.given.municipality('Hierstad'),
      await academie.given.municipality('Daarstad'),
    ];
    coordinator = academie.as(await academie.given.holder('coordinator', here.id));
    organiserId = (await academie.given.person()).id;
    await academie.database.rows(
      `INSERT INTO targets.plan (year, title, version, status, period_from, period_to, document, loaded_at)
       VALUES (2026, 'Proefplan', '1', 'adopted', '2026-01-01', '2027-01-01', '{}', now())`,
    );
  });

  it('is nothing at first', async () => {
    expect(await textOf()).toContain('Er wacht nu niets op u.');
  });

  it('is to decide, and to see to it that a kept seat is answered', async () => {
    const asked = await academie.given.offering({ approval: 'coordinator' });
    const { own, other } = await both('Vraag');
    for (const person of [own, other])
      await academie.database.rows(
        `INSERT INTO enrolment.enrolment (offering_id, person_id, organisation_id, state, source, queued_at,
           changed_at, decide_by)
         SELECT $1, $2, m.organisation_id, 'requested', 'self', $3, $3, '2026-03-08T12:00Z'
           FROM people.job m WHERE m.person_id = $2`,
        [asked.id, person.id, academie.clock.now()],
      );
    const kept = await academie.given.offering();
    const seats = await both('Plek');
    for (const person of [seats.own, seats.other])
      await academie.database.rows(
        `INSERT INTO enrolment.enrolment (offering_id, person_id, organisation_id, state, source, queued_at,
           changed_at, offered_until)
         SELECT $1, $2, m.organisation_id, 'offered', 'self', $3, $3, '2026-03-06T12:00Z'
           FROM people.job m WHERE m.person_id = $2`,
        [kept.id, person.id, academie.clock.now()],
      );
    const text = await textOf();

    expect(text).toContain('1 aanvraag wacht op u Beslis vóór zondag 8 maart 2026');
    expect(text).toContain('Plekeigen');
    expect(text).toContain('Antwoord kan tot vrijdag 6 maart 2026');
    expect(text).not.toContain('Plekander');
  });

  it('is to use the seats that are held', async () => {
    const offering = await academie.given.offering();
    for (const organisation of [here, there])
      await academie.database.rows(
        `INSERT INTO enrolment.seat_block
           (offering_id, organisation_id, seats, release_at, token, created_at, created_by)
         VALUES ($1, $2, 3, '2026-03-09', $4, $5, $3)`,
        [
          ...[offering.id, organisation.id, organiserId],
          ...[`link-${organisation.id}`, academie.clock.now()],
        ],
      );

    expect((await textOf()).split('3 plekken vastgehouden')).toHaveLength(2);
  });

  it('is to send those who should go by what they do', async () => {
    await both('Toezicht', ['toezichthouder']);
    const course = await academie.given.course({
      title: 'Toezicht voor beginners',
      functions: ['toezichthouder'],
    });

    const html = (await coordinator.get(`/gemeente/${here.id}`).expect(200)).text;
    expect(words(html)).toContain('Toezicht voor beginners 1 van 1 mensen moet nog');
    expect(html).toContain(`href="/organisatie/bereik/${course.id}"`);
  });

  it('is to know who did not come, and whose certificate ends', async () => {
    const offering = await academie.given.offering({ startsAt: new Date('2026-02-10T09:30Z') });
    const absent = await both('Weg');
    const done = await both('Diploma');
    const people = [absent.own, absent.other, done.own, done.other];
    const ids = await academie.given.enrolled(offering.id, people);
    await academie.database.rows(
      `UPDATE enrolment.enrolment SET state = 'finished',
         outcome = CASE WHEN id = ANY ($2) THEN 'no_show' ELSE 'completed' END WHERE id = ANY ($1)`,
      [ids, ids.slice(0, 2)],
    );
    await academie.database.rows(
      `WITH done AS (
         INSERT INTO attendance.completion (enrolment_id, person_id, course_id, completed_at, recorded_at)
         SELECT e.id, e.person_id, $2, $3, $3 FROM enrolment.enrolment e WHERE e.id = ANY ($1) RETURNING id)
       INSERT INTO attendance.certificate (completion_id, code, facts, issued_at, valid_until)
       SELECT id, left(md5(id::text), 26), '{}', $3, '2026-04-15' FROM done`,
      [ids.slice(2), offering.courseId, academie.clock.now()],
    );
    const text = await textOf();

    expect(text).toMatch(/Niet gekomen .*Wegeigen .*10 februari 2026/);
    expect(text).toMatch(/Verloopt binnenkort .*Diplomaeigen .*geldig tot en met 15 april 2026/);
    expect(text).not.toMatch(/Wegander|Diplomaander/);
  });
});
