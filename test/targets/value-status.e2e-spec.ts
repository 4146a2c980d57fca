import type { PlanTarget } from '@academie/targets';

import { startAcademie, type Visitor } from '../support/academie';
import { GivenLedger } from './given-ledger';

type Rule = PlanTarget['rule'];
const event = (tag: string): Rule => ({ type: 'held_events', tags: [tag], minPresent: 1 });
const side = { actKinds: ['support_request' as const] };

/** Some of every rule, so that on some day each word is said. */
const TARGETS: [code: string, Partial<PlanTarget> & { rule: Rule }][] = [
  ['T01', { rule: event('a'), norm: 1 }],
  ['T02', { rule: event('b'), norm: 1 }],
  ['T03', { rule: event('c'), norm: 4 }],
  ['T04', { rule: event('d'), norm: 1 }],
  [
    'T05',
    {
      rule: {
        type: 'per_quarter',
        min: 1,
        count: { type: 'held_events', tags: ['a'], minPresent: 1 },
      },
      unit: 'quarters',
      norm: 4,
    },
  ],
  [
    'T06',
    {
      rule: { type: 'act_count', count: 'quantity', actKinds: ['btp_control'] },
      unit: 'controls',
      norm: 140,
    },
  ],
  [
    'T07',
    {
      rule: {
        type: 'coverage',
        reference: 'municipality',
        by: [{ evidence: 'attendance', tags: ['a'] }],
      },
      unit: 'municipalities',
      operator: 'all',
      norm: 32,
    },
  ],
  [
    'T08',
    {
      rule: { type: 'ratio', numerator: { ...side, statuses: ['answered'] }, denominator: side },
      unit: 'percent',
      norm: 100,
    },
  ],
  [
    'T09',
    {
      rule: { type: 'milestone', milestone: 'leergang-cyber', document: 'required' },
      unit: 'milestones',
      norm: 1,
    },
  ],
  [
    'T10',
    {
      rule: {
        type: 'distinct_persons',
        courseTags: ['a'],
        moment: 'started',
        baseline: { required: true },
      },
      unit: 'persons',
      norm: 500,
    },
  ],
  [
    'T11',
    {
      rule: {
        type: 'coverage',
        reference: 'care_and_safety_house',
        by: [{ evidence: 'attendance', tags: ['a'] }],
      },
      unit: 'houses',
      operator: 'all',
      norm: 3,
    },
  ],
];

