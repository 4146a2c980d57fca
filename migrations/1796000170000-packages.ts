import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Packages that were made elsewhere, the files in them, and which lesson holds which. */
export class Packages1796000170000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE elearning.package (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        course_id uuid NOT NULL,
        file_id uuid NOT NULL,
        sha256 text NOT NULL,
        name text NOT NULL,
        kind text NOT NULL,
        title text NOT NULL,
        publisher_id text,
        items jsonb NOT NULL,
        files integer NOT NULL,
        unpacked bigint NOT NULL,
        added_at timestamptz NOT NULL,
        added_by uuid NOT NULL,
        CONSTRAINT package_pk PRIMARY KEY (id),
        CONSTRAINT package_course_fk FOREIGN KEY (course_id) REFERENCES catalogue.course (id),
        CONSTRAINT package_file_fk FOREIGN KEY (file_id) REFERENCES platform.stored_file (id),
        CONSTRAINT package_person_fk FOREIGN KEY (added_by) REFERENCES people.person (id),
        CONSTRAINT package_kind_known CHECK (kind IN ('scorm12', 'scorm2004', 'cmi5')),
        CONSTRAINT package_title_length CHECK (length(title) BETWEEN 1 AND 200),
        CONSTRAINT package_items_listed CHECK (jsonb_typeof(items) = 'array')
      );
      CREATE INDEX package_course ON elearning.package (course_id);
      CREATE INDEX package_file_of ON elearning.package (file_id);

      CREATE TABLE elearning.package_file (
        package_id uuid NOT NULL,
        path text NOT NULL,
        start bigint NOT NULL,
        compressed bigint NOT NULL,
        size bigint NOT NULL,
        deflated boolean NOT NULL,
        crc bigint NOT NULL,
        CONSTRAINT package_file_pk PRIMARY KEY (package_id, path),
        CONSTRAINT package_file_package_fk FOREIGN KEY (package_id) REFERENCES elearning.package (id)
          ON DELETE CASCADE,
        CONSTRAINT package_file_sane CHECK (start >= 0 AND compressed >= 0 AND size >= 0)
      );

      ALTER TABLE elearning.lesson
        ADD COLUMN package_id uuid,
        ADD CONSTRAINT lesson_package_fk FOREIGN KEY (package_id) REFERENCES elearning.package (id),
        ADD CONSTRAINT lesson_package_no_test CHECK (package_id IS NULL OR test IS NULL);
      CREATE INDEX lesson_of_package ON elearning.lesson (package_id) WHERE package_id IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE elearning.lesson DROP COLUMN package_id;
      DROP TABLE elearning.package_file;
      DROP TABLE elearning.package;
    `);
  }
}
