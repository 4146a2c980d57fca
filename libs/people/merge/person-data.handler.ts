import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { addDays, Clock, dayOf, forgetAnswers, Mail, rows, t } from '@academie/platform';

import {
  KeepsPersonData,
  type Move,
  onlyOne,
  type PersonPart,
  type PersonTable,
} from './person-data';

const GRANTS: PersonTable = {
  table: 'people.role_grant',
  column: 'person_id',
  key: 'id',
  where: `t.revoked_at IS NULL AND NOT EXISTS (
    SELECT FROM people.role_grant x WHERE x.person_id = $2 AND x.revoked_at IS NULL AND x.role = t.role
       AND x.scope_kind = t.scope_kind AND x.scope_id IS NOT DISTINCT FROM t.scope_id)`,
};
const GROUPS: PersonTable = {
  table: 'people.closed_group_member',
  column: 'person_id',
  key: 'id',
  where: `t.left_at IS NULL AND NOT EXISTS (SELECT FROM people.closed_group_member x
    WHERE x.person_id = $2 AND x.left_at IS NULL AND x.group_id = t.group_id)`,
};
const PASSKEYS: PersonTable = { table: 'people.passkey', column: 'person_id', key: 'id' };
const APPS: PersonTable = {
  table: 'people.totp',
  column: 'person_id',
  key: 'id',
  where: `t.confirmed_at IS NOT NULL AND NOT EXISTS (
    SELECT FROM people.totp x WHERE x.person_id = $2 AND x.confirmed_at IS NOT NULL)`,
};
const PROVIDER_ACCOUNTS: PersonTable = {
  table: 'people.provider_account',
  column: 'person_id',
  key: 'id',
};
const SCIM_USERS: PersonTable = {
  table: 'people.scim_user',
  column: 'person_id',
  key: 'id',
  where: `NOT EXISTS (SELECT FROM people.scim_user x
    WHERE x.person_id = $2 AND x.organisation_id = t.organisation_id)`,
};
const LOOKED_AT: PersonTable = {
  table: 'people.processing_line',
  column: 'data_subject_id',
  key: 'span_id',
};
const PLANS: PersonTable = {
  table: 'people.planned_change',
  column: 'person_id',
  key: 'id',
};
const MEMBERSHIPS = 'people.membership.person_id';
const FUNCTIONS = 'people.membership_function';
/** Rows that hold nothing that is counted. */
const OWN_ROWS = [
  'sign_in_step',
  'passkey_challenge',
  'passkey',
  'totp',
  'recovery_code',
  'one_time_link',
  'provider_account',
  'provider_attempt',
  'provider_arrival',
  'scim_user',
  'membership_proposal',
  'planned_change',
  'email_address',
  'password',
  'invitation',
  'web_session',
  'api_token',
];
const ADDRESSES = 'people.email_address.person_id';

/** What people itself keeps of a person: addresses, work, roles, ways to sign in. */
@Injectable()
@KeepsPersonData()
export class OwnPersonPart implements PersonPart {
  readonly tables = [
    GRANTS,
    GROUPS,
    PROVIDER_ACCOUNTS,
    SCIM_USERS,
    LOOKED_AT,
    PLANS,
    PASSKEYS,
    APPS,
    onlyOne('people.password', 'changed_at'),
  ];
  readonly isErasedLast = true;
  readonly erases = [
    t('people.erasure.goes.account'),
    t('people.erasure.goes.roles'),
    t('people.erasure.goes.mails'),
  ];

  constructor(
    private readonly clock: Clock,
    private readonly mail: Mail,
  ) {}

  async move(tx: EntityManager, from: string, into: string): Promise<Move[]> {
    const moves = await this.moveAddresses(tx, from, into);
    moves.push(...(await this.moveMemberships(tx, from, into)));
    moves.push(...(await this.addFunctions(tx, from, into)));
    // A person who is signed in with the record that ends signs in again, as the one that goes on.
    await rows(tx, 'DELETE FROM people.web_session WHERE person_id = $1', [from]);
    return moves;
  }

  async moveBack(
    tx: EntityManager,
    from: string,
    into: string,
    moves: readonly Move[],
  ): Promise<void> {
    const back = async (part: string, table: string, key: string, flag: string): Promise<void> => {
      const moved = moves.filter((move) => move.part === part);
      await rows(
        tx,
        `UPDATE ${table} t SET person_id = $1, ${flag} = b.was
           FROM unnest($3::text[], $4::boolean[]) AS b (key, was)
          WHERE t.person_id = $2 AND t.${key}::text = b.key`,
        [from, into, moved.map(({ key: row }) => row), moved.map(({ was }) => Boolean(was))],
      );
    };
    await back(ADDRESSES, 'people.email_address', 'address', 'is_primary');
    await back(MEMBERSHIPS, 'people.membership', 'id', 'is_main');
    await rows(
      tx,
      `DELETE FROM people.membership_function
        WHERE membership_id::text || ' ' || function_code = ANY ($1)`,
      [moves.filter(({ part }) => part === FUNCTIONS).map(({ key }) => key)],
    );
    // Both are somebody of their own again, so nobody stays signed in as the other.
    await rows(tx, 'DELETE FROM people.web_session WHERE person_id = $1', [into]);
  }

