import type { PlanTarget } from '@academie/targets';

import { startAcademie, type Visitor } from '../support/academie';
import { sheetsIn } from '../support/read-workbook';
import { GivenLedger } from './given-ledger';

describe('the editions of a report', () => {
  const academie = startAcademie();
  const ledger = new GivenLedger(academie);
  let lead: Visitor;
  let admin: Visitor;
  let auditor: Visitor;
  let slugs: string[];

  const rules: [string, PlanTarget['rule'], PlanTarget['unit']][] = [
    ['T19', { type: 'act_count', count: 'acts', actKinds: ['publication'] }, 'publications'],
    ['T20', { type: 'act_count', count: 'quantity', actKinds: ['btp_control'] }, 'controls'],
  ];

  beforeAll(async () => {
    const drugs = await academie.given.theme('Drugs');
    const youth = await academie.given.theme('Jeugd');
    slugs = [drugs.slug, youth.slug];
    lead = academie.as(await academie.given.holder('theme_lead', drugs.id));
    admin = academie.as(await academie.given.holder('administrator'));
    auditor = academie.as(await academie.given.holder('auditor'));
    await ledger.plan(
      slugs,
      rules.map(([code, rule, unit]) => ({
        ...{ code, rule, unit },
        measures: [
          {
            code: 'often',
            label: 'Keren',
            rule: { type: 'act_count', count: 'acts', actKinds: ['btp_control'] },
          },
        ],
      })),
    );
    await ledger.act({ kind: 'btp_control', occurredOn: '2026-02-02', quantity: 5 });
    academie.clock.set('2027-01-10T09:00:00Z');
    await academie.runWorkers();
    await post('afsluiten').expect(303);
    await ledger.act({ kind: 'btp_control', occurredOn: '2026-12-31', quantity: 4 });
    academie.clock.set('2027-02-01T09:00:00Z');
    await academie.runWorkers();
    await post('herzien', { reason: 'Een controle was vergeten.' }).expect(303);
  });

  const post = (path: string, fields: object = {}) =>
    admin
      .post(`/doelen/jaarverslag/${path}`)
      .type('form')
      .send({ jaar: '2026', ...fields });
  const words = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  const page = async (query: string, visitor = auditor) =>
    words((await visitor.get(`/doelen/jaarverslag?jaar=2026${query}`).expect(200)).text);
  const file = async (path: string): Promise<Buffer> => {
    const { body } = await auditor
      .get(path)
      .buffer()
      .parse((response, done) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => done(null, Buffer.concat(parts)));
      })
      .expect(200);
    return body as Buffer;
  };
  const checked = async (content: Buffer, name = 'verslag.csv') => {
    const answer = await academie.stranger
      .post('/verslag-controleren')
      .attach('file', content, name)
      .expect(200);
    return words(answer.text);
  };

  it('opens each of them for ever, with what the next says otherwise', async () => {
    const latest = await page('');
    expect(latest).toContain('9 controles, norm 2');
    expect(latest).not.toContain('Dit is een eerdere versie');
    expect(latest).toContain('Bekijk wat er veranderde');
    const first = await page('&versie=1');
    expect(first).toContain('Dit is een eerdere versie');
    expect(first).toContain('Vastgesteld op 10 januari 2027');
    expect(first).toContain('Verschillen met versie 2 Reden: Een controle was vergeten.');
    expect(first).toMatch(
      /5 controles, norm 2 · Gehaald · 1 A · Keren: 1\s+9 controles, norm 2 · Gehaald · 2 A · Keren: 2/,
    );
    expect(await page('&versie=2')).toContain('9 controles, norm 2');
    for (const versie of ['3', '0', 'x'])
      await auditor.get(`/doelen/jaarverslag?jaar=2026&versie=${versie}`).expect(404);
  });

  it('keeps the owners of then, whatever themes own a target now', async () => {
    const { id } = await ledger.target('T20');
    await academie.database.rows(
      `DELETE FROM targets.target_owner WHERE target_id = $1 AND theme_id IN (
         SELECT id FROM catalogue.theme WHERE slug = $2)`,
      [id, slugs[1]],
    );
    const csv = (await file('/doelen/jaarverslag.csv?jaar=2026&versie=1')).toString();
    expect(csv.match(/;T20;/g)).toHaveLength(2);
  });

  it('says of a concept plan that it is one, also after its year was closed', async () => {
    expect(await page('')).not.toContain('het jaarplan is een concept');
    await academie.database.rows(
      `UPDATE targets.plan SET document = document || '{"status": "concept"}' WHERE year = 2026`,
    );
    expect(await page('')).toContain('het jaarplan is een concept');
    const { id } = await ledger.target('T20');
    const { text } = await auditor.get(`/doelen/${id}`).expect(200);
    expect(words(text)).toContain('regel 1 (concept)');
    const unit = await academie.database.first<{ id: string }>(
      `SELECT id FROM targets.contribution WHERE target_id = $1 AND uncounted_at IS NULL LIMIT 1`,
      [id],
    );
    const origin = words((await auditor.get(`/doelen/${id}/bewijs/${unit!.id}`).expect(200)).text);
    expect(origin).toContain('regel 1 (concept)');
    expect(origin).not.toContain('bladzijde ,');
    expect((await auditor.get('/api/v1/plans').expect(200)).body.items).toMatchObject([
      { year: 2026, isConcept: true },
    ]);
  });

  it('gives programs every edition', async () => {
    const get = (query: string) => auditor.get(`/api/v1/plans/2026/report${query}`);
    const { body } = await get('?edition=1').expect(200);
    expect(body).toMatchObject({ edition: 1, editions: [2, 1] });
    expect(body.items.map(({ value }: { value: number }) => value)).toEqual([0, 5]);
    expect((await get('').expect(200)).body.items[1].value).toBe(9);
    await get('?edition=7').expect(404);
    await get('?edition=0').expect(422);
  });

  it('lists a shared target under each theme, and counts it once', async () => {
    const [targets, totals, dictionary] = await sheetsIn(
      await file('/doelen/jaarverslag.xlsx?jaar=2026&versie=1'),
    );
    expect(targets!.rows.slice(1, 5).map((row) => row.slice(1, 4))).toEqual([
      ['Jeugd', 1, 'T19'],
      ['Jeugd', 1, 'T20'],
      ['Drugs', 0, 'T19'],
      ['Drugs', 0, 'T20'],
    ]);
    expect(totals!.rows.at(-1)!.slice(0, 2)).toEqual(['Totaal', 2]);
    expect(dictionary!.rows.map(([name]) => name)).toEqual(
      expect.arrayContaining(targets!.rows[0]!),
    );
  });

  it('signs each file, so that anybody sees whether it was changed', async () => {
    for (const kind of ['pdf', 'xlsx', 'csv']) {
      const content = await file(`/doelen/jaarverslag.${kind}?jaar=2026&versie=1`);
      const text = await checked(content, `x.${kind}`);
      expect(text).toContain('Dit bestand is echt');
      expect(text).toContain('Jaarverslag 2026, versie 1, vastgesteld op 10 januari 2027');
      expect(text).toContain(`jaarverslag-2026-versie-1.${kind}`);
      const forged = Buffer.from(content);
      forged[100]! ^= 1;
      expect(await checked(forged)).toContain('Dit bestand is veranderd');
    }
    const csv = (await file('/doelen/jaarverslag.csv?jaar=2026')).toString();
    expect(csv).toMatch(/\r\nSHA-256;[0-9a-f]{64}\r\nJWS \(EdDSA\);[\w.-]+\r\n$/);
    expect(await checked(Buffer.from('Doel;Stand\r\n'))).toContain('geen handtekening');
    const other = csv.replace(/JWS \(EdDSA\);[\w-]+/, () => {
      const header = { alg: 'EdDSA', kid: 'did:key:z6Mkiets#z6Mkiets' };
      return `JWS (EdDSA);${Buffer.from(JSON.stringify(header)).toString('base64url')}`;
    });
    expect(await checked(Buffer.from(other))).toContain('niet van deze academie');
  });

  it('asks a stranger for a file, and keeps none', async () => {
    await academie.stranger.get('/verslag-controleren').expect(200);
    const empty = await academie.stranger.post('/verslag-controleren').expect(422);
    expect(words(empty.text)).toContain('Kies een bestand.');
    await lead.get('/verslag-controleren').expect(200);
  });
});
