import type { MigrationInterface, QueryRunner } from 'typeorm';

import { sqlFile } from './sql-file';

/** Participants tell what they need: diet and accessibility. */
export class Needs1796100020200 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE enrolment.need (
        enrolment_id uuid NOT NULL,
        person_id uuid NOT NULL,
        diet text NOT NULL DEFAULT '',
        access text NOT NULL DEFAULT '',
        told_at timestamptz NOT NULL,
        CONSTRAINT need_pk PRIMARY KEY (enrolment_id),
        CONSTRAINT need_enrolment_fk FOREIGN KEY (enrolment_id)
          REFERENCES enrolment.enrolment (id) ON DELETE CASCADE,
        CONSTRAINT need_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id),
        CONSTRAINT need_diet_length CHECK (length(diet) <= 200),
        CONSTRAINT need_access_length CHECK (length(access) <= 500),
        CONSTRAINT need_says_something CHECK (diet <> '' OR access <> '')
      )`);
    await db.query('CREATE INDEX need_person ON enrolment.need (person_id, told_at)');
    await db.query(sqlFile('enrolment.known_need', '007bf68c'));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP VIEW enrolment.known_need');
    await db.query('DROP TABLE enrolment.need');
  }
}
