import { LedgerAudit } from '@academie/targets';

import { startAcademie, type Visitor } from '../support/academie';
import { GivenLedger } from '../targets/given-ledger';

describe('an e-learning on another website', () => {
  const academie = startAcademie();
  const ledger = new GivenLedger(academie);
  let theme: { id: string; slug: string };
  let lead: Visitor;
  let nth = 0;

  beforeAll(async () => {
    theme = await academie.given.theme();
    lead = academie.as(await academie.given.holder('theme_lead', theme.id));
    const tags = Array.from({ length: 7 }, (_, index) => `elders-${index}`);
    await ledger.plan(
      [theme.slug],
      tags.map((tag, index) => ({
        code: `T8${index}`,
        unit: 'persons' as const,
        rule: { type: 'distinct_persons' as const, courseTags: [tag], moment: 'started' as const },
        measures: [
          {
            code: 'completed',
            label: 'Afgerond',
            rule: { type: 'distinct_persons', courseTags: [tag], moment: 'completed' },
          },
        ],
      })),
    );
  });

  /** A course elsewhere with a target of its own, and somebody who works at a municipality. */
  const given = async (options: { confidential?: boolean; admission?: 'invited' } = {}) => {
    const [tag, code] = [`elders-${nth}`, `T8${nth}`];
    nth += 1;
    const course = await academie.given.course({
      kind: 'e_learning',
      mode: 'self_paced',
      tags: [tag],
      themeIds: [theme.id],
      ...options,
    });
    await academie.database.rows(
      `UPDATE catalogue.course SET external_url = 'https://buit.example/start?a=1&b=2' WHERE id = $1`,
      [course.id],
    );
    const municipality = await academie.given.municipality();
    const person = await academie.given.person({ organisationId: municipality.id });
    const page = `/aanbod/${course.slug}/elders`;
    const counted = () => Promise.all([ledger.value(code), ledger.value(code, 'completed')]);
    /** Of the people who began, by what proves it. */
    const grades = async () => {
      const found = await academie.database.rows<{ line: string }>(
        `SELECT e.kind || ' ' || e.grade AS line FROM targets.evidence e
           JOIN targets.context x ON x.id = e.context_id
          WHERE x.facts->>'courseId' = $1 AND e.person_pseudonym IS NOT NULL AND e.retracted_at IS NULL ORDER BY 1`,
        [course.id],
      );
      return found.map(({ line }) => line);
    };
    const listed = async (completedOn = '') => {
      const [givenName = '', ...rest] = person.name.split(' ');
      const row = { email: person.email, givenName, familyName: rest.join(' ') };
      const { body } = await lead
        .post('/api/v1/imports')
        .send({
          kind: 'participants',
          course: course.slug,
          rows: [{ ...row, startedOn: '2026-03-02', completedOn, organisation: municipality.name }],
        })
        .expect(201);
      expect(body).toMatchObject({ state: 'finished' });
      await academie.runWorkers();
    };
    const visitor = academie.as(person);
    const begin = async () => {
      const answer = await visitor.post(page).type('form').send({}).expect(200);
      await academie.runWorkers();
      return answer;
    };
    return { course, person, visitor, page, counted, grades, listed, begin };
  };

  it('is opened by who is signed in through a page that notes it, and by a stranger at once', async () => {
    const { course, visitor, page, begin } = await given();
    expect((await visitor.get(`/aanbod/${course.slug}`)).text).toContain(`href="${page}"`);
    const seen = await academie.stranger.get(`/aanbod/${course.slug}`).expect(200);
    expect(seen.text).toContain('https://buit.example/start?a');
    expect(seen.text).not.toContain(page);
    await academie.stranger.get(page).expect(303);

    expect((await visitor.get(page).expect(200)).text).toContain('Beginnen');
    expect((await begin()).headers.refresh).toBe('0; url=https://buit.example/start?a=1&b=2');
    const back = await visitor.get(page).expect(200);
    expect(back.text).toContain('Hebt u het afgerond?');
    expect(back.text).toContain('U begon op 3 maart 2026');
  });

  it('counts for the time being, once, until a list of the provider says the same', async () => {
    const { visitor, page, counted, grades, listed, begin } = await given();
    for (let press = 0; press < 3; press += 1) await begin();
    expect(await counted()).toEqual([1, 0]);
    expect(await grades()).toEqual(['started C']);
    for (let press = 0; press < 2; press += 1)
      await visitor.post(`${page}/afgerond`).type('form').send({}).expect(303);
    await academie.runWorkers();
    expect(await counted()).toEqual([1, 1]);
    expect(await grades()).toEqual(['completion C', 'started C']);

    await listed();
    expect(await counted()).toEqual([1, 1]);
    expect(await grades()).toEqual(['completion C', 'started B']);
    await listed('2026-03-03');
    expect(await counted()).toEqual([1, 1]);
    expect(await grades()).toEqual(['completion B', 'started B']);
    await begin();
    expect(await grades()).toEqual(['completion B', 'started B']);
    expect(await academie.app.get(LedgerAudit).audit()).toEqual([]);
  });

  it('proves nothing beside a list that came before', async () => {
    const { counted, grades, listed, begin } = await given();
    await listed();
    await begin();
    expect(await counted()).toEqual([1, 0]);
    expect(await grades()).toEqual(['started B']);
  });

  it('is not finished by who did not begin it, or where it is given here', async () => {
    const { visitor, page } = await given();
    await visitor.post(`${page}/afgerond`).type('form').send({}).expect(404);
    const here = await academie.given.course();
    await visitor.get(`/aanbod/${here.slug}/elders`).expect(404);
    await visitor.post(`/aanbod/${here.slug}/elders`).type('form').send({}).expect(404);
  });

  it('that is confidential is there for nobody who may not know of it', async () => {
    const { visitor, page } = await given({ confidential: true, admission: 'invited' });
    await visitor.get(page).expect(404);
    await visitor.post(page).type('form').send({}).expect(404);
  });

  it('goes along when two records become one, and counts once', async () => {
    const one = await given();
    await one.begin();
    const { id: organisationId } = await academie.given.municipality();
    const into = await academie.given.person({ organisationId });
    const same = academie.as(into);
    await same.post(one.page).type('form').send({}).expect(200);
    await academie.runWorkers();
    expect(await one.counted()).toEqual([2, 0]);

    const admin = academie.as(await academie.given.holder('administrator'));
    await admin
      .post('/api/v1/person-merges')
      .send({ personId: one.person.id, intoId: into.id, reason: 'Zelfde persoon' })
      .expect(201);
    await academie.runWorkers();
    expect(await one.counted()).toEqual([1, 0]);
    expect(await academie.app.get(LedgerAudit).audit()).toEqual([]);
  });

  it('leaves one proof when two records become one: of the list where there is one', async () => {
    const one = await given();
    await one.begin();
    const { id: organisationId } = await academie.given.municipality();
    const double = await academie.given.person({ organisationId });
    await academie.as(double).post(one.page).type('form').send({}).expect(200);
    await academie.runWorkers();
    expect(await one.grades()).toEqual(['started C', 'started C']);
    const admin = academie.as(await academie.given.holder('administrator'));
    const merged = await admin
      .post('/api/v1/person-merges')
      .send({ personId: double.id, intoId: one.person.id, reason: 'Zelfde persoon' })
      .expect(201);
    await academie.runWorkers();
    expect(await one.grades()).toEqual(['started C']);
    expect(await academie.app.get(LedgerAudit).audit()).toEqual([]);

    await one.listed();
    expect(await one.grades()).toEqual(['started B']);
    expect(await one.counted()).toEqual([1, 0]);
    expect(await academie.app.get(LedgerAudit).audit()).toEqual([]);

    const { id } = merged.body as { id: string };
    await admin
      .post(`/api/v1/person-merges/${id}/undoing`)
      .send({ reason: 'Toch twee mensen' })
      .expect((answer) => expect(answer.status).toBeLessThan(300));
    await academie.runWorkers();
    expect(await one.grades()).toEqual(['started B', 'started C']);
    expect(await academie.app.get(LedgerAudit).audit()).toEqual([]);
  });
});
