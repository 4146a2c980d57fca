import { Injectable } from '@nestjs/common';

import {
  bareText,
  Database,
  PERSON_HEADINGS,
  readAddress,
  readNameParts,
  withPrefix,
} from '@academie/platform';

import type { Actor } from '../access/actor';
import { MemberAdding } from '../membership/member-adding';
import { MembershipService } from '../membership/membership.service';
import { FunctionUnknown, OrganisationUnknown } from '../people.errors';
import { isPersonName } from '../person/is-person-name';
import { NameNotPlain } from '../sign-in/inviting-limits';
import {
  type ListContent,
  type ListRow,
  type PeopleList,
  several,
  type Verdict,
} from './people-list';
import { ListAddressWrong } from './list.errors';

const MOST = 10_000;

/** Who works where and does what: those whom the reader looks after. */
@Injectable()
export class ColleaguesList implements PeopleList {
  readonly name = 'medewerkers';
  readonly homeHref = '/organisatie/medewerkers';
  readonly columns = [
    { key: 'givenName', text: 'given-name', headings: PERSON_HEADINGS.givenName },
    { key: 'familyName', text: 'family-name', headings: PERSON_HEADINGS.familyName },
    { key: 'email', text: 'email', headings: PERSON_HEADINGS.email },
    { key: 'organisation', text: 'organisation', headings: PERSON_HEADINGS.organisation },
    { key: 'functions', text: 'functions', headings: ['functies', 'functie', 'functions', 'rol'] },
    { key: 'prefix', text: 'prefix', headings: PERSON_HEADINGS.prefix },
    { key: 'name', text: 'name', headings: PERSON_HEADINGS.name },
  ];

  constructor(
    private readonly database: Database,
    private readonly memberships: MembershipService,
    private readonly adding: MemberAdding,
  ) {}

  mayUse(actor: Actor): Promise<boolean> {
    return Promise.resolve(actor.isAdministrator || actor.is('coordinator'));
  }

  async content(actor: Actor): Promise<ListContent> {
    const found = await this.database.rows<{ personId: string; cells: string[] }>(
      `SELECT p.id AS "personId", ARRAY[p.given_name, p.family_name, coalesce(e.address::text, ''),
              o.name, coalesce((SELECT string_agg(f.name, ', ' ORDER BY f.position)
                 FROM people.membership_function mf JOIN people.job_function f ON f.code = mf.function_code
                WHERE mf.membership_id = m.id), ''), '', ''] AS cells
         FROM people.membership m
         JOIN people.person p ON p.id = m.person_id AND p.status IN ('active', 'invited')
         JOIN people.organisation o ON o.id = m.organisation_id
         LEFT JOIN people.email_address e ON e.person_id = p.id AND e.is_primary
        WHERE m.valid_to IS NULL AND ($1 OR m.organisation_id = ANY ($2))
        ORDER BY o.name, p.sort_name, m.id LIMIT ${MOST}`,
      [actor.isAdministrator, actor.coordinatedOrganisations],
    );
    return {
      rows: found.map(({ cells }) => cells),
      personIds: found.map(({ personId }) => personId),
    };
  }

  /** @throws ListAddressWrong, OrganisationUnknown, FunctionUnknown, NameNotPlain */
  async judge(actor: Actor, { cells }: ListRow): Promise<Verdict> {
    const email = readAddress(cells.email ?? '')?.toLowerCase();
    if (!email) throw new ListAddressWrong();
    const organisationId = await this.organisation(actor, cells.organisation ?? '');
    const job = await this.database.first<{ id: string | null; functions: string[] }>(
      `SELECT m.id, ARRAY(SELECT function_code FROM people.membership_function
                           WHERE membership_id = m.id ORDER BY 1) AS functions
         FROM people.email_address a LEFT JOIN people.membership m
           ON m.person_id = a.person_id AND m.organisation_id = $2 AND m.valid_to IS NULL
        WHERE a.address = $1`,
      [email, organisationId],
    );
    const id = job?.id;
    const functions =
      cells.functions === undefined
        ? (job?.functions ?? [])
        : await this.functions(several(cells.functions));
    if (id && job.functions.join() === [...functions].sort().join()) return { outcome: 'same' };
    if (id)
      return {
        outcome: 'changed',
        carryOut: () => this.memberships.setFunctions(actor, id, functions),
      };
    const { givenName, prefix, familyName } = readNameParts({
      givenName: cells.givenName ?? '',
      prefix: cells.prefix ?? '',
      familyName: cells.familyName ?? '',
      whole: cells.name ?? '',
    });
    const person = { givenName, familyName: withPrefix(prefix, familyName) };
    if (!isPersonName(person.givenName) || !isPersonName(person.familyName))
      throw new NameNotPlain();
    return {
      // Who has an account elsewhere is asked, and tells it in the own account.
      outcome: job ? 'asked' : 'added',
      carryOut: () => this.adding.add(actor, { ...person, email, organisationId, functions }),
    };
  }

  /** By name, short name, code or mail domain; the only one of who looks after one. @throws OrganisationUnknown */
  private async organisation(actor: Actor, name: string): Promise<string> {
    const [only, ...more] = actor.coordinatedOrganisations;
    if (!name && only && more.length === 0 && !actor.isAdministrator) return only;
    const found = await this.database.first<{ id: string }>(
      `SELECT o.id FROM people.organisation o
        WHERE o.valid_to IS NULL AND ($2 OR o.id = ANY ($3))
          AND (lower($1) IN (lower(o.name), lower(o.short_name), o.code, lower(o.mail_domain)) OR EXISTS (
            SELECT FROM people.organisation_domain d
             WHERE d.organisation_id = o.id AND d.domain = lower($1)))
        ORDER BY o.name LIMIT 1`,
      [name, actor.isAdministrator, actor.coordinatedOrganisations],
    );
    if (!found) throw new OrganisationUnknown();
    return found.id;
  }

  private async functions(names: readonly string[]): Promise<string[]> {
    if (names.length === 0) return [];
    const known = await this.database.rows<{ code: string; name: string }>(
      'SELECT code, name FROM people.job_function',
    );
    return names.map((name) => {
      const word = bareText(name);
      const found = known.find((one) => bareText(one.name) === word || bareText(one.code) === word);
      if (!found) throw new FunctionUnknown();
      return found.code;
    });
  }
}
