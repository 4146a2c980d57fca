import { type PlanTarget, TargetQueries, type TargetView } from '@academie/targets';

import { startAcademie } from '../support/academie';
import { EXAMPLES } from './plan-2025-examples';
import { FactsOf2025 } from './plan-2025-facts';

type Rule = PlanTarget['rule'];

describe('the year plan 2025, by what happened', () => {
  const academie = startAcademie({ seed: 'reference' });
  const facts = new FactsOf2025(academie);
  let targets: Map<string, TargetView>;

  // All of it in one academie, so that what counts for one target is seen not to count for another.
  beforeAll(async () => {
    academie.clock.set('2026-01-15T09:00:00+01:00');
    await facts.load();
    for (const { happens } of EXAMPLES) await happens(facts);
    await academie.runWorkers();
    const found = await academie.app.get(TargetQueries).ofYear(2025);
    targets = new Map(found.map((target) => [target.code, target]));
  }, 300_000);

  it('has an example for every target', () => {
    const codes = [...targets.values()].filter(({ isOther }) => !isOther).map(({ code }) => code);
    expect(codes.length).toBeGreaterThan(50);
    expect(EXAMPLES.map(({ code }) => code).sort()).toEqual(codes);
  });

  it.each(EXAMPLES.map((example) => [example.code, example.because, example] as const))(
    '%s: %s',
    (code, _because, { value, status }) => {
      const found = targets.get(code)!.value;
      expect({ value: found.value, status: found.status }).toEqual({ value, status });
    },
  );

  it('has a page with which the theme lead feeds each target', async () => {
    const leads = new Map<string, ReturnType<typeof academie.as>>();
    const leadOf = async (themeId: string) => {
      const known = leads.get(themeId);
      if (known) return known;
      const lead = academie.as(await academie.given.holder('theme_lead', themeId));
      leads.set(themeId, lead);
      return lead;
    };
    const pages = new Map<string, string>();
    const open = async (themeId: string, path: string): Promise<string> => {
      const key = `${themeId} ${path}`;
      const text = pages.get(key) ?? (await (await leadOf(themeId)).get(path).expect(200)).text;
      pages.set(key, text);
      return text;
    };
    const missing: string[] = [];
    for (const { code, rule, owners } of targets.values())
      for (const { path, words } of feeders(rule)) {
        const html = await open(owners[0]!.id, path);
        for (const word of words)
          if (!html.includes(`value="${word}"`)) missing.push(`${code}: ${word} on ${path}`);
      }
    expect(missing).toEqual([]);
  }, 60_000);
});

interface Feeder {
  path: string;
  /** What must be there to choose. */
  words: string[];
}

/** The pages with which everything a rule looks at comes about. */
function feeders(rule: Rule): Feeder[] {
  switch (rule.type) {
    case 'held_events':
    case 'published_courses':
      return [course(rule)];
    case 'act_count':
      return acts(rule);
    case 'ratio':
      return [...acts(rule.numerator), ...acts(rule.denominator)];
    case 'per_quarter':
      return feeders(rule.count);
    case 'milestone':
      return [
        ...acts({ actKinds: ['milestone'], subkinds: [rule.milestone] }),
        ...(rule.published ? [course(rule.published)] : []),
      ];
    case 'all_of':
      return rule.parts.flatMap(({ anyOf }) => anyOf.flatMap(feeders));
    case 'coverage':
      return rule.by.flatMap((by) => [
        ...(by.evidence === 'act' ? acts(by) : []),
        ...(by.evidence === 'attendance' ? [course(by)] : []),
        ...(by.confirmation ? acts({ actKinds: ['confirmation'] }) : []),
      ]);
    case 'distinct_persons':
      return [{ path: '/registraties/importeren', words: ['participants', 'reported_total'] }];
    default:
      return rule satisfies never;
  }
}

const course = (filter: {
  kinds?: string[];
  modes?: string[];
  tags?: string[];
  audiences?: string[];
}): Feeder => ({
  path: '/beheer/aanbod/nieuw',
  words: [filter.kinds, filter.modes, filter.tags, filter.audiences].flatMap((list) => list ?? []),
});

const acts = (filter: { actKinds: string[]; subkinds?: string[]; statuses?: string[] }): Feeder[] =>
  filter.actKinds.map((kind) => ({
    path: `/registraties/nieuw?soort=${kind}`,
    words: [kind, ...(filter.subkinds ?? []), ...(filter.statuses ?? [])],
  }));
