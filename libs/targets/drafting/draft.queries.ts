import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import { Database } from '@academie/platform';

import type { StoredPlanStatus } from '../plan/plan.entity';
import type { Baseline } from '../plan/target.entity';
import type { DraftDocument } from './draft-document';
import type { DraftState } from './target-draft.entity';

/** A draft with who did what. */
export interface DraftRow {
  id: string;
  planId: string;
  year: number;
  planStatus: StoredPlanStatus;
  /** Of the target that it changes. */
  code: string | null;
  state: DraftState;
  document: DraftDocument;
  themeIds: string[];
  madeBy: string;
  maker: string;
  changedBy: string;
  changedAt: Date;
  proposedBy: string | null;
  proposer: string | null;
  remark: string | null;
  version: number;
  /** The target that it changes, as it stands in the ledger. */
  targetId: string | null;
  baseline: Baseline | null;
}

const DRAFTS = `
  SELECT d.id, d.plan_id AS "planId", y.year, y.status AS "planStatus", d.code, d.state, d.document,
    d.theme_ids AS "themeIds", d.made_by AS "madeBy", m.name AS maker, d.changed_by AS "changedBy",
    d.changed_at AS "changedAt", d.proposed_by AS "proposedBy", p.name AS proposer, d.remark, d.version,
    t.id AS "targetId", t.baseline
  FROM targets.target_draft d
  JOIN targets.plan y ON y.id = d.plan_id
  JOIN people.person_name m ON m.id = d.made_by
  LEFT JOIN people.person_name p ON p.id = d.proposed_by
  LEFT JOIN targets.target t ON t.plan_id = d.plan_id AND t.code = d.code`;
const ALIVE = `d.state IN ('open', 'proposed', 'returned')`;
/** More than a year plan has targets. */
const MOST = 300;

/** Drafts of targets. */
@Injectable()
export class DraftQueries {
  constructor(private readonly database: Database) {}

  /** Those that somebody has still to do something with, as far as the reader works on them; the latest first. */
  async alive(reader: Actor): Promise<DraftRow[]> {
    const found = await this.database.rows<DraftRow>(
      `${DRAFTS} WHERE ${ALIVE} ORDER BY d.changed_at DESC, d.id LIMIT ${MOST}`,
    );
    return found.filter((draft) => worksOn(reader, draft));
  }

  find(id: string, tx?: EntityManager): Promise<DraftRow | undefined> {
    return this.database.first<DraftRow>(`${DRAFTS} WHERE d.id = $1`, [id], tx);
  }

  /** The live draft that changes a target; undefined when there is none. */
  async ofTarget(planId: string, code: string, tx?: EntityManager): Promise<string | undefined> {
    const row = await this.database.first<{ id: string }>(
      `SELECT d.id FROM targets.target_draft d WHERE d.plan_id = $1 AND d.code = $2 AND ${ALIVE} LIMIT 1`,
      [planId, code],
      tx,
    );
    return row?.id;
  }
}

/** Who made it, who leads one of its themes, and administrators. */
export const worksOn = (
  actor: Actor,
  { madeBy, themeIds }: Pick<DraftRow, 'madeBy' | 'themeIds'>,
): boolean => actor.isAdministrator || actor.id === madeBy || actor.leadsAnyOf(themeIds);
