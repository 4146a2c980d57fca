import { z } from 'zod';

import type { ActOptions, Vocabulary } from './rule-vocabulary';
import { refuse, unknownWord, type WordList, words } from './yaml-schema';

/** The closed lists a rule draws its words from. */
export function wordLists(vocabulary: Vocabulary) {
  const list = (values: Iterable<string>, name: string): WordList => ({
    values: [...values],
    name,
  });
  return {
    courseKinds: list(vocabulary.courseKinds, 'course-kind'),
    modes: list(vocabulary.modes, 'mode'),
    functions: list(vocabulary.functions, 'function'),
    themes: list(vocabulary.themes, 'theme'),
    tags: list(vocabulary.tags, 'tag'),
    actKinds: list(vocabulary.actKinds.keys(), 'act-kind'),
    acts: vocabulary.actKinds,
    milestones: list(vocabulary.milestones, 'milestone'),
  };
}

export type WordLists = ReturnType<typeof wordLists>;

/** Which courses or offerings. A label of the course or of the offering itself both count. */
export const courseFilter = (lists: WordLists) => ({
  kinds: words(lists.courseKinds).optional(),
  modes: words(lists.modes).optional(),
  /** Functions the course is meant for. */
  audiences: words(lists.functions).optional(),
  /** Exact slugs: a theme does not stand for its sub-themes. */
  themes: words(lists.themes).optional(),
  /** All of these. */
  tags: words(lists.tags).optional(),
  /** None of these; keeps an event from counting for two targets that the plan lists apart. */
  withoutTags: words(lists.tags).optional(),
});

/** Courses of which the start or the completion by a person counts. */
export const courseChoice = (lists: WordLists) => ({
  /** All of these on the course. */
  courseTags: words(lists.tags),
  courseKinds: words(lists.courseKinds).optional(),
});

/** Which acts; the options are those of `libs/acts/kind/act-kinds.yaml`. */
export const actFilter = (lists: WordLists) => ({
  actKinds: words(lists.actKinds),
  subkinds: z.array(z.string()).min(1).optional(),
  /** The status the act has now; an act that moves on stops or starts to count. */
  statuses: z.array(z.string()).min(1).optional(),
  flags: z.record(z.string(), z.boolean()).optional(),
});

export type CourseFilter = ShapeOf<typeof courseFilter>;
export type ActFilter = ShapeOf<typeof actFilter>;
type ShapeOf<F extends (lists: WordLists) => z.core.$ZodLooseShape> = z.infer<
  z.ZodObject<ReturnType<F>>
>;

/**
 * For a schema that holds `actFilter`: a subkind, status or flag must belong to at least one of the
 * kinds that are named. With an unknown kind, which was reported, nothing can be said of them.
 */
export const checkActOptions =
  (lists: WordLists) =>
  (filter: ActFilter, issues: z.core.$RefinementCtx): void => {
    const kinds = filter.actKinds.map((kind) => lists.acts.get(kind));
    if (!kinds.some(Boolean)) return;
    const optionsOf = (options: keyof ActOptions, name: string): WordList => ({
      values: kinds.flatMap((kind) => [...(kind?.[options] ?? [])]),
      name,
      of: filter.actKinds.join(', '),
    });
    const check = (options: 'subkinds' | 'statuses', name: string): void => {
      const list = optionsOf(options, name);
      filter[options]?.forEach((found, index, all) => {
        if (!list.values.includes(found))
          refuse(issues, unknownWord(found, list), [options, index]);
        else if (all.indexOf(found) < index)
          refuse(issues, { problem: 'double', word: found }, [options, index]);
      });
    };
    check('subkinds', 'subkind');
    check('statuses', 'status');
    const flags = optionsOf('flags', 'flag');
    for (const flag of Object.keys(filter.flags ?? {}))
      if (!flags.values.includes(flag))
        refuse(issues, { ...unknownWord(flag, flags), atKey: true }, ['flags', flag]);
  };
