import type { Database } from '@academie/platform';

/** A line of the journal about one act. */
export interface PastOfAct {
  at: Date;
  action: 'act.recorded' | 'act.retracted';
  reason: string | null;
  /** Name of who did it; null for the system. */
  by: string | null;
}

/** Which act this one replaced, and which one replaced it. */
export interface ActChain {
  replacesId: string | null;
  replacedById: string | null;
  importId: string | null;
  externalId: string | null;
}

/** What the journal says about the act, oldest first. */
export const historyOf = (database: Database, id: string): Promise<PastOfAct[]> =>
  database.rows<PastOfAct>(
    `SELECT line.recorded_at AS at, line.action, line.reason,
       person.name AS by
     FROM platform.journal line LEFT JOIN people.person_name person ON person.id = line.actor_id
     WHERE line.subject_id = $1 AND line.action IN ('act.recorded', 'act.retracted')
     ORDER BY line.id`,
    [id],
  );

/** Where the act comes from and what became of it. */
export async function chainOf(database: Database, id: string): Promise<ActChain> {
  const chain = await database.first<ActChain>(
    `SELECT act.replaces_id AS "replacesId", next.id AS "replacedById",
       act.import_id AS "importId", act.external_id AS "externalId"
     FROM acts.act act LEFT JOIN acts.act next ON next.replaces_id = act.id
     WHERE act.id = $1 LIMIT 1`,
    [id],
  );
  return chain ?? { replacesId: null, replacedById: null, importId: null, externalId: null };
}
