import type { FastifyReply, FastifyRequest } from 'fastify';

import { XapiError } from '../xapi/xapi-error';

const VERSION = /^1\.0(?:\.\d+)?$/;

/** Says which version of xAPI this is, and looks at the one that was asked for. @throws XapiError 400 */
export function beginXapi(request: FastifyRequest, reply: FastifyReply): void {
  void reply.header('x-experience-api-version', '1.0.3').header('cache-control', 'no-store');
  const asked = request.headers['x-experience-api-version'];
  if (typeof asked !== 'string' || !VERSION.test(asked))
    throw new XapiError(400, 'X-Experience-API-Version is 1.0.3');
}

/** Carries out a request of xAPI; what is wrong with it is told in its own statuses. */
export async function answerXapi(reply: FastifyReply, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof XapiError)) throw error;
    if (error.status === 401) void reply.header('www-authenticate', 'Basic');
    void reply
      .header('x-experience-api-version', '1.0.3')
      .status(error.status)
      .type('application/json')
      .send({ error: error.message });
  }
}

/** What was sent, as JSON. @throws XapiError 400 */
export function jsonBody(request: FastifyRequest): unknown {
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json\b/i.test(type)) throw new XapiError(400, 'statements are JSON');
  try {
    return JSON.parse(bytesOf(request).toString(), (_key, one: unknown) => {
      if (typeof one === 'string' && /\p{Surrogate}|\0/u.test(one)) throw new Error('no text');
      return one;
    });
  } catch {
    throw new XapiError(400, 'this is no JSON');
  }
}

export const bytesOf = ({ body }: FastifyRequest): Buffer =>
  Buffer.isBuffer(body) ? body : Buffer.alloc(0);
