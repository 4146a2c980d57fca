import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CheckIn1795500012000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- What codes on screens and tickets are signed with; one row, made when first asked for.
      CREATE TABLE attendance.check_in_key (
        id smallint NOT NULL DEFAULT 1,
        secret bytea NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT check_in_key_pk PRIMARY KEY (id),
        CONSTRAINT check_in_key_only_one CHECK (id = 1),
        CONSTRAINT check_in_key_length CHECK (length(secret) = 32)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE attendance.check_in_key');
  }
}
