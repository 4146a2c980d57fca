import { parse } from 'yaml';

/** The words a rule may use. A plan with any other word is refused when it is loaded. */
export interface Vocabulary {
  themes: ReadonlySet<string>;
  courseKinds: ReadonlySet<string>;
  modes: ReadonlySet<string>;
  tags: ReadonlySet<string>;
  /** What people do, and so whom a course is for. */
  functions: ReadonlySet<string>;
  actKinds: ReadonlyMap<string, ActOptions>;
  /** The milestones that may be reached. */
  milestones: ReadonlySet<string>;
}

export interface ActOptions {
  subkinds: ReadonlySet<string>;
  statuses: ReadonlySet<string>;
  flags: ReadonlySet<string>;
}

/** The texts of the lists as they lie with the libs that own them. */
export interface VocabularyTexts {
  /** `catalogue/course/themes.yaml` */
  themes: string;
  /** `catalogue/course/course-kinds.yaml` */
  courseKinds: string;
  /** `catalogue/course/tags.yaml` */
  tags: string;
  /** `people/directory/functions.yaml` */
  functions: string;
  /** `acts/kind/act-kinds.yaml` */
  actKinds: string;
}

interface Theme {
  slug: string;
  themes?: Theme[];
}
interface Coded {
  code: string;
}
interface Slugged {
  slug: string;
}
interface ActKind {
  kind: string;
  subkinds?: Coded[];
  statuses?: Coded[];
  flags?: Coded[];
}

/** Gathers the words. The lists are part of the release, so their shape is taken as it is. */
export function vocabularyFrom(texts: VocabularyTexts): Vocabulary {
  const { kinds, modes } = parse(texts.courseKinds) as { kinds: Coded[]; modes: Coded[] };
  const actKinds = new Map(
    (parse(texts.actKinds) as ActKind[]).map(({ kind, subkinds, statuses, flags }) => [
      kind,
      { subkinds: codesOf(subkinds), statuses: codesOf(statuses), flags: codesOf(flags) },
    ]),
  );
  return {
    themes: new Set(slugsOf(parse(texts.themes) as Theme[])),
    courseKinds: codesOf(kinds),
    modes: codesOf(modes),
    tags: new Set((parse(texts.tags) as Slugged[]).map(({ slug }) => slug)),
    functions: codesOf(parse(texts.functions) as Coded[]),
    actKinds,
    milestones: actKinds.get('milestone')?.subkinds ?? new Set(),
  };
}

const codesOf = (list: Coded[] = []): Set<string> => new Set(list.map(({ code }) => code));

const slugsOf = (themes: Theme[]): string[] =>
  themes.flatMap(({ slug, themes: parts }) => [slug, ...slugsOf(parts ?? [])]);
