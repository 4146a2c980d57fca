import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Leergangen: several courses in steps, with order and choice. */
export class Programmes1796200000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE catalogue.programme (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        slug text NOT NULL,
        title text NOT NULL,
        summary text NOT NULL,
        description text NOT NULL DEFAULT '',
        tags text[] NOT NULL DEFAULT '{}',
        audiences text[] NOT NULL DEFAULT '{}',
        in_order boolean NOT NULL DEFAULT false,
        certificate_signatory text,
        status text NOT NULL DEFAULT 'draft',
        published_at timestamptz,
        archived_at timestamptz,
        created_at timestamptz NOT NULL,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT programme_pk PRIMARY KEY (id),
        CONSTRAINT programme_slug_unique UNIQUE (slug),
        CONSTRAINT programme_slug_form CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 100),
        CONSTRAINT programme_status_known CHECK (status IN ('draft', 'published', 'archived')),
        CONSTRAINT programme_published_says_when CHECK (status = 'draft' OR published_at IS NOT NULL),
        CONSTRAINT programme_title_length CHECK (length(title) BETWEEN 1 AND 200),
        CONSTRAINT programme_summary_length CHECK (length(summary) <= 500),
        CONSTRAINT programme_description_length CHECK (length(description) <= 20000),
        CONSTRAINT programme_signatory CHECK (length(certificate_signatory) BETWEEN 1 AND 120)
      )`);
    await db.query(`
      CREATE TABLE catalogue.programme_theme (
        programme_id uuid NOT NULL,
        theme_id uuid NOT NULL,
        CONSTRAINT programme_theme_pk PRIMARY KEY (programme_id, theme_id),
        CONSTRAINT programme_theme_programme_fk FOREIGN KEY (programme_id) REFERENCES catalogue.programme (id) ON DELETE CASCADE,
        CONSTRAINT programme_theme_theme_fk FOREIGN KEY (theme_id) REFERENCES catalogue.theme (id)
      )`);
    await db.query('CREATE INDEX programme_theme_theme ON catalogue.programme_theme (theme_id)');
    await db.query(`
      CREATE TABLE catalogue.programme_step (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        programme_id uuid NOT NULL,
        position integer NOT NULL,
        title text NOT NULL DEFAULT '',
        choose integer NOT NULL DEFAULT 1,
        CONSTRAINT programme_step_pk PRIMARY KEY (id),
        CONSTRAINT programme_step_programme_fk FOREIGN KEY (programme_id) REFERENCES catalogue.programme (id) ON DELETE CASCADE,
        CONSTRAINT programme_step_position UNIQUE (programme_id, position),
        CONSTRAINT programme_step_choose CHECK (choose BETWEEN 1 AND 20),
        CONSTRAINT programme_step_title_length CHECK (length(title) <= 200)
      )`);
    await db.query(`
      CREATE TABLE catalogue.programme_course (
        programme_id uuid NOT NULL,
        course_id uuid NOT NULL,
        step_id uuid NOT NULL,
        position integer NOT NULL,
        CONSTRAINT programme_course_pk PRIMARY KEY (programme_id, course_id),
        CONSTRAINT programme_course_programme_fk FOREIGN KEY (programme_id) REFERENCES catalogue.programme (id) ON DELETE CASCADE,
        CONSTRAINT programme_course_course_fk FOREIGN KEY (course_id) REFERENCES catalogue.course (id),
        CONSTRAINT programme_course_step_fk FOREIGN KEY (step_id) REFERENCES catalogue.programme_step (id) ON DELETE CASCADE
      )`);
    await db.query(
      'CREATE INDEX programme_course_course ON catalogue.programme_course (course_id)',
    );
    await db.query('CREATE INDEX programme_course_step ON catalogue.programme_course (step_id)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE catalogue.programme_course');
    await db.query('DROP TABLE catalogue.programme_step');
    await db.query('DROP TABLE catalogue.programme_theme');
    await db.query('DROP TABLE catalogue.programme');
  }
}
