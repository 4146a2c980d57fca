import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, Database, dayOf, ShortCache } from '@academie/platform';

import { validOn, validOnKnown } from '../counting/reference-set.sql';
import { dayBefore } from '../counting/measures';
import {
  NOTHING_PLANNED,
  type PlannedEvidence,
  PlannedEvidenceQueries,
} from '../planning/planned-evidence.queries';
import { ASSUMED_USUAL, UsualQueries } from '../planning/forecast.queries';
import { isClosedStatus, type Measure, type Operator, type Reading } from '../plan/plan';
import type { Unit } from '../rule/unit';
import type { StoredPlanStatus } from '../plan/plan.entity';
import type { Rule } from '../rule/rule';
import type { Baseline, NormSource } from '../plan/target.entity';
import { statesAt, TARGETS } from './target-states';
import { aheadOf, figuresOf, gather } from './target-figures';
import { sumsAt, sumsNow } from './target-sums';
import { isSameValue, settled } from './closed-values';
import { type Value, type ValueInput, valueOf } from './target-value';
import type { Grades } from '../counting/rule-counting';

export interface PlanRow {
  id: string;
  year: number;
  title: string;
  version: string;
  status: StoredPlanStatus;
  /** Whether the plan itself is a concept; closing its year does not adopt it. */
  isConcept: boolean;
  label: string | null;
  periodFrom: string;
  periodTo: string;
}

export interface OwnerTheme {
  id: string;
  slug: string;
  name: string;
  parentId: string | null;
}

/** A theme with its place in the tree. */
export interface ThemeRow extends OwnerTheme {
  position: number;
}

/** A target as it stands in the ledger, without its value. */
export interface TargetRow {
  id: string;
  planId: string;
  year: number;
  planStatus: StoredPlanStatus;
  planVersion: string;
  planLabel: string | null;
  /** The plan was never adopted, also once its year is closed. Left out in what is known of before it was asked. */
  isOfConcept?: boolean;
  code: string;
  title: string;
  sentence: string;
  sourceLines: number[];
  /** Left out in what is known of before it was asked. */
  sourcePages?: number[];
  readings?: Reading[];
  isOther: boolean;
  unit: Unit;
  operator: Operator;
  norm: number;
  normSource: NormSource;
  planNorm: number | null;
  normSetAt: Date | null;
  periodFrom: string;
  periodTo: string;
  rule: Rule;
  measures: Measure[];
  baseline: Baseline | null;
  openQuestion: string | null;
  yearSpecific: string | null;
  toCheck: string | null;
  version: number;
  owners: OwnerTheme[];
}

export interface TargetView extends TargetRow {
  value: Value;
  /** What the value is made of. */
  figures: ValueInput;
  /** Nothing when another moment than now is looked at. */
  plannedEvidence: PlannedEvidence;
  /** What it would be now, when that differs from what was reported as its year was closed. */
  current: Value | null;
}

/**
 * The moment a value is looked at: what had happened by then, as it was known at `knownAt`. Left out:
 * now, from the rollups.
 */
export interface Moment {
  asOf: Date;
  knownAt: Date;
}

