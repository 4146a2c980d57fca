import { Injectable } from '@nestjs/common';

import { Database } from '@academie/platform';

/** What people keeps of somebody, as the person sees it. */
export interface OwnAccount {
  givenName: string;
  familyName: string;
  addresses: { address: string; isPrimary: boolean }[];
  memberships: { organisation: string; isMain: boolean; functions: string[]; validFrom: string }[];
  passkeys: number;
  hasApp: boolean;
  /** When the password was chosen; null without one. */
  passwordChangedAt: string | null;
}

@Injectable()
export class AccountQueries {
  constructor(private readonly database: Database) {}

  /** The own account, in one query. */
  account(personId: string): Promise<OwnAccount | undefined> {
    return this.database.first<OwnAccount>(
      `SELECT p.given_name AS "givenName", p.family_name AS "familyName",
         (SELECT changed_at FROM people.password w WHERE w.person_id = p.id) AS "passwordChangedAt",
         (SELECT count(*)::int FROM people.passkey k WHERE k.person_id = p.id) AS passkeys,
         EXISTS (SELECT FROM people.totp c
                  WHERE c.person_id = p.id AND c.confirmed_at IS NOT NULL) AS "hasApp",
         coalesce((SELECT jsonb_agg(jsonb_build_object('address', e.address, 'isPrimary', e.is_primary)
                     ORDER BY e.is_primary DESC, e.address)
            FROM people.email_address e WHERE e.person_id = p.id), '[]') AS addresses,
         coalesce((SELECT jsonb_agg(jsonb_build_object('organisation', o.name, 'isMain', m.is_main,
                     'validFrom', m.valid_from, 'functions',
                     ARRAY(SELECT f.name FROM people.membership_function mf
                             JOIN people.job_function f ON f.code = mf.function_code
                            WHERE mf.membership_id = m.id ORDER BY f.position))
                     ORDER BY m.is_main DESC, o.name)
            FROM people.membership m JOIN people.organisation o ON o.id = m.organisation_id
           WHERE m.person_id = p.id AND m.valid_to IS NULL), '[]') AS memberships
       FROM people.person p WHERE p.id = $1`,
      [personId],
    );
  }
}
