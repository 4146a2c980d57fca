import { Injectable } from '@nestjs/common';

import { Database, Params, ShortCache } from '@academie/platform';

import { ContextCache } from '../counting/context-cache';
import { countingOf } from '../counting/counting';
import { live } from '../counting/evidence.sql';
import { VALUE } from '../counting/measure-names';
import { frameOf } from '../counting/measures';
import { type CoverageRule, isCoverage } from '../rule/coverage.rule';
import type { TargetRow } from '../value/target.queries';

/** An organisation with evidence that counts once a theme lead has confirmed it. */
export interface Unconfirmed {
  targetId: string;
  organisationId: string;
  shortName: string;
}

type Asked = Pick<TargetRow, 'id' | 'code' | 'rule' | 'periodFrom' | 'periodTo'>;

/** What waits for a confirmation. */
@Injectable()
export class UnconfirmedQueries {
  constructor(
    private readonly database: Database,
    private readonly contexts: ContextCache,
    private readonly cache: ShortCache,
  ) {}

  /** In the order of the targets and of the names; asks nothing for targets that need no confirmation. */
  async of(targets: readonly Asked[]): Promise<Unconfirmed[]> {
    const asked = targets.flatMap((target) => {
      const rule = withoutConfirmation(target);
      return rule ? [{ target, rule }] : [];
    });
    const found = await Promise.all(
      asked.map(({ target, rule }) =>
        this.cache.getOrLoad(`targets.unconfirmed.${target.id}`, () => this.waiting(target, rule)),
      ),
    );
    return found.flat();
  }

  private async waiting(target: Asked, rule: CoverageRule): Promise<Unconfirmed[]> {
    await this.contexts.refresh();
    const { id, periodFrom, periodTo } = target;
    const frame = frameOf(target, { from: periodFrom, until: periodTo }, this.contexts);
    const [found] = countingOf(rule).counters(rule, VALUE, frame);
    if (!found) return [];
    const sql = new Params();
    // Only of those that do not count yet: of each, the first that was there is the first row of an index, and what all
    // the others did is not read.
    const subjects = found[1].subjects(sql, live, '(SELECT keys FROM uncounted)');
    return this.database.rows<Unconfirmed>(
      `WITH uncounted AS MATERIALIZED (
         SELECT array_agg(o.id::text) AS keys FROM people.known_organisation o
          WHERE o.kind = ${sql.add(rule.reference)}
            AND NOT EXISTS (SELECT FROM targets.contribution c WHERE c.target_id = ${sql.add(id)}
              AND c.measure = 'value' AND c.subject_key = o.id::text AND c.uncounted_at IS NULL))
       SELECT ${sql.add(id)}::uuid AS "targetId", o.id AS "organisationId", o.short_name AS "shortName"
         FROM (${subjects}) s JOIN people.known_organisation o ON o.id::text = s.key
        ORDER BY o.short_name`,
      sql.values,
    );
  }
}

/** The rule as if everything had been confirmed; undefined for a rule that asks no confirmation. */
function withoutConfirmation({ rule }: Asked): CoverageRule | undefined {
  if (!isCoverage(rule) || !rule.by.some(({ confirmation }) => confirmation)) return undefined;
  return {
    ...rule,
    by: rule.by.map((by) => ({ ...by, confirmation: undefined })),
  };
}
