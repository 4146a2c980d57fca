import { type RuleField, RULE_TYPES } from '../rule/rule-fields';

/** The parts of a draft that are composed like a rule; the rest of it has one form field each. */
export const DRAFT_FIELDS: readonly RuleField[] = [
  { kind: 'rule', name: 'rule', types: RULE_TYPES },
  {
    kind: 'list',
    name: 'measures',
    most: 5,
    fields: [
      { kind: 'text', name: 'label' },
      { kind: 'rule', name: 'rule', types: RULE_TYPES },
    ],
  },
  {
    kind: 'list',
    name: 'readings',
    most: 10,
    fields: [
      { kind: 'text', name: 'word' },
      { kind: 'text', name: 'reads' },
      { kind: 'text', name: 'reason' },
    ],
  },
];
