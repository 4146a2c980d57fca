import {
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

import { type LiveScimKey, ScimKeys } from '../scim-key/scim-key.service';
import { ScimRefusal } from './scim.errors';

declare module 'fastify' {
  interface FastifyRequest {
    /** The key of a directory. */
    scimKey?: LiveScimKey;
  }
}

/** Lets directories in by their key. It is no key of a person, so no other route takes it. */
@Injectable()
export class ScimGuard implements CanActivate {
  constructor(private readonly keys: ScimKeys) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const [, key] = /^Bearer ([\w-]{1,200})$/.exec(request.headers.authorization ?? '') ?? [];
    const found = key && (await this.keys.find(key));
    if (!found) throw new ScimRefusal('unauthenticated', 'The key is missing, wrong or has ended');
    if (request.method !== 'GET' && !found.mayWrite)
      throw new ScimRefusal('forbidden', 'This key may only read');
    request.scimKey = found;
    request.credential = `scim:${found.id}`;
    return true;
  }
}

/** The key of the directory that asks. */
export const CurrentScimKey = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { scimKey } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!scimKey) throw new ScimRefusal('unauthenticated', 'The key is missing');
  return scimKey;
});
