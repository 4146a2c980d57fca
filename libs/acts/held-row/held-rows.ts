import type { EntityManager } from 'typeorm';

import { type Database, insertRows, newId } from '@academie/platform';

import type { ActDraft } from '../act/act-input';
import { referenceKey } from '../act/act-likeness';
import type { HeldState } from './held-row.entity';

/** A row that is to wait. */
export interface RowToHold {
  importId: string;
  rowNumber: number;
  source: string;
  externalId: string;
  draft: ActDraft;
  likeId: string;
}

/** A row that was held before, and what it looks like. */
export interface HeldBefore {
  state: HeldState;
  likeId: string;
}

/** What was held before of the rows of a source, by what the source calls them. */
export async function heldBefore(
  database: Database,
  tx: EntityManager,
  source: string,
  externalIds: readonly string[],
): Promise<Map<string, HeldBefore>> {
  if (externalIds.length === 0) return new Map();
  const found = await database.rows<HeldBefore & { externalId: string }>(
    `SELECT external_id AS "externalId", state, like_id AS "likeId" FROM acts.held_row
      WHERE source = $1 AND external_id = ANY ($2)`,
    [source, externalIds],
    tx,
  );
  return new Map(found.map(({ externalId, ...held }) => [externalId, held]));
}

/** Lets rows wait for an answer; the same row sent again waits once. */
export const holdRows = (
  tx: EntityManager,
  held: readonly RowToHold[],
  now: Date,
): Promise<unknown> => {
  // In the order of the list: those of one moment are asked about by their ids.
  const ids = held.map(() => newId()).sort();
  return insertRows(
    tx,
    'acts.held_row',
    held.map((row, nth) => ({
      id: ids[nth],
      import_id: row.importId,
      row_number: row.rowNumber,
      kind: row.draft.kind,
      source: row.source,
      external_id: row.externalId,
      draft: row.draft,
      like_id: row.likeId,
      made_at: now,
    })),
    'ON CONFLICT DO NOTHING',
  );
};

/** What a source calls a row: its number there, or where it has none the own reference with its day. */
export const nameOfRow = (externalId: string | null, { reference, occurredOn }: ActDraft): string =>
  externalId ?? `reference:${occurredOn}:${referenceKey(reference ?? '')}`;
