import { omitUndefined } from './omit-undefined';
import { actFilter, courseChoice, courseFilter, type WordLists, wordLists } from './filter-file';
import type {
  ActCountRule,
  ActFilter,
  AllOfRule,
  CoverageEvidence,
  CoverageRule,
  DistinctPersonsRule,
  HeldEventsRule,
  MilestoneRule,
  PerQuarterRule,
  PublishedCoursesRule,
  RatioRule,
  Rule,
  RuleType,
} from './rule';
import type { Vocabulary } from './rule-vocabulary';
import type { Fields, YamlNode, Words } from './yaml-reader';

const partTypes = ['held_events', 'published_courses', 'act_count', 'milestone'] as const;
const ruleTypes = [
  ...partTypes,
  'distinct_persons',
  'coverage',
  'per_quarter',
  'ratio',
  'all_of',
] as const satisfies readonly RuleType[];

/** Reads a rule; every word in it must be in the vocabulary. */
export const readRule = (value: YamlNode, vocabulary: Vocabulary): Rule =>
  oneOfTypes(value, ruleTypes, wordLists(vocabulary));

function oneOfTypes<T extends RuleType>(
  value: YamlNode,
  types: readonly T[],
  lists: WordLists,
): Extract<Rule, { type: T }> {
  return value.fields((fields) => {
    const words = { values: types, name: 'type of rule here', nameNl: 'telregel op deze plek' };
    const type: RuleType = fields.get('type').word(words);
    const rule = type in readers ? readers[type](fields, lists) : undefined;
    // Without a type, nothing can be said about the fields that belong to it.
    if (!rule) fields.all();
    return rule as Extract<Rule, { type: T }>;
  });
}

const readers: { [T in RuleType]: (fields: Fields, lists: WordLists) => Rule } = {
  held_events: heldEvents,
  published_courses: publishedCourses,
  distinct_persons: distinctPersons,
  coverage,
  act_count: actCount,
  per_quarter: perQuarter,
  ratio,
  milestone,
  all_of: allOf,
};

function heldEvents(fields: Fields, lists: WordLists): HeldEventsRule {
  // What people do alone has no register that closes, so such a rule would never count anything.
  const held = {
    ...lists,
    courseKinds: without(lists.courseKinds, 'e_learning'),
    modes: without(lists.modes, 'self_paced'),
  };
  return omitUndefined({
    type: 'held_events',
    ...courseFilter(fields, held),
    minPresent: fields.optional('minPresent', (number) => number.integer(1, 1000)) ?? 1,
    minMunicipalities: fields.optional('minMunicipalities', (number) => number.integer(2, 100)),
    each: fields.optional('each', (list) =>
      labelled(list, (requirement) => courseFilter(requirement, held)),
    ),
  });
}

const without = (words: Words, word: string): Words => ({
  ...words,
  values: words.values.filter((value) => value !== word),
});

function publishedCourses(fields: Fields, lists: WordLists): PublishedCoursesRule {
  const counts = { values: ['courses', 'offerings'] as const, name: 'count', nameNl: 'telling' };
  return {
    type: 'published_courses',
    count: fields.get('count').word(counts),
    ...courseFilter(fields, lists),
  };
}

function distinctPersons(fields: Fields, lists: WordLists): DistinctPersonsRule {
  const moments = {
    values: ['started', 'completed', 'attended'] as const,
    name: 'moment',
    nameNl: 'moment',
  };
  const readings = { values: ['net_growth'] as const, name: 'reading', nameNl: 'lezing' };
  return omitUndefined({
    type: 'distinct_persons',
    ...courseChoice(fields, lists),
    moment: fields.get('moment').word(moments),
    functions: fields.optional('functions', (list) => list.words(lists.functions)),
    baseline: fields.optional('baseline', (value) => value.fields(baseline)),
    alternativeReading: fields.optional('alternativeReading', (value) => value.word(readings)),
  });
}

function baseline(fields: Fields): { required: true; source?: string } {
  const required = fields.get('required');
  if (!required.boolean()) {
    required.refuse(
      'must be true: leave baseline out instead',
      'moet true zijn, of laat baseline weg',
    );
  }
  return omitUndefined({
    required: true,
    source: fields.optional('source', (value) => value.text()),
  });
}

function coverage(fields: Fields, lists: WordLists): CoverageRule {
  const references = {
    values: ['municipality', 'care_and_safety_house'] as const,
    name: 'reference set',
    nameNl: 'groep organisaties',
  };
  return {
    type: 'coverage',
    reference: fields.get('reference').word(references),
    by: fields
      .get('by')
      .list((value) => value.fields((evidence) => coverageEvidence(evidence, lists))),
  };
}

