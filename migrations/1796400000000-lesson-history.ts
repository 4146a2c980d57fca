import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A lesson of a draft keeps how it was before each change, and what its author typed but did not save. */
export class LessonHistory1796400000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE elearning.lesson_history (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        version_id uuid NOT NULL,
        lesson_key uuid NOT NULL,
        person_id uuid NOT NULL,
        block_id uuid,
        changed_at timestamptz NOT NULL,
        title text NOT NULL,
        minutes integer,
        blocks jsonb NOT NULL,
        test jsonb,
        CONSTRAINT lesson_history_pk PRIMARY KEY (id),
        CONSTRAINT lesson_history_lesson_fk FOREIGN KEY (version_id, lesson_key)
          REFERENCES elearning.lesson (version_id, key) ON DELETE CASCADE,
        CONSTRAINT lesson_history_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id),
        CONSTRAINT lesson_history_blocks_listed CHECK (jsonb_typeof(blocks) = 'array')
      )`);
    await db.query(
      'CREATE INDEX lesson_history_of_lesson ON elearning.lesson_history (version_id, lesson_key, id)',
    );
    await db.query(`
      CREATE TABLE elearning.typed_form (
        person_id uuid NOT NULL,
        version_id uuid NOT NULL,
        lesson_key uuid NOT NULL,
        place text NOT NULL,
        fields jsonb NOT NULL,
        seen text NOT NULL,
        typed_at timestamptz NOT NULL,
        CONSTRAINT typed_form_pk PRIMARY KEY (person_id, version_id, lesson_key, place),
        CONSTRAINT typed_form_lesson_fk FOREIGN KEY (version_id, lesson_key)
          REFERENCES elearning.lesson (version_id, key) ON DELETE CASCADE,
        CONSTRAINT typed_form_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id),
        CONSTRAINT typed_form_place_length CHECK (length(place) BETWEEN 1 AND 60),
        CONSTRAINT typed_form_fields_named CHECK (jsonb_typeof(fields) = 'object')
      )`);
    await db.query(
      'CREATE INDEX typed_form_of_lesson ON elearning.typed_form (version_id, lesson_key)',
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE elearning.typed_form');
    await db.query('DROP TABLE elearning.lesson_history');
  }
}
