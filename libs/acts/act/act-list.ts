import type { Database } from '@academie/platform';

import type { ActScope } from '../kind/act-access';
import { type ActFacts, FACTS_FIELDS } from './act-facts';
import { type ActFilter, whereOf } from './act-filter';

/** An act in a list. */
export type ListedAct = ActFacts & {
  /** Short names, the first named one first. */
  organisations: string[];
  retractReason: string | null;
};

export interface ActTotals {
  acts: number;
  /** Sum of the quantities. */
  quantity: number;
  headcount: number;
}

export const ACT_SORTS = ['date', 'kind', 'recorded', 'quantity'] as const;
export type ActSort = (typeof ACT_SORTS)[number];

const ORDER: Record<ActSort, string> = {
  date: 'act.occurred_on',
  kind: 'act.kind',
  recorded: 'act.recorded_at',
  quantity: 'act.quantity',
};

const LISTED = `${FACTS_FIELDS}, act.retract_reason AS "retractReason",
  ARRAY(SELECT o.short_name FROM acts.act_organisation named
    JOIN people.known_organisation o ON o.id = named.organisation_id WHERE named.act_id = act.id
    ORDER BY named.organisation_id <> act.organisation_id, o.short_name) AS organisations`;

/** One screen of a list, in an order people choose. */
export function listActs(
  database: Database,
  scope: ActScope,
  filter: ActFilter,
  order: { sort: ActSort; ascending: boolean; limit: number; offset: number },
): Promise<ListedAct[]> {
  const { where, params } = whereOf(scope, filter);
  const direction = order.ascending ? 'ASC' : 'DESC';
  const by = `${ORDER[order.sort]} ${direction}, act.occurred_on ${direction}, act.id ${direction}`;
  return database.rows<ListedAct>(
    `SELECT ${LISTED} FROM acts.act act ${where} ORDER BY ${by}
     LIMIT $${params.length + 1} OFFSET $${params.length + 2}`,
    [...params, order.limit, order.offset],
  );
}

/** The next acts, newest day first, after the day and id of the last one seen. */
export function actsAfter(
  database: Database,
  scope: ActScope,
  filter: ActFilter,
  limit: number,
  after?: { occurredOn: string; id: string },
): Promise<ListedAct[]> {
  const { where, params } = whereOf(scope, filter);
  const places = [params.length + 1, params.length + 2, params.length + 3];
  const [day, id, count] = places.map((place) => `$${place}`);
  return database.rows<ListedAct>(
    `SELECT ${LISTED} FROM acts.act act ${where} ${where ? 'AND' : 'WHERE'}
       (${day}::date IS NULL OR (act.occurred_on, act.id) < (${day}::date, ${id}::uuid))
     ORDER BY act.occurred_on DESC, act.id DESC LIMIT ${count}`,
    [...params, after?.occurredOn ?? null, after?.id ?? null, limit],
  );
}

/** What the filtered acts add up to. */
export async function totalsOf(
  database: Database,
  scope: ActScope,
  filter: ActFilter,
): Promise<ActTotals> {
  const { where, params } = whereOf(scope, filter);
  const totals = await database.first<ActTotals>(
    `SELECT count(*)::integer AS acts, coalesce(sum(act.quantity), 0)::integer AS quantity,
       coalesce(sum(act.headcount), 0)::integer AS headcount FROM acts.act act ${where}`,
    params,
  );
  return totals ?? { acts: 0, quantity: 0, headcount: 0 };
}

/** Live acts of a kind in a year, summed by team and month (1 to 12). */
export const teamMonths = (
  database: Database,
  kind: string,
  year: number,
): Promise<{ team: string; month: number; quantity: number }[]> =>
  database.rows(
    `SELECT team, extract(month FROM occurred_on)::integer AS month,
       sum(quantity)::integer AS quantity
     FROM acts.act WHERE kind = $1 AND retracted_at IS NULL AND team IS NOT NULL
       AND occurred_on BETWEEN make_date($2, 1, 1) AND make_date($2, 12, 31)
     GROUP BY team, month`,
    [kind, year],
  );
