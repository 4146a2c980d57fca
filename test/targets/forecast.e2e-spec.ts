import type { PlanTarget } from '@academie/targets';

import { startAcademie, type Visitor } from '../support/academie';
import { GivenLedger } from './given-ledger';

type Rule = PlanTarget['rule'];

describe('the way ahead and the way back of a target', () => {
  const academie = startAcademie();
  const ledger = new GivenLedger(academie);
  let lead: Visitor;
  let otherLead: Visitor;
  let auditor: Visitor;
  let course: { id: string; slug: string };

  const rules: Record<string, Rule> = {
    T01: { type: 'held_events', tags: ['a'], minPresent: 1 },
    T02: { type: 'distinct_persons', courseTags: ['a'], moment: 'attended' },
    T03: { type: 'act_count', count: 'quantity', actKinds: ['btp_control'] },
    T04: { type: 'milestone', milestone: 'leergang-cyber', document: 'required' },
  };
  const units: Record<string, PlanTarget['unit']> = {
    T01: 'events',
    T02: 'persons',
    T03: 'controls',
    T04: 'milestones',
  };

  beforeAll(async () => {
    const drugs = await academie.given.theme('Drugs');
    const cyber = await academie.given.theme('Cyber');
    lead = academie.as(await academie.given.holder('theme_lead', drugs.id));
    otherLead = academie.as(await academie.given.holder('theme_lead', cyber.id));
    auditor = academie.as(await academie.given.holder('auditor'));
    await ledger.plan(
      [drugs.slug],
      Object.entries(rules).map(([code, rule]) => ({
        code,
        rule,
        unit: units[code]!,
        norm: code === 'T04' ? 1 : 10,
      })),
    );
    const organisationId = (await academie.given.municipality()).id;
    course = await academie.given.course({ tags: ['a'], themeIds: [drugs.id] });
    const people = [
      await academie.given.person({ name: 'Yasmina', organisationId }),
      await academie.given.person({ organisationId }),
    ];
    await ledger.held(people, { courseId: course.id });
    await ledger.act({ kind: 'btp_control', occurredOn: '2026-01-20', quantity: 2 });
    await academie.given.offering({ courseId: course.id, startsAt: new Date('2026-10-06T10:00Z') });
    await academie.runWorkers();
    academie.clock.set('2026-04-01T12:00:00+02:00');
  });

  const idOf = async (code: string) => (await ledger.target(code)).id;
  const words = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  const page = async (visitor: Visitor, path: string) =>
    words((await visitor.get(path).expect(200)).text);

  it('says what is planned, what is still needed and on what that rests', async () => {
    const text = await page(lead, `/doelen/${await idOf('T01')}/vooruitblik`);

    // 1 held, 1 planned, 9 missing: 1 + 10 x 0,9 is 10.
    expect(text).toContain('Nog 9 bijeenkomsten nodig. Plan nog 9 sessies, vóór 4 december 2026.');
    expect(text).toContain('90 % doorgaat');
    expect(text).toContain('Verwacht aan het einde');
  });

  it('answers what if, from the address alone', async () => {
    const path = `/doelen/${await idOf('T01')}/vooruitblik`;
    expect(await page(lead, `${path}?sessies=9`)).toContain('lukt dat naar verwachting');
    expect(await page(lead, `${path}?sessies=9`)).toContain('U rekent met 9 extra sessies.');
    // Nonsense in the address asks nothing.
    for (const query of ['sessies=-3', 'sessies=1e9', 'opkomst[]=4', 'maand=%00'])
      expect(await page(lead, `${path}?${query}`)).toContain('Plan nog 9 sessies,');
    const seats = `/doelen/${await idOf('T02')}/vooruitblik`;
    expect(await page(lead, `${seats}?sessies=1&plekken=10&opkomst=100`)).toContain(
      'een opkomst van 100 %',
    );
  });

  it('goes on at the pace until now where nothing can be planned', async () => {
    const text = await page(lead, `/doelen/${await idOf('T03')}/vooruitblik`);
    // 2 in three months; nine months to go.
    expect(text).toContain('gemiddeld 0,7 per maand');
    expect(text).toContain(
      'Nog 8 controles nodig. Rond het af vóór 1 januari 2027 en leg het vast.',
    );
  });

  it('shows every target of the year in one table', async () => {
    const text = await page(auditor, '/doelen/vooruitblik?jaar=2026');
    for (const code of Object.keys(rules)) expect(text).toContain(code);
    expect(text).toContain('Het is nog niet af. Rond het af vóór 1 januari 2027 en leg het vast.');
    expect(await academie.queriesOf(() => lead.get('/doelen/vooruitblik'))).toBeLessThanOrEqual(14);
  });

  it('says the same over the API', async () => {
    const path = `/api/v1/targets/${await idOf('T01')}/forecast`;
    const { body } = await lead.get(path).expect(200);
    expect(body).toMatchObject({ basis: 'sessions', expected: 2, gap: 9, needed: 9 });
    expect((await lead.get(`${path}?extraSessions=9`).expect(200)).body.needed).toBe(0);
    await lead.get(`${path}?extraSessions=veel`).expect(422);
    await lead.get(`/api/v1/targets/${await idOf('T04')}/forecast`).expect(404);
    await academie
      .as(await academie.given.person())
      .get(path)
      .expect(403);
  });

  it('leads from every unit to its register, its journal line and the sentence of the plan', async () => {
    for (const code of ['T01', 'T02', 'T03']) {
      const path = `/doelen/${await idOf(code)}`;
      const html = (await lead.get(path).expect(200)).text;
      const [, trace] = new RegExp(`href="(${path}/bewijs/[^"]+)">Logregel \\d+`).exec(html)!;
      const { text } = await lead.get(trace!).expect(200);
      expect(words(text)).toContain(`De belofte van ${code}.`);
      expect(words(text)).toContain('regel 1');
      expect(words(text)).toContain(code === 'T03' ? 'Registratie vastgelegd' : 'Presentielijst');
      expect(text).toContain(code === 'T03' ? '/registraties/' : '/lesgeven/sessies/');
      expect(text).not.toContain('Yasmina');
      for (const [, href] of text.matchAll(/<li><a href="(\/(?:lesgeven|beheer|aanbod)[^"]+)">/g))
        await lead.get(href!).expect(200);
    }
  });

  it('shows registers to who sees the offering, and the journal to who reads it', async () => {
    const id = await idOf('T02');
    const { items } = (await lead.get(`/api/v1/targets/${id}/evidence`).expect(200)).body;
    const path = `/doelen/${id}/bewijs/${items[0].id}`;

    expect((await otherLead.get(path).expect(200)).text).not.toContain('/lesgeven/sessies/');
    const audited = (await auditor.get(path).expect(200)).text;
    const [, journal] = /href="(\/beheer\/logboek[^"]+)"/.exec(audited)!;
    await auditor.get(journal!.replaceAll('&#x3D;', '=')).expect(200);
    await academie
      .as(await academie.given.person())
      .get(path)
      .expect(403);
    await lead.get(`/doelen/${await idOf('T01')}/bewijs/${items[0].id}`).expect(404);
    await lead.get(`/doelen/${id}/bewijs/geen`).expect(404);
  });

  it('shows what evidence was before it was corrected', async () => {
    const id = await idOf('T02');
    const { items } = (await lead.get(`/api/v1/targets/${id}/evidence`).expect(200)).body;
    const before = await page(lead, `/doelen/${id}/bewijs/${items[0].id}`);
    expect(before).not.toContain('Eerder vastgelegd');
    const [{ offeringId, sessionIds } = { offeringId: '', sessionIds: [''] }] =
      await academie.database.rows<{ offeringId: string; sessionIds: string[] }>(
        `SELECT o.id AS "offeringId", array_agg(s.id) AS "sessionIds" FROM catalogue.offering o
           JOIN catalogue.session s ON s.offering_id = o.id WHERE o.status = 'held' GROUP BY o.id`,
      );
    await ledger.reopen({ id: offeringId, sessionIds });
    await academie.runWorkers();
    expect(await page(lead, `/doelen/${id}/bewijs/${items[0].id}`)).toContain('telt sinds');
    await ledger.close({ id: offeringId, sessionIds });
    await academie.runWorkers();
    expect(await page(lead, `/doelen/${id}/bewijs/${items[0].id}`)).toContain('Eerder vastgelegd');
  });
});
