import { createHash } from 'node:crypto';

import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import type { EntityManager } from 'typeorm';

import { Clock } from '../time/clock';
import { Database, rows } from '../database/database';
import { IdempotencyConflict, InvalidInput } from '../errors/refusal';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose keys these are: the token's or session's id; set by the code that authenticates. */
    credential?: string;
    /** The session's form token; undefined for bearer tokens and strangers. */
    csrfToken?: string;
    /** Requests a minute that this credential may make; undefined is no limit. */
    rate?: number | undefined;
  }
}

interface Stored {
  request_hash: Buffer;
  status: number | null;
  body: unknown;
}

/** How the header is described in the API of a POST that must happen once. */
export const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  required: false,
  description: '1 to 200 visible ASCII characters; the same key again gets the first answer',
};

/** Deletes the answers that are kept for these credentials (`person:<id>`, `token:<id>`). */
export async function forgetAnswers(
  tx: EntityManager,
  credentials: readonly string[],
): Promise<void> {
  await rows(tx, 'DELETE FROM platform.idempotency_key WHERE credential = ANY ($1)', [credentials]);
}

/**
 * A POST with an Idempotency-Key is done once: the same key again gets the first answer, so that a
 * client may repeat what got lost on the way. Only successes are kept; a refusal may be tried again.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = request.headers['idempotency-key'];
    if (request.method !== 'POST' || typeof key !== 'string' || !request.credential)
      return next.handle();
    if (!/^[\x21-\x7e]{1,200}$/.test(key))
      throw new InvalidInput([
        { field: 'Idempotency-Key', code: 'matches', message: '1 to 200 visible ASCII characters' },
      ]);
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return from(
      this.once(request, reply, key, () =>
        lastValueFrom(next.handle(), { defaultValue: undefined }),
      ),
    );
  }

  private async once(
    request: FastifyRequest,
    reply: FastifyReply,
    key: string,
    work: () => Promise<unknown>,
  ): Promise<unknown> {
    const hash = createHash('sha256')
      .update(`${request.url}\n${JSON.stringify(request.body ?? null)}`)
      .update(request.upload?.content ?? '')
      .digest();
    const mine = await this.database.rows(
      `INSERT INTO platform.idempotency_key (credential, key, request_hash, created_at)
       VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING 1 AS mine`,
      [request.credential, key, hash, this.clock.now()],
    );
    if (mine.length === 0) return this.repeat(request, reply, key, hash);
    try {
      const body = await work();
      await this.database.rows(
        'UPDATE platform.idempotency_key SET status = $3, body = $4 WHERE credential = $1 AND key = $2',
        [request.credential, key, reply.statusCode, JSON.stringify(body ?? null)],
      );
      return body;
    } catch (error) {
      await this.database.rows(
        'DELETE FROM platform.idempotency_key WHERE credential = $1 AND key = $2',
        [request.credential, key],
      );
      throw error;
    }
  }

  private async repeat(
    request: FastifyRequest,
    reply: FastifyReply,
    key: string,
    hash: Buffer,
  ): Promise<unknown> {
    const stored = await this.database.first<Stored>(
      'SELECT request_hash, status, body FROM platform.idempotency_key WHERE credential = $1 AND key = $2',
      [request.credential, key],
    );
    if (!stored?.status || !stored.request_hash.equals(hash)) throw new IdempotencyConflict();
    void reply.status(stored.status).header('idempotent-replayed', 'true');
    return stored.body ?? undefined;
  }
}