/** Reads targets with their values. */
@Injectable()
export class TargetQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly planned: PlannedEvidenceQueries,
    private readonly usual: UsualQueries,
    private readonly cache: ShortCache,
  ) {}

  /** All plans, the latest year first. */
  plans(): Promise<PlanRow[]> {
    return this.database.rows<PlanRow>(
      `SELECT id, year, title, version, status, label, coalesce(document->>'status' = 'concept', false) AS "isConcept", period_from::text AS "periodFrom",
         period_to::text AS "periodTo" FROM targets.plan ORDER BY year DESC`,
    );
  }

  /** All themes in the order of every page. */
  themes(): Promise<ThemeRow[]> {
    return this.database.rows<ThemeRow>(
      'SELECT id, slug, name, parent_id AS "parentId", position FROM catalogue.theme ORDER BY position',
    );
  }

  /** As plans, for a page that shows them: as they stood within the last second. */
  shownPlans(): Promise<PlanRow[]> {
    return this.cache.getOrLoad('targets.plans', () => this.plans());
  }

  /** As themes, for a page that shows them: as they stood within the last second. */
  shownThemes(): Promise<ThemeRow[]> {
    return this.cache.getOrLoad('targets.themes', () => this.themes());
  }

  /** The targets of a year in the order of the plan; empty when there is no such plan. */
  async ofYear(year: number, moment?: Moment): Promise<TargetView[]> {
    // The same for everybody who reads them in this second; nobody changes what is given.
    if (!moment) return this.cache.getOrLoad(`targets.year.${year}`, () => this.ofYearNow(year));
    const found = await statesAt<TargetRow>(this.database, moment.knownAt, { year });
    return this.withValues(found, moment);
  }

  private async ofYearNow(year: number): Promise<TargetView[]> {
    const found = await this.database.rows<TargetRow>(
      `${TARGETS} WHERE p.year = $1 AND NOT t.withdrawn ORDER BY t.position`,
      [year],
    );
    return this.withValues(found);
  }

  /** As ofYear, in the transaction that closes the year. */
  async liveOfYear(year: number, tx: EntityManager): Promise<TargetView[]> {
    const rows = await this.database.rows<TargetRow>(
      `${TARGETS} WHERE p.year = $1 AND NOT t.withdrawn ORDER BY t.position`,
      [year],
      tx,
    );
    return this.withValues(rows, undefined, tx);
  }

  /** A target with its value, or undefined. A withdrawn one is still found. */
  async find(id: string, moment?: Moment): Promise<TargetView | undefined> {
    const found = moment
      ? await statesAt<TargetRow>(this.database, moment.knownAt, { id })
      : await this.database.rows<TargetRow>(`${TARGETS} WHERE t.id = $1`, [id]);
    return (await this.withValues(found, moment))[0];
  }

  /** As find, of now, for a page that shows it: as it stood within the last second. Nothing is decided by it. */
  shown(id: string): Promise<TargetView | undefined> {
    return this.cache.getOrLoad(`targets.target.${id}`, () => this.find(id));
  }

  /** A target without its value, or undefined. */
  row(id: string, tx?: EntityManager): Promise<TargetRow | undefined> {
    return this.database.first<TargetRow>(`${TARGETS} WHERE t.id = $1`, [id], tx);
  }

  private async withValues(
    targets: TargetRow[],
    moment?: Moment,
    tx?: EntityManager,
  ): Promise<TargetView[]> {
    if (targets.length === 0) return [];
    const now = this.clock.now();
    const today = dayOf(moment?.asOf ?? now);
    const closed = moment ? [] : targets.filter(isClosed).map(({ id }) => id);
    const live = moment ? [] : targets.filter((target) => !isClosed(target));
    const [found, sizes, planned, usual, frozen] = await Promise.all([
      moment
        ? sumsAt(this.database, targets, today, moment.knownAt)
        : sumsNow(this.database, targets, today, tx),
      this.referenceSizes(targets, moment?.knownAt),
      this.planned.of(live, now),
      live.length > 0 ? this.usual.now() : ASSUMED_USUAL,
      closed.length > 0 ? this.frozen(closed) : undefined,
    ]);
    const { sums, ahead, months } = gather(found);
    return targets.map((target) => {
      const plannedEvidence = planned.get(target.id) ?? NOTHING_PLANNED;
      const figures: ValueInput = {
        ...figuresOf(target),
        sums: sums.get(target.id) ?? new Map<string, Grades>(),
        months: months.get(target.id) ?? {},
        today,
        referenceSizes: sizes.get(target.periodTo) ?? {},
        ahead: aheadOf(target, plannedEvidence, ahead.get(target.id) ?? 0),
        usual,
      };
      const value = valueOf(figures);
      // What was reported stays what is shown; that it would be otherwise now is said beside it.
      const reported = frozen?.get(target.id);
      if (!reported) return { ...target, value, figures, plannedEvidence, current: null };
      const current = isSameValue(reported, value) ? null : value;
      return { ...target, value: reported, figures, plannedEvidence, current };
    });
  }

  private async frozen(ids: readonly string[]): Promise<Map<string, Value>> {
    const found = await this.database.rows<{ id: string; value: Value }>(
      `SELECT DISTINCT ON (s.target_id) s.target_id AS id, s.shown->'value' AS value
       FROM targets.snapshot s JOIN targets.closing c ON c.id = s.closing_id
       WHERE s.target_id = ANY ($1) ORDER BY s.target_id, c.edition DESC`,
      [ids],
    );
    return new Map(found.map(({ id, value }) => [id, settled(value)]));
  }

  /** How many organisations of each kind there are on the last day of each period. */
  private async referenceSizes(
    targets: readonly TargetRow[],
    knownAt?: Date,
  ): Promise<Map<string, Record<string, number>>> {
    const ends = [...new Set(targets.map(({ periodTo }) => periodTo))];
    const found = await this.database.rows<{ kind: string; periodTo: string; size: number }>(
      `SELECT o.kind, d.period_to::text AS "periodTo", count(*)::int AS size
       FROM unnest($1::date[], $2::date[]) AS d (period_to, last_day)
       JOIN people.known_organisation o ON ${knownAt ? validOnKnown('o', 'd.last_day', '$3') : validOn('o', 'd.last_day')}
       WHERE o.kind IN ('municipality', 'care_and_safety_house') GROUP BY 1, 2`,
      [ends, ends.map(dayBefore), ...(knownAt ? [knownAt] : [])],
    );
    const sizes = new Map<string, Record<string, number>>();
    for (const { kind, periodTo, size } of found)
      sizes.set(periodTo, { ...sizes.get(periodTo), [kind]: size });
    return sizes;
  }
}

/** Whether the year was closed and reported. */
export const isClosed = ({ planStatus }: Pick<TargetRow, 'planStatus'>): boolean =>
  isClosedStatus(planStatus);
