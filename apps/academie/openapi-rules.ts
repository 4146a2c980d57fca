import type { OpenAPIObject } from '@nestjs/swagger';

import { PROBLEM_CONTENT, REFUSED } from '@academie/platform';

type Path = OpenAPIObject['paths'][string];
type Operation = NonNullable<Path['get']>;
type Responses = Operation['responses'];
type Header = Exclude<
  NonNullable<Exclude<Responses[string], { $ref: string }>>['headers'],
  undefined
>;
type Parameter = NonNullable<Operation['parameters']>[number];

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;
type Method = (typeof METHODS)[number];

const VERSION: Header[string] = {
  description: 'Full version of the API',
  schema: { type: 'string', example: '1.0.0' },
};
const RETRY_AFTER: Header[string] = {
  description: 'Seconds to wait',
  schema: { type: 'integer', minimum: 1 },
};

const IF_MATCH: Parameter = {
  name: 'If-Match',
  in: 'header',
  required: true,
  description: 'The ETag of what was read, so that nobody overwrites what they have not seen',
  schema: { type: 'string', example: '"3"' },
};
const IDEMPOTENCY_KEY: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same key again changes nothing and gets the first answer',
  schema: { type: 'string', minLength: 1, maxLength: 200, pattern: '^[!-~]+$' },
};

/**
 * Adds what holds for every operation, so that no controller can forget it: the version header, the
 * refusals as problem+json, the headers of changes, and the tags. Takes the root off the paths, since
 * the server address has it, and leaves out what is not under it (other standards have their own).
 */
export function completeDescription(document: OpenAPIObject, root: string): OpenAPIObject {
  const paths: OpenAPIObject['paths'] = {};
  const tags = new Set<string>();
  for (const [path, item] of Object.entries(document.paths)) {
    if (!path.startsWith(`${root}/`)) continue;
    paths[path.slice(root.length)] = item;
    for (const method of METHODS) {
      const operation = item[method];
      if (!operation) continue;
      complete(operation, method, path);
      for (const tag of operation.tags ?? []) tags.add(tag);
    }
  }
  return {
    ...document,
    paths,
    tags: [...tags].sort().map((name) => ({ name })),
  };
}

function complete(operation: Operation, method: Method, path: string): void {
  const changesVersion = method === 'put' || method === 'patch';
  if (operation.security) operation.security = operation.security.slice(0, 1);
  operation.parameters = withHeaders(operation.parameters ?? [], method);
  const responses: Responses = {};
  for (const [status, response] of Object.entries(operation.responses)) {
    if (!response || '$ref' in response || !/^[23]/.test(status)) continue;
    const headers = { 'API-Version': VERSION, ...response.headers };
    responses[status] = { ...response, description: response.description || 'Done', headers };
  }
  const refusals = [
    ...Object.keys(operation.responses)
      .map(Number)
      .filter((status) => status >= 400),
    ...(operation.parameters.length > 0 || method !== 'get' ? [400, 422] : []),
    ...(operation.security?.length ? [401, 403] : []),
    ...(path.includes('{') ? [404] : []),
    ...(method === 'get' ? [] : [401, 403, 409, 413, 415]),
    ...(changesVersion ? [412, 428] : []),
    ...[429, 503],
  ];
  for (const status of [...new Set(refusals)].sort()) responses[status] = problem(status);
  operation.responses = responses;
}

function withHeaders(given: Parameter[], method: Method): Parameter[] {
  const wanted = {
    get: [],
    delete: [],
    post: [IDEMPOTENCY_KEY],
    put: [IF_MATCH],
    patch: [IF_MATCH],
  }[method];
  const names = new Set(wanted.map((header) => 'name' in header && header.name));
  return [...given.filter((one) => !('name' in one && names.has(one.name))), ...wanted];
}

const problem = (status: number): Responses[string] => ({
  description: REFUSED[status] ?? 'Refused',
  headers: {
    'API-Version': VERSION,
    ...((status === 429 || status === 503) && { 'Retry-After': RETRY_AFTER }),
  },
  content: PROBLEM_CONTENT,
});
