import { startAcademie, type Visitor } from '../support/academie';
import { GivenLedger } from './given-ledger';

describe('for which organisation somebody comes', () => {
  const academie = startAcademie();
  const ledger = new GivenLedger(academie);
  let lead: Visitor;
  let leadId: string;
  let course: { id: string; slug: string };
  let here: { id: string; name: string };
  let there: { id: string; name: string };
  let elsewhere: { id: string };

  beforeAll(async () => {
    academie.clock.set('2026-03-01T09:00:00+01:00');
    const drugs = await academie.given.theme('Drugs');
    const holder = await academie.given.holder('theme_lead', drugs.id);
    leadId = holder.id;
    lead = academie.as(holder);
    here = await academie.given.municipality('Hierstad');
    there = await academie.given.municipality('Daarstad');
    elsewhere = await academie.given.municipality('Elders');
    course = await academie.given.course({ tags: ['a'], themeIds: [drugs.id] });
    await ledger.plan(
      [drugs.slug],
      [
        {
          code: 'T01',
          rule: {
            type: 'coverage',
            reference: 'municipality',
            by: [{ evidence: 'attendance', tags: ['a'] }],
          },
          unit: 'municipalities',
        },
      ],
    );
  });

  /** Somebody who works for two: mainly here. */
  const twoJobs = async (): Promise<{ id: string }> => {
    const person = await academie.given.person({ organisationId: here.id });
    await academie.database.rows(
      `INSERT INTO people.membership (person_id, organisation_id, valid_from, is_main) VALUES ($1, $2, '2020-01-01', false)`,
      [person.id, there.id],
    );
    return person;
  };
  const offeringAt = (startsAt: string) =>
    academie.given.offering({
      courseId: course.id,
      startsAt: new Date(startsAt),
      organiserId: leadId,
    });
  const enrolmentOf = async (personId: string, offeringId: string) =>
    (await academie.database.first<{ id: string; organisationId: string; isStated: boolean }>(
      `SELECT id, organisation_id AS "organisationId", organisation_stated AS "isStated"
         FROM enrolment.enrolment WHERE person_id = $1 AND offering_id = $2`,
      [personId, offeringId],
    ))!;
  const countedFor = async (enrolmentId: string): Promise<string[]> =>
    (
      await academie.database.rows<{ id: string }>(
        `SELECT organisation_id AS id FROM targets.evidence
          WHERE source_id = $1 AND kind = 'participation' AND retracted_at IS NULL`,
        [enrolmentId],
      )
    ).map(({ id }) => id);
  const covered = async (): Promise<string[]> => {
    const { id } = await ledger.target('T01');
    const { body } = await lead.get(`/api/v1/targets/${id}/coverage`).expect(200);
    return (body.organisations as { state: string; name: string }[])
      .filter(({ state }) => state === 'met')
      .map(({ name }) => name);
  };
  /** The offering is held with this person present, its registers closed. */
  const held = async (offering: { id: string; sessionIds: string[] }, enrolmentId: string) => {
    const over = await academie.database.first<{ at: Date }>(
      'SELECT ends_at AS at FROM catalogue.offering WHERE id = $1',
      [offering.id],
    );
    academie.clock.set(over!.at);
    for (const sessionId of offering.sessionIds)
      await ledger.mark(sessionId, enrolmentId, 'present');
    await ledger.close(offering);
    await academie.runWorkers();
  };

  it('is asked after one press, and the answer counts, from enrolment to target', async () => {
    const person = await twoJobs();
    const offering = await offeringAt('2026-03-10T09:00:00+01:00');
    const visitor = academie.as(person);
    const pressed = await visitor
      .post(`/uitvoeringen/${offering.id}/inschrijven`)
      .type('form')
      .send({});
    const enrolment = await enrolmentOf(person.id, offering.id);
    const page = `/inschrijvingen/${enrolment.id}/organisatie`;
    expect(pressed.headers.location).toBe(page);
    const asked = await visitor.get(page).expect(200);
    expect(asked.text).toContain('Hierstad');
    expect(asked.text).toContain('Daarstad');
    expect(asked.text).not.toContain('Elders');

    await visitor.post(page).type('form').send({ organisationId: elsewhere.id }).expect(422);
    await visitor.post(page).type('form').send({ organisationId: there.id }).expect(303);
    await held(offering, enrolment.id);
    expect(await countedFor(enrolment.id)).toEqual([there.id]);
    expect(await covered()).toEqual([expect.stringContaining('Daarstad')]);
  });

  it('wins over the dates of the work, also where it was said after the day, and asks why', async () => {
    const person = await twoJobs();
    const offering = await offeringAt('2026-04-10T09:00:00+02:00');
    const visitor = academie.as(person);
    const path = `/api/v1/offerings/${offering.id}/enrolments`;
    await visitor.post(path).send({ organisationId: elsewhere.id }).expect(409);
    expect(
      await academie.database.rows('SELECT 1 FROM enrolment.enrolment WHERE person_id = $1', [
        person.id,
      ]),
    ).toEqual([]);
    await visitor.post(path).send({ organisationId: here.id }).expect(201);
    const enrolment = await enrolmentOf(person.id, offering.id);
    expect(enrolment).toMatchObject({ organisationId: here.id, isStated: true });
    await held(offering, enrolment.id);
    expect(await countedFor(enrolment.id)).toEqual([here.id]);

    // The organiser knows better, and says why; the ledger follows, and the journal keeps both.
    const api = `/api/v1/enrolments/${enrolment.id}/organisation`;
    const { body } = await lead.put(api).send({ organisationId: there.id }).expect(409);
    expect(body.code).toBe('enrolment.workplace-needs-reason');
    await lead
      .put(api)
      .send({ organisationId: there.id, reason: 'Kwam voor Daarstad' })
      .expect(204);
    await academie.runWorkers();
    expect(await countedFor(enrolment.id)).toEqual([there.id]);
    const [line] = await academie.database.rows<{ reason: string; data: Record<string, string> }>(
      `SELECT reason, data FROM platform.journal
        WHERE action = 'enrolment.organisation-stated' AND subject_id = $1 ORDER BY id DESC LIMIT 1`,
      [enrolment.id],
    );
    expect(line).toMatchObject({
      reason: 'Kwam voor Daarstad',
      data: { from: here.id, to: there.id },
    });
  });

  it('is the organisation of the coordinator, for whom that coordinator sends', async () => {
    const person = await twoJobs();
    const coordinator = academie.as(await academie.given.holder('coordinator', there.id));
    const offering = await offeringAt('2026-05-12T09:00:00+02:00');
    await coordinator
      .post(`/api/v1/offerings/${offering.id}/enrolments`)
      .send({ personId: person.id })
      .expect(201);
    const enrolment = await enrolmentOf(person.id, offering.id);
    expect(enrolment).toMatchObject({ organisationId: there.id, isStated: true });
    // And that coordinator says nothing of what others do.
    await coordinator
      .put(`/api/v1/enrolments/${enrolment.id}/organisation`)
      .send({ organisationId: here.id, reason: 'Toch niet' })
      .expect(403);
  });

  it('is asked at the door', async () => {
    const person = await twoJobs();
    const offering = await offeringAt('2026-06-09T09:00:00+02:00');
    academie.clock.set('2026-06-09T09:10:00+02:00');
    const [sessionId = ''] = offering.sessionIds;
    const let1 = await lead
      .post(`/lesgeven/sessies/${sessionId}/inloop`)
      .type('form')
      .send({ personId: person.id })
      .expect(303);
    const enrolment = await enrolmentOf(person.id, offering.id);
    const page = `/inschrijvingen/${enrolment.id}/organisatie?sessie=${sessionId}`;
    expect(let1.headers.location).toBe(page);
    const answered = await lead
      .post(page)
      .type('form')
      .send({ organisationId: there.id })
      .expect(303);
    expect(answered.headers.location).toBe(`/lesgeven/sessies/${sessionId}`);
    await held(offering, enrolment.id);
    expect(await countedFor(enrolment.id)).toEqual([there.id]);
  });

  it('is the business of nobody else, and is not asked of who works for one', async () => {
    const person = await academie.given.person({ organisationId: here.id });
    const offering = await offeringAt('2026-09-09T09:00:00+02:00');
    const visitor = academie.as(person);
    const done = await visitor
      .post(`/uitvoeringen/${offering.id}/inschrijven`)
      .type('form')
      .send({});
    const enrolment = await enrolmentOf(person.id, offering.id);
    expect(done.headers.location).toBe(`/mijn/inschrijvingen/${enrolment.id}`);
    const stranger = academie.as(await academie.given.person({ organisationId: here.id }));
    await stranger.get(`/inschrijvingen/${enrolment.id}/organisatie`).expect(404);
    await stranger
      .put(`/api/v1/enrolments/${enrolment.id}/organisation`)
      .send({ organisationId: here.id })
      .expect(404);
  });
});
