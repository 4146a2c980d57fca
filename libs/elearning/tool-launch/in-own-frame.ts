import type { FastifyReply } from 'fastify';

/** Lets this answer be shown in a frame within a page of the academie, and of nobody else. */
export function inOwnFrame(reply: FastifyReply): void {
  const own = String(reply.getHeader('content-security-policy') ?? '');
  void reply.headers({
    'content-security-policy': own.replace("frame-ancestors 'none'", "frame-ancestors 'self'"),
    'x-frame-options': 'SAMEORIGIN',
  });
}
