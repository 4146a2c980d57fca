import type { ActKinds } from '@academie/acts';
import { mediumDate } from '@academie/platform';

import { VALUE } from '../counting/measure-names';
import type { CoverageRule } from '../rule/coverage.rule';
import type { TargetView } from '../value/target.queries';

/** Whom to invite for what. */
export interface InvitationAsked {
  targetId: string;
  organisationId: string;
  /** `value`, or the code of a measure that covers organisations. */
  measure: string;
}

/** What the latest invitation of an organisation is known by within a target. */
export const invitedKey = ({
  measure,
  organisationId,
}: Pick<InvitationAsked, 'measure' | 'organisationId'>): string => `${measure}:${organisationId}`;

/** Address of the page that asks for a confirmation before the invitation is sent. */
export const invitationHref = ({ targetId, organisationId, measure }: InvitationAsked): string =>
  `/doelen/${targetId}/uitnodigen/${organisationId}${
    measure === VALUE ? '' : `?${new URLSearchParams({ telling: measure }).toString()}`
  }`;

const FEW = 3;

/** The first planned offerings through which an organisation can come to count. */
export const offeringsFor = (target: TargetView): { title: string; slug: string; day: string }[] =>
  target.plannedEvidence.offerings.slice(0, FEW).map(({ title, slug, startsAt }) => ({
    title,
    slug,
    day: mediumDate(startsAt),
  }));

/** The kind of act that a coordinator can record so that the own organisation counts. */
export function coveringActKind(
  { by }: CoverageRule,
  kinds: ActKinds,
): { kind: string; name: string } | undefined {
  for (const evidence of by) {
    if (evidence.evidence !== 'act') continue;
    const kind = evidence.actKinds
      .map((code) => kinds.get(code))
      .find((one) => one?.recorders === 'all' && one.organisation !== undefined);
    if (kind) return { kind: kind.kind, name: kind.name };
  }
  return undefined;
}
