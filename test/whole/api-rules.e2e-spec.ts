import { startAcademie } from '../support/academie';
import {
  type Answer,
  answersOf,
  type Described,
  METHODS,
  type Operation,
  readDescription,
} from './api-description';

const METADATA = ['description', 'summary', 'parameters'];
const CAMEL = /^[a-z][a-z0-9]*([A-Z][a-z0-9]*)*$/;

describe('the description of the API', () => {
  const academie = startAcademie();
  let api: Awaited<ReturnType<typeof readDescription>>['api'];
  let operations: Described[];

  beforeAll(async () => {
    ({ api, operations } = await readDescription(academie));
  });

  /** The operations for which this does not hold. */
  const wrong = (holds: (operation: Described) => unknown): string[] =>
    operations.filter((operation) => !holds(operation)).map(({ name }) => name);

  it('is OpenAPI 3.1 with a version, a contact, a licence and the address with the major version', () => {
    expect(api.openapi).toMatch(/^3\.1\.\d+$/);
    expect(api.info.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(Object.keys(api.info.contact).sort()).toEqual(['email', 'name', 'url']);
    expect(api.info.license.name).toBe('EUPL-1.2');
    expect(api.servers).toEqual([{ url: expect.stringMatching(/\/v\d+$/) }]);
  });

  it('may be read from any site', async () => {
    const { headers } = await academie.stranger.get('/api/v1/openapi.json');
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers['api-version']).toBe(api.info.version);
  });

  it('names every operation once, says what it does and where it belongs', () => {
    const ids = operations.map(({ operationId }) => operationId);
    const tags = api.tags.map(({ name }) => name);

    expect(operations.length).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
    expect(wrong(({ operationId }) => /^[A-Z]\w+_[a-z]\w+$/.test(operationId))).toEqual([]);
    expect(wrong(({ summary = '' }) => /^[A-Z].{2,79}[^.]$/.test(summary))).toEqual([]);
    expect(wrong((one) => one.tags?.every((tag) => tags.includes(tag)))).toEqual([]);
  });

  it('has plain addresses: lower case with hyphens, no slash at the end, only known methods', () => {
    const segment = /^([a-z][a-z0-9-]*(\.ics|\.csv|\.xlsx|\.pdf)?|\{[a-z][a-zA-Z]*\})$/;
    const plain = (path: string) =>
      path
        .slice(1)
        .split('/')
        .every((part) => segment.test(part));

    expect(Object.keys(api.paths).filter((path) => !plain(path))).toEqual([]);
    for (const item of Object.values(api.paths))
      expect([...METHODS, ...METADATA]).toEqual(expect.arrayContaining(Object.keys(item)));
  });

  it('speaks of collections in the plural', () => {
    const first = Object.keys(api.paths).map((path) => path.split('/')[1]!);
    expect(first.filter((name) => name !== 'me' && !name.endsWith('s'))).toEqual([]);
  });

  it('names every part of an address and every query field in camelCase, with a type', () => {
    const names = ({ parameters }: Operation, where: string): string[] =>
      parameters.filter((one) => one.in === where).map(({ name }) => name);
    const inPath = (path: string) => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

    expect(
      wrong((one) => names(one, 'path').sort().join() === inPath(one.path).sort().join()),
    ).toEqual([]);
    expect(wrong((one) => names(one, 'query').every((name) => CAMEL.test(name)))).toEqual([]);
    expect(
      wrong(({ parameters }) =>
        parameters.every(({ schema = {} }) => schema.type ?? schema.$ref ?? schema.anyOf),
      ),
    ).toEqual([]);
  });

  it('writes fields in camelCase, and days as dates', () => {
    const fields = Object.entries(api.components.schemas).flatMap(([name, { properties = {} }]) =>
      Object.entries(properties).map(([field, schema]) => ({ name, field, schema })),
    );

    const odd = fields.filter(({ field }) => !CAMEL.test(field));
    expect(odd.map(({ name, field }) => `${name}.${field}`)).toEqual([]);
    const dates = fields.filter(({ field }) => /^date$|\wDate$/.test(field));
    for (const { schema } of dates) expect(schema.format).toBe('date');
    for (const { schema } of fields) expect(schema.format).not.toBe('time');
  });

  it('describes what a success looks like, with the version of the API', () => {
    const described = (one: Operation) => {
      const successes = answersOf(one, /^[23]/);
      return successes.every(
        ([status, { description, content = {}, headers = {} }]) =>
          description &&
          headers['API-Version'] &&
          (['204', '303', '304'].includes(status) ||
            Object.values(content).some(({ schema }) => schema)),
      )
        ? successes.length > 0
        : false;
    };

    expect(wrong(described)).toEqual([]);
  });

  it('describes every refusal as a problem', () => {
    const problem = '#/components/schemas/ProblemResponse';
    const isProblem = ([, { content = {} }]: [string, Answer]) =>
      content['application/problem+json']?.schema?.$ref === problem;
    const inputless = (one: Described) => one.method === 'get' && one.parameters.length === 0;

    expect(wrong((one) => answersOf(one, /^[45]/).every(isProblem))).toEqual([]);
    expect(wrong((one) => one.responses['429']?.headers?.['Retry-After'])).toEqual([]);
    expect(wrong((one) => inputless(one) || one.responses['400'])).toEqual([]);
    expect(wrong((one) => !one.path.includes('{') || one.responses['404'])).toEqual([]);
    expect(wrong((one) => !one.security || one.responses['401'])).toEqual([]);
    expect(api.components.schemas.ProblemResponse?.required).toEqual(
      expect.arrayContaining(['type', 'title', 'status', 'detail', 'code']),
    );
  });

  it('asks changes for the version they start from, and lets every POST be repeated', () => {
    const asks = (one: Operation, header: string) =>
      one.parameters.some(({ name }) => name === header);

    expect(wrong((one) => !['put', 'patch'].includes(one.method) || asks(one, 'If-Match'))).toEqual(
      [],
    );
    expect(wrong((one) => one.method !== 'post' || asks(one, 'Idempotency-Key'))).toEqual([]);
  });

  it('refers to nothing that is not there', () => {
    const refs = [...JSON.stringify(api).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)];
    const missing = refs.map(([, name]) => name!).filter((name) => !api.components.schemas[name]);
    expect(missing).toEqual([]);
  });
});
