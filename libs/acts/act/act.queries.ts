import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import { Database, isDay, isId, keyOf, madeUpCursor, NotFound } from '@academie/platform';

import { ActAccess, type ActScope } from '../kind/act-access';
import { type ActFacts, factsOf, liveFactsAfter } from './act-facts';
import type { ActFilter } from './act-filter';
import { type ActChain, chainOf, historyOf, type PastOfAct } from './act-history';
import { actsAfter, type ActSort, type ActTotals, listActs, type ListedAct } from './act-list';
import { teamMonths, totalsOf } from './act-list';
import { ActKinds } from '../kind/act-kinds';

export interface ActDetail {
  act: ListedAct;
  chain: ActChain;
  history: PastOfAct[];
  /** Whether the reader may correct and retract it. */
  mayChange: boolean;
}

/** Reads acts. What takes an actor shows only what that person may see. */
@Injectable()
export class ActQueries {
  constructor(
    private readonly database: Database,
    private readonly access: ActAccess,
    private readonly kinds: ActKinds,
  ) {}

  /** The acts with these ids, retracted ones too; in no particular order. For counting. */
  facts(ids: readonly string[], tx?: EntityManager): Promise<ActFacts[]> {
    return factsOf(this.database, ids, tx);
  }

  /**
   * All acts that were not retracted, `limit` at a time in the order of their ids: to recount from
   * the beginning. Start without `afterId`, go on with the last id of the batch before.
   */
  liveFacts(afterId: string | undefined, limit: number, tx?: EntityManager): Promise<ActFacts[]> {
    return liveFactsAfter(this.database, afterId, limit, tx);
  }

  /** One screen of the list and what all of it adds up to. */
  async screen(
    scope: ActScope,
    filter: ActFilter,
    order: { sort: ActSort; ascending: boolean; limit: number; offset: number },
  ): Promise<{ acts: ListedAct[]; totals: ActTotals }> {
    const [acts, totals] = await Promise.all([
      listActs(this.database, scope, filter, order),
      totalsOf(this.database, scope, filter),
    ]);
    return { acts, totals };
  }

  /** `limit` acts, newest day first. `after` is a cursor. @throws InvalidInput for a made-up one. */
  page(
    scope: ActScope,
    filter: ActFilter,
    limit: number,
    after: string | undefined,
  ): Promise<ListedAct[]> {
    const key = keyOf(after, 2);
    const [occurredOn, id] = key ?? [];
    if (key && !(typeof occurredOn === 'string' && isDay(occurredOn) && isId(id)))
      throw madeUpCursor();
    const from = key ? { occurredOn: String(occurredOn), id: String(id) } : undefined;
    return actsAfter(this.database, scope, filter, limit, from);
  }

  /** All acts of the filter, in batches, newest day first. */
  async *all(scope: ActScope, filter: ActFilter): AsyncGenerator<ListedAct> {
    let last: ListedAct | undefined;
    do {
      const batch = await actsAfter(this.database, scope, filter, 1000, last);
      yield* batch;
      last = batch.length === 1000 ? batch.at(-1) : undefined;
    } while (last);
  }

  /** One act with its past. @throws NotFound when there is none or it is not for this person. */
  async detail(actor: Actor, id: string): Promise<ActDetail> {
    const scope = await this.access.of(actor);
    const act = await this.seen(scope, id);
    const [chain, history] = await Promise.all([
      chainOf(this.database, id),
      historyOf(this.database, id),
    ]);
    const kind = this.kinds.get(act.kind);
    const mayRecord = kind !== undefined && scope.mayRecord(kind, act.organisationIds);
    const mayKnow = mayRecord || actor.is('auditor');
    return {
      act,
      chain,
      history: mayKnow ? history : history.map((line) => ({ ...line, by: null })),
      mayChange: mayRecord && act.retractedAt === null,
    };
  }

  /** The act, when this person may see it. @throws NotFound. */
  async seen(scope: ActScope, id: string): Promise<ListedAct> {
    const filter = { ids: [id], retracted: 'all' } as const;
    const [act] = await actsAfter(this.database, scope, filter, 1);
    if (!act) throw new NotFound();
    return act;
  }

  /** Live acts of a kind in a year, summed by team and month (1 to 12). Numbers only, for all. */
  teamMonths(kind: string, year: number): ReturnType<typeof teamMonths> {
    return teamMonths(this.database, kind, year);
  }
}
