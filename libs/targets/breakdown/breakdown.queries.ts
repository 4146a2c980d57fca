import { Injectable } from '@nestjs/common';

import { type ActKind, ActKinds } from '@academie/acts';
import { Clock, Database, dayOf } from '@academie/platform';

import type { Grade } from '../ledger/evidence.entity';
import { VALUE } from '../counting/measure-names';
import type { Rule } from '../rule/rule';
import type { TargetRow } from '../value/target.queries';
import { wholeKindOf } from '../rule/act-count.rule';

/** What counts of one team, organisation, month and grade. */
export interface BreakdownRow {
  /** Code of the team, null when none was given. */
  team: string | null;
  organisationId: string | null;
  /** Short name. */
  organisation: string | null;
  safetyRegion: string | null;
  /** `yyyy-mm` */
  month: string;
  grade: Grade;
  quantity: number;
}

/** What a value is made of, for acts that teams do. */
@Injectable()
export class BreakdownQueries {
  constructor(
    private readonly database: Database,
    private readonly kinds: ActKinds,
    private readonly clock: Clock,
  ) {}

  /**
   * The kind of act whose teams a target can be taken apart by; undefined for any other target. A rule
   * that asks more than the kind is none: the list of acts could not show what is behind a number.
   */
  kindOf(rule: Rule): ActKind | undefined {
    const kind = this.kinds.get(wholeKindOf(rule) ?? '');
    return kind && kind.teams.length > 0 ? kind : undefined;
  }

  /** What counts until today; the grades A and B add up to the value of the target. */
  of({ id }: Pick<TargetRow, 'id'>): Promise<BreakdownRow[]> {
    return this.database.rows<BreakdownRow>(
      `SELECT a.team, g.id AS "organisationId", g.short_name AS organisation,
         g.safety_region AS "safetyRegion", to_char(c.day, 'YYYY-MM') AS month, c.grade,
         sum(c.quantity)::int AS quantity
       FROM targets.contribution c
       JOIN targets.evidence e ON e.id = c.evidence_id AND e.source_type = 'act'
       JOIN acts.act a ON a.id = e.source_id
       LEFT JOIN people.known_organisation g ON g.id = coalesce(c.organisation_id, e.organisation_id)
       WHERE c.target_id = $1 AND c.measure = $2 AND c.uncounted_at IS NULL AND c.day <= $3
       GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 5, 1, 3, 6`,
      [id, VALUE, dayOf(this.clock.now())],
    );
  }
}
