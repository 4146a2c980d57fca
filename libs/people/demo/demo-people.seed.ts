import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database, demoId, DemoSeed, insertRows, Journal, rows } from '@academie/platform';

import type { Grant } from '../access/actor';
import { DEMO_PASSWORD } from './demo-accounts';
import { DEMO_LONG_AGO, DEMO_START, type DemoPerson, demoPeople } from './demo-people';
import { hashPassword } from '../password/password-hash';

/** Invented people with their jobs, past ones too, their roles, and the accounts to try. */
@Injectable()
export class DemoPeopleSeed {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
  ) {}

  @DemoSeed('people.demo-people')
  async load(): Promise<boolean> {
    const loaded = await this.database.first('SELECT 1 FROM people.person WHERE id = $1', [
      demoId('person', 'deelnemer@academie.example'),
    ]);
    if (loaded) return false;
    const people = demoPeople();
    const hash = await hashPassword(DEMO_PASSWORD);
    await this.database.transaction(async (tx) => {
      await this.addPeople(tx, people, hash);
      await this.addMemberships(tx, people);
      await this.addRoles(tx, people);
      await this.addGroup(tx, people);
    });
    return true;
  }

  private async addPeople(tx: EntityManager, people: DemoPerson[], hash: string): Promise<void> {
    const id = (person: DemoPerson): string => demoId('person', person.email);
    await insertRows(
      tx,
      'people.person',
      people.map((person) => ({
        id: id(person),
        given_name: person.givenName,
        family_name: person.familyName,
        status: 'active',
        pseudonym: demoId('pseudonym', person.email),
        created_at: DEMO_START,
      })),
    );
    await insertRows(
      tx,
      'people.email_address',
      people.flatMap((person) =>
        [person.email, ...(person.otherEmails ?? [])].map((address) => ({
          address,
          person_id: id(person),
          is_primary: address === person.email,
          verified_at: DEMO_START,
        })),
      ),
    );
    await insertRows(
      tx,
      'people.password',
      people
        .filter(({ demoAccount }) => demoAccount)
        .map((person) => ({ person_id: id(person), hash, changed_at: DEMO_START })),
    );
    await this.journal.recordPast(
      tx,
      people.map((person) => ({
        action: 'person.created',
        subjectId: id(person),
        recordedAt: DEMO_START,
      })),
    );
  }

  private async addMemberships(tx: EntityManager, people: DemoPerson[]): Promise<void> {
    const organisations = await organisationIds(tx);
    const memberships = people.flatMap((person) =>
      person.memberships.map((membership) => ({
        ...membership,
        id: demoId('membership', `${person.email}:${membership.organisation}`),
        personId: demoId('person', person.email),
      })),
    );
    await insertRows(
      tx,
      'people.membership',
      memberships.map(({ id, personId, organisation, from, to }) => ({
        id,
        person_id: personId,
        organisation_id: organisations.get(organisation),
        valid_from: from ?? DEMO_LONG_AGO,
        valid_to: to,
        is_main: true,
      })),
    );
    await insertRows(
      tx,
      'people.membership_function',
      memberships.flatMap(({ id, functions }) =>
        functions.map((code) => ({ membership_id: id, function_code: code })),
      ),
    );
  }

  // One closed group, managed by who brings its people together.
  private async addGroup(tx: EntityManager, people: DemoPerson[]): Promise<void> {
    const id = demoId('group', 'ciso');
    const cisos = people.filter(({ memberships }) =>
      memberships.some(({ functions, to }) => functions.includes('ciso') && !to),
    );
    await insertRows(tx, 'people.closed_group', [
      { id, name: 'CISO-netwerk', purpose: '', created_at: DEMO_START },
    ]);
    await insertRows(
      tx,
      'people.closed_group_member',
      [
        demoId('person', 'hanan.dewit@nhveilig.example'),
        ...cisos.map(({ email }) => demoId('person', email)),
      ].map((personId, index) => ({
        id: demoId('group-member', personId),
        group_id: id,
        person_id: personId,
        manages: index === 0,
        joined_at: DEMO_START,
      })),
    );
    await this.journal.recordPast(tx, [
      { action: 'group.created', subjectId: id, recordedAt: DEMO_START },
    ]);
  }

  // Themes lie to the right of people: who leads one is added there.
  private async addRoles(tx: EntityManager, people: DemoPerson[]): Promise<void> {
    const organisations = await organisationIds(tx);
    const grants = people.flatMap((person) =>
      (person.roles ?? [])
        .filter(({ role }) => role !== 'theme_lead')
        .flatMap(({ role, organisations: codes }) =>
          (codes ?? [null]).map((code) => ({
            email: person.email,
            role,
            scopeId: code === null ? null : (organisations.get(code) ?? null),
            scopeKind: code === null ? ('platform' as const) : ('organisation' as const),
          })),
        ),
    );
    await grantDemoRoles(tx, this.journal, grants);
  }
}

/** A role for a person of the demo, known by the mail address. */
export interface DemoGrant extends Grant {
  email: string;
}

/** Grants roles in the demo, with their lines in the journal; by the administrator of the demo. */
export async function grantDemoRoles(
  tx: EntityManager,
  journal: Journal,
  grants: readonly DemoGrant[],
): Promise<void> {
  const administrator = demoId('person', 'beheer@academie.example');
  await insertRows(
    tx,
    'people.role_grant',
    grants.map(({ email, role, scopeKind, scopeId }) => ({
      id: demoId('grant', `${email}:${role}:${scopeId}`),
      person_id: demoId('person', email),
      role,
      scope_kind: scopeKind,
      scope_id: scopeId,
      granted_at: DEMO_START,
      granted_by: administrator,
    })),
  );
  await journal.recordPast(
    tx,
    grants.map(({ email, role, scopeKind, scopeId }) => ({
      action: 'role.granted' as const,
      subjectId: demoId('person', email),
      actorId: administrator,
      data: { role, scopeKind, scopeId },
      recordedAt: DEMO_START,
    })),
  );
}

/** Ids of all organisations by code. */
export async function organisationIds(tx: EntityManager): Promise<Map<string, string>> {
  const found = await rows<{ code: string; id: string }>(
    tx,
    'SELECT code, id FROM people.organisation',
  );
  return new Map(found.map(({ code, id }) => [code, id]));
}
