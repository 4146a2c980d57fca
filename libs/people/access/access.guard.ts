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
import type { FastifyReply, FastifyRequest } from 'fastify';

import { PUBLIC } from '@academie/platform';

import type { Actor, Role } from './actor';
import { sameOrigin, saysSameOrigin, tokenMatches } from './csrf';
import { KeptFormService } from './kept-form.service';
import {
  ForeignForm,
  FormOfAnotherSession,
  NotAllowed,
  NotSignedIn,
  ReadOnlyToken,
} from '../people.errors';

export const ALLOW = 'academie:allow';

/**
 * Who may use the route: any of these roles. `participant` is everybody who is signed in. The role is
 * the first question; whether it reaches this organisation, theme or offering the service asks.
 */
export const Allow = (...roles: [Role, ...Role[]]): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(ALLOW, roles), ApiBearerAuth());

const ANY_SESSION = 'academie:any-session';

/** The form may have been made in another session than it is sent in, since it begins one. */
export const AnySession = (): MethodDecorator => SetMetadata(ANY_SESSION, true);

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The one guard of all routes. A route that says neither `@Allow` nor `@Public` is closed. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly keptForms: KeptFormService,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    try {
      return this.check(context);
    } catch (error) {
      if (!(error instanceof NotSignedIn || error instanceof FormOfAnotherSession)) throw error;
      return this.refuse(context, error);
    }
  }

  private check(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const targets = [context.getHandler(), context.getClass()];
    const isPublic = this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, targets);
    const roles = this.reflector.getAllAndOverride<Role[] | undefined>(ALLOW, targets);
    const reading = READING.has(request.method);
    if (!reading)
      checkOrigin(request, this.reflector.getAllAndOverride<boolean>(ANY_SESSION, targets));
    if (isPublic && !roles) return true;
    const { actor } = request;
    if (!actor) throw new NotSignedIn();
    if (!roles?.some((role) => actor.is(role))) throw new NotAllowed();
    if (!reading && !actor.mayWrite) throw new ReadOnlyToken();
    return true;
  }

  // What was typed is kept, so that the person who signs in again can go on with it.
  private async refuse(
    context: ExecutionContext,
    refusal: NotSignedIn | FormOfAnotherSession,
  ): Promise<never> {
    const http = context.switchToHttp();
    const kept = await this.keptForms.keep(
      http.getRequest<FastifyRequest>(),
      http.getResponse<FastifyReply>(),
    );
    refusal.goOnAt = kept && refusal instanceof NotSignedIn ? `/inloggen?naar=${kept}` : kept;
    throw refusal;
  }
}

// A bearer token is never sent by a browser on its own; a cookie is. So a change by cookie must come
// from our own pages (origin) and from this very session (token).
function checkOrigin(request: FastifyRequest, anySession: boolean | undefined): void {
  if (request.bearer) return;
  if (!sameOrigin(request)) throw new ForeignForm();
  if (anySession || !request.csrfToken || tokenMatches(request)) return;
  throw saysSameOrigin(request) ? new FormOfAnotherSession() : new ForeignForm();
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
    context.switchToHttp().getRequest<FastifyRequest>().actor ?? undefined,
);
