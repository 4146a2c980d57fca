import { TargetQueries } from '@academie/targets';

import { startAcademie, type Visitor } from '../support/academie';
import { GivenLedger } from './given-ledger';

describe('how a doubtful word of the plan is read', () => {
  const academie = startAcademie({ seed: 'reference' });
  const ledger = new GivenLedger(academie);
  let lead: Visitor;
  let otherLead: Visitor;
  let id: string;

  const words = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  const read = async (path: string) => words((await lead.get(path).expect(200)).text);
  const choose = (visitor: Visitor, body: object) =>
    visitor.post(`/doelen/${id}/lezing?woord=vier`).type('form').send(body);
  const EIGHT = 'acht, vier voor elk thema';

  beforeAll(async () => {
    const themeOf = async (slug: string) =>
      (await academie.database.first<{ id: string }>(
        'SELECT id FROM catalogue.theme WHERE slug = $1',
        [slug],
      ))!.id;
    lead = academie.as(await academie.given.holder('theme_lead', await themeOf('mensenhandel')));
    otherLead = academie.as(await academie.given.holder('theme_lead', await themeOf('drugs')));
    const target = await academie.database.first<{ id: string }>(
      `SELECT t.id FROM targets.target t JOIN targets.plan p ON p.id = t.plan_id
        WHERE t.code = 'T27' AND p.year = 2025`,
    );
    id = target!.id;
  });

  it('stands with the target, and asks its theme lead to choose', async () => {
    const html = (await lead.get(`/doelen/${id}`).expect(200)).text;
    expect(words(html)).toContain('“vier” gelezen als: vier samen, voor beide thema&#x27;s');
    expect(words(html)).toContain('bladzijde 18, 20, regel 370, 427 (concept)');
    expect(html).toContain(`/doelen/${id}/lezing?woord&#x3D;vier`);
    expect((await otherLead.get(`/doelen/${id}`).expect(200)).text).not.toContain('/lezing');
    await otherLead.get(`/doelen/${id}/lezing`).expect(403);
  });

  it('is chosen with a reason, and makes a next version of the plan', async () => {
    academie.clock.set('2026-03-04T09:00:00+01:00');
    await choose(lead, { reads: EIGHT }).expect(422);
    await choose(lead, { reads: 'twaalf', reason: 'zomaar' }).expect(422);
    await choose(otherLead, { reads: EIGHT, reason: 'zomaar' }).expect(403);
    await choose(lead, { reads: EIGHT, reason: 'beide thema’s geven er vier' }).expect(303);

    const target = (await academie.app.get(TargetQueries).find(id))!;
    expect(target.value.norm).toBe(8);
    expect(target.planVersion).toBe('21-10-2024 +1');
    const chosen = `“vier” gelezen als: ${EIGHT} (omdat: beide thema’s geven er vier)`;
    const page = await read(`/doelen/${id}`);
    expect(page).toContain(chosen);
    // The question is answered.
    expect(page).not.toContain('Of zijn het er acht?');
    expect(await read('/doelen?jaar=2025&thema=alle')).toContain(chosen);
    const versions = await academie.database.rows<{ reason: string | null }>(
      `SELECT v.reason FROM targets.plan_version v JOIN targets.plan p ON p.id = v.plan_id
        WHERE p.year = 2025 ORDER BY v.number`,
    );
    expect(versions).toEqual([{ reason: null }, { reason: 'beide thema’s geven er vier' }]);
  });

  it('leaves what was said before as it was', async () => {
    const before = new Date('2026-03-03T09:00:00+01:00');
    const then = await academie.app.get(TargetQueries).find(id, { asOf: before, knownAt: before });
    expect(then!.value.norm).toBe(4);
  });

  it('stands in the report, which says that the plan is a concept', async () => {
    const report = await read('/doelen/jaarverslag?jaar=2025');
    expect(report).toContain(`“vier” gelezen als: ${EIGHT}`);
    expect(report).toContain('het jaarplan is een concept');
    const csv = (await lead.get('/doelen/jaarverslag.csv?jaar=2025').expect(200)).text;
    expect(csv).toContain(EIGHT);
    expect(csv).toContain('Bladzijde in het plan');
    expect((await lead.get('/doelen/jaarverslag.pdf?jaar=2025').expect(200)).status).toBe(200);
  });

  it('changes what counts: one afternoon for three, or not', async () => {
    const target = async (code: string) =>
      (await academie.database.first<{ id: string }>(
        `SELECT t.id FROM targets.target t JOIN targets.plan p ON p.id = t.plan_id
          WHERE t.code = $1 AND p.year = 2025`,
        [code],
      ))!.id;
    const organisationId = (await academie.given.municipality('Elders')).id;
    const course = await academie.given.course({
      kind: 'training',
      tags: ['vroegsignalering', 'poort'],
      functions: ['toezichthouder', 'balie', 'leidinggevende-balie', 'jurist'],
    });
    await ledger.held([await academie.given.person({ organisationId })], {
      courseId: course.id,
      startsAt: new Date('2025-05-14T10:00:00+02:00'),
    });
    await academie.runWorkers();
    expect(await ledger.values('T24')).toEqual([1]);
    await lead
      .post(`/doelen/${await target('T24')}/lezing`)
      .type('form')
      .send({ reads: 'een middag die voor T23 telt, telt hier niet', reason: 'twee is twee' })
      .expect(303);
    expect(await ledger.values('T24')).toEqual([0]);
    await lead
      .post(`/doelen/${await target('T24')}/lezing`)
      .type('form')
      .send({ reads: 'een middag mag ook voor T23 en T25 tellen', reason: 'toch niet' })
      .expect(303);
    expect(await ledger.values('T24')).toEqual([1]);
  });
});
