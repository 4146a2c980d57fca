import { dutchXlsx, Jobs } from '@academie/platform';

import { startAcademie, TUESDAY } from '../support/academie';

type Person = { id: string; name: string; email: string };

describe('enrolling a list of people', () => {
  const academie = startAcademie();
  let haarlem: { id: string; name: string };
  let velsen: { id: string; name: string };
  let coordinator: Person;
  let organiser: Person;
  let themeId: string;

  const offeringOf = async (options: { capacity?: number; enrolClosesAt?: Date } = {}) => {
    const course = await academie.given.course({ themeIds: [themeId] });
    return academie.given.offering({ courseId: course.id, ...options });
  };
  const send = (who: Person, offeringId: string, body: object) =>
    academie.as(who).post(`/api/v1/offerings/${offeringId}/bulk-enrolments`).send(body);
  const inOffering = async (offeringId: string) =>
    academie.database.rows<{ email: string; state: string; source: string; status: string }>(
      `SELECT a.address AS email, e.state, e.source, p.status FROM enrolment.enrolment e
         JOIN people.person p ON p.id = e.person_id JOIN people.email_address a ON a.person_id = p.id
        WHERE e.offering_id = $1 ORDER BY e.queued_at, e.id`,
      [offeringId],
    );
  const outcomes = (body: { items: { outcome: string; problem: string | null }[] }) =>
    body.items.map(({ outcome, problem }) => problem ?? outcome);

  beforeAll(async () => {
    haarlem = await academie.given.municipality('Haarlemmerhout');
    velsen = await academie.given.municipality('Velserbroek');
    themeId = (await academie.given.theme()).id;
    coordinator = await academie.given.holder('coordinator', haarlem.id);
    organiser = await academie.given.holder('theme_lead', themeId);
  });
  beforeEach(() => academie.clock.set(TUESDAY));

  it('gives every row an answer, in the order of the list, and the seats to whoever comes first', async () => {
    const offering = await offeringOf({ capacity: 2 });
    const sam = await academie.given.person({ organisationId: haarlem.id });
    const kim = await academie.given.person({ organisationId: velsen.id });
    const lou = await academie.given.person({ organisationId: haarlem.id });
    const { body } = await send(coordinator, offering.id, {
      rows: [
        { email: 'geen adres' },
        { email: lou.email },
        { email: kim.email },
        { email: 'nieuw@haarlemmerhout.example', givenName: 'Noor', familyName: 'Nieuw' },
        { email: lou.email.toUpperCase() },
        { email: sam.email },
        { email: 'naamloos@haarlemmerhout.example' },
        { email: 'ander@velserbroek.example', givenName: 'Ans', familyName: 'Ander' },
      ],
    }).expect(201);

    expect(outcomes(body)).toEqual([
      'noAddress',
      'enrolled',
      'notYours',
      'enrolled',
      'twice',
      'waitlisted',
      'noName',
      'notYours',
    ]);
    expect(body.counts).toMatchObject({ enrolled: 2, waitlisted: 1, rejected: 5, invited: 1 });
    expect(body.items[5]).toMatchObject({ row: 6, waitingPosition: 1 });
    expect(await inOffering(offering.id)).toEqual([
      { email: lou.email, state: 'enrolled', source: 'coordinator', status: 'active' },
      {
        email: 'nieuw@haarlemmerhout.example',
        state: 'enrolled',
        source: 'coordinator',
        status: 'invited',
      },
      { email: sam.email, state: 'waitlisted', source: 'coordinator', status: 'active' },
    ]);
  });

  it('does nothing at the dry run, and once what it said, however often it is confirmed', async () => {
    const offering = await offeringOf();
    const sam = await academie.given.person({ organisationId: haarlem.id });
    const tried = await send(coordinator, offering.id, {
      csv: `${sam.email}\nPien de Proef <pien@haarlemmerhout.example>`,
      dryRun: true,
    }).expect(201);
    expect(tried.body.state).toBe('tried');
    expect(outcomes(tried.body)).toEqual(['enrolled', 'enrolled']);
    expect(await inOffering(offering.id)).toEqual([]);

    const confirm = () =>
      academie.as(coordinator).post(`/api/v1/bulk-enrolments/${tried.body.id}/confirmation`);
    const presses = await Promise.all(Array.from({ length: 6 }, confirm));
    await academie.runWorkers();

    expect(presses.map(({ status }) => status)).toEqual(Array(6).fill(200));
    for (const { body } of presses) expect(body).toEqual(presses[0]!.body);
    const done = await academie.database.rows(
      `SELECT 1 FROM platform.journal WHERE action = 'enrolment.bulk-finished' AND subject_id = $1`,
      [tried.body.id],
    );
    expect(done).toHaveLength(1);
    expect(await inOffering(offering.id)).toHaveLength(2);
    const mails = await academie.database.rows<{ template: string }>(
      `SELECT template FROM platform.outgoing_mail WHERE recipient = 'pien@haarlemmerhout.example' ORDER BY template`,
    );
    expect(mails.map(({ template }) => template)).toEqual([
      'enrolment/confirmed',
      'people/invitation',
    ]);
    const other = await academie.given.holder('coordinator', velsen.id);
    await academie.as(other).get(`/api/v1/bulk-enrolments/${tried.body.id}`).expect(404);
  });

  it('enrols nobody and invites nobody when enrolment has closed', async () => {
    const offering = await offeringOf({ enrolClosesAt: TUESDAY });
    await send(coordinator, offering.id, {
      csv: 'Late Gast <laat@haarlemmerhout.example>',
    }).expect(409);

    expect(
      await academie.database.rows(
        `SELECT 1 FROM people.email_address WHERE address = 'laat@haarlemmerhout.example'`,
      ),
    ).toEqual([]);
  });

  it('says before anybody looks at a list that the date is closed or not on offer', async () => {
    const offering = await offeringOf();
    const list = { list: 'Nieuwe Gast <nieuw@haarlemmerhout.example>' };
    for (const [status, text] of [
      ['concept', 'Deze datum staat niet in het aanbod'],
      ['cancelled', 'Deze training gaat op deze datum niet door'],
    ]) {
      await academie.database.rows(
        `UPDATE catalogue.offering SET status = $2,
                cancel_reason = CASE $2 WHEN 'cancelled' THEN 'Ziek' END,
                cancelled_at = CASE $2 WHEN 'cancelled' THEN now() END WHERE id = $1`,
        [...[offering.id, status]],
      );
      const page = academie.as(organiser).post(`/beheer/uitvoeringen/${offering.id}/lijst`);
      expect((await page.type('form').send(list).expect(422)).text).toContain(text);
      const { body } = await send(organiser, offering.id, { csv: list.list, dryRun: true });
      expect(body.status).toBe(409);
    }
  });

  it('says beforehand who has to be agreed to, and who has something to complete first', async () => {
    const sam = await academie.given.person({ organisationId: haarlem.id });
    const asking = await offeringOf();
    await academie.database.rows(
      `UPDATE catalogue.offering SET approval = 'organiser' WHERE id = $1`,
      [asking.id],
    );
    const steep = await offeringOf();
    await academie.database.rows(
      `UPDATE catalogue.offering SET has_prerequisites = true WHERE id = $1`,
      [steep.id],
    );
    await academie.database.rows('INSERT INTO catalogue.prerequisite VALUES ($1, $2)', [
      steep.courseId,
      (await academie.given.course({ title: 'Basis' })).id,
    ]);
    for (const dryRun of [true, false]) {
      const asked = await send(coordinator, asking.id, { csv: sam.email, dryRun }).expect(201);
      const first = await send(coordinator, steep.id, { csv: sam.email, dryRun }).expect(201);
      expect(outcomes(asked.body)).toEqual(['requested']);
      expect(outcomes(first.body)).toEqual(['enrolment.prerequisite-missing']);
    }
  });

  it('is for organisers and coordinators, and for a coordinator about the own people', async () => {
    const offering = await offeringOf();
    const sam = await academie.given.person({ organisationId: haarlem.id });
    const lead = await academie.given.holder('theme_lead', (await academie.given.theme()).id);
    await send(lead, offering.id, { csv: sam.email }).expect(403);
    await send(sam, offering.id, { csv: sam.email }).expect(403);
    const { body } = await send(organiser, offering.id, { csv: sam.email }).expect(201);

    expect(outcomes(body)).toEqual(['enrolled']);
    expect((await inOffering(offering.id))[0]).toMatchObject({ source: 'organiser' });
  });

  it('gives two lists with the same stranger one person and one invitation', async () => {
    const [one, two] = [await offeringOf(), await offeringOf()];
    const list = { csv: 'A B <aa@haarlemmerhout.example>\nC D <bb@haarlemmerhout.example>' };
    const back = { csv: 'C D <bb@haarlemmerhout.example>\nA B <aa@haarlemmerhout.example>' };
    const answers = await Promise.all([
      send(coordinator, one.id, list),
      send(organiser, two.id, back),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(await inOffering(one.id)).toHaveLength(2);
    expect(await inOffering(two.id)).toHaveLength(2);
    expect(
      await academie.database.rows(
        `SELECT 1 FROM platform.outgoing_mail WHERE recipient LIKE '__@haarlemmerhout.example'
            AND template LIKE 'people/%'`,
      ),
    ).toHaveLength(2);
  });

  describe('on the page', () => {
    const home = (offeringId: string) => `/beheer/uitvoeringen/${offeringId}/lijst`;
    const upload = async (offeringId: string, name: string, content: Buffer) => {
      const sent = await academie
        .as(coordinator)
        .post(home(offeringId))
        .field('list', '')
        .attach('file', content, name);
      expect(sent.status).toBe(303);
      return (await academie.as(coordinator).get(sent.headers.location!).expect(200)).text;
    };
    const workbook = (): Promise<Buffer> =>
      dutchXlsx(
        'Blad1',
        ['Naam', 'E-mail'],
        [
          ['Vries, Sam de', 'x1@haarlemmerhout.example'],
          ['Noor Nieuw', 'x2@haarlemmerhout.example'],
        ],
      );

    it('reads Excel, and the CSV that Dutch Excel writes', async () => {
      const offering = await offeringOf();
      const latin = Buffer.from(
        'Voornaam;Tussenvoegsel;Achternaam;E-mailadres\r\nRené;van;Dée;rene@haarlemmerhout.example\r\n;;;\r\n',
        'latin1',
      );

      const csv = await upload(offering.id, 'lijst.csv', latin);
      const xlsx = await upload(offering.id, 'lijst.xlsx', await workbook());

      expect(csv).toContain('René van Dée, rene@haarlemmerhout.example');
      expect(csv).toContain('1 persoon inschrijven');
      expect(xlsx).toContain('Sam de Vries, x1@haarlemmerhout.example');
      expect(xlsx).toContain('2 mensen inschrijven');
    });

    it('says what is wrong with a file that is none, and keeps what was typed', async () => {
      const offering = await offeringOf();
      const broken = (await workbook()).subarray(0, 2000);
      const file = await academie
        .as(coordinator)
        .post(home(offering.id))
        .field('list', '')
        .attach('file', broken, 'stuk.xlsx');
      const typed = await academie
        .as(coordinator)
        .post(home(offering.id))
        .field('list', Array.from({ length: 501 }, (_, n) => `x${n}@test.example`).join('\n'));
      const nothing = await academie.as(coordinator).post(home(offering.id)).field('list', ' ');

      expect(file.status).toBe(422);
      expect(file.text).toContain('Dit bestand kunnen we niet lezen');
      expect(typed.status).toBe(422);
      expect(typed.text).toContain('x500@test.example');
      expect(typed.text).toContain('ten hoogste 500 mensen');
      expect(nothing.text).toContain('Er staat niemand op deze lijst.');
    });

    it('brings what did not succeed back into the list, to be mended', async () => {
      const offering = await offeringOf();
      const sent = await academie
        .as(coordinator)
        .post(home(offering.id))
        .field('list', 'jan@haarlemmerhout.example\nfout');
      const page = await academie.as(coordinator).get(sent.headers.location!).expect(200);
      expect(page.text).toContain('Nog niet bekend. Zet er een voornaam en achternaam bij.');
      const mend = /href="([^"]+\?uit[^"]+)"/.exec(page.text)![1]!.replace('&#x3D;', '=');

      const form = await academie.as(coordinator).get(mend).expect(200);

      expect(form.text).toContain('jan@haarlemmerhout.example;;;');
    });
  });

  it('is forgotten when nobody needs it any more', async () => {
    const offering = await offeringOf();
    const { body } = await send(coordinator, offering.id, { csv: 'fout', dryRun: true }).expect(
      201,
    );
    academie.clock.set(new Date(TUESDAY.getTime() + 8 * 86_400_000));
    await academie.app.get(Jobs).run('people.forget');

    await academie.as(coordinator).get(`/api/v1/bulk-enrolments/${body.id}`).expect(404);
  });

  it('takes back what a list did and nobody changed since, and says what stays', async () => {
    const offering = await offeringOf({ capacity: 2 });
    const people = await academie.given.people('Anna', 'Bram', 'Cas', 'Daan');
    const [before, kept, gone, waits] = people as [Person, Person, Person, Person];
    await academie.given.enrolled(offering.id, [before]);
    const { body } = await send(organiser, offering.id, {
      rows: people.map(({ email }) => ({ email })),
    }).expect(201);
    expect(outcomes(body)).toEqual(['there', 'enrolled', 'waitlisted', 'waitlisted']);
    await academie
      .as(gone)
      .post(`/api/v1/enrolments/${body.items[2].enrolmentId}/cancellation`)
      .expect(200);
    const page = `/beheer/uitvoeringen/${offering.id}/lijst/${body.id}`;
    expect((await academie.as(organiser).get(page)).text).toContain('Ongedaan maken');
    await academie.as(coordinator).post(`${page}/ongedaan`).expect(404);
    await academie.as(organiser).post(`${page}/ongedaan`).expect(303);

    const left = await inOffering(offering.id);
    expect(left.map(({ email, state }) => [email, state])).toEqual([
      [before.email, 'enrolled'],
      [kept.email, 'cancelled'],
      [gone.email, 'cancelled'],
      // The seat came free for who waited, and by then was no longer as the list had left it.
      [waits.email, expect.stringMatching(/cancelled|enrolled/)],
    ]);
    const { text } = await academie.as(organiser).get(page).expect(200);
    expect(text).toContain('Ongedaan gemaakt.');
    expect(text).toContain('intussen gewijzigd');
    const again = await academie
      .as(organiser)
      .post(`/api/v1/bulk-enrolments/${body.id}/reversal`)
      .expect(200);
    expect(again.body.items).toHaveLength(4);
  });

  describe('several people at once', () => {
    const change = (who: Person, offeringId: string, body: object) =>
      academie.as(who).post(`/api/v1/offerings/${offeringId}/bulk-changes`).send(body);
    const statesOf = async (offeringId: string) =>
      Object.fromEntries((await inOffering(offeringId)).map(({ email, state }) => [email, state]));

    it('are cancelled with an answer for each, again without harm', async () => {
      const offering = await offeringOf();
      const people = await academie.given.people('Eva', 'Fien');
      const ids = await academie.given.enrolled(offering.id, people);
      const other = await academie.given.enrolled((await offeringOf()).id, people);
      const body = { change: 'cancel', enrolmentIds: [...ids, other[0]], reason: 'Zaal te klein' };
      const done = await change(organiser, offering.id, body).expect(200);
      expect(done.body.items.map(({ problem }: { problem: string | null }) => problem)).toEqual([
        ...[null, null, 'enrolment.not-in-this-offering'],
      ]);
      expect(Object.values(await statesOf(offering.id))).toEqual(['cancelled', 'cancelled']);
      const again = await change(organiser, offering.id, body).expect(200);
      expect(again.body.items[0]).toMatchObject({ done: true, wasSo: true, state: 'cancelled' });
    });

    it('are not given another date when they cancelled meanwhile', async () => {
      const from = await offeringOf();
      const to = await academie.given.offering({ courseId: from.courseId });
      const [person] = await academie.given.people('Fleur');
      const [id] = await academie.given.enrolled(from.id, [person!]);
      await academie.as(person!).post(`/api/v1/enrolments/${id}/cancellation`).expect(200);
      const move = { change: 'move', enrolmentIds: [id], toOfferingId: to.id };
      const { body } = await change(organiser, from.id, move).expect(200);
      expect(body.items).toMatchObject([
        { done: false, problem: 'enrolment.not-in-this-offering', state: null },
      ]);
      expect(await statesOf(to.id)).toEqual({});
    });

    it('get their places back from who cancelled them by mistake', async () => {
      const offering = await offeringOf({ capacity: 2 });
      const page = `/beheer/uitvoeringen/${offering.id}/deelnemers/wijzigen`;
      const people = await academie.given.people('Gijs', 'Hedy', 'Ids');
      const ids = await academie.given.enrolled(offering.id, people.slice(0, 2));
      const cancelled = await academie
        .as(organiser)
        .post(page)
        .type('form')
        .send({ change: 'cancel', enrolmentIds: ids, sure: 'ja' })
        .expect(200);
      expect(cancelled.text).toContain('2 mensen zijn afgemeld.');
      const undo = cancelled.text.slice(cancelled.text.indexOf('<details class="confirm">'));
      expect(undo).toContain('Ongedaan maken');
      expect(undo).toContain('name="change" value="restore"');
      // One seat went to somebody else before the mistake was seen.
      await academie.given.enrolled(offering.id, [people[2]!]);
      const body = { change: 'restore', enrolmentIds: ids };
      const back = await change(organiser, offering.id, body).expect(200);
      expect(back.body.items).toMatchObject([
        { done: true, wasSo: false, state: 'enrolled' },
        { done: true, wasSo: false, state: 'waitlisted' },
      ]);
      const again = await change(organiser, offering.id, body).expect(200);
      expect(again.body.items).toMatchObject([{ wasSo: true }, { wasSo: true }]);
    });

    it('do not get back what they gave up themselves', async () => {
      const offering = await offeringOf();
      const [person] = await academie.given.people('Jip');
      const [id] = await academie.given.enrolled(offering.id, [person!]);
      await academie.as(person!).post(`/api/v1/enrolments/${id}/cancellation`).expect(200);
      const { body } = await change(organiser, offering.id, {
        change: 'restore',
        enrolmentIds: [id],
      }).expect(200);
      expect(body.items).toMatchObject([
        { done: false, problem: 'enrolment.cancelled-otherwise', state: null },
      ]);
    });

    it('go back to the date they came from', async () => {
      const from = await offeringOf();
      const to = await academie.given.offering({ courseId: from.courseId });
      const people = await academie.given.people('Kees', 'Lara');
      const ids = await academie.given.enrolled(from.id, people);
      const moved = await academie
        .as(organiser)
        .post(`/beheer/uitvoeringen/${from.id}/deelnemers/wijzigen`)
        .type('form')
        .send({ change: 'move', enrolmentIds: ids, toOfferingId: to.id, sure: 'ja' })
        .expect(200);
      expect(moved.text).toContain('2 mensen zijn verplaatst.');
      const undo = moved.text.slice(moved.text.indexOf('<details class="confirm">'));
      const enrolmentIds = [...undo.matchAll(/name="enrolmentIds" value="([^"]+)"/g)].map(
        ([, id]) => id,
      );
      const action = /action="([^"]+)"/.exec(undo)?.[1] ?? '';
      expect(action).toContain(to.id);
      await academie
        .as(organiser)
        .post(action)
        .type('form')
        .send({ change: 'move', enrolmentIds, toOfferingId: from.id, sure: 'ja' })
        .expect(200);
      const live = (await inOffering(from.id)).filter(({ state }) => state === 'enrolled');
      expect(live).toHaveLength(2);
      expect(Object.values(await statesOf(to.id))).toEqual(['cancelled', 'cancelled']);
    });

    it('are cancelled together without a seat for who waits and is cancelled too', async () => {
      const offering = await offeringOf({ capacity: 1 });
      const people = await academie.given.people('Mees', 'Nel', 'Olga');
      const [seated] = await academie.given.enrolled(offering.id, [people[0]!]);
      const waiting = await academie.given.enrolled(offering.id, people.slice(1), 'waitlisted');
      const enrolmentIds = [seated, ...waiting];
      const { body } = await change(organiser, offering.id, { change: 'cancel', enrolmentIds });
      expect(body.items.map(({ enrolmentId }: { enrolmentId: string }) => enrolmentId)).toEqual(
        enrolmentIds,
      );
      const seats = await academie.database.rows(
        `SELECT 1 FROM platform.journal
          WHERE action IN ('enrolment.promoted', 'enrolment.offered') AND subject_id = ANY ($1)`,
        [waiting],
      );
      expect(seats).toEqual([]);
    });

    it('come back to the form as it was filled in', async () => {
      const offering = await offeringOf();
      const ids = await academie.given.enrolled(
        offering.id,
        await academie.given.people('Pim', 'Quinten'),
      );
      const page = `/beheer/uitvoeringen/${offering.id}/deelnemers/wijzigen`;
      const { text } = await academie
        .as(organiser)
        .post(page)
        .type('form')
        .send({ change: 'cancel', enrolmentIds: ids, reason: 'Zaal te klein', action: 'back' })
        .expect(200);
      expect(text.match(/name="enrolmentIds"[^>]* checked/g)).toHaveLength(2);
      expect(text).toContain('Zaal te klein</textarea>');
      const all = await academie.as(organiser).get(`${page}?kies=iedereen`).expect(200);
      expect(all.text.match(/name="enrolmentIds"[^>]* checked/g)).toHaveLength(2);
    });

    it('are told apart: a seat, the waiting list, and what was so already', async () => {
      const offering = await offeringOf({ capacity: 2 });
      const page = `/beheer/uitvoeringen/${offering.id}/deelnemers/wijzigen`;
      const people = await academie.given.people('Noor', 'Otto', 'Pia');
      const [seated] = await academie.given.enrolled(offering.id, [people[0]!]);
      const asked = await academie.database.rows<{ id: string }>(
        `INSERT INTO enrolment.enrolment (offering_id, person_id, state, source, queued_at, changed_at, decide_by)
         SELECT $1, p, 'requested', 'self', $3, $3, $4 FROM unnest($2::uuid[]) AS p RETURNING id`,
        [offering.id, [people[1]!.id, people[2]!.id], TUESDAY, new Date(TUESDAY.getTime() + 1e8)],
      );
      const enrolmentIds = [seated!, ...asked.map(({ id }) => id)];
      const first = await academie
        .as(organiser)
        .post(page)
        .type('form')
        .send({ change: 'approve', enrolmentIds, sure: 'ja' })
        .expect(200);
      expect(first.text).toContain('Had al een plek.');
      expect(first.text).toContain('Heeft nu een plek.');
      expect(first.text).toContain('Staat nu op de wachtlijst');
      const again = await change(organiser, offering.id, { change: 'approve', enrolmentIds });
      expect(again.body.items).toMatchObject([
        { state: 'enrolled', wasSo: true },
        { state: 'enrolled', wasSo: true },
        { state: 'waitlisted', wasSo: true },
      ]);
    });

    it('are moved after the date was named, and told apart from who had a seat there', async () => {
      const from = await offeringOf();
      const startsAt = new Date('2026-04-14T09:30:00+02:00');
      const to = await academie.given.offering({ courseId: from.courseId, startsAt });
      const [both, one] = await academie.given.people('Tara', 'Umit');
      const ids = await academie.given.enrolled(from.id, [both!, one!]);
      await academie.given.enrolled(to.id, [both!]);
      const post = (fields: object) =>
        academie
          .as(organiser)
          .post(`/beheer/uitvoeringen/${from.id}/deelnemers/wijzigen`)
          .type('form')
          .send({ change: 'move', enrolmentIds: ids, toOfferingId: to.id, ...fields })
          .expect(200);

      expect((await post({})).text).toContain('verplaatsen naar dinsdag 14 april 2026');
      const { text } = await post({ sure: 'ja' });
      expect(text).toContain('Had al een plek op de andere datum.');
      expect(text).toContain('Heeft nu een plek op de andere datum.');
      expect(Object.values(await statesOf(to.id))).toEqual(['enrolled', 'enrolled']);
    });

    it('are offered another date only when there is one with a seat, and told why not', async () => {
      const offering = await offeringOf();
      const [person] = await academie.given.people('Roos');
      const [id] = await academie.given.enrolled(offering.id, [person!]);
      const page = `/beheer/uitvoeringen/${offering.id}/deelnemers/wijzigen`;
      const shown = async () => (await academie.as(organiser).get(page).expect(200)).text;
      const post = (fields: object) =>
        academie.as(organiser).post(page).type('form').send(fields).expect(422);
      expect(await shown()).not.toContain('value="move"');
      expect(await shown()).toContain('geen andere datum die nog komt');
      const sent = await post({ change: 'move', enrolmentIds: id });
      expect(sent.text).toMatch(
        /href="#change">Wat wilt u doen: verplaatsen kan niet: deze training heeft/,
      );

      const other = await academie.given.offering({ courseId: offering.courseId, capacity: 1 });
      expect(await shown()).toContain('value="move"');
      const open = await post({ change: 'move', enrolmentIds: id });
      expect(open.text).toMatch(/href="#toOfferingId">Verplaatsen naar: kies de datum/);
      await academie.given.enrolled(other.id, await academie.given.people('Sam'));
      expect(await shown()).toContain('op de andere datums is geen plek meer');
    });

    it('are approved, and moved to a date of the same course where there is a seat', async () => {
      const from = await offeringOf();
      const to = await academie.given.offering({ courseId: from.courseId, capacity: 1 });
      const [asks] = await academie.given.people('Gijs');
      await academie.database.rows(
        `INSERT INTO enrolment.enrolment (offering_id, person_id, state, source, queued_at, changed_at, decide_by)
         VALUES ($1, $2, 'requested', 'self', $3, $3, $4)`,
        [from.id, asks!.id, TUESDAY, new Date(TUESDAY.getTime() + 86_400_000)],
      );
      const [request] = await academie.database.rows<{ id: string }>(
        'SELECT id FROM enrolment.enrolment WHERE offering_id = $1',
        [from.id],
      );
      const approve = { change: 'approve', enrolmentIds: [request!.id] };
      expect((await change(organiser, from.id, approve)).body.items[0].done).toBe(true);
      const people = await academie.given.people('Hans', 'Ilse');
      const ids = await academie.given.enrolled(from.id, people);
      const move = { change: 'move', enrolmentIds: ids, toOfferingId: to.id };
      const moved = await change(organiser, from.id, move).expect(200);
      expect(moved.body.items.map(({ problem }: { problem: string | null }) => problem)).toEqual([
        ...[null, 'enrolment.no-seat-there'],
      ]);
      expect(await statesOf(from.id)).toMatchObject({
        [people[0]!.email]: 'cancelled',
        [people[1]!.email]: 'enrolled',
        [asks!.email]: 'enrolled',
      });
      expect(await statesOf(to.id)).toEqual({ [people[0]!.email]: 'enrolled' });
      const elsewhere = { ...move, toOfferingId: (await offeringOf()).id };
      await change(organiser, from.id, elsewhere).expect(422);
      await change(organiser, from.id, { change: 'move', enrolmentIds: ids }).expect(422);
    });

    it('is asked on a page first, for who organises it alone', async () => {
      const offering = await offeringOf();
      const [person] = await academie.given.people('Joep');
      const [id] = await academie.given.enrolled(offering.id, [person!]);
      const page = `/beheer/uitvoeringen/${offering.id}/deelnemers/wijzigen`;
      const post = (who: Person, fields: object) =>
        academie.as(who).post(page).type('form').send(fields);
      const stranger = await academie.given.holder('theme_lead', (await academie.given.theme()).id);
      await academie.as(coordinator).get(page).expect(403);
      await academie.as(stranger).get(page).expect(403);
      await post(stranger, { change: 'cancel', enrolmentIds: id, sure: 'ja' }).expect(403);
      await change(stranger, offering.id, { change: 'cancel', enrolmentIds: [id] }).expect(403);

      const none = await post(organiser, { change: 'cancel' }).expect(422);
      expect(none.text).toMatch(/value="cancel" checked/);
      const asked = await post(organiser, { change: 'cancel', enrolmentIds: id }).expect(200);
      expect(asked.text).toContain('Wilt u deze persoon afmelden?');
      expect(Object.values(await statesOf(offering.id))).toEqual(['enrolled']);
      const done = await post(organiser, {
        ...{ change: 'cancel', enrolmentIds: id, reason: '', toOfferingId: '', sure: 'ja' },
      }).expect(200);
      expect(done.text).toContain('Gelukt');
      expect(Object.values(await statesOf(offering.id))).toEqual(['cancelled']);
    });
  });
});
