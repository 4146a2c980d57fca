import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Uploaded files, and which course uses which in its lessons. */
export class UploadedFiles1796000009600 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE platform.stored_file (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        sha256 text NOT NULL,
        size bigint NOT NULL,
        media_type text NOT NULL,
        name text NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT stored_file_pk PRIMARY KEY (id),
        CONSTRAINT stored_file_hash_form CHECK (sha256 ~ '^[0-9a-f]{64}$'),
        CONSTRAINT stored_file_size_sane CHECK (size >= 0),
        CONSTRAINT stored_file_name_length CHECK (length(name) BETWEEN 1 AND 200)
      );
      CREATE INDEX stored_file_hash ON platform.stored_file (sha256);

      CREATE TABLE elearning.material (
        file_id uuid NOT NULL,
        course_id uuid NOT NULL,
        added_at timestamptz NOT NULL,
        CONSTRAINT material_pk PRIMARY KEY (file_id),
        CONSTRAINT material_file_fk FOREIGN KEY (file_id) REFERENCES platform.stored_file (id),
        CONSTRAINT material_course_fk FOREIGN KEY (course_id) REFERENCES catalogue.course (id)
      );
      CREATE INDEX material_course ON elearning.material (course_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE elearning.material;
      DROP TABLE platform.stored_file;
    `);
  }
}
