import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A course can be done when a share of its lessons is read, and all its tests are passed. */
export class MinimumReading1796830010000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE elearning.content_version ADD COLUMN reading_percent integer,
        DROP CONSTRAINT content_version_rule_known,
        ADD CONSTRAINT content_version_rule_known CHECK (rule IN ('all', 'part', 'tests')),
        ADD CONSTRAINT content_version_reading_sane CHECK (
          (rule = 'part') = (reading_percent IS NOT NULL) AND reading_percent BETWEEN 1 AND 99)`);
  }

  // Who had read enough by then has finished; from here on all of it is asked.
  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE elearning.content_version DISABLE TRIGGER content_version_stays;
      UPDATE elearning.content_version SET rule = 'all', reading_percent = NULL WHERE rule = 'part';
      ALTER TABLE elearning.content_version ENABLE TRIGGER content_version_stays;
      ALTER TABLE elearning.content_version DROP CONSTRAINT content_version_reading_sane,
        DROP COLUMN reading_percent, DROP CONSTRAINT content_version_rule_known,
        ADD CONSTRAINT content_version_rule_known CHECK (rule IN ('all', 'tests'))`);
  }
}
