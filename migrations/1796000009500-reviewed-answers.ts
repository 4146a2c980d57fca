import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What somebody who gives a course thought of an open answer in a test. */
export class ReviewedAnswers1796000009500 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE elearning.review (
        answer_id uuid NOT NULL,
        score integer NOT NULL,
        remark text NOT NULL DEFAULT '',
        reviewed_by uuid NOT NULL,
        reviewed_at timestamptz NOT NULL,
        CONSTRAINT review_pk PRIMARY KEY (answer_id),
        CONSTRAINT review_answer_fk FOREIGN KEY (answer_id) REFERENCES elearning.answer (id),
        CONSTRAINT review_person_fk FOREIGN KEY (reviewed_by) REFERENCES people.person (id),
        CONSTRAINT review_score_sane CHECK (score BETWEEN 0 AND 1000),
        CONSTRAINT review_remark_length CHECK (length(remark) <= 2000)
      );
      CREATE INDEX attempt_to_review ON elearning.attempt (submitted_at, id)
        WHERE submitted_at IS NOT NULL AND passed IS NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX elearning.attempt_to_review;
      DROP TABLE elearning.review;
    `);
  }
}
