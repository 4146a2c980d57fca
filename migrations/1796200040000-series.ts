import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What one press of the form of a series made. */
export class Series1796200040000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE catalogue.offering_series (
        id uuid NOT NULL,
        course_id uuid NOT NULL,
        made integer NOT NULL,
        made_at timestamptz NOT NULL,
        CONSTRAINT offering_series_pk PRIMARY KEY (id),
        CONSTRAINT offering_series_course_fk FOREIGN KEY (course_id) REFERENCES catalogue.course (id)
      )`);
    await db.query('CREATE INDEX offering_series_course ON catalogue.offering_series (course_id)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE catalogue.offering_series');
  }
}
