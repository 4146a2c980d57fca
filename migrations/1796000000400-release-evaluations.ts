import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Answers of an evaluation are released in steps of five, so that who looks twice cannot tell one answer
 * from the rest. What could be seen already stays to be seen.
 */
export class ReleaseEvaluations1796000000400 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      'ALTER TABLE attendance.evaluation_answer ADD COLUMN released boolean NOT NULL DEFAULT false',
    );
    await db.query(
      `UPDATE attendance.evaluation_answer SET released = true WHERE offering_id IN (
         SELECT offering_id FROM attendance.evaluation_answer GROUP BY offering_id HAVING count(*) >= 5)`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE attendance.evaluation_answer DROP COLUMN released');
  }
}
