import { Refusal } from '@academie/platform';

/** Another service has this address and client, or this name. */
export class ProviderExists extends Refusal {
  readonly code = 'people.provider-exists';
  readonly kind = 'conflict' as const;
  override readonly field = 'name';
}

/** A service speaks for at least one organisation. */
export class ProviderOfNobody extends Refusal {
  readonly code = 'people.provider-of-nobody';
  readonly kind = 'invalid' as const;
  override readonly field = 'organisationIds';
}

/** The address of the service is not an https address. */
export class IssuerWrong extends Refusal {
  readonly code = 'people.issuer-wrong';
  readonly kind = 'invalid' as const;
  override readonly field = 'issuer';
}

/** The service does not answer, or not with what one that can be used answers. */
export class ProviderUnreachable extends Refusal {
  readonly code = 'people.provider-unreachable';
  readonly kind = 'conflict' as const;
}

/** The organisation is not one that the service speaks for. */
export class NotOfProvider extends Refusal {
  readonly code = 'people.not-of-provider';
  readonly kind = 'invalid' as const;
  override readonly field = 'meaning';
}
