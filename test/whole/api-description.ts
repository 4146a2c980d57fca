import type { Academie } from '../support/academie';

export type Method = 'get' | 'put' | 'post' | 'delete' | 'patch';
export const METHODS: readonly string[] = ['get', 'put', 'post', 'delete', 'patch'];

export interface Schema {
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  $ref?: string;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  minimum?: number;
  maximum?: number;
  maxLength?: number;
}
export interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema?: Schema;
}
type Content = Record<string, { schema?: Schema }>;
export interface Answer {
  description?: string;
  content?: Content;
  headers?: Record<string, unknown>;
}
export interface Operation {
  operationId: string;
  summary?: string;
  tags?: string[];
  security?: unknown[];
  parameters: Parameter[];
  requestBody?: { content: Content };
  responses: Record<string, Answer>;
}
export interface Described extends Operation {
  /** E.g. `GET /courses/{id}`. */
  name: string;
  method: Method;
  path: string;
}
interface Description {
  openapi: string;
  info: { version: string; contact: object; license: { name: string } };
  servers: { url: string }[];
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

/** The description as anybody gets it, and its operations in a row. */
export async function readDescription(
  academie: Academie,
): Promise<{ api: Description; operations: Described[] }> {
  const { body } = await academie.stranger.get('/api/v1/openapi.json').expect(200);
  const api = body as Description;
  const operations = Object.entries(api.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => METHODS.includes(method))
      .map(([method, operation]) => ({
        ...operation,
        name: `${method.toUpperCase()} ${path}`,
        method: method as Method,
        path,
      })),
  );
  return { api, operations };
}

/** The answers of an operation whose status starts with one of these digits. */
export const answersOf = ({ responses }: Operation, digits: RegExp): [string, Answer][] =>
  Object.entries(responses).filter(([status]) => digits.test(status));
