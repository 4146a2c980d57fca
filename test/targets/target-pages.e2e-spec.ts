import type { PlanTarget } from '@academie/targets';

import { startAcademie } from '../support/academie';
import { GivenLedger } from './given-ledger';

type Person = { id: string };

describe('the pages of the targets', () => {
  const academie = startAcademie();
  const ledger = new GivenLedger(academie);
  let lead: Person;
  let otherLead: Person;
  let auditor: Person;
  let course: { id: string; slug: string; title: string };
  let here: { id: string; name: string };
  let missing: { id: string; name: string };

  const rules: Record<string, PlanTarget['rule']> = {
    events: { type: 'held_events', tags: ['a'], minPresent: 1 },
    persons: { type: 'distinct_persons', courseTags: ['a'], moment: 'attended' },
    extra: {
      type: 'distinct_persons',
      courseTags: ['a'],
      moment: 'attended',
      baseline: { required: true },
    },
    municipalities: {
      type: 'coverage',
      reference: 'municipality',
      by: [{ evidence: 'attendance', tags: ['a'] }],
    },
    quarters: {
      type: 'per_quarter',
      min: 1,
      count: { type: 'held_events', tags: ['a'], minPresent: 1 },
    },
  };

  beforeAll(async () => {
    const drugs = await academie.given.theme('Drugs');
    const youth = await academie.given.theme('Jeugd');
    const cyber = await academie.given.theme('Cyber');
    [lead, otherLead] = [
      await academie.given.holder('theme_lead', drugs.id),
      await academie.given.holder('theme_lead', cyber.id),
    ];
    auditor = await academie.given.holder('auditor');
    await ledger.plan(
      [drugs.slug, youth.slug],
      [
        { code: 'T01', rule: rules.events! },
        { code: 'T02', rule: rules.persons!, unit: 'persons', norm: null, defaultNorm: 40 },
        { code: 'T03', rule: rules.municipalities!, unit: 'municipalities', operator: 'all' },
        { code: 'T04', rule: rules.quarters!, unit: 'quarters', norm: 4 },
        { code: 'T05', rule: rules.extra!, unit: 'persons', norm: 10 },
      ],
    );
    [here, missing] = [await academie.given.municipality(), await academie.given.municipality()];
    course = await academie.given.course({ title: 'Drugsafval herkennen', tags: ['a'] });
    const participant = await academie.given.person({ name: 'Yasmina', organisationId: here.id });
    await ledger.held([participant], { courseId: course.id });
    await academie.runWorkers();
    academie.clock.set('2026-04-15T09:00:00+02:00');
  });

  const page = async (person: Person, path: string): Promise<string> =>
    (await academie.as(person).get(path).expect(200)).text;
  const pathOf = async (code: string) => `/doelen/${(await ledger.target(code)).id}`;
  /** What stands on the page, without its tags. */
  const words = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

  it('are for theme leads, administrators and auditors', async () => {
    const paths = ['/doelen', '/doelen/dekking', await pathOf('T01')];
    const participant = await academie.given.person();
    const admin = await academie.given.holder('administrator');
    for (const path of paths) {
      await academie.as(participant).get(path).expect(403);
      for (const reader of [lead, otherLead, admin, auditor]) await page(reader, path);
    }
  });

  it('say of every target where it stands, in words', async () => {
    const text = words(await page(lead, '/doelen?jaar=2026'));

    expect(text).toContain('1 van 2 bijeenkomsten');
    expect(text).toContain('norm niet in jaarplan');
    expect(text).toContain('gedeeld met Jeugd');
    for (const status of ['Nog plannen vóór 4 december 2026', 'Achter', 'Onbepaald'])
      expect(text).toContain(status);
  });

  it('show a shared target under each owner with the same value, and count it once', async () => {
    const text = words(await page(auditor, '/doelen?jaar=2026&thema=alle'));

    // Once under each of its two themes; who only reads is not told what has to happen.
    expect(text.split('1 van 2 bijeenkomsten')).toHaveLength(3);
    expect(text).toContain('gedeeld met Drugs');
    expect(text).toContain('gedeeld met Jeugd');
    expect(text).toContain('5 doelen.');
  });

  it('open with the own themes, and show another theme when asked', async () => {
    expect(words(await page(lead, '/doelen'))).toContain('T01');
    expect(words(await page(otherLead, '/doelen'))).toContain('Geen doelen');
    expect(words(await page(otherLead, '/doelen?thema=jeugd'))).toContain('T01');
  });

  it('list what a value stands on, without a name', async () => {
    const html = await page(lead, await pathOf('T02'));

    expect(words(html)).toContain('Drugsafval herkennen');
    expect(html).toContain(`/aanbod/${course.slug}`);
    expect(words(html)).toMatch(new RegExp(`${here.name} .*deelnemer [0-9a-f]{4}`));
    expect(html).not.toContain('Yasmina');
  });

  it('leaf through the evidence, 25 at a time', async () => {
    const people = await Promise.all(
      Array.from({ length: 30 }, () => academie.given.person({ organisationId: here.id })),
    );
    const offerings = [
      await ledger.held(people.slice(15), { courseId: course.id }),
      await ledger.held(people.slice(0, 15), { courseId: course.id }),
    ];
    await academie.runWorkers();
    const path = await pathOf('T02');
    const first = await page(lead, path);
    const plain = first.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=');
    const [, next] = /href="(\?[^"#]*na=[^"#]*)/.exec(plain)!;
    const second = await page(lead, `${path}${next}`);
    for (const { id } of offerings) await ledger.cancel(id);
    await academie.runWorkers();

    const rows = (html: string) => words(html).match(/deelnemer [0-9a-f]{4}/g);
    expect(rows(first)).toHaveLength(25);
    expect(rows(second)).toHaveLength(6);
  });

  it('tell which municipalities are there and which are missing', async () => {
    const text = words(await page(lead, await pathOf('T03')));
    expect(text).toContain('1 van 2 gemeenten');
    expect(text).toContain(`Nog niet ${missing.name}`);

    // Somebody who invites nobody; for who may there is more in a cell.
    const matrix = words(await page(auditor, '/doelen/dekking?jaar=2026'));
    expect(matrix).toContain(`${here.name} ja 1 van 1`);
    expect(matrix).toContain(`${missing.name} nog niet 0 van 1`);
  });

  it('show which quarters were made', async () => {
    const text = words(await page(lead, await pathOf('T04')));
    expect(text).toMatch(/1e kwartaal\s+gehaald/);
    expect(text).toMatch(/2e kwartaal\s+nog niet/);
  });

  it('leave an extra without a baseline undetermined until the theme lead records one, once', async () => {
    const path = await pathOf('T05');
    expect(words(await page(lead, path))).toContain('De nulstand ontbreekt');
    const record = () =>
      academie
        .as(lead)
        .post(`${path}/nulstand`)
        .type('form')
        .send({ persons: '120', yearBefore: '', source: 'Opgave van de aanbieder' });

    await record().expect(303);
    await record().expect(422);
    const text = words(await page(lead, path));
    expect(text).not.toContain('De nulstand ontbreekt');
    expect(text).toContain('1 van 10 deelnemers');
  });

  it('let the theme lead of an owner set the norm, and tell who did', async () => {
    const path = await pathOf('T02');
    const { version } = await ledger.target('T02');
    const set = (person: Person, norm: string, from = version, reason = 'meer vraag dan gedacht') =>
      academie
        .as(person)
        .post(`${path}/norm`)
        .type('form')
        .send({ norm, version: String(from), ...(reason && { reason }) });

    await set(otherLead, '5').expect(403);
    await set(auditor, '5').expect(403);
    expect((await set(lead, '0').expect(422)).text).toContain('aria-invalid="true"');
    expect((await set(lead, '60', version, '').expect(422)).text).toContain('id="reason-error"');
    await set(lead, '60').expect(303);
    expect((await set(lead, '70').expect(422)).text).toContain('name="version" value="');

    const text = words(await page(lead, path));
    expect(text).toContain('1 van 60 deelnemers');
    expect(text).toContain('norm gezet door de themaleider');
    expect(text).toMatch(/Norm gewijzigd van 40 in 60 .*meer vraag dan gedacht/);
    expect(words(await page(otherLead, path))).not.toContain('Norm wijzigen');
  });

  it('move when a register is closed', async () => {
    const path = await pathOf('T01');
    const person = await academie.given.person({ organisationId: missing.id });
    const offering = await ledger.held([person], { courseId: course.id });
    expect(words(await page(lead, path))).toContain('1 van 2 bijeenkomsten');
    await academie.runWorkers();
    expect(words(await page(lead, path))).toContain('2 van 2 bijeenkomsten');
    await ledger.cancel(offering.id);
    await academie.runWorkers();
    expect(words(await page(lead, path))).toContain('1 van 2 bijeenkomsten');
  });

  it('ask the database the same few questions, however much was counted', async () => {
    const once = (path: string) => academie.queriesOf(() => page(lead, path));
    // Now and then one reads the settings of the installation too.
    const queries = async (path: string) => Math.min(await once(path), await once(path));
    expect(await queries('/doelen?jaar=2026')).toBeLessThanOrEqual(14);
    expect(await queries('/doelen/dekking?jaar=2026')).toBeLessThanOrEqual(12);
    expect(await queries(await pathOf('T03'))).toBeLessThanOrEqual(20);
  });

  it('know nothing of a target that is not there', async () => {
    await academie.as(lead).get('/doelen/0198f000-0000-7000-8000-000000000000').expect(404);
    await academie.as(lead).get('/doelen/geen-doel').expect(404);
  });
});
