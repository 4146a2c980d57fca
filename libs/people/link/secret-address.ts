import type { FastifyReply } from 'fastify';

/** For a page that holds a secret in its address: nobody else may keep it or be told of it. */
export function keepSecret(reply: FastifyReply): void {
  void reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
}
