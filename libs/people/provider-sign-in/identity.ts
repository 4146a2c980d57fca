import { isPersonName } from '../person/is-person-name';
import type { ProviderRow, RuleRow } from '../provider/provider.queries';

/** Somebody as a service says, after its rules were read. */
export interface ProviderIdentity {
  /** What the service knows them by. */
  subject: string;
  /** Only when it counts as theirs. */
  address: string | undefined;
  givenName: string;
  familyName: string;
  /** Codes, of rules that apply. */
  functions: string[];
  /** Of rules that apply. */
  organisationIds: string[];
  /** Of the session there. */
  sid: string | null;
  idToken: string;
}

type Claims = Record<string, unknown>;

const ADDRESS = /^[^@\s]{1,64}@[^@\s]{1,189}$/;

/** Reads what a service says of somebody. */
export function identityOf(
  provider: ProviderRow,
  rules: readonly RuleRow[],
  claims: Claims & { sub: string },
  idToken: string,
): ProviderIdentity {
  const matching = rules.filter(({ claim, value }) => hasValue(claims[claim], value));
  const given = name(claims.given_name);
  const family = name(claims.family_name);
  return {
    subject: claims.sub,
    address: addressOf(provider, claims),
    ...(given && family ? { givenName: given, familyName: family } : parted(claims.name)),
    functions: [...new Set(matching.flatMap(({ functionCode }) => functionCode ?? []))],
    organisationIds: matching.flatMap(({ organisationId }) => organisationId ?? []),
    sid: typeof claims.sid === 'string' ? claims.sid : null,
    idToken,
  };
}

/** An address that the service says it did not check counts for nothing, whatever is set here. */
function addressOf({ trustsAddresses }: ProviderRow, claims: Claims): string | undefined {
  const { email, email_verified: verified } = claims;
  if (typeof email !== 'string' || !ADDRESS.test(email)) return undefined;
  const says = verified === true || verified === 'true';
  const isSilent = verified === undefined;
  return says || (isSilent && trustsAddresses) ? email : undefined;
}

const hasValue = (claim: unknown, value: string): boolean =>
  [claim]
    .flat()
    .some((one) => ['string', 'number', 'boolean'].includes(typeof one) && String(one) === value);

const name = (text: unknown): string =>
  typeof text === 'string' && text.length <= 100 && isPersonName(text.trim()) ? text.trim() : '';

/** "Sanne van der Berg": what stands before the first space, and the rest. The person may correct it. */
function parted(text: unknown): { givenName: string; familyName: string } {
  const [givenName = '', ...rest] = name(text).split(' ');
  return { givenName, familyName: rest.join(' ') };
}
