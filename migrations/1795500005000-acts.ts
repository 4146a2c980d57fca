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
        -- tried: every row was looked at and no act was written; its cells wait for a yes.
        state text NOT NULL,
        content bytea,
        -- Which column of the file is which field, and the columns nobody asked for.
        columns jsonb NOT NULL DEFAULT '{"found": [], "unused": []}',
        total_count integer NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL,
        created_by uuid NOT NULL,
        finished_at timestamptz,
        created_count integer NOT NULL DEFAULT 0,
        matched_count integer NOT NULL DEFAULT 0,
        skipped_count integer NOT NULL DEFAULT 0,
        rejected_count integer NOT NULL DEFAULT 0,
        CONSTRAINT import_pk PRIMARY KEY (id),
        CONSTRAINT import_created_by_fk FOREIGN KEY (created_by) REFERENCES people.person (id),
        CONSTRAINT import_state_known CHECK (state IN ('tried', 'finished', 'expired')),
        CONSTRAINT import_kept_until_confirmed CHECK ((content IS NOT NULL) = (state = 'tried')),
        CONSTRAINT import_source_form CHECK (source ~ '^[a-z0-9][a-z0-9._-]{0,39}$')
      );
      CREATE INDEX import_created_at ON acts.import (created_at DESC, id DESC);

      CREATE TABLE acts.import_row (
        import_id uuid NOT NULL,
        row_number integer NOT NULL,
        outcome text NOT NULL,
        external_id text,
        subject_id uuid,
        -- Why it was rejected: field, code, params and the value.
        problems jsonb NOT NULL DEFAULT '[]',
        -- The row as it came, when it was rejected: it goes back to whoever has to mend it.
        cells text[],
        CONSTRAINT import_row_pk PRIMARY KEY (import_id, row_number),
        CONSTRAINT import_row_import_fk FOREIGN KEY (import_id) REFERENCES acts.import (id) ON DELETE CASCADE,
        CONSTRAINT import_row_outcome_known CHECK (outcome IN ('created', 'matched', 'skipped', 'rejected')),
        CONSTRAINT import_row_rejected_says_why CHECK (outcome <> 'rejected' OR jsonb_array_length(problems) > 0)
      );

      -- Only typed fields. Never free text about people or a case.
      CREATE TABLE acts.act (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        kind text NOT NULL,
        occurred_on date NOT NULL,
        -- The organisation the act is about or took place in; the first when there are several.
        organisation_id uuid,
        team text,
        subkind text,
        status text,
        flags jsonb NOT NULL DEFAULT '{}',
        quantity integer NOT NULL DEFAULT 1,
        headcount integer,
        reference text,
        document_title text,
        document_url text,
        target text,
        grade text NOT NULL DEFAULT 'A',
        source text NOT NULL DEFAULT 'own',
        external_id text,
        import_id uuid,
        -- The year, for kinds that may be recorded once a year; null for all others.
        once_in_year integer,
        replaces_id uuid,
        recorded_at timestamptz NOT NULL,
        recorded_by uuid,
        retracted_at timestamptz,
        retracted_by uuid,
        retract_reason text,
        CONSTRAINT act_pk PRIMARY KEY (id),
        CONSTRAINT act_organisation_fk FOREIGN KEY (organisation_id) REFERENCES people.organisation (id),
        CONSTRAINT act_import_fk FOREIGN KEY (import_id) REFERENCES acts.import (id),
        CONSTRAINT act_replaces_fk FOREIGN KEY (replaces_id) REFERENCES acts.act (id),
        CONSTRAINT act_recorded_by_fk FOREIGN KEY (recorded_by) REFERENCES people.person (id),
        CONSTRAINT act_retracted_by_fk FOREIGN KEY (retracted_by) REFERENCES people.person (id),
        CONSTRAINT act_quantity_sane CHECK (quantity BETWEEN 1 AND 10000),
        CONSTRAINT act_headcount_sane CHECK (headcount BETWEEN 1 AND 100000),
        CONSTRAINT act_grade_known CHECK (grade IN ('A', 'B', 'C')),
        CONSTRAINT act_reference_form CHECK (reference ~ '^[A-Za-z0-9._/-]{1,40}$'),
        CONSTRAINT act_external_id_form CHECK (external_id ~ '^[A-Za-z0-9._:/-]{1,100}$'),
        CONSTRAINT act_document_whole CHECK ((document_title IS NULL) = (document_url IS NULL)),
        CONSTRAINT act_document_public CHECK (document_url ~ '^https://' AND length(document_url) <= 500),
        CONSTRAINT act_document_title_length CHECK (length(document_title) BETWEEN 1 AND 200),
        CONSTRAINT act_retracted_says_why CHECK ((retracted_at IS NULL) = (retract_reason IS NULL))
      );
      -- The duplicate guard of T20: one control per team, day and own reference. Where there are no
      -- teams it is per organisation.
      CREATE UNIQUE INDEX act_once_per_reference ON acts.act
        (kind, team, (CASE WHEN team IS NULL THEN organisation_id END), occurred_on, reference)
        NULLS NOT DISTINCT WHERE reference IS NOT NULL AND retracted_at IS NULL;
      CREATE UNIQUE INDEX act_once_per_external_id ON acts.act (source, external_id)
        WHERE external_id IS NOT NULL AND retracted_at IS NULL;
      CREATE UNIQUE INDEX act_once_per_year ON acts.act (kind, subkind, organisation_id, once_in_year)
        NULLS NOT DISTINCT WHERE once_in_year IS NOT NULL AND retracted_at IS NULL;
      CREATE INDEX act_replacing ON acts.act (replaces_id) WHERE replaces_id IS NOT NULL;
      CREATE INDEX act_recent ON acts.act (occurred_on DESC, id DESC);
      CREATE INDEX act_by_kind ON acts.act (kind, occurred_on DESC, id DESC);

      -- Every organisation an act names, the first one too.
      CREATE TABLE acts.act_organisation (
        act_id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        CONSTRAINT act_organisation_pk PRIMARY KEY (act_id, organisation_id),
        CONSTRAINT act_organisation_act_fk FOREIGN KEY (act_id) REFERENCES acts.act (id),
        CONSTRAINT act_organisation_organisation_fk FOREIGN KEY (organisation_id) REFERENCES people.organisation (id)
      );
      CREATE INDEX act_organisation_by_organisation ON acts.act_organisation (organisation_id, act_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP SCHEMA acts CASCADE');
  }
}
