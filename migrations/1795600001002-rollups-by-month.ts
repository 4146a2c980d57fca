import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RollupsByMonth1795600001002 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- By day and organisation there are as many rows as there is history; nothing asks for either. What
      -- lies ahead of today is little, and is read from the contributions themselves.
      DROP TABLE targets.rollup;
      CREATE TABLE targets.rollup (
        id bigint GENERATED ALWAYS AS IDENTITY,
        target_id uuid NOT NULL,
        measure text NOT NULL,
        -- The first day of the month in Amsterdam.
        month date NOT NULL,
        grade text NOT NULL,
        quantity integer NOT NULL,
        CONSTRAINT rollup_pk PRIMARY KEY (id),
        CONSTRAINT rollup_target_fk FOREIGN KEY (target_id) REFERENCES targets.target (id),
        CONSTRAINT rollup_quantity_not_negative CHECK (quantity >= 0),
        CONSTRAINT rollup_month_begins CHECK (extract(day FROM month) = 1),
        CONSTRAINT rollup_key UNIQUE (target_id, measure, month, grade)
      );
      INSERT INTO targets.rollup (target_id, measure, month, grade, quantity)
      SELECT target_id, measure, date_trunc('month', day)::date, grade, sum(quantity)::int
        FROM targets.contribution WHERE uncounted_at IS NULL GROUP BY 1, 2, 3, 4;
      CREATE INDEX contribution_ahead ON targets.contribution (occurred_at) WHERE uncounted_at IS NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX targets.contribution_ahead;
      DROP TABLE targets.rollup;
      CREATE TABLE targets.rollup (
        id bigint GENERATED ALWAYS AS IDENTITY,
        target_id uuid NOT NULL,
        measure text NOT NULL,
        organisation_id uuid,
        day date NOT NULL,
        grade text NOT NULL,
        quantity integer NOT NULL,
        CONSTRAINT rollup_pk PRIMARY KEY (id),
        CONSTRAINT rollup_target_fk FOREIGN KEY (target_id) REFERENCES targets.target (id),
        CONSTRAINT rollup_organisation_fk FOREIGN KEY (organisation_id) REFERENCES people.organisation (id),
        CONSTRAINT rollup_quantity_not_negative CHECK (quantity >= 0),
        CONSTRAINT rollup_key UNIQUE NULLS NOT DISTINCT (target_id, measure, organisation_id, day, grade)
      );
      INSERT INTO targets.rollup (target_id, measure, organisation_id, day, grade, quantity)
      SELECT target_id, measure, organisation_id, day, grade, sum(quantity)::int
        FROM targets.contribution WHERE uncounted_at IS NULL GROUP BY 1, 2, 3, 4, 5;
    `);
  }
}
