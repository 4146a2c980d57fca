import { Jobs, MailDelivery } from '@academie/platform';

import { startAcademie, TUESDAY } from '../support/academie';
import { withCrashingWorker } from '../support/worker-crash';
import { MailServer } from '../support/mail-server';

type Person = { id: string; name: string; email: string };
const JOB = 'enrolment.send-messages';
/** Three days before the session of Tuesday 10 March, at eight. */
const SATURDAY = '2026-03-07T08:00:00+01:00';

describe('messages that go by a rule', () => {
  const post = new MailServer();
  const config: { smtpUrl?: string } = {};
  beforeAll(async () => {
    config.smtpUrl = await post.start();
  });
  const academie = startAcademie({ config });
  afterAll(() => post.stop());

  let themeId: string;
  let organiser: Person;
  const run = () => academie.app.get(Jobs).run(JOB);
  const offeringOf = async (options: object = {}) => {
    const course = await academie.given.course({ themeIds: [themeId] });
    return academie.given.offering({ courseId: course.id, ...options });
  };
  const mailsTo = (person: { id: string }) =>
    academie.database.rows<{ subject: string; body_text: string; body_html: string }>(
      `SELECT subject, body_text, body_html FROM platform.outgoing_mail
        WHERE recipient_person_id = $1 ORDER BY created_at, id`,
      [person.id],
    );
  const change = (who: Person, offeringId: string, key: string, body: object, version = 0) =>
    academie
      .as(who)
      .put(`/api/v1/offerings/${offeringId}/message-rules/${key}`)
      .set('if-match', `"${version}"`)
      .send(body);

  beforeAll(async () => {
    themeId = (await academie.given.theme()).id;
    organiser = await academie.given.holder('theme_lead', themeId);
  });
  beforeEach(async () => {
    academie.clock.set(TUESDAY);
    await academie.database.rows('DELETE FROM platform.outgoing_mail');
    await academie.database.rows(`UPDATE catalogue.offering SET status = 'inactive'`);
    post.received.length = 0;
    post.before = async () => undefined;
  });

  it('remind of every session at eight, so many days before, and once', async () => {
    const offering = await offeringOf({ sessions: 2 });
    const [sam, kim] = await academie.given.people('Sam', 'Kim');
    await academie.given.enrolled(offering.id, [sam!]);
    await academie.given.enrolled(offering.id, [kim!], 'waitlisted');
    academie.clock.set(new Date(new Date(SATURDAY).getTime() - 1000));
    await run();
    expect(await mailsTo(sam!)).toEqual([]);

    academie.clock.set(SATURDAY);
    await run();
    await run();
    academie.clock.set('2026-03-14T08:00:00+01:00');
    await run();

    const mails = await mailsTo(sam!);
    expect(mails).toHaveLength(2);
    expect(mails[0]!.body_text).toContain(
      'Op dinsdag 10 maart 2026 om 09.30\u00a0uur verwachten we u',
    );
    expect(mails[1]!.body_text).toContain('dinsdag 17 maart 2026, 09.30–11.30\u00a0uur');
    expect(await mailsTo(kim!)).toEqual([]);
  });

  it('keep eight o’clock in the night the clock goes forward', async () => {
    const offering = await offeringOf({ startsAt: new Date('2026-04-01T09:30:00+02:00') });
    const sam = await academie.given.person();
    await academie.given.enrolled(offering.id, [sam]);
    academie.clock.set('2026-03-29T07:59:59+02:00');
    await run();
    expect(await mailsTo(sam)).toEqual([]);
    academie.clock.set('2026-03-29T08:00:00+02:00');
    await run();

    expect(await mailsTo(sam)).toHaveLength(1);
  });

  it('come once with two workers, also when one dies half-way, and the mail server has each once', async () => {
    const offering = await offeringOf({ capacity: 40 });
    const people = await academie.given.people(...Array.from({ length: 25 }, (_, n) => `Lid${n}`));
    await academie.given.enrolled(offering.id, people);
    academie.clock.set(SATURDAY);
    await withCrashingWorker(academie, post, 8, (worker) => worker.get(Jobs).run(JOB));
    await run();
    academie.clock.set(new Date(new Date(SATURDAY).getTime() + 3_600_000));
    await academie.app.get(MailDelivery).sendPending();

    expect(post.received.map(({ to }) => to).sort()).toEqual(
      people.map(({ email }) => email).sort(),
    );
  });

  it('are taken back when somebody cancels before the mail could go', async () => {
    const offering = await offeringOf();
    const [sam, kim] = await academie.given.people('Sam', 'Kim');
    const [seat] = await academie.given.enrolled(offering.id, [sam!, kim!]);
    academie.clock.set(SATURDAY);
    await run();
    await academie.as(sam!).post(`/api/v1/enrolments/${seat}/cancellation`).send({}).expect(200);
    await academie.app.get(MailDelivery).sendPending();

    expect(post.received.map(({ to }) => to)).toEqual([kim!.email]);
    const { body } = await academie
      .as(organiser)
      .get(`/api/v1/offerings/${offering.id}/messages`)
      .expect(200);
    expect(
      body.items.map(({ name, state }: { name: string; state: string }) => [name, state]).sort(),
    ).toEqual([
      [kim!.name, 'sent'],
      [sam!.name, 'withdrawn'],
    ]);
  });

  it('go afterwards to whoever was there, when the organiser wants it', async () => {
    const offering = await offeringOf();
    const [sam, kim] = await academie.given.people('Sam', 'Kim');
    const [, absent] = await academie.given.enrolled(offering.id, [sam!, kim!]);
    await academie.database.rows(
      `UPDATE enrolment.enrolment SET state = 'finished', outcome = 'no_show' WHERE id = $1`,
      [absent],
    );
    await change(organiser, offering.id, 'reminder', { enabled: false }).expect(200);
    academie.clock.set('2026-03-11T08:00:00+01:00');
    await run();
    expect(await mailsTo(sam!)).toEqual([]);

    await change(organiser, offering.id, 'follow-up', {
      enabled: true,
      subject: 'Dank, {naam}',
      body: 'Hoe was {training}?\nTot ziens & dag <b>',
    }).expect(200);
    await run();
    await run();

    const [mail, ...others] = await mailsTo(sam!);
    expect(others).toEqual([]);
    expect(mail!.subject).toBe(`Dank, ${sam!.name}`);
    expect(mail!.body_html).toContain('Tot ziens &amp; dag &lt;b&gt;');
    expect(await mailsTo(kim!)).toEqual([]);
  });

  it('follow the course until the offering says otherwise, and the own ones come too', async () => {
    const offering = await offeringOf();
    const sam = await academie.given.person();
    await academie.given.enrolled(offering.id, [sam]);
    const lead = academie.as(organiser);
    const course = `/beheer/trainingen/${offering.courseId}/berichten`;
    await lead
      .post(`${course}/reminder`)
      .type('form')
      .send({ enabled: 'ja', days: '5', subject: 'Bijna: {training}', body: '', action: 'save' })
      .expect(303);
    await lead
      .post(`/beheer/uitvoeringen/${offering.id}/berichten/nieuw`)
      .type('form')
      .send({ moment: 'before', days: '1', subject: 'Neem mee', body: 'Uw legitimatie.' })
      .expect(303);
    academie.clock.set('2026-03-05T08:00:00+01:00');
    await run();
    expect((await mailsTo(sam)).map(({ subject }) => subject)).toEqual([
      expect.stringContaining('Bijna: Cursus'),
    ]);
    academie.clock.set('2026-03-09T08:00:00+01:00');
    await run();
    expect((await mailsTo(sam)).map(({ subject }) => subject)[1]).toBe('Neem mee');

    const { body } = await lead.get(`/api/v1/offerings/${offering.id}/message-rules`).expect(200);
    const reminder = body.items.find(({ key }: { key: string }) => key === 'reminder');
    expect(reminder).toMatchObject({ days: 5, from: 'course', enabled: true, optional: true });
  });

  it('say no more than is true: an essential one stays on, and a wrong word is refused', async () => {
    const offering = await offeringOf();
    const off = await change(organiser, offering.id, 'confirmed', { enabled: false }).expect(409);
    const typo = await change(organiser, offering.id, 'confirmed', {
      enabled: true,
      body: 'Tot {dattum}',
    }).expect(422);
    await change(organiser, offering.id, 'confirmed', {
      enabled: true,
      body: 'Kom via de zijdeur.',
    }).expect(200);
    await change(organiser, offering.id, 'confirmed', { enabled: true }).expect(412);
    const sam = await academie.given.person();
    await academie.database.rows(
      `UPDATE catalogue.offering SET status = 'published' WHERE id = $1`,
      [offering.id],
    );
    await academie.as(sam).post(`/api/v1/offerings/${offering.id}/enrolments`).send({}).expect(201);
    await academie.runWorkers();

    expect(off.body.code).toBe('enrolment.essential-message');
    expect(typo.body.code).toBe('enrolment.unknown-placeholder');
    expect((await mailsTo(sam))[0]!.body_text).toContain('Kom via de zijdeur.');
  });

  it('can be stopped with one click, from the mail and without signing in', async () => {
    const offering = await offeringOf();
    const sam = await academie.given.person();
    await academie.given.enrolled(offering.id, [sam]);
    academie.clock.set(SATURDAY);
    await run();
    await academie.app.get(MailDelivery).sendPending();
    const raw = post.received[0]!.raw.replace(/\r\n\s/g, ' ');
    const [, url] = /^List-Unsubscribe: <([^>]+)>/m.exec(raw)!;
    expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m);
    const { pathname, search } = new URL(url!);

    await academie.stranger.get(pathname + search).expect(200);
    expect(await refused(sam)).toEqual([]);
    await academie.stranger
      .post(pathname + search)
      .type('form')
      .send('List-Unsubscribe=One-Click')
      .expect(200);
    await academie.stranger.post(`${pathname}x${search}`).expect(404);

    expect(await refused(sam)).toEqual(['reminders']);
    const later = await offeringOf();
    await academie.given.enrolled(later.id, [sam]);
    await academie.database.rows(
      `UPDATE enrolment.enrolment SET changed_at = $2 WHERE person_id = $1`,
      [sam.id, TUESDAY],
    );
    await run();
    expect(await mailsTo(sam)).toHaveLength(1);
    await academie
      .as(sam)
      .post('/mijn/berichten/voorkeuren')
      .type('form')
      .send({ reminders: 'ja', 'follow-ups': 'ja' })
      .expect(303);
    await run();
    expect(await mailsTo(sam)).toHaveLength(2);
  });

  it('are shown before anybody gets them, and changed by who organises it only', async () => {
    const offering = await offeringOf();
    const page = `/beheer/uitvoeringen/${offering.id}/berichten`;
    const preview = await academie
      .as(organiser)
      .post(`${page}/reminder`)
      .type('form')
      .send({
        enabled: 'ja',
        days: '2',
        subject: '',
        body: 'Nog niet <opgeslagen>',
        action: 'preview',
      })
      .expect(200);
    const list = await academie.as(organiser).get(page).expect(200);
    for (const key of ['confirmed', 'waitlisted', 'session-moved', 'cancelled', 'not-placed'])
      await academie.as(organiser).get(`${page}/${key}`).expect(200);

    expect(preview.text).toContain('<p>Nog niet &lt;opgeslagen&gt;</p>');
    expect(list.text).toContain('3 dagen voor elke sessie');
    const other = await academie.given.holder('theme_lead', (await academie.given.theme()).id);
    const coordinator = await academie.given.holder(
      'coordinator',
      (await academie.given.municipality()).id,
    );
    await academie.as(other).get(`${page}/reminder`).expect(403);
    await academie.as(other).get(page).expect(403);
    await academie.as(coordinator).post(`${page}/reminder`).type('form').send({}).expect(403);
    await academie.as(coordinator).get(`${page}/nieuw`).expect(403);
    await change(other, offering.id, 'reminder', { enabled: false }).expect(403);
    await academie.as(other).get(`/beheer/trainingen/${offering.courseId}/berichten`).expect(403);
  });

  it('show a coordinator what went to the own people, and nobody else’s names', async () => {
    const mine = await academie.given.municipality();
    const offering = await offeringOf();
    const own = await academie.given.person({ name: 'Ottoline', organisationId: mine.id });
    const other = await academie.given.person({ name: 'Zebedeus' });
    await academie.given.enrolled(offering.id, [own, other]);
    academie.clock.set(SATURDAY);
    await run();
    const coordinator = await academie.given.holder('coordinator', mine.id);

    const { text } = await academie
      .as(coordinator)
      .get(`/beheer/uitvoeringen/${offering.id}/berichten`)
      .expect(200);

    expect(text).toContain('Ottoline');
    expect(text).not.toContain('Zebedeus');
    expect(text).not.toContain('Eigen bericht');
  });

  const refused = async (person: { id: string }) =>
    (await academie.database.first<{ refused: string[] }>(
      'SELECT refused FROM enrolment.message_preference WHERE person_id = $1',
      [person.id],
    ))!.refused;
});
