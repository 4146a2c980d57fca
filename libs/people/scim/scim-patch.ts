import { scimPatch, type ScimPatchOperation, type ScimResource as Patchable } from 'scim-patch';
import { z } from 'zod';

import { wrong } from './scim.errors';
import { ENTERPRISE_SCHEMA, type ScimResource, USER_SCHEMA } from './scim-resource';

const MOST = 50;
const LONGEST_PATH = 300;
/** Names with which a path would leave the resource. */
const LEAVES = /(?:^|[.[\]"\s:])(?:__proto__|prototype|constructor)(?:$|[.[\]"\s])/i;

const BODY = z.object({
  Operations: z
    .array(
      z.object({
        op: z.string().max(20),
        path: z.string().max(LONGEST_PATH).nullish(),
        value: z.unknown().optional(),
      }),
    )
    .min(1)
    .max(MOST),
});

/** Attributes that the service writes; a directory that sends them back means nothing by it. */
const OURS = new Set(['id', 'meta', 'schemas']);
const SINGLE = ['active', 'userName', 'externalId', 'displayName', 'name', 'emails'];

/**
 * The user after a PATCH (RFC 7644, section 3.5.2), as Entra ID sends it too: operations in capitals, no path and a
 * list of paths as value, and "False" for false. @throws ScimRefusal
 */
export function patched(resource: ScimResource, body: unknown): Record<string, unknown> {
  const read = BODY.safeParse(capitals(body));
  if (!read.success) throw wrong('invalidSyntax', 'A patch has 1 to 50 operations with an op');
  const operations = read.data.Operations.flatMap(({ op, path, value }) =>
    operationsOf(op.toLowerCase(), path ?? undefined, value),
  );
  const copy = structuredClone(resource) as unknown as Patchable;
  try {
    return scimPatch(copy, operations, {
      mutateDocument: true,
      treatMissingAsAdd: true,
    }) as unknown as Record<string, unknown>;
  } catch (error) {
    throw wrong(
      'invalidPath',
      error instanceof Error ? error.message.slice(0, 300) : 'Not possible',
    );
  }
}

function operationsOf(op: string, path: string | undefined, value: unknown): ScimPatchOperation[] {
  if (!['add', 'replace', 'remove'].includes(op))
    throw wrong('invalidSyntax', 'op is add, replace or remove');
  if (path === undefined && op !== 'remove') {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw wrong('invalidValue', 'Without a path the value is an object');
    // A name here may be a path of its own: {"name.givenName": "Lot"}.
    return Object.entries(value).flatMap(([name, inner]) => withPath(op, name, inner));
  }
  if (!path) throw wrong('noTarget', 'What is removed has a path');
  return withPath(op, path, value);
}

function withPath(op: string, given: string, value: unknown): ScimPatchOperation[] {
  if (LEAVES.test(given)) throw wrong('invalidPath', 'There is no such attribute');
  const path = properCase(given);
  if (OURS.has(path)) return [];
  // An extension as a whole: each of its attributes by itself.
  if (path === ENTERPRISE_SCHEMA && op !== 'remove' && typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, inner]) => withPath(op, `${path}:${name}`, inner));
  // A list that is replaced as a whole.
  if (path === 'emails' && op !== 'remove' && !Array.isArray(value))
    return withPath(op, path, [value]);
  return [{ op, path, ...(op !== 'remove' && { value }) } as ScimPatchOperation];
}

/** Attributes may be written in any case. */
function properCase(path: string): string {
  const plain = path.toLowerCase().startsWith(`${USER_SCHEMA.toLowerCase()}:`)
    ? path.slice(USER_SCHEMA.length + 1)
    : path;
  if (plain.toLowerCase().startsWith(ENTERPRISE_SCHEMA.toLowerCase())) {
    const rest = plain.slice(ENTERPRISE_SCHEMA.length).toLowerCase();
    return `${ENTERPRISE_SCHEMA}${rest}`;
  }
  const end = plain.search(/[.[\s]/);
  const [first, rest] = end < 0 ? [plain, ''] : [plain.slice(0, end), plain.slice(end)];
  const known = SINGLE.find((name) => name.toLowerCase() === first.toLowerCase()) ?? first;
  const sub = rest
    .replace(/^\.givenname$/i, '.givenName')
    .replace(/^\.familyname$/i, '.familyName')
    .replace(/^\.formatted$/i, '.formatted');
  return `${known}${sub}`;
}

const capitals = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && 'operations' in body
    ? { Operations: body.operations }
    : body;
