import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import fc, { type Arbitrary } from 'fast-check';
import type { Response, Test } from 'supertest';

import { type DemoRole, startAcademie, type Visitor } from '../support/academie';
import { type Described, readDescription, type Schema } from './api-description';
import { arbitraryOf } from '../support/fuzz-input';
import { addActivity } from '../support/demo-activity';

/** The same inputs at every run, so that a red test stays red; another number looks elsewhere. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_260_303);
const RUNS = Number(process.env.FUZZ_RUNS ?? 12);
const ROLES: readonly (DemoRole | 'stranger')[] = [
  'administrator',
  'themeLead',
  'trainer',
  'coordinator',
  'participant',
  'stranger',
];

interface Input {
  role: string;
  parameters: Record<string, unknown>;
  body: unknown;
}

/** One for all: it would read the schema of schemas anew for each answer. */
const ajv = new Ajv2020({ strict: false, validateSchema: false });
addFormats(ajv);

describe('the API, whatever is sent to it', () => {
  const academie = startAcademie({ seed: 'demo' });
  const visitors = new Map<string, Visitor>();
  const validators = new Map<string, ValidateFunction>();
  let schemas: Record<string, Schema>;
  let operations: Described[];
  let ids: Map<string, string[]>;

  beforeAll(async () => {
    await addActivity(academie);
    const { api, operations: described } = await readDescription(academie);
    operations = described;
    schemas = api.components.schemas;
    ids = await idsByTable();
    for (const role of ROLES)
      visitors.set(role, role === 'stranger' ? academie.stranger : await academie.account(role));
  }, 120_000);

  it('answers what it describes when it is asked for something', async () => {
    await tryAll(
      operations.filter(({ method }) => method === 'get'),
      0.6,
    );
  }, 120_000);

  it('answers what it describes when it is told to change something', async () => {
    await tryAll(
      operations.filter(({ method }) => method !== 'get'),
      0.2,
    );
  }, 120_000);

  async function tryAll(list: Described[], share: number): Promise<void> {
    const succeeded = new Set<string>();
    const wrong = new Map<string, string>();
    for (const operation of list) {
      const tries = fc.sample(inputsOf(operation), { numRuns: RUNS, seed: SEED });
      for (const input of tries) {
        const answer = await send(operation, input);
        if (answer.ok) succeeded.add(operation.name);
        const fault = faultOf(operation, answer);
        const key = `${operation.name}: ${fault}`;
        if (fault && !wrong.has(key)) wrong.set(key, JSON.stringify(input).slice(0, 400));
      }
    }
    expect(Object.fromEntries(wrong)).toEqual({});
    // With fewer the inputs reach too little for the test to prove much.
    expect(succeeded.size).toBeGreaterThan(list.length * share);
  }

  function inputsOf(operation: Described): Arbitrary<Input> {
    const parameters = operation.parameters.filter(({ in: where }) => where !== 'header');
    const required = parameters.filter((one) => one.in === 'path' || one.required);
    const body = operation.requestBody?.content['application/json']?.schema;
    return fc.record({
      role: fc.constantFrom(...ROLES, 'administrator'),
      parameters: fc.record(
        Object.fromEntries(
          parameters.map(({ name, schema = {}, in: where }) => [
            name,
            where === 'path'
              ? pathPart(operation.path, name)
              : arbitraryOf(schema, schemas, anId()),
          ]),
        ),
        { requiredKeys: required.map(({ name }) => name) as never[] },
      ),
      body: body ? arbitraryOf(body, schemas, anId()) : fc.constant(undefined),
    });
  }

  // `/courses/{id}` wants the id of a course, most of the time.
  function pathPart(path: string, name: string): Arbitrary<unknown> {
    const collection = path.split(`/{${name}}`)[0]!.split('/').at(-1)!;
    const own = ids.get(collection) ?? ids.get('years')!;
    return fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...own) },
      { weight: 1, arbitrary: anId() },
      { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 20 }) },
    );
  }

  const anId = (): Arbitrary<string> =>
    fc.oneof(fc.constantFrom(...[...ids.values()].flat()), fc.uuid());

  async function send(operation: Described, { role, parameters, body }: Input): Promise<Response> {
    const visitor = visitors.get(role)!;
    const inPath = new Set<string>();
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
      inPath.add(name);
      return encodeURIComponent(wellFormed(String(parameters[name]))) || '-';
    });
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(parameters))
      if (!inPath.has(name))
        query.set(name, typeof value === 'string' ? value : JSON.stringify(value));
    const request: Test = visitor[operation.method](`/api/v1${path}?${query.toString()}`);
    if (['put', 'patch'].includes(operation.method)) void request.set('if-match', '"1"');
    if (operation.requestBody?.content['multipart/form-data'])
      return request.attach('file', Buffer.from(JSON.stringify(parameters)), 'data.csv');
    return body === undefined ? request : request.type('json').send(JSON.stringify(body));
  }

  /** What is not as described, or undefined. */
  function faultOf({ operationId, responses }: Described, answer: Response): string | undefined {
    const { status, body, type, text } = answer;
    if (status >= 500) return `${status} ${text.slice(0, 200)}`;
    const described = responses[String(status)];
    if (!described) return `${status} is not described (${text.slice(0, 200)})`;
    if (!answer.headers['api-version']) return `${status} has no API-Version`;
    if (!described.content) return text ? `${status} has a body that is not described` : undefined;
    const schema = described.content[type]?.schema;
    if (!schema) return `${status} has the type ${type}, which is not described`;
    if (!/json$/.test(type)) return undefined;
    const validate = validatorOf(`${operationId} ${status}`, schema);
    if (validate(body)) return undefined;
    const [error] = validate.errors!;
    return `${status} ${error!.instancePath} ${error!.message} ${JSON.stringify(error!.params)}`;
  }

  function validatorOf(key: string, schema: Schema): ValidateFunction {
    const known = validators.get(key);
    if (known) return known;
    const validate = ajv.compile({ ...schema, components: { schemas: closed(schemas) } });
    validators.set(key, validate);
    return validate;
  }

  /** Ids by the plural of their table, as addresses have them. */
  async function idsByTable(): Promise<Map<string, string[]>> {
    const tables = await academie.database.rows<{ schema: string; name: string }>(
      `SELECT table_schema AS schema, table_name AS name FROM information_schema.columns
        WHERE column_name = 'id' AND data_type = 'uuid'
          AND table_schema NOT IN ('pgboss', 'platform', 'information_schema')`,
    );
    const found = new Map([
      ['years', ['2025', '2026', '2027']],
      ['versions', ['1', '2']],
    ]);
    for (const { schema, name } of tables) {
      const rows = await academie.database.rows<{ id: string }>(
        `SELECT id FROM "${schema}"."${name}" ORDER BY md5(id::text) LIMIT 5`,
      );
      if (rows.length > 0)
        found.set(
          `${name.replaceAll('_', '-')}s`,
          rows.map(({ id }) => id),
        );
    }
    return found;
  }
});

/** The schemas, in which a field that is not described is an error: it may be one too many. */
function closed(schemas: Record<string, Schema>): Record<string, Schema> {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      schema.properties ? { additionalProperties: false, ...schema } : schema,
    ]),
  );
}

/** An address cannot hold half a character. */
const wellFormed = (text: string): string => Buffer.from(text).toString();
