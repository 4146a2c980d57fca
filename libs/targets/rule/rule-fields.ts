import type { RuleType } from './rule';

/** From which list the words of a question come. Subkinds and statuses are those of the kinds of act beside it. */
export type FieldList =
  | 'courseKinds'
  | 'modes'
  | 'functions'
  | 'themes'
  | 'tags'
  | 'actKinds'
  | 'subkinds'
  | 'statuses'
  | 'milestones';

/**
 * A question of the form in which somebody composes a rule. `name` is the field of the rule; its text is
 * `field.<name>` in the locale files.
 */
export type RuleField =
  | { kind: 'text' | 'number'; name: string }
  /** Several words of a list. */
  | { kind: 'words'; name: string; list: FieldList }
  /** One word of a list, or of these; with `optional` it may be left open. */
  | { kind: 'word'; name: string; list?: FieldList; options?: readonly string[]; optional?: true }
  /** A box that puts this value in the rule. */
  | { kind: 'box'; name: string; value: unknown }
  /** Yes or no for each flag of the kinds of act beside it. */
  | { kind: 'flags'; name: string }
  | { kind: 'group'; name: string; fields: readonly RuleField[] }
  | { kind: 'list'; name: string; fields: readonly RuleField[]; most: number }
  /** A rule inside the rule; with `most` a list of them. */
  | { kind: 'rule'; name: string; types: readonly RuleType[]; most?: number }
  /** A list of which each entry is of one of several sorts. */
  | { kind: 'sorts'; name: string; key: string; sorts: Sorts; most: number };

export type Sorts = Readonly<Record<string, readonly RuleField[]>>;

const COURSES: readonly RuleField[] = [
  { kind: 'words', name: 'kinds', list: 'courseKinds' },
  { kind: 'words', name: 'tags', list: 'tags' },
  { kind: 'words', name: 'audiences', list: 'functions' },
  { kind: 'words', name: 'modes', list: 'modes' },
  { kind: 'words', name: 'themes', list: 'themes' },
  { kind: 'words', name: 'withoutTags', list: 'tags' },
];
const CHOSEN_COURSES: readonly RuleField[] = [
  { kind: 'words', name: 'courseTags', list: 'tags' },
  { kind: 'words', name: 'courseKinds', list: 'courseKinds' },
];
const ACTS: readonly RuleField[] = [
  { kind: 'words', name: 'actKinds', list: 'actKinds' },
  { kind: 'words', name: 'subkinds', list: 'subkinds' },
  { kind: 'words', name: 'statuses', list: 'statuses' },
  { kind: 'flags', name: 'flags' },
];
const CONFIRMATION: RuleField = { kind: 'box', name: 'confirmation', value: 'theme_lead' };
const PERSONS: readonly RuleField[] = [
  { kind: 'word', name: 'moment', options: ['attended', 'started', 'completed'] },
  ...CHOSEN_COURSES,
  { kind: 'words', name: 'functions', list: 'functions' },
];

/** What is asked for each type of rule: every field that its schema has. */
export const RULE_FIELDS: Readonly<Record<RuleType, readonly RuleField[]>> = {
  held_events: [
    ...COURSES,
    { kind: 'number', name: 'minPresent' },
    { kind: 'number', name: 'minMunicipalities' },
    { kind: 'list', name: 'each', fields: [{ kind: 'text', name: 'label' }, ...COURSES], most: 5 },
  ],
  published_courses: [
    { kind: 'word', name: 'count', options: ['courses', 'offerings'] },
    ...COURSES,
  ],
  distinct_persons: [
    ...PERSONS,
    { kind: 'box', name: 'baseline', value: { required: true } },
    { kind: 'box', name: 'alternativeReading', value: 'net_growth' },
  ],
  coverage: [
    { kind: 'word', name: 'reference', options: ['municipality', 'care_and_safety_house'] },
    {
      kind: 'sorts',
      name: 'by',
      key: 'evidence',
      most: 5,
      sorts: {
        attendance: [
          ...COURSES,
          { kind: 'words', name: 'functions', list: 'functions' },
          CONFIRMATION,
        ],
        act: [...ACTS, { kind: 'box', name: 'latest', value: true }, CONFIRMATION],
        completion: [...CHOSEN_COURSES, CONFIRMATION],
      },
    },
  ],
  act_count: [{ kind: 'word', name: 'count', options: ['acts', 'quantity'] }, ...ACTS],
  per_quarter: [
    { kind: 'number', name: 'min' },
    { kind: 'rule', name: 'count', types: ['held_events', 'act_count'] },
    { kind: 'list', name: 'each', fields: [{ kind: 'text', name: 'label' }, ...ACTS], most: 5 },
  ],
  ratio: [
    { kind: 'group', name: 'numerator', fields: ACTS },
    { kind: 'group', name: 'denominator', fields: ACTS },
  ],
  milestone: [
    { kind: 'word', name: 'milestone', list: 'milestones' },
    { kind: 'box', name: 'document', value: 'required' },
    {
      kind: 'group',
      name: 'published',
      fields: [
        { kind: 'word', name: 'offer', options: ['course', 'programme'], optional: true },
        ...COURSES,
      ],
    },
  ],
  all_of: [
    {
      kind: 'list',
      name: 'parts',
      most: 10,
      fields: [
        { kind: 'text', name: 'label' },
        { kind: 'number', name: 'atLeast' },
        {
          kind: 'rule',
          name: 'anyOf',
          most: 4,
          types: [
            'held_events',
            'distinct_persons',
            'coverage',
            'act_count',
            'published_courses',
            'per_quarter',
            'milestone',
          ],
        },
      ],
    },
  ],
};

/** The types of rules in the order in which the form offers them. */
export const RULE_TYPES = Object.keys(RULE_FIELDS) as readonly RuleType[];
