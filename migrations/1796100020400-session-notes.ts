import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Trainers leave notes for each other. */
export class SessionNotes1796100020400 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE attendance.session_note (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        session_id uuid NOT NULL,
        author_id uuid NOT NULL,
        body text NOT NULL,
        hands_over boolean NOT NULL DEFAULT false,
        written_at timestamptz NOT NULL,
        CONSTRAINT session_note_pk PRIMARY KEY (id),
        CONSTRAINT session_note_session_fk FOREIGN KEY (session_id)
          REFERENCES catalogue.session (id) ON DELETE CASCADE,
        CONSTRAINT session_note_author_fk FOREIGN KEY (author_id) REFERENCES people.person (id),
        CONSTRAINT session_note_body_length CHECK (length(body) BETWEEN 1 AND 2000)
      )`);
    await db.query('CREATE INDEX session_note_session ON attendance.session_note (session_id)');
    await db.query('CREATE INDEX session_note_author ON attendance.session_note (author_id)');
    await db.query('CREATE INDEX session_note_written_at ON attendance.session_note (written_at)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE attendance.session_note');
  }
}
