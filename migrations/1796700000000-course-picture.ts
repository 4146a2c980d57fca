import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A picture for each course that has one, in three widths. */
export class CoursePicture1796700000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE catalogue.course_picture (
        course_id uuid NOT NULL,
        hash text NOT NULL,
        alternative text,
        width integer NOT NULL,
        height integer NOT NULL,
        small_id uuid NOT NULL,
        medium_id uuid NOT NULL,
        large_id uuid NOT NULL,
        CONSTRAINT course_picture_pk PRIMARY KEY (course_id),
        CONSTRAINT course_picture_course_fk FOREIGN KEY (course_id) REFERENCES catalogue.course (id) ON DELETE CASCADE,
        CONSTRAINT course_picture_small_fk FOREIGN KEY (small_id) REFERENCES platform.stored_file (id),
        CONSTRAINT course_picture_medium_fk FOREIGN KEY (medium_id) REFERENCES platform.stored_file (id),
        CONSTRAINT course_picture_large_fk FOREIGN KEY (large_id) REFERENCES platform.stored_file (id),
        CONSTRAINT course_picture_hash_form CHECK (hash ~ '^[0-9a-f]{64}$'),
        CONSTRAINT course_picture_alternative_length CHECK (length(alternative) BETWEEN 1 AND 200),
        CONSTRAINT course_picture_size_sane CHECK (width > 0 AND height > 0)
      )`);
    await db.query('CREATE INDEX course_picture_small ON catalogue.course_picture (small_id)');
    await db.query('CREATE INDEX course_picture_medium ON catalogue.course_picture (medium_id)');
    await db.query('CREATE INDEX course_picture_large ON catalogue.course_picture (large_id)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE catalogue.course_picture');
  }
}
