import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people were told of their duties. */
export class DutyReminders1796100030200 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE attendance.duty_reminder (
        duty_id uuid NOT NULL,
        step text NOT NULL,
        sent_at timestamptz NOT NULL,
        CONSTRAINT duty_reminder_pk PRIMARY KEY (duty_id, step),
        CONSTRAINT duty_reminder_duty_fk FOREIGN KEY (duty_id) REFERENCES attendance.duty (id) ON DELETE CASCADE,
        CONSTRAINT duty_reminder_step_known CHECK (step ~ '^(new|-?[0-9]{1,3})$')
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE attendance.duty_reminder');
  }
}
