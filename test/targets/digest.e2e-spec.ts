import { Jobs, MailDelivery } from '@academie/platform';

import { startAcademie } from '../support/academie';
import { GivenLedger } from './given-ledger';
import { withCrashingWorker } from '../support/worker-crash';
import { MailServer } from '../support/mail-server';

type Person = { id: string; email: string };
const JOB = 'targets.send-digest';
/** Monday at seven; the week it tells of runs from 6 to 12 April. */
const MONDAY = '2026-04-13T07:00:00+02:00';

describe('the weekly digest', () => {
  const post = new MailServer();
  const config: { smtpUrl?: string } = {};
  beforeAll(async () => {
    config.smtpUrl = await post.start();
  });
  const academie = startAcademie({ config });
  const ledger = new GivenLedger(academie);
  afterAll(() => post.stop());

  let lead: Person;
  let quietLead: Person;
  let idleLead: Person;
  let coordinator: Person;
  let admin: Person;
  let here: { id: string; name: string };
  let missing: { id: string; name: string };

  const run = () => academie.app.get(Jobs).run(JOB);
  const mailsTo = (person: { id: string }) =>
    academie.database.rows<{ subject: string; body_text: string; body_html: string }>(
      `SELECT subject, body_text, body_html FROM platform.outgoing_mail
        WHERE recipient_person_id = $1 ORDER BY created_at, id`,
      [person.id],
    );
  const refuse = (person: { id: string }, topics: string[]) =>
    academie.database.rows(
      `UPDATE enrolment.message_preference SET refused = $2 WHERE person_id = $1`,
      [person.id, topics],
    );

  beforeAll(async () => {
    const [drugs, youth, cyber, empty] = [
      await academie.given.theme('Drugs'),
      await academie.given.theme('Jeugd'),
      await academie.given.theme('Cyber'),
      await academie.given.theme('Leeg'),
    ];
    lead = await academie.given.holder('theme_lead', drugs.id, { name: 'Noor' });
    await academie.given.role(lead.id, 'theme_lead', youth.id);
    quietLead = await academie.given.holder('theme_lead', cyber.id);
    idleLead = await academie.given.holder('theme_lead', empty.id);
    [here, missing] = [
      await academie.given.municipality('Hierstad'),
      await academie.given.municipality('Daarstad'),
    ];
    for (let nr = 1; nr <= 8; nr += 1) await academie.given.municipality(`Elders ${nr}`);
    coordinator = await academie.given.holder('coordinator', here.id);
    admin = await academie.given.holder('administrator');
    await ledger.plan(
      [drugs.slug, youth.slug],
      [
        { code: 'T01', rule: { type: 'held_events', tags: ['a'], minPresent: 1 }, norm: 16 },
        {
          code: 'T02',
          rule: { type: 'act_count', count: 'quantity', actKinds: ['btp_control'] },
          unit: 'controls',
          norm: 40,
        },
        {
          code: 'T03',
          rule: {
            type: 'coverage',
            reference: 'municipality',
            by: [{ evidence: 'attendance', tags: ['a'] }],
          },
          unit: 'municipalities',
          operator: 'all',
        },
        {
          code: 'T04',
          owners: [cyber.slug],
          rule: { type: 'held_events', tags: ['b'], minPresent: 1 },
          norm: 2,
        },
      ],
    );
    const yasmina = await academie.given.person({ name: 'Yasmina', organisationId: here.id });
    const course = await academie.given.course({ title: 'Drugsafval herkennen', tags: ['a'] });
    academie.clock.set('2026-04-01T12:00:00+02:00');
    await ledger.held([yasmina], { courseId: course.id });
    const wrong = await ledger.act({ kind: 'btp_control', occurredOn: '2026-03-02', quantity: 5 });
    await academie.runWorkers();
    academie.clock.set('2026-04-08T12:00:00+02:00');
    await ledger.held([yasmina], { courseId: course.id, startsAt: new Date('2026-04-07T09:00Z') });
    await ledger.retractAct(wrong);
    await ledger.act({ kind: 'btp_control', occurredOn: '2026-04-06', quantity: 2 });
    await academie.given.offering({ courseId: course.id, startsAt: new Date('2026-06-02T08:00Z') });
    await academie.runWorkers();
  });

  beforeEach(async () => {
    academie.clock.set(MONDAY);
    await academie.database.rows('DELETE FROM platform.outgoing_mail');
    post.received.length = 0;
    post.before = async () => undefined;
  });

  it('says what moved, what is behind and by how much, and what to do', async () => {
    await run();

    const [mail, ...others] = await mailsTo(lead);
    expect(others).toEqual([]);
    expect(mail!.subject).toBe('Uw doelen deze week: 2 doelen veranderd, 3 doelen vragen iets');
    const text = mail!.body_text;
    expect(text).toContain('van 6 tot en met 12 april 2026');
    expect(text).toContain('T01 Doel T01: van 1 bijeenkomst naar 2 bijeenkomsten. 1 bewijs erbij.');
    expect(text).toContain(
      'T02 Doel T02: van 5 controles naar 2 controles. 1 bewijs erbij, 1 bewijs eraf door een correctie.',
    );
    // 102 of 365 days: 4 of 16 are due, and 11 of 40.
    expect(text).toContain('2 van 16 bijeenkomsten. Op schema is 4: 2 bijeenkomsten achter.');
    expect(text).toContain('2 van 40 controles. Op schema is 11: 9 controles achter.');
    // 14 missing; 15 sessions at 90 % come to 13,5, of which 1 is planned.
    expect(text).toContain('Nog 14 bijeenkomsten nodig. Plan nog 14 sessies, vóór 1 januari 2027.');
    expect(text).toContain('Gepland: Drugsafval herkennen op 2 juni 2026.');
    expect(text).toContain('Gedeeld met Jeugd.');
    expect(mail!.body_html).toContain('Drugsafval herkennen op 2 juni 2026');
  });

  it('names no participant and tells a shared target once', async () => {
    await run();

    const [mail] = await mailsTo(lead);
    for (const body of [mail!.body_text, mail!.body_html]) {
      expect(body).not.toMatch(/Yasmina|de Tester.*deelnemer/);
      expect(body.split('T01 Doel T01: van')).toHaveLength(body === mail!.body_text ? 2 : 1);
    }
    expect(mail!.body_html.match(/Drugs<\/h2>/g)).toHaveLength(1);
    expect(mail!.body_html).not.toContain('Jeugd</h2>');
  });

  it('leads to what counted that week', async () => {
    await run();

    const [mail] = await mailsTo(lead);
    const [, path] = /href="[^"]*(\/doelen\/[^"?]+\?sinds(?:=|&#x3D;)2026-04-06)#bewijs">T01/.exec(
      mail!.body_html,
    )!;
    const { text } = await academie.as(lead).get(path!.replace('&#x3D;', '=')).expect(200);
    expect(text).toContain('Alleen wat is bijgekomen vanaf 6 april 2026.');
    expect(text.match(/>Logregel \d+</g)).toHaveLength(1);
    await academie
      .as(lead)
      .get(`${path!.split('?')[0]}?sinds=2026-02-31`)
      .expect(200);
  });

  it('says in one line that nothing moved', async () => {
    await run();

    const [mail] = await mailsTo(quietLead);
    expect(mail!.subject).toBe('Uw doelen deze week: niets veranderd, niets dringends');
    expect(mail!.body_text).toContain('Deze week is er niets veranderd.');
    expect(mail!.body_text).toContain('Nog plannen: T04 (vóór 4 december 2026)');
    expect(mail!.body_text).not.toContain('Hier is iets te doen');
  });

  it('goes to theme leads whose themes have targets, and to nobody else', async () => {
    await run();

    expect(await mailsTo(lead)).toHaveLength(1);
    for (const person of [idleLead, coordinator, admin]) expect(await mailsTo(person)).toEqual([]);
    const late = await academie.given.person();
    academie.clock.set('2026-04-13T09:00:00+02:00');
    await academie.given.role(late.id, 'theme_lead', (await academie.given.theme()).id);
    await run();
    expect(await mailsTo(late)).toEqual([]);
  });

  it('waits for Monday at seven, and still goes in a week of holidays', async () => {
    academie.clock.set('2026-04-13T06:59:59+02:00');
    await run();
    expect(await mailsTo(lead)).toEqual([]);
    academie.clock.set('2026-12-28T08:30:00+01:00');
    await run();

    const [mail] = await mailsTo(lead);
    expect(mail!.body_text).toContain('van 21 tot en met 27 december 2026');
    expect(mail!.body_text).toContain('Deze week is er niets veranderd.');
  });

  it('comes once a week, with two workers and after one that died half-way', async () => {
    const themes = await Promise.all(
      Array.from({ length: 12 }, () =>
        academie.database.first<{ id: string }>(
          `SELECT id FROM catalogue.theme WHERE slug = 'drugs'`,
        ),
      ),
    );
    const leads: Person[] = [];
    for (const theme of themes) leads.push(await academie.given.holder('theme_lead', theme!.id));
    await academie.database.rows(`UPDATE people.role_grant SET granted_at = '2026-01-01'`);
    await withCrashingWorker(academie, post, 4, (worker) => worker.get(Jobs).run(JOB));
    academie.clock.set('2026-04-13T07:20:00+02:00');
    await run();
    await academie.app.get(MailDelivery).sendPending();

    for (const { id, email } of [lead, quietLead, ...leads]) {
      expect(await mailsTo({ id })).toHaveLength(1);
      expect(post.received.filter(({ to }) => to === email)).toHaveLength(1);
    }
  });

  it('stops with one press, and says so to the mail program', async () => {
    await run();
    await academie.app.get(MailDelivery).sendPending();

    const raw = post.received.find(({ to }) => to === lead.email)!.raw.replace(/\r\n\s/g, ' ');
    expect(raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    const [, address] = /^List-Unsubscribe: <([^>]+)>/m.exec(raw)!;
    const { pathname, search } = new URL(address!);
    expect((await academie.stranger.get(`${pathname}${search}`).expect(200)).text).toContain(
      'geen weekbericht over uw doelen meer krijgen',
    );
    await academie.stranger
      .post(`${pathname}${search}`)
      .type('form')
      .send('List-Unsubscribe=One-Click')
      .expect(200);
    academie.clock.set('2026-04-20T07:00:00+02:00');
    await run();
    expect(await mailsTo(lead)).toHaveLength(1);
    await refuse(lead, []);
  });

  it('does not leave when its reader stopped it, or leads no theme any more, before it could', async () => {
    await run();
    await refuse(lead, ['digest']);
    await academie.database.rows(
      `UPDATE people.role_grant SET revoked_at = $2 WHERE person_id = $1`,
      [quietLead.id, new Date(MONDAY)],
    );
    await academie.app.get(MailDelivery).sendPending();

    const reached = post.received.map(({ to }) => to);
    expect(reached).not.toContain(lead.email);
    expect(reached).not.toContain(quietLead.email);
    await refuse(lead, []);
    await academie.database.rows(
      `UPDATE people.role_grant SET revoked_at = NULL WHERE person_id = $1`,
      [quietLead.id],
    );
  });

  it('is a choice among the others, for whoever gets it', async () => {
    const path = '/mijn/berichten/voorkeuren';
    expect((await academie.as(lead).get(path).expect(200)).text).toContain('Weekbericht');
    expect((await academie.as(coordinator).get(path).expect(200)).text).not.toContain(
      'Weekbericht',
    );
    await academie.as(lead).post(path).type('form').send({ reminders: 'ja' }).expect(303);
    await run();
    expect(await mailsTo(lead)).toEqual([]);

    // Who is no theme lead for a while says nothing about what is not asked.
    const role = (at: string | null) =>
      academie.database.rows(
        `UPDATE people.role_grant SET revoked_at = $2 WHERE person_id = $1 AND role = 'theme_lead'`,
        [lead.id, at],
      );
    await role(MONDAY);
    await academie.as(lead).post(path).type('form').send({ 'follow-ups': 'ja' }).expect(303);
    await role(null);
    const kept = await academie.database.first<{ refused: string[] }>(
      'SELECT refused FROM enrolment.message_preference WHERE person_id = $1',
      [lead.id],
    );
    expect([...kept!.refused].sort()).toEqual(['digest', 'reminders']);
    await refuse(lead, []);
  });

  it('says what an organisation contests, as long as it is not answered', async () => {
    const { id } = await ledger.target('T02');
    const [made] = await academie.database.rows<{ id: string }>(
      `INSERT INTO targets.contest (target_id, organisation_id, reason, made_by, made_at)
       VALUES ($1, (SELECT id FROM people.organisation WHERE name = $2), 'Het waren er drie', $3, $4) RETURNING id`,
      [id, missing.name, coordinator.id, '2026-04-09T12:00Z'],
    );
    await run();
    const [mail] = await mailsTo(lead);
    expect(mail!.body_text).toContain(
      'Betwist\n- T02 Doel T02: 1 keer betwist: een organisatie zegt dat er iets niet klopt.',
    );
    expect(mail!.body_text).not.toContain('Het waren er drie');
    await academie.database.rows('DELETE FROM targets.contest WHERE id = $1', [made!.id]);
  });

  it('is a page as well, of last week and of this one', async () => {
    const words = async (person: Person, path: string) =>
      (await academie.as(person).get(path).expect(200)).text
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ');
    expect(await words(lead, '/doelen')).toContain('Weekbericht');
    const last = await words(lead, '/doelen/weekbericht');
    expect(last).toContain('T01 Doel T01 : van 1 bijeenkomst naar 2 bijeenkomsten');
    expect(last).toContain(
      `Nog niet: ${missing.name}, Elders 1, Elders 2, Elders 3, Elders 4, Elders 5 en 3 andere.`,
    );
    expect(last).not.toContain('Yasmina');
    await ledger.act({ kind: 'btp_control', occurredOn: '2026-04-13', quantity: 3 });
    await academie.runWorkers();
    const now = await words(lead, '/doelen/weekbericht?week=nu');
    expect(now).toContain('van 2 controles naar 5 controles');
    expect(await words(lead, '/doelen/weekbericht')).toContain('van 5 controles naar 2 controles');
    expect(await words(admin, '/doelen/weekbericht')).toContain('Cyber');
    expect(await words(idleLead, '/doelen/weekbericht')).toContain('Niets te melden');
    await academie.as(coordinator).get('/doelen/weekbericht').expect(403);
    expect(
      await academie.queriesOf(() => academie.as(lead).get('/doelen/weekbericht')),
    ).toBeLessThanOrEqual(30);
  });
});
