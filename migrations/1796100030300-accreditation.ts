import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Points for lasting education, and accreditation, of courses. */
export class Accreditation1796100030300 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE catalogue.course
        ADD COLUMN pe_points real,
        ADD COLUMN accreditation text,
        ADD CONSTRAINT course_pe_points CHECK (pe_points BETWEEN 0.5 AND 100),
        ADD CONSTRAINT course_accreditation_length CHECK (length(accreditation) BETWEEN 1 AND 200)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE catalogue.course
        DROP CONSTRAINT course_accreditation_length,
        DROP CONSTRAINT course_pe_points,
        DROP COLUMN accreditation,
        DROP COLUMN pe_points`);
  }
}
