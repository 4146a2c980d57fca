import { startAcademie, type Visitor } from '../support/academie';

type State = 'met' | 'planned' | 'missing';
/** By code of the target. */
type States = Record<string, State>;

const WORDS: Record<string, State> = {
  'Telt mee': 'met',
  Gepland: 'planned',
  'Nog niet': 'missing',
  'Niet van elke gevraagd': 'missing',
};
const words = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
const itemsOf = (html: string) =>
  [...html.matchAll(/<li class="own-row">([\s\S]*?)<\/li>/g)].map(([, row]) => row!);
const rowsOf = (html: string) => [...html.matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map(([, row]) => row!);

describe('what a municipality sees of itself', () => {
  const academie = startAcademie({ seed: 'demo' });
  let lead: Visitor;

  beforeAll(async () => {
    lead = await academie.account('themeLead');
  });

  /** Of the page of coverage that theme leads read: by id of the municipality. */
  async function coverageOf(year: number): Promise<Map<string, States>> {
    const html = (await lead.get(`/doelen/dekking?jaar=${year}`).expect(200)).text;
    const codes = [...html.matchAll(/<th scope="col"><a href="[^"]*">(\w+)<\/a>/g)].map(
      ([, code]) => code!,
    );
    return new Map(
      rowsOf(html).flatMap((row) => {
        const id = /href="\/gemeente\/([0-9a-f-]{36})/.exec(row)?.[1];
        const cells = [...row.matchAll(/<td( class="is-(met|planned)")?>/g)].map(
          ([, , state]) => (state ?? 'missing') as State,
        );
        const states = codes.map((code, index) => [code, cells[index]!] as const);
        return id ? [[id, Object.fromEntries(states)] as const] : [];
      }),
    );
  }

  /** Of the page of one municipality, the same, and what it says of the whole target. */
  async function ownOf(id: string, year: number): Promise<{ states: States; all: string[] }> {
    const html = (await lead.get(`/gemeente/${id}?jaar=${year}`).expect(200)).text;
    const [, section = ''] = /aria-labelledby="meetellen">([\s\S]*?)<\/section>/.exec(html) ?? [];
    const found = itemsOf(section).flatMap((row) => {
      const code = /target__code">(\w+)</.exec(row)?.[1];
      const [, here = ''] = /own-row__here">([\s\S]*?)<\/p>/.exec(row) ?? [];
      const [, all = ''] = /own-row__all">([\s\S]*?)<\/p>/.exec(row) ?? [];
      const badge = words(/<span class="nl-data-badge[\s\S]*?<\/span>/.exec(here)?.[0] ?? '');
      return code ? [{ code, state: WORDS[badge]!, all: words(all).replace('Samen ', '') }] : [];
    });
    return {
      states: Object.fromEntries(found.map(({ code, state }) => [code, state])),
      all: found.map(({ code, all }) => `${code} ${all}`).sort(),
    };
  }

  it.each([2025, 2026])(
    'is in %i what theme leads see of all, for every municipality and target',
    async (year) => {
      const coverage = await coverageOf(year);
      expect(coverage.size).toBe(32);
      const overview = words((await lead.get(`/doelen?jaar=${year}&thema=alle`).expect(200)).text);
      for (const [id, states] of coverage) {
        const own = await ownOf(id, year);
        expect([id, own.states]).toEqual([id, states]);
        for (const line of own.all)
          expect(overview).toContain(line.replace(/^\w+ /, '').replace(/&#x27;/g, "'"));
      }
    },
    120_000,
  );

  it('counts for the coordinator of the demo what the units add up to', async () => {
    const coordinator = await academie.account('coordinator');
    const { headers } = await coordinator.get('/gemeente').expect(303);
    const html = (await coordinator.get(headers.location!).expect(200)).text;
    // Somebody who coordinates two goes from one to the other by a tab.
    const [tabs] = /aria-label="Uw organisaties">[\s\S]*?<\/nav>/.exec(html)!;
    expect(tabs.match(/href="\/gemeente\//g)).toHaveLength(2);
    const [, section = ''] = /aria-labelledby="bijdragen">([\s\S]*?)<\/section>/.exec(html) ?? [];
    const rows = itemsOf(section);
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows) {
      const units = Number(/own-row__here"><strong>([\d.]+)/.exec(row)![1]);
      let path: string | undefined = /<a href="([^"]*)"/.exec(row)![1];
      let added = 0;
      while (path) {
        const page: string = (await coordinator.get(path).expect(200)).text;
        const [, counted = ''] =
          /aria-labelledby="telt-mee">([\s\S]*?)<\/section>/.exec(page) ?? [];
        for (const unit of rowsOf(counted)) {
          const grade = /data-label="Graad">(\w)/.exec(unit)?.[1];
          if (grade && grade !== 'C')
            added += Number(/data-label="Aantal">([\d.]+)/.exec(unit)![1]!.replace('.', ''));
        }
        path = /href="([^"]*\?na(?:=|&#x3D;)[^"]*)"/
          .exec(counted)?.[1]
          ?.replaceAll('&#x3D;', '=')
          .replaceAll('&amp;', '&');
      }
      expect([words(row).slice(0, 30), added]).toEqual([words(row).slice(0, 30), units]);
    }
  }, 120_000);
});
