/** What of an offering decides on its place in the list. */
interface Listed {
  /** "maart 2026"; empty without a date. */
  month: string;
  cancelled: boolean;
}

/** The dates of a course in the order and the groups in which a reader looks for one. */
export interface OfferingGroups<T extends Listed> {
  /** The first to come, with where a month begins. */
  soon: (T & { opensMonth: boolean })[];
  /** The others, by month; closed until somebody opens a month. */
  later: { month: string; count: number; offerings: T[] }[];
  /** What does not go on, below all that does. */
  cancelled: T[];
}

/** More than these few are grouped. */
const SOON = 4;
/** Two more are no reason to hide them. */
const SLACK = 2;

/** Offerings come in the order of time. */
export function groupsOf<T extends Listed>(offerings: readonly T[]): OfferingGroups<T> {
  const going = offerings.filter(({ cancelled }) => !cancelled);
  const cancelled = offerings.filter((offering) => offering.cancelled);
  if (going.length <= SOON + SLACK) return { soon: withMonths(going), later: [], cancelled };
  const later: OfferingGroups<T>['later'] = [];
  for (const offering of going.slice(SOON)) {
    const last = later.at(-1);
    if (last?.month === offering.month) {
      last.offerings.push(offering);
      last.count += 1;
    } else later.push({ month: offering.month, count: 1, offerings: [offering] });
  }
  return { soon: withMonths(going.slice(0, SOON)), later, cancelled };
}

const withMonths = <T extends Listed>(offerings: readonly T[]): (T & { opensMonth: boolean })[] =>
  offerings.map((one, i) => ({ ...one, opensMonth: one.month !== offerings[i - 1]?.month }));
