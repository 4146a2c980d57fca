import { Injectable } from '@nestjs/common';

import { Database, keyOf, type Page, pageOf, readYaml } from '@academie/platform';

import type { Actor } from '../access/actor';

/** Somebody who works at an organisation. */
export interface MemberRow {
  id: string;
  personId: string;
  givenName: string;
  familyName: string;
  email: string | null;
  status: string;
  organisationId: string;
  organisation: string;
  functions: string[];
  validFrom: string;
}

/** A job that goes on, with codes of the functions. */
export interface MemberDetail extends MemberRow {
  functionCodes: string[];
}

/** A choice in a list. */
export interface Choice {
  value: string;
  label: string;
}

/** A public that never signs in, so that nobody chooses it of themselves. */
const WITHOUT_ACCOUNT = readYaml<{ code: string; account?: boolean }[]>(
  'libs/people/directory/functions.yaml',
)
  .filter(({ account }) => account === false)
  .map(({ code }) => code);

const PAGE = 25;
const MEMBER = `
  m.id, p.id AS "personId", p.given_name AS "givenName", p.family_name AS "familyName", p.status,
  e.address::text AS email, o.id AS "organisationId", o.name AS organisation,
  m.valid_from::text AS "validFrom",
  ARRAY(SELECT f.name FROM people.membership_function mf JOIN people.job_function f ON f.code = mf.function_code
         WHERE mf.membership_id = m.id ORDER BY f.position) AS functions`;
const FROM = `
  people.membership m
  JOIN people.person p ON p.id = m.person_id AND p.status IN ('active', 'invited', 'guest')
  JOIN people.organisation o ON o.id = m.organisation_id
  LEFT JOIN people.email_address e ON e.person_id = p.id AND e.is_primary`;

/** Who works where, as far as the reader looks after them. */
@Injectable()
export class MembershipQueries {
  constructor(private readonly database: Database) {}

  /** People of one organisation, by name, 25 a page. */
  async members(organisationId: string, after: string | undefined): Promise<Page<MemberRow>> {
    const key = keyOf(after, 2);
    const found = await this.database.rows<MemberRow>(
      `SELECT ${MEMBER} FROM ${FROM}
        WHERE m.organisation_id = $1 AND m.valid_to IS NULL
          AND ($3::uuid IS NULL OR (p.sort_name, m.id) >
               ((SELECT k.sort_name FROM people.person k WHERE k.id = $2), $3))
        ORDER BY p.sort_name, m.id LIMIT $4`,
      [organisationId, key?.[0] ?? null, key?.[1] ?? null, PAGE + 1],
    );
    return pageOf(
      found,
      PAGE,
      (row) => [row.personId, row.id],
      (row) => row,
    );
  }

  /** Jobs that go on at the organisations that this person looks after, by name. */
  async managedMembers(
    actor: Actor,
    { organisationId, limit, after }: { organisationId?: string; limit: number; after?: string },
  ): Promise<Page<MemberDetail>> {
    const key = keyOf(after, 2);
    const found = await this.database.rows<MemberDetail>(
      `SELECT ${MEMBER}, ARRAY(SELECT function_code FROM people.membership_function
                                WHERE membership_id = m.id ORDER BY 1) AS "functionCodes"
         FROM ${FROM}
        WHERE m.valid_to IS NULL AND ($1 OR m.organisation_id = ANY ($2))
          AND ($3::uuid IS NULL OR m.organisation_id = $3)
          AND ($5::uuid IS NULL OR (p.sort_name, m.id) >
               ((SELECT k.sort_name FROM people.person k WHERE k.id = $4), $5))
        ORDER BY p.sort_name, m.id LIMIT $6`,
      [
        ...[actor.isAdministrator, actor.coordinatedOrganisations, organisationId ?? null],
        ...[key?.[0] ?? null, key?.[1] ?? null, limit + 1],
      ],
    );
    return pageOf(
      found,
      limit,
      (row) => [row.personId, row.id],
      (row) => row,
    );
  }

  /** One job that goes on, of an organisation that this person looks after. */
  member(actor: Actor, id: string): Promise<MemberDetail | undefined> {
    return this.database.first<MemberDetail>(
      `SELECT ${MEMBER}, ARRAY(SELECT function_code FROM people.membership_function
                                WHERE membership_id = m.id) AS "functionCodes"
         FROM ${FROM}
        WHERE m.id = $1 AND m.valid_to IS NULL AND ($2 OR m.organisation_id = ANY ($3))`,
      [id, actor.isAdministrator, actor.coordinatedOrganisations],
    );
  }

  /** Jobs of one person that go on. */
  own(personId: string): Promise<MemberDetail[]> {
    return this.database.rows<MemberDetail>(
      `SELECT ${MEMBER}, ARRAY(SELECT function_code FROM people.membership_function
                                WHERE membership_id = m.id) AS "functionCodes"
         FROM ${FROM} WHERE m.person_id = $1 AND m.valid_to IS NULL ORDER BY m.is_main DESC, o.name`,
      [personId],
    );
  }

  /** Organisations whose people this person looks after, of today, by name. */
  managed(actor: Actor): Promise<Choice[]> {
    return this.database.rows<Choice>(
      `SELECT id AS value, name AS label FROM people.organisation
        WHERE valid_to IS NULL AND ($1 OR id = ANY ($2)) ORDER BY name`,
      [actor.isAdministrator, actor.coordinatedOrganisations],
    );
  }

  /** All organisations of today, by name. */
  organisations(): Promise<Choice[]> {
    return this.database.rows<Choice>(
      'SELECT id AS value, name AS label FROM people.organisation WHERE valid_to IS NULL ORDER BY name',
    );
  }

  /** Functions of people who have an account, in their order. */
  functions(): Promise<Choice[]> {
    return this.database.rows<Choice>(
      `SELECT code AS value, name AS label FROM people.job_function
        WHERE code <> ALL ($1) ORDER BY position, name`,
      [WITHOUT_ACCOUNT],
    );
  }
}
