import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People ask to be erased; an administrator erases, or answers why not. */
export class ErasureRequests1796000010100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE people.erasure_request (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        person_id uuid NOT NULL,
        reason text NOT NULL DEFAULT '',
        asked_at timestamptz NOT NULL,
        closed_at timestamptz,
        answer text,
        CONSTRAINT erasure_request_pk PRIMARY KEY (id),
        CONSTRAINT erasure_request_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id),
        CONSTRAINT erasure_request_reason_length CHECK (length(reason) <= 1000),
        CONSTRAINT erasure_request_answer_length CHECK (length(answer) BETWEEN 1 AND 1000),
        CONSTRAINT erasure_request_says_why CHECK ((closed_at IS NULL) = (answer IS NULL))
      );
      CREATE UNIQUE INDEX erasure_request_open_once ON people.erasure_request (person_id)
        WHERE closed_at IS NULL`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE people.erasure_request');
  }
}
