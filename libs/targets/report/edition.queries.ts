import { Injectable } from '@nestjs/common';

import { Database } from '@academie/platform';

import { type ClosedValue, isSameValue, settled } from '../value/closed-values';
import { TargetQueries, type TargetView } from '../value/target.queries';
import type { Grades } from '../counting/rule-counting';

/** A closing of a year, or a restatement. */
export interface Edition {
  id: string;
  edition: number;
  closedAt: Date;
  reason: string | null;
  closedBy: string;
}

/** A target in the report, with what its value stands on. */
export interface ReportedTarget {
  target: TargetView;
  /** Pieces of evidence, by grade. */
  evidence: Grades;
}

/** A target of which two editions say something else. */
export interface EditionChange {
  before: ReportedTarget | undefined;
  after: ReportedTarget | undefined;
}

/** Reads editions as they were handed out: figures, norms and owners of then, whatever changed since. */
@Injectable()
export class EditionQueries {
  constructor(
    private readonly database: Database,
    private readonly targets: TargetQueries,
  ) {}

  /** The latest first. */
  all(planId: string): Promise<Edition[]> {
    return this.database.rows<Edition>(
      `SELECT c.id, c.edition, c.closed_at AS "closedAt", c.reason, p.name AS "closedBy"
       FROM targets.closing c JOIN people.person_name p ON p.id = c.closed_by
       WHERE c.plan_id = $1 ORDER BY c.edition DESC`,
      [planId],
    );
  }

  /** What one of them says of every target, in the order of the plan. */
  async targetsOf(year: number, { id, closedAt }: Edition): Promise<ReportedTarget[]> {
    const [then, snapshots] = await Promise.all([
      this.targets.ofYear(year, { asOf: closedAt, knownAt: closedAt }),
      this.database.rows<{ targetId: string; shown: ClosedValue }>(
        'SELECT target_id AS "targetId", shown FROM targets.snapshot WHERE closing_id = $1',
        [id],
      ),
    ]);
    const shown = new Map(snapshots.map(({ targetId, shown: one }) => [targetId, one]));
    return then.flatMap((target) => {
      const frozen = shown.get(target.id);
      if (!frozen) return [];
      const { title, sentence, evidence } = frozen;
      const value = settled(frozen.value);
      return [{ target: { ...target, title, sentence, value, current: null }, evidence }];
    });
  }
}

/** Of which targets one edition says something else than the next. */
export function changesBetween(
  before: readonly ReportedTarget[],
  after: readonly ReportedTarget[],
): EditionChange[] {
  const later = new Map(after.map((one) => [one.target.id, one]));
  const gone = before.map((one) => ({ before: one, after: later.get(one.target.id) }));
  const known = new Set(before.map(({ target }) => target.id));
  const added = after
    .filter(({ target }) => !known.has(target.id))
    .map((one) => ({ before: undefined, after: one }));
  return [...gone, ...added].filter(
    ({ before: was, after: is }) => !was || !is || !saysTheSame(was, is),
  );
}

/** How much there is of each condition and part. */
const countedIn = ({ target }: ReportedTarget): string =>
  target.value.requirements.map(({ label, counted = 0 }) => `${label} ${counted}`).join('; ');

const saysTheSame = (one: ReportedTarget, other: ReportedTarget): boolean =>
  isSameValue(one.target.value, other.target.value) &&
  one.target.value.norm === other.target.value.norm &&
  countedIn(one) === countedIn(other) &&
  (['A', 'B', 'C'] as const).every((grade) => one.evidence[grade] === other.evidence[grade]);
