import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import {
  KeepsPersonData,
  type PersonCount,
  type PersonPart,
  type PersonTable,
} from '@academie/people';
import { Database, t } from '@academie/platform';

import { ErasedParticipants } from './participant-import/erased-participants';

/** What somebody asked for, or read, on behalf of a municipality. */
@Injectable()
@KeepsPersonData()
export class ActsPersonPart implements PersonPart {
  readonly tables: PersonTable[] = [
    { table: 'acts.delivery', column: 'requested_by', key: 'id' },
    { table: 'acts.acknowledgement', column: 'read_by', key: 'id' },
  ];

  readonly erases = [t('acts.erases.provider-ids')];

  constructor(
    private readonly database: Database,
    private readonly erased: ErasedParticipants,
  ) {}

  erase(tx: EntityManager, personIds: readonly string[]): Promise<void> {
    return this.erased.keep(tx, personIds);
  }

  counts(personIds: readonly string[]): Promise<PersonCount[]> {
    return this.database.rows<PersonCount & Record<string, unknown>>(
      `SELECT requested_by AS "personId", 'aanvragen van de menukaart' AS label, count(*)::int AS count
         FROM acts.delivery WHERE requested_by = ANY ($1) GROUP BY requested_by
       UNION ALL
       SELECT read_by, 'stukken die namens een gemeente gelezen zijn', count(*)::int
         FROM acts.acknowledgement WHERE read_by = ANY ($1) GROUP BY read_by`,
      [personIds],
    );
  }
}
