import type { EntityManager } from 'typeorm';

import { rows } from '@academie/platform';

import type { ActGrade } from './act.entity';
import type { ActDraft } from './act-input';

/** Where an act comes from, beside what it says. */
export interface ActOrigin {
  grade: ActGrade;
  source: string;
  externalId: string | null;
  importId: string | null;
  replacesId: string | null;
}

export const OWN: ActOrigin = {
  grade: 'A',
  source: 'own',
  externalId: null,
  importId: null,
  replacesId: null,
};

export interface NewAct {
  id: string;
  draft: ActDraft;
  origin: ActOrigin;
  /** The year, for a kind that does not repeat. */
  onceInYear: number | null;
}

const COLUMNS = [
  ...['id', 'kind', 'occurred_on', 'organisation_id', 'team', 'subkind', 'status', 'flags'],
  ...['quantity', 'headcount', 'reference', 'document_title', 'document_url', 'target', 'grade'],
  ...['source', 'external_id', 'import_id', 'once_in_year', 'replaces_id', 'recorded_at'],
  'recorded_by',
].join(', ');

/**
 * Writes the acts that no unique index forbids, and says which ids were written. A transaction
 * that wrote the same act a moment ago is waited for, so of two at once exactly one is written.
 */
export async function insertActs(
  tx: EntityManager,
  acts: readonly NewAct[],
  recordedAt: Date,
  recordedBy: string,
): Promise<Set<string>> {
  if (acts.length === 0) return new Set();
  const lines = acts.map(({ id, draft, origin, onceInYear }) => ({
    id,
    kind: draft.kind,
    occurred_on: draft.occurredOn,
    organisation_id: draft.organisationIds[0] ?? null,
    team: draft.team,
    subkind: draft.subkind,
    status: draft.status,
    flags: draft.flags,
    quantity: draft.quantity,
    headcount: draft.headcount,
    reference: draft.reference,
    document_title: draft.documentTitle,
    document_url: draft.documentUrl,
    target: draft.target,
    grade: origin.grade,
    source: origin.source,
    external_id: origin.externalId,
    import_id: origin.importId,
    once_in_year: onceInYear,
    replaces_id: origin.replacesId,
    recorded_at: recordedAt,
    recorded_by: recordedBy,
  }));
  const named = acts.flatMap(({ id, draft }) =>
    draft.organisationIds.map((organisationId) => ({
      act_id: id,
      organisation_id: organisationId,
    })),
  );
  const written = await rows<{ id: string }>(
    tx,
    `WITH written AS (
       INSERT INTO acts.act (${COLUMNS})
       SELECT ${COLUMNS} FROM jsonb_populate_recordset(NULL::acts.act, $1)
       ON CONFLICT DO NOTHING RETURNING id
     ), named AS (
       INSERT INTO acts.act_organisation (act_id, organisation_id)
       SELECT named.act_id, named.organisation_id
       FROM jsonb_populate_recordset(NULL::acts.act_organisation, $2) named
       JOIN written ON written.id = named.act_id
     )
     SELECT id FROM written`,
    [JSON.stringify(lines), JSON.stringify(named)],
  );
  return new Set(written.map(({ id }) => id));
}

/** Retracts those of these acts that still count; they stay readable. Says which. */
export async function retractActs(
  tx: EntityManager,
  ids: readonly string[],
  { at, by, reason }: { at: Date; by: string; reason: string },
): Promise<string[]> {
  const retracted = await rows<{ id: string }>(
    tx,
    `UPDATE acts.act SET retracted_at = $2, retracted_by = $3, retract_reason = $4
      WHERE id = ANY ($1) AND retracted_at IS NULL RETURNING id`,
    [ids, at, by, reason],
  );
  return retracted.map(({ id }) => id);
}
