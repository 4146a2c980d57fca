import { Injectable } from '@nestjs/common';

import { Database, dayOf } from '@academie/platform';

import { ContestQueries } from '../contest/contest.queries';
import { CoverageQueries } from '../coverage/coverage.queries';
import type { DigestWeek } from './digest-week';
import { denominatorOf, VALUE } from '../counting/measure-names';
import { isClosedStatus } from '../plan/plan';
import { type Moment, TargetQueries, type TargetView } from '../value/target.queries';
import { type Value, valueOf } from '../value/target-value';
import { isCoverage } from '../rule/coverage.rule';

/** What a week did to a target. */
export interface TargetWeek {
  /** As it stood at the end of the week; what is planned is as it is now. */
  target: TargetView;
  /** As it stood when the week began. */
  before: Value;
  /** Pieces of evidence that came to count, and that ceased to. */
  added: number;
  removed: number;
  /** Short names of who is missing of a reference set, in the order of region and name. */
  missing: string[];
  /** How often something about it was contested at the end of the week. */
  contested: number;
  /** Whether its period still ran in this week. */
  isRunning: boolean;
}

interface Changes {
  added: number;
  removed: number;
}

/** What happened to all targets in a week, without names of participants. */
@Injectable()
export class DigestQueries {
  constructor(
    private readonly database: Database,
    private readonly targets: TargetQueries,
    private readonly coverage: CoverageQueries,
    private readonly contests: ContestQueries,
  ) {}

  /**
   * Of the plans that ran in the week, and of the year before as long as it is not closed: its last
   * registers are closed in January. The same week gives the same answer whenever it is asked, but for
   * what is planned.
   */
  async of(week: DigestWeek): Promise<TargetWeek[]> {
    const lastDay = dayOf(week.until);
    const years = (await this.targets.plans())
      .filter(({ status }) => !isClosedStatus(status))
      .filter(({ year }) => Math.abs(year - Number(lastDay.slice(0, 4))) <= 1)
      .filter(({ periodFrom }) => periodFrom <= lastDay)
      .map(({ year }) => year);
    const ofYears = await Promise.all(years.map((year) => this.ofYear(year, week)));
    return ofYears.flat();
  }

  private async ofYear(year: number, week: DigestWeek): Promise<TargetWeek[]> {
    const [live, before, after] = await Promise.all([
      this.targets.ofYear(year),
      this.targets.ofYear(year, momentOf(justBefore(week.from))),
      this.targets.ofYear(year, momentOf(week.until)),
    ]);
    const ended = after.map((target) =>
      withPlans(target, live.find(({ id }) => id === target.id) ?? target),
    );
    const [changes, missing, contested] = await Promise.all([
      this.changes(ended, week),
      this.missing(ended),
      this.contests.openCounts(
        ended.map(({ id }) => id),
        week.until,
      ),
    ]);
    return ended.map((target) => ({
      target,
      before: before.find(({ id }) => id === target.id)?.value ?? target.value,
      ...(changes.get(target.id) ?? { added: 0, removed: 0 }),
      missing: missing.get(target.id) ?? [],
      contested: contested.get(target.id) ?? 0,
      isRunning: target.periodTo > dayOf(week.from),
    }));
  }

  private async changes(
    targets: readonly TargetView[],
    week: DigestWeek,
  ): Promise<Map<string, Changes>> {
    const [start, end] = [justBefore(week.from), week.until];
    const counts = (at: string, day: string): string =>
      `(counted_at <= ${at} AND (uncounted_at IS NULL OR uncounted_at > ${at}) AND day <= ${day})`;
    const found = await this.database.rows<Changes & { id: string }>(
      `SELECT target_id AS id,
         count(DISTINCT evidence_id) FILTER (WHERE after AND NOT before)::int AS added,
         count(DISTINCT evidence_id) FILTER (WHERE before AND NOT after)::int AS removed
       FROM (
         SELECT target_id, evidence_id, ${counts('$3', '$4')} AS before, ${counts('$5', '$6')} AS after
           FROM targets.contribution
          WHERE target_id = ANY ($1) AND measure = ANY ($2)
            AND (counted_at > $3 OR uncounted_at > $3 OR day > $4)) c
       WHERE before <> after GROUP BY target_id`,
      [
        targets.map(({ id }) => id),
        [VALUE, denominatorOf(VALUE)],
        ...[start, dayOf(start), end, dayOf(end)],
      ],
    );
    return new Map(found.map(({ id, ...changes }) => [id, changes]));
  }

  private async missing(targets: readonly TargetView[]): Promise<Map<string, string[]>> {
    const found = await Promise.all(
      targets.flatMap((target) => {
        const { rule, value, operator } = target;
        // Where five municipalities will do, the others are not missing.
        if (!isCoverage(rule) || operator !== 'all' || value.status === 'met') return [];
        return [
          this.coverage
            .of(target, { measure: VALUE, label: null, rule })
            .then((rows) => [
              target.id,
              rows
                .filter(({ coveredAt, grade }) => !coveredAt || grade === 'C')
                .map(({ shortName }) => shortName),
            ]),
        ] as Promise<[string, string[]]>[];
      }),
    );
    return new Map(found);
  }
}

const justBefore = (at: Date): Date => new Date(at.getTime() - 1);

const momentOf = (at: Date): Moment => ({ asOf: at, knownAt: at });

/** A target as it stood, with what is planned for it and what is usual as known now. */
function withPlans(target: TargetView, live: TargetView): TargetView {
  const { ahead, usual } = live.figures;
  const figures = { ...target.figures, ahead, usual };
  return { ...target, figures, plannedEvidence: live.plannedEvidence, value: valueOf(figures) };
}