function coverageEvidence(fields: Fields, lists: WordLists): CoverageEvidence {
  const kinds = {
    values: ['act', 'attendance', 'completion'] as const,
    name: 'evidence',
    nameNl: 'bewijs',
  };
  const confirmers = { values: ['theme_lead'] as const, name: 'role', nameNl: 'rol' };
  const evidence = fields.get('evidence').word(kinds);
  const confirmation = fields.optional('confirmation', (value) => value.word(confirmers));
  switch (evidence) {
    case 'act': {
      const latest = fields.optional('latest', (value) => value.boolean());
      return omitUndefined({ evidence, ...actFilter(fields, lists), latest, confirmation });
    }
    case 'attendance': {
      const functions = fields.optional('functions', (list) => list.words(lists.functions));
      return omitUndefined({ evidence, ...courseFilter(fields, lists), functions, confirmation });
    }
    case 'completion':
      return omitUndefined({ evidence, ...courseChoice(fields, lists), confirmation });
    default:
      fields.all();
      return evidence satisfies never;
  }
}

function actCount(fields: Fields, lists: WordLists): ActCountRule {
  const counts = { values: ['acts', 'quantity'] as const, name: 'count', nameNl: 'telling' };
  return {
    type: 'act_count',
    count: fields.get('count').word(counts),
    ...actFilter(fields, lists),
  };
}

function perQuarter(fields: Fields, lists: WordLists): PerQuarterRule {
  return {
    type: 'per_quarter',
    min: fields.optional('min', (value) => value.integer(1, 1000)) ?? 1,
    count: oneOfTypes(fields.get('count'), ['held_events', 'act_count'], lists),
  };
}

function ratio(fields: Fields, lists: WordLists): RatioRule {
  const side = (key: string) => fields.get(key).fields((filter) => actFilter(filter, lists));
  const numerator = side('numerator');
  const denominator = side('denominator');
  if (!isPartOf(numerator, denominator)) {
    fields
      .get('numerator')
      .refuse(
        'must ask at least what the denominator asks, or the ratio could pass 100%',
        'moet minstens vragen wat de noemer vraagt, anders kan het meer dan 100% worden',
      );
  }
  return { type: 'ratio', numerator, denominator };
}

function isPartOf(part: ActFilter, whole: ActFilter): boolean {
  const within = (some?: string[], all?: string[]) =>
    !all || (some?.every((word) => all.includes(word)) ?? false);
  // A word that was refused already is read as an empty one; nothing follows from it.
  const words = [part, whole].flatMap((side) => [side.actKinds, side.subkinds, side.statuses]);
  if (words.flat().includes('')) return true;
  return (
    within(part.actKinds, whole.actKinds) &&
    within(part.subkinds, whole.subkinds) &&
    within(part.statuses, whole.statuses) &&
    Object.entries(whole.flags ?? {}).every(([flag, value]) => part.flags?.[flag] === value)
  );
}

function milestone(fields: Fields, lists: WordLists): MilestoneRule {
  const milestones = {
    values: [...(lists.acts.get('milestone')?.subkinds ?? [])],
    name: 'milestone',
    nameNl: 'mijlpaal',
  };
  const documents = { values: ['required'] as const, name: 'choice', nameNl: 'keuze' };
  const offers = {
    values: ['course', 'programme'] as const,
    name: 'kind of offer',
    nameNl: 'soort aanbod',
  };
  return omitUndefined({
    type: 'milestone',
    milestone: fields.get('milestone').word(milestones),
    document: fields.get('document').word(documents),
    published: fields.optional('published', (value) =>
      value.fields((published) => ({
        offer: published.get('offer').word(offers),
        ...courseFilter(published, lists),
      })),
    ),
  });
}

function allOf(fields: Fields, lists: WordLists): AllOfRule {
  const part = (parts: Fields) => ({
    anyOf: parts.get('anyOf').list((value) => oneOfTypes(value, partTypes, lists)),
  });
  return { type: 'all_of', parts: labelled(fields.get('parts'), part) };
}

/** Entries with a label of their own; the label is their name on pages and in the ledger. */
function labelled<T>(list: YamlNode, read: (fields: Fields) => T): (T & { label: string })[] {
  const seen = new Set<string>();
  return list.list((entry) =>
    entry.fields((fields) => {
      const value = fields.get('label');
      const label = value.text();
      if (label && seen.has(label)) {
        value.refuse(`"${label}" is here twice`, `"${label}" staat er dubbel`);
      }
      seen.add(label);
      return { label, ...read(fields) };
    }),
  );
}
