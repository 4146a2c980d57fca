import { FairShare } from '@academie/platform';
import type { PlanTarget } from '@academie/targets';

import { startAcademie, type Visitor } from '../support/academie';
import { sheetsIn } from '../support/read-workbook';
import { GivenLedger } from './given-ledger';

type Held = Awaited<ReturnType<GivenLedger['held']>>;

describe('the report of a year', () => {
  const academie = startAcademie();
  const ledger = new GivenLedger(academie);
  let lead: Visitor;
  let admin: Visitor;
  let course: { id: string };
  let held: Held;

  const rules: [string, PlanTarget['rule'], PlanTarget['unit']][] = [
    ['T01', { type: 'held_events', tags: ['a'], minPresent: 1 }, 'events'],
    ['T02', { type: 'distinct_persons', courseTags: ['a'], moment: 'attended' }, 'persons'],
    ['T20', { type: 'act_count', count: 'quantity', actKinds: ['btp_control'] }, 'controls'],
  ];

  beforeAll(async () => {
    const drugs = await academie.given.theme('Drugs');
    const youth = await academie.given.theme('Jeugd');
    lead = academie.as(await academie.given.holder('theme_lead', drugs.id));
    admin = academie.as(await academie.given.holder('administrator'));
    await ledger.plan(
      [drugs.slug, youth.slug],
      rules.map(([code, rule, unit]) => ({ code, rule, unit, title: `=Doel ${code}` })),
    );
    course = await academie.given.course({ tags: ['a'] });
    const organisationId = (await academie.given.municipality()).id;
    const people = [
      await academie.given.person({ name: 'Yasmina', organisationId }),
      await academie.given.person({ organisationId }),
    ];
    held = await ledger.held(people, { courseId: course.id });
    await ledger.act({ kind: 'btp_control', occurredOn: '2026-02-02', quantity: 5, grade: 'B' });
    await ledger.act({ kind: 'btp_control', occurredOn: '2026-02-03', quantity: 9, grade: 'C' });
    await academie.runWorkers();
  });

  const words = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  const page = async (visitor: Visitor, path = '/doelen/jaarverslag?jaar=2026') =>
    words((await visitor.get(path).expect(200)).text);
  const post = (visitor: Visitor, path: string, fields: object = {}) =>
    visitor
      .post(`/doelen/jaarverslag/${path}`)
      .type('form')
      .send({ jaar: '2026', ...fields });
  const values = async () => {
    const { items } = (await lead.get('/api/v1/plans/2026/report').expect(200)).body;
    return items.map(({ value }: { value: number }) => value);
  };
  const bytes = async (path: string): Promise<{ body: Buffer; type: string }> => {
    const { body, headers } = await lead
      .get(path)
      .buffer()
      .parse((response, done) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => done(null, Buffer.concat(parts)));
      })
      .expect(200);
    return { body: body as Buffer, type: headers['content-type']! };
  };

  it('gives every target with its norm, its evidence by grade and bare totals apart', async () => {
    const text = await page(lead);
    expect(text).toContain('nog niet afgesloten');
    expect(text).toContain('5 controles, norm 2; daarnaast 9 als totaal');
    expect(text).toContain('1 B, 1 C');
    expect(text).not.toContain('Yasmina');
  });

  it('is a PDF that a screen reader can follow', async () => {
    const { body, type } = await bytes('/doelen/jaarverslag.pdf?jaar=2026');
    expect(type).toBe('application/pdf');
    const pdf = body.toString('latin1');
    expect(pdf.startsWith('%PDF-1.7')).toBe(true);
    for (const part of ['/StructTreeRoot', '/H1', '/H2', '/Table', '/TH', '/Lang', 'pdfuaid'])
      expect(pdf).toContain(part);
  });

  it('lets others go first while its PDF is drawn, target by target', async () => {
    const pass = jest.spyOn(FairShare.prototype, 'pass');
    try {
      await bytes('/doelen/jaarverslag.pdf?jaar=2026');
      // Three targets, of which two stand under two themes.
      expect(pass.mock.calls.length).toBeGreaterThanOrEqual(5);
    } finally {
      pass.mockRestore();
    }
  });

  it('is an Excel file and a CSV per theme, in which a shared target stands under each theme', async () => {
    const xlsx = await bytes('/doelen/jaarverslag.xlsx?jaar=2026');
    const { rows } = (await sheetsIn(xlsx.body))[0]!;
    expect(rows).toHaveLength(7);
    for (const row of [3, 6]) {
      expect(rows[row]![3]).toBe('T20');
      expect(rows[row]![8]).toBe(5);
    }
    // Who adds up, counts each target once.
    expect(rows.slice(1).map((cells) => cells[2])).toEqual([1, 1, 1, 0, 0, 0]);

    const csv = (await bytes('/doelen/jaarverslag.csv?jaar=2026&thema=jeugd')).body.toString();
    // The header, three targets, checksum and signature.
    expect(csv.split('\r\n').filter(Boolean)).toHaveLength(6);
    expect(csv).toContain(';Drugs;1;T20;');
    // A title that begins as a formula is text to a spreadsheet.
    expect(csv).toContain(`;'=Doel T20;`);
    await lead.get('/doelen/jaarverslag.csv?jaar=2026&thema=geen').expect(404);
    await lead.get('/doelen/jaarverslag.exe?jaar=2026').expect(404);
    await lead.get('/doelen/jaarverslag?jaar=1999').expect(404);
  });

  it('is read by a steering group with a link, until it is taken back or ends', async () => {
    expect((await post(lead, 'delen', { label: '', days: '9' }).expect(422)).text).toContain(
      'Fout',
    );
    const made = (await post(lead, 'delen', { label: 'Stuurgroep', days: '30' }).expect(201)).text;
    const [link] = /\/verslag\/[\w-]{32}/.exec(made)!;
    // The whole address, to select by hand; the button that copies it comes with a script.
    expect(made).toContain(`value="${academie.config.publicUrl}${link}" readonly`);
    const shared = await academie.stranger.get(link).expect(200);
    expect(words(shared.text)).toContain('5 controles, norm 2');
    expect(shared.text).not.toContain('Yasmina');
    expect(shared.text).not.toContain('/doelen/0');
    expect(shared.headers).toMatchObject({ 'x-robots-tag': 'noindex' });
    expect((await page(lead)).includes(link)).toBe(false);

    const [, id] = /delen\/([0-9a-f-]{36})\/intrekken/.exec(
      (await lead.get('/doelen/jaarverslag?jaar=2026').expect(200)).text,
    )!;
    await post(academie.as(await academie.given.person()), `delen/${id}/intrekken`).expect(403);
    await post(lead, `delen/${id}/intrekken`).expect(303);
    await academie.stranger.get(link).expect(404);
    await academie.stranger.get('/verslag/geen').expect(404);

    const again = (await post(lead, 'delen', { label: 'Stuurgroep', days: '1' }).expect(201)).text;
    const [short] = /\/verslag\/[\w-]{32}/.exec(again)!;
    await academie.stranger.get(short).expect(200);
    academie.clock.set('2026-03-05T09:00:00Z');
    await academie.stranger.get(short).expect(404);
  });

  it('is closed by an administrator, once the year is over and all is counted', async () => {
    await post(lead, 'afsluiten').expect(403);
    expect(words((await post(admin, 'afsluiten').expect(422)).text)).toContain('nog niet voorbij');
    academie.clock.set('2027-01-10T09:00:00Z');
    await ledger.act({ kind: 'btp_control', occurredOn: '2026-12-31', quantity: 1, grade: 'A' });
    expect(words((await post(admin, 'afsluiten').expect(422)).text)).toContain('nog geteld');
    await academie.runWorkers();
    await post(admin, 'afsluiten').expect(303);

    expect(await values()).toEqual([1, 2, 6]);
    expect(await page(admin)).toContain('Vastgesteld op 10 januari 2027');
    const { id, version } = await ledger.target('T20');
    const norm = { norm: '9', reason: 'proef', version: String(version) };
    await admin.post(`/doelen/${id}/norm`).type('form').send(norm).expect(422);
  });

  it('stays what it was when something is corrected, and says what it would be now', async () => {
    academie.clock.set('2027-02-01T09:00:00Z');
    await ledger.mark(held.sessionIds[0]!, held.enrolmentIds[0]!, 'absent');
    await ledger.close(held);
    await academie.runWorkers();

    expect(await values()).toEqual([1, 2, 6]);
    const { id } = await ledger.target('T02');
    for (const path of [`/doelen/${id}`, '/doelen/jaarverslag?jaar=2026', '/doelen?jaar=2026'])
      expect(await page(lead, path)).toContain('zou het nu 1 van 2 deelnemers zijn');
    const asOf = (moment: string) => lead.get(`/api/v1/targets/${id}?asOf=${moment}`).expect(200);
    expect((await asOf('2027-01-10T10:00:00Z')).body.value).toBe(2);
    expect((await asOf('2027-02-02T10:00:00Z')).body.value).toBe(1);
  });

  it('is restated with a reason, and both editions stay', async () => {
    expect((await post(admin, 'herzien', { reason: ' ' }).expect(422)).text).toContain('Fout');
    const reason = 'Een deelnemer stond er ten onrechte op.';
    await post(lead, 'herzien', { reason }).expect(403);
    await post(admin, 'herzien', { reason }).expect(303);

    expect(await values()).toEqual([1, 1, 6]);
    const text = await page(lead);
    expect(text).toContain(`Reden van de herziening: ${reason}`);
    expect(text).toContain('Herzien, versie 2');
    expect(text).toContain('Jaar afgesloten');
    await admin.post('/api/v1/plans/2026/closure').send({ reason: 'Nog eens' }).expect(409);
    const kept = academie.database.rows('UPDATE targets.snapshot SET shown = $1', ['{}']);
    await expect(kept).rejects.toThrow();
    const { body } = await lead.get('/api/v1/plans/2026/report').expect(200);
    expect(body).toMatchObject({ edition: 2, reason });
  });
});
