import { omitUndefined } from './omit-undefined';
import type { ActFilter, CourseFilter, DistinctPersonsRule } from './rule';
import type { ActWords, Vocabulary } from './rule-vocabulary';
import type { Fields, YamlNode, Words } from './yaml-reader';

/** The closed lists a filter draws its words from, with their names. */
export function wordLists(vocabulary: Vocabulary) {
  const words = (values: Iterable<string>, name: string, nameNl: string): Words => ({
    values: [...values],
    name,
    nameNl,
  });
  return {
    courseKinds: words(vocabulary.courseKinds, 'kind of course', 'soort aanbod'),
    modes: words(vocabulary.modes, 'mode', 'vorm van aanbod'),
    functions: words(vocabulary.functions, 'function', 'functie'),
    themes: words(vocabulary.themes, 'theme', 'naam van een thema'),
    tags: words(vocabulary.tags, 'tag', 'label'),
    actKinds: words(vocabulary.actKinds.keys(), 'kind of act', 'soort registratie'),
    acts: vocabulary.actKinds,
  };
}

export type WordLists = ReturnType<typeof wordLists>;

export function courseFilter(fields: Fields, lists: WordLists): CourseFilter {
  const listOf = (key: string, words: Words) => fields.optional(key, (list) => list.words(words));
  return omitUndefined({
    kinds: listOf('kinds', lists.courseKinds),
    modes: listOf('modes', lists.modes),
    audiences: listOf('audiences', lists.functions),
    themes: listOf('themes', lists.themes),
    tags: listOf('tags', lists.tags),
    withoutTags: listOf('withoutTags', lists.tags),
  });
}

/** Whose starting or finishing counts: the part that persons and completions have in common. */
export function courseChoice(
  fields: Fields,
  lists: WordLists,
): Pick<DistinctPersonsRule, 'courseTags' | 'courseKinds'> {
  return omitUndefined({
    courseTags: fields.get('courseTags').words(lists.tags),
    courseKinds: fields.optional('courseKinds', (list) => list.words(lists.courseKinds)),
  });
}

/** A subkind, status or flag must belong to at least one of the kinds that are named. */
export function actFilter(fields: Fields, lists: WordLists): ActFilter {
  const actKinds = fields.get('actKinds').words(lists.actKinds);
  if (!actKinds.some((kind) => lists.acts.has(kind))) {
    // Their options cannot be judged; the unknown kind was reported.
    for (const key of ['subkinds', 'statuses', 'flags']) fields.has(key);
    return { actKinds };
  }
  const options = (of: keyof ActWords, name: string, nameNl: string): Words => ({
    values: actKinds.flatMap((kind) => [...(lists.acts.get(kind)?.[of] ?? [])]),
    name: `${name} of ${actKinds.join(', ')}`,
    nameNl: `${nameNl} van ${actKinds.join(', ')}`,
  });
  const subkinds = options('subkinds', 'subkind', 'soort');
  const statuses = options('statuses', 'status', 'stand');
  const flags = options('flags', 'flag', 'ja/nee-vraag');
  return omitUndefined({
    actKinds,
    subkinds: fields.optional('subkinds', (list) => list.words(subkinds)),
    statuses: fields.optional('statuses', (list) => list.words(statuses)),
    flags: fields.optional('flags', (map) => readFlags(map, flags)),
  });
}

const readFlags = (map: YamlNode, flags: Words): Record<string, boolean> =>
  map.fields((fields) =>
    Object.fromEntries(
      fields.all().map(([name, key, value]) => {
        key.word(flags);
        return [name, value.boolean()];
      }),
    ),
  );
