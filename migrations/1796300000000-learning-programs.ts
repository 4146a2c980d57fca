import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Programs of others that open as a lesson (LTI 1.3): what is agreed, who opened what, and how it went. */
export class LearningPrograms1796300000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE elearning.tool (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        name text NOT NULL,
        deployment_id uuid NOT NULL,
        login_url text NOT NULL,
        launch_url text NOT NULL,
        redirect_urls text[] NOT NULL,
        choose_url text,
        keys_url text,
        keys jsonb,
        gives_scores boolean NOT NULL DEFAULT true,
        needs_name boolean NOT NULL DEFAULT false,
        needs_address boolean NOT NULL DEFAULT false,
        subject_key bytea NOT NULL,
        made_at timestamptz NOT NULL,
        ended_at timestamptz,
        CONSTRAINT tool_pk PRIMARY KEY (id),
        CONSTRAINT tool_name_length CHECK (length(name) BETWEEN 1 AND 100),
        CONSTRAINT tool_keys_one_source CHECK ((keys_url IS NULL) <> (keys IS NULL)),
        CONSTRAINT tool_redirects_listed CHECK (cardinality(redirect_urls) BETWEEN 1 AND 20)
      );
      CREATE UNIQUE INDEX tool_name_unique ON elearning.tool (name) WHERE ended_at IS NULL;

      CREATE TABLE elearning.tool_link (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        tool_id uuid NOT NULL,
        course_id uuid NOT NULL,
        title text NOT NULL,
        url text NOT NULL,
        custom jsonb NOT NULL DEFAULT '{}',
        maximum double precision NOT NULL DEFAULT 100,
        resource_id text,
        tag text,
        pass_mark integer,
        added_at timestamptz NOT NULL,
        CONSTRAINT tool_link_pk PRIMARY KEY (id),
        CONSTRAINT tool_link_tool_fk FOREIGN KEY (tool_id) REFERENCES elearning.tool (id),
        CONSTRAINT tool_link_course_fk FOREIGN KEY (course_id) REFERENCES catalogue.course (id),
        CONSTRAINT tool_link_title_length CHECK (length(title) BETWEEN 1 AND 200),
        CONSTRAINT tool_link_maximum_sane CHECK (maximum > 0),
        CONSTRAINT tool_link_pass_mark_sane CHECK (pass_mark BETWEEN 1 AND 100),
        CONSTRAINT tool_link_custom_named CHECK (jsonb_typeof(custom) = 'object')
      );
      CREATE INDEX tool_link_tool ON elearning.tool_link (tool_id);
      CREATE INDEX tool_link_course ON elearning.tool_link (course_id);

      CREATE TABLE elearning.tool_nonce (
        tool_id uuid NOT NULL,
        nonce text NOT NULL,
        until timestamptz NOT NULL,
        CONSTRAINT tool_nonce_pk PRIMARY KEY (tool_id, nonce),
        CONSTRAINT tool_nonce_tool_fk FOREIGN KEY (tool_id) REFERENCES elearning.tool (id)
      );
      CREATE INDEX tool_nonce_until ON elearning.tool_nonce (until);

      CREATE TABLE elearning.tool_key (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        public_key jsonb NOT NULL,
        secret bytea NOT NULL,
        is_sealed boolean NOT NULL,
        created_at timestamptz NOT NULL,
        retired_at timestamptz,
        CONSTRAINT tool_key_pk PRIMARY KEY (id)
      );
      CREATE UNIQUE INDEX tool_key_one_signs ON elearning.tool_key ((true)) WHERE retired_at IS NULL;

      CREATE TABLE elearning.tool_use (
        link_id uuid NOT NULL,
        enrolment_id uuid NOT NULL,
        subject text NOT NULL,
        opened_at timestamptz NOT NULL,
        scored_at timestamptz,
        activity text,
        grading text,
        score integer,
        CONSTRAINT tool_use_pk PRIMARY KEY (link_id, enrolment_id),
        CONSTRAINT tool_use_subject_unique UNIQUE (link_id, subject),
        CONSTRAINT tool_use_link_fk FOREIGN KEY (link_id) REFERENCES elearning.tool_link (id),
        CONSTRAINT tool_use_enrolment_fk FOREIGN KEY (enrolment_id) REFERENCES enrolment.enrolment (id),
        CONSTRAINT tool_use_score_sane CHECK (score BETWEEN 0 AND 100)
      );
      CREATE INDEX tool_use_enrolment ON elearning.tool_use (enrolment_id);

      CREATE TABLE elearning.tool_choice (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        tool_id uuid NOT NULL,
        course_id uuid NOT NULL,
        module_key uuid NOT NULL,
        title text NOT NULL,
        pass_mark integer,
        person_id uuid NOT NULL,
        data_hash text,
        item jsonb,
        answered_at timestamptz,
        lesson_key uuid,
        expires_at timestamptz NOT NULL,
        CONSTRAINT tool_choice_pk PRIMARY KEY (id),
        CONSTRAINT tool_choice_data UNIQUE (data_hash),
        CONSTRAINT tool_choice_tool_fk FOREIGN KEY (tool_id) REFERENCES elearning.tool (id),
        CONSTRAINT tool_choice_course_fk FOREIGN KEY (course_id) REFERENCES catalogue.course (id),
        CONSTRAINT tool_choice_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id),
        CONSTRAINT tool_choice_title_length CHECK (length(title) <= 200),
        CONSTRAINT tool_choice_pass_mark_sane CHECK (pass_mark BETWEEN 1 AND 100)
      );
      CREATE INDEX tool_choice_expires ON elearning.tool_choice (expires_at);

      CREATE TABLE elearning.tool_launch (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        hint_hash text NOT NULL,
        tool_id uuid NOT NULL,
        person_id uuid NOT NULL,
        link_id uuid,
        enrolment_id uuid,
        lesson_key uuid,
        choice_id uuid,
        expires_at timestamptz NOT NULL,
        used_at timestamptz,
        CONSTRAINT tool_launch_pk PRIMARY KEY (id),
        CONSTRAINT tool_launch_hint UNIQUE (hint_hash),
        CONSTRAINT tool_launch_tool_fk FOREIGN KEY (tool_id) REFERENCES elearning.tool (id),
        CONSTRAINT tool_launch_link_fk FOREIGN KEY (link_id) REFERENCES elearning.tool_link (id),
        CONSTRAINT tool_launch_enrolment_fk FOREIGN KEY (enrolment_id) REFERENCES enrolment.enrolment (id),
        CONSTRAINT tool_launch_choice_fk FOREIGN KEY (choice_id) REFERENCES elearning.tool_choice (id)
          ON DELETE CASCADE,
        CONSTRAINT tool_launch_one_purpose CHECK ((link_id IS NULL) <> (choice_id IS NULL)),
        CONSTRAINT tool_launch_of_enrolment CHECK ((link_id IS NULL) = (enrolment_id IS NULL))
      );
      CREATE INDEX tool_launch_expires ON elearning.tool_launch (expires_at);

      ALTER TABLE elearning.lesson ADD COLUMN tool_link_id uuid,
        ADD CONSTRAINT lesson_tool_link_fk FOREIGN KEY (tool_link_id) REFERENCES elearning.tool_link (id),
        ADD CONSTRAINT lesson_tool_alone
          CHECK (tool_link_id IS NULL OR (test IS NULL AND package_id IS NULL));
      CREATE INDEX lesson_of_tool_link ON elearning.lesson (tool_link_id) WHERE tool_link_id IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE elearning.lesson DROP COLUMN tool_link_id;
      DROP TABLE elearning.tool_launch;
      DROP TABLE elearning.tool_choice;
      DROP TABLE elearning.tool_use;
      DROP TABLE elearning.tool_key;
      DROP TABLE elearning.tool_nonce;
      DROP TABLE elearning.tool_link;
      DROP TABLE elearning.tool;
    `);
  }
}
