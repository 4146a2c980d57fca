import { type Filter, parse } from 'scim2-parse-filter';

import { wrong } from './scim.errors';

/** More is no filter of a directory, and takes long to read. */
const LONGEST = 1000;
const DEEPEST = 20;

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:user:';
const CORE = 'urn:ietf:params:scim:schemas:core:2.0:user:';

type Kind = 'text' | 'exact' | 'boolean' | 'time';

/** What can be asked, and the column of `users` (scim-users.queries.ts) that knows it. */
const ATTRIBUTES: Record<string, { column: string; kind: Kind }> = {
  id: { column: 'u.id::text', kind: 'exact' },
  externalid: { column: 'u.external_id', kind: 'exact' },
  username: { column: 'u.user_name::text', kind: 'text' },
  active: { column: 'u.active', kind: 'boolean' },
  displayname: { column: `u.given_name || ' ' || u.family_name`, kind: 'text' },
  name: { column: `u.given_name || ' ' || u.family_name`, kind: 'text' },
  'name.formatted': { column: `u.given_name || ' ' || u.family_name`, kind: 'text' },
  'name.givenname': { column: 'u.given_name', kind: 'text' },
  'name.familyname': { column: 'u.family_name', kind: 'text' },
  emails: { column: 'u.address', kind: 'text' },
  'emails.value': { column: 'u.address', kind: 'text' },
  'emails.type': { column: `'work'`, kind: 'text' },
  'emails.primary': { column: 'true', kind: 'boolean' },
  'meta.created': { column: 'u.created_at', kind: 'time' },
  'meta.lastmodified': { column: 'u.changed_at', kind: 'time' },
  [`${ENTERPRISE}organization`]: { column: 'u.organisation', kind: 'text' },
  [`${ENTERPRISE}department`]: { column: 'u.department', kind: 'text' },
};

const ORDER = { gt: '>', ge: '>=', lt: '<', le: '<=' } as const;

/**
 * A filter (RFC 7644, section 3.4.2.2) as a condition on `u`, with its values added to `params`.
 * @throws ScimRefusal (invalidFilter)
 */
export function filterSql(text: string, params: unknown[]): string {
  if (text.length > LONGEST) throw wrong('invalidFilter', `A filter has at most ${LONGEST} signs`);
  let filter: Filter;
  try {
    filter = parse(text);
  } catch {
    throw wrong('invalidFilter', 'This filter cannot be read');
  }
  return sqlOf(filter, '', params, 0);
}

function sqlOf(filter: Filter, prefix: string, params: unknown[], depth: number): string {
  if (depth > DEEPEST) throw wrong('invalidFilter', 'This filter is too deep');
  const inside = (one: Filter, of = prefix): string => sqlOf(one, of, params, depth + 1);
  if ('filters' in filter)
    return `(${filter.filters.map((one) => inside(one)).join(` ${filter.op} `)})`;
  if ('filter' in filter) return `NOT coalesce(${inside(filter.filter)}, false)`;
  if ('valFilter' in filter) return inside(filter.valFilter, `${prefix}${filter.attrPath}.`);
  if ('compValue' in filter) return comparison(filter, prefix, params);
  return `(${attribute(prefix + filter.attrPath).column}) IS NOT NULL`;
}

function comparison(
  { op, attrPath, compValue: value }: Extract<Filter, { compValue: unknown }>,
  prefix: string,
  params: unknown[],
): string {
  const { column, kind } = attribute(prefix + attrPath);
  const add = (one: unknown): string => `$${params.push(one)}`;
  if (value === null) {
    if (op === 'eq') return `(${column}) IS NULL`;
    if (op === 'ne') return `(${column}) IS NOT NULL`;
    throw wrong('invalidFilter', 'null is only equal, or not');
  }
  if (kind === 'boolean') {
    const asked = typeof value === 'string' ? value.toLowerCase() === 'true' : value;
    if (typeof asked !== 'boolean' || !['eq', 'ne'].includes(op))
      throw wrong('invalidFilter', `${attrPath} is true or false`);
    return `(${column}) IS ${op === 'ne' ? 'NOT ' : ''}${asked ? 'TRUE' : 'FALSE'}`;
  }
  if (typeof value === 'boolean') throw wrong('invalidFilter', `${attrPath} is a text`);
  if (kind === 'time') return byTime(column, op, String(value), add);
  // Compared as they are written, or, as RFC 7643 has it for these, whatever their case.
  const [left, right] =
    kind === 'exact'
      ? [`(${column})`, add(String(value))]
      : [`lower(${column})`, `lower(${add(String(value))})`];
  switch (op) {
    case 'eq':
      return `${left} = ${right}`;
    case 'ne':
      return `${left} IS DISTINCT FROM ${right}`;
    case 'co':
      return `strpos(${left}, ${right}) > 0`;
    case 'sw':
      return `starts_with(${left}, ${right})`;
    case 'ew':
      return `right(${left}, length(${right})) = ${right}`;
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
      return `${left} ${ORDER[op]} ${right}`;
  }
}

function byTime(column: string, op: string, value: string, add: (one: unknown) => string): string {
  const sign = { ...ORDER, eq: '=', ne: '<>' }[op];
  if (!sign || value.length > 40 || Number.isNaN(Date.parse(value)))
    throw wrong('invalidFilter', `${value.slice(0, 40)} is no time to compare with`);
  return `${column} ${sign} ${add(new Date(value))}`;
}

function attribute(path: string): { column: string; kind: Kind } {
  const name = path.toLowerCase().replace(CORE, '');
  const known = Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name] : undefined;
  if (!known) throw wrong('invalidFilter', `${path.slice(0, 100)} cannot be filtered by`);
  return known;
}
