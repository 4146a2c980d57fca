import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Ledger1795500014000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Somebody's part in a course elsewhere, as its provider names it. The enrolment is ours and stands
      -- for it; source and external id keep the same row from being there twice.
      CREATE TABLE acts.participation (
        enrolment_id uuid NOT NULL,
        import_id uuid NOT NULL,
        source text NOT NULL,
        external_id text,
        CONSTRAINT participation_pk PRIMARY KEY (enrolment_id),
        CONSTRAINT participation_enrolment_fk FOREIGN KEY (enrolment_id) REFERENCES enrolment.enrolment (id),
        CONSTRAINT participation_import_fk FOREIGN KEY (import_id) REFERENCES acts.import (id),
        CONSTRAINT participation_external_once UNIQUE (source, external_id)
      );
      CREATE INDEX participation_import ON acts.participation (import_id);

      -- The enrolments that prove that somebody took part before the period, frozen with the baseline: what
      -- is reported about the past later makes nobody less extra.
      CREATE TABLE targets.baseline_member (
        target_id uuid NOT NULL,
        source_id uuid NOT NULL,
        CONSTRAINT baseline_member_pk PRIMARY KEY (target_id, source_id),
        CONSTRAINT baseline_member_target_fk FOREIGN KEY (target_id) REFERENCES targets.target (id)
      );

      -- A year that was closed, and each time its numbers were restated after that.
      CREATE TABLE targets.closing (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        plan_id uuid NOT NULL,
        -- 1 is the closing itself; higher is a restatement.
        edition integer NOT NULL,
        reason text,
        closed_at timestamptz NOT NULL,
        closed_by uuid NOT NULL,
        CONSTRAINT closing_pk PRIMARY KEY (id),
        CONSTRAINT closing_plan_fk FOREIGN KEY (plan_id) REFERENCES targets.plan (id),
        CONSTRAINT closing_closed_by_fk FOREIGN KEY (closed_by) REFERENCES people.person (id),
        CONSTRAINT closing_edition_once UNIQUE (plan_id, edition),
        CONSTRAINT closing_restated_says_why CHECK (edition = 1 OR reason IS NOT NULL)
      );
      CREATE TABLE targets.snapshot (
        closing_id uuid NOT NULL,
        target_id uuid NOT NULL,
        -- All that was shown of the target then: title, sentence, owners, value, norm, grades, measures.
        shown jsonb NOT NULL,
        CONSTRAINT snapshot_pk PRIMARY KEY (closing_id, target_id),
        CONSTRAINT snapshot_closing_fk FOREIGN KEY (closing_id) REFERENCES targets.closing (id),
        CONSTRAINT snapshot_target_fk FOREIGN KEY (target_id) REFERENCES targets.target (id)
      );
      CREATE TRIGGER closing_append_only BEFORE UPDATE OR DELETE ON targets.closing
        FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
      CREATE TRIGGER snapshot_append_only BEFORE UPDATE OR DELETE ON targets.snapshot
        FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();

      -- An address with which somebody without an account reads the report of a year, without names.
      CREATE TABLE targets.share_link (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        plan_id uuid NOT NULL,
        -- SHA-256 of the token in the address; the token itself is shown once.
        token_hash bytea NOT NULL,
        label text NOT NULL,
        created_at timestamptz NOT NULL,
        created_by uuid NOT NULL,
        expires_at timestamptz NOT NULL,
        revoked_at timestamptz,
        CONSTRAINT share_link_pk PRIMARY KEY (id),
        CONSTRAINT share_link_token_once UNIQUE (token_hash),
        CONSTRAINT share_link_plan_fk FOREIGN KEY (plan_id) REFERENCES targets.plan (id),
        CONSTRAINT share_link_created_by_fk FOREIGN KEY (created_by) REFERENCES people.person (id)
      );
      CREATE INDEX share_link_plan ON targets.share_link (plan_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE targets.share_link;
      DROP TABLE targets.snapshot;
      DROP TABLE targets.closing;
      DROP TABLE targets.baseline_member;
      DROP TABLE acts.participation;
    `);
  }
}
