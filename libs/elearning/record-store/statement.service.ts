import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, Database, insertRows, Params, rows } from '@academie/platform';

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
    const { limit, ascending } = query;
    const sql = new Params();
    const order = ascending ? 'ASC' : 'DESC';
    const conditions = conditionsOf(sql, registrationId, query).join(' AND ');
    // Chosen by an index alone where the statements themselves are not asked after; then only those are read.
    const found = await this.database.rows<{ sequence: string; data: XapiStatement }>(
      `SELECT s.sequence, s.data FROM elearning.statement s
        WHERE s.registration_id = $1 AND s.sequence = ANY (ARRAY(
          SELECT s.sequence FROM elearning.statement s WHERE ${conditions}
           ORDER BY s.sequence ${order} LIMIT ${sql.add(limit + 1)}))
        ORDER BY s.sequence ${order}`,
      sql.values,
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

/** Which statements of a registration are asked for; the registration is the first parameter. */
function conditionsOf(sql: Params, registrationId: string, query: StatementQuery): string[] {
  const conditions = [`s.registration_id = ${sql.add(registrationId)}`, 'NOT s.voided'];
  const { verb, since, until, activity, agent, cursor } = query;
  if (verb) conditions.push(`s.verb = ${sql.add(verb)}`);
  if (since) conditions.push(`s.stored_at > ${sql.add(since)}`);
  if (until) conditions.push(`s.stored_at <= ${sql.add(until)}`);
  if (cursor)
    conditions.push(`s.sequence ${query.ascending ? '>' : '<'} ${sql.add(cursor)}::bigint`);
  if (activity) conditions.push(isAbout(sql.add(activity), query.relatedActivities));
  if (agent) conditions.push(isOf(sql.add(JSON.stringify(agent)), query.relatedAgents));
  return conditions;
}

function isAbout(id: string, related: boolean): string {
  const direct = `s.data -> 'object' ->> 'id' = ${id}`;
  if (!related) return direct;
  const named = (path: string): string =>
    `jsonb_path_exists(s.data, '${path} ? (@ == $id)', jsonb_build_object('id', ${id}::text))`;
  return `(${[
    direct,
    named('$.context.contextActivities.*[*].id'),
    named('$.object.object.id'),
    named('$.object.context.contextActivities.*[*].id'),
  ].join(' OR ')})`;
}

function isOf(agent: string, related: boolean): string {
  const direct = ["s.data -> 'actor'", "s.data -> 'object'"];
  const around = [
    "s.data -> 'authority'",
    "s.data -> 'context' -> 'instructor'",
    "s.data -> 'context' -> 'team'",
    "s.data -> 'object' -> 'actor'",
    "s.data -> 'object' -> 'object'",
  ];
  const places = related ? [...direct, ...around] : direct;
  return `(${places.map((place) => `${place} @> ${agent}::jsonb`).join(' OR ')})`;
}
