import { z } from 'zod';

import { isPersonName } from '../person/is-person-name';
import { wrong } from './scim.errors';
import { ENTERPRISE_SCHEMA } from './scim-resource';
import type { ScimUserRow } from './scim-users.queries';

/** What a directory wants somebody to be. */
export interface WantedUser {
  userName: string;
  externalId: string | null;
  givenName: string;
  familyName: string;
  address: string;
  active: boolean;
  /** Name, short name or code; undefined when it does not say. */
  organisation: string | undefined;
  department: string | null;
}

const short = z
  .string()
  .trim()
  .max(250)
  .refine((text) => !/\p{Cc}/u.test(text));
/** Entra ID sends "True" and "False" as texts. */
const yes = z.union([
  z.boolean(),
  z
    .string()
    .regex(/^(?:true|false)$/i)
    .transform((text) => text.toLowerCase() === 'true'),
]);
const email = z.union([
  short,
  z.object({ value: short.optional(), primary: yes.optional(), type: short.nullish() }),
]);
const RESOURCE = z.object({
  userName: short.min(1),
  externalId: short.nullish(),
  name: z
    .object({
      givenName: short.nullish(),
      familyName: short.nullish(),
      formatted: short.nullish(),
    })
    .nullish(),
  displayName: short.nullish(),
  active: yes.default(true),
  emails: z.array(email).max(20).nullish(),
  [ENTERPRISE_SCHEMA]: z
    .object({ organization: short.nullish(), department: short.nullish() })
    .nullish(),
});

const ADDRESS = /^[^@\s]{1,64}@[^@\s]{1,189}$/;

/**
 * Reads a user that a directory sent, or that came of its patch. What stays as it is (`now`) needs no check: a leaver
 * with an odd name leaves too. @throws ScimRefusal (invalidValue)
 */
export function wantedOf(resource: unknown, now?: ScimUserRow): WantedUser {
  const read = RESOURCE.safeParse(lowered(resource));
  if (!read.success) {
    const [issue] = read.error.issues;
    throw wrong(
      'invalidValue',
      `${issue?.path.join('.') ?? 'the user'}: ${issue?.message ?? ''}`.slice(0, 300),
    );
  }
  const { userName, externalId, name, displayName, active, emails } = read.data;
  const enterprise = read.data[ENTERPRISE_SCHEMA];
  const list = (emails ?? []).map((one) => (typeof one === 'string' ? { value: one } : one));
  const main = list.find((one) => 'primary' in one && one.primary) ?? list[0];
  const address = main?.value ?? now?.address ?? userName;
  if (now?.address !== null && !ADDRESS.test(address))
    throw wrong('invalidValue', 'emails: a user has an address, in emails or as userName');
  return {
    userName,
    externalId: externalId ?? null,
    ...(isSameName(name, now)
      ? { givenName: now.givenName, familyName: now.familyName }
      : nameOf(name?.givenName, name?.familyName, name?.formatted ?? displayName)),
    address: now?.address === null && !ADDRESS.test(address) ? '' : address,
    active,
    organisation: enterprise?.organization ?? undefined,
    department: enterprise?.department ?? null,
  };
}

const isSameName = (
  name:
    | { givenName?: string | null | undefined; familyName?: string | null | undefined }
    | null
    | undefined,
  now: ScimUserRow | undefined,
): now is ScimUserRow =>
  now !== undefined && name?.givenName === now.givenName && name.familyName === now.familyName;

function nameOf(
  given: string | null | undefined,
  family: string | null | undefined,
  whole: string | null | undefined,
): { givenName: string; familyName: string } {
  const [first = '', ...rest] = (whole ?? '').split(' ');
  const [givenName, familyName] = [given || first, family || rest.join(' ')];
  if (
    !isPersonName(givenName) ||
    !isPersonName(familyName) ||
    givenName.length > 100 ||
    familyName.length > 100
  )
    throw wrong('invalidValue', 'name: givenName and familyName are names of at most 100 signs');
  return { givenName, familyName };
}

/** Names of attributes are alike whatever their case (RFC 7643, section 2.1). */
const NAMES = new Map(
  ['userName', 'externalId', 'name', 'displayName', 'active', 'emails', ENTERPRISE_SCHEMA].map(
    (name) => [name.toLowerCase(), name],
  ),
);
const lowered = (resource: unknown): unknown =>
  typeof resource === 'object' && resource !== null && !Array.isArray(resource)
    ? Object.fromEntries(
        Object.entries(resource).map(([name, value]) => [
          NAMES.get(name.toLowerCase()) ?? name,
          value as unknown,
        ]),
      )
    : resource;
