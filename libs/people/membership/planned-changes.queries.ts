import { Injectable } from '@nestjs/common';

import { Database } from '@academie/platform';

import type { Grant } from '../access/actor';
import type { PlannedKind } from './planned-change.entity';

/** A change to come, or one that could not be, with the names in it. */
export interface PlannedRow {
  id: string;
  kind: PlannedKind;
  personId: string;
  name: string;
  organisationId: string | null;
  organisation: string | null;
  to: string | null;
  functions: string[];
  role: Grant['role'] | null;
  themeId: string | null;
  onDay: string;
  failure: string | null;
}

const MOST = 200;
const SELECT = `
  SELECT c.id, c.kind, c.person_id AS "personId", p.given_name || ' ' || p.family_name AS name,
         c.organisation_id AS "organisationId", o.name AS organisation, t.name AS "to", c.role,
         c.theme_id AS "themeId", c.on_day::text AS "onDay", c.failure,
         ARRAY(SELECT f.name FROM people.job_function f WHERE f.code = ANY (c.functions)
                ORDER BY f.position) AS functions
    FROM people.planned_change c
    JOIN people.person p ON p.id = c.person_id AND p.status IN ('active', 'invited', 'guest')
    LEFT JOIN people.organisation o ON o.id = c.organisation_id
    LEFT JOIN people.organisation t ON t.id = c.to_organisation_id
   WHERE c.withdrawn_at IS NULL AND (c.done_at IS NULL OR c.failure IS NOT NULL)`;
const ORDER = `ORDER BY c.on_day, p.sort_name, c.id LIMIT ${MOST}`;

/** Changes of work and roles that are still to come. */
@Injectable()
export class PlannedChangesQueries {
  constructor(private readonly database: Database) {}

  /** Of the people of one organisation; of one person there when given. */
  atOrganisation(organisationId: string, personId?: string): Promise<PlannedRow[]> {
    return this.database.rows<PlannedRow>(
      `${SELECT} AND c.kind <> 'role' AND c.organisation_id = $1
         AND ($2::uuid IS NULL OR c.person_id = $2) ${ORDER}`,
      [organisationId, personId ?? null],
    );
  }

  /** Roles to come; of one person when given. */
  roles(personId?: string): Promise<PlannedRow[]> {
    return this.database.rows<PlannedRow>(
      `${SELECT} AND c.kind = 'role' AND ($1::uuid IS NULL OR c.person_id = $1) ${ORDER}`,
      [personId ?? null],
    );
  }
}
