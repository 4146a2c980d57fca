import { Refusal } from '@academie/platform';

/** A certificate that was revoked or superseded stays so. */
export class CertificateEnded extends Refusal {
  readonly code = 'attendance.certificate-ended';
  readonly kind = 'conflict' as const;
}

/** Only what holds is handed out. */
export class CertificateNotValid extends Refusal {
  readonly code = 'attendance.certificate-not-valid';
  readonly kind = 'conflict' as const;
}

/** It was not revoked by hand, or its completion is gone; there is no mistake to undo. */
export class RevocationStands extends Refusal {
  readonly code = 'attendance.revocation-stands';
  readonly kind = 'conflict' as const;
}
