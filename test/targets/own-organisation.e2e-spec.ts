import { Jobs } from '@academie/platform';

import { startAcademie, type Visitor } from '../support/academie';
import { GivenLedger } from './given-ledger';

const JOB = 'targets.send-monthly';

describe('mijn gemeente', () => {
  const academie = startAcademie({ seed: 'reference' });
  const ledger = new GivenLedger(academie);
  const places: Record<string, string> = {};
  let coordinator: Visitor;
  let coordinatorId: string;
  let colleague: Visitor;
  let stranger: Visitor;
  let lead: Visitor;
  let otherLead: Visitor;
  let auditor: Visitor;
  let coverage: string;
  let meetings: string;
  let persons: string;

  const htmlOf = async (visitor: Visitor, path: string) =>
    (await visitor.get(path).expect(200)).text.replaceAll('&#x3D;', '=');
  const words = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  const page = (place: string) => `/gemeente/${places[place]}`;
  const read = async (visitor: Visitor, path: string) =>
    words((await visitor.get(path).expect(200)).text);
  const send = (visitor: Visitor, path: string, body: object = {}) =>
    visitor.post(path).type('form').send(body);

  beforeAll(async () => {
    const found = await academie.database.rows<{ id: string; name: string }>(
      `SELECT id, short_name AS name FROM people.organisation WHERE kind = 'municipality' AND valid_to IS NULL`,
    );
    for (const { id, name } of found) places[name] = id;
    const [drugs, cyber] = [
      await academie.given.theme('Proef A'),
      await academie.given.theme('Proef B'),
    ];
    coordinatorId = (await academie.given.holder('coordinator', places.Opmeer)).id;
    coordinator = academie.as({ id: coordinatorId });
    colleague = academie.as(await academie.given.holder('coordinator', places.Opmeer));
    stranger = academie.as(await academie.given.holder('coordinator', places.Hoorn));
    lead = academie.as(await academie.given.holder('theme_lead', drugs.id));
    otherLead = academie.as(await academie.given.holder('theme_lead', cyber.id));
    auditor = academie.as(await academie.given.holder('auditor'));
    await ledger.plan(
      [drugs.slug],
      [
        {
          code: 'X09',
          title: 'Voorlichting in elke gemeente',
          rule: {
            type: 'coverage',
            reference: 'municipality',
            by: [
              { evidence: 'act', actKinds: ['menu_item'], statuses: ['delivered'] },
              { evidence: 'attendance', tags: ['a'] },
            ],
          },
          unit: 'municipalities',
          operator: 'all',
          norm: 32,
        },
        { code: 'X10', rule: { type: 'held_events', tags: ['b'], minPresent: 1 }, norm: 4 },
        {
          code: 'X11',
          rule: { type: 'distinct_persons', courseTags: ['b'], moment: 'attended' },
          unit: 'persons',
          norm: 50,
        },
      ],
    );
    const person = (name: string, place: string) =>
      academie.given.person({ name, organisationId: places[place]! });
    const [opal, otto, hilda] = [
      await person('Opaleen', 'Opmeer'),
      await person('Ottoline', 'Opmeer'),
      await person('Hildegonda', 'Hoorn'),
    ];
    const course = await academie.given.course({ title: 'Drugsafval herkennen', tags: ['a'] });
    await academie.given.offering({ courseId: course.id });
    const meeting = await academie.given.course({ title: 'Samen in gesprek', tags: ['b'] });
    academie.clock.set('2026-02-20T12:00:00+01:00');
    await ledger.held([opal, otto, hilda], { courseId: meeting.id });
    await ledger.held([hilda], {
      courseId: meeting.id,
      startsAt: new Date('2026-02-03T09:00Z'),
    });
    await ledger.act({
      kind: 'menu_item',
      subkind: 'speedmobiel',
      status: 'delivered',
      occurredOn: '2026-02-02',
      organisationIds: [places.Hoorn!, places.Texel!],
    });
    await academie.runWorkers();
    [coverage, meetings, persons] = [
      (await ledger.target('X09')).id,
      (await ledger.target('X10')).id,
      (await ledger.target('X11')).id,
    ];
  });

  beforeEach(() => academie.clock.set('2026-03-02T09:00:00+01:00'));

  it('shows every target that concerns it, with one thing to do', async () => {
    const html = await htmlOf(coordinator, page('Opmeer'));
    const text = words(html);

    expect(text).toContain('Gemeente Opmeer Telt mee voor 0 van 1 doelen');
    expect(text).toMatch(/X09 Voorlichting in elke gemeente Nog niet Samen 2 van 32 gemeenten/);
    expect(html).toContain('href="/organisatie/inschrijven?uitvoering=');
    // One of the two meetings, two persons; the middle municipality of 32 has nothing.
    expect(text).toContain(
      'X10 Doel X10 1 bijeenkomst Samen 2 van 4 bijeenkomsten Middelste gemeente 0',
    );
    expect(text).toContain(
      'X11 Doel X11 2 deelnemers Samen 3 van 50 deelnemers Middelste gemeente 0',
    );
    expect(text).toContain('Er wacht nu niets op u.');
    expect(await read(stranger, page('Hoorn'))).toContain('X10 Doel X10 2 bijeenkomsten');
  });

  it('names its own people behind a unit, and nobody else', async () => {
    const own = await read(coordinator, `${page('Opmeer')}/doelen/${meetings}`);
    // The same number as in the list, before what all have together.
    expect(own).toMatch(/Opmeer: (\d+) bijeenkomst(?:en)? ?\. Allemaal samen:/);
    expect(own).toContain('Opaleen');
    expect(own).toContain('Ottoline');
    expect(own).not.toContain('Hildegonda');
    const theirs = await read(stranger, `${page('Hoorn')}/doelen/${persons}`);
    expect(theirs).toContain('Hildegonda');
    expect(theirs).not.toContain('Opaleen');
    const [look] = await academie.database.rows(
      `SELECT 1 FROM people.processing_line WHERE actor_id = $1 AND name = 'person.opened'`,
      [coordinatorId],
    );
    expect(look).toBeDefined();
  });

  it('is for its own coordinator, and without names for theme leads and auditors', async () => {
    for (const path of [page('Opmeer'), `${page('Opmeer')}/doelen/${persons}`]) {
      await stranger.get(path).expect(404);
      for (const reader of [lead, auditor]) {
        const html = (await reader.get(path).expect(200)).text;
        expect(html).not.toMatch(/Opaleen|Ottoline|Klopt niet:/);
      }
    }
    await send(stranger, `${page('Opmeer')}/doelen/${coverage}/klopt-niet`, {
      reason: 'Wij ook',
    }).expect(404);
    await lead.get(`${page('Opmeer')}/doelen/${coverage}/klopt-niet`).expect(403);
  });

  it('tells of what is confidential the month and the number, and no name', async () => {
    const closed = await academie.given.course({
      title: 'Achter gesloten deuren',
      tags: ['b'],
    });
    const ottilie = await academie.given.person({
      name: 'Ottilie',
      organisationId: places.Opmeer!,
    });
    await ledger.held([ottilie], {
      courseId: closed.id,
      startsAt: new Date('2026-02-24T09:00Z'),
    });
    await academie.database.rows(
      `UPDATE catalogue.course SET confidential = true, admission = 'invited' WHERE id = $1`,
      [closed.id],
    );
    await academie.runWorkers();
    const path = `${page('Opmeer')}/doelen/${meetings}`;
    const before = await read(coordinator, path);
    expect(before).toContain('Vertrouwelijke bijeenkomst');
    expect(before).toContain('1 februari 2026');
    expect(before).not.toMatch(/Achter gesloten deuren|Ottilie|24 februari/);
    const html = await htmlOf(coordinator, path);
    const [form] = /\/gemeente\/[^"]*klopt-niet\?eenheid=[0-9a-f-]{36}/.exec(
      html.slice(html.indexOf('Vertrouwelijke bijeenkomst')),
    )!;
    await send(coordinator, form, { reason: 'Daar was niemand van ons' }).expect(303);
    const after = await htmlOf(coordinator, path);
    expect(words(after)).toContain('Iets van 1 februari 2026 dat meetelt');
    await send(coordinator, /\/gemeente\/[^"]*\/intrekken/.exec(after)![0]).expect(303);
  });

  it('leads to the own one, and lets the others choose', async () => {
    const sent = await coordinator.get('/gemeente').expect(303);
    expect(sent.headers.location).toBe(page('Opmeer'));
    const all = (await lead.get('/gemeente').expect(200)).text;
    expect(all.split('href="/gemeente/')).toHaveLength(33);
  });

  it('asks few questions of the database', async () => {
    await coordinator.get(page('Opmeer')).expect(200);
    const statements = await academie.queriesOf(() => coordinator.get(page('Opmeer')).expect(200));
    expect(statements).toBeLessThanOrEqual(40);
  });

  describe('klopt niet', () => {
    it('contests a gap once, which the theme lead sees and explains', async () => {
      const path = `${page('Opmeer')}/doelen/${coverage}/klopt-niet`;
      await send(coordinator, path).expect(422);
      await send(coordinator, path, { reason: 'Op 3 februari was het hier' }).expect(303);
      expect((await send(coordinator, path, { reason: 'Nog eens' }).expect(422)).text).toContain(
        'Dit is al betwist',
      );
      expect(await read(lead, '/doelen')).toContain('1 keer betwist');
      const asked = await lead.get(`/api/v1/targets/${coverage}`).expect(200);
      expect(asked.body.contested).toBe(1);
      const detail = await read(lead, `/doelen/${coverage}`);
      expect(detail).toContain('Op 3 februari was het hier');
      const list = (await lead.get('/doelen/betwist').expect(200)).text;
      const answer = /\/doelen\/betwist\/[0-9a-f-]{36}/.exec(list)![0];
      await otherLead.get(answer).expect(403);
      await send(auditor, answer, { right: 'nee', answer: 'Nee' }).expect(403);
      await send(lead, answer, { right: 'ja', answer: 'U hebt gelijk' }).expect(422);
      await send(lead, answer, {
        right: 'ja',
        answer: 'Elders',
        correction: '//elders.example',
      }).expect(422);
      await send(lead, answer, { right: 'nee', answer: 'Dat was in Hoorn' }).expect(303);
      await send(lead, answer, { right: 'nee', answer: 'Nog eens' }).expect(422);

      expect(await read(coordinator, page('Opmeer'))).toContain('Antwoord: Dat was in Hoorn');
      await academie.runWorkers();
      const mails = await academie.database.rows<{ subject: string; body_text: string }>(
        `SELECT subject, body_text FROM platform.outgoing_mail WHERE template LIKE '%contest-answered'`,
      );
      expect(mails).toHaveLength(1);
      expect(mails[0]!.subject).toContain('wat volgens Opmeer niet klopt');
      expect(mails[0]!.body_text).toContain('Het getal blijft zoals het is.\nDat was in Hoorn');
      expect(await read(lead, '/doelen')).not.toContain('betwist:');
      const written = await academie.database.rows<{ action: string; reason: string }>(
        `SELECT action, reason FROM platform.journal WHERE action LIKE 'contest.%' ORDER BY id`,
      );
      expect(written).toEqual([
        { action: 'contest.made', reason: 'Daar was niemand van ons' },
        { action: 'contest.withdrawn', reason: null },
        { action: 'contest.made', reason: 'Op 3 februari was het hier' },
        { action: 'contest.answered', reason: 'Dat was in Hoorn' },
      ]);
    });

    it('marks a unit, which counts on until it is corrected; its maker takes it back', async () => {
      const home = `${page('Opmeer')}/doelen/${persons}`;
      const html = await htmlOf(coordinator, home);
      const path = /\/gemeente\/[^"]*klopt-niet\?eenheid=[0-9a-f-]{36}/.exec(html)![0];
      const before = await ledger.value('X11');
      await send(coordinator, path, { reason: 'Die was ziek' }).expect(303);

      expect(await read(coordinator, home)).toContain('Betwist');
      expect(await read(lead, `/doelen/${persons}`)).toContain('(betwist)');
      const contested = async () =>
        (await lead.get(`/api/v1/targets/${persons}/evidence?limit=100`).expect(200)).body.items
          .filter((one: { contested: boolean }) => one.contested)
          .map(({ id }: { id: string }) => id);
      expect(await contested()).toEqual([path.split('=')[1]]);
      expect(await ledger.value('X11')).toBe(before);
      // Of another organisation's unit, nothing.
      const unit = path.split('=')[1]!;
      await send(stranger, `${page('Hoorn')}/doelen/${persons}/klopt-niet?eenheid=${unit}`, {
        reason: 'Niet van ons',
      }).expect(404);
      const again = (await coordinator.get(home).expect(200)).text;
      const back = /\/gemeente\/[^"]*\/intrekken/.exec(again)![0];
      expect((await colleague.get(home).expect(200)).text).not.toContain('/intrekken');
      await send(colleague, back).expect(403);
      await send(coordinator, back).expect(303);
      expect(await read(lead, `/doelen/${persons}`)).not.toContain('(betwist)');
      await send(coordinator, back).expect(409);
    });

    it('is over once the unit no longer counts', async () => {
      const wrong = await ledger.act({
        kind: 'menu_item',
        subkind: 'speedmobiel',
        status: 'delivered',
        occurredOn: '2026-02-05',
        organisationIds: [places.Opmeer!],
      });
      await academie.runWorkers();
      const home = `${page('Opmeer')}/doelen/${coverage}`;
      const html = await htmlOf(coordinator, home);
      const path = /\/gemeente\/[^"]*klopt-niet\?eenheid=[0-9a-f-]{36}/.exec(html)![0];
      expect(html).not.toMatch(/klopt-niet"/);
      await send(coordinator, `${home}/klopt-niet`, { reason: 'Wel geteld' }).expect(422);
      await send(coordinator, path, { reason: 'Dat was elders' }).expect(303);
      expect(await read(lead, `/doelen/${coverage}`)).toContain('(betwist)');
      await ledger.retractAct(wrong);
      await academie.runWorkers();
      expect(await read(lead, `/doelen/${coverage}`)).not.toContain('(betwist)');
      expect(await read(coordinator, home)).toContain('(telt intussen niet meer)');
    });
  });

  describe('the mail of the month', () => {
    const mails = () =>
      academie.database.rows<{ recipient_person_id: string; subject: string; body_text: string }>(
        `SELECT recipient_person_id, subject, body_text FROM platform.outgoing_mail
          WHERE template = 'targets/monthly' ORDER BY created_at, id`,
      );
    const run = () => academie.app.get(Jobs).run(JOB);
    const own = async () =>
      (await mails()).filter(({ recipient_person_id }) => recipient_person_id === coordinatorId);

    beforeEach(async () => {
      await academie.database.rows('DELETE FROM platform.outgoing_mail');
    });

    it('goes once a month and organisation, without names', async () => {
      academie.clock.set('2026-04-01T06:50:00+02:00');
      await run();
      expect(await mails()).toEqual([]);
      academie.clock.set('2026-04-01T07:00:00+02:00');
      await run();
      await run();
      const [mail, ...more] = await own();
      expect(more).toEqual([]);
      expect(mail!.subject).toBe('Opmeer bij de doelen, april 2026');
      expect(mail!.body_text).toContain('X09 Voorlichting in elke gemeente (2 van 32 gemeenten)');
      expect(mail!.body_text).not.toMatch(/Opaleen|Ottoline/);
      academie.clock.set('2026-05-02T07:00:00+02:00');
      await run();
      expect(await own()).toHaveLength(2);
      academie.clock.set('2026-06-04T07:00:00+02:00');
      await run();
      expect(await own()).toHaveLength(2);
    });

    it('says nothing when there is nothing to say', async () => {
      // Hoorn counts, nothing is asked of it, and nobody contested anything.
      academie.clock.set('2026-04-01T07:00:00+02:00');
      await run();
      const found = await mails();
      expect(found.length).toBeGreaterThan(0);
      expect(found.filter(({ subject }) => subject.startsWith('Hoorn'))).toEqual([]);
    });

    it('can be turned off', async () => {
      await academie.database.rows(
        `UPDATE enrolment.message_preference SET refused = '{own-organisation}' WHERE person_id = $1`,
        [coordinatorId],
      );
      academie.clock.set('2026-04-01T07:00:00+02:00');
      await run();
      expect(await own()).toEqual([]);
      expect(await read(coordinator, '/mijn/berichten/voorkeuren')).toContain(
        'Maandbericht over uw organisatie',
      );
    });
  });
});
