import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When somebody was last reminded of lessons. */
export class LearningReminders1796720000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE elearning.reminder (
        enrolment_id uuid CONSTRAINT reminder_pk PRIMARY KEY
          CONSTRAINT reminder_enrolment_fk REFERENCES enrolment.enrolment (id),
        reminded_at timestamptz NOT NULL)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE elearning.reminder');
  }
}
