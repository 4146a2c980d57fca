import { setTimeout as sleep } from 'node:timers/promises';

import { startAcademie, TUESDAY } from '../support/academie';
import { GivenDuties } from './given-duties';

const HOME = '/organisatie/verplichtingen';
const PDF = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');

describe('what is decided about duties', () => {
  const academie = startAcademie();
  const duties = new GivenDuties(academie);
  let administrator: { id: string };
  let alkmaar: { id: string };
  let coordinator: { id: string };
  let neighbour: { id: string };
  let course: { id: string; title: string };
  let person: { id: string; name: string };
  let colleague: { id: string; name: string };
  let stranger: { id: string };

  beforeAll(async () => {
    const { given } = academie;
    administrator = await given.holder('administrator');
    alkmaar = await given.municipality('Alkmaar');
    const hoorn = await given.municipality('Hoorn');
    coordinator = await given.holder('coordinator', alkmaar.id, { organisationId: alkmaar.id });
    neighbour = await given.holder('coordinator', hoorn.id);
    stranger = await given.person({ name: 'Vreemd', organisationId: hoorn.id });
  });

  beforeEach(async () => {
    academie.clock.set(TUESDAY);
    await academie.database.rows('DELETE FROM attendance.duty_reminder');
    await academie.database.rows('DELETE FROM attendance.duty');
    await academie.database.rows(`UPDATE attendance.duty_rule SET state = 'ended', ended_at = $1`, [
      TUESDAY,
    ]);
    course = await academie.given.course();
    person = await academie.given.person({ name: 'Anna', organisationId: alkmaar.id });
    colleague = await academie.given.person({ name: 'Bas', organisationId: alkmaar.id });
    await duties.rule(administrator, {
      courseId: course.id,
      groupIds: [await academie.given.group([person, colleague, stranger, coordinator])],
    });
  });

  const post = (who: { id: string }, path: string, fields: object = {}) =>
    academie.as(who).post(path).type('form').send(fields);
  const dutyOf = async (who: { id: string }) => (await duties.of(who, course.id)).at(-1)!;
  const ask = async (who: { id: string }, proof = PDF, learnedOn = '2026-01-15') =>
    academie
      .as(who)
      .post(`/mijn/verplichtingen/${(await dutyOf(who)).id}/eerder-geleerd`)
      .field({ reason: 'Bij de politieacademie', learnedOn })
      .attach('file', proof, 'diploma.pdf');
  const question = async (): Promise<string> =>
    (await academie.database.first<{ id: string }>(
      'SELECT id FROM attendance.duty_exemption WHERE course_id = $1 ORDER BY asked_at DESC LIMIT 1',
      [course.id],
    ))!.id;
  const mailed = async (who: { id: string }): Promise<string[]> =>
    (
      await academie.database.rows<{ subject: string }>(
        'SELECT subject FROM platform.outgoing_mail WHERE recipient_person_id = $1 ORDER BY id',
        [who.id],
      )
    ).map(({ subject }) => subject);

  it('counts earlier learning when the coordinator says so, who saw the proof', async () => {
    expect((await ask(person)).status).toBe(303);
    await academie.runWorkers();
    const id = await question();
    const { text } = await academie.as(coordinator).get(HOME).expect(200);

    expect(text).toContain(`${HOME}/vragen/${id}`);
    expect(text).toContain(`value="${(await dutyOf(person)).id}"`);
    expect(await mailed(coordinator)).toEqual([`${person.name} vraagt of eerder geleerd meetelt`]);
    const proof = await academie.as(coordinator).get(`${HOME}/vragen/${id}/bewijs`).expect(200);
    expect(proof.headers['content-disposition']).toContain('attachment');

    await post(coordinator, `${HOME}/vragen/${id}`, { verdict: 'grant' }).expect(303);
    await academie.runWorkers();
    expect(await duties.of(person, course.id)).toMatchObject([{ state: 'waived', cycle: 1 }]);
    expect(await mailed(person)).toEqual([`Eerder geleerd telt mee: ${course.title}`]);
    await post(coordinator, `${HOME}/vragen/${id}`, { verdict: 'grant' }).expect(422);
  });

  it('ends an e-learning that was begun as waived, and leaves a place that is still to come', async () => {
    const { given, database } = academie;
    const begun = await given.offering({ courseId: course.id, mode: 'self_paced' });
    const ahead = await given.offering({ courseId: course.id });
    await given.enrolled(begun.id, [person]);
    await given.enrolled(ahead.id, [person]);
    await ask(person);
    await post(coordinator, `${HOME}/vragen/${await question()}`, { verdict: 'grant' }).expect(303);
    await academie.runWorkers();
    const places = await database.rows<{
      offeringId: string;
      state: string;
      outcome: string | null;
    }>(
      `SELECT offering_id AS "offeringId", state, outcome FROM enrolment.enrolment WHERE person_id = $1 ORDER BY queued_at, id`,
      [person.id],
    );

    expect(places).toEqual([
      { offeringId: begun.id, state: 'finished', outcome: 'waived' },
      { offeringId: ahead.id, state: 'enrolled', outcome: null },
    ]);
  });

  it('opens a course that asks for the one that was learned elsewhere', async () => {
    const { given, database } = academie;
    const next = await given.course();
    await database.rows(
      'INSERT INTO catalogue.prerequisite (course_id, required_id) VALUES ($1, $2)',
      [next.id, course.id],
    );
    const { id } = await given.offering({ courseId: next.id });
    const enrol = () => academie.as(person).post(`/api/v1/offerings/${id}/enrolments`).send({});
    expect((await enrol()).body).toMatchObject({ code: 'enrolment.prerequisite-missing' });

    await ask(person);
    await post(coordinator, `${HOME}/vragen/${await question()}`, { verdict: 'grant' }).expect(303);

    expect((await enrol()).body).toMatchObject({ state: 'enrolled' });
  });

  it('leaves out who learned it elsewhere of those who must still go', async () => {
    const { given } = academie;
    const meant = await given.course();
    await given.offering({ courseId: meant.id });
    await academie.database.rows(
      `UPDATE catalogue.course SET audiences = '{jurist}' WHERE id = $1`,
      [meant.id],
    );
    const worker = async (name: string) =>
      given.person({ name, organisationId: alkmaar.id, functions: ['jurist'] });
    const [lara, mark] = [await worker('Lara'), await worker('Mark')];
    await duties.rule(administrator, {
      courseId: meant.id,
      groupIds: [await given.group([lara, mark])],
    });
    course = meant;
    await ask(lara);
    const missing = async () => {
      const { text } = await academie.as(coordinator).get(`/organisatie/bereik/${meant.id}`);
      return [lara, mark].filter(({ id }) => text.includes(`value="${id}"`));
    };

    expect(await missing()).toEqual([lara, mark]);
    await post(coordinator, `${HOME}/vragen/${await question()}`, { verdict: 'grant' }).expect(303);
    expect(await missing()).toEqual([mark]);
  });

  it('tells who asked why it does not count, until that is asked again', async () => {
    await ask(person);
    const refusal = { verdict: 'refuse', decision: 'Dat ging over iets anders.' };
    await post(coordinator, `${HOME}/vragen/${await question()}`, refusal).expect(303);
    const page = async () => (await academie.as(person).get('/mijn/verplichtingen')).text;
    expect(await page()).toContain('Eerder geleerd telt niet mee: Dat ging over iets anders.');

    await ask(person);
    expect(await page()).not.toContain('telt niet mee');
  });

  it('asks for a proof that can be read, a day that has been, and a reason to refuse', async () => {
    const bad = [
      await ask(person, Buffer.from('<html><script>1</script>')),
      await ask(person, PDF, '2027-01-01'),
    ];
    expect(bad.map(({ status }) => status)).toEqual([422, 422]);
    expect(bad[0]!.text).toContain('Kies een PDF of een foto');
    const page = `/mijn/verplichtingen/${(await dutyOf(person)).id}/eerder-geleerd`;
    const empty = await academie.as(person).post(page).field({ reason: ' ' }).expect(422);
    expect(empty.text).toContain('Voeg een bewijs toe.');
    expect(empty.text).toContain('Vul dit in.');
    expect((await academie.as(person).get('/mijn/verplichtingen')).text).not.toContain('intrekken');

    await ask(person);
    const asked = await academie.as(person).get('/mijn/verplichtingen').expect(200);
    expect(asked.text).toMatch(new RegExp(`href="${page}">Bekijken of intrekken`));
    expect((await ask(person)).status).toBe(422);
    const path = `${HOME}/vragen/${await question()}`;
    const answer = await post(coordinator, path, { verdict: 'refuse' }).expect(422);
    expect(answer.text).toContain('Leg uit waarom u afwijst.');
    await post(coordinator, path, {
      verdict: 'refuse',
      decision: 'Dit ging ergens anders over',
    }).expect(303);
    await academie.runWorkers();
    expect(await duties.of(person, course.id)).toMatchObject([{ state: 'open' }]);
    expect(await mailed(person)).toEqual([`Eerder geleerd telt niet mee: ${course.title}`]);
    expect((await ask(person)).status).toBe(303);
  });

  it('gives several people more time, or a waiver after which it begins anew', async () => {
    const ids = [(await dutyOf(person)).id, (await dutyOf(colleague)).id];
    const fields = { dutyIds: ids, reason: 'Lange ziekte' };
    await post(coordinator, HOME, { ...fields, action: 'extend', until: '2026-08-01' }).expect(303);

    expect(await dutyOf(person)).toMatchObject({ state: 'open', due: '2026-08-01' });
    expect(await dutyOf(colleague)).toMatchObject({ state: 'open', due: '2026-08-01' });

    await post(coordinator, HOME, { ...fields, action: 'waive', until: '2026-12-31' }).expect(303);
    const atOnce = await academie.as(coordinator).get(`${HOME}?toon=waived`).expect(200);
    expect(atOnce.text).toContain(person.name);
    expect(atOnce.text).toContain(colleague.name);
    await academie.runWorkers();
    expect(await duties.of(person, course.id)).toMatchObject([{ state: 'waived' }]);
    expect(await mailed(person)).toEqual([
      `Meer tijd voor ${course.title}`,
      `Vrijgesteld: ${course.title}`,
    ]);

    const { text } = await academie.as(coordinator).get(`${HOME}?toon=waived`).expect(200);
    const end = /action="([^"]+vrijstellingen[^"]+)"/.exec(text)![1]!;
    await post(neighbour, end).expect(404);
    await post(coordinator, end).expect(303);
    await academie.runWorkers();
    const both = [await dutyOf(person), await dutyOf(colleague)].map(({ state }) => state);
    expect(both.sort()).toEqual(['open', 'waived']);
  });

  it('ends a waiver while duties of many people are being settled', async () => {
    const duty = await dutyOf(person);
    const fields = { dutyIds: [duty.id], reason: 'Ziek', action: 'waive', until: '2026-12-31' };
    await post(coordinator, HOME, fields).expect(303);
    const waiver = await question();
    await academie.database.transaction(async (tx) => {
      // What settling does for each duty that a waiver closes; it holds that until the last of a rule is done.
      await academie.database.rows(
        `UPDATE attendance.duty SET state = 'waived', closed_on = '2026-03-03', exemption_id = $2 WHERE id = $1`,
        [(await dutyOf(colleague)).id, waiver],
        tx,
      );
      const ended = post(coordinator, `${HOME}/vrijstellingen/${waiver}/beeindigen`).then(
        ({ status }) => status,
      );
      expect(await Promise.race([ended, sleep(2000, 'waits')])).toBe(303);
    });
  });

  it('refuses a day that has been, one too far, nobody and no reason', async () => {
    const dutyIds = [(await dutyOf(person)).id];
    const fields = { dutyIds, reason: 'Ziek', action: 'extend', until: '2026-08-01' };
    for (const wrong of [
      ...[{ until: '2026-01-01' }, { until: '2036-01-01' }, { until: 'ooit' }],
      ...[{ dutyIds: [] }, { reason: ' ' }, { action: 'anders' }],
    ])
      await post(coordinator, HOME, { ...fields, ...wrong }).expect(422);
    expect(await dutyOf(person)).toMatchObject({ due: '2026-05-02' });
  });

  it('is for who looks after these people, and never about oneself', async () => {
    const { given } = academie;
    await ask(person);
    const id = await question();
    const mine = await dutyOf(coordinator);
    const theirs = await dutyOf(stranger);
    const fields = { reason: 'Ziek', action: 'waive', until: '2026-08-01' };

    await academie.as(neighbour).get(`${HOME}/vragen/${id}`).expect(404);
    await academie.as(neighbour).get(`${HOME}/vragen/${id}/bewijs`).expect(404);
    await post(neighbour, `${HOME}/vragen/${id}`, { verdict: 'grant' }).expect(404);
    await post(coordinator, HOME, { ...fields, dutyIds: [theirs.id] }).expect(404);
    await post(coordinator, HOME, { ...fields, dutyIds: [mine.id] }).expect(404);
    await academie.as(colleague).get(`/mijn/verplichtingen/${mine.id}/eerder-geleerd`).expect(404);
    for (const role of ['trainer', 'auditor', 'theme_lead'] as const) {
      const other = await given.holder(
        role,
        role === 'theme_lead' ? (await given.theme()).id : undefined,
      );
      await academie.as(other).get(HOME).expect(403);
      await academie.as(other).get(`${HOME}/export.csv`).expect(403);
      await post(other, HOME, { ...fields, dutyIds: [theirs.id] }).expect(403);
    }
    const [own, all] = await Promise.all([
      academie.as(coordinator).get(`${HOME}/export.csv?toon=all`).expect(200),
      academie.as(administrator).get(`${HOME}/export.csv?toon=all`).expect(200),
    ]);
    expect(own.text).toContain('Anna');
    expect(own.text).not.toContain('Vreemd');
    expect(all.text).toContain('Vreemd');
    await academie.as(administrator).get(`${HOME}/vragen/${id}`).expect(200);
  });

  it('shows who has it what to do, on the own page and on the front page', async () => {
    const offering = await academie.given.offering({ courseId: course.id });
    const { text } = await academie.as(person).get('/mijn/verplichtingen').expect(200);

    expect(text).toContain(course.title);
    expect(text).toContain(`/uitvoeringen/${offering.id}/inschrijven`);
    expect(text).toContain('Uiterlijk 2 mei 2026');
    const front = await academie.as(person).get('/').expect(200);
    expect(front.text).toContain('Verplicht');
    expect(front.text).toContain(course.title);
  });

  it('costs as many statements for many people as for one', async () => {
    await academie.as(person).get('/mijn/verplichtingen').expect(200);
    await academie.as(coordinator).get(`${HOME}?toon=all`).expect(200);
    const list = await academie.queriesOf(() =>
      academie.as(coordinator).get(`${HOME}?toon=all`).expect(200),
    );
    const mine = await academie.queriesOf(() =>
      academie.as(person).get('/mijn/verplichtingen').expect(200),
    );

    expect({ list, mine }).toEqual({ list: 4, mine: 2 });
  });

  it('goes with who asked when two records become one, and leaves the questions of others alone', async () => {
    for (const who of [person, stranger]) expect((await ask(who)).status).toBe(303);

    await academie
      .as(administrator)
      .post('/api/v1/person-merges')
      .send({ personId: person.id, intoId: colleague.id, reason: 'Zelfde persoon' })
      .expect(201);

    const left = await academie.database.rows<{ who: string }>(
      `SELECT person_id AS who FROM attendance.duty_exemption WHERE course_id = $1 AND state = 'asked'`,
      [course.id],
    );
    const whose = (id: string) => left.filter(({ who }) => who === id).length;
    expect([whose(colleague.id), whose(stranger.id)]).toEqual([1, 1]);
  });

  it('are listed by date and name, by name or by course, a page at a time and by organisation', async () => {
    const zoe = await academie.given.person({ name: 'Zoë', organisationId: alkmaar.id });
    const other = await academie.given.course();
    await duties.rule(administrator, {
      courseId: other.id,
      withinDays: '30',
      groupIds: [await academie.given.group([zoe])],
    });
    const shown = async (query: string, who = administrator): Promise<string[]> => {
      const { text } = await academie.as(who).get(`${HOME}?toon=all${query}`).expect(200);
      return [...text.matchAll(/<th scope="row">(?:<a [^>]*>)?([^<]+?) de Tester/g)].map(
        ([, name]) => name!,
      );
    };
    expect((await shown(''))[0]).toBe('Zoë');
    const byName = await shown('&sorteer=naam');
    expect(byName.slice(0, 2)).toEqual(['Anna', 'Bas']);
    expect(byName.at(-1)).toBe('Zoë');
    expect(await shown(`&organisatie=${alkmaar.id}`)).not.toContain('Vreemd');
    expect(await shown('')).toContain('Vreemd');
    // Where nobody has to do anything the page says what it is for.
    const alone = await academie.given.holder(
      'coordinator',
      (await academie.given.municipality()).id,
    );
    const empty = (await academie.as(alone).get(HOME).expect(200)).text;
    expect(empty).toContain('Nog geen verplichtingen');
    expect(empty).toContain('href="/organisatie/bereik"');
    // Who has one organisation is not asked which.
    const own = await academie.as(coordinator).get(`${HOME}?toon=all`).expect(200);
    expect(own.text).not.toContain('name="organisatie"');
    const items = async (after?: string): Promise<string[]> => {
      const { body } = await academie
        .as(administrator)
        .get(`/api/v1/duties?part=all&limit=2${after ? `&after=${after}` : ''}`)
        .expect(200);
      const ids = body.items.map(({ id }: { id: string }) => id);
      return body.next ? [...ids, ...(await items(body.next as string))] : ids;
    };
    const all = await items();
    expect(new Set(all).size).toBe(all.length);
    expect(all).toHaveLength((await shown('')).length);
  });
});
