import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every version of a year plan that was loaded, to compare and to take along. */
export class PlanVersions1795500016002 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE targets.plan_version (
        plan_id uuid NOT NULL,
        number integer NOT NULL,
        version text NOT NULL,
        status text NOT NULL,
        document jsonb NOT NULL,
        -- The file as it was, with its remarks; null for what did not come from a file.
        source_text text,
        loaded_at timestamptz NOT NULL,
        loaded_by uuid,
        CONSTRAINT plan_version_pk PRIMARY KEY (plan_id, number),
        CONSTRAINT plan_version_plan_fk FOREIGN KEY (plan_id) REFERENCES targets.plan (id),
        CONSTRAINT plan_version_loaded_by_fk FOREIGN KEY (loaded_by) REFERENCES people.person (id),
        CONSTRAINT plan_version_number_positive CHECK (number > 0),
        CONSTRAINT plan_version_status_known CHECK (status IN ('draft', 'concept', 'adopted'))
      );
      CREATE TRIGGER plan_version_append_only BEFORE UPDATE OR DELETE ON targets.plan_version
        FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
      INSERT INTO targets.plan_version (plan_id, number, version, status, document, loaded_at)
      SELECT id, 1, version, document ->> 'status', document, loaded_at FROM targets.plan;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE targets.plan_version');
  }
}
