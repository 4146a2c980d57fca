import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who looked at whose data, in the shape of the standard Logboek Dataverwerkingen. */
export class WhoLooked1796000010000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE people.processing_line (
        span_id text NOT NULL,
        trace_id text NOT NULL,
        name text NOT NULL,
        activity text NOT NULL,
        status text NOT NULL DEFAULT 'ok',
        started_at timestamptz NOT NULL,
        ended_at timestamptz NOT NULL,
        actor_id uuid NOT NULL,
        data_subject_id uuid,
        CONSTRAINT processing_line_pk PRIMARY KEY (span_id),
        CONSTRAINT processing_line_activity_known CHECK (activity IN ('administration', 'coordination', 'register')),
        CONSTRAINT processing_line_trace_form CHECK (
          trace_id ~ '^[0-9a-f]{32}$' AND span_id ~ '^[0-9a-f]{16}$'),
        CONSTRAINT processing_line_actor_fk FOREIGN KEY (actor_id) REFERENCES people.person (id),
        CONSTRAINT processing_line_subject_fk FOREIGN KEY (data_subject_id) REFERENCES people.person (id)
      );
      CREATE INDEX processing_line_subject ON people.processing_line (data_subject_id, started_at);
      CREATE INDEX processing_line_actor ON people.processing_line (actor_id, name, started_at);
      CREATE INDEX processing_line_age ON people.processing_line (started_at)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE people.processing_line');
  }
}
