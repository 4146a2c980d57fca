import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database, rows } from '@academie/platform';

import type { LiveScimKey } from '../scim-key/scim-key.service';
import { filterSql } from './scim-filter';

/** Somebody as a directory knows them. */
export interface ScimUserRow {
  id: string;
  externalId: string | null;
  userName: string;
  givenName: string;
  familyName: string;
  address: string | null;
  active: boolean;
  organisationId: string;
  organisation: string;
  department: string | null;
  createdAt: Date;
  changedAt: Date;
  version: number;
}

// $1: organisations of the key. Who works there, and whom its directory knows although they left.
const USERS = `(
  SELECT p.id, s.external_id, coalesce(s.user_name::text, e.address::text, p.id::text) AS user_name,
         p.given_name, p.family_name, e.address::text AS address,
         m.id IS NOT NULL AND p.blocked_at IS NULL AS active,
         coalesce(m.organisation_id, s.organisation_id) AS organisation_id, o.name AS organisation, s.department,
         p.created_at, coalesce(s.changed_at, p.created_at) AS changed_at, coalesce(s.version, 0) AS version
    FROM (SELECT person_id FROM people.membership WHERE organisation_id = ANY ($1) AND valid_to IS NULL
           UNION
          SELECT person_id FROM people.scim_user WHERE organisation_id = ANY ($1) AND deleted_at IS NULL) known
    JOIN people.person p ON p.id = known.person_id AND p.status IN ('active', 'invited', 'guest')
    LEFT JOIN LATERAL (
      SELECT j.id, j.organisation_id FROM people.membership j
       WHERE j.person_id = p.id AND j.organisation_id = ANY ($1) AND j.valid_to IS NULL
       ORDER BY j.is_main DESC, j.id LIMIT 1) m ON true
    LEFT JOIN LATERAL (
      SELECT x.* FROM people.scim_user x
       WHERE x.person_id = p.id AND x.organisation_id = ANY ($1) AND x.deleted_at IS NULL
       ORDER BY x.organisation_id = m.organisation_id DESC NULLS LAST, x.id LIMIT 1) s ON true
    JOIN people.organisation o ON o.id = coalesce(m.organisation_id, s.organisation_id)
    LEFT JOIN people.email_address e ON e.person_id = p.id AND e.is_primary) u`;
const USER = `
  u.id, u.external_id AS "externalId", u.user_name AS "userName", u.given_name AS "givenName",
  u.family_name AS "familyName", u.address, u.active, u.organisation_id AS "organisationId", u.organisation,
  u.department, u.created_at AS "createdAt", u.changed_at AS "changedAt", u.version`;

// $2: an id. A record that the directory has beside the one that goes on says nothing of that one.
const GOES_ON = `
  SELECT CASE WHEN d.merged_into IS NULL OR EXISTS (
           SELECT FROM people.scim_user x
            WHERE x.person_id = d.id AND x.organisation_id = ANY ($1) AND x.deleted_at IS NULL)
         THEN d.id ELSE d.merged_into END
    FROM people.person d WHERE d.id = $2`;

/** People as the directory of their organisation sees them; of others it knows nothing. */
@Injectable()
export class ScimUsersQueries {
  constructor(private readonly database: Database) {}

  /** A page of those that the filter lets through, in the order of their ids. @throws ScimRefusal (invalidFilter) */
  async list(
    key: LiveScimKey,
    { filter, offset, count }: { filter: string | undefined; offset: number; count: number },
  ): Promise<{ total: number; users: ScimUserRow[] }> {
    const params: unknown[] = [key.organisationIds];
    const where = filter ? filterSql(filter, params) : 'true';
    const [found] = await this.database.rows<{ total: number }>(
      `SELECT count(*)::int AS total FROM ${USERS} WHERE ${where}`,
      params,
    );
    const users = await this.database.rows<ScimUserRow>(
      `SELECT ${USER} FROM ${USERS} WHERE ${where} ORDER BY u.id
        LIMIT $${params.length + 1} OFFSET $${params.length + 2}`,
      [...params, count, offset],
    );
    return { total: found?.total ?? 0, users };
  }

  /** One of them, also by the id of a record that went up in theirs: who leaves then, is out too. */
  one(key: LiveScimKey, id: string): Promise<ScimUserRow | undefined> {
    return this.database.first<ScimUserRow>(
      `SELECT ${USER} FROM ${USERS} WHERE u.id = (${GOES_ON})`,
      [key.organisationIds, id],
    );
  }

  /** As `one`, in the caller's transaction. */
  async oneIn(tx: EntityManager, key: LiveScimKey, id: string): Promise<ScimUserRow | undefined> {
    const [user] = await rows<ScimUserRow>(tx, `SELECT ${USER} FROM ${USERS} WHERE u.id = $2`, [
      key.organisationIds,
      id,
    ]);
    return user;
  }

  /** Organisations of the key, by name. */
  organisations(key: LiveScimKey): Promise<{ id: string; names: string[] }[]> {
    return this.database.rows<{ id: string; names: string[] }>(
      `SELECT id, ARRAY[lower(name), lower(short_name), code] AS names FROM people.organisation
        WHERE id = ANY ($1) ORDER BY name`,
      [key.organisationIds],
    );
  }
}
