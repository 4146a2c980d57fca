import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Days on which trainers cannot give anything. */
export class TrainerAbsence1797100000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE catalogue.trainer_absence (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        person_id uuid NOT NULL,
        first_day date NOT NULL,
        last_day date NOT NULL,
        CONSTRAINT trainer_absence_pk PRIMARY KEY (id),
        CONSTRAINT trainer_absence_days_in_order CHECK (first_day <= last_day),
        CONSTRAINT trainer_absence_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id)
      );
      CREATE INDEX trainer_absence_person ON catalogue.trainer_absence (person_id, last_day);
      CREATE INDEX trainer_absence_last_day ON catalogue.trainer_absence (last_day);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE catalogue.trainer_absence');
  }
}
