import { createHash } from 'node:crypto';

import { Jobs } from '@academie/platform';
import { LedgerAudit } from '@academie/targets';

import { startAcademie, type Visitor } from '../support/academie';
import { GivenLedger } from './given-ledger';

const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('documents and pictures that show what counts', () => {
  const academie = startAcademie();
  const ledger = new GivenLedger(academie);
  let first: Visitor;
  let second: Visitor;
  let auditor: Visitor;
  let elsewhere: Visitor;
  let municipality: { id: string };
  let themeId: string;
  let leads: { id: string; name: string }[];

  beforeAll(async () => {
    const theme = await academie.given.theme('Drugs');
    themeId = theme.id;
    leads = [
      await academie.given.holder('theme_lead', theme.id),
      await academie.given.holder('theme_lead', theme.id),
    ];
    [first, second] = leads.map((one) => academie.as(one)) as [Visitor, Visitor];
    auditor = academie.as(await academie.given.holder('auditor'));
    const other = await academie.given.theme('Cyber');
    elsewhere = academie.as(await academie.given.holder('theme_lead', other.id));
    municipality = await academie.given.municipality('Voorbeeldstad');
    await ledger.plan(
      [theme.slug],
      [
        {
          code: 'T01',
          rule: { type: 'act_count', count: 'acts', actKinds: ['awareness_session'] },
          unit: 'acts',
        },
        { code: 'T02', rule: { type: 'held_events', tags: ['a'], minPresent: 1 } },
      ],
    );
  });

  const statement = (grade: string, occurredOn = '2026-03-02') =>
    ledger.act({
      ...{ kind: 'awareness_session', subkind: 'inwoners', occurredOn, grade },
      organisationIds: [municipality.id],
    });
  /** The page behind what counts for this source. */
  const pageOf = async (sourceId: string): Promise<string> => {
    await academie.runWorkers();
    const unit = await academie.database.first<{ id: string; target: string }>(
      `SELECT c.id, c.target_id AS target FROM targets.contribution c JOIN targets.evidence e ON e.id = c.evidence_id
        WHERE e.source_id = $1 AND c.measure = 'value' AND c.uncounted_at IS NULL ORDER BY c.id LIMIT 1`,
      [sourceId],
    );
    return `/doelen/${unit!.target}/bewijs/${unit!.id}`;
  };
  const add = (
    page: string,
    file = PDF,
    { by = first, names = 'nee', title = 'Affiche met datum', called = 'affiche.pdf' } = {},
  ) => {
    const request = by.post(`${page}/stukken`).field('title', title).field('names', names);
    return request.attach('file', file, called);
  };
  const idOf = async (title: string): Promise<string> =>
    (await academie.database.first<{ id: string }>(
      'SELECT id FROM targets.proof_file WHERE title = $1 ORDER BY uploaded_at DESC LIMIT 1',
      [title],
    ))!.id;
  const confirm = (page: string, id: string, by = second, names = 'nee') =>
    by.post(`${page}/stukken/${id}/bevestigen`).type('form').send({ names });
  const gradesOf = async (sourceId: string): Promise<string[]> => {
    await academie.runWorkers();
    const found = await academie.database.rows<{ grade: string }>(
      `SELECT e.grade FROM targets.evidence e WHERE e.source_id = $1 AND e.retracted_at IS NULL`,
      [sourceId],
    );
    return found.map(({ grade }) => grade);
  };
  const words = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  const audit = () => academie.app.get(LedgerAudit).audit();

  it.each([
    ['B', 'A'],
    ['C', 'B'],
    ['A', 'A'],
  ])('make grade %s a %s once somebody else found that they show it', async (from, to) => {
    const act = await statement(from);
    const page = await pageOf(act);
    await add(page, PDF, { title: `Bij ${from}` }).expect(303);
    expect(await gradesOf(act)).toEqual([from]);
    const id = await idOf(`Bij ${from}`);

    const own = await confirm(page, id, first).expect(422);
    expect(words(own.text)).toContain('Vraag iemand anders om het na te kijken');
    expect(await gradesOf(act)).toEqual([from]);
    await confirm(page, id).expect(303);
    await confirm(page, id).expect(303);

    expect(await gradesOf(act)).toEqual([to]);
    expect(await audit()).toEqual([]);
  });

  it('let a bare total of residents count at last', async () => {
    const before = await totals();
    const act = await statement('C', '2026-03-03');
    const page = await pageOf(act);
    expect(await totals()).toBe(before);
    await add(page, PNG, { title: 'Foto van de zaal', called: 'zaal.png' }).expect(303);
    await confirm(page, await idOf('Foto van de zaal')).expect(303);
    await academie.runWorkers();

    expect(await totals()).toBe(before + 1);

    await second
      .post(`${await pageOf(act)}/stukken/${await idOf('Foto van de zaal')}/weghalen`)
      .type('form')
      .send({ reason: 'Verkeerde foto' })
      .expect(303);
    await academie.runWorkers();
    expect(await totals()).toBe(before);
    expect(await audit()).toEqual([]);
  });

  const totals = async (): Promise<number> => {
    const row = await academie.database.first<{ sum: number }>(
      `SELECT coalesce(sum(c.quantity), 0)::int AS sum FROM targets.contribution c
         JOIN targets.target t ON t.id = c.target_id
        WHERE t.code = 'T01' AND c.measure = 'value' AND c.uncounted_at IS NULL AND c.grade <> 'C'`,
    );
    return row!.sum;
  };

  it('stay with an act that is corrected, and are looked at again', async () => {
    const act = await statement('B', '2026-03-04');
    const page = await pageOf(act);
    await add(page, PDF, { title: 'Brief' }).expect(303);
    await confirm(page, await idOf('Brief')).expect(303);
    await ledger.retractAct(act);
    const corrected = await ledger.act({
      ...{ kind: 'awareness_session', subkind: 'inwoners', occurredOn: '2026-03-05', grade: 'B' },
      ...{ organisationIds: [municipality.id], replacesId: act },
    });

    expect(await gradesOf(corrected)).toEqual(['B']);
    const now = await pageOf(corrected);
    const text = words((await second.get(now).expect(200)).text);
    expect(text).toContain('Brief');
    expect(text).toContain('Nog niet nagekeken');
    const overview = async () => words((await second.get('/doelen?jaar=2026').expect(200)).text);
    expect(await overview()).toMatch(/1 stuk wacht tot u het nakijkt.*T01: Brief/);
    await confirm(now, await idOf('Brief')).expect(303);
    expect(await gradesOf(corrected)).toEqual(['A']);
    expect(await overview()).not.toContain('wacht tot u het nakijkt');
    expect(await audit()).toEqual([]);
  });

  it('raise nothing any more when both turn out to be one person', async () => {
    const [one, same] = [
      await academie.given.holder('theme_lead', themeId),
      await academie.given.holder('theme_lead', themeId),
    ];
    const act = await statement('B', '2026-03-06');
    const page = await pageOf(act);
    await add(page, PDF, { title: 'Van één', by: academie.as(one) }).expect(303);
    await confirm(page, await idOf('Van één'), academie.as(same)).expect(303);
    expect(await gradesOf(act)).toEqual(['A']);
    const admin = academie.as(await academie.given.holder('administrator'));
    const { body } = await admin
      .post('/api/v1/person-merges')
      .send({ personId: same.id, intoId: one.id, reason: 'Dezelfde' })
      .expect(201);
    await academie.runWorkers();

    expect(await gradesOf(act)).toEqual(['B']);
    expect(await audit()).toEqual([]);

    await admin
      .post(`/api/v1/person-merges/${(body as { id: string }).id}/undoing`)
      .send({ reason: 'Toch een ander' })
      .expect(200);
    expect(await gradesOf(act)).toEqual(['A']);
  });

  it('are a PDF or a picture by what is in them, and not too many', async () => {
    const page = await pageOf(await statement('A', '2026-03-07'));
    const html = Buffer.from('<!doctype html><script>alert(1)</script>');
    const refused = await add(page, html, { title: 'Een pagina', called: 'echt.pdf' }).expect(422);
    expect(words(refused.text)).toContain('Kies een PDF of een afbeelding');
    expect(refused.text).toContain('value="Een pagina"');
    const none = await first
      .post(`${page}/stukken`)
      .field('title', 'Niets')
      .field('names', 'nee')
      .expect(422);
    expect(words(none.text)).toContain('Kies een bestand');
    await add(page, Buffer.concat([PDF, Buffer.alloc(20_000_001)])).expect(422);
    await first.post(`${page}/stukken`).type('form').send({ title: 'Geen bestand' }).expect(422);
    // Whether people can be known from it, nobody answers for the uploader.
    expect((await first.get(page)).text).not.toMatch(/name="names"[^>]* checked/);
    expect(words((await first.get(page)).text)).toContain(
      'Bewustwordingssessie zonder inschrijving: Inwoners',
    );
    // The same file twice is there once.
    await add(page).expect(303);
    await add(page).expect(303);
    expect((await first.get(page)).text.match(/class="card" id="stuk-/g)).toHaveLength(1);
    for (let nth = 1; nth < 20; nth += 1)
      await add(page, Buffer.concat([PDF, Buffer.from(`% ${nth}\n`)])).expect(303);
    await add(page, PNG).expect(422);
  });

  it('are opened by who decides about the target, and by others once nobody can be known from them', async () => {
    const page = await pageOf(await statement('B', '2026-03-08'));
    await add(page, PDF, { title: 'Lijst', names: 'ja' }).expect(303);
    await add(page, PNG, { title: 'Poster', called: 'poster.png' }).expect(303);
    const list = `${page}/stukken/${await idOf('Lijst')}`;
    const poster = `${page}/stukken/${await idOf('Poster')}`;
    const opens = async (path: string) =>
      Promise.all([second, auditor, elsewhere].map(async (one) => (await one.get(path)).status));

    expect(await opens(list)).toEqual([200, 404, 404]);
    expect(await opens(poster)).toEqual([200, 404, 404]);
    expect(words((await auditor.get(page)).text)).toContain(
      'openen zodra iemand anders heeft nagekeken',
    );
    await confirm(page, await idOf('Lijst'), second, 'ja').expect(303);
    await confirm(page, await idOf('Poster')).expect(303);
    await academie.runWorkers();

    expect(await opens(list)).toEqual([200, 404, 404]);
    expect(await opens(poster)).toEqual([200, 200, 200]);
    const { headers } = await auditor.get(poster);
    expect(headers['content-security-policy']).toContain('sandbox');
    const text = words((await auditor.get(await laterPage(page))).text);
    expect(text).toContain('Alleen themaleiders van dit doel, beheerders en wie het bracht');
    expect(text).not.toContain(leads[0]!.name);
    // Who opened a file with names is known; of others it is nobody's business.
    const opened = await academie.database.rows(
      `SELECT 1 FROM platform.journal WHERE action = 'proof-file.opened' AND subject_id = $1`,
      [await idOf('Lijst')],
    );
    expect(opened).toHaveLength(2);
    await add(page, PDF, { by: elsewhere }).expect(403);
    await add(page, PDF, { by: auditor }).expect(403);
    const participant = academie.as(await academie.given.person());
    await participant.get(poster).expect(403);
    await academie.stranger.get(poster).expect(303);
  });

  /** Raised, it is another piece of evidence of the same unit. */
  const laterPage = async (page: string): Promise<string> => {
    const source = await academie.database.first<{ id: string }>(
      `SELECT e.source_id AS id FROM targets.contribution c JOIN targets.evidence e ON e.id = c.evidence_id
        WHERE c.id = $1`,
      [page.split('/').at(-1)],
    );
    return pageOf(source!.id);
  };

  it('stand in the files of auditors and in the API with their checksum', async () => {
    const act = await statement('B', '2026-03-09');
    const page = await pageOf(act);
    const other = Buffer.concat([PDF, Buffer.from('% anders\n')]);
    await add(page, other, { title: 'Verslag van de avond' }).expect(303);
    const sha256 = createHash('sha256').update(other).digest('hex');
    const target = page.split('/')[2]!;
    const csv = async () => (await auditor.get(`/doelen/${target}/bewijs.csv`).expect(200)).text;
    expect(await csv()).toContain(`Verslag van de avond (niet nagekeken) sha256:${sha256}`);
    await confirm(page, await idOf('Verslag van de avond')).expect(303);
    await academie.runWorkers();
    expect(await csv()).toContain(`Verslag van de avond (nagekeken) sha256:${sha256}`);

    const { body } = await auditor.get(`/api/v1/targets/${target}/evidence?limit=100`).expect(200);
    const item = (body as { items: { sourceId: string; files: unknown[] }[] }).items.find(
      ({ sourceId }) => sourceId === act,
    );
    expect(item!.files).toMatchObject([
      { title: 'Verslag van de avond', sha256, mediaType: 'application/pdf', isConfirmed: true },
    ]);
  });

  it('lose their bytes after their period, and what they showed stays', async () => {
    const act = await statement('B', '2026-03-10');
    const page = await pageOf(act);
    await add(page, Buffer.concat([PDF, Buffer.from('% oud\n')]), { title: 'Oud' }).expect(303);
    await confirm(page, await idOf('Oud')).expect(303);
    expect(await gradesOf(act)).toEqual(['A']);
    await academie.database.rows(
      `UPDATE targets.proof_file SET uploaded_at = uploaded_at - interval '2600 days' WHERE title = 'Oud'`,
    );

    await academie.app.get(Jobs).run('people.forget');

    const [row] = await academie.database.rows<{ file: string | null; files: number }>(
      `SELECT file_id AS file, (SELECT count(*)::int FROM platform.stored_file s WHERE s.sha256 = f.sha256) AS files
         FROM targets.proof_file f WHERE title = 'Oud'`,
    );
    expect(row).toEqual({ file: null, files: 0 });
    expect(await gradesOf(act)).toEqual(['A']);
    expect(words((await second.get(await pageOf(act))).text)).toContain(
      'Het bestand zelf is er niet meer',
    );
    expect(await audit()).toEqual([]);
  });

  it('with names go when somebody who was there is erased; without names they stay', async () => {
    const course = await academie.given.course({ tags: ['a'] });
    const person = await academie.given.person({ organisationId: municipality.id });
    const { id } = await ledger.held([person], { courseId: course.id });
    const page = await pageOf(id);
    await add(page, Buffer.concat([PDF, Buffer.from('% lijst\n')]), {
      ...{ title: 'Presentielijst', names: 'ja' },
    }).expect(303);
    await add(page, Buffer.concat([PDF, Buffer.from('% dia\n')]), { title: 'Dia’s' }).expect(303);
    const admin = academie.as(await academie.given.holder('administrator'));

    await admin
      .post(`/api/v1/persons/${person.id}/erasure`)
      .send({ confirmation: person.name, reason: 'Op verzoek' })
      .expect(204);

    const found = await academie.database.rows<{ title: string; there: boolean }>(
      `SELECT title, file_id IS NOT NULL AS there FROM targets.proof_file
        WHERE source_id = $1 ORDER BY title`,
      [id],
    );
    expect(found).toEqual([
      { title: 'Dia’s', there: true },
      { title: 'Presentielijst', there: false },
    ]);
  });

  describe('from the coordinator of whom it is', () => {
    let coordinator: Visitor;
    let neighbour: Visitor;
    let home: string;
    let act: string;

    beforeAll(async () => {
      coordinator = academie.as(await academie.given.holder('coordinator', municipality.id));
      const other = await academie.given.municipality();
      neighbour = academie.as(await academie.given.holder('coordinator', other.id));
      act = await statement('B', '2026-03-09');
      home = (await pageOf(act)).replace('/doelen/', `/gemeente/${municipality.id}/doelen/`);
    });

    it('show what counts, and raise its grade only once a theme lead found that they do', async () => {
      const target = await coordinator.get(home.replace(/\/bewijs\/.*/, '')).expect(200);
      expect(target.text).toContain(`href="${home}"`);
      expect(words((await coordinator.get(home).expect(200)).text)).toContain('Een stuk toevoegen');
      await add(home, PDF, { by: coordinator, title: 'Raadsbrief' }).expect(303);
      expect(await gradesOf(act)).toEqual(['B']);
      const id = await idOf('Raadsbrief');
      expect(words((await coordinator.get(home)).text)).toContain('Iemand anders kijkt het na');
      await coordinator.get(`${home}/stukken/${id}`).expect(200);
      await confirm(home, id, coordinator).expect(404);
      await confirm(await pageOf(act), id, coordinator).expect(403);

      const overview = words((await first.get('/doelen?jaar=2026').expect(200)).text);
      expect(overview).toMatch(/1 stuk wacht tot u het nakijkt.*T01: Raadsbrief/);
      expect(words((await elsewhere.get('/doelen?jaar=2026&thema=alle')).text)).not.toContain(
        'Raadsbrief',
      );
      await confirm(await pageOf(act), id, first).expect(303);
      expect(await gradesOf(act)).toEqual(['A']);
      expect(await audit()).toEqual([]);
    });

    it('are taken away by who brought them only while nobody has looked', async () => {
      const other = await statement('B', '2026-03-10');
      const page = (await pageOf(other)).replace(
        '/doelen/',
        `/gemeente/${municipality.id}/doelen/`,
      );
      const remove = (id: string, reason = 'Verkeerd stuk') =>
        coordinator.post(`${page}/stukken/${id}/weghalen`).type('form').send({ reason });
      await add(page, PDF, { by: coordinator, title: 'Vergissing' }).expect(303);
      await remove(await idOf('Vergissing'), '').expect(422);
      await remove(await idOf('Vergissing')).expect(303);
      await add(page, PNG, { by: coordinator, title: 'Foto', called: 'foto.png' }).expect(303);
      const id = await idOf('Foto');
      await confirm(await pageOf(other), id).expect(303);
      await coordinator
        .post(`${await ownPage(other)}/stukken/${id}/weghalen`)
        .type('form')
        .send({ reason: 'Toch niet' })
        .expect(422);
    });

    it('come from nobody else, and for nothing else', async () => {
      await neighbour.get(home).expect(404);
      await add(home, PDF, { by: neighbour }).expect(404);
      await first.get(home).expect(403);
      const elsewhereAct = await ledger.act({
        ...{ kind: 'awareness_session', subkind: 'inwoners', occurredOn: '2026-03-11' },
        organisationIds: [(await academie.given.municipality()).id],
      });
      await add(await ownPage(elsewhereAct), PDF, { by: coordinator }).expect(404);
      // An event is of nobody.
      const { id: courseId } = await academie.given.course({ tags: ['a'] });
      const person = await academie.given.person({ organisationId: municipality.id });
      const held = await ledger.held([person], { courseId });
      await coordinator.get(await ownPage(held.id)).expect(404);
      await add(await ownPage(act), Buffer.from('geen pdf'), {
        by: coordinator,
        called: 'x.pdf',
      }).expect(422);
    });

    const ownPage = async (sourceId: string): Promise<string> =>
      (await pageOf(sourceId)).replace('/doelen/', `/gemeente/${municipality.id}/doelen/`);
  });
});
