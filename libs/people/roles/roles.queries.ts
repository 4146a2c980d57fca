import { Injectable } from '@nestjs/common';

import { Clock, Database, keyOf, type Page, pageOf } from '@academie/platform';

import type { Grant } from '../access/actor';

/** A role that somebody holds now. */
export interface HeldRole extends Grant {
  id: string;
  personId: string;
  name: string;
  organisation: string | null;
  grantedAt: Date;
  endsAt: Date | null;
}

const PAGE = 25;

@Injectable()
export class RolesQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** All roles that are held now, by name of who holds them; of one role when given. */
  async held(filter: {
    role: string | undefined;
    after: string | undefined;
    limit?: number;
  }): Promise<Page<HeldRole>> {
    const key = keyOf(filter.after, 2);
    const limit = filter.limit ?? PAGE;
    const found = await this.database.rows<HeldRole>(
      `SELECT g.id, g.person_id AS "personId", p.given_name || ' ' || p.family_name AS name,
              o.short_name AS organisation, g.role, g.scope_kind AS "scopeKind",
              g.scope_id AS "scopeId", g.granted_at AS "grantedAt", g.ends_at AS "endsAt"
         FROM people.role_grant g JOIN people.person p ON p.id = g.person_id
         LEFT JOIN people.membership m ON m.person_id = p.id AND m.is_main AND m.valid_to IS NULL
         LEFT JOIN people.organisation o ON o.id = m.organisation_id
        WHERE g.revoked_at IS NULL AND (g.ends_at IS NULL OR g.ends_at > $1)
          AND ($2::text IS NULL OR g.role = $2)
          AND ($4::uuid IS NULL OR (p.sort_name, g.id) >
               ((SELECT k.sort_name FROM people.person k WHERE k.id = $3), $4))
        ORDER BY p.sort_name, g.id LIMIT $5`,
      [this.clock.now(), filter.role ?? null, key?.[0] ?? null, key?.[1] ?? null, limit + 1],
    );
    return pageOf(
      found,
      limit,
      (row) => [row.personId, row.id],
      (row) => row,
    );
  }

  /** Who holds, or held, this one; undefined when there is none. */
  async holderOf(grantId: string): Promise<string | undefined> {
    const row = await this.database.first<{ id: string }>(
      'SELECT person_id AS id FROM people.role_grant WHERE id = $1',
      [grantId],
    );
    return row?.id;
  }

  /** Who has this address; undefined when nobody does, or the record is merged or erased. */
  async personWith(address: string): Promise<string | undefined> {
    const row = await this.database.first<{ id: string }>(
      `SELECT p.id FROM people.email_address a JOIN people.person p ON p.id = a.person_id
        WHERE a.address = $1 AND p.status IN ('active', 'invited')`,
      [address],
    );
    return row?.id;
  }
}
