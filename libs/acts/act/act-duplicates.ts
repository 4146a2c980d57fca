import type { ActFacts } from './act-facts';
import type { ActDraft, ActField } from './act-input';

/** A recorded act as the draft it was made from. */
export const draftOf = (act: ActFacts): ActDraft => ({
  kind: act.kind,
  occurredOn: act.occurredOn,
  organisationIds: act.organisationIds,
  team: act.team,
  subkind: act.subkind,
  status: act.status,
  flags: act.flags,
  quantity: act.quantity,
  headcount: act.headcount,
  reference: act.reference,
  documentTitle: act.document?.title ?? null,
  documentUrl: act.document?.url ?? null,
  target: act.target,
});

/** The field in which two acts of one kind differ, or undefined when they say the same. */
export function differenceOf(one: ActDraft, other: ActDraft): ActField | undefined {
  const fields = [
    'kind',
    'occurredOn',
    'team',
    'subkind',
    'status',
    'quantity',
    'headcount',
  ] as const;
  const more = ['reference', 'documentTitle', 'documentUrl', 'target'] as const;
  const said = (draft: ActDraft, field: ActField): unknown =>
    field === 'reference' && draft.reference
      ? draft.reference.toUpperCase()
      : draft[field as keyof ActDraft];
  const differing = [...fields, ...more].find((field) => said(one, field) !== said(other, field));
  if (differing) return differing;
  if (sorted(one.organisationIds) !== sorted(other.organisationIds)) return 'organisation';
  return sorted(flagsSet(one)) === sorted(flagsSet(other)) ? undefined : 'flags';
}

export const sameAct = (one: ActDraft, other: ActDraft): boolean =>
  differenceOf(one, other) === undefined;

const sorted = (words: readonly string[]): string => [...words].sort().join();
const flagsSet = ({ flags }: ActDraft): string[] =>
  Object.keys(flags).filter((code) => flags[code]);
