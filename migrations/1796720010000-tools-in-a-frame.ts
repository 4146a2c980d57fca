import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Learning programs of others that may be shown within a page of the academie. */
export class ToolsInAFrame1796720010000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE elearning.tool ADD COLUMN in_page boolean NOT NULL DEFAULT false');
    await db.query(
      'ALTER TABLE elearning.tool_launch ADD COLUMN in_frame boolean NOT NULL DEFAULT false',
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE elearning.tool_launch DROP COLUMN in_frame');
    await db.query('ALTER TABLE elearning.tool DROP COLUMN in_page');
  }
}
