import { createHash, randomBytes } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import {
  Clock,
  CONFIG,
  type Config,
  Database,
  isId,
  Job,
  networkOf,
  newId,
  wantsJson,
} from '@academie/platform';

import { seal, unseal } from './seal';

/** What was sent, and where to. */
export interface SentForm {
  path: string;
  fields: Record<string, string | string[]>;
}

/** Where a kept form is looked at again. */
export const KEPT = '/inloggen/verder';

const COOKIE = 'formulier';
/** A password is kept nowhere; the rest is what the page puts in itself. */
const LEFT_OUT = /password|^_csrf$|^_nakijken$/i;
const KEPT_SECONDS = 3600;
const MOST_BYTES = 256_000;
/** Of a town hall that has one address, and of all together: some hundred megabytes at the most. */
const MOST_OF_A_NETWORK = 100;
const MOST = 2000;

/**
 * Keeps what was typed in a form when its session had ended, for an hour. The browser gets the secret that
 * opens it, so nobody else can read it or slip somebody a form of their own (docs/decisions/0093).
 */
@Injectable()
export class KeptFormService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Keeps the form that was sent and returns the address that shows it; undefined when it is none. The
   * caller knows that a page of ours sent it.
   */
  async keep(request: FastifyRequest, reply: FastifyReply): Promise<string | undefined> {
    if (!isForm(request)) return undefined;
    const text = JSON.stringify(sentForm(request));
    if (text.length > MOST_BYTES) return undefined;
    const secret = secretOf(request) ?? randomBytes(32);
    const id = newId();
    const now = this.clock.now();
    const kept = await this.database.rows(
      `INSERT INTO people.kept_form (id, sealed, network, expires_at)
       SELECT $1, $2, $3, $4
        WHERE (SELECT count(*) FROM people.kept_form WHERE expires_at > $5) < $6
          AND (SELECT count(*) FROM people.kept_form WHERE expires_at > $5 AND network = $3) < $7
       RETURNING 1 AS kept`,
      [
        id,
        seal(text, secret, id),
        createHash('sha256').update(networkOf(request)).digest(),
        new Date(now.getTime() + KEPT_SECONDS * 1000),
        now,
        MOST,
        MOST_OF_A_NETWORK,
      ],
    );
    if (kept.length === 0) return undefined;
    void reply.setCookie(COOKIE, secret.toString('base64url'), {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: this.config.publicUrl.startsWith('https:'),
      maxAge: KEPT_SECONDS,
    });
    return `${KEPT}/${id}`;
  }

  /** A form that this browser sent within the last hour. */
  async find(request: FastifyRequest, id: string): Promise<SentForm | undefined> {
    const secret = secretOf(request);
    if (!secret || !isId(id)) return undefined;
    const row = await this.database.first<{ sealed: Buffer }>(
      'SELECT sealed FROM people.kept_form WHERE id = $1 AND expires_at > $2',
      [id, this.clock.now()],
    );
    const text = row && unseal(row.sealed, secret, id);
    return text === undefined ? undefined : (JSON.parse(text) as SentForm);
  }

  /** Removes forms after their hour. */
  @Job('37 * * * *', 'people.remove-kept-forms')
  async removeExpired(): Promise<void> {
    await this.database.rows('DELETE FROM people.kept_form WHERE expires_at < $1', [
      this.clock.now(),
    ]);
  }
}

/** What the cookie is called; signing out takes it away. */
export const KEPT_FORM_COOKIE = COOKIE;

const isForm = (request: FastifyRequest): boolean =>
  request.method === 'POST' &&
  !request.bearer &&
  !wantsJson(request) &&
  (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded') &&
  typeof request.body === 'object' &&
  request.body !== null;

function sentForm({ url, body }: FastifyRequest): SentForm {
  const fields = Object.entries(body as SentForm['fields']).filter(
    ([name]) => !LEFT_OUT.test(name),
  );
  return { path: url, fields: Object.fromEntries(fields) };
}

function secretOf(request: FastifyRequest): Buffer | undefined {
  const secret = Buffer.from(request.cookies[COOKIE] ?? '', 'base64url');
  return secret.length === 32 ? secret : undefined;
}
