import { type RuleField, RULE_FIELDS } from '../rule/rule-fields';
import type { RuleType } from '../rule/rule';

/** What was filled in of a rule: the shape of its schema, complete or not. */
export type Tree = Record<string, unknown>;

type Body = Readonly<Record<string, unknown>>;

/** Marks that an entry of a list is there, also when nothing in it was filled in. */
export const THERE = '_';

/**
 * What a form says of these fields. Names are paths: `rule.parts.0.anyOf.0.tags`. Only names of fields are
 * looked up, so what else a body holds goes nowhere.
 */
export function readTree(body: Body, fields: readonly RuleField[], prefix = ''): Tree {
  const tree: Tree = {};
  for (const field of fields) {
    const found = readField(body, field, prefix + field.name);
    if (found !== undefined) tree[field.name] = found;
  }
  return tree;
}

function readField(body: Body, field: RuleField, path: string): unknown {
  switch (field.kind) {
    case 'text':
    case 'word':
      return textIn(body, path) || undefined;
    case 'number': {
      const text = textIn(body, path);
      return /^\d{1,9}$/.test(text) ? Number(text) : text || undefined;
    }
    case 'words': {
      const words = textsIn(body, path);
      return words.length > 0 ? words : undefined;
    }
    case 'box':
      return textIn(body, path) ? structuredClone(field.value) : undefined;
    case 'flags':
      return readFlags(body, path);
    case 'group': {
      const group = readTree(body, field.fields, `${path}.`);
      return Object.keys(group).length > 0 ? group : undefined;
    }
    case 'list':
      return readList(body, path, field.most, (at) => readTree(body, field.fields, at));
    case 'rule':
      return field.most === undefined
        ? readRule(body, `${path}.`)
        : readList(body, path, field.most, (at) => readRule(body, at));
    case 'sorts':
      return readList(body, path, field.most, (at) => {
        const sort = textIn(body, at + field.key);
        return { [field.key]: sort, ...readTree(body, own(field.sorts, sort) ?? [], at) };
      });
    default:
      return field satisfies never;
  }
}

function readRule(body: Body, prefix: string): Tree {
  const type = textIn(body, `${prefix}type`);
  return { ...(type && { type }), ...readTree(body, fieldsOfType(type), prefix) };
}

function readList(
  body: Body,
  path: string,
  most: number,
  read: (prefix: string) => Tree,
): Tree[] | undefined {
  const list: Tree[] = [];
  for (let index = 0; index < most; index++)
    if (body[`${path}.${index}.${THERE}`] !== undefined) list.push(read(`${path}.${index}.`));
  return list.length > 0 ? list : undefined;
}

const FLAG = /^[a-z0-9_-]{1,40}$/;

function readFlags(body: Body, path: string): Record<string, boolean> | undefined {
  const start = `${path}.`;
  const flags = Object.entries(body)
    .filter(([name, value]) => name.startsWith(start) && (value === 'ja' || value === 'nee'))
    .map(([name, value]) => [name.slice(start.length), value === 'ja'] as const)
    .filter(([flag]) => FLAG.test(flag));
  return flags.length > 0 ? Object.fromEntries(flags) : undefined;
}

/** What is asked of a rule of this type; nothing as long as none was chosen. */
export const fieldsOfType = (type: unknown): readonly RuleField[] =>
  typeof type === 'string'
    ? (own(RULE_FIELDS as Record<RuleType, readonly RuleField[]>, type) ?? [])
    : [];

const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** The tree with one more entry in the list at a path, or without one of its entries. */
export function changeList(tree: Tree, path: string, change: 'add' | 'remove'): void {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  let at: unknown = tree;
  for (const step of steps) {
    if (!isRecord(at) && !Array.isArray(at)) return;
    at = Object.hasOwn(at, step) ? (at as Tree)[step] : undefined;
  }
  if (change === 'remove' && Array.isArray(at)) at.splice(Number(last), 1);
  if (change === 'add' && isRecord(at) && LIST_NAMES.has(last)) {
    const list = at[last];
    // Of a part is asked at once what counts for it.
    const entry = last === 'parts' ? { anyOf: [{}] } : {};
    if (Array.isArray(list)) list.push(entry);
    else at[last] = [entry];
  }
}

/** The lists that have a button to add an entry. */
const LIST_NAMES = new Set([
  'measures',
  'readings',
  ...Object.values(RULE_FIELDS).flatMap(listsIn),
]);

function listsIn(fields: readonly RuleField[]): string[] {
  return fields.flatMap((field) => [
    ...(field.kind === 'list' || field.kind === 'sorts' || (field.kind === 'rule' && field.most)
      ? [field.name]
      : []),
    ...('fields' in field ? listsIn(field.fields) : []),
  ]);
}

/** One line of text, without signs that no database keeps. */
export function textIn(body: Body, name: string): string {
  const value = Object.hasOwn(body, name) ? body[name] : undefined;
  const one = Array.isArray(value) ? (value as unknown[])[0] : value;
  return typeof one === 'string' ? one.replaceAll('\0', '').trim() : '';
}

/** Several texts of one name. */
export function textsIn(body: Body, name: string): string[] {
  const value = Object.hasOwn(body, name) ? body[name] : undefined;
  const list = Array.isArray(value) ? (value as unknown[]) : [value];
  return list.flatMap((one) =>
    typeof one === 'string' && one !== '' ? [one.replaceAll('\0', '')] : [],
  );
}

export const isRecord = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
