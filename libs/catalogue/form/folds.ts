import { isDeepStrictEqual } from 'node:util';

type Values = Record<string, unknown>;

/** Fields of a part of a form that is folded, with what each is when nobody set it. */
export type FoldedFields = Record<string, unknown>;

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  value === false ||
  (Array.isArray(value) && value.length === 0);

/**
 * Whether a part of a form is unfolded: when something in it was set, or is wrong, or somebody looks something up in it.
 * What is filled in is always in sight; what most people leave as it is is not in the way.
 */
export function unfolds(
  fields: FoldedFields,
  values: Values,
  errors: Record<string, string>,
  unknown: Record<string, string> = {},
): boolean {
  const names = Object.keys(fields);
  return (
    names.some((name) => name in unknown) ||
    Object.keys(errors).some((path) => names.some((name) => isWithin(path, name))) ||
    names.some((name) => !isUsual(values[name], fields[name]))
  );
}

const isWithin = (path: string, name: string): boolean =>
  path === name || path.startsWith(`${name}.`);

/** A form sends a number as it was typed. */
const isUsual = (value: unknown, usual: unknown): boolean =>
  isEmpty(value) ||
  isDeepStrictEqual(value, usual) ||
  (typeof usual === 'number' && String(value) === String(usual));
