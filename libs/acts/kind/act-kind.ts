/** A word of a closed list, and how people read it. */
export interface Choice {
  code: string;
  name: string;
}

/** A team that records acts; with a region only municipalities of that safety region are its own. */
export interface Team extends Choice {
  region?: string;
}

/** Where an act stands; `ahead` speaks of what is to come, so its day may lie in the future. */
export interface Status extends Choice {
  ahead: boolean;
}

/** A yes/no question; `for` limits it to some subkinds. */
export interface Flag extends Choice {
  for?: string[];
}

/** A sort within a kind; its grade goes before that of the kind. */
export interface Subkind extends Choice {
  grade?: LesserGrade;
}

/** How far an act is trusted that is never one of our own registers: a named statement, or a bare total. */
export type LesserGrade = 'B' | 'C';

/** A kind of act, as act-kinds.yaml describes it. Lists that are not asked are empty. */
export interface ActKind {
  kind: string;
  name: string;
  description: string;
  /** Slugs of the themes whose theme leads record and see it. */
  themes: string[];
  /** Codes of the targets that look at it. */
  feeds: string[];
  recorders: 'all' | 'theme_leads';
  organisation?: {
    type: 'municipality' | 'care_and_safety_house';
    required: boolean;
    several: boolean;
  };
  teams: Team[];
  subkinds: Subkind[];
  statuses: Status[];
  flags: Flag[];
  /** Absent: always 1 and not asked. */
  quantity?: { default: number; max: number };
  headcount?: 'asked' | 'required';
  reference?: 'optional' | 'required';
  document?: 'optional' | 'required';
  /** The targets it can speak of, out of those it feeds. */
  targets: Choice[];
  /** Set when it is never more than a statement, no matter who records it. */
  grade?: LesserGrade;
  /** Set when one act speaks of a whole month: another in that month says the same again, perhaps. */
  speaksOf?: 'month';
  /** False: at most one live act per organisation, subkind and year. */
  repeats: boolean;
}

/** The grade of an act of this kind that its author would otherwise give `usual`; a statement never rises. */
export function gradeOf<G extends string>(
  kind: ActKind,
  subkind: string | null | undefined,
  usual: G,
): G | LesserGrade {
  return kind.subkinds.find(({ code }) => code === subkind)?.grade ?? kind.grade ?? usual;
}
