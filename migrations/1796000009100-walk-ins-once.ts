import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who was let in without a connection is let in once, however often the device sends it. */
export class WalkInsOnce1796000009100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE attendance.walk_in (
        client_id uuid NOT NULL CONSTRAINT walk_in_pk PRIMARY KEY,
        session_id uuid NOT NULL CONSTRAINT walk_in_session_fk REFERENCES catalogue.session (id),
        enrolment_id uuid NOT NULL CONSTRAINT walk_in_enrolment_fk REFERENCES enrolment.enrolment (id),
        recorded_at timestamptz NOT NULL)`);
    await db.query('CREATE INDEX walk_in_session ON attendance.walk_in (session_id)');
    await db.query('CREATE INDEX walk_in_enrolment ON attendance.walk_in (enrolment_id)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE attendance.walk_in');
  }
}
