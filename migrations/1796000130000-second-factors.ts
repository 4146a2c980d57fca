import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Passkeys, codes of an app and recovery codes; and signing in that waits for one of them. */
export class SecondFactors1796000130000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE people.web_session ADD COLUMN proved_at timestamptz;

      CREATE TABLE people.sign_in_step (
        token_hash bytea NOT NULL,
        person_id uuid NOT NULL,
        stays boolean NOT NULL,
        is_known_device boolean NOT NULL,
        tries integer NOT NULL DEFAULT 0,
        expires_at timestamptz NOT NULL,
        CONSTRAINT sign_in_step_pk PRIMARY KEY (token_hash),
        CONSTRAINT sign_in_step_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id)
      );
      CREATE INDEX sign_in_step_person ON people.sign_in_step (person_id);
      CREATE INDEX sign_in_step_expires ON people.sign_in_step (expires_at);

      CREATE TABLE people.totp (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        person_id uuid NOT NULL,
        secret bytea NOT NULL,
        is_sealed boolean NOT NULL,
        last_step bigint,
        made_at timestamptz NOT NULL,
        confirmed_at timestamptz,
        CONSTRAINT totp_pk PRIMARY KEY (id),
        CONSTRAINT totp_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id)
      );
      CREATE UNIQUE INDEX totp_one_in_use ON people.totp (person_id) WHERE confirmed_at IS NOT NULL;
      CREATE UNIQUE INDEX totp_one_being_set_up ON people.totp (person_id) WHERE confirmed_at IS NULL;

      CREATE TABLE people.recovery_code (
        code_hash bytea NOT NULL,
        person_id uuid NOT NULL,
        made_at timestamptz NOT NULL,
        used_at timestamptz,
        CONSTRAINT recovery_code_pk PRIMARY KEY (code_hash),
        CONSTRAINT recovery_code_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id)
      );
      CREATE INDEX recovery_code_person ON people.recovery_code (person_id);

      CREATE TABLE people.passkey (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        person_id uuid NOT NULL,
        credential_id bytea NOT NULL,
        public_key bytea NOT NULL,
        counter bigint NOT NULL,
        transports text[] NOT NULL DEFAULT '{}',
        name text NOT NULL,
        made_at timestamptz NOT NULL,
        last_used_at timestamptz,
        CONSTRAINT passkey_pk PRIMARY KEY (id),
        CONSTRAINT passkey_credential_unique UNIQUE (credential_id),
        CONSTRAINT passkey_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id)
      );
      CREATE INDEX passkey_person ON people.passkey (person_id);

      CREATE TABLE people.passkey_challenge (
        challenge_hash bytea NOT NULL,
        person_id uuid,
        expires_at timestamptz NOT NULL,
        CONSTRAINT passkey_challenge_pk PRIMARY KEY (challenge_hash),
        CONSTRAINT passkey_challenge_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id)
      );
      CREATE INDEX passkey_challenge_person ON people.passkey_challenge (person_id);
      CREATE INDEX passkey_challenge_expires ON people.passkey_challenge (expires_at)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE people.passkey_challenge;
      DROP TABLE people.passkey;
      DROP TABLE people.recovery_code;
      DROP TABLE people.totp;
      DROP TABLE people.sign_in_step;
      ALTER TABLE people.web_session DROP COLUMN proved_at`);
  }
}
