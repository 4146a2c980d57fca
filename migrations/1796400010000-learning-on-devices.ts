import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where somebody stopped reading, and what somebody chose in a test that is not handed in yet. */
export class LearningOnDevices1796400010000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE elearning.attempt ADD COLUMN draft jsonb,
        ADD CONSTRAINT attempt_draft_named CHECK (jsonb_typeof(draft) = 'object')`);
    await db.query(`
      CREATE TABLE elearning.reading_place (
        enrolment_id uuid NOT NULL,
        lesson_key uuid NOT NULL,
        block_id uuid,
        at timestamptz NOT NULL,
        CONSTRAINT reading_place_pk PRIMARY KEY (enrolment_id),
        CONSTRAINT reading_place_enrolment_fk FOREIGN KEY (enrolment_id)
          REFERENCES enrolment.enrolment (id)
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE elearning.reading_place');
    await db.query('ALTER TABLE elearning.attempt DROP COLUMN draft');
  }
}