describe('the word for how a target stands', () => {
  const academie = startAcademie();
  const ledger = new GivenLedger(academie);
  let lead: Visitor;

  beforeAll(async () => {
    const drugs = await academie.given.theme('Drugs');
    lead = academie.as(await academie.given.holder('theme_lead', drugs.id));
    await ledger.plan(
      [drugs.slug],
      TARGETS.map(([code, target]) => ({ code, ...target })),
    );
    const here = await academie.given.municipality();
    await academie.given.municipality();
    const person = await academie.given.person({ organisationId: here.id });
    const course = async (tag: string): Promise<string> =>
      (await academie.given.course({ tags: [tag], themeIds: [drugs.id] })).id;
    const [a, b, , d] = [
      await course('a'),
      await course('b'),
      await course('c'),
      await course('d'),
    ];
    await ledger.held([person], { courseId: a });
    await academie.given.offering({ courseId: b, startsAt: new Date('2026-11-06T10:00Z') });
    await ledger.act({ kind: 'btp_control', occurredOn: '2026-01-20', quantity: 40 });
    await ledger.act({ kind: 'support_request', occurredOn: '2026-01-20', status: 'answered' });
    // Held in May, and nobody closed its register.
    await academie.given.offering({ courseId: d, startsAt: new Date('2026-05-06T10:00Z') });
    await academie.runWorkers();
  });

  // What stands above several targets says how all of them stand, and is the word of none.
  const words = (html: string) =>
    html
      .replace(/<(summary class="fold__title"|caption\b[^>]*)>.*?<\/(summary|caption)>/gs, ' ')
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ');
  /** Of each target the text from its code to the next one. */
  const partsOf = (text: string): Map<string, string> =>
    new Map(
      [...text.matchAll(/\b(T\d\d)\b(.*?)(?=\bT\d\d\b|$)/gs)].map(([, code, part]) => [
        code!,
        part!,
      ]),
    );
  const html = async (path: string): Promise<string> => (await lead.get(path).expect(200)).text;

  it.each(['2026-03-20', '2026-04-02', '2026-07-02', '2026-11-29', '2026-12-20', '2027-01-15'])(
    'is one and the same in every view on %s',
    async (day) => {
      academie.clock.set(`${day}T12:00:00+01:00`);
      const { items } = (await lead.get('/api/v1/plans/2026/targets').expect(200)).body as {
        items: { id: string; code: string; statusText: string; status: string }[];
      };
      expect(items).toHaveLength(TARGETS.length);
      const overview = partsOf(
        words(await html('/doelen?jaar=2026&thema=alle')).split('Hoe de doelen ervoor staan')[1]!,
      );
      const forecast = partsOf(words(await html('/doelen/vooruitblik?jaar=2026')));
      const report = partsOf(words(await html('/doelen/jaarverslag?jaar=2026')));
      const csv = await html('/doelen/jaarverslag.csv?jaar=2026');
      const digest = words(await html('/doelen/weekbericht?week=nu'));
      const more = /Nog \d+ doel(?:en vragen| vraagt) iets/.test(digest);
      for (const { id, code, statusText } of items) {
        const one = (await lead.get(`/api/v1/targets/${id}`).expect(200)).body;
        const detail = await html(`/doelen/${id}`);
        const badge = /class="badge[^>]*>(.*?)<\/span>\s*<\/p>/s.exec(detail)?.[1] ?? detail;
        const said = {
          one: one.statusText,
          detail: words(badge).includes(statusText),
          overview: overview.get(code)?.includes(statusText),
          forecast: forecast.get(code)?.includes(statusText),
          report: report.get(code)?.includes(statusText),
          csv: csv.split('\n').some((line) => line.includes(code) && line.includes(statusText)),
        };
        expect([code, said]).toEqual([
          code,
          {
            one: statusText,
            detail: true,
            overview: true,
            forecast: true,
            report: true,
            csv: true,
          },
        ]);
        // A mail shows the five that are most behind, and says how many more there are.
        const mailed = inDigest(digest, code) ?? (more ? statusText : undefined);
        if (day < '2027') expect([code, mailed]).toEqual([code, statusText]);
        // And no other word: a second one in any of these would be a second opinion.
        for (const part of [overview.get(code), forecast.get(code), report.get(code)])
          expect([code, WORDS.filter((word) => part?.includes(word))]).toEqual([
            code,
            WORDS.filter((word) => statusText.startsWith(word)),
          ]);
      }
    },
  );

  it('came to each of the eight', async () => {
    const seen = new Set<string>();
    for (const day of ['2026-03-20', '2026-07-02', '2026-12-20']) {
      academie.clock.set(`${day}T12:00:00+01:00`);
      const { items } = (await lead.get('/api/v1/plans/2026/targets').expect(200)).body;
      for (const { status } of items) seen.add(status);
    }
    expect([...seen].sort()).toEqual([
      'behind',
      'met',
      'no_norm',
      'on_track',
      'planned',
      'to_plan',
      'undetermined',
      'unreachable',
    ]);
  });

  const WORDS = [
    'Gehaald',
    'Ligt op schema',
    'Gepland, haalt het',
    'Nog plannen vóór',
    'Achter',
    'Niet meer haalbaar',
    'Onbepaald',
    'Zonder norm',
  ];

  /** Either a line of its own that says the word, or the code under the word. */
  function inDigest(text: string, code: string): string | undefined {
    const [own = '', rest = ''] = text.split('Verder');
    const line = new RegExp(
      `${code} Doel ${code} ?:(?:(?!T\\d\\d Doel).)*?[.] *((?:${WORDS.join('|')})[^.]*)[.]`,
    );
    const said = line.exec(own)?.[1];
    if (said) return said;
    const before = new RegExp(`${code} \\(vóór ([^)]*)\\)`).exec(rest);
    if (before) return `Nog plannen vóór ${before[1]}`;
    const groups = [
      ...rest.matchAll(
        /(Gehaald|Ligt op schema|Gepland, haalt het|Nog plannen|Onbepaald|Zonder norm) ((?:T\d\d[ ,]*)+)/g,
      ),
    ];
    return groups.find(([, , list]) => list?.includes(code))?.[1];
  }
});
