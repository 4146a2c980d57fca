import type { EntityManager } from 'typeorm';

import { type Database, rows } from '@academie/platform';

import type { ActKind } from '../kind/act-kind';
import { type ActFacts, factsOf } from './act-facts';
import type { ActDraft } from './act-input';
import { draftOf } from './act-duplicates';

/**
 * Whether two acts of a kind may well be one thing, so that somebody is asked before both count: what the unique
 * indexes forbid is told apart already. Of a kind of which one act speaks of a month, another in that month.
 */
export function looksLike(kind: ActKind, one: ActDraft, other: ActDraft): boolean {
  if (!mayBeAlike(kind)) return false;
  const same = (['subkind', 'target', 'team'] as const).every(
    (field) => one[field] === other[field],
  );
  if (!same) return false;
  if (kind.speaksOf === 'month')
    return (
      monthOf(one) === monthOf(other) && flagsOf(one) === flagsOf(other) && sharesPlace(one, other)
    );
  if (one.documentUrl && other.documentUrl) return sameDocument(one, other);
  if (one.reference && other.reference) return false;
  return (
    one.occurredOn === other.occurredOn &&
    one.quantity === other.quantity &&
    (one.headcount ?? other.headcount) === (other.headcount ?? one.headcount) &&
    sharesPlace(one, other)
  );
}

/** Whether anything of this kind can look like another: where all have a number of their own, nothing does. */
export const mayBeAlike = (kind: ActKind): boolean =>
  kind.repeats &&
  (kind.speaksOf !== undefined || kind.document !== undefined || kind.reference !== 'required');

/**
 * What two acts that look alike have in common, one text each: who has none of them in common need not be compared.
 */
export function likenessKeys(kind: ActKind, draft: ActDraft): string[] {
  const { subkind, target, team, organisationIds, occurredOn, quantity } = draft;
  const sort = [subkind, target, team].join(' ');
  const places = organisationIds.length > 0 ? organisationIds : [''];
  if (kind.speaksOf === 'month')
    return places.map((place) => `m ${sort} ${place} ${monthOf(draft)}`);
  return [
    ...places.map((place) => `d ${sort} ${place} ${occurredOn} ${quantity}`),
    ...(draft.documentUrl ? [`u ${sort} ${urlKey(draft)}`, `t ${sort} ${titleKey(draft)}`] : []),
  ];
}

/** A reference without case and blanks: what people call the same number. */
export const referenceKey = (reference: string): string =>
  reference.replace(/\s+/g, '').toUpperCase();

// A title comes back every year, an address does not.
const sameDocument = (one: ActDraft, other: ActDraft): boolean =>
  urlKey(one) === urlKey(other) ||
  (titleKey(one) === titleKey(other) && yearOf(one) === yearOf(other));

const sharesPlace = ({ organisationIds: one }: ActDraft, { organisationIds: other }: ActDraft) =>
  one.length === 0 ? other.length === 0 : one.some((id) => other.includes(id));

const titleKey = ({ documentTitle }: ActDraft): string =>
  (documentTitle ?? '').trim().replace(/\s+/g, ' ').toLowerCase();
const urlKey = ({ documentUrl }: ActDraft): string =>
  (documentUrl ?? '').replace(/\/$/, '').toLowerCase();
const monthOf = ({ occurredOn }: ActDraft): string => occurredOn.slice(0, 7);
const yearOf = ({ occurredOn }: ActDraft): string => occurredOn.slice(0, 4);
const flagsOf = ({ flags }: ActDraft): string =>
  Object.keys(flags)
    .filter((code) => flags[code])
    .sort()
    .join();

/** Who writes acts of a kind waits for who is writing some: of two at once the second sees the first. */
export const lockKind = (tx: EntityManager, { kind }: ActKind): Promise<unknown> =>
  rows(tx, `SELECT pg_advisory_xact_lock(hashtext('acts.act'), hashtext($1))`, [kind]);

/** Live acts that may be like one of these; ask `looksLike` of each. */
export async function maybeAlike(
  database: Database,
  tx: EntityManager,
  kind: ActKind,
  drafts: readonly ActDraft[],
): Promise<ActFacts[]> {
  if (!mayBeAlike(kind) || drafts.length === 0) return [];
  const distinct = (of: (draft: ActDraft) => string): string[] => [...new Set(drafts.map(of))];
  const found = await database.rows<{ id: string }>(
    `SELECT id FROM acts.act WHERE kind = $1 AND retracted_at IS NULL AND CASE
        WHEN $2 THEN occurred_on >= $3::date AND occurred_on < $4::date + interval '1 month'
        ELSE occurred_on = ANY ($5::date[])
          OR lower(regexp_replace(document_url, '/$', '')) = ANY ($6)
          OR lower(regexp_replace(btrim(document_title), '\\s+', ' ', 'g')) = ANY ($7) END
      ORDER BY id LIMIT 20000`,
    [
      ...[kind.kind, kind.speaksOf === 'month'],
      ...[`${distinct(monthOf).sort()[0]}-01`, `${distinct(monthOf).sort().at(-1)}-01`],
      distinct(({ occurredOn }) => occurredOn),
      distinct(urlKey).filter(Boolean),
      distinct(titleKey).filter(Boolean),
    ],
    tx,
  );
  if (found.length === 0) return [];
  return factsOf(
    database,
    found.map(({ id }) => id),
    tx,
  );
}

/** The first of these that looks like the draft. */
export const alikeAmong = (
  kind: ActKind,
  draft: ActDraft,
  acts: readonly ActFacts[],
): ActFacts | undefined => acts.find((act) => looksLike(kind, draft, draftOf(act)));
