import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Openings of packages, and what SCORM packages keep of a learner. */
export class PlayingPackages1796000170100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE elearning.launch (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        token_hash text NOT NULL,
        enrolment_id uuid,
        version_id uuid,
        lesson_key uuid NOT NULL,
        package_id uuid NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        CONSTRAINT launch_pk PRIMARY KEY (id),
        CONSTRAINT launch_token UNIQUE (token_hash),
        CONSTRAINT launch_enrolment_fk FOREIGN KEY (enrolment_id) REFERENCES enrolment.enrolment (id),
        CONSTRAINT launch_package_fk FOREIGN KEY (package_id) REFERENCES elearning.package (id)
          ON DELETE CASCADE,
        CONSTRAINT launch_token_form CHECK (token_hash ~ '^[0-9a-f]{64}$')
      );
      CREATE INDEX launch_expires ON elearning.launch (expires_at);
      CREATE INDEX launch_enrolment ON elearning.launch (enrolment_id);
      CREATE INDEX launch_package ON elearning.launch (package_id);

      CREATE TABLE elearning.runtime_state (
        enrolment_id uuid NOT NULL,
        package_id uuid NOT NULL,
        item text NOT NULL,
        data jsonb NOT NULL,
        status text NOT NULL,
        score integer,
        earlier_seconds integer NOT NULL,
        session_seconds integer NOT NULL,
        session uuid NOT NULL,
        sequence integer NOT NULL,
        ended boolean NOT NULL,
        saved_at timestamptz NOT NULL,
        done_at timestamptz,
        CONSTRAINT runtime_state_pk PRIMARY KEY (enrolment_id, package_id, item),
        CONSTRAINT runtime_state_enrolment_fk FOREIGN KEY (enrolment_id)
          REFERENCES enrolment.enrolment (id),
        CONSTRAINT runtime_state_package_fk FOREIGN KEY (package_id) REFERENCES elearning.package (id)
          ON DELETE CASCADE,
        CONSTRAINT runtime_state_score_sane CHECK (score BETWEEN 0 AND 100),
        CONSTRAINT runtime_state_status_known
          CHECK (status IN ('not_attempted', 'incomplete', 'completed', 'passed', 'failed'))
      );
      CREATE INDEX runtime_state_package ON elearning.runtime_state (package_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE elearning.runtime_state;
      DROP TABLE elearning.launch;
    `);
  }
}
