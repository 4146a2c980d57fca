import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which dates a series made, so that they can be taken back together. */
export class SeriesUndone1797200000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE catalogue.offering_series
        ADD offering_ids uuid[] NOT NULL DEFAULT '{}',
        ADD undone_at timestamptz`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      'ALTER TABLE catalogue.offering_series DROP COLUMN offering_ids, DROP COLUMN undone_at',
    );
  }
}
