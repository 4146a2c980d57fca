import { dutchNumber, t } from '@academie/platform';

import type { ActFacts } from '../act/act-facts';
import type { ActDraft } from '../act/act-input';
import { summaryOf } from '../act/act-labels';
import { dutchDay } from '../act/act.service';
import type { ActScope } from '../kind/act-access';
import type { ActKind } from '../kind/act-kind';
import type { KnownOrganisation } from '../kind/organisation-lookup';
import type { HeldRowFacts } from './held-row.queries';

/** A row beside the act it looks like. */
export function heldRowView(
  { id, importId, fileName, rowNumber, draft, like }: HeldRowFacts,
  kind: ActKind | undefined,
  organisations: ReadonlyMap<string, KnownOrganisation>,
  scope: ActScope,
): object {
  const names = (ids: readonly string[]): string[] =>
    ids.map((one) => organisations.get(one)?.shortName ?? '');
  return {
    id,
    heading: summaryOf(kind, {
      kind: draft.kind,
      subkind: draft.subkind,
      document: null,
      organisations: names(draft.organisationIds),
    }),
    from: t('acts.held.from', { row: rowNumber, file: fileName }),
    importHref: `/registraties/importen/${importId}`,
    facts: factsOf(draft),
    likeFacts: factsOf(like),
    likeHref: `/registraties/${like.id}`,
    action: `/registraties/vragen/${id}`,
    mayAnswer: kind !== undefined && scope.decides(kind),
  };
}

type Said = Pick<ActDraft, 'occurredOn' | 'quantity' | 'headcount' | 'reference'> &
  Partial<Pick<ActDraft, 'documentTitle'>> &
  Partial<Pick<ActFacts, 'document' | 'source'>>;

function factsOf(said: Said): string {
  const title = said.documentTitle ?? said.document?.title;
  return [
    dutchDay(said.occurredOn),
    t('acts.held.quantity', { quantity: dutchNumber(said.quantity) }),
    said.headcount !== null && t('acts.held.headcount', { headcount: dutchNumber(said.headcount) }),
    said.reference && t('acts.held.reference', { reference: said.reference }),
    title,
    said.source && said.source !== 'own' && t('acts.held.source', { source: said.source }),
  ]
    .filter(Boolean)
    .join(' · ');
}
