import type { FastifyInstance, FastifyRequest } from 'fastify';

/** What is read and thrown away at most of a body that was refused, so that its sender reads why. */
const MOST_BYTES = 32_000_000;
const LONGEST_MS = 10_000;

/**
 * Answers a body that is too large only after it was sent. A browser reads the answer after it has sent its
 * form, and where the connection is closed before, it shows that instead of the sentence that says what is
 * wrong. Nothing of it is kept, and a sender who goes on and on is cut off.
 */
export function installReadingOn(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async (request, reply, payload) => {
    if (reply.statusCode === 413) await readOn(request);
    return payload;
  });
}

function readOn({ raw }: FastifyRequest): Promise<void> {
  return new Promise((resolve) => {
    if (raw.complete || raw.destroyed) return resolve();
    let read = 0;
    const done = (): void => {
      clearTimeout(tooLong);
      resolve();
    };
    const tooLong = setTimeout(done, LONGEST_MS);
    raw.on('data', (part: Buffer) => {
      read += part.length;
      if (read > MOST_BYTES) done();
    });
    for (const event of ['end', 'close', 'error']) raw.once(event, done);
    raw.resume();
  });
}
