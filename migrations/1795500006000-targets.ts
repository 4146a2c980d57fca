import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Targets1795500006000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE SCHEMA IF NOT EXISTS targets;

      CREATE TABLE targets.plan (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        year integer NOT NULL,
        title text NOT NULL,
        version text NOT NULL,
        status text NOT NULL,
        period_from date NOT NULL,
        period_to date NOT NULL,
        label text,
        continued_from uuid,
        loaded_at timestamptz NOT NULL,
        CONSTRAINT plan_pk PRIMARY KEY (id),
        CONSTRAINT plan_year_unique UNIQUE (year),
        CONSTRAINT plan_continued_from_fk FOREIGN KEY (continued_from) REFERENCES targets.plan (id),
        CONSTRAINT plan_status_known CHECK (status IN ('draft', 'concept', 'adopted', 'closed', 'restated')),
        CONSTRAINT plan_span CHECK (period_from < period_to)
      );

      CREATE TABLE targets.target (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        plan_id uuid NOT NULL,
        code text NOT NULL,
        sentence text NOT NULL,
        source_lines integer[] NOT NULL,
        unit text NOT NULL,
        operator text NOT NULL,
        norm integer,
        -- 'plan': the plan's own number. 'default': ours, shown as "norm niet in jaarplan". 'set': a theme lead's.
        norm_source text NOT NULL,
        rule jsonb NOT NULL,
        measures jsonb NOT NULL DEFAULT '[]',
        open_question text,
        position integer NOT NULL,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT target_pk PRIMARY KEY (id),
        CONSTRAINT target_code_once UNIQUE (plan_id, code),
        CONSTRAINT target_plan_fk FOREIGN KEY (plan_id) REFERENCES targets.plan (id),
        CONSTRAINT target_operator_known CHECK (operator IN ('at_least', 'exactly', 'all')),
        CONSTRAINT target_norm_positive CHECK (norm > 0),
        CONSTRAINT target_norm_source_known CHECK (norm_source IN ('plan', 'default', 'set'))
      );

      CREATE TABLE targets.target_owner (
        target_id uuid NOT NULL,
        theme_id uuid NOT NULL,
        CONSTRAINT target_owner_pk PRIMARY KEY (target_id, theme_id),
        CONSTRAINT target_owner_target_fk FOREIGN KEY (target_id) REFERENCES targets.target (id) ON DELETE CASCADE,
        CONSTRAINT target_owner_theme_fk FOREIGN KEY (theme_id) REFERENCES catalogue.theme (id)
      );
      CREATE INDEX target_owner_theme ON targets.target_owner (theme_id);

      CREATE TABLE targets.evidence (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        kind text NOT NULL,
        -- What the fact stands on: 'offering', 'enrolment', 'act', 'course', 'import_row' and its id.
        source_type text NOT NULL,
        source_id uuid NOT NULL,
        journal_id bigint,
        occurred_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL,
        retracted_at timestamptz,
        recorded_by uuid,
        person_pseudonym uuid,
        organisation_id uuid,
        function_codes text[] NOT NULL DEFAULT '{}',
        grade text NOT NULL,
        quantity integer NOT NULL DEFAULT 1,
        -- What rules select on, frozen at that moment: course kind, mode, tags, audiences, provider, option, flags.
        facts jsonb NOT NULL DEFAULT '{}',
        CONSTRAINT evidence_pk PRIMARY KEY (id),
        CONSTRAINT evidence_organisation_fk FOREIGN KEY (organisation_id) REFERENCES people.organisation (id),
        CONSTRAINT evidence_grade_known CHECK (grade IN ('A', 'B', 'C')),
        CONSTRAINT evidence_quantity_positive CHECK (quantity > 0),
        CONSTRAINT evidence_retracted_after CHECK (retracted_at >= recorded_at)
      );
      CREATE UNIQUE INDEX evidence_one_live_per_source ON targets.evidence (kind, source_type, source_id)
        WHERE retracted_at IS NULL;
      CREATE INDEX evidence_occurred ON targets.evidence (kind, occurred_at);
      CREATE INDEX evidence_source ON targets.evidence (source_id);

      -- The evidence row that counts for a target, first per subject: "counted once" is this constraint.
      CREATE TABLE targets.contribution (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        target_id uuid NOT NULL,
        -- 'value' is the headline; others are the target's information measures.
        measure text NOT NULL,
        subject_key text NOT NULL,
        evidence_id uuid NOT NULL,
        organisation_id uuid,
        occurred_at timestamptz NOT NULL,
        counted_at timestamptz NOT NULL,
        uncounted_at timestamptz,
        grade text NOT NULL,
        quantity integer NOT NULL DEFAULT 1,
        CONSTRAINT contribution_pk PRIMARY KEY (id),
        CONSTRAINT contribution_target_fk FOREIGN KEY (target_id) REFERENCES targets.target (id),
        CONSTRAINT contribution_evidence_fk FOREIGN KEY (evidence_id) REFERENCES targets.evidence (id),
        CONSTRAINT contribution_organisation_fk FOREIGN KEY (organisation_id) REFERENCES people.organisation (id),
        CONSTRAINT contribution_grade_known CHECK (grade IN ('A', 'B', 'C')),
        CONSTRAINT contribution_uncounted_after CHECK (uncounted_at >= counted_at)
      );
      CREATE UNIQUE INDEX contribution_counted_once ON targets.contribution (target_id, measure, subject_key)
        WHERE uncounted_at IS NULL;
      CREATE INDEX contribution_evidence ON targets.contribution (evidence_id);
      CREATE INDEX contribution_listing ON targets.contribution (target_id, measure, occurred_at DESC, id DESC);

      CREATE TABLE targets.rollup (
        target_id uuid NOT NULL,
        measure text NOT NULL,
        organisation_id uuid,
        day date NOT NULL,
        grade text NOT NULL,
        quantity integer NOT NULL,
        CONSTRAINT rollup_target_fk FOREIGN KEY (target_id) REFERENCES targets.target (id),
        CONSTRAINT rollup_organisation_fk FOREIGN KEY (organisation_id) REFERENCES people.organisation (id),
        CONSTRAINT rollup_key UNIQUE NULLS NOT DISTINCT (target_id, measure, organisation_id, day, grade)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP SCHEMA targets CASCADE');
  }
}
