import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database, rows } from '@academie/platform';

import { type ActFacts, factsOf } from '../act/act-facts';
import type { ActDraft } from '../act/act-input';
import type { ActScope } from '../kind/act-access';
import type { HeldState } from './held-row.entity';

/** A row that waits, with the act that it looks like. */
export interface HeldRowFacts {
  id: string;
  importId: string;
  fileName: string;
  rowNumber: number;
  kind: string;
  source: string;
  externalId: string;
  draft: ActDraft;
  like: ActFacts;
  state: HeldState;
  madeAt: Date;
  /** The act that it became. */
  actId: string | null;
}

type Stored = Omit<HeldRowFacts, 'like'> & { likeId: string };

const ROWS = `SELECT h.id, h.import_id AS "importId", i.file_name AS "fileName", h.row_number AS "rowNumber", h.kind,
    h.source, h.external_id AS "externalId", h.draft, h.like_id AS "likeId", h.state,
    h.made_at AS "madeAt", h.act_id AS "actId"
  FROM acts.held_row h JOIN acts.import i ON i.id = h.import_id`;
/** Who sees all kinds, or the kinds of the themes that somebody leads; a coordinator answers none. */
const SEEN = '($1 OR h.kind = ANY ($2))';

/** Rows of lists that wait for an answer. */
@Injectable()
export class HeldRowQueries {
  constructor(private readonly database: Database) {}

  /** How many wait, of all or of what the reader may see. */
  async count(scope?: ActScope): Promise<number> {
    const found = await this.database.first<{ count: number }>(
      `SELECT count(*)::int AS count FROM acts.held_row h WHERE h.state = 'open' AND ${SEEN}`,
      scope ? [scope.filter.all, scope.filter.kinds] : [true, []],
    );
    return found?.count ?? 0;
  }

  /** The oldest first, from after this one on. */
  async open({ filter }: ActScope, limit: number, after?: unknown[]): Promise<HeldRowFacts[]> {
    const found = await this.database.rows<Stored>(
      `${ROWS} WHERE h.state = 'open' AND ${SEEN} AND ($4::timestamptz IS NULL OR (h.made_at, h.id) > ($4, $5::uuid))
        ORDER BY h.made_at, h.id LIMIT $3`,
      [filter.all, filter.kinds, limit, after?.[0] ?? null, after?.[1] ?? null],
    );
    return this.withActs(found);
  }

  /** One of those that the reader may see, answered or not. */
  async one({ filter }: ActScope, id: string): Promise<HeldRowFacts | undefined> {
    const found = await this.database.rows<Stored>(`${ROWS} WHERE h.id = $3 AND ${SEEN}`, [
      ...[filter.all, filter.kinds, id],
    ]);
    return (await this.withActs(found))[0];
  }

  /** The kind of a row that was held; undefined when there is no such row. */
  async kindOf(id: string): Promise<string | undefined> {
    const found = await this.database.first<{ kind: string }>(
      'SELECT kind FROM acts.held_row WHERE id = $1',
      [id],
    );
    return found?.kind;
  }

  /** One of them, locked; undefined when there is none. */
  async lock(tx: EntityManager, id: string): Promise<HeldRowFacts | undefined> {
    const found = await rows<Stored>(tx, `${ROWS} WHERE h.id = $1 FOR NO KEY UPDATE OF h`, [id]);
    return (await this.withActs(found, tx))[0];
  }

  private async withActs(found: readonly Stored[], tx?: EntityManager): Promise<HeldRowFacts[]> {
    if (found.length === 0) return [];
    const ids = found.map(({ likeId }) => likeId);
    const acts = new Map((await factsOf(this.database, ids, tx)).map((act) => [act.id, act]));
    return found.flatMap(({ likeId, ...row }) => {
      const like = acts.get(likeId);
      return like ? [{ ...row, like }] : [];
    });
  }
}
