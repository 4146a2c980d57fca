import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who was erased is recognised in the next list by a keyed digest, and by nothing else. */
export class ErasedParticipants1796100040200 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE acts.digest_key (
        id boolean NOT NULL DEFAULT true,
        secret bytea NOT NULL,
        is_sealed boolean NOT NULL,
        CONSTRAINT digest_key_pk PRIMARY KEY (id),
        CONSTRAINT digest_key_one CHECK (id)
      );
      CREATE TABLE acts.erased_participant (
        digest bytea NOT NULL,
        enrolment_id uuid NOT NULL,
        kept_at timestamptz NOT NULL,
        CONSTRAINT erased_participant_pk PRIMARY KEY (digest),
        CONSTRAINT erased_participant_participation_fk
          FOREIGN KEY (enrolment_id) REFERENCES acts.participation (enrolment_id)
      );
      CREATE INDEX erased_participant_kept ON acts.erased_participant (kept_at);
      CREATE INDEX erased_participant_participation ON acts.erased_participant (enrolment_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE acts.erased_participant; DROP TABLE acts.digest_key');
  }
}
