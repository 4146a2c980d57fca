import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { AdmissionQueries } from '@academie/catalogue';
import { type Actor, isPersonName } from '@academie/people';
import { bareText, Clock, Database, dayOf, readAddress } from '@academie/platform';

import type { ListedPerson } from './bulk-file';
import {
  bareOrganisation,
  type KnownOrganisation,
  organisationOf,
  withoutOrganisation,
} from './bulk-organisation';
import { EnrolmentAccess, WORKS_THERE } from '../place/enrolment-access';
import type { EnrolmentSource } from '../place/enrolment-state';

/** What becomes of somebody on a list. */
export const BULK_OUTCOMES = ['enrolled', 'waitlisted', 'requested', 'there', 'rejected'] as const;
export type BulkOutcome = (typeof BULK_OUTCOMES)[number];

/** Somebody on a list and what becomes, or became, of that person. */
export interface BulkAnswer extends ListedPerson {
  outcome: BulkOutcome;
  /** Has no account yet, and gets an invitation. */
  invited: boolean;
  /** Key below `enrolment.bulkProblem`, or the code of a refusal; only when rejected. */
  problem?: string;
  /** The row that says the same; only for `twice`. */
  otherRow?: number;
  /** What has to be completed first. */
  courses?: string;
  /** A programme that the person follows, whose order it breaks; and where that is. */
  programme?: string;
  programmeSlug?: string;
  personId?: string;
  organisationId?: string;
  /** Its name, of somebody who is not known yet. */
  organisationName?: string;
  source?: EnrolmentSource;
  enrolmentId?: string;
  waitingPosition?: number;
  /** Taken back: `done`, `changed` when somebody changed it meanwhile, or the code of a refusal. */
  undone?: string;
  /** What the person goes to at the same time, in words. */
  overlap?: string;
}

/** What can be chosen for rows that did not work. */
export interface Choices {
  /** Those the actor may name, by name. */
  organisations: { code: string; name: string }[];
  /** By place in the list: the colleagues who have the name that stands there, by address. */
  namesakes: ReadonlyMap<number, { value: string; label: string }[]>;
}

interface Known {
  address: string;
  personId: string;
  /** In this offering, while it is live or finished. */
  enrolmentId: string | null;
}

const nameKey = (given: string, family: string): string => bareText(`${given} ${family}`);

