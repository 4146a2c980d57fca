import type { Socket } from 'node:net';

import type { FastifyInstance } from 'fastify';

/**
 * Hangs up, when the server stops, on connections on which nothing was asked yet. A browser opens them before it needs
 * them, and Node waits for them without an end: they are not idle to it, and its own limits no longer run by then.
 */
export function installQuickStop(fastify: FastifyInstance): void {
  const { server } = fastify;
  const silent = new Set<Socket>();
  let isStopping = false;
  server.on('connection', (socket: Socket) => {
    if (isStopping) return void socket.destroy();
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  server.on('request', ({ socket }: { socket: Socket }) => silent.delete(socket));
  fastify.addHook('preClose', (done) => {
    isStopping = true;
    for (const socket of silent) socket.destroy();
    done();
  });
}
