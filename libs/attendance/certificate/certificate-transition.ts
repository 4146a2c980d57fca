import type { CertificateFacts } from './certificate-facts';
import type { CertificateStatus } from './certificate-status';

/** An enrolment as it is now, with the last certificate that was issued for it. */
export interface CertificateCase {
  /** The register is closed and the enrolment has an outcome. */
  finished: boolean;
  /** The completion that holds, with what is true now. */
  completion: { id: string; facts: CertificateFacts } | null;
  last: {
    completionId: string;
    status: CertificateStatus;
    facts: CertificateFacts;
    /** Somebody revoked it, with a reason. */
    byHand: boolean;
  } | null;
}

export type CertificateStep =
  | 'nothing'
  /** A first one, or one after the academie took the last one back by itself. */
  | 'issue'
  /** The completion is taken back while the register is open: it may well return. */
  | 'suspend'
  /** It returned and says the same: what somebody printed holds again. */
  | 'restore'
  /** It returned and says something else: that is a new certificate. */
  | 'replace'
  /** The register closed without a completion. */
  | 'revoke';

/**
 * What to do with the certificate of one enrolment. It looks at how things are and not at what
 * happened, so events may come twice, late or in another order. What somebody revoked by hand no
 * register brings back.
 */
export function certificateStep({ finished, completion, last }: CertificateCase): CertificateStep {
  if (!completion) {
    if (last?.status === 'issued') return finished ? 'revoke' : 'suspend';
    return last?.status === 'suspended' && finished ? 'revoke' : 'nothing';
  }
  if (!last) return 'issue';
  if (last.completionId === completion.id) return 'nothing';
  switch (last.status) {
    case 'issued':
    case 'suspended':
      return sameFacts(last.facts, completion.facts) ? 'restore' : 'replace';
    case 'revoked':
      return last.byHand ? 'nothing' : 'issue';
    case 'superseded':
      return 'nothing';
    default:
      return last.status satisfies never;
  }
}

// A name that was erased does not come back. What was not kept yet when it was issued does not count.
function sameFacts(held: CertificateFacts, now: CertificateFacts): boolean {
  const then = Object.fromEntries(Object.entries(now).filter(([name]) => name in held));
  // What the academie is called now is nothing that somebody completed.
  const asThen = { ...('academie' in held && { academie: held.academie }) };
  return (
    textOf(held) === textOf({ ...then, ...asThen, ...(held.holder === null && { holder: null }) })
  );
}
const textOf = (facts: object): string => JSON.stringify(Object.entries(facts).sort());
