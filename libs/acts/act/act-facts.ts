import type { EntityManager } from 'typeorm';

import type { Database } from '@academie/platform';

import type { ActGrade } from './act.entity';

/** An act as others count it. Days are `yyyy-mm-dd` in Amsterdam. */
export interface ActFacts {
  id: string;
  /** The act that was recorded first, of which this one is a correction; else its own id. */
  firstId: string;
  kind: string;
  occurredOn: string;
  /** Every organisation it names, the first one first. */
  organisationIds: string[];
  team: string | null;
  subkind: string | null;
  status: string | null;
  flags: Record<string, boolean>;
  quantity: number;
  headcount: number | null;
  reference: string | null;
  document: { title: string; url: string } | null;
  /** Code of the target it speaks of. */
  target: string | null;
  grade: ActGrade;
  source: string;
  recordedAt: Date;
  recordedBy: string | null;
  retractedAt: Date | null;
}

/** The fields of ActFacts, of the alias `act`. */
export const FACTS_FIELDS = `
  act.id, act.kind, act.occurred_on::text AS "occurredOn", act.team, act.subkind, act.status,
  act.flags, act.quantity, act.headcount, act.reference, act.target, act.grade, act.source,
  act.recorded_at AS "recordedAt", act.recorded_by AS "recordedBy",
  act.retracted_at AS "retractedAt",
  CASE WHEN act.document_url IS NOT NULL
    THEN jsonb_build_object('title', act.document_title, 'url', act.document_url) END AS document,
  CASE WHEN act.replaces_id IS NULL THEN act.id ELSE (
    WITH RECURSIVE chain AS (
      SELECT before.id, before.replaces_id FROM acts.act before WHERE before.id = act.replaces_id
      UNION ALL
      SELECT before.id, before.replaces_id FROM acts.act before JOIN chain ON before.id = chain.replaces_id)
    SELECT chain.id FROM chain WHERE chain.replaces_id IS NULL) END AS "firstId",
  ARRAY(SELECT named.organisation_id FROM acts.act_organisation named WHERE named.act_id = act.id
    ORDER BY named.organisation_id <> act.organisation_id, named.organisation_id)
    AS "organisationIds"`;

const FACTS = `SELECT ${FACTS_FIELDS} FROM acts.act act`;

/** The acts with these ids, retracted ones too; in no particular order. */
export const factsOf = (
  database: Database,
  ids: readonly string[],
  tx?: EntityManager,
): Promise<ActFacts[]> => database.rows<ActFacts>(`${FACTS} WHERE act.id = ANY ($1)`, [ids], tx);

/** Live acts after an id, in the order of their ids. */
export const liveFactsAfter = (
  database: Database,
  afterId: string | undefined,
  limit: number,
  tx?: EntityManager,
): Promise<ActFacts[]> =>
  database.rows<ActFacts>(
    `${FACTS} WHERE act.retracted_at IS NULL AND ($1::uuid IS NULL OR act.id > $1)
     ORDER BY act.id LIMIT $2`,
    [afterId ?? null, limit],
    tx,
  );
