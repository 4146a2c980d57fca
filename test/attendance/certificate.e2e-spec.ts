import { Jobs, Journal, JournalWorker, newId } from '@academie/platform';

import { CertificateConsumer } from '../../libs/attendance/certificate/certificate.consumer';
import { startAcademie } from '../support/academie';
import { heldCourse } from './given-attendance';

interface Stored {
  id: string;
  code: string;
  status: string;
  facts: Record<string, unknown>;
  reason: string | null;
}

describe('a certificate', () => {
  const academie = startAcademie();

  const stored = (enrolmentId: string): Promise<Stored[]> =>
    academie.database.rows<Stored>(
      `SELECT k.id, k.code, k.status, k.facts, k.reason FROM attendance.certificate k
         JOIN attendance.completion c ON c.id = coalesce(k.completion_id, k.former_completion_id)
        WHERE c.enrolment_id = $1 ORDER BY k.issued_at, k.id`,
      [enrolmentId],
    );
  const statuses = async (enrolmentId: string): Promise<string[]> =>
    (await stored(enrolmentId)).map(({ status }) => status);
  const check = (code: string) => academie.stranger.get(`/certificaat/${code}`);
  const checkApi = (code: string) => academie.stranger.get(`/api/v1/certificates/${code}`);

  it('comes once for everybody who completed the course, and for nobody else', async () => {
    const { enrolments } = await heldCourse(academie, { Anna: 'present', Bram: 'absent' });

    const [anna] = await stored(enrolments[0]!);
    expect(anna).toMatchObject({
      status: 'issued',
      facts: { holder: 'Anna de Tester', minutes: 120, sessions: 1, completedOn: '2026-03-10' },
    });
    expect(await stored(enrolments[1]!)).toEqual([]);
  });

  it('is of the day an evening began, also when it ended after midnight', async () => {
    const { enrolments } = await heldCourse(
      academie,
      { Anna: 'present' },
      { startsAt: new Date('2026-03-12T22:30:00+01:00') },
    );

    const [anna] = await stored(enrolments[0]!);
    expect(anna!.facts).toMatchObject({ startedOn: '2026-03-12', completedOn: '2026-03-12' });
  });

  it('comes once with two workers, and when an event comes twice', async () => {
    const { trainer, sessionId, enrolments } = await heldCourse(academie, { Anna: 'partial' });
    await academie
      .as(trainer)
      .post(`/api/v1/sessions/${sessionId}/register-reopening`)
      .send({ reason: 'Toch helemaal' })
      .expect(200);
    await academie.database.rows(
      `INSERT INTO attendance.completion (enrolment_id, person_id, course_id, completed_at, recorded_at)
       SELECT e.id, e.person_id, o.course_id, o.ends_at, o.ends_at
         FROM enrolment.enrolment e JOIN catalogue.offering o ON o.id = e.offering_id WHERE e.id = $1`,
      [enrolments[0]],
    );
    const issue = academie.app.get(CertificateConsumer);
    const worker = academie.app.get(JournalWorker);

    // All have begun, on connections that know the statements, before one of them looks.
    let begun = 0;
    let go: () => void;
    const all = new Promise<void>((resolve) => (go = resolve));
    await Promise.all(
      Array.from({ length: 6 }, () =>
        academie.database.transaction(async (tx) => {
          await issue.bringUpToDate(tx, [newId()]);
          begun += 1;
          if (begun === 6) go();
          await all;
          await issue.bringUpToDate(tx, [enrolments[0]!]);
        }),
      ),
    );
    await Promise.all([worker.handlePending(), worker.handlePending()]);

    expect(await stored(enrolments[0]!)).toHaveLength(1);
  });

  it('is kept by the database: one for a completion, frozen and never deleted', async () => {
    const { enrolments } = await heldCourse(academie, { Anna: 'present' });
    const [{ id }] = (await stored(enrolments[0]!)) as [Stored];
    const run = (statement: string) => academie.database.rows(statement, [id]);

    await expect(
      run(`INSERT INTO attendance.certificate (completion_id, code, facts, issued_at)
           SELECT completion_id, reverse(code), facts, issued_at FROM attendance.certificate WHERE id = $1`),
    ).rejects.toThrow('certificate_once_per_completion');
    await expect(
      run(`UPDATE attendance.certificate SET facts = facts || '{"course": "C1"}' WHERE id = $1`),
    ).rejects.toThrow('frozen');
    await expect(
      run(`UPDATE attendance.certificate SET facts = facts || '{"holder": "X"}' WHERE id = $1`),
    ).rejects.toThrow('frozen');
    await expect(run('DELETE FROM attendance.certificate WHERE id = $1')).rejects.toThrow(
      'never deleted',
    );
    await expect(
      run(`UPDATE attendance.certificate SET status = 'revoked' WHERE id = $1`),
    ).rejects.toThrow('certificate_revoked_says_why');
  });

  it('keeps its facts when the person and the course are renamed', async () => {
    const { courseId, people, enrolments } = await heldCourse(
      academie,
      { Anna: 'present' },
      { title: 'Basistraining' },
    );
    await academie.database.rows('UPDATE catalogue.course SET title = $2 WHERE id = $1', [
      courseId,
      'Gevorderd',
    ]);
    await academie.database.rows('UPDATE people.person SET given_name = $2 WHERE id = $1', [
      people[0]!.id,
      'Johanna',
    ]);
    const [{ code }] = (await stored(enrolments[0]!)) as [Stored];

    const { text } = await check(code).expect(200);
    expect(text).toContain('Anna de Tester');
    expect(text).toContain('Basistraining');
    expect(text).not.toContain('Gevorderd');
  });

  it('bears the name that the academie had on the day it was issued', async () => {
    const administrator = await academie.given.holder('administrator');
    const called = (name: string) =>
      academie
        .as(administrator)
        .post('/beheer/inrichten/naam')
        .type('form')
        .send({ name, owner: 'Regio Zuid', slogan: '' })
        .expect(303);
    await called('Leerhuis Zuid');
    const { people, enrolments, reopen, close } = await heldCourse(academie, { Anna: 'present' });
    await called('Academie van morgen');
    const [{ code, id, facts }] = (await stored(enrolments[0]!)) as [Stored];
    const badge = await academie
      .as(people[0]!)
      .get(`/mijn/certificaten/${id}/badge`)
      .buffer(true)
      .expect(200);

    expect(facts.academie).toBe('Leerhuis Zuid');
    expect((await check(code)).text).toContain('Leerhuis Zuid heeft het uitgegeven');
    expect(badge.text).toContain('"name": "Leerhuis Zuid"');
    expect((await academie.stranger.get('/api/v1/openapi.json')).body.info).toMatchObject({
      title: 'Academie van morgen',
      contact: { name: 'Regio Zuid' },
    });

    // What the academie is called now is no reason to replace it.
    await reopen();
    await close();
    expect(await statuses(enrolments[0]!)).toEqual(['issued']);
    await called('NHVeilig academie');
  });

  it('can be checked by everybody who has the code, and says nothing else about anybody', async () => {
    const municipality = await academie.given.municipality('Gemeente Geheim');
    const { people, enrolments, trainer } = await heldCourse(academie, { Anna: 'present' });
    await academie.given.membership(people[0]!.id, municipality.id);
    const [{ code }] = (await stored(enrolments[0]!)) as [Stored];

    const { text, headers } = await check(code.toUpperCase()).expect(200);
    expect(text).toContain('Dit certificaat is echt en geldig');
    expect(text).not.toContain(people[0]!.email);
    expect(text).not.toContain(trainer.name);
    expect(text).not.toContain('Geheim');
    expect(headers['x-robots-tag']).toBe('noindex');

    const { body } = await checkApi(code).expect(200);
    expect(Object.keys(body).sort()).toEqual(
      [
        ...['code', 'completedOn', 'course', 'holder', 'issuedAt', 'kind', 'minutes', 'provider'],
        ...['reason', 'sessions', 'standing', 'startedOn', 'validUntil'],
      ].sort(),
    );
  });

  it('asks for the code on paper, and says when there is no such certificate', async () => {
    await academie.stranger.get('/certificaat').expect(200);
    await academie.stranger.get('/certificaat?code=kort').expect(422);
    const answer = await academie.stranger.get(`/certificaat?code=${'0'.repeat(26)}`).expect(303);
    const { text } = await academie.stranger.get(answer.headers.location!).expect(404);
    expect(text).toContain('Bij deze code hoort geen certificaat');
  });

  it('is suspended while the register is open again, and holds again when it closes the same', async () => {
    const { reopen, close, enrolments } = await heldCourse(academie, { Anna: 'present' });
    const [{ code }] = (await stored(enrolments[0]!)) as [Stored];

    await reopen();
    expect((await check(code)).text).toContain('Dit certificaat wordt nagekeken');
    await close();

    expect(await stored(enrolments[0]!)).toMatchObject([{ status: 'issued', code }]);
    expect((await checkApi(code)).body.standing).toBe('valid');
  });

  it('is revoked when the register closes without the completion', async () => {
    const { reopen, close, mark, enrolments } = await heldCourse(academie, { Anna: 'present' });
    const [{ code }] = (await stored(enrolments[0]!)) as [Stored];

    await reopen();
    await mark({ Anna: 'absent' });
    await close();
    expect((await checkApi(code)).body).toMatchObject({ standing: 'revoked' });

    await reopen();
    await mark({ Anna: 'present' });
    await close();
    expect(await statuses(enrolments[0]!)).toEqual(['revoked', 'issued']);
  });

  it('is replaced when the completion returns with other facts', async () => {
    const { reopen, close, sessionId, enrolments } = await heldCourse(academie, {
      Anna: 'present',
    });
    await reopen();
    await academie.database.rows(
      `UPDATE catalogue.session SET ends_at = ends_at + interval '30 minutes' WHERE id = $1`,
      [sessionId],
    );
    await close();

    expect(await stored(enrolments[0]!)).toMatchObject([
      { status: 'superseded' },
      { status: 'issued', facts: { minutes: 150 } },
    ]);
  });

  it('is revoked with a reason by who leads a theme of the course, and nobody brings it back', async () => {
    const theme = await academie.given.theme();
    const other = await academie.given.theme();
    const lead = await academie.given.holder('theme_lead', theme.id);
    const stranger = await academie.given.holder('theme_lead', other.id);
    const held = await heldCourse(academie, { Anna: 'present' }, { themeIds: [theme.id] });
    const [{ id, code }] = (await stored(held.enrolments[0]!)) as [Stored];
    const revoke = (who: { id: string }, reason = 'Legitimatie klopte niet') =>
      academie.as(who).post(`/api/v1/certificates/${id}/revocation`).send({ reason });

    await revoke(stranger).expect(404);
    await revoke(held.trainer).expect(403);
    await revoke(lead, ' ').expect(422);
    await revoke(lead).expect(204);
    await revoke(lead).expect(409);

    expect((await check(code)).text).toContain('Legitimatie klopte niet');
    const mail = await academie.database.first<{ subject: string; body: string }>(
      `SELECT subject, body_text AS body FROM platform.outgoing_mail WHERE dedupe_key LIKE $1`,
      [`certificate:${id}:revoked:%`],
    );
    expect(mail!.body).toContain('Legitimatie klopte niet');
    expect(mail!.body).toContain(`/mijn/certificaten#certificaat-${id}`);
    const mine = await academie.as(held.people[0]!).get('/mijn/certificaten').expect(200);
    expect(mine.text).toContain(`id="certificaat-${id}"`);
    await held.reopen();
    await held.close();
    expect(await statuses(held.enrolments[0]!)).toEqual(['revoked']);
  });

  it('holds again, with the same code, when a mistaken revocation is undone with a reason', async () => {
    const administrator = await academie.given.holder('administrator');
    const { enrolments, people, reopen, close, mark } = await heldCourse(academie, {
      Anna: 'present',
    });
    const [{ id, code }] = (await stored(enrolments[0]!)) as [Stored];
    const as = academie.as(administrator);
    const undo = (reason: string) =>
      as.post(`/beheer/certificaten/${id}/intrekken-terugdraaien`).type('form').send({ reason });
    await undo('Vergissing').expect(422);
    const revoke = () =>
      as.post(`/api/v1/certificates/${id}/revocation`).send({ reason: 'Dubbel' }).expect(204);
    await revoke();

    expect((await as.get(`/beheer/certificaten/${id}`)).text).toContain('Intrekken terugdraaien');
    await undo(' ').expect(422);
    await undo('Verkeerde persoon').expect(303);
    await undo('Verkeerde persoon').expect(422);

    expect((await checkApi(code)).body).toMatchObject({ standing: 'valid', reason: null });
    await academie.as(people[0]!).get(`/mijn/certificaten/${id}/pdf`).expect(200);
    const journal = await academie.database.rows(
      `SELECT action, reason FROM platform.journal WHERE subject_id = $1 ORDER BY id DESC LIMIT 1`,
      [id],
    );
    expect(journal).toEqual([{ action: 'certificate.restored', reason: 'Verkeerde persoon' }]);
    const told = await academie.database.rows<{ body: string }>(
      `SELECT body_text AS body FROM platform.outgoing_mail WHERE recipient_person_id = $1
        AND template = 'attendance/certificate-restored'`,
      [people[0]!.id],
    );
    expect(told).toHaveLength(1);
    expect(told[0]!.body).toContain('Reden: Verkeerde persoon');

    // What follows from the register stays the register's: it is no mistake of somebody.
    await revoke();
    await reopen();
    await mark({ Anna: 'absent' });
    await close();
    await undo('Toch niet').expect(422);
    expect(await statuses(enrolments[0]!)).toEqual(['revoked']);
  });

  it('is issued by the release before this one as well, while both run', async () => {
    const held = await heldCourse(academie, { Anna: 'present' });
    const [before] = (await stored(held.enrolments[0]!)) as [Stored];
    await academie.database.rows(`UPDATE people.person SET given_name = 'Johanna' WHERE id = $1`, [
      held.people[0]!.id,
    ]);
    await academie.database.transaction((tx) =>
      academie.app.get(Journal).record(tx, {
        action: 'person.renamed',
        subjectId: held.people[0]!.id,
        actorId: held.trainer.id,
        data: {},
      }),
    );
    await academie.runWorkers();
    expect(await statuses(held.enrolments[0]!)).toEqual(['superseded', 'issued']);

    // The statement of that release, which names the column alone.
    const issued = await academie.database.rows(
      `INSERT INTO attendance.certificate (completion_id, code, facts, issued_at)
       SELECT c.id, reverse(k.code), k.facts, k.issued_at
         FROM attendance.certificate k, attendance.completion c
        WHERE k.id = $1 AND c.enrolment_id = $2
       ON CONFLICT (completion_id) DO NOTHING RETURNING id`,
      [before.id, held.enrolments[0]],
    );

    expect(issued).toEqual([]);
    expect(await statuses(held.enrolments[0]!)).toEqual(['superseded', 'issued']);
    expect((await checkApi(before.code).expect(200)).body).toMatchObject({
      standing: 'superseded',
    });
  });

  it('comes anew when a wrong name is corrected, and the old one says that it was replaced', async () => {
    const administrator = await academie.given.holder('administrator');
    const { enrolments, people } = await heldCourse(academie, { Ana: 'present', Bram: 'present' });
    const [old] = (await stored(enrolments[0]!)) as [Stored];
    const page = `/beheer/personen/${people[0]!.id}/naam`;
    const rename = (fields: object) =>
      academie.as(administrator).post(page).type('form').send(fields);
    const right = { givenName: 'Anna', familyName: 'van der Tester', reason: 'Typefout' };

    await academie.as(people[0]!).post(page).type('form').send(right).expect(403);
    expect((await rename({ ...right, givenName: '' }).expect(422)).text).toContain(
      'van der Tester',
    );
    await rename(right).expect(303);
    await rename(right).expect(303);
    await academie.runWorkers();

    const [replaced, renewed, ...others] = await stored(enrolments[0]!);
    expect(others).toEqual([]);
    expect(replaced).toMatchObject({ id: old.id, status: 'superseded', facts: old.facts });
    expect(renewed).toMatchObject({
      status: 'issued',
      facts: { ...old.facts, holder: 'Anna van der Tester' },
    });
    expect(renewed!.code).not.toBe(old.code);
    expect((await checkApi(old.code)).body.standing).toBe('superseded');
    expect((await checkApi(renewed!.code)).body).toMatchObject({
      standing: 'valid',
      holder: 'Anna van der Tester',
      completedOn: '2026-03-10',
    });
    await academie.as(people[0]!).get(`/mijn/certificaten/${old.id}/pdf`).expect(409);
    expect(await statuses(enrolments[1]!)).toEqual(['issued']);
    const lines = await academie.database.rows<{ reason: string; data: object }>(
      `SELECT reason, data FROM platform.journal WHERE action = 'person.renamed' AND subject_id = $1`,
      [people[0]!.id],
    );
    expect(lines).toEqual([{ reason: 'Typefout', data: {} }]);
  });

  it('that was suspended or replaced takes the right name too, once it holds', async () => {
    const administrator = await academie.given.holder('administrator');
    const { enrolments, people, reopen, close } = await heldCourse(academie, { Ana: 'present' });
    await reopen();
    await academie
      .as(administrator)
      .post(`/api/v1/persons/${people[0]!.id}/name`)
      .send({ givenName: 'Anna', familyName: 'de Tester', reason: 'Typefout' })
      .expect(204);
    await academie.runWorkers();
    expect(await statuses(enrolments[0]!)).toEqual(['superseded', 'suspended']);
    await close();

    const [, last] = await stored(enrolments[0]!);
    expect(last).toMatchObject({ status: 'issued', facts: { holder: 'Anna de Tester' } });
  });

  it('says the hours and who signs as the course has them, and no other course', async () => {
    const administrator = await academie.given.holder('administrator');
    const course = await academie.given.course();
    await academie
      .as(administrator)
      .patch(`/api/v1/courses/${course.id}`)
      .set('if-match', '"1"')
      .send({
        ...{ certificateMinutes: 720, certificateSignatory: 'Sam Jansen, programmamanager' },
        ...{ pePoints: 1.5, accreditation: 'SKJ 123456' },
      })
      .expect(200);
    const held = await heldCourse(academie, { Anna: 'present' }, { courseId: course.id });
    const other = await heldCourse(academie, { Bram: 'present' });

    const [{ code, facts, id }] = (await stored(held.enrolments[0]!)) as [Stored];
    expect(facts).toMatchObject({
      ...{ minutes: 720, signatory: 'Sam Jansen, programmamanager' },
      ...{ pePoints: 1.5, accreditation: 'SKJ 123456' },
    });
    const check = await academie.stranger.get(`/certificaat/${code}`).expect(200);
    expect(check.text).toContain('1,5 PE-punten (SKJ 123456)');
    await academie.as(held.people[0]!).get(`/mijn/certificaten/${id}/pdf`).expect(200);
    const [plain] = await stored(other.enrolments[0]!);
    expect(plain!.facts).toMatchObject({ minutes: 120, signatory: null });
    expect(plain!.facts).not.toHaveProperty('pePoints');
    await academie
      .as(administrator)
      .patch(`/api/v1/courses/${course.id}`)
      .set('if-match', '"2"')
      .send({ pePoints: 1.25 })
      .expect(422);
  });

  it('expires and is renewed by doing the course again', async () => {
    const first = await heldCourse(academie, { Anna: 'present' });
    await academie.database.rows(
      'UPDATE catalogue.course SET certificate_valid_months = 12 WHERE id = $1',
      [first.courseId],
    );
    const again = await heldCourse(
      academie,
      { Bram: 'present' },
      { courseId: first.courseId, startsAt: new Date('2026-04-07T09:30:00+02:00') },
    );
    const [{ code, id }] = (await stored(again.enrolments[0]!)) as [Stored];
    const remind = async (): Promise<number> => {
      await academie.app.get(Jobs).run('attendance.expiring-certificates');
      const sent = await academie.database.rows(
        `SELECT 1 FROM platform.outgoing_mail WHERE dedupe_key = $1`,
        [`certificate:${id}:expiring`],
      );
      return sent.length;
    };

    const front = async (): Promise<string> =>
      (await academie.as(again.people[0]!).get('/').expect(200)).text;

    expect((await checkApi(code)).body.validUntil).toBe('2027-04-07');
    expect(await remind()).toBe(0);
    expect(await front()).not.toContain('Verloopt binnenkort');
    academie.clock.set('2027-03-01T09:00:00+01:00');
    expect(await front()).toContain('Certificaat geldig tot en met 7 april 2027');
    expect(await remind()).toBe(1);
    expect(await remind()).toBe(1);
    academie.clock.set('2027-04-07T23:59:00+02:00');
    expect((await checkApi(code)).body.standing).toBe('valid');
    academie.clock.set('2027-04-08T00:01:00+02:00');
    expect((await checkApi(code)).body.standing).toBe('expired');

    const offering = await academie.given.offering({
      courseId: first.courseId,
      startsAt: new Date('2027-05-04T09:30:00+02:00'),
      trainerIds: [again.trainer.id],
    });
    academie.clock.set('2027-05-04T12:00:00+02:00');
    const [enrolment] = await academie.given.enrolled(offering.id, again.people);
    const session = `/api/v1/sessions/${offering.sessionIds[0]}`;
    await academie
      .as(again.trainer)
      .post(`${session}/attendance-marks`)
      .send([
        {
          clientId: enrolment,
          enrolmentId: enrolment,
          value: 'present',
          occurredAt: academie.clock.now().toISOString(),
        },
      ]);
    await academie.as(again.trainer).post(`${session}/register-closure`).expect(200);
    await academie.runWorkers();

    expect((await checkApi(code)).body.standing).toBe('superseded');
    expect(await statuses(enrolment!)).toEqual(['issued']);
    expect(await statuses(first.enrolments[0]!)).toEqual(['issued']);
  });

  it('follows a person who was merged, and forgets the name of one who was erased', async () => {
    const { people, enrolments } = await heldCourse(academie, { Anna: 'present', Bram: 'present' });
    const [{ code, id }] = (await stored(enrolments[0]!)) as [Stored];
    const kept = await academie.given.person({ name: 'Anna Maria' });
    await academie.database.rows(
      `UPDATE people.person SET status = 'merged', merged_into = $2 WHERE id = $1`,
      [people[0]!.id, kept.id],
    );
    const { body } = await academie.as(kept).get('/api/v1/me/certificates').expect(200);
    expect(body.items).toMatchObject([{ id, holder: 'Anna de Tester' }]);
    await academie.as(people[1]!).get(`/mijn/certificaten/${id}/pdf`).expect(404);

    await academie.database.transaction((tx) =>
      academie.app.get(CertificateConsumer).handle(tx, [
        {
          id: '0',
          recordedAt: academie.clock.now(),
          action: 'person.erased',
          subjectId: people[0]!.id,
          actorId: null,
          onBehalfOf: null,
          reason: null,
          data: {},
        },
      ]),
    );
    const { text } = await check(code).expect(200);
    expect(text).not.toContain('Anna');
    expect(text).toContain('Op verzoek verwijderd');
    await academie.as(kept).get(`/mijn/certificaten/${id}/pdf`).expect(409);
  });

  it('is found under Mijn academie, and by whoever manages the course', async () => {
    const { people, enrolments } = await heldCourse(
      academie,
      { Anna: 'present' },
      { title: 'Bibob voor beginners' },
    );
    const [{ id }] = (await stored(enrolments[0]!)) as [Stored];
    const mine = await academie.as(people[0]!).get('/mijn/certificaten').expect(200);
    expect(mine.text).toContain(`/mijn/certificaten/${id}/pdf`);
    expect((await academie.as(people[0]!).get('/mijn')).text).toContain('/mijn/certificaten');

    const administrator = await academie.given.holder('administrator');
    const list = await academie.as(administrator).get('/beheer/certificaten?q=bibob%20voor');
    expect(list.text).toContain(`/beheer/certificaten/${id}`);
    const typed = encodeURIComponent('Tester, Anna: BÍBOB');
    const other = await academie.as(administrator).get(`/beheer/certificaten?q=${typed}`);
    expect(other.text).toContain(`/beheer/certificaten/${id}`);
    const page = `/beheer/certificaten/${id}`;
    expect((await academie.as(administrator).get('/beheer')).text).toContain(
      '/beheer/certificaten',
    );
    await academie.as(administrator).get(page).expect(200);
    await academie
      .as(administrator)
      .post(`${page}/intrekken`)
      .type('form')
      .send({ reason: '' })
      .expect(422);
    await academie
      .as(administrator)
      .post(`${page}/intrekken`)
      .type('form')
      .send({ reason: 'Dubbel uitgegeven' })
      .expect(303);
    expect((await academie.as(people[0]!).get('/mijn/certificaten')).text).toContain(
      'Dubbel uitgegeven',
    );
  });

  it('cannot be tried out: whoever asks for many codes has to wait', async () => {
    const answers = new Set<number>();
    for (let turn = 0; turn < 70; turn += 1) answers.add((await check('0'.repeat(26))).status);

    expect([...answers]).toEqual([404, 429]);
    await academie.stranger.get('/').expect(200);
  });

  it('counts for another time from the day on which that was asked and said', async () => {
    const theme = await academie.given.theme('Cyber');
    const lead = academie.as(await academie.given.holder('theme_lead', theme.id));
    const { enrolments, courseId } = await heldCourse(
      academie,
      { Anna: 'present' },
      { themeIds: [theme.id] },
    );
    await academie.given.enrolled(
      (await academie.given.offering({ courseId, startsAt: new Date('2026-05-12T09:30:00+02:00') }))
        .id,
      await academie.given.people('Cas', 'Dirk'),
    );
    const path = `/beheer/aanbod/${courseId}/wijzigen`;
    const form = (await lead.get(path).expect(200)).text;
    const fields = {
      ...{
        title: 'Cyber',
        summary: 'Een dag',
        description: '',
        kind: 'training',
        mode: 'in_person',
      },
      ...{ themeIds: theme.id, minAttendancePercent: '100', certificateValidMonths: '24' },
      version: /name="version" value="(\d+)"/.exec(form)![1],
    };
    const asked = await lead.post(path).type('form').send(fields).expect(200);
    expect(asked.text).toContain('1 certificaat dat nu geldig is, houdt de datum die erop staat.');
    expect(asked.text).toContain(
      '2 mensen zijn ingeschreven of bezig. Hun certificaat wordt 24 maanden geldig, en niet onbeperkt geldig.',
    );
    const months = () =>
      academie.database.first(
        'SELECT certificate_valid_months AS months FROM catalogue.course WHERE id = $1',
        [courseId],
      );
    expect(await months()).toEqual({ months: null });
    const back = await lead
      .post(path)
      .type('form')
      .send({ ...fields, action: 'back' })
      .expect(200);
    expect(back.text).toMatch(/name="certificateValidMonths" value="24"/);
    await lead
      .post(path)
      .type('form')
      .send({ ...fields, action: 'confirm' })
      .expect(303);
    expect(await months()).toEqual({ months: 24 });

    const later = await heldCourse(
      academie,
      { Eva: 'present' },
      { courseId, startsAt: new Date('2026-04-14T09:30:00+02:00') },
    );
    const until = async (id: string) =>
      (
        await academie.database.first<{ until: string | null }>(
          `SELECT x.valid_until::text AS until FROM attendance.certificate x
             JOIN attendance.completion c ON c.id = x.completion_id WHERE c.enrolment_id = $1`,
          [id],
        )
      )?.until;
    expect(await until(enrolments[0]!)).toBeNull();
    expect(await until(later.enrolments[0]!)).toMatch(/^2028-04-1/);
  });
});
