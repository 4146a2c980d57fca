import { plainToInstance } from 'class-transformer';

import { type InputField, type InputType, fieldsOf } from './input-fields';
import type { FieldProblem } from './refusal';

type Values = Record<string, unknown>;

/** No answer names more problems than this; the person who mends these gets to see the next. */
const MOST_PROBLEMS = 50;

const isContainer = (value: unknown): value is object =>
  typeof value === 'object' && value !== null;
const isValues = (value: unknown): value is Values => isContainer(value) && !Array.isArray(value);

/**
 * What was sent as an instance of its class, not yet validated, and what is wrong with its shape: names
 * the class does not have, lists that are too long, and anything but an object where one belongs.
 * class-transformer copies whatever it is given, all the way down; so it is only given the fields of the
 * class, and of those only what may be there.
 */
export function toInstance<T extends object>(
  type: new () => T,
  given: Values,
): { instance: T; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const { plain, free } = ownPart(type, given, '', problems);
  const instance = plainToInstance(type, plain, { exposeDefaultValues: true });
  return { instance: Object.assign(instance, free), problems };
}

// `free` is what class-transformer need not copy: objects with names of their own.
function ownPart(
  type: InputType,
  given: Values,
  path: string,
  problems: FieldProblem[],
): { plain: Values; free: Values } {
  const fields = fieldsOf(type);
  const plain: Values = {};
  const free: Values = {};
  for (const name of Object.keys(given))
    if (!fields.has(name)) add(problems, unknownField(path + name));
  for (const [name, field] of fields) {
    if (!Object.hasOwn(given, name)) continue;
    const target = field.free ? free : plain;
    target[name] = fitting(field, given[name], path + name, problems);
  }
  return { plain, free };
}

function fitting(
  field: InputField,
  value: unknown,
  path: string,
  problems: FieldProblem[],
): unknown {
  if (!isContainer(value)) return value;
  if (!Array.isArray(value)) return item(field, value, path, problems);
  // Of a list where none belongs the rules of the field say that it is wrong; not what is in it.
  if (!field.list) return field.nested ? misshapen(problems, path) : {};
  if (value.length > field.most) {
    add(problems, tooLong(path, field.most));
    return [];
  }
  return value.map((one: unknown, index) => {
    if (field.nested && !isValues(one)) return misshapen(problems, `${path}.${index}`);
    return isContainer(one) ? item(field, one, `${path}.${index}`, problems) : one;
  });
}

function item(field: InputField, value: object, path: string, problems: FieldProblem[]): unknown {
  if (field.free) return value;
  if (!field.nested || !isValues(value)) return {};
  return ownPart(field.nested, value, `${path}.`, problems).plain;
}

function misshapen(problems: FieldProblem[], path: string): object {
  add(problems, { field: path, code: 'isObject', message: `${path} must be an object` });
  return {};
}

function add(problems: FieldProblem[], problem: FieldProblem): void {
  if (problems.length < MOST_PROBLEMS) problems.push(problem);
}

const unknownField = (field: string): FieldProblem => ({
  field: field.slice(0, 200),
  code: 'whitelistValidation',
  message: `property ${field.slice(0, 200)} should not exist`,
});

const tooLong = (field: string, most: number): FieldProblem => ({
  field,
  code: 'arrayMaxSize',
  message: `${field} must contain no more than ${most} elements`,
});
