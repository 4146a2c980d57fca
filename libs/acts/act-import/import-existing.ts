import type { EntityManager } from 'typeorm';

import type { Database } from '@academie/platform';

import { type ActFacts, factsOf } from '../act/act-facts';
import type { ActDraft, ActField } from '../act/act-input';
import type { ActKind } from '../kind/act-kind';
import { draftOf } from '../act/act-duplicates';
import { referenceKey } from '../act/act-likeness';

interface Row {
  draft: ActDraft;
  externalId: string | null;
}

/** What makes an act the same one as another: the three unique indexes on acts.act. */
export interface ActKey {
  text: string;
  field: ActField;
}

/** The keys of an act; none of them may be there twice. */
export function keysOf({ draft, externalId }: Row, kind: ActKind): ActKey[] {
  const { reference, team, occurredOn, organisationIds, subkind } = draft;
  const organisation = organisationIds[0] ?? '';
  const keys: ActKey[] = [];
  if (externalId) keys.push({ text: `x ${externalId}`, field: 'externalId' });
  if (reference)
    keys.push({
      text: `r ${team ?? organisation} ${occurredOn} ${referenceKey(reference)}`,
      field: 'reference',
    });
  if (!kind.repeats)
    keys.push({
      text: `y ${subkind} ${organisation} ${occurredOn.slice(0, 4)}`,
      field: 'occurredOn',
    });
  return keys;
}

/** Live acts that rows may turn out to be. */
export class Existing {
  private readonly byKey = new Map<string, { id: string; draft: ActDraft }>();

  constructor(
    found: readonly { facts: ActFacts; externalId: string | null }[],
    private readonly kind: ActKind,
  ) {
    for (const { facts, externalId } of found) {
      const draft = draftOf(facts);
      // An external id is unique over all kinds, the other keys within one.
      const keys = keysOf({ draft, externalId }, kind).filter(
        ({ field }) => field === 'externalId' || facts.kind === kind.kind,
      );
      for (const { text } of keys) this.byKey.set(text, { id: facts.id, draft });
    }
  }

  /** The act the row is, by the first of its keys that is there. */
  find(row: Row): { id: string; draft: ActDraft } | undefined {
    return keysOf(row, this.kind)
      .map(({ text }) => this.byKey.get(text))
      .find((found) => found !== undefined);
  }
}

/** Looks up in one go which of these rows are there already. */
export async function existingActs(
  database: Database,
  tx: EntityManager,
  kind: ActKind,
  source: string,
  rows: readonly (Row & { problems: readonly unknown[]; empty: boolean })[],
): Promise<Existing> {
  const sound = rows.filter(({ problems, empty }) => problems.length === 0 && !empty);
  const years = kind.repeats ? [] : sound.map(({ draft }) => Number(draft.occurredOn.slice(0, 4)));
  const found = await database.rows<{ id: string; external_id: string | null }>(
    `SELECT id, CASE WHEN source = $2 THEN external_id END AS external_id
     FROM acts.act WHERE retracted_at IS NULL AND (
       (source = $2 AND external_id = ANY ($3))
       OR (kind = $1 AND upper(reference) = ANY ($4) AND occurred_on = ANY ($5))
       OR (kind = $1 AND once_in_year = ANY ($6)))`,
    [
      kind.kind,
      source,
      sound.flatMap(({ externalId }) => externalId ?? []),
      sound.flatMap(({ draft }) => (draft.reference ? [referenceKey(draft.reference)] : [])),
      sound.map(({ draft }) => draft.occurredOn),
      [...new Set(years)],
    ],
    tx,
  );
  const externalIds = new Map(found.map(({ id, external_id }) => [id, external_id]));
  const facts = found.length > 0 ? await factsOf(database, [...externalIds.keys()], tx) : [];
  return new Existing(
    facts.map((one) => ({ facts: one, externalId: externalIds.get(one.id) ?? null })),
    kind,
  );
}
