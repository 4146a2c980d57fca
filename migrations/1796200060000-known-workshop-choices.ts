import type { MigrationInterface, QueryRunner } from 'typeorm';

import { sqlFile } from './sql-file';

/** Who goes to which workshop, as the register of a session shows it. */
export class KnownWorkshopChoices1796200060000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(sqlFile('enrolment.known_workshop_choice', '68a0bf35'));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP VIEW enrolment.known_workshop_choice');
  }
}
