import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Scripts of exercises, what observers noted, and what was learned. */
export class Exercises1796600010000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE attendance.exercise_step (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        session_id uuid NOT NULL,
        minute integer NOT NULL,
        role text NOT NULL DEFAULT '',
        action text NOT NULL,
        expected text NOT NULL DEFAULT '',
        CONSTRAINT exercise_step_pk PRIMARY KEY (id),
        CONSTRAINT exercise_step_session_fk FOREIGN KEY (session_id)
          REFERENCES catalogue.session (id) ON DELETE CASCADE,
        CONSTRAINT exercise_step_minute_span CHECK (minute BETWEEN 0 AND 1440),
        CONSTRAINT exercise_step_length CHECK (
          length(role) <= 100 AND length(action) BETWEEN 1 AND 500 AND length(expected) <= 500)
      )`);
    await db.query('CREATE INDEX exercise_step_session ON attendance.exercise_step (session_id)');
    await db.query(`
      CREATE TABLE attendance.exercise_observer (
        session_id uuid NOT NULL,
        person_id uuid NOT NULL,
        CONSTRAINT exercise_observer_pk PRIMARY KEY (session_id, person_id),
        CONSTRAINT exercise_observer_session_fk FOREIGN KEY (session_id)
          REFERENCES catalogue.session (id) ON DELETE CASCADE,
        CONSTRAINT exercise_observer_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id)
      )`);
    await db.query(
      'CREATE INDEX exercise_observer_person ON attendance.exercise_observer (person_id)',
    );
    await db.query(`
      CREATE TABLE attendance.exercise_observation (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        step_id uuid NOT NULL,
        author_id uuid NOT NULL,
        rating text NOT NULL,
        body text NOT NULL DEFAULT '',
        noted_at timestamptz NOT NULL,
        CONSTRAINT exercise_observation_pk PRIMARY KEY (id),
        CONSTRAINT exercise_observation_once UNIQUE (step_id, author_id),
        CONSTRAINT exercise_observation_step_fk FOREIGN KEY (step_id)
          REFERENCES attendance.exercise_step (id) ON DELETE CASCADE,
        CONSTRAINT exercise_observation_author_fk FOREIGN KEY (author_id) REFERENCES people.person (id),
        CONSTRAINT exercise_observation_rating_known
          CHECK (rating IN ('as_planned', 'otherwise', 'not_done')),
        CONSTRAINT exercise_observation_length CHECK (length(body) <= 1000)
      )`);
    await db.query(
      'CREATE INDEX exercise_observation_author ON attendance.exercise_observation (author_id)',
    );
    await db.query(
      'CREATE INDEX exercise_observation_noted_at ON attendance.exercise_observation (noted_at)',
    );
    await db.query(`
      CREATE TABLE attendance.exercise_lesson (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        session_id uuid NOT NULL,
        body text NOT NULL,
        owner_id uuid NOT NULL,
        due_on date NOT NULL,
        written_at timestamptz NOT NULL,
        done_at timestamptz,
        CONSTRAINT exercise_lesson_pk PRIMARY KEY (id),
        CONSTRAINT exercise_lesson_session_fk FOREIGN KEY (session_id)
          REFERENCES catalogue.session (id) ON DELETE CASCADE,
        CONSTRAINT exercise_lesson_owner_fk FOREIGN KEY (owner_id) REFERENCES people.person (id),
        CONSTRAINT exercise_lesson_length CHECK (length(body) BETWEEN 1 AND 1000)
      )`);
    await db.query(
      'CREATE INDEX exercise_lesson_session ON attendance.exercise_lesson (session_id)',
    );
    await db.query('CREATE INDEX exercise_lesson_owner ON attendance.exercise_lesson (owner_id)');
    await db.query(
      'CREATE INDEX exercise_lesson_written_at ON attendance.exercise_lesson (written_at)',
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE attendance.exercise_lesson');
    await db.query('DROP TABLE attendance.exercise_observation');
    await db.query('DROP TABLE attendance.exercise_observer');
    await db.query('DROP TABLE attendance.exercise_step');
  }
}
