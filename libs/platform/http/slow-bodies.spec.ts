import net, { type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';

import { installBodyPace } from './slow-bodies';

const PACE = { form: 600, still: 400, least: 1 };

describe('a body that comes in', () => {
  let fastify: FastifyInstance;

  beforeAll(async () => {
    fastify = Fastify();
    installBodyPace(fastify, PACE);
    fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    const size = (request: { body: unknown }) => String((request.body as Buffer).length);
    fastify.post('/formulier', (request) => size(request));
    fastify.post('/bestand', { config: { upload: 200 } as object }, (request) => size(request));
    const refuse = async (_request: unknown, reply: FastifyReply): Promise<unknown> =>
      reply.status(401).send();
    fastify.post('/nee', { onRequest: refuse }, () => '');
    await fastify.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(() => fastify.close());

  /** Sends these parts with pauses between them, and no more than those; the first line of the answer. */
  async function send(path: string, length: number, parts: string[], pause: number) {
    const socket = net.connect((fastify.server.address() as AddressInfo).port, '127.0.0.1');
    const answer = new Promise<string>((resolve) => {
      let text = '';
      socket.on('data', (part) => (text += part.toString()));
      for (const event of ['close', 'error']) socket.once(event, () => resolve(text));
    });
    socket.write(
      `POST ${path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-type: a/b\r\ncontent-length: ${length}\r\n\r\n`,
    );
    for (const part of parts) {
      await wait(pause);
      if (!socket.destroyed) socket.write(part);
    }
    return (await answer)
      .match(/^HTTP\/1\.1 .*$/gm)
      ?.map((line) => line.trim())
      .join();
  }

  it('at once is taken', async () => {
    expect(await send('/formulier', 3, ['abc'], 1)).toBe('HTTP/1.1 200 OK');
  });

  it('as a form is broken off when it takes too long, though it goes on', async () => {
    const parts = Array.from({ length: 12 }, () => 'a');

    expect(await send('/formulier', 100, parts, 100)).toBe('HTTP/1.1 408 Request Timeout');
  });

  it('as a file takes as long as it needs, while something comes', async () => {
    const parts = Array.from({ length: 12 }, () => 'a');

    expect(await send('/bestand', 12, parts, 100)).toBe('HTTP/1.1 200 OK');
  });

  it('after its answer is broken off too, and not answered twice', async () => {
    const parts = Array.from({ length: 12 }, () => 'a');

    expect(await send('/nee', 100, parts, 100)).toBe('HTTP/1.1 401 Unauthorized');
  });

  it('of a test, which has no connection, is left alone', async () => {
    const unread = { method: 'POST', url: '/nee', payload: 'abc' } as const;
    expect((await fastify.inject(unread)).statusCode).toBe(401);

    await wait(PACE.form + 100);
  });

  it('as a file is broken off when nothing comes any more', async () => {
    expect(await send('/bestand', 100, ['a'], 1)).toBe('HTTP/1.1 408 Request Timeout');
  });
});
