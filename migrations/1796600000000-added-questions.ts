import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Organisers add questions to evaluations. */
export class AddedQuestions1796600000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE attendance.added_question (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        course_id uuid NOT NULL,
        offering_id uuid,
        text text NOT NULL,
        kind text NOT NULL,
        options text[] NOT NULL DEFAULT '{}',
        required boolean NOT NULL,
        ended_at timestamptz,
        CONSTRAINT added_question_pk PRIMARY KEY (id),
        CONSTRAINT added_question_course_fk FOREIGN KEY (course_id) REFERENCES catalogue.course (id),
        CONSTRAINT added_question_offering_fk FOREIGN KEY (offering_id) REFERENCES catalogue.offering (id),
        CONSTRAINT added_question_kind_known
          CHECK (kind IN ('text', 'choice', 'several', 'yes_no', 'number')),
        CONSTRAINT added_question_length CHECK (length(text) BETWEEN 1 AND 200)
      )`);
    await db.query('CREATE INDEX added_question_course ON attendance.added_question (course_id)');
    await db.query(
      'CREATE INDEX added_question_offering ON attendance.added_question (offering_id)',
    );
    await db.query(`
      CREATE TABLE attendance.added_answer (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        offering_id uuid NOT NULL,
        question_id uuid NOT NULL,
        answer text NOT NULL,
        released boolean NOT NULL DEFAULT false,
        CONSTRAINT added_answer_pk PRIMARY KEY (id),
        CONSTRAINT added_answer_offering_fk FOREIGN KEY (offering_id) REFERENCES catalogue.offering (id),
        CONSTRAINT added_answer_question_fk FOREIGN KEY (question_id)
          REFERENCES attendance.added_question (id),
        CONSTRAINT added_answer_length CHECK (length(answer) BETWEEN 1 AND 3000)
      )`);
    await db.query('CREATE INDEX added_answer_offering ON attendance.added_answer (offering_id)');
    await db.query('CREATE INDEX added_answer_question ON attendance.added_answer (question_id)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE attendance.added_answer');
    await db.query('DROP TABLE attendance.added_question');
  }
}
