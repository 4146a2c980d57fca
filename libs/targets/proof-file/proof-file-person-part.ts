import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { KeepsPersonData, type PersonPart, type PersonTable } from '@academie/people';
import { FileStore, rows, t } from '@academie/platform';

import { dropBytes } from './proof-file-retention';

/** Who brought and looked at files, and files that may name who took part. */
@Injectable()
@KeepsPersonData()
export class ProofFilePersonPart implements PersonPart {
  // When both records turn out to be one person, nobody else has looked: see isConfirmed.
  readonly tables: PersonTable[] = [
    { table: 'targets.proof_file', column: 'uploaded_by', key: 'id' },
    { table: 'targets.proof_file', column: 'confirmed_by', key: 'id' },
  ];

  readonly erases = [t('targets.proof.erases')];

  constructor(private readonly store: FileStore) {}

  /** Nobody can take one name off a list of presence: it goes as a whole, and what it showed stays counted. */
  async erase(tx: EntityManager, personIds: readonly string[]): Promise<void> {
    const found = await rows<{ id: string }>(
      tx,
      `SELECT DISTINCT f.id FROM enrolment.held_place p
         JOIN targets.proof_file f ON f.source_id IN (p.id, p.offering_id)
        WHERE p.person_id = ANY ($1) AND f.has_names AND f.file_id IS NOT NULL ORDER BY f.id`,
      [personIds],
    );
    await dropBytes(
      tx,
      this.store,
      found.map(({ id }) => id),
    );
  }
}
