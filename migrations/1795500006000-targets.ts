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
        -- What was loaded, as data: the same plan again changes nothing, a next version is compared with it.
        document jsonb NOT NULL,
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
        title text NOT NULL,
        sentence text NOT NULL,
        source_lines integer[] NOT NULL,
        -- Countable, but no training, learning or coverage: listed apart.
        is_other boolean NOT NULL DEFAULT false,
        unit text NOT NULL,
        operator text NOT NULL,
        -- The number it is measured against, and whose it is. 'plan': the plan's own number. 'default': ours,
        -- shown as "norm niet in jaarplan". 'set': a theme lead's.
        norm integer NOT NULL,
        norm_source text NOT NULL,
        plan_norm integer,
        norm_set_by uuid,
        norm_set_at timestamptz,
        period_from date NOT NULL,
        period_to date NOT NULL,
        rule jsonb NOT NULL,
        measures jsonb NOT NULL DEFAULT '[]',
        -- Who took part before, as a number with its source, where the rule asks for it.
        baseline jsonb,
        open_question text,
        year_specific text,
        to_check text,
        position integer NOT NULL,
        -- A later version of the plan no longer has it; what was counted stays.
        withdrawn boolean NOT NULL DEFAULT false,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT target_pk PRIMARY KEY (id),
        CONSTRAINT target_code_once UNIQUE (plan_id, code),
        CONSTRAINT target_plan_fk FOREIGN KEY (plan_id) REFERENCES targets.plan (id),
        CONSTRAINT target_norm_set_by_fk FOREIGN KEY (norm_set_by) REFERENCES people.person (id),
        CONSTRAINT target_operator_known CHECK (operator IN ('at_least', 'exactly', 'all')),
        CONSTRAINT target_norm_positive CHECK (norm > 0 AND plan_norm > 0),
        CONSTRAINT target_norm_source_known CHECK (norm_source IN ('plan', 'default', 'set')),
        CONSTRAINT target_norm_set_says_by CHECK ((norm_source = 'set') = (norm_set_by IS NOT NULL)),
        CONSTRAINT target_span CHECK (period_from < period_to)
      );

      CREATE TABLE targets.target_owner (
        target_id uuid NOT NULL,
        theme_id uuid NOT NULL,
        CONSTRAINT target_owner_pk PRIMARY KEY (target_id, theme_id),
        CONSTRAINT target_owner_target_fk FOREIGN KEY (target_id) REFERENCES targets.target (id) ON DELETE CASCADE,
        CONSTRAINT target_owner_theme_fk FOREIGN KEY (theme_id) REFERENCES catalogue.theme (id)
      );
      CREATE INDEX target_owner_theme ON targets.target_owner (theme_id);

      -- What rules select on, frozen: kind, mode, labels and themes of a course, or kind, subkind, status and
      -- flags of an act. Few, while evidence is many: a rule picks contexts, and evidence by their number.
      CREATE TABLE targets.context (
        id integer GENERATED ALWAYS AS IDENTITY,
        facts jsonb NOT NULL,
        hash bytea NOT NULL,
        CONSTRAINT context_pk PRIMARY KEY (id),
        CONSTRAINT context_once UNIQUE (hash)
      );
      CREATE TRIGGER context_append_only BEFORE UPDATE OR DELETE ON targets.context
        FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();

      CREATE TABLE targets.evidence (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        kind text NOT NULL,
        -- What the fact stands on: 'offering', 'enrolment', 'course', 'act', 'import_row' … and its id.
        source_type text NOT NULL,
        source_id uuid NOT NULL,
        -- What is derived as a whole when something happens to it: the offering of an enrolment.
        origin_id uuid NOT NULL,
        journal_id bigint,
        occurred_at timestamptz NOT NULL,
        -- For what lasts, such as being open for enrolment; null while it lasts.
        until_at timestamptz,
        recorded_at timestamptz NOT NULL,
        retracted_at timestamptz,
        recorded_by uuid,
        person_pseudonym uuid,
        organisation_id uuid,
        function_codes text[] NOT NULL DEFAULT '{}',
        grade text NOT NULL,
        quantity integer NOT NULL DEFAULT 1,
        context_id integer NOT NULL,
        -- Numbers of this one: people present, minutes, headcount.
        facts jsonb NOT NULL DEFAULT '{}',
        CONSTRAINT evidence_pk PRIMARY KEY (id),
        CONSTRAINT evidence_organisation_fk FOREIGN KEY (organisation_id) REFERENCES people.organisation (id),
        CONSTRAINT evidence_context_fk FOREIGN KEY (context_id) REFERENCES targets.context (id),
        CONSTRAINT evidence_grade_known CHECK (grade IN ('A', 'B', 'C')),
        CONSTRAINT evidence_quantity_positive CHECK (quantity > 0),
        CONSTRAINT evidence_span CHECK (until_at > occurred_at),
        CONSTRAINT evidence_retracted_after CHECK (retracted_at >= recorded_at)
      );
      CREATE UNIQUE INDEX evidence_one_live_per_source ON targets.evidence
        (kind, source_type, source_id, organisation_id) NULLS NOT DISTINCT WHERE retracted_at IS NULL;
      CREATE INDEX evidence_origin ON targets.evidence (origin_id);
      CREATE INDEX evidence_source ON targets.evidence (source_id);
      CREATE INDEX evidence_context ON targets.evidence (context_id, organisation_id, occurred_at)
        WHERE retracted_at IS NULL;
      CREATE INDEX evidence_person ON targets.evidence (person_pseudonym) WHERE person_pseudonym IS NOT NULL;

      -- Evidence is never edited: it is retracted once, and something new is added.
      CREATE FUNCTION targets.refuse_edit() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'UPDATE' AND OLD.retracted_at IS NULL AND NEW.retracted_at IS NOT NULL
           AND (to_jsonb(NEW) - 'retracted_at') = (to_jsonb(OLD) - 'retracted_at') THEN
          RETURN NEW;
        END IF;
        RAISE EXCEPTION 'targets.evidence is retracted, never edited'
          USING ERRCODE = 'integrity_constraint_violation';
      END $$;
      CREATE TRIGGER evidence_never_edited BEFORE UPDATE OR DELETE ON targets.evidence
        FOR EACH ROW EXECUTE FUNCTION targets.refuse_edit();

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
        -- The day in Amsterdam.
        day date NOT NULL,
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
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP SCHEMA targets CASCADE');
  }
}
