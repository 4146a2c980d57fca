/**
 * How a target counts, as data. The ledger knows these shapes and no target by name.
 *
 * Every rule turns a piece of evidence into at most one subject key, and the value is the number
 * of distinct keys (or the sum of their quantities where a rule says so). That is what makes
 * "counted once" a constraint. The key of each rule stands in its comment.
 *
 * Within a list of a filter one match is enough, except `tags`, which must all be there. Between
 * the fields of a filter all must hold. A field left out asks nothing.
 */
export type Rule =
  | HeldEventsRule
  | PublishedCoursesRule
  | DistinctPersonsRule
  | CoverageRule
  | ActCountRule
  | PerQuarterRule
  | RatioRule
  | MilestoneRule
  | AllOfRule;

export type RuleType = Rule['type'];

/** Which courses or offerings. A label of the course or of the offering itself both count. */
export interface CourseFilter {
  kinds?: string[];
  modes?: string[];
  /** Functions the course is meant for. */
  audiences?: string[];
  /** Exact slugs: a theme does not stand for its sub-themes. */
  themes?: string[];
  /** All of these. */
  tags?: string[];
  /** None of these; keeps an event from counting for two targets that the plan lists apart. */
  withoutTags?: string[];
}

/** Which acts. `subkinds`, `statuses` and `flags` are those of `libs/acts/kind/act-kinds.yaml`. */
export interface ActFilter {
  actKinds: string[];
  subkinds?: string[];
  /** The status the act has now; an act that moves on stops or starts to count. */
  statuses?: string[];
  flags?: Record<string, boolean>;
}

/**
 * Offerings that were held: not cancelled, last session ended, register closed, enough people
 * present who are not the trainer. The day is that of the last session. Key: the offering.
 */
export interface HeldEventsRule extends CourseFilter {
  type: 'held_events';
  /** People present, trainers not counted. */
  minPresent: number;
  /** Municipalities with at least one person present. */
  minMunicipalities?: number;
  /** The norm is reached only when each of these was met by at least one counted event. */
  each?: EventRequirement[];
}

export interface EventRequirement extends CourseFilter {
  /** Dutch, for the page: what must have been among the events. */
  label: string;
}

/**
 * Courses that were published and open for enrolment (or to start at once) on a day in the period.
 * Key: the course, or the offering with `count: offerings`.
 */
export interface PublishedCoursesRule extends CourseFilter {
  type: 'published_courses';
  count: 'courses' | 'offerings';
}

/**
 * Natural persons after merging, employed by an organisation of the academie at that moment.
 * Trainers and observers do not count, repeats do not count. Key: the person.
 */
export interface DistinctPersonsRule {
  type: 'distinct_persons';
  /** All of these on the course. */
  courseTags: string[];
  courseKinds?: string[];
  moment: PersonMoment;
  /** The person had one of these functions at that moment. */
  functions?: string[];
  /** Who took part before the period does not count; without a recorded baseline: undetermined. */
  baseline?: { required: true; source?: string };
  /** Also show persons in this period minus persons in the one before. Never the headline. */
  alternativeReading?: 'net_growth';
}

export type PersonMoment = 'started' | 'completed' | 'attended';

/**
 * Organisations of a reference set, as valid on the day of the evidence, with at least one piece
 * of evidence. Key: the organisation, as frozen in the evidence.
 */
export interface CoverageRule {
  type: 'coverage';
  /** A kind of organisation. */
  reference: 'municipality' | 'care_and_safety_house';
  /** One of these is enough. */
  by: CoverageEvidence[];
}

export type CoverageEvidence = {
  /**
   * Counts only once a theme lead of an owner recorded an act of kind `confirmation` for this
   * target and organisation, in the same period.
   */
  confirmation?: 'theme_lead';
} & (ActEvidence | AttendanceEvidence | CompletionEvidence);

export interface ActEvidence extends ActFilter {
  evidence: 'act';
  /** Only the newest act of the organisation (of these kinds and subkinds) is looked at. */
  latest?: boolean;
}

export interface AttendanceEvidence extends CourseFilter {
  evidence: 'attendance';
  functions?: string[];
}

export interface CompletionEvidence {
  evidence: 'completion';
  courseTags: string[];
  courseKinds?: string[];
}

/** Registered acts. Key: the act. With `count: quantity` an act weighs its quantity. */
export interface ActCountRule extends ActFilter {
  type: 'act_count';
  count: 'acts' | 'quantity';
}

/**
 * Quarters in which the inner rule counted at least `min`; a surplus does not carry over.
 * Key: the quarter, as 2025-Q1.
 */
export interface PerQuarterRule {
  type: 'per_quarter';
  min: number;
  count: HeldEventsRule | ActCountRule;
}

/**
 * Acts in the numerator per hundred acts in the denominator. An empty denominator is undetermined,
 * never 100. The numerator is always a part of the denominator. Key: the act, on either side.
 */
export interface RatioRule {
  type: 'ratio';
  numerator: ActFilter;
  denominator: ActFilter;
}

/**
 * One thing that is finished, shown by an act of kind `milestone` with this subkind and a document.
 * With `published` it counts only when a matching course or programme is published as well.
 * Key: the milestone.
 */
export interface MilestoneRule {
  type: 'milestone';
  milestone: string;
  document: 'required';
  published?: { offer: 'course' | 'programme' } & CourseFilter;
}

/** Parts that must each be met at least once; the value is the number of parts met. Key: the part. */
export interface AllOfRule {
  type: 'all_of';
  parts: RulePart[];
}

export interface RulePart {
  /** Unique in the rule; Dutch, shown on the page. */
  label: string;
  /** One of these is enough. */
  anyOf: PartRule[];
}

export type PartRule = HeldEventsRule | PublishedCoursesRule | ActCountRule | MilestoneRule;
