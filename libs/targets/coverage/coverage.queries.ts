import { Injectable } from '@nestjs/common';

import { Database } from '@academie/platform';

import { validOn, validOnKnown } from '../counting/reference-set.sql';
import type { Grade } from '../ledger/evidence.entity';
import { dayBefore } from '../counting/measures';
import { VALUE } from '../counting/measure-names';
import type { Rule } from '../rule/rule';
import type { CoverageRule } from '../rule/coverage.rule';
import type { TargetRow } from '../value/target.queries';
import { isCoverage } from '../rule/coverage.rule';

/** An organisation of the reference set. */
export interface CoveredOrganisation {
  id: string;
  code: string;
  name: string;
  shortName: string;
  cbsCode: string | null;
  safetyRegion: string | null;
  /** Since when it counts; null when it does not. */
  coveredAt: Date | null;
  grade: Grade | null;
}

/** Which number of a target says something about organisations. */
export interface CoverageMeasure {
  measure: string;
  /** Dutch; null for the value itself. */
  label: string | null;
  rule: CoverageRule;
}

/** The value of a target or its measures, as far as they cover organisations. */
export function coverageMeasures(target: Pick<TargetRow, 'rule' | 'measures'>): CoverageMeasure[] {
  const all: { measure: string; label: string | null; rule: Rule }[] = [
    { measure: VALUE, label: null, rule: target.rule },
    ...target.measures.map(({ code, label, rule }) => ({ measure: code, label, rule })),
  ];
  return all.flatMap((one) => (isCoverage(one.rule) ? [{ ...one, rule: one.rule }] : []));
}

/** Who is covered and who is missing. */
@Injectable()
export class CoverageQueries {
  constructor(private readonly database: Database) {}

  /**
   * The reference set as it is on the last day of the period, in the order of region and name. By what is
   * confidential somebody is covered since the month in which it was.
   */
  async of(
    target: Pick<TargetRow, 'id' | 'periodTo'>,
    { measure, rule }: CoverageMeasure,
    knownAt?: Date,
  ): Promise<CoveredOrganisation[]> {
    return this.database.rows<CoveredOrganisation>(
      `SELECT o.id, o.code, o.name, o.short_name AS "shortName", o.cbs_code AS "cbsCode",
         o.safety_region AS "safetyRegion", c.grade,
         CASE WHEN catalogue.hides(e.origin_id, NULL, NULL, $4::date)
           THEN date_trunc('month', c.occurred_at, 'Europe/Amsterdam') ELSE c.occurred_at END AS "coveredAt"
       FROM people.known_organisation o
       LEFT JOIN targets.contribution c ON c.target_id = $1 AND c.measure = $2
         AND c.subject_key = o.id::text
         AND CASE WHEN $5::timestamptz IS NULL THEN c.uncounted_at IS NULL
             ELSE c.counted_at <= $5 AND c.occurred_at <= $5
               AND (c.uncounted_at IS NULL OR c.uncounted_at > $5) END
       LEFT JOIN targets.evidence e ON e.id = c.evidence_id
       WHERE o.kind = $3 AND ${knownAt ? validOnKnown('o', '$4::date', '$5::timestamptz') : validOn('o', '$4::date')}
       ORDER BY o.safety_region, o.short_name`,
      [target.id, measure, rule.reference, dayBefore(target.periodTo), knownAt ?? null],
    );
  }

  /** Ids of the municipalities that count, by target. */
  async matrix(targetIds: readonly string[]): Promise<Map<string, Set<string>>> {
    const found = await this.database.rows<{ targetId: string; keys: string[] }>(
      `SELECT target_id AS "targetId", array_agg(subject_key) AS keys FROM targets.contribution
        WHERE target_id = ANY ($1) AND measure = 'value' AND uncounted_at IS NULL AND grade <> 'C'
        GROUP BY target_id`,
      [targetIds],
    );
    return new Map(found.map(({ targetId, keys }) => [targetId, new Set(keys)]));
  }

  /** Keys of the subjects that count for the value of a target, such as its quarters. */
  async keys(targetId: string): Promise<string[]> {
    const found = await this.database.rows<{ key: string }>(
      `SELECT subject_key AS key FROM targets.contribution
        WHERE target_id = $1 AND measure = 'value' AND uncounted_at IS NULL AND grade <> 'C'`,
      [targetId],
    );
    return found.map(({ key }) => key);
  }

  /** Municipalities of a day, in the order of region and name. */
  municipalities(day: string): Promise<CoveredOrganisation[]> {
    return this.database.rows<CoveredOrganisation>(
      `SELECT o.id, o.code, o.name, o.short_name AS "shortName", o.cbs_code AS "cbsCode",
         o.safety_region AS "safetyRegion", NULL AS "coveredAt", NULL AS grade
       FROM people.known_organisation o
       WHERE o.kind = 'municipality' AND ${validOn('o', '$1::date')}
       ORDER BY o.safety_region, o.short_name`,
      [day],
    );
  }
}
