import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What offerings may cost and did cost. */
export class Costs1796100030400 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE catalogue.offering_budget (
        offering_id uuid NOT NULL,
        cents integer NOT NULL,
        CONSTRAINT offering_budget_pk PRIMARY KEY (offering_id),
        CONSTRAINT offering_budget_offering_fk FOREIGN KEY (offering_id) REFERENCES catalogue.offering (id) ON DELETE CASCADE,
        CONSTRAINT offering_budget_span CHECK (cents BETWEEN 0 AND 100000000)
      )`);
    await db.query(`
      CREATE TABLE catalogue.offering_cost (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        offering_id uuid NOT NULL,
        kind text NOT NULL,
        about text NOT NULL DEFAULT '',
        cents integer NOT NULL,
        added_at timestamptz NOT NULL,
        CONSTRAINT offering_cost_pk PRIMARY KEY (id),
        CONSTRAINT offering_cost_offering_fk FOREIGN KEY (offering_id) REFERENCES catalogue.offering (id) ON DELETE CASCADE,
        CONSTRAINT offering_cost_kind_known
          CHECK (kind IN ('trainer', 'place', 'catering', 'material', 'travel', 'other')),
        CONSTRAINT offering_cost_span CHECK (cents BETWEEN 1 AND 100000000),
        CONSTRAINT offering_cost_about_length CHECK (length(about) <= 200)
      )`);
    await db.query('CREATE INDEX offering_cost_offering ON catalogue.offering_cost (offering_id)');
    await db.query(`
      CREATE TABLE catalogue.year_budget (
        year integer NOT NULL,
        cents integer NOT NULL,
        CONSTRAINT year_budget_pk PRIMARY KEY (year),
        CONSTRAINT year_budget_year CHECK (year BETWEEN 2020 AND 2100),
        CONSTRAINT year_budget_span CHECK (cents BETWEEN 0 AND 1000000000)
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE catalogue.year_budget');
    await db.query('DROP TABLE catalogue.offering_cost');
    await db.query('DROP TABLE catalogue.offering_budget');
  }
}
