import { Injectable } from '@nestjs/common';

import { Database, keyOf, type Page, pageOf } from '@academie/platform';

import type { Actor } from '../access/actor';

/** One request, as who decides on it sees it. */
export interface AccountRequestRow {
  id: string;
  name: string;
  address: string;
  organisation: string;
  remark: string;
  askedAt: Date;
}

const PAGE = 25;

@Injectable()
export class AccountRequestQueries {
  constructor(private readonly database: Database) {}

  /** Open requests that this person decides on, the oldest first: of the own organisations, or all. */
  async open(actor: Actor, after: string | undefined): Promise<Page<AccountRequestRow>> {
    const key = keyOf(after, 2);
    const found = await this.database.rows<AccountRequestRow>(
      `SELECT r.id, r.given_name || ' ' || r.family_name AS name, r.address::text AS address,
              o.name AS organisation, r.remark, r.asked_at AS "askedAt"
         FROM people.account_request r JOIN people.organisation o ON o.id = r.organisation_id
        WHERE r.state = 'open' AND ($1 OR r.organisation_id = ANY ($2))
          AND ($3::timestamptz IS NULL OR (r.asked_at, r.id) > ($3, $4::uuid))
        ORDER BY r.asked_at, r.id LIMIT $5`,
      [
        actor.isAdministrator,
        actor.coordinatedOrganisations,
        key?.[0] ?? null,
        key?.[1] ?? null,
        PAGE + 1,
      ],
    );
    return pageOf(
      found,
      PAGE,
      (row) => [row.askedAt.toISOString(), row.id],
      (row) => row,
    );
  }
}
