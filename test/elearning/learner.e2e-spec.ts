import type { Response } from 'supertest';

import { newId } from '@academie/platform';

import { startAcademie, type Visitor } from '../support/academie';
import { GivenLedger } from '../targets/given-ledger';
import { givenContent, publishVersion, question, TEST, TEXT } from './given-content';

describe('somebody who learns', () => {
  const academie = startAcademie();
  const count = async (from: string, ...params: unknown[]): Promise<number> => {
    const row = await academie.database.first<{ count: string }>(
      `SELECT count(*) FROM ${from}`,
      params,
    );
    return Number(row?.count);
  };
  const learner = async (content: { offeringId: string }) => {
    const person = await academie.given.person();
    const [enrolmentId] = await academie.given.enrolled(content.offeringId, [person]);
    return { person, visitor: academie.as(person), enrolmentId: enrolmentId! };
  };
  const done = (
    visitor: ReturnType<typeof academie.as>,
    id: string,
    key: string,
    versionId: string,
  ) => visitor.post(`/leren/${id}/les/${key}/klaar`).type('form').send({ versionId });

  it('enrols, begins, reads, passes the test, and has a certificate', async () => {
    const [q1, q2] = [newId(), newId()];
    const { slug, offeringId, versionId, keys } = await givenContent(academie, [
      {},
      { blocks: [question(q1, 0), question(q2, 2)], test: TEST },
    ]);
    const person = await academie.given.person({ name: 'Nora' });
    const visitor = academie.as(person);
    await visitor.post(`/uitvoeringen/${offeringId}/inschrijven`).expect(303);
    const mine = await visitor.get('/mijn').expect(200);
    const [, begin] = /href="(\/leren\/[^"]+\/verder)"/.exec(mine.text)!;
    expect(mine.text).toContain('Begin');
    expect(mine.text).toContain('Zonder datum');
    expect(mine.text).not.toContain('Waar u mee bezig bent');
    expect((await visitor.get(`/aanbod/${slug}`)).text).toContain(begin);

    const first = await visitor.get(begin!).expect(303);
    expect(first.headers.location).toMatch(new RegExp(`/les/${keys[0]}$`));
    const lesson = await visitor.get(first.headers.location!).expect(200);
    expect(lesson.text).toContain('Wat u <strong>moet</strong> weten.');
    expect(lesson.text).toContain('0 van 2 klaar');
    expect(await count('elearning.learning')).toBe(0);

    const id = begin!.split('/')[2]!;
    const next = await done(visitor, id, keys[0]!, versionId).expect(303);
    expect(next.headers.location).toBe(`/leren/${id}/les/${keys[1]}`);
    const busy = (await visitor.get('/mijn')).text;
    expect(busy).toMatch(/Waar u mee bezig bent.*Ga verder/s);
    expect(busy).not.toContain('Zonder datum');
    const own = (await visitor.get('/')).text;
    expect(own).toMatch(/Verder met.*<progress value="50"/s);
    expect(own).toContain(`href="/leren/${id}/verder"`);
    const front = await visitor.get(next.headers.location!).expect(200);
    expect(front.text).toContain('U bent geslaagd bij 60% of meer.');

    const begun = await visitor
      .post(`/leren/${id}/les/${keys[1]}/toets`)
      .type('form')
      .send({ versionId })
      .expect(303);
    const form = await visitor.get(begun.headers.location!).expect(200);
    expect(form.text).not.toContain('uitleg-alleen-achteraf');
    expect(form.text).not.toContain('feedback-bij');
    expect(form.text).not.toMatch(/correct|isTrue/);

    await visitor
      .post(begun.headers.location!)
      .type('form')
      .send({ [`a.${q1}`]: '0', [`a.${q2}`]: '2' })
      .expect(303);
    const result = await visitor.get(begun.headers.location!).expect(200);
    expect(result.text).toContain('100% goed, geslaagd');
    expect(result.text).toContain('uitleg-alleen-achteraf');
    // Nothing is left: going on leads to what came of it, not to the first lesson again.
    expect(result.text).toContain('U hebt de hele e-learning afgerond.');
    expect(result.text).not.toContain(`href="/leren/${id}/verder"`);
    const overview = (await visitor.get(`/leren/${id}/overzicht`)).text;
    expect(overview).toContain('U hebt deze e-learning afgerond');
    // Whether a plan asks for it, only its ledger knows.
    expect(overview).toContain('Vraagt het jaarplan');
    await academie.runWorkers();

    expect(await count('attendance.completion WHERE enrolment_id = $1', id)).toBe(1);
    expect((await visitor.get('/mijn/certificaten')).text).toContain('/mijn/certificaten/');
    expect((await visitor.get(`/aanbod/${slug}`)).text).toContain('Lessen bekijken');
  });

  it('moves the target that counts the course, once', async () => {
    const ledger = new GivenLedger(academie);
    const theme = await academie.given.theme();
    await ledger.plan(
      [theme.slug],
      [
        {
          code: 'T90',
          rule: { type: 'distinct_persons', courseTags: ['les'], moment: 'completed' },
          unit: 'persons',
        },
      ],
    );
    const course = await academie.given.course({
      kind: 'e_learning',
      mode: 'self_paced',
      tags: ['les'],
      themeIds: [theme.id],
    });
    const content = await givenContent(academie, [{}], { courseId: course.id });
    const municipality = await academie.given.municipality();
    const person = await academie.given.person({ organisationId: municipality.id });
    const visitor = academie.as(person);
    const enrolled = await visitor
      .post(`/api/v1/offerings/${content.offeringId}/enrolments`)
      .send({})
      .expect(201);
    const { id } = enrolled.body as { id: string };
    await academie.runWorkers();
    expect(await ledger.value('T90')).toBe(0);

    for (let press = 0; press < 3; press += 1) {
      await done(visitor, id, content.keys[0]!, content.versionId).expect(303);
      await academie.runWorkers();
    }

    expect(await ledger.value('T90')).toBe(1);
  });

  it('keeps every attempt and every answer; a retake adds', async () => {
    const q1 = newId();
    const content = await givenContent(academie, [{ blocks: [question(q1, 1)], test: TEST }]);
    const { visitor, enrolmentId } = await learner(content);
    const attempt = async (answer: string): Promise<string> => {
      const { headers } = await visitor
        .post(`/leren/${enrolmentId}/les/${content.keys[0]}/toets`)
        .type('form')
        .send({ versionId: content.versionId })
        .expect(303);
      await visitor
        .post(headers.location!)
        .type('form')
        .send({ [`a.${q1}`]: answer })
        .expect(303);
      return (await visitor.get(headers.location!).expect(200)).text;
    };

    const failed = await attempt('0');
    expect(failed).toContain('0% goed, niet gehaald');
    expect(failed).toContain('feedback-bij-rood');
    expect(failed).not.toContain('uitleg-alleen-achteraf');
    expect(failed).not.toContain('wit');
    expect(await attempt('1')).toContain('100% goed, geslaagd');

    const kept = await academie.database.rows(
      `SELECT t.number, t.percent, a.given, a.score FROM elearning.attempt t
         JOIN elearning.answer a ON a.attempt_id = t.id WHERE t.enrolment_id = $1 ORDER BY t.number`,
      [enrolmentId],
    );
    expect(kept).toEqual([
      { number: 1, percent: 0, given: 0, score: 0 },
      { number: 2, percent: 100, given: 1, score: 1000 },
    ]);
    await expect(
      academie.database.rows('UPDATE elearning.answer SET score = 1000 WHERE enrolment_id = $1', [
        enrolmentId,
      ]),
    ).rejects.toThrow('never changed');
  });

  it('has to answer all questions of a test, and keeps what was filled in', async () => {
    const [q1, q2] = [newId(), newId()];
    const content = await givenContent(academie, [
      { blocks: [question(q1), question(q2)], test: TEST },
    ]);
    const { visitor, enrolmentId } = await learner(content);
    const { headers } = await visitor
      .post(`/leren/${enrolmentId}/les/${content.keys[0]}/toets`)
      .type('form')
      .send({ versionId: content.versionId });

    const page = await visitor
      .post(headers.location!)
      .type('form')
      .send({ [`a.${q1}`]: '2', [`a.${newId()}`]: '0' })
      .expect(422);

    expect(page.text).toContain(`href="#a-${q2}"`);
    expect(page.text).toContain(`id="a-${q1}-2" name="a.${q1}" value="2" checked`);
    expect(await count('elearning.answer WHERE enrolment_id = $1', enrolmentId)).toBe(0);
  });

  it('waits between attempts, and has no more of them than the test allows', async () => {
    const q1 = newId();
    const content = await givenContent(academie, [
      { blocks: [question(q1, 1)], test: { ...TEST, attempts: 2, coolingMinutes: 60 } },
    ]);
    const { visitor, enrolmentId } = await learner(content);
    const front = `/leren/${enrolmentId}/les/${content.keys[0]}`;
    const begin = () =>
      visitor
        .post(`${front}/toets`)
        .type('form')
        .send({ versionId: content.versionId })
        .expect(303);
    const fail = async (): Promise<void> => {
      const { headers } = await begin();
      await visitor
        .post(headers.location!)
        .type('form')
        .send({ [`a.${q1}`]: '0' })
        .expect(303);
    };
    const start = academie.clock.now();
    await fail();

    expect((await begin()).headers.location).toBe(front);
    expect((await visitor.get(front)).text).toContain('Een volgende poging kan vanaf');
    academie.clock.set(new Date(start.getTime() + 60 * 60_000));
    await fail();
    academie.clock.set(new Date(start.getTime() + 180 * 60_000));
    expect((await begin()).headers.location).toBe(front);
    expect((await visitor.get(front)).text).toContain('alle pogingen gebruikt');
    expect(await count('elearning.attempt WHERE enrolment_id = $1', enrolmentId)).toBe(2);
    academie.clock.set(start);
  });

  it('finishes when the last two lessons are done on two devices at the same moment', async () => {
    const content = await givenContent(academie, [{}, {}, {}]);
    const [first, second, third] = content.keys as [string, string, string];
    const learners = await Promise.all(Array.from({ length: 40 }, () => learner(content)));
    for (const { visitor, enrolmentId } of learners)
      await done(visitor, enrolmentId, first, content.versionId).expect(303);

    for (const { visitor, enrolmentId } of learners)
      await Promise.all(
        [second, third].map((key) =>
          done(visitor, enrolmentId, key, content.versionId).expect(303),
        ),
      );

    expect(
      await count(
        'elearning.learning WHERE version_id = $1 AND finished_at IS NULL',
        content.versionId,
      ),
    ).toBe(0);
  }, 60_000);

  it('completes a course once, however often and wherever the last buttons are pressed', async () => {
    const content = await givenContent(academie, [{}, {}]);
    for (let round = 0; round < 10; round += 1) {
      const { visitor, enrolmentId } = await learner(content);
      // Two devices, each with another lesson that is the last one for it.
      await Promise.all(
        Array.from({ length: 20 }, (_, nth) =>
          done(visitor, enrolmentId, content.keys[nth % 2]!, content.versionId).expect(303),
        ),
      );
      await Promise.all([academie.runWorkers(), academie.runWorkers()]);

      expect(
        await count(
          `platform.journal WHERE action = 'learning.finished' AND subject_id = $1`,
          enrolmentId,
        ),
      ).toBe(1);
      expect(await count('attendance.completion WHERE enrolment_id = $1', enrolmentId)).toBe(1);
      expect(
        await count(
          `attendance.certificate k JOIN attendance.completion c ON c.id = k.completion_id
            WHERE c.enrolment_id = $1`,
          enrolmentId,
        ),
      ).toBe(1);
    }
  }, 60_000);

  it('begins one attempt and hands it in once, however often the button is pressed', async () => {
    const q1 = newId();
    const content = await givenContent(academie, [{ blocks: [question(q1)], test: TEST }]);
    const { visitor, enrolmentId } = await learner(content);
    const begun = await Promise.all(
      Array.from({ length: 10 }, () =>
        visitor
          .post(`/leren/${enrolmentId}/les/${content.keys[0]}/toets`)
          .type('form')
          .send({ versionId: content.versionId }),
      ),
    );
    const [address] = [...new Set(begun.map(({ headers }) => headers.location!))];
    await Promise.all(
      Array.from({ length: 20 }, (_, nth) =>
        visitor
          .post(address!)
          .type('form')
          .send({ [`a.${q1}`]: String(nth % 3) })
          .expect(303),
      ),
    );

    expect(new Set(begun.map(({ headers }) => headers.location)).size).toBe(1);
    expect(await count('elearning.attempt WHERE enrolment_id = $1', enrolmentId)).toBe(1);
    expect(await count('elearning.answer WHERE enrolment_id = $1', enrolmentId)).toBe(1);
  });

  it('begins with a class in the same moment: each once, with a line in the journal', async () => {
    const content = await givenContent(academie, [
      { blocks: [question(newId())], test: { ...TEST, attempts: 2 } },
      { blocks: [question(newId())], test: TEST },
    ]);
    const people = await Promise.all(Array.from({ length: 12 }, () => learner(content)));
    const stranger = await learner(await givenContent(academie, [{}]));
    const begin = ({ visitor }: { visitor: Visitor }, enrolmentId: string, nth: number) =>
      visitor
        .post(`/leren/${enrolmentId}/les/${content.keys[nth]}/toets`)
        .type('form')
        .send({ versionId: content.versionId });
    let begun: Response[] = [];
    const queries = await academie.queriesOf(async () => {
      begun = await Promise.all(
        people.flatMap((one) => [
          begin(one, one.enrolmentId, 0),
          begin(one, one.enrolmentId, 1),
          begin(one, one.enrolmentId, 0),
        ]),
      );
    });
    // 36 that shared statements; alone each asks nine times. Who pressed twice is looked at by itself.
    expect(queries).toBeLessThan(200);
    expect(begun.map(({ status }) => status)).toEqual(begun.map(() => 303));
    expect(new Set(begun.map(({ headers }) => headers.location)).size).toBe(24);
    for (const { enrolmentId } of people) {
      expect(await count('elearning.attempt WHERE enrolment_id = $1', enrolmentId)).toBe(2);
      expect(
        await count(
          `platform.journal WHERE action = 'learning.started' AND subject_id = $1`,
          enrolmentId,
        ),
      ).toBe(1);
    }
    // Neither a course of another, nor the place of another.
    await begin(stranger, stranger.enrolmentId, 0).expect(404);
    await begin(stranger, people[0]!.enrolmentId, 0).expect(404);
    expect(await count('elearning.attempt WHERE enrolment_id = $1', stranger.enrolmentId)).toBe(0);
  });

  it('is not done with a test by saying so, nor with lessons of another course', async () => {
    const content = await givenContent(academie, [{ blocks: [question(newId())], test: TEST }]);
    const other = await givenContent(academie, [{}]);
    const { visitor, enrolmentId } = await learner(content);

    await done(visitor, enrolmentId, content.keys[0]!, content.versionId).expect(409);
    await done(visitor, enrolmentId, other.keys[0]!, content.versionId).expect(404);
    await done(visitor, enrolmentId, other.keys[0]!, other.versionId).expect(404);
    await academie.runWorkers();

    expect(await count('elearning.lesson_done WHERE enrolment_id = $1', enrolmentId)).toBe(0);
  });

  it('practises in a lesson, and reads what is right only after answering', async () => {
    const q1 = newId();
    const content = await givenContent(academie, [{ blocks: [TEXT, question(q1, 2)] }]);
    const { visitor, enrolmentId } = await learner(content);
    const lesson = `/leren/${enrolmentId}/les/${content.keys[0]}`;
    expect((await visitor.get(lesson)).text).not.toMatch(/feedback-bij|uitleg-alleen/);

    const empty = await visitor
      .post(`${lesson}/vragen/${q1}`)
      .type('form')
      .send({ versionId: content.versionId })
      .expect(422);
    expect(empty.text).toContain(`href="#a-${q1}"`);
    const { headers } = await visitor
      .post(`${lesson}/vragen/${q1}`)
      .type('form')
      .send({ versionId: content.versionId, [`a.${q1}`]: '0' })
      .expect(303);
    const told = await visitor.get(headers.location!.split('#')[0]!).expect(200);

    expect(told.text).toContain('feedback-bij-rood');
    expect(told.text).toContain('uitleg-alleen-achteraf');
    expect(await count('elearning.answer WHERE enrolment_id = $1', enrolmentId)).toBe(1);
  });

  it('keeps the version that was begun with, and may take the next one with what was done', async () => {
    const [one, two] = [newId(), newId()];
    const content = await givenContent(academie, [{ key: one, title: 'Oud' }, { key: two }]);
    const { visitor, enrolmentId } = await learner(content);
    await done(visitor, enrolmentId, one, content.versionId).expect(303);

    const newer = await publishVersion(academie, content.courseId, [{ key: one, title: 'Nieuw' }]);
    const before = await visitor.get(`/leren/${enrolmentId}/overzicht`).expect(200);
    expect(before.text).toContain('Oud');
    expect(before.text).toContain('Wat er nieuw is');
    expect(before.text).toContain('1 van 2 klaar');
    await visitor
      .post(`/leren/${enrolmentId}/versie`)
      .type('form')
      .send({ versionId: newer })
      .expect(303);

    const after = await visitor.get(`/leren/${enrolmentId}/overzicht`).expect(200);
    expect(after.text).toContain('Nieuw');
    expect(after.text).toContain('1 van 1 klaar');
    expect(after.text).toContain('U hebt deze e-learning afgerond');
    await visitor
      .post(`/leren/${enrolmentId}/versie`)
      .type('form')
      .send({ versionId: content.versionId })
      .expect(404);
  });

  it('reads what is published only, which the database keeps as it is', async () => {
    const content = await givenContent(academie, [{}]);
    const { database } = academie;

    for (const statement of [
      `UPDATE elearning.lesson SET title = 'x' WHERE version_id = $1`,
      'DELETE FROM elearning.module WHERE version_id = $1',
      `UPDATE elearning.content_version SET change_note = 'x' WHERE id = $1`,
      'DELETE FROM elearning.content_version WHERE id = $1',
      `INSERT INTO elearning.module (version_id, key, position, title) VALUES ($1, gen_random_uuid(), 9, 'x')`,
    ])
      await expect(database.rows(statement, [content.versionId])).rejects.toThrow('never changes');
  });

  it('shows lessons to nobody else', async () => {
    const content = await givenContent(academie, [{}]);
    const { enrolmentId } = await learner(content);
    const organiser = await academie.given.holder('administrator');
    const cancelled = await academie.given.person();
    const [gone] = await academie.given.enrolled(content.offeringId, [cancelled], 'waitlisted');

    for (const address of [
      `/leren/${enrolmentId}/overzicht`,
      `/leren/${enrolmentId}/les/${content.keys[0]}`,
    ]) {
      await academie.as(organiser).get(address).expect(404);
      await academie.as(cancelled).get(address).expect(404);
      await academie.stranger.get(address).expect(303);
    }
    await academie.as(cancelled).get(`/leren/${gone}/overzicht`).expect(404);
    await done(academie.as(cancelled), gone!, content.keys[0]!, content.versionId).expect(404);
  });

  it('gets a lesson in few questions to the database', async () => {
    const content = await givenContent(academie, [{ blocks: [TEXT, question(newId())] }, {}]);
    const { visitor, enrolmentId } = await learner(content);
    const address = `/leren/${enrolmentId}/les/${content.keys[0]}`;
    await visitor.get(address).expect(200);

    const queries = await academie.queriesOf(() => visitor.get(address).expect(200));

    expect(queries).toBeLessThanOrEqual(6);
  });

  it('is completed by the tests alone where the course says so', async () => {
    const q1 = newId();
    const content = await givenContent(academie, [{}, { blocks: [question(q1)], test: TEST }], {
      rule: 'tests',
    });
    const { visitor, enrolmentId } = await learner(content);
    const { headers } = await visitor
      .post(`/leren/${enrolmentId}/les/${content.keys[1]}/toets`)
      .type('form')
      .send({ versionId: content.versionId });
    await visitor
      .post(headers.location!)
      .type('form')
      .send({ [`a.${q1}`]: '0' })
      .expect(303);

    expect((await visitor.get(`/leren/${enrolmentId}/overzicht`)).text).toContain(
      'U hebt deze e-learning afgerond',
    );
    expect((await visitor.get(`/leren/${enrolmentId}/overzicht`)).text).toContain('1 van 2 klaar');
  });

  it('is completed by a share of the lessons, and all tests, where the course says so', async () => {
    const author = academie.as(await academie.given.holder('administrator'));
    const { courseId, offeringId, keys } = await givenContent(academie, [
      {},
      {},
      {},
      { blocks: [question(newId())], test: TEST },
    ]);
    const base = `/beheer/aanbod/${courseId}/lessen`;
    await author.post(`${base}/concept`).expect(303);
    const publish = (fields: object) => author.post(`${base}/publiceren`).type('form').send(fields);
    for (const readingPercent of ['', '0', '100', 'x'])
      await publish({ rule: 'part', readingPercent }).expect(422);
    await publish({ rule: 'part', readingPercent: '66' }).expect(303);
    const version = await academie.database.first<{ id: string; percent: number }>(
      `SELECT id, reading_percent AS percent FROM elearning.content_version WHERE course_id = $1 AND number = 2`,
      [courseId],
    );
    expect(version!.percent).toBe(66);
    const { visitor, enrolmentId } = await learner({ offeringId });
    const finished = () =>
      count('elearning.learning WHERE enrolment_id = $1 AND finished_at IS NOT NULL', enrolmentId);
    await done(visitor, enrolmentId, keys[0]!, version!.id).expect(303);
    const begun = await visitor
      .post(`/leren/${enrolmentId}/les/${keys[3]}/toets`)
      .type('form')
      .send({ versionId: version!.id })
      .expect(303);
    const form = await visitor.get(begun.headers.location!).expect(200);
    const [, field = ''] = /name="(a\.[^"]+)"/.exec(form.text) ?? [];
    await visitor
      .post(begun.headers.location!)
      .type('form')
      .send({ [field]: '0' })
      .expect(303);
    expect(await finished()).toBe(0);
    await done(visitor, enrolmentId, keys[2]!, version!.id).expect(303);
    expect(await finished()).toBe(1);

    const other = await learner({ offeringId });
    for (const key of keys.slice(0, 3))
      await done(other.visitor, other.enrolmentId, key, version!.id).expect(303);
    expect(
      await count(
        'elearning.learning WHERE enrolment_id = $1 AND finished_at IS NOT NULL',
        other.enrolmentId,
      ),
    ).toBe(0);
    // The next version begins with the same rule.
    await author.post(`${base}/concept`).expect(303);
    expect((await author.get(`${base}/publiceren`)).text).toMatch(
      /name="readingPercent"[^>]*value="66"/,
    );
  });

  it('completes nothing by lessons where people meet as well', async () => {
    const offering = await academie.given.offering();
    const content = await givenContent(academie, [{}], { courseId: offering.courseId });
    const person = await academie.given.person();
    const [enrolmentId] = await academie.given.enrolled(offering.id, [person]);
    await done(academie.as(person), enrolmentId!, content.keys[0]!, content.versionId).expect(303);
    await academie.runWorkers();

    expect(await count('attendance.completion WHERE enrolment_id = $1', enrolmentId)).toBe(0);
  });

  describe('with a phone that is often without a connection', () => {
    const deed = (visitor: ReturnType<typeof academie.as>, id: string, fields: object) =>
      visitor
        .post(`/leren/${id}/apparaat`)
        .send({ at: academie.clock.now(), id: newId(), ...fields });
    const ago = (minutes: number): Date =>
      new Date(academie.clock.now().getTime() - minutes * 60_000);

    it('answers now, and the academie hears it later, once, and as of then', async () => {
      const q = newId();
      const content = await givenContent(academie, [{ blocks: [TEXT, question(q, 1)] }]);
      const { versionId, keys } = content;
      const { visitor, enrolmentId: id } = await learner(content);
      const answer = {
        id: newId(),
        kind: 'answer',
        at: ago(90),
        versionId,
        lessonKey: keys[0],
        questionId: q,
        [`a.${q}`]: '1',
      };
      for (let times = 0; times < 3; times += 1) {
        const { body } = await deed(visitor, id, answer).expect(200);
        expect(body).toEqual({ result: 'kept', next: `/leren/${id}/les/${keys[0]}#vraag-${q}` });
      }
      expect(
        await academie.database.rows(
          'SELECT id, score, given_at AS at FROM elearning.answer WHERE enrolment_id = $1',
          [id],
        ),
      ).toEqual([{ id: answer.id, score: 1000, at: ago(90) }]);

      const read = { kind: 'done', at: ago(60), versionId, lessonKey: keys[0] };
      const { body } = await deed(visitor, id, read).expect(200);
      expect(body).toEqual({ result: 'kept', next: `/leren/${id}/overzicht` });
      await deed(visitor, id, { ...read, at: ago(1) }).expect(200);
      const [learned] = await academie.database.rows(
        `SELECT begun_at AS begun, finished_at AS finished FROM elearning.learning
          WHERE enrolment_id = $1`,
        [id],
      );
      expect(learned).toEqual({ begun: ago(90), finished: ago(60) });
      await academie.runWorkers();
      expect(await count('attendance.completion WHERE enrolment_id = $1', id)).toBe(1);
    });

    it('finds what was chosen in a test on any device, and hands it in later, once', async () => {
      const [q1, q2] = [newId(), newId()];
      const content = await givenContent(academie, [
        { blocks: [question(q1, 0), question(q2, 1)], test: TEST },
      ]);
      const { versionId, keys } = content;
      const { visitor, enrolmentId: id } = await learner(content);
      const begun = await visitor
        .post(`/leren/${id}/les/${keys[0]}/toets`)
        .type('form')
        .send({ versionId })
        .expect(303);
      const attemptId = begun.headers.location!.split('/').at(-1)!;
      const chosen = { kind: 'draft', attemptId, [`a.${q1}`]: '2', 'a.__proto__': 'x' };
      expect((await deed(visitor, id, chosen).expect(200)).body).toEqual({ result: 'kept' });
      expect((await visitor.get(begun.headers.location!)).text).toMatch(
        new RegExp(`name="a.${q1}" value="2" checked`),
      );
      const goOn = await visitor.get(`/leren/${id}/verder`).expect(303);
      expect(goOn.headers.location).toBe(begun.headers.location);

      const half = { kind: 'submit', attemptId, [`a.${q1}`]: '0' };
      expect((await deed(visitor, id, half).expect(200)).body).toMatchObject({ result: 'refused' });
      const whole = { ...half, [`a.${q2}`]: '1' };
      for (let times = 0; times < 2; times += 1)
        expect((await deed(visitor, id, whole).expect(200)).body).toMatchObject({ result: 'kept' });
      await deed(visitor, id, chosen).expect(200);
      expect(
        await academie.database.rows('SELECT percent, draft FROM elearning.attempt WHERE id = $1', [
          attemptId,
        ]),
      ).toEqual([{ percent: 100, draft: null }]);
    });

    it('goes on where the reading stopped, on another device too; reading is no progress', async () => {
      const block = newId();
      const content = await givenContent(academie, [
        {},
        { blocks: [TEXT, { ...TEXT, id: block }] },
        {},
      ]);
      const { keys, versionId } = content;
      const { visitor, enrolmentId: id } = await learner(content);
      await deed(visitor, id, { kind: 'place', lessonKey: keys[1], blockId: block }).expect(200);
      const goOn = await visitor.get(`/leren/${id}/verder`).expect(303);
      expect(goOn.headers.location).toBe(`/leren/${id}/les/${keys[1]}#blok-${block}`);
      expect((await visitor.get(goOn.headers.location!)).text).toContain(`id="blok-${block}"`);
      expect(await count('elearning.learning WHERE enrolment_id = $1', id)).toBe(0);

      await done(visitor, id, keys[1]!, versionId).expect(303);
      const next = await visitor.get(`/leren/${id}/verder`).expect(303);
      expect(next.headers.location).toBe(`/leren/${id}/les/${keys[0]}`);
    });

    it('gets nothing of another, and nothing for what is no deed', async () => {
      const content = await givenContent(academie, [{}]);
      const { versionId, keys } = content;
      const { enrolmentId: id, visitor } = await learner(content);
      const other = await learner(content);
      const read = { kind: 'done', versionId, lessonKey: keys[0] };
      expect((await deed(other.visitor, id, read).expect(200)).body).toMatchObject({
        result: 'refused',
      });
      expect(await count('elearning.lesson_done WHERE enrolment_id = $1', id)).toBe(0);
      for (const fields of [
        {},
        { kind: 'steal' },
        { ...read, at: 'yesterday' },
        { ...read, id: 7 },
      ])
        await deed(visitor, id, { kind: undefined, ...fields }).expect(422);
      const sent = (body: string) => visitor.post(`/leren/${id}/apparaat`).type('json').send(body);
      for (const body of ['null', '7', '[]', '"x"']) await sent(body).expect(422);
      await sent('{"__proto__":{"kind":"done"}}').expect(400);
      expect((await visitor.get('/leren/apparaat').expect(200)).body.person).toBeDefined();
      const page = await academie.stranger.get('/leren/zonder-verbinding').expect(200);
      expect(page.text).toContain('Geen verbinding');
    });
  });
});
