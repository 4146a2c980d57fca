import { startAcademie, type Visitor } from '../support/academie';

describe('one thing counts once', () => {
  const academie = startAcademie({ seed: 'reference' });
  let admin: Visitor;
  let lead: Visitor;
  let auditor: Visitor;
  let haarlem: string;

  const idOf = async (table: string, column: string, value: string): Promise<string> =>
    (await academie.database.first<{ id: string }>(`SELECT id FROM ${table} WHERE ${column} = $1`, [
      value,
    ]))!.id;
  const acts = async (): Promise<number> =>
    (await academie.database.first<{ count: number }>(
      'SELECT count(*)::int AS count FROM acts.act WHERE retracted_at IS NULL',
    ))!.count;
  const record = (body: object, who = admin) => who.post('/api/v1/acts').send(body);
  const awareness = (more: object = {}) => ({
    kind: 'awareness_session',
    occurredOn: '2026-03-02',
    organisationIds: [haarlem],
    subkind: 'inwoners',
    headcount: 30,
    ...more,
  });
  const upload = (content: string, fields: Record<string, string>, who = admin) =>
    who
      .post('/api/v1/imports')
      .field({ source: 'lijst', ...fields })
      .attach('file', Buffer.from(content), 'lijst.csv');
  const words = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  const questions = async (who: Visitor) =>
    (await who.get('/registraties/vragen').expect(200)).text;
  const answer = (path: string, said: string, who = lead) =>
    who.post(path).type('form').send({ answer: said });
  const pathsIn = (html: string): string[] => [
    ...new Set(html.match(/\/registraties\/vragen\/[0-9a-f-]{36}/g) ?? []),
  ];

  beforeAll(async () => {
    admin = academie.as(await academie.given.holder('administrator'));
    auditor = academie.as(await academie.given.holder('auditor'));
    lead = academie.as(
      await academie.given.holder(
        'theme_lead',
        await idOf('catalogue.theme', 'slug', 'criminele-geldstromen'),
      ),
    );
    haarlem = await idOf('people.organisation', 'code', 'haarlem');
  });

  describe('by hand', () => {
    it('asks before the same kind, day, municipality and number count again', async () => {
      const first = (await record(awareness()).expect(201)).body.id as string;
      const asked = await record(awareness()).expect(409);
      expect(asked.body).toMatchObject({ code: 'acts.looks-recorded', params: { id: first } });
      for (const other of [
        { headcount: 31 },
        { occurredOn: '2026-03-03' },
        { subkind: 'ondernemers' },
        { organisationIds: [await idOf('people.organisation', 'code', 'velsen')] },
      ])
        await record(awareness(other)).expect(201);
      await record(awareness({ isOther: true })).expect(201);
    });

    it('asks on the page with a box to tick, and keeps what was filled in', async () => {
      const form = {
        kind: 'awareness_session',
        occurredOn: '2026-03-02',
        organisation: haarlem,
        subkind: 'inwoners',
        headcount: '30',
      };
      const send = (more: object) =>
        admin
          .post('/registraties')
          .type('form')
          .send({ ...form, ...more });
      const { text } = await send({}).expect(422);
      expect(words(text)).toContain('Het is een andere: leg deze ook vast');
      expect(text).toContain('value="30"');
      expect(words(text)).toContain('Bekijk de registratie die er al is');
      await send({ isOther: 'ja' }).expect(303);
    });

    it('asks when a title or link is there, whatever its letters', async () => {
      const guide = (title: string, url: string, occurredOn = '2026-02-03') => ({
        kind: 'publication',
        subkind: 'handvat-bibob',
        occurredOn,
        document: { title, url },
      });
      await record(guide('Handvat Bibob', 'https://kennis.example/Bibob/')).expect(201);
      await record(guide('handvat  BIBOB', 'https://kennis.example/2')).expect(409);
      await record(guide('Iets anders', 'https://kennis.example/bibob')).expect(409);
      await record(guide('Ander handvat', 'https://kennis.example/3')).expect(201);
      await record(guide('Handvat Bibob', 'https://kennis.example/vorig', '2025-02-03')).expect(
        201,
      );
    });

    it('compares references without case and blanks', async () => {
      const control = (reference: string) => ({
        kind: 'btp_control',
        occurredOn: '2026-03-02',
        organisationIds: [haarlem],
        team: 'kennemerland',
        subkind: 'hotel',
        reference,
      });
      const first = (await record(control('Ken-12')).expect(201)).body;
      for (const same of ['KEN-12', 'ken - 12', 'ken-1 2'])
        expect((await record(control(same)).expect(409)).body).toMatchObject({
          code: 'acts.already-recorded',
          params: { id: first.id },
        });
      await record(control('ken-13')).expect(201);
      // Between two words a blank says that it is a name.
      await record(control('Jan Jansen')).expect(422);
    });

    it('is asked of the second of two at once', async () => {
      const one = awareness({ occurredOn: '2026-02-20' });
      const statuses = (await Promise.all([record(one), record(one)])).map(({ status }) => status);
      expect(statuses.sort()).toEqual([201, 409]);
    });

    it('lets a correction be like what it corrects, and nothing else', async () => {
      const { id } = (await record(awareness({ occurredOn: '2026-02-25' })).expect(201)).body;
      await record(awareness({ occurredOn: '2026-02-26' })).expect(201);
      const correct = (more: object) => {
        const { kind: _, ...body } = awareness(more);
        return admin.post(`/api/v1/acts/${id}/correction`).send(body);
      };
      await correct({ occurredOn: '2026-02-26' }).expect(409);
      await correct({ occurredOn: '2026-02-25', headcount: 40 }).expect(201);
    });
  });

  describe('in lists', () => {
    const LIST = [
      'Datum;Gemeente;Doelgroep;Bezoekers;Is een andere',
      '04-01-2026;Haarlem;Inwoners;12;',
      '04-01-2026;Haarlem;Inwoners;12;',
      '04-01-2026;Haarlem;Inwoners;12;ja',
      '05-01-2026;Haarlem;Inwoners;12;',
    ].join('\n');
    const list = { kind: 'awareness_session' };

    it('holds a row back that looks like what counts, also over sources, until it is answered', async () => {
      await record(awareness({ occurredOn: '2026-01-05', headcount: 12 })).expect(201);
      const before = await acts();
      const tried = await upload(LIST, { ...list, dryRun: 'true' }).expect(201);
      expect(tried.body).toMatchObject({ created: 2, held: 2, rejected: 0 });
      expect(pathsIn(await questions(lead))).toEqual([]);
      const done = await upload(LIST, list).expect(201);
      expect(done.body).toMatchObject({ created: 2, held: 2, rejected: 0 });
      expect(await acts()).toBe(before + 2);
      const rows = await admin.get(`/api/v1/imports/${done.body.id}/rows?outcome=held`).expect(200);
      expect(rows.body.items.map(({ rowNumber }: { rowNumber: number }) => rowNumber)).toEqual([
        3, 5,
      ]);

      const html = await questions(lead);
      expect(words(html)).toContain('In de lijst: 05-01-2026');
      const [first, second] = pathsIn(html);
      expect((await lead.get('/registraties').expect(200)).text).toContain('/registraties/vragen');
      await answer(first!, 'misschien').expect(422);
      await answer(first!, 'andere', auditor).expect(403);
      const other = academie.as(
        await academie.given.holder('theme_lead', await idOf('catalogue.theme', 'slug', 'cyber')),
      );
      await answer(first!, 'andere', other).expect(403);
      await answer(first!, 'andere').expect(303);
      await answer(second!, 'dezelfde').expect(303);
      await answer(second!, 'andere').expect(422);
      expect(await acts()).toBe(before + 3);
      expect(pathsIn(await questions(lead))).toEqual([]);
      expect((await admin.get(`/api/v1/imports/${done.body.id}`).expect(200)).body).toMatchObject({
        created: 3,
        matched: 1,
        held: 0,
      });
    });

    it('can be answered by programs, once and by who decides', async () => {
      await record(awareness({ occurredOn: '2026-02-05', headcount: 18 })).expect(201);
      const twice = [
        'Datum;Gemeente;Doelgroep;Bezoekers',
        ...['05-02-2026;Haarlem;Inwoners;18', '05-02-2026;Haarlem;Inwoners;18'],
      ].join('\n');
      await upload(twice, { ...list, source: 'programma' }).expect(201);
      const waiting = (who: Visitor) => who.get('/api/v1/held-rows?limit=1');
      const page = (await waiting(lead).expect(200)).body;
      expect(page.items).toHaveLength(1);
      expect(page.items[0]).toMatchObject({
        ...{ state: 'open', source: 'programma', actId: null },
        row: { kind: 'awareness_session', occurredOn: '2026-02-05', headcount: 18 },
        actLike: { kind: 'awareness_session', occurredOn: '2026-02-05', headcount: 18 },
      });
      const next = await lead.get(`/api/v1/held-rows?limit=1&after=${page.next}`).expect(200);
      expect(next.body).toMatchObject({ items: [{ state: 'open' }], next: null });
      const rows = [page, next.body].map(({ items: [{ rowNumber }] }) => rowNumber);
      expect(rows.sort()).toEqual([2, 3]);
      expect((await waiting(auditor).expect(200)).body.items).toHaveLength(1);
      const elsewhere = academie.as(
        await academie.given.holder('theme_lead', await idOf('catalogue.theme', 'slug', 'cyber')),
      );
      expect((await waiting(elsewhere).expect(200)).body.items).toEqual([]);
      const coordinator = academie.as(await academie.given.holder('coordinator', haarlem));
      await waiting(coordinator).expect(403);
      await lead.get('/api/v1/held-rows?after=onzin').expect(422);

      const path = `/api/v1/held-rows/${page.items[0].id}`;
      const say = (isOther: unknown, who = lead, at = path) =>
        who.post(`${at}/answer`).send({ isOther });
      await elsewhere.get(path).expect(404);
      await say(true, elsewhere).expect(403);
      await say(true, auditor).expect(403);
      for (const wrong of [null, 'ja', 1, [], {}]) await say(wrong).expect(422);
      const before = await acts();
      const { body } = await say(true).expect(200);
      expect(body).toMatchObject({ state: 'other' });
      expect((await lead.get(`/api/v1/acts/${body.actId}`).expect(200)).body).toMatchObject({
        ...{ grade: 'C', source: 'programma' },
      });
      expect((await say(false).expect(409)).body).toMatchObject({ code: 'acts.question-answered' });
      const same = `/api/v1/held-rows/${next.body.items[0].id}`;
      expect((await say(false, lead, same).expect(200)).body).toMatchObject({
        ...{ state: 'same', actId: null },
      });
      expect(await acts()).toBe(before + 1);
      await say(true, lead, `/api/v1/held-rows/${body.actId}`).expect(404);
    });

    it('asks nothing again when the same list comes again', async () => {
      const before = await acts();
      const again = await upload(LIST, list).expect(201);
      expect(again.body).toMatchObject({ created: 0, matched: 4, held: 0 });
      expect(await acts()).toBe(before);
    });

    it('takes two rows for two where their source numbers them', async () => {
      const numbered = [
        'Datum;Gemeente;Doelgroep;Bezoekers;Extern nummer',
        '06-01-2026;Haarlem;Inwoners;7;A1',
        '06-01-2026;Haarlem;Inwoners;7;A2',
      ].join('\n');
      const first = await upload(numbered, { ...list, source: 'nummers' }).expect(201);
      expect(first.body).toMatchObject({ created: 2, held: 0 });
      // Another source says it once more.
      const other = await upload(numbered.replaceAll(';A', ';B'), { ...list, source: 'elders' });
      expect(other.body).toMatchObject({ created: 0, held: 2 });
    });

    it('holds back a second total of a month under another number', async () => {
      const totals = (...lines: string[]) =>
        ['Datum;Onderwerp;Aantal;Eigen nummer', ...lines].join('\n');
      const send = (content: string) => upload(content, { kind: 'reported_total' });
      const course = 'E-learning BUIT voor professionals';
      const first = await send(totals(`31-01-2026;${course};40;BUIT-01`)).expect(201);
      expect(first.body).toMatchObject({ created: 1, held: 0 });
      const second = await send(
        totals(`30-01-2026;${course};45;X-2026-1`, `28-02-2026;${course};45;X-2026-2`),
      ).expect(201);
      expect(second.body).toMatchObject({ created: 1, held: 1 });
    });
  });
});
