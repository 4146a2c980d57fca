import type { EntityManager } from 'typeorm';

import { NotFound, rows } from '@academie/platform';

import type { Actor } from '../access/actor';
import { FunctionUnknown } from '../people.errors';

/** A job that goes on, locked until the transaction ends. */
export interface LockedMembership {
  id: string;
  personId: string;
  organisationId: string;
  isMain: boolean;
  /** Codes, in alphabetical order. */
  functions: string[];
  /** Whether it began on this day `yyyy-mm-dd`, so that nothing can have happened in it before. */
  isFromToday(today: string): boolean;
}

/** A job that goes on. @throws NotFound */
export async function lockOpen(tx: EntityManager, id: string): Promise<LockedMembership> {
  const [row] = await rows<Omit<LockedMembership, 'isFromToday'> & { validFrom: string }>(
    tx,
    `SELECT m.id, m.person_id AS "personId", m.organisation_id AS "organisationId",
            m.is_main AS "isMain", m.valid_from::text AS "validFrom",
            ARRAY(SELECT f.function_code FROM people.membership_function f
                   WHERE f.membership_id = m.id ORDER BY f.function_code) AS functions
       FROM people.membership m JOIN people.person p ON p.id = m.person_id
      WHERE m.id = $1 AND m.valid_to IS NULL AND p.status IN ('active', 'invited', 'guest')
        FOR UPDATE OF m`,
    [id],
  );
  if (!row) throw new NotFound();
  return { ...row, isFromToday: (today) => row.validFrom >= today };
}

/** Whether this person looks after the people of the organisation. @throws NotFound when not */
export function mayManage(actor: Actor, organisationId: string): void {
  if (!actor.isAdministrator && !actor.coordinates(organisationId)) throw new NotFound();
}

/** @throws FunctionUnknown when one of the codes is none */
export async function mustBeFunctions(
  tx: EntityManager,
  functions: readonly string[],
): Promise<void> {
  const known = await rows(tx, 'SELECT 1 FROM people.job_function WHERE code = ANY ($1)', [
    functions,
  ]);
  if (known.length !== new Set(functions).size || known.length !== functions.length)
    throw new FunctionUnknown();
}
