import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often a part of a package was begun: SCORM 2004 may limit that. */
export class AttemptsOfParts1796400020000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE elearning.runtime_state ADD COLUMN attempts integer NOT NULL DEFAULT 1,
        ADD CONSTRAINT runtime_state_attempts_sane CHECK (attempts > 0)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE elearning.runtime_state DROP COLUMN attempts');
  }
}
