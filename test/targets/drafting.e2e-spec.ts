import { type PlanDocument, PlanService } from '@academie/targets';

import { startAcademie, type Visitor } from '../support/academie';
import { GivenLedger } from './given-ledger';

interface Person {
  id: string;
}

describe('a theme lead who composes a target', () => {
  const academie = startAcademie({ seed: 'reference' });
  const ledger = new GivenLedger(academie);
  let admin: Person;
  let otherAdmin: Person;
  let lead: Person;
  let stranger: Person;

  beforeAll(async () => {
    const theme = async (slug: string) =>
      (await academie.database.first<{ id: string }>(
        'SELECT id FROM catalogue.theme WHERE slug = $1',
        [slug],
      ))!.id;
    admin = await academie.given.holder('administrator');
    otherAdmin = await academie.given.holder('administrator');
    lead = await academie.given.holder('theme_lead', await theme('mensenhandel'));
    stranger = await academie.given.holder('theme_lead', await theme('drugs'));
    await ledger.plan(
      ['mensenhandel'],
      [{ code: 'T81', rule: { type: 'held_events', tags: ['btp'], minPresent: 1 } }],
    );
  });

  const as = (person: Person): Visitor => academie.as(person);
  /** Without the long lists of words, so that a failure can be read. */
  const words = (html: string): string =>
    html
      .replace(/<details class="(?:draft-words|chart__table)"[\s\S]*?<\/details>/g, ' ')
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ');
  const versionIn = (html: string): string => /name="version" value="(\d+)"/.exec(html)![1]!;
  const begin = async (person: Person, code = ''): Promise<string> => {
    const answer = await as(person)
      .post('/doelen/voorstellen')
      .type('form')
      .send({ year: '2026', code })
      .expect(303);
    return answer.headers.location as string;
  };
  const send = async (person: Person, path: string, fields: object) => {
    const page = await as(person).get(path).expect(200);
    return as(person)
      .post(path)
      .type('form')
      .send({ version: versionIn(page.text), ...fields });
  };
  const document = async (): Promise<PlanDocument> =>
    (await academie.app.get(PlanService).find(undefined, 2026))!.document;

  const PARTS = {
    title: 'Wijkagenten',
    sentence: '6 trainingen voor wijkagenten, 120 deelnemers, elk van de 32 gemeenten minstens 1.',
    pages: '17',
    owners: 'mensenhandel',
    operator: 'at_least',
    normFrom: 'plan',
    norm: '3',
    'rule.type': 'all_of',
    'rule.parts.0._': '1',
    'rule.parts.0.label': '6 trainingen',
    'rule.parts.0.atLeast': '6',
    'rule.parts.0.anyOf.0._': '1',
    'rule.parts.0.anyOf.0.type': 'held_events',
    'rule.parts.0.anyOf.0.minPresent': '1',
    'rule.parts.0.anyOf.0.tags': 'voor-wijkagenten',
    'rule.parts.0.anyOf.0.audiences': 'wijkagent',
    'rule.parts.1._': '1',
    'rule.parts.1.label': '120 deelnemers',
    'rule.parts.1.atLeast': '120',
    'rule.parts.1.anyOf.0._': '1',
    'rule.parts.1.anyOf.0.type': 'distinct_persons',
    'rule.parts.1.anyOf.0.moment': 'attended',
    'rule.parts.1.anyOf.0.courseTags': 'voor-wijkagenten',
    'rule.parts.2._': '1',
    'rule.parts.2.label': 'Elke gemeente',
    'rule.parts.2.atLeast': '32',
    'rule.parts.2.anyOf.0._': '1',
    'rule.parts.2.anyOf.0.type': 'coverage',
    'rule.parts.2.anyOf.0.reference': 'municipality',
    'rule.parts.2.anyOf.0.by.0._': '1',
    'rule.parts.2.anyOf.0.by.0.evidence': 'attendance',
    'rule.parts.2.anyOf.0.by.0.tags': 'voor-wijkagenten',
    'readings.0._': '1',
    'readings.0.word': 'wijkagenten',
    'readings.0.reads': 'ook wijkagenten in opleiding',
    'readings.0.reason': 'die rijden al mee',
  };

  it('makes the labels and functions it needs, sees what it would count, and proposes it', async () => {
    const path = await begin(lead);
    const first = words((await as(lead).get(path).expect(200)).text);
    expect(first).toContain('Nieuw doel voor 2026');

    // Who leads one theme need not say which.
    expect(
      /<input[^>]*value="mensenhandel"[^>]*>/.exec((await as(lead).get(path)).text)![0],
    ).toContain(' checked');
    const empty = words((await send(lead, path, { operator: 'at_least', do: 'propose' })).text);
    for (const asked of [
      'Korte naam:',
      'Wat het plan belooft:',
      'Thema’s waar dit doel bij hoort:',
      'Norm:',
      'Wat telt er?',
    ])
      expect(empty.toLowerCase()).toContain(`${asked.toLowerCase()} vul dit in of maak een keuze.`);
    expect(empty).toContain('Er zijn 6 fouten');
    expect(empty).not.toContain('eenheid');

    const wrong = await send(lead, path, { ...PARTS, do: 'propose' });
    expect(wrong.status).toBe(422);
    expect(words(wrong.text)).toContain('nog niet compleet');
    // What was filled in is there again, to the last part.
    expect(wrong.text).toContain('value="120 deelnemers"');

    const { 'rule.parts.1.anyOf.0.courseTags': _tags, ...untold } = PARTS;
    const answer = words((await send(lead, path, { ...untold, do: 'propose' })).text);
    expect(answer).toContain(
      'Labels van de training (minstens één): vul dit in of maak een keuze.',
    );
    expect(answer).not.toContain('courseTags');
    // A part asks at once what counts for it.
    await send(lead, path, { ...untold, do: 'add:rule.parts' });
    expect((await as(lead).get(path).expect(200)).text).toContain('rule.parts.3.anyOf.0.type');

    expect(
      (await send(lead, path, { ...PARTS, do: 'tag', newTag: 'Voor wijkagenten' })).status,
    ).toBe(303);
    expect(
      (await send(lead, path, { ...PARTS, do: 'function', newFunction: 'Wijkagent' })).status,
    ).toBe(303);
    const twice = await send(lead, path, { ...PARTS, do: 'tag', newTag: 'voor Wijkagenten' });
    expect(words(twice.text)).toContain('dit label is er al');

    const course = await academie.given.course({ tags: ['voor-wijkagenten'] });
    await academie.database.rows('UPDATE catalogue.course SET audiences = $2 WHERE id = $1', [
      course.id,
      ['wijkagent'],
    ]);
    const people = await Promise.all(
      [1, 2].map(async () =>
        academie.given.person({ organisationId: (await academie.given.municipality()).id }),
      ),
    );
    const day = (text: string) => ({
      courseId: course.id,
      startsAt: new Date(`${text}T10:00:00+01:00`),
    });
    await ledger.held(people, day('2026-02-03'));
    await ledger.held(people.slice(1), day('2026-03-03'));
    await ledger.held(people, day('2025-11-04'));
    await academie.runWorkers();

    expect((await send(lead, path, { ...PARTS, do: 'preview' })).headers.location).toContain(
      'voorbeeld=ja',
    );
    const { text: shown } = await as(lead).get(`${path}?voorbeeld=ja`).expect(200);
    const preview = words(shown);
    expect(preview).toContain('Zo zou dit tellen');
    expect(preview).toMatch(
      /2026: 0 van 3 onderdelen 6 trainingen: 2 van 6 120 deelnemers: 2 van 120/,
    );
    expect(preview).toMatch(
      /2025: 0 van 3 onderdelen 6 trainingen: 1 van 6 120 deelnemers: 2 van 120/,
    );
    expect(shown).toContain('Toon wat er telt voor 6 trainingen (2)');
    expect(shown).toContain('Toon wat er telt voor 120 deelnemers (2)');
    // It was counted, and nothing of it was kept.
    expect((await document()).targets).toHaveLength(1);

    expect((await send(lead, path, { ...PARTS, do: 'propose' })).headers.location).toBe(
      '/doelen/voorstellen',
    );
    await as(stranger).get(path).expect(404);
    await as(stranger).post(path).type('form').send({ version: '1', do: 'save' }).expect(404);
    await as(lead).post(`${path}/overnemen`).type('form').send({ version: '1' }).expect(403);
    // It is with the administrator now.
    const late = await as(lead)
      .post(path)
      .type('form')
      .send({ ...PARTS, version: '6', do: 'save' });
    expect(late.status).toBe(422);

    const noRemark = await send(admin, path, {});
    expect(noRemark.status).toBe(303);
    const { text } = await as(admin).get(path).expect(200);
    await as(admin)
      .post(`${path}/terug`)
      .type('form')
      .send({ version: versionIn(text) })
      .expect(422);
  });

  it('finds open what is still to be filled in, what is wrong and what was being worked on, and the rest in a line', async () => {
    const path = await begin(lead);
    const openIn = (html: string): string[] =>
      [
        ...html.matchAll(
          /<details class="(?:fold|draft-entry)"(?: id="([\w-]+)")? open>\s*<summary[^>]*>([^<]*)/g,
        ),
      ].map(([, id, summary]) => id ?? summary!);
    expect(openIn((await as(lead).get(path)).text)).toEqual(['belofte']);

    const wrong = await send(lead, path, { ...PARTS, norm: '', do: 'propose' });
    expect(openIn(wrong.text)).toEqual(['de-norm']);
    const { text } = await as(lead).get(path).expect(200);
    expect(openIn(text)).toEqual(['de-norm']);
    expect(words(text)).toMatch(/De belofte Wijkagenten · Mensenhandel/);
    // What is folded is sent along all the same.
    await send(lead, path, { ...PARTS, do: 'save' });
    expect(openIn((await as(lead).get(path)).text)).toEqual([]);

    const added = await send(lead, path, { ...PARTS, do: 'add:rule.parts' });
    const location = added.headers.location as string;
    expect(location).toBe(`${path}?deel=rule.parts#rule-parts`);
    const { text: more } = await as(lead).get(location.replace(/#.*/, '')).expect(200);
    expect(openIn(more)).toEqual(['telt', 'Onderdeel 4', 'Mogelijkheid 1']);
    await send(lead, path, { do: 'weg' });
  });

  it('gets it back with a remark, and an administrator adopts what was mended', async () => {
    const path = await begin(lead);
    await send(lead, path, { ...PARTS, do: 'propose' });
    const shown = await as(admin).get(path).expect(200);
    // Who decides need not ask what it would count.
    expect(shown.text).toContain('Zo zou dit tellen');
    const remark = 'Tel ook de boa’s mee.';
    await as(admin)
      .post(`${path}/terug`)
      .type('form')
      .send({ version: versionIn(shown.text), remark })
      .expect(303);
    expect((await as(lead).get(path)).text).toContain(remark);
    await send(lead, path, { ...PARTS, do: 'propose' });
    const again = await as(admin).get(path).expect(200);
    await as(admin)
      .post(`${path}/overnemen`)
      .type('form')
      .send({ version: versionIn(again.text) })
      .expect(303);

    const plan = await document();
    expect(plan.version).toMatch(/ \+1$/);
    expect(plan.targets[1]).toMatchObject({
      code: 'T82',
      unit: 'parts',
      sourceLines: [],
      sourcePages: [17],
      rule: { type: 'all_of', parts: [{ atLeast: 6 }, { atLeast: 120 }, { atLeast: 32 }] },
      readings: [{ word: 'wijkagenten', reads: 'ook wijkagenten in opleiding' }],
    });
    expect(await ledger.value('T82', 'value:requirement-1')).toBe(2);
    const { id } = await ledger.target('T82');
    const target = words((await as(lead).get(`/doelen/${id}`).expect(200)).text);
    expect(target).toContain('120 deelnemers: 2 van 120');
    // Adopted once: pressed twice it is refused.
    await as(admin)
      .post(`${path}/overnemen`)
      .type('form')
      .send({ version: versionIn(again.text) })
      .expect(422);
  });

  it('gives a plan that reads back from its file the same', async () => {
    const { items } = (await as(lead).get('/api/v1/plans/2026/versions')).body;
    const { number } = (items as { number: number }[])[0]!;
    const page = `/doelen/jaarplannen/2026/versies/${number}`;
    const file = (await as(lead).get(page).expect(200)).text;
    expect(file).toContain('atLeast: 120');
    const answer = await as(admin).post('/api/v1/plans').send({ text: file }).expect(200);
    expect(answer.body).toMatchObject({ loaded: false, added: [], removed: [], changed: [] });
  });

  it('says why when the norm of a target becomes another one', async () => {
    const path = await begin(lead, 'T81');
    expect(await begin(lead, 'T81')).toBe(path);
    await as(stranger)
      .post('/doelen/voorstellen')
      .type('form')
      .send({ year: '2026', code: 'T81' })
      .expect(422);
    const T81 = {
      ...{ title: 'Doel T81', sentence: 'De belofte van T81.', pages: '', lines: '1' },
      ...{
        owners: 'mensenhandel',
        operator: 'at_least',
        normFrom: 'plan',
        norm: '5',
        unit: 'events',
      },
      ...{ 'rule.type': 'held_events', 'rule.tags': 'btp', 'rule.minPresent': '1' },
    };
    const silent = await send(lead, path, { ...T81, do: 'propose' });
    expect(silent.status).toBe(422);
    expect(words(silent.text)).toContain('Schrijf op waarom de norm verandert');
    await send(lead, path, { ...T81, reason: 'meer vraag', do: 'propose' });
    const { text } = await as(admin).get(path);
    await as(admin)
      .post(`${path}/overnemen`)
      .type('form')
      .send({ version: versionIn(text) })
      .expect(303);
    const { id } = await ledger.target('T81');
    expect(words((await as(lead).get(`/doelen/${id}`)).text)).toMatch(/2 van 5|0 van 5/);
    // The history of a target is folded.
    expect((await as(lead).get(`/doelen/${id}`)).text).toContain('meer vraag');
  });

  it('leaves adopting to somebody else where two pairs of eyes are wanted', async () => {
    await as(lead).get('/beheer/inrichten/vier-ogen').expect(403);
    const page = await as(admin).get('/beheer/inrichten/vier-ogen').expect(200);
    expect(words(page.text)).toContain('Vier ogen');
    await as(admin)
      .post('/beheer/inrichten/vier-ogen')
      .type('form')
      .send({ wanted: 'ja' })
      .expect(303);
    const path = await begin(admin);
    const own = { ...PARTS, title: 'Nog een', sentence: 'Een andere belofte.' };
    await send(admin, path, { ...own, do: 'propose' });
    const { text } = await as(admin).get(path);
    expect(words(text)).toContain('kijken vier ogen');
    const adopt = (person: Person) =>
      as(person)
        .post(`${path}/overnemen`)
        .type('form')
        .send({ version: versionIn(text) });
    await adopt(admin).expect(422);
    await adopt(otherAdmin).expect(303);
  });

  it('is given a form for every field of every rule of the plan 2025', async () => {
    const plan = (await academie.app.get(PlanService).find(undefined, 2025))!.document;
    const all = [...plan.targets, ...plan.others];
    // One of each shape; T14, T19 and T26 have what others lack.
    const shapes = new Map(all.map(({ code, rule }) => [Object.keys(rule).sort().join(), code]));
    for (const code of new Set([...shapes.values(), 'T03', 'T14', 'T19', 'T26'])) {
      const answer = await as(admin)
        .post('/doelen/voorstellen')
        .type('form')
        .send({ year: '2025', code })
        .expect(303);
      const path = answer.headers.location as string;
      const { text } = await as(admin).get(path).expect(200);
      await as(admin)
        .post(path)
        .type('form')
        .send({ ...fieldsOf(text), do: 'preview' })
        .expect(303);
      const row = await academie.database.first<{ document: { rule: object; measures: object } }>(
        'SELECT document FROM targets.target_draft WHERE id = $1',
        [path.split('/').at(-1)],
      );
      const { rule, measures } = all.find((one) => one.code === code)!;
      const { rule: kept, measures: keptMeasures } = row!.document;
      const labelled = measures.map(({ label, rule: own }) => ({ label, rule: own }));
      expect([code, sorted(kept), sorted(keptMeasures)]).toEqual([
        code,
        sorted(rule),
        sorted(labelled),
      ]);
    }
  });
});

/** Lists of words in order: within a rule their order says nothing. */
const sorted = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_key, inner: unknown) =>
      Array.isArray(inner) && inner.every((one) => typeof one === 'string') ? inner.sort() : inner,
    ),
  );

