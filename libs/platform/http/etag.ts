import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { ChangedMeanwhile, IfMatchRequired } from '../errors/refusal';

/** Says which version of the thing was sent (RFC 9110, section 8.8.3). */
export const setEtag = (reply: FastifyReply, version: number): void => {
  void reply.header('etag', `"${version}"`);
};

/** The version in If-Match, which every PUT and PATCH must send. @throws IfMatchRequired without one. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const given = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  if (!given) throw new IfMatchRequired();
  const version = /^"(\d{1,9})"$/.exec(given)?.[1];
  if (!version) throw new ChangedMeanwhile();
  return Number(version);
});
