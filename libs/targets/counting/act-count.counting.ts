import type { Counter, CountingFrame } from './counter';
import { actSelect, bySource, firstRows, type Part } from './counting.sql';
import { evidenceSelect } from './evidence.sql';
import { countsOne, type RuleCounting } from './rule-counting';
import type { ActCountRule } from '../rule/act-count.rule';

export const actCountCounting: RuleCounting<ActCountRule> = countsOne(actCountCounter);

export function actCountCounter(rule: ActCountRule, frame: CountingFrame): Counter {
  return firstRows(actCountPart(rule, frame));
}

export function actCountPart(rule: ActCountRule, { contexts, span }: CountingFrame): Part {
  const select = actSelect(contexts, rule);
  return {
    inputs: [select],
    rows: (sql, scope, keys) =>
      evidenceSelect(
        sql,
        scope,
        {
          ...select,
          key: 'e.source_id::text',
          byKeys: bySource,
          quantity: rule.count === 'quantity' ? 'e.quantity' : '1',
          span,
        },
        keys,
      ),
  };
}
