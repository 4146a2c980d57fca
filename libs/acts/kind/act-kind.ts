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
  subkinds: Choice[];
  statuses: Status[];
  flags: Flag[];
  /** Absent: always 1 and not asked. */
  quantity?: { default: number; max: number };
  headcount?: 'asked' | 'required';
  reference?: 'optional' | 'required';
  document?: 'optional' | 'required';
  /** The targets it can speak of, out of those it feeds. */
  targets: Choice[];
  /** Set when it is never more than a statement of a total, no matter who records it. */
  grade?: 'C';
  /** False: at most one live act per organisation, subkind and year. */
  repeats: boolean;
}
