import {
  applyDecorators,
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Inject,
  Injectable,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { Clock, CONFIG, type Config, PUBLIC } from '@academie/platform';

import type { Actor, Role } from './actor';
import { FactorNeeded, ProofNeeded } from './access.errors';
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

const FROM_ELSEWHERE = 'academie:from-elsewhere';

/**
 * A page of another site may send this form: what it says is signed, or asks nothing that a link could not ask. No
 * session counts for it, and none is sent along (SameSite).
 */
export const FromElsewhere = (): MethodDecorator => SetMetadata(FROM_ELSEWHERE, true);

const WITHOUT_FACTOR = 'academie:without-factor';

/** Also for who still has to set up the second factor that a role asks: the setting up itself, and a way out. */
export const WithoutFactor = (): MethodDecorator & ClassDecorator =>
  SetMetadata(WITHOUT_FACTOR, true);

const RECENT_PROOF = 'academie:recent-proof';

/**
 * Only for a browser whose person showed a short while ago who it is: what follows takes an account over
 * (ASVS 7.5.1). An open browser on a desk is asked again, and a key of a program never comes here.
 */
export const RecentProof = (): MethodDecorator & ClassDecorator => SetMetadata(RECENT_PROOF, true);

/** Where the second factor is set up, and where somebody shows again who it is. */
export const FACTORS = '/account/tweede-stap';
export const PROVE = '/account/bevestigen';

/** Long enough for one visit to the own account. */
const PROOF_MS = 15 * 60_000;

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The one guard of all routes. A route that says neither `@Allow` nor `@Public` is closed. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly keptForms: KeptFormService,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    try {
      return this.check(context);
    } catch (error) {
      const { url, method } = context.switchToHttp().getRequest<FastifyRequest>();
      if (error instanceof FactorNeeded)
        error.goOnAt = wayTo(FACTORS, method === 'GET' ? url : '/');
      if (error instanceof ProofNeeded && method === 'GET') error.goOnAt = wayTo(PROVE, url);
      const mayGoOn =
        error instanceof NotSignedIn ||
        error instanceof FormOfAnotherSession ||
        (error instanceof ProofNeeded && method !== 'GET');
      if (!mayGoOn) throw error;
      return this.refuse(context, error);
    }
  }

  private check(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const targets = [context.getHandler(), context.getClass()];
    const isPublic = this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, targets);
    const roles = this.reflector.getAllAndOverride<Role[] | undefined>(ALLOW, targets);
    const reading = READING.has(request.method);
    if (!reading && !this.reflector.getAllAndOverride<boolean>(FROM_ELSEWHERE, targets))
      checkOrigin(request, this.reflector.getAllAndOverride<boolean>(ANY_SESSION, targets));
    const { actor } = request;
    const needsFactor = this.config.secondFactorRequired && actor?.lacksFactor;
    if (needsFactor && !this.reflector.getAllAndOverride<boolean>(WITHOUT_FACTOR, targets))
      throw new FactorNeeded();
    if (isPublic && !roles) return true;
    if (!actor) throw new NotSignedIn();
    if (!roles?.some((role) => actor.is(role))) throw new NotAllowed();
    if (!reading && !actor.mayWrite) throw new ReadOnlyToken();
    if (this.reflector.getAllAndOverride<boolean>(RECENT_PROOF, targets)) this.checkProof(request);
    return true;
  }

  private checkProof({ provedAt, bearer }: FastifyRequest): void {
    // A program cannot show who it is; there is no page for it to go on at.
    if (bearer) throw new NotAllowed();
    const since = this.clock.now().getTime() - PROOF_MS;
    if (!provedAt || provedAt.getTime() < since) throw new ProofNeeded();
  }

  // What was typed is kept, so that the person who signs in again can go on with it.
  private async refuse(
    context: ExecutionContext,
    refusal: NotSignedIn | FormOfAnotherSession | ProofNeeded,
  ): Promise<never> {
    const http = context.switchToHttp();
    const kept = await this.keptForms.keep(
      http.getRequest<FastifyRequest>(),
      http.getResponse<FastifyReply>(),
    );
    refusal.goOnAt = kept;
    if (kept && refusal instanceof NotSignedIn) refusal.goOnAt = `/inloggen?naar=${kept}`;
    if (refusal instanceof ProofNeeded) refusal.goOnAt = wayTo(PROVE, kept ?? '/account');
    throw refusal;
  }
}

const wayTo = (page: string, next: string): string => `${page}?naar=${encodeURIComponent(next)}`;

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
