import type { MigrationInterface, QueryRunner } from 'typeorm';

import { sqlFile } from './sql-file';

/** A session can say by itself who gives it, and who stands in. */
export class TrainersOfSessions1796100020100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE catalogue.session_trainer (
        session_id uuid NOT NULL,
        person_id uuid NOT NULL,
        stands_in_for uuid,
        CONSTRAINT session_trainer_pk PRIMARY KEY (session_id, person_id),
        CONSTRAINT session_trainer_session_fk FOREIGN KEY (session_id)
          REFERENCES catalogue.session (id) ON DELETE CASCADE,
        CONSTRAINT session_trainer_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id),
        CONSTRAINT session_trainer_stands_in_for_fk FOREIGN KEY (stands_in_for) REFERENCES people.person (id),
        CONSTRAINT session_trainer_not_for_oneself CHECK (stands_in_for <> person_id)
      )`);
    await db.query('CREATE INDEX session_trainer_person ON catalogue.session_trainer (person_id)');
    await db.query(
      'CREATE INDEX session_trainer_stands_in_for ON catalogue.session_trainer (stands_in_for)',
    );
    await db.query(sqlFile('catalogue.session_giver', '475d2c38'));
    await db.query(sqlFile('catalogue.sees', '258ea6b9'));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(sqlFile('catalogue.sees', '49674e06'));
    await db.query('DROP VIEW catalogue.session_giver');
    await db.query('DROP TABLE catalogue.session_trainer');
  }
}
