import { startAcademie, type Visitor } from '../support/academie';
import { sheetsIn } from '../support/read-workbook';
import { GivenLedger } from './given-ledger';

describe('for who checks a number', () => {
  const academie = startAcademie();
  const ledger = new GivenLedger(academie);
  let auditor: Visitor;
  let lead: Visitor;
  let id: string;
  let held: Awaited<ReturnType<GivenLedger['held']>>;
  let eventId: string;

  beforeAll(async () => {
    const theme = await academie.given.theme('Drugs');
    auditor = academie.as(await academie.given.holder('auditor'));
    lead = academie.as(await academie.given.holder('theme_lead', theme.id));
    await ledger.plan(
      [theme.slug],
      [
        { code: 'T01', rule: { type: 'held_events', tags: ['a'], minPresent: 1 } },
        {
          code: 'T02',
          rule: { type: 'distinct_persons', courseTags: ['a'], moment: 'attended' },
          unit: 'persons',
        },
      ],
    );
    const course = await academie.given.course({ title: 'Drugsafval', tags: ['a'] });
    const organisationId = (await academie.given.municipality('Voorbeeldstad')).id;
    const names = ['Yasmina', 'Boudewijn', 'Zoltan', 'Alida', 'Pieternel', 'Quirijn'];
    const people = [];
    for (const name of names) people.push(await academie.given.person({ name, organisationId }));
    held = await ledger.held(people, { courseId: course.id });
    await academie.runWorkers();
    id = (await ledger.target('T02')).id;
    eventId = (await ledger.target('T01')).id;
  });

  const words = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  const NAMES = /Yasmina|Boudewijn|Zoltan|Alida|Pieternel|Quirijn|de Tester/;
  const bytes = async (path: string): Promise<Buffer> => {
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
  const unitsIn = (csv: Buffer): string[] =>
    csv
      .toString()
      .split('\r\n')
      .map((line) => line.split(';')[0]!)
      .filter((cell) => /^[0-9a-f-]{36}$/.test(cell));
  const sample = (seed: string, more = '') =>
    bytes(`/doelen/${id}/steekproef.csv?zaad=${seed}&aantal=3${more}`);

  it('draws units by lot, the same for the same seed', async () => {
    expect(words((await auditor.get(`/doelen/${id}/steekproef`).expect(200)).text)).toContain(
      'Zaad',
    );
    const page = (await auditor.get(`/doelen/${id}/steekproef?zaad=4711&aantal=3`).expect(200))
      .text;
    expect(words(page)).toContain('3 van 6, zaad 4711');
    expect(page).not.toMatch(/Yasmina|Boudewijn|Zoltan|Alida|Pieternel|Quirijn/);
    const first = unitsIn(await sample('4711'));
    expect(first).toHaveLength(3);
    expect(unitsIn(await sample('4711'))).toEqual(first);
    const others = await Promise.all(
      ['1', '2', '3', '4', '5'].map(async (seed) => unitsIn(await sample(seed))),
    );
    expect(others.some((one) => one.join() !== first.join())).toBe(true);
    await auditor.get(`/doelen/${id}/steekproef.csv?zaad=%20`).expect(404);
    await auditor.get(`/doelen/${id}/steekproef.pdf?zaad=1`).expect(404);
    await academie
      .as(await academie.given.person())
      .get(`/doelen/${id}/steekproef`)
      .expect(403);
  });

  it('gives the same units for the same moment, whatever is corrected later', async () => {
    const moment = `&moment=${encodeURIComponent(academie.clock.now().toISOString())}`;
    const before = unitsIn(await sample('99', moment));
    academie.clock.set(new Date(academie.clock.now().getTime() + 86_400_000));
    await ledger.reopen(held);
    await ledger.mark(held.sessionIds[0]!, held.enrolmentIds[0]!, 'absent');
    await ledger.close(held);
    await academie.runWorkers();
    expect(unitsIn(await sample('99', moment))).toEqual(before);
    expect(
      words((await auditor.get(`/doelen/${id}/steekproef?zaad=99`).expect(200)).text),
    ).toContain('van 5, zaad 99');
  });

  it('hands out all evidence, signed, with pseudonyms and a dictionary', async () => {
    const csv = await bytes(`/doelen/${id}/bewijs.csv`);
    expect(unitsIn(csv)).toHaveLength(5);
    expect(csv.toString()).not.toMatch(NAMES);
    expect(new Set(csv.toString().match(/;[0-9a-f]{12};/g)).size).toBe(5);
    const checked = await academie.stranger
      .post('/verslag-controleren')
      .attach('file', csv, 'bewijs.csv')
      .expect(200);
    expect(words(checked.text)).toContain('Dit bestand is echt');
    expect(words(checked.text)).toContain('Bewijs van T02');
    const [list, dictionary] = await sheetsIn(await bytes(`/doelen/${id}/bewijs.xlsx`));
    expect(list!.rows).toHaveLength(6);
    expect(dictionary!.rows.map(([name]) => name)).toEqual(expect.arrayContaining(list!.rows[0]!));
    await auditor.get(`/doelen/${id}/bewijs.pdf`).expect(404);
  });

  it('shows the register behind a unit with the same pseudonyms, and no path to a name', async () => {
    const unit = (target: string) =>
      academie.database.first<{ id: string }>(
        `SELECT id FROM targets.contribution WHERE target_id = $1 AND measure = 'value'
          AND uncounted_at IS NULL ORDER BY id LIMIT 1`,
        [target],
      );
    const person = `/doelen/${id}/bewijs/${(await unit(id))!.id}`;
    const origin = (await auditor.get(person).expect(200)).text;
    expect(origin).toContain(`${person}/presentie`);
    const text = (await auditor.get(`${person}/presentie`).expect(200)).text;
    expect(words(text)).toContain('Voorbeeldstad');
    expect(words(text)).toContain('Afwezig');
    const keys = new Set(
      (await bytes(`/doelen/${id}/bewijs.csv`)).toString().match(/[0-9a-f]{12}(?=;[ABC];)/g),
    );
    for (const key of keys) expect(text).toContain(key);
    await lead.get(`${person}/presentie`).expect(403);
    await auditor.get(`/doelen/${id}/bewijs/${id}/presentie`).expect(404);

    const event = `/doelen/${eventId}/bewijs/${(await unit(eventId))!.id}`;
    const seen = new Set<string>();
    const queue = [`/doelen/${id}`, `/doelen/${eventId}`, person, event, `${event}/presentie`];
    while (queue.length > 0 && seen.size < 60) {
      const path = queue.shift()!;
      if (seen.has(path)) continue;
      seen.add(path);
      const { text: html, status } = await auditor.get(path);
      if (status !== 200) continue;
      const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? '';
      expect([path, NAMES.exec(main.replace(/auditor \d+ de Tester/g, ''))]).toEqual([path, null]);
      for (const [, href] of main.matchAll(
        /href="(\/(?:doelen|registraties|aanbod|beheer\/logboek)[^"#]*)"/g,
      ))
        queue.push(href!.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='));
    }
    expect(seen.size).toBeGreaterThan(10);
  });
});
