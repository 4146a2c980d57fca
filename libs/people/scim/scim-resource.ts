import type { ScimUserRow } from './scim-users.queries';

export const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const ENTERPRISE_SCHEMA = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const LIST_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
export const PATCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

/** A user as RFC 7643 writes one. */
export type ScimResource = Record<string, unknown> & { id: string; meta: Record<string, unknown> };

/** Version for ETag and If-Match; weak, since dates of a person's other work are not part of it. */
export const versionOf = ({ version, changedAt }: ScimUserRow): string =>
  `W/"${version}-${changedAt.getTime().toString(36)}"`;

/** Somebody as the directory gets them. */
export const resourceOf = (user: ScimUserRow, base: string): ScimResource => ({
  schemas: [USER_SCHEMA, ENTERPRISE_SCHEMA],
  id: user.id,
  ...(user.externalId !== null && { externalId: user.externalId }),
  userName: user.userName,
  name: {
    givenName: user.givenName,
    familyName: user.familyName,
    formatted: `${user.givenName} ${user.familyName}`,
  },
  displayName: `${user.givenName} ${user.familyName}`,
  active: user.active,
  emails: user.address ? [{ value: user.address, type: 'work', primary: true }] : [],
  [ENTERPRISE_SCHEMA]: {
    organization: user.organisation,
    ...(user.department !== null && { department: user.department }),
  },
  meta: {
    resourceType: 'User',
    created: user.createdAt.toISOString(),
    lastModified: user.changedAt.toISOString(),
    location: `${base}/Users/${user.id}`,
    version: versionOf(user),
  },
});
