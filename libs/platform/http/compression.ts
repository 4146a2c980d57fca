import compress from '@fastify/compress';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Below it an answer fits into one packet as it is. */
const WORTHWHILE_BYTES = 1024;
/** What is longer is compressed outside the event loop. */
const AT_ONCE_BYTES = 64_000;
/** The plugin leaves the answer to a request with this header as it is. */
const LEAVE = 'x-no-compression';

/**
 * Compresses text that answers a request. Files in public/ lie there compressed. Bodies that come in compressed
 * are not unpacked: a small one may hold gigabytes.
 */
export async function installCompression(fastify: FastifyInstance): Promise<void> {
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (mayBeGuessed(request)) request.headers[LEAVE] = '1';
    done();
  });
  await fastify.register(compress, {
    globalDecompression: false,
    encodings: ['br', 'gzip'],
    threshold: WORTHWHILE_BYTES,
    syncThreshold: AT_ONCE_BYTES,
    customTypes: /^(?:text\/|application\/(?:[\w.-]+\+)?json|application\/javascript|image\/svg)/,
  });
}

/**
 * Whether another site made the browser of somebody signed in ask. How long the compressed page is would tell
 * that site, guess by guess, what stands on it (BREACH). A browser that does not say who asked is not believed.
 */
function mayBeGuessed({ headers }: FastifyRequest): boolean {
  const asked = headers['sec-fetch-site'];
  return headers.cookie !== undefined && asked !== 'same-origin' && asked !== 'none';
}
