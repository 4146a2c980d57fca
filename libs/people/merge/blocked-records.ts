import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database, t } from '@academie/platform';

import { KeepsPersonData, type MergeConflict, type PersonPart } from './person-data';

interface Door {
  id: string;
  name: string;
  isBlocked: boolean;
  /** The directory of an organisation shut it, because the person left there. */
  isLeft: boolean;
}

/**
 * A merge neither opens nor shuts an account: else a blocked person came in again as the other record. Who only left
 * an organisation goes on as the record that is open.
 */
@Injectable()
@KeepsPersonData()
export class BlockedRecords implements PersonPart {
  constructor(private readonly database: Database) {}

  async conflicts(
    tx: EntityManager | undefined,
    from: string,
    into: string,
  ): Promise<MergeConflict[]> {
    const doors = await this.database.rows<Door & Record<string, unknown>>(
      `SELECT p.id, p.given_name || ' ' || p.family_name AS name, p.blocked_at IS NOT NULL AS "isBlocked",
              EXISTS (SELECT FROM people.scim_user s WHERE s.person_id = p.id AND s.did_block) AS "isLeft"
         FROM people.person p WHERE p.id = ANY ($1)`,
      [[from, into]],
      tx,
    );
    const [ends, stays] = [from, into].map((id) => doors.find((door) => door.id === id));
    if (!ends || !stays) return [];
    if (stateOf(ends) === stateOf(stays)) return [];
    if (stateOf(ends) === 'left' && !stays.isBlocked)
      return [{ text: t('people.merge.left', { name: ends.name }), blocks: false }];
    const shut = ends.isBlocked ? ends : stays;
    return [
      {
        text: t('people.merge.one-blocked', { name: shut.name }),
        blocks: true,
        solve: {
          href: `/beheer/personen/${shut.id}`,
          label: t('people.merge.to-person', { name: shut.name }),
        },
      },
    ];
  }
}

const stateOf = ({ isBlocked, isLeft }: Door): 'open' | 'left' | 'blocked' => {
  if (!isBlocked) return 'open';
  return isLeft ? 'left' : 'blocked';
};
