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
import { joining } from '../database/joined-transaction';
import { IdempotencyConflict, IdempotencyInProgress, InvalidInput } from '../errors/refusal';

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
 * client may repeat what got lost on the way, after a crash too. Only successes are kept; a refusal may be tried
 * again (draft-ietf-httpapi-idempotency-key-header).
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

  // What the request does and the answer it gets are kept by one commit: a crash undoes both, and the same request
  // again is then the first. Commands join this transaction, so that the answer is known before it is committed.
  private once(
    request: FastifyRequest,
    reply: FastifyReply,
    key: string,
    work: () => Promise<unknown>,
  ): Promise<unknown> {
    const { credential = '' } = request;
    const hash = createHash('sha256')
      .update(`${request.url}\n${JSON.stringify(request.body ?? null)}`)
      .update(request.upload?.content ?? '')
      .digest();
    return this.database.transaction(async (tx) => {
      const before = await lookUp(tx, credential, key);
      if (before) return repeat(reply, before, hash);
      const body = await joining(tx, work);
      const kept = await rows(
        tx,
        `INSERT INTO platform.idempotency_key AS k (credential, key, request_hash, created_at, status, body)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (credential, key) DO UPDATE SET request_hash = excluded.request_hash,
           created_at = excluded.created_at, status = excluded.status, body = excluded.body
          WHERE k.status IS NULL
         RETURNING 1 AS kept`,
        [credential, key, hash, this.clock.now(), reply.statusCode, JSON.stringify(body ?? null)],
      );
      // The other was done between our look and our lock: this one is undone, and gets that answer next time.
      if (kept.length === 0) throw new IdempotencyInProgress();
      return body;
    });
  }
}

/**
 * The answer that was given under this key. Takes the key for this transaction; a row without an answer is of the
 * release before this one, whose requests wrote it first.
 * @throws IdempotencyInProgress when another request has it
 */
async function lookUp(
  tx: EntityManager,
  credential: string,
  key: string,
): Promise<Stored | undefined> {
  const lock = createHash('sha256').update(`${credential} ${key}`).digest().readBigInt64BE();
  const [found] = await rows<Stored & { free: boolean }>(
    tx,
    `SELECT pg_try_advisory_xact_lock($1) AS free, k.request_hash, k.status, k.body
       FROM (SELECT) AS one
       LEFT JOIN platform.idempotency_key k
         ON k.credential = $2 AND k.key = $3 AND k.status IS NOT NULL`,
    [lock.toString(), credential, key],
  );
  if (!found?.free) throw new IdempotencyInProgress();
  return found.status ? found : undefined;
}

function repeat(reply: FastifyReply, stored: Stored, hash: Buffer): unknown {
  if (!stored.request_hash.equals(hash)) throw new IdempotencyConflict();
  void reply.status(stored.status ?? 200).header('idempotent-replayed', 'true');
  return stored.body ?? undefined;
}