/** What a browser sends of the form with the buttons of a draft. */
function fieldsOf(html: string): Record<string, string | string[]> {
  const form = html.slice(html.indexOf('id="belofte"'), html.indexOf('Gooi dit voorstel weg'));
  const fields: Record<string, string[]> = { version: [versionOf(html)] };
  const add = (name: string, value: string) => void (fields[name] ??= []).push(value);
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const name = attribute(tag, 'name');
    const isBox = /type="(checkbox|radio)"/.test(tag);
    if (name && (!isBox || / checked/.test(tag))) add(name, attribute(tag, 'value') ?? '');
  }
  for (const [, name, text] of form.matchAll(/<textarea[^>]*name="([^"]+)"[^>]*>\n?([^<]*)/g))
    add(name!, unescape(text!));
  for (const [, name, options] of form.matchAll(
    /<select[^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g,
  )) {
    const chosen = /<option value="([^"]*)" selected/.exec(options!);
    if (chosen) add(name!, unescape(chosen[1]!));
  }
  return fields;
}

const versionOf = (html: string): string => /name="version" value="(\d+)"/.exec(html)![1]!;
const attribute = (tag: string, name: string): string | undefined => {
  const found = new RegExp(` ${name}="([^"]*)"`).exec(tag);
  return found ? unescape(found[1]!) : undefined;
};
const unescape = (text: string): string =>
  text
    .replace(/&quot;/g, '"')
    .replace(/&#x27;|&#39;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&#x3D;/g, '=')
    .replace(/&amp;/g, '&');
