import {
  applyDecorators,
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';

import { PUBLIC } from '@academie/platform';

import type { Actor, Role } from './actor';
import { sameOrigin, tokenMatches } from './csrf';
import { ForeignForm, NotAllowed, NotSignedIn, ReadOnlyToken } from '../people.errors';

export const ALLOW = 'academie:allow';

/**
 * Who may use the route: any of these roles. `participant` is everybody who is signed in. The role is
 * the first question; whether it reaches this organisation, theme or offering the service asks.
 */
export const Allow = (...roles: [Role, ...Role[]]): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(ALLOW, roles), ApiBearerAuth());

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The one guard of all routes. A route that says neither `@Allow` nor `@Public` is closed. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const targets = [context.getHandler(), context.getClass()];
    const isPublic = this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, targets);
    const roles = this.reflector.getAllAndOverride<Role[] | undefined>(ALLOW, targets);
    const reading = READING.has(request.method);
    if (!reading) this.checkOrigin(request);
    if (isPublic && !roles) return true;
    const { actor } = request;
    if (!actor) throw new NotSignedIn();
    if (!roles?.some((role) => actor.is(role))) throw new NotAllowed();
    if (!reading && !actor.mayWrite) throw new ReadOnlyToken();
    return true;
  }

  // A bearer token is never sent by a browser on its own; a cookie is. So a change by cookie must come
  // from our own pages (origin) and from this very session (token).
  private checkOrigin(request: FastifyRequest): void {
    if (request.bearer) return;
    if (!sameOrigin(request)) throw new ForeignForm();
    if (request.csrfToken && !tokenMatches(request)) throw new ForeignForm();
  }
}

/** The signed-in person, in a route that has `@Allow`. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!actor) throw new NotSignedIn();
  return actor;
});

/** The signed-in person or undefined, in a public route. */
export const MaybeActor = createParamDecorator(
  (_: unknown, context: ExecutionContext): Actor | undefined =>
    context.switchToHttp().getRequest<FastifyRequest>().actor,
);
