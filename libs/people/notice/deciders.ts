import type { EntityManager } from 'typeorm';

import { rows } from '@academie/platform';

/** Somebody who decides for an organisation, with the address for mail. */
export interface Decider {
  id: string;
  name: string;
  address: string;
}

/** The coordinators of the organisation; without one, the administrators. */
export const decidersOf = (tx: EntityManager, organisationId: string): Promise<Decider[]> =>
  rows<Decider>(
    tx,
    `WITH decider AS (
       SELECT person_id, 1 AS rank FROM people.role_held
        WHERE role = 'coordinator' AND scope_id = $1
       UNION SELECT person_id, 2 FROM people.role_held WHERE role = 'administrator'
     ), able AS (
       SELECT d.rank, p.id, p.given_name || ' ' || p.family_name AS name, a.address::text AS address
         FROM decider d
         JOIN people.person p ON p.id = d.person_id AND p.status = 'active' AND p.blocked_at IS NULL
         JOIN people.email_address a ON a.person_id = p.id AND a.is_primary
     )
     SELECT id, name, address FROM able WHERE rank = (SELECT min(rank) FROM able) ORDER BY id`,
    [organisationId],
  );
