import { AUTHORITATIVE_SOURCES, type MarkSource, type MarkValue } from './mark-value';

/** What the merge rule needs to know of a mark. */
export interface MarkFacts {
  /** The place in which the database took it in; decides between marks that are equal otherwise. */
  id: number;
  value: MarkValue;
  source: MarkSource;
  occurredAt: Date;
  recordedAt: Date;
}

/** `mark m` of one person at one session, the one that holds first: the same rule for the database. */
export const MARK_PRECEDENCE =
  'm.authority DESC, m.occurred_at DESC, m.recorded_at DESC, m.id DESC';

/**
 * The mark that holds (domain.md 6.3): what a trainer says before what a person or a machine says,
 * then the one seen last, then the one that came in last. The order in which marks come in, and how
 * often one is sent again, change nothing.
 */
export function currentMark<T extends MarkFacts>(marks: Iterable<T>): T | undefined {
  let current: T | undefined;
  for (const mark of marks) if (!current || outweighs(mark, current)) current = mark;
  return current;
}

function outweighs(a: MarkFacts, b: MarkFacts): boolean {
  for (const weight of [authority, occurred, recorded, place]) {
    const difference = weight(a) - weight(b);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

const authority = ({ source }: MarkFacts): number =>
  (AUTHORITATIVE_SOURCES as readonly MarkSource[]).includes(source) ? 1 : 0;
const occurred = ({ occurredAt }: MarkFacts): number => occurredAt.getTime();
const recorded = ({ recordedAt }: MarkFacts): number => recordedAt.getTime();
const place = ({ id }: MarkFacts): number => id;
