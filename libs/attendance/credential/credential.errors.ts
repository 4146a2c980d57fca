import { Refusal } from '@academie/platform';

/** CREDENTIAL_SECRET is not the one with which the key was sealed. */
export class CredentialsUnavailable extends Refusal {
  readonly code = 'attendance.credentials-unavailable';
  readonly kind = 'conflict' as const;
}
