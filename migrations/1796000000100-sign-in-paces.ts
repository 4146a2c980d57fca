import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SignInPaces1796000000100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- How fast passwords are tried, by hashes of who tries and for which account; shared by all processes.
      CREATE TABLE people.sign_in_pace (
        key bytea NOT NULL,
        level double precision NOT NULL,
        counted_at timestamptz NOT NULL,
        next_at timestamptz NOT NULL,
        known_until timestamptz,
        CONSTRAINT sign_in_pace_pk PRIMARY KEY (key)
      );
      CREATE INDEX sign_in_pace_counted ON people.sign_in_pace (counted_at);

      -- Forms that were sent after the session had ended, sealed, for an hour.
      CREATE TABLE people.kept_form (
        id uuid NOT NULL,
        sealed bytea NOT NULL,
        network bytea NOT NULL,
        expires_at timestamptz NOT NULL,
        CONSTRAINT kept_form_pk PRIMARY KEY (id)
      );
      CREATE INDEX kept_form_expires ON people.kept_form (expires_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE people.kept_form; DROP TABLE people.sign_in_pace;');
  }
}