/** Says of everybody on a list what would happen, without writing anything. */
@Injectable()
export class BulkDryRun {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly access: EnrolmentAccess,
    private readonly admissions: AdmissionQueries,
  ) {}

  /**
   * One answer a person, in the order of the list. A coordinator reaches the people of the own
   * organisations, an organiser everybody; the person who is not known becomes known at an organisation that
   * the actor answers for. Who gets a seat is not said here: `outcome` is 'enrolled' for all who may.
   */
  async of(
    actor: Actor,
    offeringId: string,
    people: readonly ListedPerson[],
    tx?: EntityManager,
  ): Promise<BulkAnswer[]> {
    const answers = await this.withoutCircle(actor, offeringId, people, tx);
    const known = answers.flatMap(({ personId }) => personId ?? []);
    const { closed, admitted } = await this.admissions.admitted(offeringId, known, tx);
    if (!closed) return answers;
    // Somebody nobody knows yet is in no circle: first known and invited by name, then on a list.
    return answers.map((answer) =>
      answer.outcome === 'enrolled' && !admitted.has(answer.personId ?? '')
        ? { ...answer, outcome: 'rejected', invited: false, problem: 'notAdmitted' }
        : answer,
    );
  }

  // Everything but whether the offering is for them.
  private async withoutCircle(
    actor: Actor,
    offeringId: string,
    listed: readonly ListedPerson[],
    tx?: EntityManager,
  ): Promise<BulkAnswer[]> {
    const organisations = await this.organisations(tx);
    const people = listed.map((person) => withoutOrganisation(person, organisations));
    const named = await this.byName(actor, people, tx);
    // Of several colleagues with one name nobody is taken before it is said who.
    const addressOf = ({ email, givenName, familyName }: ListedPerson): string => {
      const [only, ...others] = named.get(nameKey(givenName, familyName)) ?? [];
      const found = email ? readAddress(email) : others.length === 0 ? only : undefined;
      return found?.toLowerCase() ?? '';
    };
    const known = await this.known(offeringId, people.map(addressOf), tx);
    const reach = await this.access.rightsIn(actor, offeringId, tx);
    const own = await this.access.coordinated(
      actor,
      [...known.values()].map(({ personId }) => personId),
      tx,
    );
    const rowOf = new Map<string, number>();
    return people.map((given): BulkAnswer => {
      const email = addressOf(given);
      // Without what nobody sees, so that one address is written one way.
      const person = email ? { ...given, email } : given;
      const rejected = (problem: string, more: Partial<BulkAnswer> = {}): BulkAnswer => ({
        ...person,
        outcome: 'rejected',
        invited: false,
        problem,
        ...more,
      });
      if (given.broken) return rejected(given.broken);
      if (!given.email) {
        const same = named.get(nameKey(given.givenName, given.familyName)) ?? [];
        if (same.length !== 1) return rejected(same.length > 1 ? 'severalOfName' : 'nameUnknown');
      }
      if (!email) return rejected('noAddress');
      const otherRow = rowOf.get(email);
      if (otherRow !== undefined) return rejected('twice', { otherRow });
      rowOf.set(email, person.row);
      const there = known.get(email);
      if (there) {
        const source = own.has(there.personId) ? 'coordinator' : 'organiser';
        if (source === 'organiser' && !reach?.organises) return rejected('notYours');
        const { personId, enrolmentId } = there;
        // The same person under another of their addresses. Said of one's own people only: that two
        // addresses are of one person is for nobody else to know.
        const sameRow = rowOf.get(personId);
        if (sameRow !== undefined) return rejected('twice', { otherRow: sameRow });
        rowOf.set(personId, person.row);
        return enrolmentId
          ? { ...person, outcome: 'there', invited: false, personId, enrolmentId }
          : { ...person, outcome: 'enrolled', invited: false, personId, source };
      }
      const organisationId = organisationOf(person, email, actor, organisations);
      const source = actor.coordinates(organisationId ?? null) ? 'coordinator' : 'organiser';
      // The same answer as for somebody who is known elsewhere: who that is stays unsaid.
      if (organisationId && source === 'organiser' && !reach?.organises)
        return rejected('notYours');
      if (!organisationId)
        return rejected(person.organisation ? 'unknownOrganisation' : 'noOrganisation');
      if (!person.givenName || !person.familyName) return rejected('noName');
      if (!isPersonName(person.givenName) || !isPersonName(person.familyName))
        return rejected('oddName');
      const organisationName = organisations.find(({ id }) => id === organisationId)?.name ?? '';
      return {
        ...person,
        ...{ outcome: 'enrolled', invited: true, organisationId, organisationName, source },
      };
    });
  }

  /** What the actor may choose for the rows of a list that did not work. */
  async choices(
    actor: Actor,
    offeringId: string,
    people: readonly ListedPerson[],
  ): Promise<Choices> {
    const reach = await this.access.rightsIn(actor, offeringId);
    const organisations = (await this.organisations()).filter(
      ({ id }) => reach?.organises || actor.coordinates(id),
    );
    const named = await this.byName(actor, people);
    const namesakes = new Map<number, { value: string; label: string }[]>();
    for (const [at, { email, givenName, familyName }] of people.entries()) {
      const same = email ? [] : (named.get(nameKey(givenName, familyName)) ?? []);
      if (same.length > 1)
        namesakes.set(
          at,
          same.map((address) => ({
            value: address,
            label: `${givenName} ${familyName}, ${address}`.trim(),
          })),
        );
    }
    return { organisations, namesakes };
  }

  // The addresses of the actor's own people by name; those who have none on the list are looked for.
  private async byName(
    actor: Actor,
    people: readonly ListedPerson[],
    tx?: EntityManager,
  ): Promise<Map<string, string[]>> {
    const found = new Map<string, string[]>();
    const own = actor.coordinatedOrganisations;
    if (own.length === 0 || people.every(({ email }) => email)) return found;
    const rows = await this.database.rows<{ given: string; family: string; address: string }>(
      `SELECT DISTINCT p.given_name AS given, p.family_name AS family, a.address::text AS address
         FROM people.job m JOIN people.person_name p ON p.id = m.person_id
         JOIN people.primary_address a ON a.person_id = p.id
        WHERE m.organisation_id = ANY ($2) AND p.status IN ('active', 'invited', 'guest')
          AND ${WORKS_THERE}`,
      [dayOf(this.clock.now()), own],
      tx,
    );
    for (const { given, family, address } of rows) {
      const key = nameKey(given, family);
      found.set(key, [...(found.get(key) ?? []), address]);
    }
    return found;
  }

  private async known(
    offeringId: string,
    addresses: readonly string[],
    tx?: EntityManager,
  ): Promise<Map<string, Known>> {
    const found = await this.database.rows<Known>(
      `SELECT lower(a.address::text) AS address, p.id AS "personId",
              (SELECT e.id FROM enrolment.enrolment e
                WHERE e.offering_id = $1 AND e.person_id = p.id
                  AND e.state NOT IN ('cancelled', 'declined') LIMIT 1) AS "enrolmentId"
         FROM people.email_address a JOIN people.person_name p ON p.id = a.person_id
        WHERE a.address = ANY ($2::citext[]) AND p.status IN ('active', 'invited', 'guest')`,
      [offeringId, addresses],
      tx,
    );
    return new Map(found.map((one) => [one.address, one]));
  }

  private async organisations(tx?: EntityManager): Promise<KnownOrganisation[]> {
    const found = await this.database.rows<Omit<KnownOrganisation, 'words'> & { names: string[] }>(
      `SELECT id, code, short_name AS name, ARRAY[name, short_name, code] AS names,
              lower(mail_domain::text) AS domain
         FROM people.known_organisation WHERE valid_to IS NULL OR valid_to > $1
        ORDER BY short_name, id`,
      [dayOf(this.clock.now())],
      tx,
    );
    return found.map(({ names, ...one }) => ({ ...one, words: names.map(bareOrganisation) }));
  }
}
