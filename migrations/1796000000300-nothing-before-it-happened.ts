import type { MigrationInterface, QueryRunner } from 'typeorm';

import { sqlFile } from './sql-file';

/**
 * Nothing is recorded before it happened. Rows that lie ahead already stay as they are (NOT VALID): what
 * is wrong with them is put right by reopening their register, and not by a migration.
 */
export class NothingBeforeItHappened1796000000300 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(sqlFile('attendance.refuse_early_marks', '7c4273ee'));
    await db.query(sqlFile('attendance.refuse_early_closing', '5c7e71d1'));
    await db.query(sqlFile('attendance.refuse_early_completion', '28f3947a'));
    await db.query(`ALTER TABLE attendance.completion ADD CONSTRAINT completion_not_ahead
      CHECK (completed_at <= recorded_at) NOT VALID`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE attendance.completion DROP CONSTRAINT completion_not_ahead');
    await db.query('DROP TRIGGER completion_not_early ON attendance.completion');
    await db.query('DROP TRIGGER register_not_closed_early ON attendance.register');
    await db.query('DROP TRIGGER mark_not_early ON attendance.mark');
    await db.query('DROP FUNCTION attendance.refuse_early_completion');
    await db.query('DROP FUNCTION attendance.refuse_early_closing');
    await db.query('DROP FUNCTION attendance.refuse_early_marks');
  }
}
