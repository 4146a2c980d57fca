import { type InputField, type InputType, fieldsOf } from '../errors/input-fields';

type Values = Record<string, unknown>;

/** What a name may not be in an object of ours. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);
const INDEX = /^\d{1,3}$/;

/**
 * The flat names of a form as the class has them: `sessions.0.date` is the date of the first of a list of
 * sessions, `marks.<id>` a text under a name of its own. Names that do not fit the class are left out, so
 * a name leads no deeper than the class does.
 */
export function expandNames(type: InputType, flat: Values): Values {
  const root: Values = {};
  for (const [name, value] of Object.entries(flat)) put(root, type, name, value);
  return root;
}

function put(target: Values, type: InputType, path: string, value: unknown): void {
  const [name, rest] = cut(path);
  const field = fieldsOf(type).get(name);
  if (!field) return;
  if (rest === undefined) target[name] = value;
  else if (field.list && !field.free) putInList(target, name, field, rest, value);
  else if (field.nested) put(objectAt(target, name), field.nested, rest, value);
  else if (field.free && !rest.includes('.') && !FORBIDDEN.has(rest))
    objectAt(target, name)[rest] = value;
}

function putInList(
  target: Values,
  name: string,
  field: InputField,
  path: string,
  value: unknown,
): void {
  const [index, rest] = cut(path);
  if (!INDEX.test(index) || Number(index) >= field.most) return;
  const list = Array.isArray(target[name]) ? (target[name] as unknown[]) : [];
  target[name] = list;
  if (rest === undefined) list[Number(index)] = value;
  else if (field.nested)
    put(objectAt(list as unknown as Values, String(Number(index))), field.nested, rest, value);
}

function objectAt(target: Values, name: string): Values {
  const there = target[name];
  if (typeof there === 'object' && there !== null && !Array.isArray(there)) return there as Values;
  const made: Values = {};
  target[name] = made;
  return made;
}

/** `a.b.c` as `a` and `b.c`. */
function cut(path: string): [name: string, rest: string | undefined] {
  const dot = path.indexOf('.');
  return dot < 0 ? [path, undefined] : [path.slice(0, dot), path.slice(dot + 1)];
}
