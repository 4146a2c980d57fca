import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Certificates1795500013000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- What signs credentials. A row is never changed: what it signed must stay verifiable.
      CREATE TABLE attendance.credential_key (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        -- Ed25519, multibase (W3C Multikey).
        public_key text NOT NULL,
        -- The 32 secret bytes; sealed with CREDENTIAL_SECRET when that is set (docs/decisions/0050).
        secret_key bytea NOT NULL,
        sealed boolean NOT NULL,
        created_at timestamptz NOT NULL,
        -- Set when another took its place; it then signs nothing new.
        retired_at timestamptz,
        CONSTRAINT credential_key_pk PRIMARY KEY (id),
        CONSTRAINT credential_key_public_unique UNIQUE (public_key)
      );
      -- At most one signs, however many processes want to make the first.
      CREATE UNIQUE INDEX credential_key_one_signs ON attendance.credential_key ((retired_at IS NULL))
        WHERE retired_at IS NULL;

      CREATE TABLE attendance.certificate (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        completion_id uuid NOT NULL,
        -- 128 random bits in 26 letters and digits: whoever has it may check the certificate.
        code text NOT NULL,
        -- What was true when it was issued; what is printed and what the check shows (invariant 8).
        facts jsonb NOT NULL,
        status text NOT NULL DEFAULT 'issued',
        issued_at timestamptz NOT NULL,
        valid_until date,
        ended_at timestamptz,
        ended_by uuid,
        reason text,
        superseded_by uuid,
        -- Its place in the status list of credentials.
        status_index integer GENERATED ALWAYS AS IDENTITY,
        -- Issuer and key of the credential, frozen when it was first asked for.
        issuer text,
        key_id uuid,
        CONSTRAINT certificate_pk PRIMARY KEY (id),
        CONSTRAINT certificate_once_per_completion UNIQUE (completion_id),
        CONSTRAINT certificate_code_unique UNIQUE (code),
        CONSTRAINT certificate_status_index_unique UNIQUE (status_index),
        CONSTRAINT certificate_completion_fk FOREIGN KEY (completion_id) REFERENCES attendance.completion (id),
        CONSTRAINT certificate_ended_by_fk FOREIGN KEY (ended_by) REFERENCES people.person (id),
        CONSTRAINT certificate_superseded_by_fk FOREIGN KEY (superseded_by) REFERENCES attendance.certificate (id),
        CONSTRAINT certificate_key_fk FOREIGN KEY (key_id) REFERENCES attendance.credential_key (id),
        CONSTRAINT certificate_status_known CHECK (status IN ('issued', 'suspended', 'revoked', 'superseded')),
        CONSTRAINT certificate_code_form CHECK (code ~ '^[0-9a-hjkmnp-tv-z]{26}$'),
        CONSTRAINT certificate_revoked_says_why CHECK (
          status <> 'revoked' OR (ended_at IS NOT NULL AND reason IS NOT NULL)),
        CONSTRAINT certificate_superseded_says_by CHECK (status <> 'superseded' OR superseded_by IS NOT NULL),
        CONSTRAINT certificate_reason_length CHECK (length(reason) <= 500),
        CONSTRAINT certificate_issuer_with_key CHECK ((issuer IS NULL) = (key_id IS NULL))
      );
      CREATE INDEX certificate_valid_until ON attendance.certificate (valid_until) WHERE status = 'issued';

      -- Facts are frozen. Erasure may take the name out, and nothing else; no certificate is deleted.
      CREATE FUNCTION attendance.keep_certificate() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' THEN
          RAISE EXCEPTION 'a certificate is never deleted';
        END IF;
        IF NEW.code <> OLD.code OR NEW.issued_at <> OLD.issued_at
           OR NEW.facts - 'holder' <> OLD.facts - 'holder'
           OR (NEW.facts -> 'holder' <> OLD.facts -> 'holder' AND NEW.facts -> 'holder' <> 'null'::jsonb) THEN
          RAISE EXCEPTION 'the facts of a certificate are frozen';
        END IF;
        IF OLD.status IN ('revoked', 'superseded') AND NEW.status <> OLD.status THEN
          RAISE EXCEPTION 'a certificate that ended stays so';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER certificate_keep BEFORE UPDATE OR DELETE ON attendance.certificate
        FOR EACH ROW EXECUTE FUNCTION attendance.keep_certificate();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE attendance.certificate;
      DROP FUNCTION attendance.keep_certificate;
      DROP TABLE attendance.credential_key;
    `);
  }
}
