import { Injectable } from '@nestjs/common';

import { Database, keyOf, type Page, pageOf } from '@academie/platform';

import type { Grant } from '../access/actor';
import type { OrganisationKind } from '../directory/organisation.entity';

/** One person in the list of administrators. */
export interface PersonRow {
  id: string;
  givenName: string;
  familyName: string;
  email: string | null;
  organisation: string | null;
  status: string;
  roles: string[];
}

/** One person with all that an administrator looks after. */
export interface PersonDetail extends Omit<PersonRow, 'organisation' | 'roles' | 'email'> {
  addresses: { address: string; isPrimary: boolean }[];
  memberships: {
    organisation: string;
    functions: string[];
    validFrom: string;
    validTo: string | null;
  }[];
  grants: (Grant & { id: string; grantedAt: string; endsAt: string | null })[];
  /** Whether there is a passkey or an app with codes. */
  hasFactor: boolean;
  /** Null while the account is not blocked. */
  blockedAt: Date | null;
  blockedReason: string | null;
}

export interface OrganisationRow {
  id: string;
  code: string;
  name: string;
  shortName: string;
  kind: OrganisationKind;
  cbsCode: string | null;
  safetyRegion: string | null;
  validFrom: string | null;
  validTo: string | null;
}

/** One line of the journal, with the actor's name for who may read it. */
export interface JournalRow {
  id: string;
  recordedAt: Date;
  action: string;
  subjectId: string;
  actor: string | null;
  reason: string | null;
}

@Injectable()
export class PeopleQueries {
  constructor(private readonly database: Database) {}

  /** People by name, 25 a page; `search` is part of a name or an address. */
  async people(filter: {
    search?: string | undefined;
    after?: string | undefined;
    limit?: number;
  }): Promise<Page<PersonRow>> {
    const limit = filter.limit ?? 25;
    const key = keyOf(filter.after, 1);
    const rows = await this.database.rows<PersonRow>(
      `SELECT p.id, p.given_name AS "givenName", p.family_name AS "familyName", p.status,
              e.address AS email, o.name AS organisation,
              ARRAY(SELECT DISTINCT g.role FROM people.role_grant g
                     WHERE g.person_id = p.id AND g.revoked_at IS NULL ORDER BY g.role) AS roles
         FROM people.person p
         LEFT JOIN people.email_address e ON e.person_id = p.id AND e.is_primary
         LEFT JOIN people.membership m ON m.person_id = p.id AND m.is_main AND m.valid_to IS NULL
         LEFT JOIN people.organisation o ON o.id = m.organisation_id
        WHERE p.status NOT IN ('merged', 'erased')
          AND ($1 = '' OR p.id IN (
                SELECT s.id FROM people.person s
                 WHERE s.search_name LIKE (people.name_patterns($1))[1]
                   AND s.search_name LIKE ALL (people.name_patterns($1))
                 UNION ALL
                SELECT a.person_id FROM people.email_address a WHERE a.address LIKE '%' || $2 || '%'))
          AND ($3::uuid IS NULL OR (p.sort_name, p.id) >
               ((SELECT k.sort_name FROM people.person k WHERE k.id = $3), $3))
        ORDER BY p.sort_name, p.id LIMIT $4`,
      [filter.search ?? '', escapeLike(filter.search ?? ''), key?.[0] ?? null, limit + 1],
    );
    return pageOf(
      rows,
      limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  /** Everything an administrator sees of one person, in one query. */
  person(id: string): Promise<PersonDetail | undefined> {
    return this.database.first<PersonDetail>(
      `SELECT p.id, p.given_name AS "givenName", p.family_name AS "familyName", p.status,
         EXISTS (SELECT FROM people.passkey k WHERE k.person_id = p.id) OR EXISTS (SELECT FROM people.totp c
           WHERE c.person_id = p.id AND c.confirmed_at IS NOT NULL) AS "hasFactor",
         p.blocked_at AS "blockedAt", p.blocked_reason AS "blockedReason",
         coalesce((SELECT jsonb_agg(jsonb_build_object('address', e.address, 'isPrimary', e.is_primary)
                     ORDER BY e.is_primary DESC, e.address)
            FROM people.email_address e WHERE e.person_id = p.id), '[]') AS addresses,
         coalesce((SELECT jsonb_agg(jsonb_build_object('organisation', o.name, 'validFrom', m.valid_from,
                     'validTo', m.valid_to, 'functions',
                     ARRAY(SELECT f.name FROM people.membership_function mf
                             JOIN people.job_function f ON f.code = mf.function_code
                            WHERE mf.membership_id = m.id ORDER BY f.position)) ORDER BY m.valid_from DESC)
            FROM people.membership m JOIN people.organisation o ON o.id = m.organisation_id
           WHERE m.person_id = p.id), '[]') AS memberships,
         coalesce((SELECT jsonb_agg(jsonb_build_object('id', g.id, 'role', g.role, 'scopeKind', g.scope_kind,
                     'scopeId', g.scope_id, 'grantedAt', g.granted_at, 'endsAt', g.ends_at) ORDER BY g.role, g.granted_at)
            FROM people.role_grant g WHERE g.person_id = p.id AND g.revoked_at IS NULL), '[]') AS grants
       FROM people.person p WHERE p.id = $1`,
      [id],
    );
  }

  /** Organisations in alphabetical order; those that no longer exist only when asked. */
  async organisations(filter: {
    kind?: OrganisationKind | undefined;
    includeEnded?: boolean | undefined;
    after?: string | undefined;
    limit: number;
  }): Promise<Page<OrganisationRow>> {
    const key = keyOf(filter.after, 2);
    const rows = await this.database.rows<OrganisationRow>(
      `SELECT id, code, name, short_name AS "shortName", kind, cbs_code AS "cbsCode",
              safety_region AS "safetyRegion", valid_from::text AS "validFrom", valid_to::text AS "validTo"
         FROM people.organisation
        WHERE ($1::text IS NULL OR kind = $1) AND ($2 OR valid_to IS NULL)
          AND ($3::text IS NULL OR (name, id) > ($3, $4::uuid))
        ORDER BY name, id LIMIT $5`,
      [
        filter.kind ?? null,
        filter.includeEnded ?? false,
        key?.[0] ?? null,
        key?.[1] ?? null,
        filter.limit + 1,
      ],
    );
    return pageOf(
      rows,
      filter.limit,
      (row) => [row.name, row.id],
      (row) => row,
    );
  }

  /** The journal, newest first; of one subject when given. */
  async journal(filter: {
    subjectId?: string | undefined;
    action?: string | undefined;
    after?: string | undefined;
    limit?: number;
  }): Promise<Page<JournalRow>> {
    const limit = filter.limit ?? 50;
    const key = keyOf(filter.after, 1);
    const rows = await this.database.rows<JournalRow>(
      `SELECT j.id, j.recorded_at AS "recordedAt", j.action, j.subject_id AS "subjectId", j.reason,
              p.given_name || ' ' || p.family_name AS actor
         FROM platform.journal j LEFT JOIN people.person p ON p.id = j.actor_id
        WHERE ($1::uuid IS NULL OR j.subject_id = $1) AND ($2::text IS NULL OR j.action = $2)
          AND ($3::bigint IS NULL OR j.id < $3)
        ORDER BY j.id DESC LIMIT $4`,
      [filter.subjectId ?? null, filter.action ?? null, key?.[0] ?? null, limit + 1],
    );
    return pageOf(
      rows,
      limit,
      (row) => [row.id],
      (row) => row,
    );
  }
}

const escapeLike = (text: string): string => text.slice(0, 100).replace(/[\\%_]/g, '\\$&');
