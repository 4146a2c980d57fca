import type { MigrationInterface, QueryRunner } from 'typeorm';

import { sqlFile } from './sql-file';

/** Lessons and tests written in the academie, and how far people are in them. */
export class ELearning1796000005000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(sqlFile('catalogue.course_of_offering', 'b527e7f1'));
    await db.query(sqlFile('enrolment.held_place', '19b21a9a'));
    await db.query(`
      CREATE SCHEMA IF NOT EXISTS elearning;

      CREATE TABLE elearning.content_version (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        course_id uuid NOT NULL,
        number integer NOT NULL,
        rule text NOT NULL DEFAULT 'all',
        change_note text NOT NULL DEFAULT '',
        created_at timestamptz NOT NULL,
        published_at timestamptz,
        published_by uuid,
        CONSTRAINT content_version_pk PRIMARY KEY (id),
        CONSTRAINT content_version_number UNIQUE (course_id, number),
        CONSTRAINT content_version_course_fk FOREIGN KEY (course_id) REFERENCES catalogue.course (id),
        CONSTRAINT content_version_person_fk FOREIGN KEY (published_by) REFERENCES people.person (id),
        CONSTRAINT content_version_number_sane CHECK (number > 0),
        CONSTRAINT content_version_rule_known CHECK (rule IN ('all', 'tests')),
        CONSTRAINT content_version_note_length CHECK (length(change_note) <= 1000)
      );
      CREATE UNIQUE INDEX content_version_one_draft ON elearning.content_version (course_id)
        WHERE published_at IS NULL;

      CREATE TABLE elearning.module (
        version_id uuid NOT NULL,
        key uuid NOT NULL,
        position integer NOT NULL,
        title text NOT NULL,
        CONSTRAINT module_pk PRIMARY KEY (version_id, key),
        CONSTRAINT module_version_fk FOREIGN KEY (version_id)
          REFERENCES elearning.content_version (id) ON DELETE CASCADE,
        CONSTRAINT module_title_length CHECK (length(title) BETWEEN 1 AND 200)
      );

      CREATE TABLE elearning.lesson (
        version_id uuid NOT NULL,
        key uuid NOT NULL,
        module_key uuid NOT NULL,
        position integer NOT NULL,
        title text NOT NULL,
        minutes integer,
        blocks jsonb NOT NULL,
        test jsonb,
        revision integer NOT NULL DEFAULT 1,
        CONSTRAINT lesson_pk PRIMARY KEY (version_id, key),
        CONSTRAINT lesson_module_fk FOREIGN KEY (version_id, module_key)
          REFERENCES elearning.module (version_id, key) ON DELETE CASCADE,
        CONSTRAINT lesson_title_length CHECK (length(title) BETWEEN 1 AND 200),
        CONSTRAINT lesson_minutes_sane CHECK (minutes BETWEEN 1 AND 600),
        CONSTRAINT lesson_blocks_listed CHECK (jsonb_typeof(blocks) = 'array'),
        CONSTRAINT lesson_test_rules CHECK (test IS NULL OR (test ->> 'passMark')::int BETWEEN 1 AND 100)
      );
      CREATE INDEX lesson_of_module ON elearning.lesson (version_id, module_key);

      CREATE TABLE elearning.learning (
        enrolment_id uuid NOT NULL,
        version_id uuid NOT NULL,
        begun_at timestamptz NOT NULL,
        finished_at timestamptz,
        score integer,
        CONSTRAINT learning_pk PRIMARY KEY (enrolment_id),
        CONSTRAINT learning_enrolment_fk FOREIGN KEY (enrolment_id) REFERENCES enrolment.enrolment (id),
        CONSTRAINT learning_version_fk FOREIGN KEY (version_id) REFERENCES elearning.content_version (id),
        CONSTRAINT learning_finished_after_begun CHECK (finished_at >= begun_at),
        CONSTRAINT learning_score_sane CHECK (score BETWEEN 0 AND 100)
      );
      CREATE INDEX learning_version ON elearning.learning (version_id);

      CREATE TABLE elearning.lesson_done (
        enrolment_id uuid NOT NULL,
        lesson_key uuid NOT NULL,
        done_at timestamptz NOT NULL,
        score integer,
        CONSTRAINT lesson_done_pk PRIMARY KEY (enrolment_id, lesson_key),
        CONSTRAINT lesson_done_learning_fk FOREIGN KEY (enrolment_id)
          REFERENCES elearning.learning (enrolment_id),
        CONSTRAINT lesson_done_score_sane CHECK (score BETWEEN 0 AND 100)
      );

      CREATE TABLE elearning.attempt (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        enrolment_id uuid NOT NULL,
        version_id uuid NOT NULL,
        lesson_key uuid NOT NULL,
        number integer NOT NULL,
        questions jsonb NOT NULL,
        begun_at timestamptz NOT NULL,
        submitted_at timestamptz,
        percent integer,
        passed boolean,
        CONSTRAINT attempt_pk PRIMARY KEY (id),
        CONSTRAINT attempt_number UNIQUE (enrolment_id, lesson_key, number),
        CONSTRAINT attempt_learning_fk FOREIGN KEY (enrolment_id)
          REFERENCES elearning.learning (enrolment_id),
        CONSTRAINT attempt_lesson_fk FOREIGN KEY (version_id, lesson_key)
          REFERENCES elearning.lesson (version_id, key),
        CONSTRAINT attempt_score_sane CHECK (percent BETWEEN 0 AND 100),
        CONSTRAINT attempt_scored_when_submitted CHECK (percent IS NULL OR submitted_at IS NOT NULL),
        CONSTRAINT attempt_passed_when_scored CHECK ((passed IS NULL) = (percent IS NULL))
      );
      CREATE UNIQUE INDEX attempt_one_open ON elearning.attempt (enrolment_id, lesson_key)
        WHERE submitted_at IS NULL;
      CREATE INDEX attempt_lesson ON elearning.attempt (version_id, lesson_key);

      CREATE TABLE elearning.answer (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        enrolment_id uuid NOT NULL,
        attempt_id uuid,
        version_id uuid NOT NULL,
        lesson_key uuid NOT NULL,
        question_id uuid NOT NULL,
        given jsonb NOT NULL,
        score integer,
        given_at timestamptz NOT NULL,
        CONSTRAINT answer_pk PRIMARY KEY (id),
        CONSTRAINT answer_once_in_attempt UNIQUE (attempt_id, question_id),
        CONSTRAINT answer_learning_fk FOREIGN KEY (enrolment_id)
          REFERENCES elearning.learning (enrolment_id),
        CONSTRAINT answer_attempt_fk FOREIGN KEY (attempt_id) REFERENCES elearning.attempt (id),
        CONSTRAINT answer_score_sane CHECK (score BETWEEN 0 AND 1000)
      );
      CREATE INDEX answer_in_lesson ON elearning.answer (enrolment_id, lesson_key)
        WHERE attempt_id IS NULL;
      CREATE INDEX answer_question ON elearning.answer (question_id);
    `);
    await db.query(sqlFile('elearning.refuse_published_change', '181eda39'));
    await db.query(sqlFile('elearning.keep_answer', '49cfa241'));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE elearning.answer;
      DROP TABLE elearning.attempt;
      DROP TABLE elearning.lesson_done;
      DROP TABLE elearning.learning;
      DROP TABLE elearning.lesson;
      DROP TABLE elearning.module;
      DROP TABLE elearning.content_version;
      DROP SCHEMA elearning CASCADE;
      DROP VIEW enrolment.held_place;
      DROP VIEW catalogue.course_of_offering;
    `);
  }
}
