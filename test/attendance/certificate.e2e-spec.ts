import { Jobs, JournalWorker, newId } from '@academie/platform';

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
         JOIN attendance.completion c ON c.id = k.completion_id
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
      `SELECT subject, body_text AS body FROM platform.outgoing_mail WHERE dedupe_key = $1`,
      [`certificate:${id}:revoked`],
    );
    expect(mail!.body).toContain('Legitimatie klopte niet');
    await held.reopen();
    await held.close();
    expect(await statuses(held.enrolments[0]!)).toEqual(['revoked']);
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

    expect((await checkApi(code)).body.validUntil).toBe('2027-04-07');
    expect(await remind()).toBe(0);
    academie.clock.set('2027-03-01T09:00:00+01:00');
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
});
