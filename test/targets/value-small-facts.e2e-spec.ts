import { TargetQueries } from '@academie/targets';

import { startAcademie, type Visitor } from '../support/academie';
import { GivenLedger } from './given-ledger';

/**
 * Facts so small that anybody can count them, and what every view has to say of them: the API, its list of evidence, the
 * list of the page as a file, the page and the report. docs/targets.md lists them.
 */
describe('small facts', () => {
  const academie = startAcademie();
  const ledger = new GivenLedger(academie);
  const shared: string[] = [];
  let admin: Visitor;
  let municipalities: { id: string }[];
  let course: (tag: string) => Promise<{ id: string }>;
  const side = { actKinds: ['support_request' as const] };

  beforeAll(async () => {
    for (const name of ['Drugs', 'Jeugd', 'Cyber'])
      shared.push((await academie.given.theme(name)).slug);
    admin = academie.as(await academie.given.holder('administrator'));
    municipalities = [await academie.given.municipality(), await academie.given.municipality()];
    course = (tag) => academie.given.course({ tags: [tag] });
    const events = (tag: string) => ({ type: 'held_events' as const, tags: [tag], minPresent: 1 });
    await ledger.plan(shared, [
      {
        code: 'T01',
        unit: 'quarters',
        norm: 4,
        rule: { type: 'per_quarter', min: 1, count: events('nacht') },
      },
      {
        code: 'T02',
        unit: 'municipalities',
        rule: {
          type: 'coverage',
          reference: 'municipality',
          by: [{ evidence: 'attendance', tags: ['werk'] }],
        },
      },
      {
        code: 'T03',
        unit: 'persons',
        rule: { type: 'distinct_persons', courseTags: ['werk'], moment: 'attended' },
      },
      {
        code: 'T04',
        unit: 'controls',
        norm: 140,
        rule: { type: 'act_count', count: 'quantity', actKinds: ['btp_control'] },
      },
      { code: 'T05', rule: events('label') },
      { code: 'T07', rule: events('intern') },
      {
        code: 'T06',
        unit: 'percent',
        norm: 100,
        rule: { type: 'ratio', numerator: { ...side, statuses: ['answered'] }, denominator: side },
      },
      {
        code: 'T08',
        unit: 'parts',
        rule: {
          type: 'all_of',
          parts: [
            { label: 'Bijeenkomst', anyOf: [events('deel')] },
            {
              label: 'Gids',
              anyOf: [{ type: 'act_count', count: 'acts', actKinds: ['publication'] }],
            },
          ],
        },
      },
      {
        code: 'T09',
        unit: 'parts',
        norm: 1,
        rule: {
          type: 'all_of',
          parts: [{ label: 'Twee bijeenkomsten', atLeast: 2, anyOf: [events('deel')] }],
        },
      },
    ]);
  });

  const cellsOf = (csv: string): string[][] =>
    csv
      .replace(/^\uFEFF/, '')
      .split('\r\n')
      .filter(Boolean)
      .map((line) => line.split(';').map((cell) => cell.replace(/^"|"$/g, '')));
  const words = (html: string): string => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  const textOf = async (path: string): Promise<string> => (await admin.get(path).expect(200)).text;

  /** What each view says of a target: one number when all agree. */
  const seen = async (code: string): Promise<number | null | Record<string, unknown>> => {
    await academie.runWorkers();
    const { id } = await ledger.target(code);
    const { body } = await admin.get(`/api/v1/targets/${id}`).expect(200);
    const list = await admin.get(`/api/v1/targets/${id}/evidence?limit=100`).expect(200);
    const sum = (numbers: number[]): number => numbers.reduce((all, one) => all + one, 0);
    const items = (list.body as { items: { quantity: number; grade: string }[] }).items;
    const [header = [], ...rows] = cellsOf(await textOf(`/doelen/${id}/bewijs.csv`));
    // Conditions and the other count of a percentage stand in the file under their own names.
    const itself = /^(Het doel zelf|Gelukt)/;
    const inFile = rows.filter(
      (row) =>
        /^[0-9a-f-]{36}$/.test(row[0] ?? '') &&
        itself.test(row[header.indexOf('Van welk getal')] ?? ''),
    );
    const [columns = [], ...lines] = cellsOf(await textOf('/doelen/jaarverslag.csv?jaar=2026'));
    const reported = lines.filter((line) => line[columns.indexOf('Code')] === code);
    const { value } = body as { value: number | null };
    const says: Record<string, unknown> = {
      api: value,
      evidence: sum(items.filter(({ grade }) => grade !== 'C').map(({ quantity }) => quantity)),
      file: sum(inFile.map((row) => Number(row[header.indexOf('Aantal')]))),
      report: [
        ...new Set(
          reported.map((line) => {
            const cell = line[columns.indexOf('Waarde')];
            return cell === '' ? null : Number(cell);
          }),
        ),
      ],
      // Each theme has its line, and one of them counts in the total.
      lines: reported.length,
      totals: sum(reported.map((line) => Number(line[columns.indexOf('Telt in het totaal')]))),
      page: new RegExp(`(?<![\\d,])${value ?? 'Onbepaald'}(?!\\d)`).test(
        words(await textOf(`/doelen/${id}`)),
      ),
    };
    const counted = value ?? 0;
    const agreed = { api: value, evidence: counted, file: counted, report: [value] };
    const all = { ...agreed, lines: 3, totals: 1, page: true };
    return JSON.stringify(says) === JSON.stringify(all) ? value : says;
  };

  it('put a meeting over midnight, and one in the night of the clock, where they begin', async () => {
    const person = await academie.given.person({ organisationId: municipalities[0]!.id });
    const { id: courseId } = await course('nacht');
    // 31 March 23.30 in Amsterdam, and 25 October 01.30, which comes back as summer ends.
    for (const startsAt of ['2026-03-31T21:30:00Z', '2026-10-24T23:30:00Z'])
      await ledger.held([person], { courseId, startsAt: new Date(startsAt) });

    expect(await seen('T01')).toBe(2);
    const { id } = await ledger.target('T01');
    const { body } = await admin.get(`/api/v1/targets/${id}/evidence?limit=100`);
    const days = (body as { items: { occurredAt: string }[] }).items.map(({ occurredAt }) =>
      new Date(occurredAt).toLocaleDateString('nl-NL', { timeZone: 'Europe/Amsterdam' }),
    );
    expect(days.sort()).toEqual(['25-10-2026', '31-3-2026']);
  });

  it('count who has two jobs that end on one day once, for the one that the enrolment names', async () => {
    const both = await academie.given.person({ organisationId: municipalities[0]!.id });
    await academie.database.rows(
      `INSERT INTO people.membership (person_id, organisation_id, valid_from, is_main)
       VALUES ($1, $2, '2020-01-01', false)`,
      [both.id, municipalities[1]!.id],
    );
    await academie.database.rows(
      `UPDATE people.membership SET valid_from = '2020-01-01', valid_to = '2026-05-20' WHERE person_id = $1`,
      [both.id],
    );
    const { id: courseId } = await course('werk');
    const at = { [both.id]: municipalities[1]!.id };
    await ledger.held([both], {
      ...{ courseId, organisations: at, startsAt: new Date('2026-05-19T07:00:00Z') },
    });
    expect([await seen('T02'), await seen('T03')]).toEqual([1, 1]);
    // On the day itself the work is over, and the enrolment alone says for whom.
    await ledger.held([both], {
      ...{ courseId, organisations: at, startsAt: new Date('2026-05-20T07:00:00Z') },
    });
    expect([await seen('T02'), await seen('T03')]).toEqual([1, 1]);
    const { id } = await ledger.target('T02');
    const { body } = await admin.get(`/api/v1/targets/${id}/evidence`).expect(200);
    expect(body).toMatchObject({ items: [{ organisationId: municipalities[1]!.id }] });
  });

  it('count a correction of a correction once, as it was said last', async () => {
    academie.clock.set('2026-11-30T09:00:00Z');
    const act = {
      ...{
        kind: 'btp_control',
        occurredOn: '2026-11-02',
        organisationIds: [municipalities[0]!.id],
      },
      ...{ team: 'kennemerland', subkind: 'hotel', reference: 'K-1' },
    };
    const { kind: _kind, ...said } = act;
    const post = async (path: string, body: object): Promise<string> =>
      ((await admin.post(path).send(body).expect(201)).body as { id: string }).id;
    let id = await post('/api/v1/acts', { ...act, quantity: 3 });
    expect(await seen('T04')).toBe(3);
    for (const quantity of [5, 2])
      id = await post(`/api/v1/acts/${id}/correction`, { ...said, quantity });
    expect(await seen('T04')).toBe(2);
    await admin.post(`/api/v1/acts/${id}/retraction`).send({ reason: 'mistake' }).expect(200);
    expect(await seen('T04')).toBe(0);
  });

  it('count a meeting by the labels it had when its register was closed', async () => {
    const person = await academie.given.person({ organisationId: municipalities[0]!.id });
    const { id: courseId } = await course('label');
    const label = async (tags: string[]) => {
      await ledger.happens('course.changed', courseId, {}, (run) =>
        run('UPDATE catalogue.course SET tags = $2 WHERE id = $1', [courseId, tags]),
      );
      await academie.runWorkers();
    };
    await label([]);
    const held = await ledger.held([person], { courseId });
    expect(await seen('T05')).toBe(0);
    await label(['label']);
    await label([]);
    await label(['label']);
    expect(await seen('T05')).toBe(0);
    await ledger.reopen(held);
    await ledger.close(held);
    expect(await seen('T05')).toBe(1);
    // That it counts by a label of later is said beside the number.
    const { id } = await ledger.target('T05');
    const page = await textOf(`/doelen/${id}`);
    const [, href = ''] = /href="([^"]*)">[^<]*telt mee door een label dat/.exec(page) ?? [];
    expect(words(await textOf(href))).toContain('Waarom dit meetelt');
    // What had its label when its register was closed is not.
    const before = await ledger.held([person], { courseId });
    expect(await seen('T05')).toBe(2);
    await ledger.reopen(before);
    await ledger.close(before);
    expect(await seen('T05')).toBe(2);
    expect(words(await textOf(`/doelen/${id}`)).match(/telt mee door een label/g)).toHaveLength(1);
  });

  it('count no meeting of only people of the organiser, and say so', async () => {
    const [own, also] = [
      await academie.given.person({ organisationId: municipalities[0]!.id }),
      await academie.given.person({ organisationId: municipalities[0]!.id }),
    ];
    const guest = await academie.given.person({ organisationId: municipalities[1]!.id });
    const { id: courseId } = await course('intern');
    await ledger.held([also], { courseId, organiserId: own.id });
    expect(await seen('T07')).toBe(0);
    await ledger.held([also, guest], { courseId, organiserId: own.id });
    expect(await seen('T07')).toBe(1);
    const { id } = await ledger.target('T07');
    expect(words(await textOf(`/doelen/${id}`))).toContain('van buiten');
  });

  it('say undetermined where nothing was asked, and a share once something was', async () => {
    expect(await seen('T06')).toBeNull();
    const { id } = await ledger.target('T06');
    expect(words(await textOf(`/doelen/${id}`))).toContain('Onbepaald');
    await ledger.act({ kind: 'support_request', occurredOn: '2026-02-02', status: 'received' });
    await academie.runWorkers();
    const { body } = await admin.get(`/api/v1/targets/${id}`).expect(200);
    expect(body).toMatchObject({ value: 0 });
  });

  it('lead from a percentage to both its counts, and to what lacks', async () => {
    await ledger.act({ kind: 'support_request', occurredOn: '2026-02-03', status: 'answered' });
    await academie.runWorkers();
    const { id } = await ledger.target('T06');
    expect(await seen('T06')).toMatchObject({ api: 50, evidence: 1, file: 1 });
    const items = async (measure: string): Promise<number> => {
      const { body } = await admin.get(`/api/v1/targets/${id}/evidence?measure=${measure}`);
      return (body as { items: object[] }).items.length;
    };
    expect([
      await items('value'),
      await items('value:denominator'),
      await items('value:lacking'),
    ]).toEqual([1, 2, 1]);
    const [header = [], ...rows] = cellsOf(await textOf(`/doelen/${id}/bewijs.csv`));
    const named = rows.map((row) => row[header.indexOf('Van welk getal')]).filter(Boolean);
    expect(named.slice(0, 3).sort()).toEqual(['Gelukt', 'Van in totaal', 'Van in totaal']);
    const page = words(await textOf(`/doelen/${id}`));
    expect(page).toMatch(/Gelukt: 1.*Van in totaal: 2.*Nog niet: 1/);
    const lacking = words(await textOf(`/doelen/${id}?telling=value%3Alacking`));
    expect(lacking).toContain('2 februari 2026');
    expect(lacking).not.toContain('3 februari 2026');
    await admin
      .get(`/doelen/${id}/steekproef.csv?zaad=1&telling=value%3Adenominator`)
      .expect(200)
      .expect(/Van in totaal[^]*Van in totaal/);
  });

  it('say of parts which are there and which lack, and lead to what each counts', async () => {
    const person = await academie.given.person({ organisationId: municipalities[0]!.id });
    const { id: courseId } = await course('deel');
    await ledger.held([person], { courseId });
    expect([await seen('T08'), await seen('T09')]).toEqual([1, 0]);
    const { id } = await ledger.target('T08');
    const page = words(await textOf(`/doelen/${id}`));
    expect(page).toContain('Nog nodig: gids');
    expect(page).toMatch(/Bijeenkomst: gehaald.*Gids: nog niet/i);
    const { body } = await admin.get(`/api/v1/targets/${id}`).expect(200);
    expect(body).toMatchObject({
      requirements: [
        { label: 'Bijeenkomst', met: true, measure: null },
        { label: 'Gids', met: false },
      ],
    });
    const before = academie.clock.now();
    academie.clock.set(new Date(before.getTime() + 60_000));
    await ledger.act({ kind: 'publication', occurredOn: '2026-03-03' });
    expect(await seen('T08')).toBe(2);
    const was = await academie.app.get(TargetQueries).find(id, { asOf: before, knownAt: before });
    expect(was?.value.requirements.map(({ met }) => met)).toEqual([true, false]);

    // A part that asks for a number leads to all that count for it, also before it is met.
    const numbered = (await ledger.target('T09')).id;
    expect(await textOf(`/doelen/${numbered}`)).toMatch(/telling.{1,8}value%3Arequirement-0/);
    const list = await admin
      .get(`/api/v1/targets/${numbered}/evidence?measure=value:requirement-0`)
      .expect(200);
    expect((list.body as { items: object[] }).items).toHaveLength(1);
    expect(await textOf(`/doelen/${numbered}/bewijs.csv`)).toContain(';Twee bijeenkomsten;');
  });
});
