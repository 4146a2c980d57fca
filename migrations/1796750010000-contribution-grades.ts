import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The index from which a report counts, by grade, what values stand on. */
export class ContributionGrades1796750010000 implements MigrationInterface {
  name = 'ContributionGrades1796750010000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(
      `CREATE INDEX contribution_grades ON targets.contribution (target_id, grade)
        WHERE measure = 'value' AND uncounted_at IS NULL`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX targets.contribution_grades');
  }
}
