import path from 'node:path';

import type { Plan, PlanTarget } from './plan';
import { parsePlan } from './plan-file';
import { readPlanText, readVocabulary } from './plan-folder';
import { planText } from './plan-writer';
import { choosable, withReading } from './apply-reading';

const libs = path.resolve(__dirname, '../..');
const vocabulary = readVocabulary(libs);
const { plan } = parsePlan(readPlanText(libs, 2025) ?? '', vocabulary);
const all = [...plan!.targets, ...plan!.others];
const target = (code: string): PlanTarget => all.find((one) => one.code === code)!;
const because = { reason: 'zo bedoelde de stuurgroep het' };

describe('choosing how a word of the plan is read', () => {
  const choices = all.flatMap((one) =>
    choosable(one.readings).flatMap(({ word, options }) =>
      options.map(({ reads }) => [one.code, word, reads] as const),
    ),
  );

  it.each(choices)('of %s, "%s" as "%s", gives a plan that can be loaded', (code, word, reads) => {
    const chosen = withReading(target(code), { word, reads, ...because })!;
    const changed: Plan = {
      ...plan!,
      targets: plan!.targets.map((one) => (one.code === code ? chosen : one)),
    };
    const { plan: read, problems } = parsePlan(planText(changed), vocabulary);
    expect(problems ?? []).toEqual([]);
    expect(read!.targets.find((one) => one.code === code)!.readings).toContainEqual(
      expect.objectContaining({ word, reads, ...because }),
    );
  });

  it.each(choices.map(([code, word]) => [code, word] as const))(
    'of %s, "%s" back and forth, gives the rule that was there',
    (code, word) => {
      const before = target(code);
      const { reads, options } = choosable(before.readings).find((one) => one.word === word)!;
      const there = options.find((option) => option.reads !== reads)!;
      const away = withReading(before, { word, reads: there.reads, ...because })!;
      const back = withReading(away, { word, reads, ...because })!;

      expect({ ...away, readings: [] }).not.toEqual({ ...before, readings: [] });
      expect({ ...back, readings: [] }).toEqual({ ...before, readings: [] });
    },
  );

  it('knows no other word, and no other reading of it', () => {
    const chosen = { word: 'geactiveerd', reads: 'wie er zin in had', ...because };
    expect(withReading(target('T26'), chosen)).toBeUndefined();
    expect(withReading(target('T26'), { ...chosen, word: 'extra' })).toBeUndefined();
  });
});
