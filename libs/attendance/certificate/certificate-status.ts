/** As stored. Suspended: the register is open again, so the completion is being looked at. */
export const CERTIFICATE_STATUSES = ['issued', 'suspended', 'revoked', 'superseded'] as const;
export type CertificateStatus = (typeof CERTIFICATE_STATUSES)[number];

/** As shown: what was issued is valid until its last day. */
export const CERTIFICATE_STANDINGS = [
  'valid',
  'expired',
  'suspended',
  'revoked',
  'superseded',
] as const;
export type CertificateStanding = (typeof CERTIFICATE_STANDINGS)[number];

/** How a certificate stands on this day (`yyyy-mm-dd`); the last day of its validity still counts. */
export function standingOf(
  { status, validUntil }: { status: CertificateStatus; validUntil: string | null },
  today: string,
): CertificateStanding {
  if (status !== 'issued') return status;
  return validUntil !== null && validUntil < today ? 'expired' : 'valid';
}
