import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database } from '@academie/platform';

import { type OwnerTheme, TargetQueries } from '../value/target.queries';
import type { ContestState } from './contest.entity';

/** What an organisation contests, and what was answered. Names no person. */
export interface ContestRow {
  id: string;
  targetId: string;
  code: string;
  title: string;
  year: number;
  owners: OwnerTheme[];
  organisationId: string;
  /** Short name. */
  organisation: string;
  /** The unit that is contested; null: something that lacks. */
  contributionId: string | null;
  /** When the unit happened, of what is confidential the month; and whether it still counts. */
  occurredOn: string | null;
  stillCounts: boolean;
  reason: string;
  state: ContestState;
  madeBy: string;
  madeAt: Date;
  answeredAt: Date | null;
  answer: string | null;
  correction: string | null;
}

const ROWS = `SELECT n.id, n.target_id AS "targetId", t.code, t.title, p.year, n.organisation_id AS "organisationId",
    g.short_name AS organisation, n.contribution_id AS "contributionId",
    CASE WHEN catalogue.hides(e.origin_id, NULL, NULL, c.day) THEN date_trunc('month', c.day)::date
      ELSE c.day END::text AS "occurredOn",
    c.id IS NOT NULL AND c.uncounted_at IS NULL AS "stillCounts", n.reason, n.state, n.made_by AS "madeBy",
    n.made_at AS "madeAt", n.answered_at AS "answeredAt", n.answer, n.correction,
    ARRAY(SELECT o.theme_id FROM targets.target_owner o WHERE o.target_id = t.id) AS "themeIds"
  FROM targets.contest n
  JOIN targets.target t ON t.id = n.target_id
  JOIN targets.plan p ON p.id = t.plan_id
  JOIN people.known_organisation g ON g.id = n.organisation_id
  LEFT JOIN targets.contribution c ON c.id = n.contribution_id
  LEFT JOIN targets.evidence e ON e.id = c.evidence_id`;
const MOST = 200;

type Stored = Omit<ContestRow, 'owners'> & { themeIds: string[] };

/** What is contested, read-only. */
@Injectable()
export class ContestQueries {
  constructor(
    private readonly database: Database,
    private readonly targets: TargetQueries,
  ) {}

  /** What waits for an answer, the oldest first; then what was answered last. */
  all(): Promise<ContestRow[]> {
    return this.found(
      `${ROWS} WHERE n.state <> 'withdrawn'
        ORDER BY n.state <> 'open', CASE WHEN n.state = 'open' THEN n.made_at END,
          n.answered_at DESC, n.id LIMIT ${MOST}`,
    );
  }

  /** Of one organisation, the last first; what was withdrawn is left out. */
  ofOrganisation(organisationId: string, targetId?: string): Promise<ContestRow[]> {
    return this.found(
      `${ROWS} WHERE n.organisation_id = $1 AND n.state <> 'withdrawn'
          AND ($2::uuid IS NULL OR n.target_id = $2)
        ORDER BY n.state <> 'open', n.made_at DESC, n.id LIMIT ${MOST}`,
      [organisationId, targetId ?? null],
    );
  }

  /** What waits for an answer about one target, the oldest first. */
  openOf(targetId: string): Promise<ContestRow[]> {
    return this.found(
      `${ROWS} WHERE n.target_id = $1 AND n.state = 'open' ORDER BY n.made_at, n.id LIMIT ${MOST}`,
      [targetId],
    );
  }

  async one(id: string, tx?: EntityManager): Promise<ContestRow | undefined> {
    const found = await this.database.rows<Stored>(`${ROWS} WHERE n.id = $1`, [id], tx);
    return (await this.withOwners(found))[0];
  }

  /** How often something about a target waits for an answer, or did at a moment, by target. */
  async openCounts(targetIds: readonly string[], at?: Date): Promise<Map<string, number>> {
    const found = await this.database.rows<{ id: string; count: number }>(
      `SELECT target_id AS id, count(*)::int AS count FROM targets.contest
        WHERE target_id = ANY ($1)
          AND (state = 'open' OR state IN ('accepted', 'explained') AND answered_at > $2)
          AND ($2::timestamptz IS NULL OR made_at <= $2)
        GROUP BY target_id`,
      [targetIds, at ?? null],
    );
    return new Map(found.map(({ id, count }) => [id, count]));
  }

  private async found(sql: string, values: unknown[] = []): Promise<ContestRow[]> {
    return this.withOwners(await this.database.rows<Stored>(sql, values));
  }

  private async withOwners(found: readonly Stored[]): Promise<ContestRow[]> {
    if (found.length === 0) return [];
    const themes = await this.targets.themes();
    return found.map(({ themeIds, ...contest }) => ({
      ...contest,
      owners: themes.filter(({ id }) => themeIds.includes(id)),
    }));
  }
}

/** The units among these that are contested and still count. */
export const contestedUnits = (contests: readonly ContestRow[]): Set<string> =>
  new Set(
    contests.flatMap(({ state, contributionId, stillCounts }) =>
      state === 'open' && contributionId && stillCounts ? [contributionId] : [],
    ),
  );
