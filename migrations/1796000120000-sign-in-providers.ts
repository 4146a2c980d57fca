import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sign-in services of organisations (OpenID Connect), and who signs in with an account there. */
export class SignInProviders1796000120000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE people.provider (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        slug text NOT NULL,
        name text NOT NULL,
        issuer text NOT NULL,
        client_id text NOT NULL,
        secret bytea,
        is_sealed boolean NOT NULL DEFAULT false,
        scope text NOT NULL DEFAULT 'openid profile email',
        trusts_addresses boolean NOT NULL DEFAULT false,
        ends_session boolean NOT NULL DEFAULT true,
        made_at timestamptz NOT NULL,
        ended_at timestamptz,
        CONSTRAINT provider_pk PRIMARY KEY (id),
        CONSTRAINT provider_slug_unique UNIQUE (slug),
        CONSTRAINT provider_slug_form CHECK (slug ~ '^[a-z0-9-]{1,60}$')
      );
      CREATE TABLE people.provider_organisation (
        provider_id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        CONSTRAINT provider_organisation_pk PRIMARY KEY (provider_id, organisation_id),
        CONSTRAINT provider_organisation_provider_fk FOREIGN KEY (provider_id) REFERENCES people.provider (id),
        CONSTRAINT provider_organisation_organisation_fk FOREIGN KEY (organisation_id) REFERENCES people.organisation (id)
      );
      CREATE INDEX provider_organisation_organisation ON people.provider_organisation (organisation_id);
      CREATE TABLE people.provider_rule (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        provider_id uuid NOT NULL,
        claim text NOT NULL,
        value text NOT NULL,
        organisation_id uuid,
        function_code text,
        CONSTRAINT provider_rule_pk PRIMARY KEY (id),
        CONSTRAINT provider_rule_says_one CHECK ((organisation_id IS NULL) <> (function_code IS NULL)),
        CONSTRAINT provider_rule_provider_fk FOREIGN KEY (provider_id) REFERENCES people.provider (id),
        CONSTRAINT provider_rule_organisation_fk FOREIGN KEY (organisation_id) REFERENCES people.organisation (id),
        CONSTRAINT provider_rule_function_fk FOREIGN KEY (function_code) REFERENCES people.job_function (code)
      );
      CREATE INDEX provider_rule_provider ON people.provider_rule (provider_id);
      CREATE TABLE people.provider_account (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        provider_id uuid NOT NULL,
        subject text NOT NULL,
        person_id uuid NOT NULL,
        linked_at timestamptz NOT NULL,
        last_used_at timestamptz,
        CONSTRAINT provider_account_pk PRIMARY KEY (id),
        CONSTRAINT provider_account_subject_unique UNIQUE (provider_id, subject),
        CONSTRAINT provider_account_provider_fk FOREIGN KEY (provider_id) REFERENCES people.provider (id),
        CONSTRAINT provider_account_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id)
      );
      CREATE INDEX provider_account_person ON people.provider_account (person_id);
      CREATE TABLE people.provider_attempt (
        state_hash bytea NOT NULL,
        browser_hash bytea NOT NULL,
        provider_id uuid NOT NULL,
        purpose text NOT NULL,
        person_id uuid,
        nonce text NOT NULL,
        code_verifier text NOT NULL,
        next text NOT NULL,
        expires_at timestamptz NOT NULL,
        CONSTRAINT provider_attempt_pk PRIMARY KEY (state_hash),
        CONSTRAINT provider_attempt_purpose_known CHECK (purpose IN ('sign-in', 'link', 'trial')),
        CONSTRAINT provider_attempt_of_somebody CHECK ((purpose = 'sign-in') = (person_id IS NULL)),
        CONSTRAINT provider_attempt_provider_fk FOREIGN KEY (provider_id) REFERENCES people.provider (id),
        CONSTRAINT provider_attempt_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id)
      );
      CREATE INDEX provider_attempt_expires ON people.provider_attempt (expires_at);
      CREATE INDEX provider_attempt_person ON people.provider_attempt (person_id) WHERE person_id IS NOT NULL;
      CREATE TABLE people.provider_arrival (
        id uuid NOT NULL,
        browser_hash bytea NOT NULL,
        provider_id uuid NOT NULL,
        person_id uuid,
        identity jsonb NOT NULL,
        next text NOT NULL,
        expires_at timestamptz NOT NULL,
        CONSTRAINT provider_arrival_pk PRIMARY KEY (id),
        CONSTRAINT provider_arrival_provider_fk FOREIGN KEY (provider_id) REFERENCES people.provider (id),
        CONSTRAINT provider_arrival_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id)
      );
      CREATE INDEX provider_arrival_expires ON people.provider_arrival (expires_at);
      CREATE INDEX provider_arrival_person ON people.provider_arrival (person_id) WHERE person_id IS NOT NULL;
      CREATE TABLE people.provider_session (
        session_id uuid NOT NULL,
        provider_id uuid NOT NULL,
        subject text NOT NULL,
        sid text,
        id_token text NOT NULL,
        CONSTRAINT provider_session_pk PRIMARY KEY (session_id),
        CONSTRAINT provider_session_session_fk FOREIGN KEY (session_id) REFERENCES people.web_session (id) ON DELETE CASCADE,
        CONSTRAINT provider_session_provider_fk FOREIGN KEY (provider_id) REFERENCES people.provider (id)
      );
      CREATE INDEX provider_session_subject ON people.provider_session (provider_id, subject);
      CREATE TABLE people.provider_logout (
        provider_id uuid NOT NULL,
        jti text NOT NULL,
        expires_at timestamptz NOT NULL,
        CONSTRAINT provider_logout_pk PRIMARY KEY (provider_id, jti),
        CONSTRAINT provider_logout_provider_fk FOREIGN KEY (provider_id) REFERENCES people.provider (id)
      );
      CREATE INDEX provider_logout_expires ON people.provider_logout (expires_at);

      ALTER TABLE people.one_time_link DROP CONSTRAINT one_time_link_purpose_known;
      ALTER TABLE people.one_time_link ADD CONSTRAINT one_time_link_purpose_known
        CHECK (purpose IN ('password', 'address', 'registration', 'provider'))`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DELETE FROM people.one_time_link WHERE purpose = 'provider';
      ALTER TABLE people.one_time_link DROP CONSTRAINT one_time_link_purpose_known;
      ALTER TABLE people.one_time_link ADD CONSTRAINT one_time_link_purpose_known
        CHECK (purpose IN ('password', 'address', 'registration'));
      DROP TABLE people.provider_logout;
      DROP TABLE people.provider_session;
      DROP TABLE people.provider_arrival;
      DROP TABLE people.provider_attempt;
      DROP TABLE people.provider_account;
      DROP TABLE people.provider_rule;
      DROP TABLE people.provider_organisation;
      DROP TABLE people.provider`);
  }
}