  /**
   * Names, addresses and ways in go. Where somebody worked as what stays, ended: the ledger may still
   * have to look at what happened before (invariant 12).
   */
  async erase(tx: EntityManager, personIds: readonly string[]): Promise<void> {
    const now = this.clock.now();
    await rows(
      tx,
      `DELETE FROM people.sign_in_attempt WHERE address IN (
         SELECT address FROM people.email_address WHERE person_id = ANY ($1))`,
      [personIds],
    );
    await rows(
      tx,
      `DELETE FROM people.account_request WHERE address IN (
         SELECT address FROM people.email_address WHERE person_id = ANY ($1))`,
      [personIds],
    );
    const addresses = await rows<{ address: string }>(
      tx,
      'SELECT address::text FROM people.email_address WHERE person_id = ANY ($1)',
      [personIds],
    );
    await this.mail.forget(tx, { personIds, addresses: addresses.map(({ address }) => address) });
    await forgetAnswers(
      tx,
      personIds.flatMap((id) => [`person:${id}`, `token:${id}`]),
    );
    await rows(tx, 'DELETE FROM people.erasure_request WHERE person_id = ANY ($1)', [personIds]);
    await rows(tx, 'DELETE FROM people.processing_line WHERE data_subject_id = ANY ($1)', [
      personIds,
    ]);
    for (const table of OWN_ROWS)
      await rows(tx, `DELETE FROM people.${table} WHERE person_id = ANY ($1)`, [personIds]);
    await rows(
      tx,
      'UPDATE people.role_grant SET revoked_at = $2 WHERE person_id = ANY ($1) AND revoked_at IS NULL',
      [personIds, now],
    );
    await rows(
      tx,
      'UPDATE people.closed_group_member SET left_at = $2 WHERE person_id = ANY ($1) AND left_at IS NULL',
      [personIds, now],
    );
    await rows(
      tx,
      `UPDATE people.membership SET valid_to = greatest(valid_from + 1, $2::date)
        WHERE person_id = ANY ($1) AND (valid_to IS NULL OR valid_to > $2)`,
      [personIds, dayOf(addDays(now, 1))],
    );
    await rows(
      tx,
      `UPDATE people.person SET given_name = 'Verwijderd', family_name = 'persoon',
         status = CASE WHEN merged_into IS NULL THEN 'erased' ELSE status END
        WHERE id = ANY ($1)`,
      [personIds],
    );
    await rows(
      tx,
      `DELETE FROM people.person_merge_move v USING people.person_merge m
        WHERE m.id = v.merge_id AND v.part = 'people.email_address.person_id' AND m.into_id = ANY ($1)`,
      [personIds],
    );
  }

  // Every address leads to the record that goes on; mail goes to the one it had.
  private async moveAddresses(tx: EntityManager, from: string, into: string): Promise<Move[]> {
    const moved = await rows<{ key: string; flag: boolean }>(
      tx,
      `UPDATE people.email_address t SET person_id = $2, is_primary = old.is_primary AND NOT EXISTS (
           SELECT FROM people.email_address x WHERE x.person_id = $2 AND x.is_primary)
         FROM people.email_address old
        WHERE old.address = t.address AND t.person_id = $1
       RETURNING t.address::text AS key, old.is_primary AS flag`,
      [from, into],
    );
    return moved.map(({ key, flag }) => ({
      part: ADDRESSES,
      key,
      was: flag ? { flagged: true } : null,
    }));
  }

  // Past work goes along, and present work elsewhere; the person who works somewhere is there once.
  private async moveMemberships(tx: EntityManager, from: string, into: string): Promise<Move[]> {
    const moved = await rows<{ key: string; flag: boolean }>(
      tx,
      `UPDATE people.membership t SET person_id = $2,
           is_main = old.is_main AND (t.valid_to IS NOT NULL OR NOT EXISTS (
             SELECT FROM people.membership x
              WHERE x.person_id = $2 AND x.is_main AND x.valid_to IS NULL))
         FROM people.membership old
        WHERE old.id = t.id AND t.person_id = $1
          AND (t.valid_to IS NOT NULL OR NOT EXISTS (
            SELECT FROM people.membership x WHERE x.person_id = $2 AND x.valid_to IS NULL
               AND x.organisation_id = t.organisation_id))
       RETURNING t.id::text AS key, old.is_main AS flag`,
      [from, into],
    );
    return moved.map(({ key, flag }) => ({
      part: MEMBERSHIPS,
      key,
      was: flag ? { flagged: true } : null,
    }));
  }

  // What stays behind is the same job twice; what somebody does there is known of the one that stays.
  private async addFunctions(tx: EntityManager, from: string, into: string): Promise<Move[]> {
    const added = await rows<{ key: string }>(
      tx,
      `INSERT INTO people.membership_function (membership_id, function_code)
       SELECT DISTINCT m.id, f.function_code
         FROM people.membership t
         JOIN people.membership_function f ON f.membership_id = t.id
         JOIN people.membership m ON m.organisation_id = t.organisation_id AND m.person_id = $2
          AND m.valid_to IS NULL
        WHERE t.person_id = $1 AND t.valid_to IS NULL
       ON CONFLICT DO NOTHING RETURNING membership_id::text || ' ' || function_code AS key`,
      [from, into],
    );
    return added.map(({ key }) => ({ part: FUNCTIONS, key }));
  }
}
