import { defaultMetadataStorage } from 'class-transformer/cjs/storage';
import { getMetadataStorage } from 'class-validator';

/** A class whose fields carry the decorators of class-validator. */
export type InputType = new () => object;

/** What a class says of one of its fields. */
export interface InputField {
  /** The class of the object, or of each object in the list, that belongs here. */
  nested: InputType | undefined;
  /** Whether a list belongs here. */
  list: boolean;
  /** Most items in the list. */
  most: number;
  /** Whether an object with names of its own, or a list of such objects, belongs here. */
  free: boolean;
}

/** Most items in a list of which the class does not say how long it may be. */
const MOST_ITEMS = 1000;

const known = new WeakMap<InputType, ReadonlyMap<string, InputField>>();

/** The fields of a class, by name; empty for a class without decorators. */
export function fieldsOf(type: InputType): ReadonlyMap<string, InputField> {
  let fields = known.get(type);
  if (!fields) known.set(type, (fields = readFields(type)));
  return fields;
}

function readFields(type: InputType): Map<string, InputField> {
  const rules = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  const fields = new Map<string, InputField>();
  for (const name of new Set(rules.map(({ propertyName }) => propertyName))) {
    const own = rules.filter(({ propertyName }) => propertyName === name);
    const most = own.find((rule) => rule.name === 'arrayMaxSize')?.constraints[0] as unknown;
    fields.set(name, {
      nested: nestedIn(type, name),
      list: own.some(
        (rule) => rule.each || rule.name === 'isArray' || rule.name?.startsWith('array'),
      ),
      most: typeof most === 'number' ? most : MOST_ITEMS,
      free: own.some((rule) => rule.name === 'isObject'),
    });
  }
  return fields;
}

function nestedIn(type: InputType, name: string): InputType | undefined {
  const said = defaultMetadataStorage.findTypeMetadata(type, name) as
    | { typeFunction?: unknown }
    | undefined;
  const nested = (said?.typeFunction as (() => InputType) | undefined)?.();
  return nested && fieldsOf(nested).size > 0 ? nested : undefined;
}
