import { Injectable } from '@nestjs/common';

import { Database } from '@academie/platform';

/** A sign-in service that is in use, with its secret as it is kept. */
export interface ProviderRow {
  id: string;
  slug: string;
  name: string;
  issuer: string;
  clientId: string;
  secret: Buffer | null;
  isSealed: boolean;
  scope: string;
  trustsAddresses: boolean;
  endsSession: boolean;
  /** Whose people it speaks for. */
  organisationIds: string[];
}

/** A service in the list. */
export interface ProviderSummary {
  id: string;
  name: string;
  issuer: string;
  organisations: string[];
  accounts: number;
}

/** What a claim means, by names. */
export interface RuleRow {
  id: string;
  claim: string;
  value: string;
  organisationId: string | null;
  organisation: string | null;
  functionCode: string | null;
  function: string | null;
}

const PROVIDER = `
  SELECT p.id, p.slug, p.name, p.issuer, p.client_id AS "clientId", p.secret, p.is_sealed AS "isSealed", p.scope,
         p.trusts_addresses AS "trustsAddresses", p.ends_session AS "endsSession",
         ARRAY(SELECT o.organisation_id FROM people.provider_organisation o WHERE o.provider_id = p.id)
           AS "organisationIds"
    FROM people.provider p WHERE p.ended_at IS NULL`;

/** Sign-in services of organisations. There are some tens at most. */
@Injectable()
export class ProviderQueries {
  constructor(private readonly database: Database) {}

  /** All that are in use, by name. */
  list(): Promise<ProviderSummary[]> {
    return this.database.rows<ProviderSummary>(
      `SELECT p.id, p.name, p.issuer,
              ARRAY(SELECT o.name FROM people.provider_organisation x
                      JOIN people.organisation o ON o.id = x.organisation_id
                     WHERE x.provider_id = p.id ORDER BY o.name) AS organisations,
              (SELECT count(*)::int FROM people.provider_account a WHERE a.provider_id = p.id) AS accounts
         FROM people.provider p WHERE p.ended_at IS NULL ORDER BY p.name, p.id LIMIT 100`,
    );
  }

  one(id: string): Promise<ProviderRow | undefined> {
    return this.database.first<ProviderRow>(`${PROVIDER} AND p.id = $1`, [id]);
  }

  bySlug(slug: string): Promise<ProviderRow | undefined> {
    return this.database.first<ProviderRow>(`${PROVIDER} AND p.slug = $1`, [slug]);
  }

  /** For the sign-in page: name and slug of each, by name. */
  choices(): Promise<{ slug: string; name: string }[]> {
    return this.database.rows<{ slug: string; name: string }>(
      'SELECT slug, name FROM people.provider WHERE ended_at IS NULL ORDER BY name, id LIMIT 100',
    );
  }

  /** Those that speak for any of these organisations. */
  ofOrganisations(organisationIds: readonly string[]): Promise<{ slug: string; name: string }[]> {
    return this.database.rows<{ slug: string; name: string }>(
      `SELECT p.slug, p.name FROM people.provider p
        WHERE p.ended_at IS NULL AND EXISTS (
          SELECT FROM people.provider_organisation o
           WHERE o.provider_id = p.id AND o.organisation_id = ANY ($1))
        ORDER BY p.name, p.id LIMIT 20`,
      [organisationIds],
    );
  }

  /** What claims of a service mean. */
  rules(providerId: string): Promise<RuleRow[]> {
    return this.database.rows<RuleRow>(
      `SELECT r.id, r.claim, r.value, r.organisation_id AS "organisationId", o.name AS organisation,
              r.function_code AS "functionCode", f.name AS function
         FROM people.provider_rule r
         LEFT JOIN people.organisation o ON o.id = r.organisation_id
         LEFT JOIN people.job_function f ON f.code = r.function_code
        WHERE r.provider_id = $1 ORDER BY r.claim, r.value, r.id LIMIT 200`,
      [providerId],
    );
  }
}
