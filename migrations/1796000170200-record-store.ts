import type { MigrationInterface, QueryRunner } from 'typeorm';

import { sqlFile } from './sql-file';

/** The record store of cmi5: registrations, sessions, statements and documents. */
export class RecordStore1796000170200 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE elearning.registration (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        enrolment_id uuid,
        launch_id uuid,
        package_id uuid NOT NULL,
        actor jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        satisfied_at timestamptz,
        CONSTRAINT registration_pk PRIMARY KEY (id),
        CONSTRAINT registration_enrolment UNIQUE (enrolment_id, package_id),
        CONSTRAINT registration_launch UNIQUE (launch_id),
        CONSTRAINT registration_enrolment_fk FOREIGN KEY (enrolment_id)
          REFERENCES enrolment.enrolment (id),
        CONSTRAINT registration_launch_fk FOREIGN KEY (launch_id) REFERENCES elearning.launch (id)
          ON DELETE CASCADE,
        CONSTRAINT registration_package_fk FOREIGN KEY (package_id) REFERENCES elearning.package (id)
          ON DELETE CASCADE,
        CONSTRAINT registration_of_somebody CHECK ((enrolment_id IS NULL) <> (launch_id IS NULL))
      );
      CREATE INDEX registration_package ON elearning.registration (package_id);

      CREATE TABLE elearning.au_session (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        registration_id uuid NOT NULL,
        item text NOT NULL,
        mode text NOT NULL,
        auth_hash text,
        launched_at timestamptz NOT NULL,
        initialized_at timestamptz,
        last_at timestamptz NOT NULL,
        ended_at timestamptz,
        CONSTRAINT au_session_pk PRIMARY KEY (id),
        CONSTRAINT au_session_registration_fk FOREIGN KEY (registration_id)
          REFERENCES elearning.registration (id) ON DELETE CASCADE,
        CONSTRAINT au_session_mode_known CHECK (mode IN ('Normal', 'Browse', 'Review'))
      );
      CREATE INDEX au_session_of ON elearning.au_session (registration_id);

      CREATE TABLE elearning.au_progress (
        registration_id uuid NOT NULL,
        item text NOT NULL,
        completed_at timestamptz,
        passed_at timestamptz,
        failed_at timestamptz,
        score integer,
        seconds integer NOT NULL,
        waived text,
        CONSTRAINT au_progress_pk PRIMARY KEY (registration_id, item),
        CONSTRAINT au_progress_registration_fk FOREIGN KEY (registration_id)
          REFERENCES elearning.registration (id) ON DELETE CASCADE,
        CONSTRAINT au_progress_score_sane CHECK (score BETWEEN 0 AND 100)
      );

      CREATE TABLE elearning.statement (
        id uuid NOT NULL,
        sequence bigint GENERATED ALWAYS AS IDENTITY,
        registration_id uuid NOT NULL,
        session_id uuid,
        verb text NOT NULL,
        data jsonb NOT NULL,
        stored_at timestamptz NOT NULL,
        voided boolean NOT NULL DEFAULT false,
        CONSTRAINT statement_pk PRIMARY KEY (id),
        CONSTRAINT statement_registration_fk FOREIGN KEY (registration_id)
          REFERENCES elearning.registration (id) ON DELETE CASCADE
      );
      CREATE INDEX statement_of ON elearning.statement (registration_id, sequence);

      CREATE TABLE elearning.xapi_document (
        store text NOT NULL,
        owner text NOT NULL,
        activity text NOT NULL,
        name text NOT NULL,
        content bytea NOT NULL,
        content_type text NOT NULL,
        etag text NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT xapi_document_pk PRIMARY KEY (store, owner, activity, name),
        CONSTRAINT xapi_document_store_known CHECK (store IN ('state', 'agent', 'activity'))
      );
    `);
    await db.query(sqlFile('elearning.keep_statement', '411ed70a'));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE elearning.xapi_document;
      DROP TABLE elearning.statement;
      DROP FUNCTION elearning.keep_statement;
      DROP TABLE elearning.au_progress;
      DROP TABLE elearning.au_session;
      DROP TABLE elearning.registration;
    `);
  }
}
