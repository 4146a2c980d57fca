import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The index by which the files of an act are found once it was corrected. */
export class FilesOfCorrectedActs1796810000000 implements MigrationInterface {
  name = 'FilesOfCorrectedActs1796810000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(
      `CREATE INDEX evidence_corrected ON targets.evidence (((facts->>'first')::uuid))
        WHERE retracted_at IS NULL AND facts ? 'first'`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX targets.evidence_corrected');
  }
}
