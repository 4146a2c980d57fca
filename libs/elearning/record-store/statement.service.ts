import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, Database, insertRows, rows } from '@academie/platform';

import { isSameStatement } from '../xapi/same-statement';
import { VOIDED, type XapiActor, type XapiStatement } from '../xapi/statement';
import { XapiError } from '../xapi/xapi-error';
import type { StatementQuery } from './statement-query';

/** Whose statements these are, and which session says them. */
export interface StatementScope {
  registrationId: string;
  /** Null for what the academie says itself. */
  sessionId: string | null;
  authority: XapiActor;
}

const VERSION = '1.0.0';

/** Statements of a registration: kept in order, never changed. */
@Injectable()
export class StatementService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Of these statements those that are new; one that is there already and says the same changes nothing.
   * @throws XapiError 400, 409
   */
  async unknown(
    tx: EntityManager,
    { registrationId }: StatementScope,
    statements: readonly XapiStatement[],
  ): Promise<XapiStatement[]> {
    const ids = statements.map(({ id = '' }) => id.toLowerCase());
    if (new Set(ids).size < ids.length) throw new XapiError(400, 'an id is there twice');
    const found = await rows<{ id: string; data: XapiStatement; registrationId: string }>(
      tx,
      `SELECT id, data, registration_id AS "registrationId" FROM elearning.statement WHERE id = ANY ($1)`,
      [ids],
    );
    const known = new Map(found.map((one) => [one.id, one]));
    return statements.filter((statement, nth) => {
      const before = known.get(ids[nth] ?? '');
      if (!before) return true;
      if (before.registrationId !== registrationId || !isSameStatement(before.data, statement))
        throw new XapiError(409, 'another statement has this id');
      return false;
    });
  }

  /** Keeps statements that were looked at. The caller holds the lock of the registration. */
  async keep(
    tx: EntityManager,
    { registrationId, sessionId, authority }: StatementScope,
    statements: readonly XapiStatement[],
  ): Promise<void> {
    const now = this.clock.now();
    for (const statement of statements)
      if (statement.verb.id === VOIDED) await this.void(tx, registrationId, statement);
    await insertRows(
      tx,
      'elearning.statement',
      statements.map((statement) => ({
        id: statement.id,
        registration_id: registrationId,
        session_id: sessionId,
        verb: statement.verb.id,
        stored_at: now,
        voided: false,
        data: {
          ...statement,
          timestamp: statement.timestamp ?? now.toISOString(),
          stored: now.toISOString(),
          authority,
          version: statement.version ?? VERSION,
        },
      })),
      // The order of storing is the order of sending.
    );
  }

  /** One statement by its id. A voided one is only found when it is asked for as such. */
  async one(
    registrationId: string,
    id: string,
    voided: boolean,
  ): Promise<XapiStatement | undefined> {
    const found = await this.database.first<{ data: XapiStatement }>(
      `SELECT data FROM elearning.statement WHERE registration_id = $1 AND id = $2 AND voided = $3`,
      [registrationId, id, voided],
    );
    return found?.data;
  }

  /** One page of the statements that were asked for, with the place where the next one begins. */
  async page(
    registrationId: string,
    query: StatementQuery,
  ): Promise<{ statements: XapiStatement[]; next: string | undefined }> {
    const limit = query.limit;
    const found = await this.database.rows<{ sequence: string; data: XapiStatement }>(
      `SELECT s.sequence, s.data FROM elearning.statement s
        WHERE s.registration_id = $1 AND NOT s.voided
          AND ($2::text IS NULL OR s.verb = $2)
          AND ($3::timestamptz IS NULL OR s.stored_at > $3)
          AND ($4::timestamptz IS NULL OR s.stored_at <= $4)
          AND ($5::text IS NULL OR s.data -> 'object' ->> 'id' = $5 OR $6 AND (
                jsonb_path_exists(s.data, '$.context.contextActivities.*[*].id ? (@ == $id)', jsonb_build_object('id', $5::text))
                OR jsonb_path_exists(s.data, '$.object.object.id ? (@ == $id)', jsonb_build_object('id', $5::text))
                OR jsonb_path_exists(s.data, '$.object.context.contextActivities.*[*].id ? (@ == $id)', jsonb_build_object('id', $5::text))))
          AND ($7::jsonb IS NULL OR s.data -> 'actor' @> $7 OR s.data -> 'object' @> $7 OR $8 AND (
                s.data -> 'authority' @> $7 OR s.data -> 'context' -> 'instructor' @> $7
                OR s.data -> 'context' -> 'team' @> $7 OR s.data -> 'object' -> 'actor' @> $7
                OR s.data -> 'object' -> 'object' @> $7))
          AND ($9::bigint IS NULL OR CASE WHEN $10 THEN s.sequence > $9 ELSE s.sequence < $9 END)
        ORDER BY s.sequence ${query.ascending ? 'ASC' : 'DESC'} LIMIT $11`,
      [
        registrationId,
        query.verb ?? null,
        query.since ?? null,
        query.until ?? null,
        query.activity ?? null,
        query.relatedActivities,
        query.agent ? JSON.stringify(query.agent) : null,
        query.relatedAgents,
        query.cursor ?? null,
        query.ascending,
        limit + 1,
      ],
    );
    return {
      statements: found.slice(0, limit).map(({ data }) => data),
      next: found.length > limit ? found[limit - 1]?.sequence : undefined,
    };
  }

  /** What is known of an activity: what statements said of it last. */
  async activity(registrationId: string, id: string): Promise<object> {
    const found = await this.database.first<{ definition: object | null }>(
      `SELECT s.data -> 'object' -> 'definition' AS definition FROM elearning.statement s
        WHERE s.registration_id = $1 AND s.data -> 'object' ->> 'id' = $2
          AND s.data -> 'object' ? 'definition' ORDER BY s.sequence DESC LIMIT 1`,
      [registrationId, id],
    );
    return {
      objectType: 'Activity',
      id,
      ...(found?.definition && { definition: found.definition }),
    };
  }

  // A statement that voids cannot be voided itself; one that is not there may still come (section 2.3.2).
  private async void(
    tx: EntityManager,
    registrationId: string,
    { object }: XapiStatement,
  ): Promise<void> {
    const [target] = await rows<{ verb: string; category: unknown }>(
      tx,
      `SELECT verb, data -> 'context' -> 'contextActivities' -> 'category' AS category
         FROM elearning.statement WHERE id = $1 AND registration_id = $2`,
      [object.id, registrationId],
    );
    if (!target) return;
    if (target.verb === VOIDED) throw new XapiError(403, 'what voids cannot be voided');
    if (JSON.stringify(target.category ?? null).includes('/cmi5/context/categories/cmi5'))
      throw new XapiError(403, 'what cmi5 defines is not voided by a unit');
    await rows(tx, 'UPDATE elearning.statement SET voided = true WHERE id = $1', [object.id]);
  }
}
