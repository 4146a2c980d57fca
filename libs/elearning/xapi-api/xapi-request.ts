import type { FastifyRequest } from 'fastify';

import { demand } from '../xapi/xapi-error';

/** A request of xAPI, whether it came as itself or in the alternate syntax. */
export interface XapiRequest {
  method: string;
  query: Readonly<Record<string, unknown>>;
  /** By name in small letters. */
  headers: Readonly<Record<string, string | undefined>>;
  content: Buffer;
}

const METHODS = ['GET', 'PUT', 'POST', 'DELETE'];
/** Fields of the form that stand for headers; all others but `content` are parameters. */
const HEADERS = new Set([
  'authorization',
  'x-experience-api-version',
  'content-type',
  'content-length',
  'if-match',
  'if-none-match',
]);
const MOST_FIELDS = 40;

/**
 * What was asked. A client that can send nothing but forms names the method in the address and puts the rest in
 * the form (xAPI 1.0.3, part three, section 1.3). @throws XapiError 400
 */
export function xapiRequest(request: FastifyRequest): XapiRequest {
  const query = request.query as Readonly<Record<string, unknown>>;
  const headers = request.headers as Readonly<Record<string, string | undefined>>;
  const content = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  if (request.method !== 'POST' || query.method === undefined)
    return { method: request.method, query, headers, content };
  const { method, ...others } = query;
  demand(Object.keys(others).length === 0, 'method goes alone; the rest stands in the form');
  demand(typeof method === 'string' && METHODS.includes(method), 'method');
  // What comes as a header all the same counts, but not what is said there of the form.
  const { 'content-type': _type, 'content-length': _length, ...own } = headers;
  const form = formIn(content);
  return { ...form, method, headers: { ...own, ...form.headers } };
}

function formIn(body: Buffer): Omit<XapiRequest, 'method'> {
  const text = body.toString();
  demand((text.match(/&/g) ?? []).length < MOST_FIELDS, 'too many fields');
  const query = new Map<string, string>();
  const headers = new Map<string, string>();
  let content: string | undefined;
  for (const [name, value] of new URLSearchParams(text)) {
    const low = name.toLowerCase();
    const kind = HEADERS.has(low) ? headers : query;
    demand(!kind.has(kind === headers ? low : name), `${name.slice(0, 40)} is there twice`);
    if (name === 'content') {
      demand(content === undefined, 'content is there twice');
      content = value;
    } else kind.set(kind === headers ? low : name, value);
  }
  return {
    query: Object.fromEntries(query),
    headers: Object.fromEntries(headers),
    content: Buffer.from(content ?? ''),
  };
}

/** Whether this media type is JSON, with or without parameters. */
export const isJsonType = (type: string): boolean => /^application\/json\b/i.test(type);
