import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who went from here to an e-learning on another website, and says that it is done. */
export class OutsideStarts1796300010000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE elearning.outside_start (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        course_id uuid NOT NULL,
        person_id uuid NOT NULL,
        started_at timestamptz NOT NULL,
        finished_at timestamptz,
        CONSTRAINT outside_start_pk PRIMARY KEY (id),
        CONSTRAINT outside_start_once UNIQUE (course_id, person_id),
        CONSTRAINT outside_start_course_fk FOREIGN KEY (course_id) REFERENCES catalogue.course (id),
        CONSTRAINT outside_start_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id),
        CONSTRAINT outside_start_in_order CHECK (finished_at >= started_at)
      );
      CREATE INDEX outside_start_person ON elearning.outside_start (person_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE elearning.outside_start');
  }
}
