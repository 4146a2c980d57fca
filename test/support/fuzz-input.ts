import fc, { type Arbitrary } from 'fast-check';

import type { Schema } from '../whole/api-description';

type Schemas = Record<string, Schema>;

/** Text that has upset programs before. */
const ODD_TEXT = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '%',
  "'; DROP TABLE people.person; --",
  '=1+1',
  '<script>',
  '../../etc/passwd',
  '9'.repeat(400),
  'ﷺ'.repeat(50),
  '__proto__',
  'null',
  '-1',
  '1e999',
  'NaN',
  '0000-00-00',
  '2026-02-30',
  '+999999-12-31T00:00:00Z',
];

/** By greatest length: to make one, fast-check goes through all of Unicode. */
const texts = new Map<number, Arbitrary<string>>();

function text(schema: Schema): Arbitrary<string> {
  const maxLength = Math.min(schema.maxLength ?? 40, 300);
  const known = texts.get(maxLength);
  if (known) return known;
  const made = fc.oneof(
    { weight: 3, arbitrary: fc.string({ maxLength, unit: 'grapheme' }) },
    { weight: 1, arbitrary: fc.string({ maxLength: maxLength + 10, unit: 'binary' }) },
    { weight: 1, arbitrary: fc.constantFrom(...ODD_TEXT) },
  );
  texts.set(maxLength, made);
  return made;
}

const moment = fc
  .date({ min: new Date('2019-12-31T23:00:00Z'), max: new Date('2031-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

/** What the description says that fits, and now and then something that does not. */
export function arbitraryOf(
  schema: Schema,
  schemas: Schemas,
  ids: Arbitrary<string>,
): Arbitrary<unknown> {
  const sound = soundOf(schema, schemas, ids);
  return fc.oneof(
    { weight: 9, arbitrary: sound },
    { weight: 1, arbitrary: fc.oneof(fc.constantFrom<unknown>(...ODD_TEXT), fc.jsonValue()) },
  );
}

function soundOf(schema: Schema, schemas: Schemas, ids: Arbitrary<string>): Arbitrary<unknown> {
  const inside = (part: Schema): Arbitrary<unknown> => arbitraryOf(part, schemas, ids);
  if (schema.$ref) return soundOf(schemas[schema.$ref.split('/').at(-1)!]!, schemas, ids);
  const choices = schema.oneOf ?? schema.anyOf ?? schema.allOf;
  if (choices) return fc.oneof(...choices.map(inside));
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (Array.isArray(schema.type))
    return fc.oneof(...schema.type.map((type) => soundOf({ ...schema, type }, schemas, ids)));
  switch (schema.type ?? '') {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
      return fc.oneof(
        fc.integer({
          min: Math.ceil(schema.minimum ?? -5),
          max: Math.floor(Math.min(schema.maximum ?? 500, 100_000)),
        }),
        fc.constantFrom(-1, 0, 2 ** 31, 2 ** 53, 0.5),
      );
    case 'array':
      return fc.array(inside(schema.items ?? {}), { maxLength: 3 });
    case 'object':
      return fc
        .record(
          Object.fromEntries(
            Object.entries(schema.properties ?? {}).map(([name, part]) => [name, inside(part)]),
          ),
          { requiredKeys: (schema.required ?? []) as never[] },
        )
        .chain((body) =>
          fc.oneof(
            { weight: 8, arbitrary: fc.constant<object>(body) },
            { weight: 1, arbitrary: fc.jsonValue().map((odd) => ({ ...body, odd })) },
          ),
        );
    default:
      if (schema.format === 'uuid') return ids;
      if (schema.format === 'date-time') return moment;
      if (schema.format === 'date') return moment.map((instant) => instant.slice(0, 10));
      if (schema.type === 'string') return text(schema);
      return fc.jsonValue();
  }
}
