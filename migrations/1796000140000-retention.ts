import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For how long each kind of data is kept here. */
export class Retention1796000140000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE platform.retention_setting (
        kind text NOT NULL,
        days integer,
        ran_at timestamptz,
        gone integer,
        CONSTRAINT retention_setting_pk PRIMARY KEY (kind),
        CONSTRAINT retention_setting_days_possible CHECK (days >= 0)
      );
      CREATE INDEX person_guest_since ON people.person (created_at) WHERE status = 'guest'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX people.person_guest_since;
      DROP TABLE platform.retention_setting`);
  }
}
