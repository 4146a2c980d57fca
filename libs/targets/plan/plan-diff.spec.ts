import path from 'node:path';

import type { Plan, PlanTarget } from './plan';
import { diffPlans } from './plan-diff';
import { parsePlan } from './plan-file';
import { readPlanText, readVocabulary } from './plan-folder';

const libs = path.resolve(__dirname, '../..');
const concept = parsePlan(readPlanText(libs, 2025)!, readVocabulary(libs)).plan!;

describe('two versions of a plan', () => {
  const adopted = (edit: (target: PlanTarget) => PlanTarget | PlanTarget[]): Plan => ({
    ...structuredClone(concept),
    targets: structuredClone(concept.targets).flatMap(edit),
  });

  it('do not differ when nothing changed', () => {
    const same = adopted((target) => target);
    expect(diffPlans(concept, same)).toEqual({ fields: [], added: [], removed: [], changed: [] });
  });

  it('show a changed norm with the number before and after', () => {
    const plan = adopted((target) => (target.code === 'T27' ? { ...target, norm: 8 } : target));

    expect(diffPlans(concept, plan).changed).toEqual([
      expect.objectContaining({
        code: 'T27',
        fields: [{ field: 'norm', before: 4, after: 8 }],
      }),
    ]);
  });

  it('show a norm that the plan names after all', () => {
    const plan = adopted(({ defaultNorm, ...target }) =>
      target.code === 'T02'
        ? { ...target, norm: 3 }
        : { ...target, ...(defaultNorm && { defaultNorm }) },
    );

    expect(diffPlans(concept, plan).changed[0]?.fields).toEqual([
      { field: 'norm', before: null, after: 3 },
      { field: 'defaultNorm', before: 1, after: undefined },
    ]);
  });

  it('show what changed inside a rule, and a rule of another type as a whole', () => {
    const plan = adopted((target) => {
      if (target.code === 'T27' && target.rule.type === 'held_events') target.rule.minPresent = 5;
      if (target.code === 'T28') {
        target.rule = { type: 'milestone', milestone: 'leergang-cyber', document: 'required' };
      }
      return target;
    });

    expect(diffPlans(concept, plan).changed.map(({ fields }) => fields)).toEqual([
      [{ field: 'rule.minPresent', before: 1, after: 5 }],
      [expect.objectContaining({ field: 'rule' })],
    ]);
  });

  it('show targets that came and went, and the new status', () => {
    const plan = adopted((target) => {
      if (target.code === 'T06') return [];
      return target.code === 'T46' ? [target, { ...target, code: 'T99' }] : target;
    });
    const diff = diffPlans(concept, { ...plan, status: 'adopted', version: '12-12-2024' });

    expect(diff.removed.map(({ code }) => code)).toEqual(['T06']);
    expect(diff.added.map(({ code }) => code)).toEqual(['T99']);
    expect(diff.fields).toEqual([
      { field: 'version', before: '21-10-2024', after: '12-12-2024' },
      { field: 'status', before: 'concept', after: 'adopted' },
    ]);
  });
});
