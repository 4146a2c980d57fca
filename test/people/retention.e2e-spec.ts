import fs from 'node:fs';
import path from 'node:path';

import { Jobs, Retention } from '@academie/platform';

import { startAcademie, TUESDAY } from '../support/academie';

const DAY_MS = 86_400_000;
const LOOKS = '/beheer/bewaren/people.looks';

/** For how long data are kept: an administrator decides, within limits, and the academie carries it out. */
describe('what is kept for a time', () => {
  const academie = startAcademie();
  let administrator: { id: string };

  beforeAll(async () => {
    administrator = await academie.given.holder('administrator');
  });
  beforeEach(async () => {
    academie.clock.set(TUESDAY);
    await academie.database.rows('DELETE FROM people.processing_line');
    await academie.database.rows('DELETE FROM platform.retention_setting');
  });

  const textOf = async (path: string, who = administrator) =>
    (await academie.as(who).get(path).expect(200)).text
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ');
  const send = (path: string, body: object, who = administrator) =>
    academie.as(who).post(path).type('form').send(body);

  /** Lines of looking that are so many days old. */
  const looked = async (...ages: number[]) => {
    const person = await academie.given.person();
    for (const days of ages) {
      academie.clock.set(new Date(TUESDAY.getTime() - days * DAY_MS));
      await academie.as(administrator).get(`/beheer/personen/${person.id}`).expect(200);
    }
    academie.clock.set(TUESDAY);
  };
  const linesLeft = async () =>
    (await academie.database.rows('SELECT FROM people.processing_line')).length;
  const journal = () =>
    academie.database.rows<{ data: object; actor_id: string | null }>(
      `SELECT data, actor_id FROM platform.journal WHERE action LIKE 'retention.%' ORDER BY id`,
    );

  it('is listed with its period, and with how much is too old', async () => {
    await looked(400, 380, 10);

    const text = await textOf('/beheer/bewaren');

    expect(text).toContain('365 dagen 2 regels, de oudste van maandag 27 januari 2025 nog niet');
    for (const kind of await academie.app.get(Retention).all())
      await textOf(`/beheer/bewaren/${kind.kind}`);
  });

  it('is told in the privacy register with the same periods', async () => {
    const register = fs.readFileSync(path.join(__dirname, '../../docs/privacy.md'), 'utf8');
    const told = [
      ...register.matchAll(/^\|[^|]+\| (\d+) +\| (\d+) +\| (\d+) +\| `([\w.-]+)` +\|$/gm),
    ];

    expect(
      told.map(([, days, least, most, kind]) => `${kind} ${days} ${least} ${most}`).sort(),
    ).toEqual(
      (await academie.app.get(Retention).all())
        .map(({ kind, days, least, most }) => `${kind} ${days} ${least} ${most}`)
        .sort(),
    );
  });

  it('costs a few queries, however many kinds there are', async () => {
    const ask = () => academie.as(administrator).get('/beheer/bewaren').expect(200);
    await ask();

    expect(await academie.queriesOf(ask)).toBeLessThanOrEqual(5);
  });

  it('shows what another period would take away, and takes away nothing yet', async () => {
    await looked(200, 10);

    const preview = await send(LOOKS, { days: '100', _nakijken: 'ja' }).expect(200);

    expect(preview.text).toContain('Wat weg gaat bij 100 dagen');
    expect(preview.text).toContain('1 regel, de oudste van vrijdag 15 augustus 2025');
    await academie.app.get(Jobs).run('people.forget');
    expect(await linesLeft()).toBe(2);
  });

  it('goes at night, once it is older than the period that was chosen', async () => {
    await looked(200, 10);
    const before = (await journal()).length;
    await send(LOOKS, { days: '100' }).expect(303);

    await academie.app.get(Jobs).run('people.forget');

    expect(await linesLeft()).toBe(1);
    expect((await journal()).slice(before)).toEqual([
      { data: { kind: 'people.looks', from: 365, to: 100 }, actor_id: administrator.id },
      { data: { kind: 'people.looks', days: 100, gone: 1 }, actor_id: null },
    ]);
    expect(await textOf('/account/inzage')).toContain('staat hier 100 dagen lang');
    expect(await textOf('/privacy')).toContain('Wie keek in wiens gegevens: 100 dagen.');
  });

  it('goes at once when an administrator says so, and never more than its period allows', async () => {
    await looked(400, 300);

    await send(`${LOOKS}/opruimen`, {}).expect(303);

    expect(await linesLeft()).toBe(1);
    expect(await textOf(LOOKS)).toContain('Laatst opgeruimd: dinsdag 3 maart 2026, 1.');
  });

  it.each(['89', '1826', '-1', '', 'x', '1e99'])('is not kept for "%s" days', async (days) => {
    const answer = await send(LOOKS, { days }).expect(422);

    expect(answer.text).toContain(`value="${days}"`);
    expect((await academie.app.get(Retention).all()).every((kind) => kind.period === kind.days));
  });

  it('is for administrators; an auditor reads it, others see nothing', async () => {
    const auditor = await academie.given.holder('auditor');
    const person = await academie.given.person();

    expect(await textOf(LOOKS, auditor)).not.toContain('Aantal dagen');
    await send(LOOKS, { days: '100' }, auditor).expect(403);
    await send(`${LOOKS}/opruimen`, {}, auditor).expect(403);
    await academie.as(person).get('/beheer/bewaren').expect(403);
    await send('/beheer/bewaren/people.everything', { days: '1' }).expect(404);
  });

  it('takes the name of a guest and leaves that somebody came', async () => {
    const { sessionIds, id } = await academie.given.offering({
      startsAt: new Date('2026-03-03T09:30:00+01:00'),
    });
    await academie
      .as(administrator)
      .post(`/api/v1/sessions/${sessionIds[0]}/walk-ins`)
      .send({ guest: { givenName: 'Wouterina', familyName: 'Zandbergen' } })
      .expect(201);
    const guests = () =>
      academie.database.rows(`SELECT FROM people.person WHERE family_name = 'Zandbergen'`);
    const places = () =>
      academie.database.rows('SELECT FROM enrolment.enrolment WHERE offering_id = $1', [id]);
    academie.clock.set(new Date(TUESDAY.getTime() + 700 * DAY_MS));
    await academie.app.get(Jobs).run('people.forget');
    expect((await guests()).length).toBe(1);

    academie.clock.set(new Date(TUESDAY.getTime() + 731 * DAY_MS));
    await academie.app.get(Jobs).run('people.forget');

    expect([(await guests()).length, (await places()).length]).toEqual([0, 1]);
  });

  it('holds each kind: what is old goes, what is new stays', async () => {
    const person = await academie.given.person();
    const organisation = await academie.given.municipality();
    const offering = await academie.given.offering();
    const [seat] = await academie.given.enrolled(offering.id, [person]);
    const rowOf: Record<string, string> = {
      'people.sessions': `INSERT INTO people.web_session (token_hash, person_id, created_at, last_seen_at, expires_at)
          VALUES ($2::text::bytea, '${person.id}', $1, $1, $1)`,
      'people.invitations': `INSERT INTO people.invitation (person_id, token_hash, created_at, expires_at)
          SELECT id, $2::text::bytea, $1, $1 FROM people.person p
           WHERE NOT EXISTS (SELECT FROM people.invitation i WHERE i.person_id = p.id) LIMIT 1`,
      'people.account-requests': `INSERT INTO people.account_request
          (id, address, given_name, family_name, organisation_id, asked_at)
          VALUES (platform.uuid_v7(), $2 || '@a.example', 'A', 'B', '${organisation.id}', $1)`,
      'attendance.walk-ins': `INSERT INTO attendance.walk_in (client_id, session_id, enrolment_id, recorded_at)
          SELECT platform.uuid_v7(), '${offering.sessionIds[0]}', '${seat}', $1 WHERE $2 <> ''`,
      'enrolment.lists': `INSERT INTO enrolment.bulk_enrolment
          (offering_id, created_by, created_at, state, source_name, answers, finished_at)
          VALUES ('${offering.id}', '${person.id}', $1, 'finished', $2, '[]', $1)`,
      'enrolment.tried-lists': `INSERT INTO enrolment.bulk_enrolment
          (offering_id, created_by, created_at, state, source_name, answers)
          VALUES ('${offering.id}', '${person.id}', $1, 'tried', $2, '[]')`,
      'attendance.notes': `INSERT INTO attendance.session_note (session_id, author_id, body, written_at)
          VALUES ('${offering.sessionIds[0]}', '${person.id}', $2, $1)`,
      'attendance.observations': `WITH step AS (
          INSERT INTO attendance.exercise_step (session_id, minute, action)
          VALUES ('${offering.sessionIds[0]}', 0, $2) RETURNING id)
          INSERT INTO attendance.exercise_observation (step_id, author_id, rating, noted_at)
          SELECT id, '${person.id}', 'as_planned', $1 FROM step`,
      'attendance.lessons': `INSERT INTO attendance.exercise_lesson
          (session_id, body, owner_id, due_on, written_at)
          VALUES ('${offering.sessionIds[0]}', $2, '${person.id}', '2026-01-01', $1)`,
      'enrolment.direct-messages': `INSERT INTO enrolment.direct_message
          (offering_id, sender_id, audience, subject, body, created_at)
          VALUES ('${offering.id}', '${person.id}', 'all', $2, $2, $1)`,
      'platform.mails': `INSERT INTO platform.outgoing_mail (dedupe_key, template, recipient, subject, body_text,
          body_html, created_at, sent_at) VALUES ($2, 't', 'a@b.example', 's', 't', 'h', $1, $1)`,
      'platform.answers': `INSERT INTO platform.idempotency_key (credential, key, request_hash, created_at)
          VALUES ('person:x', $2, '', $1)`,
      'people.sign-in-attempts': `INSERT INTO people.sign_in_pace (key, level, counted_at, next_at)
          VALUES ($2::text::bytea, 1, $1, $1)`,
      'people.links': `INSERT INTO people.one_time_link (token_hash, purpose, address, created_at, expires_at)
          VALUES (sha256($2::text::bytea), 'registration', 'a@b.example', $1, $1::timestamptz + interval '1 second')`,
      'people.link-requests': `INSERT INTO people.link_request (id, address, asked_at)
          VALUES (platform.uuid_v7(), $2, $1)`,
      'people.erasure-requests': `INSERT INTO people.erasure_request (person_id, asked_at, closed_at, answer)
          SELECT '${person.id}', $1, $1, $2`,
      'people.work-changes': `INSERT INTO people.membership_proposal (id, person_id, kind, organisation_id,
          functions, state, asked_at, decided_at, remark)
          VALUES (platform.uuid_v7(), '${person.id}', 'add', '${organisation.id}', '{}', 'refused', $1, $1, $2)`,
    };
    const tableOf = (kind: string) => rowOf[kind]!.split('INSERT INTO ').at(-1)!.split(/\s/)[0]!;
    const count = async (kind: string) => {
      const whose = tableOf(kind) === 'enrolment.bulk_enrolment';
      const condition = `(state = 'finished') = ${String(kind === 'enrolment.lists')}`;
      return (
        await academie.database.rows(
          `SELECT FROM ${tableOf(kind)}${whose ? ` WHERE ${condition}` : ''}`,
        )
      ).length;
    };
    const kinds = (await academie.app.get(Retention).all()).filter(({ kind }) => kind in rowOf);
    expect(kinds.length).toBe(Object.keys(rowOf).length);
    for (const { kind, days } of kinds)
      for (const age of [days - 1, days + 1])
        await academie.database.rows(rowOf[kind]!, [
          new Date(TUESDAY.getTime() - age * DAY_MS - 60_000 * (age === days - 1 ? -1 : 1)),
          `${kind}-${age}`,
        ]);
    const before = await Promise.all(kinds.map(({ kind }) => count(kind)));

    await academie.app.get(Jobs).run('people.forget');

    const after = await Promise.all(kinds.map(({ kind }) => count(kind)));
    expect(after.map((left, index) => before[index]! - left)).toEqual(kinds.map(() => 1));
  });
});
