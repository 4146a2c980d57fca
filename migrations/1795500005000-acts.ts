import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Acts1795500005000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE SCHEMA IF NOT EXISTS acts;

      CREATE TABLE acts.import (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        kind text NOT NULL,
        source text NOT NULL,
        file_name text NOT NULL,
        dry_run boolean NOT NULL,
        created_at timestamptz NOT NULL,
        created_by uuid NOT NULL,
        finished_at timestamptz,
        created_count integer NOT NULL DEFAULT 0,
        matched_count integer NOT NULL DEFAULT 0,
        skipped_count integer NOT NULL DEFAULT 0,
        rejected_count integer NOT NULL DEFAULT 0,
        CONSTRAINT import_pk PRIMARY KEY (id),
        CONSTRAINT import_created_by_fk FOREIGN KEY (created_by) REFERENCES people.person (id)
      );
      CREATE INDEX import_created_at ON acts.import (created_at DESC, id DESC);

      CREATE TABLE acts.import_row (
        import_id uuid NOT NULL,
        row_number integer NOT NULL,
        outcome text NOT NULL,
        external_id text,
        subject_id uuid,
        message text,
        CONSTRAINT import_row_pk PRIMARY KEY (import_id, row_number),
        CONSTRAINT import_row_import_fk FOREIGN KEY (import_id) REFERENCES acts.import (id) ON DELETE CASCADE,
        CONSTRAINT import_row_outcome_known CHECK (outcome IN ('created', 'matched', 'skipped', 'rejected')),
        CONSTRAINT import_row_rejected_says_why CHECK (outcome <> 'rejected' OR message IS NOT NULL)
      );

      CREATE TABLE acts.act (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        kind text NOT NULL,
        occurred_on date NOT NULL,
        -- The organisation the act is about or took place in; for a control the municipality.
        organisation_id uuid,
        team text,
        option text,
        quantity integer NOT NULL DEFAULT 1,
        reference text,
        -- Only typed fields of the act kind: flags, counts, chosen values. Never free text, never a case.
        attributes jsonb NOT NULL DEFAULT '{}',
        grade text NOT NULL DEFAULT 'A',
        source text NOT NULL DEFAULT 'own',
        external_id text,
        import_id uuid,
        recorded_at timestamptz NOT NULL,
        recorded_by uuid,
        retracted_at timestamptz,
        retracted_by uuid,
        retract_reason text,
        CONSTRAINT act_pk PRIMARY KEY (id),
        CONSTRAINT act_organisation_fk FOREIGN KEY (organisation_id) REFERENCES people.organisation (id),
        CONSTRAINT act_import_fk FOREIGN KEY (import_id) REFERENCES acts.import (id),
        CONSTRAINT act_recorded_by_fk FOREIGN KEY (recorded_by) REFERENCES people.person (id),
        CONSTRAINT act_retracted_by_fk FOREIGN KEY (retracted_by) REFERENCES people.person (id),
        CONSTRAINT act_quantity_sane CHECK (quantity BETWEEN 1 AND 10000),
        CONSTRAINT act_grade_known CHECK (grade IN ('A', 'B', 'C')),
        CONSTRAINT act_reference_form CHECK (reference ~ '^[A-Za-z0-9._/-]{1,40}$'),
        CONSTRAINT act_retracted_says_why CHECK ((retracted_at IS NULL) = (retract_reason IS NULL))
      );
      -- The duplicate guard of T20: one control per team, day and own reference.
      CREATE UNIQUE INDEX act_once_per_reference ON acts.act (kind, team, occurred_on, reference)
        NULLS NOT DISTINCT WHERE reference IS NOT NULL AND retracted_at IS NULL;
      CREATE UNIQUE INDEX act_once_per_external_id ON acts.act (source, external_id)
        WHERE external_id IS NOT NULL AND retracted_at IS NULL;
      CREATE INDEX act_recent ON acts.act (occurred_on DESC, id DESC);
      CREATE INDEX act_by_kind ON acts.act (kind, occurred_on DESC, id DESC);
      CREATE INDEX act_by_organisation ON acts.act (organisation_id, occurred_on DESC);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP SCHEMA acts CASCADE');
  }
}
