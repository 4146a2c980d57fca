import { createHash, randomBytes } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';

import { Clock, CONFIG, type Config, Database, Job, rows } from '@academie/platform';

/** Where the second factor is asked. */
export const SECOND_STEP = '/inloggen/tweede-stap';

/** Time to find a phone. */
const STEP_SECONDS = 600;
/** After so many wrong codes the password is asked again. */
const MOST_TRIES = 5;

/** What is known of somebody between the password and the second factor. */
export interface OpenStep {
  personId: string;
  /** Whether the session that follows stays. */
  stays: boolean;
  /** Whether the account signed in before with this browser. */
  isKnownDevice: boolean;
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/**
 * Signing in between the password and the second factor. It is a row and a cookie of their own, not a session,
 * so that it opens nothing but the page that asks for the factor.
 */
@Injectable()
export class SignInSteps {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Begins the second step in the caller's transaction; returns what the browser keeps. */
  async begin(tx: EntityManager, step: OpenStep): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await rows(
      tx,
      `INSERT INTO people.sign_in_step (token_hash, person_id, stays, is_known_device, expires_at)
       VALUES ($1, $2, $3, $4, $5)`,
      [
        hashOf(token),
        step.personId,
        step.stays,
        step.isKnownDevice,
        new Date(this.clock.now().getTime() + STEP_SECONDS * 1000),
      ],
    );
    return token;
  }

  /** The step that this browser is at; undefined when there is none, or not any more. */
  async find(request: FastifyRequest): Promise<OpenStep | undefined> {
    const token = request.cookies[this.cookie];
    if (!token) return undefined;
    return this.database.first<OpenStep>(
      `SELECT s.person_id AS "personId", s.stays, s.is_known_device AS "isKnownDevice"
         FROM people.sign_in_step s
         JOIN people.person p ON p.id = s.person_id AND p.status = 'active' AND p.blocked_at IS NULL
        WHERE s.token_hash = $1 AND s.expires_at > $2 AND s.tries < ${MOST_TRIES}`,
      [hashOf(token), this.clock.now()],
    );
  }

  /** Counts a wrong code; says whether it was the last that is taken. */
  async countWrong(request: FastifyRequest): Promise<boolean> {
    const row = await this.database.first<{ tries: number }>(
      'UPDATE people.sign_in_step SET tries = tries + 1 WHERE token_hash = $1 RETURNING tries',
      [hashOf(request.cookies[this.cookie] ?? '')],
    );
    return row !== undefined && row.tries >= MOST_TRIES;
  }

  /** Ends the step in the caller's transaction; says whether it was still there, so that it is used once. */
  async take(tx: EntityManager, request: FastifyRequest): Promise<boolean> {
    const taken = await rows(
      tx,
      'DELETE FROM people.sign_in_step WHERE token_hash = $1 RETURNING 1 AS taken',
      [hashOf(request.cookies[this.cookie] ?? '')],
    );
    return taken.length > 0;
  }

  /** Has the browser keep it. */
  setCookie(reply: FastifyReply, token: string): void {
    void reply.setCookie(this.cookie, token, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: this.config.publicUrl.startsWith('https:'),
      maxAge: STEP_SECONDS,
    });
  }

  clearCookie(reply: FastifyReply): void {
    const secure = this.config.publicUrl.startsWith('https:');
    void reply.clearCookie(this.cookie, { path: '/', secure });
  }

  /** Removes what waited too long. */
  @Job('47 * * * *', 'people.remove-sign-in-steps')
  async removeExpired(): Promise<void> {
    await this.database.rows('DELETE FROM people.sign_in_step WHERE expires_at < $1', [
      this.clock.now(),
    ]);
  }

  private get cookie(): string {
    return this.config.publicUrl.startsWith('https:') ? '__Host-stap' : 'stap';
  }
}
