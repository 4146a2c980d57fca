import type { MigrationInterface, QueryRunner } from 'typeorm';

export class People1795500001000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE SCHEMA IF NOT EXISTS people;

      CREATE TABLE people.organisation (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        code text NOT NULL,
        name text NOT NULL,
        short_name text NOT NULL,
        kind text NOT NULL,
        cbs_code text,
        safety_region text,
        mail_domain citext,
        valid_from date,
        valid_to date,
        successor_id uuid,
        CONSTRAINT organisation_pk PRIMARY KEY (id),
        CONSTRAINT organisation_code_unique UNIQUE (code),
        CONSTRAINT organisation_cbs_code_unique UNIQUE (cbs_code),
        CONSTRAINT organisation_successor_fk FOREIGN KEY (successor_id) REFERENCES people.organisation (id),
        CONSTRAINT organisation_kind_known CHECK (kind IN (
          'municipality', 'police', 'prosecution', 'province', 'national_service', 'safety_region',
          'fire_service', 'care_and_safety_house', 'youth_work', 'education', 'private', 'provider',
          'nhveilig')),
        CONSTRAINT organisation_municipality_has_cbs_code CHECK (kind <> 'municipality' OR
          (cbs_code ~ '^[0-9]{4}$' AND safety_region IS NOT NULL)),
        CONSTRAINT organisation_valid_span CHECK (valid_to IS NULL OR valid_from IS NULL OR valid_from < valid_to)
      );

      CREATE TABLE people.job_function (
        code text NOT NULL,
        name text NOT NULL,
        position integer NOT NULL DEFAULT 0,
        CONSTRAINT job_function_pk PRIMARY KEY (code)
      );

      CREATE TABLE people.person (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        given_name text NOT NULL,
        family_name text NOT NULL,
        status text NOT NULL DEFAULT 'active',
        -- Evidence speaks of this, never of the person: erasing breaks the link and keeps the count.
        pseudonym uuid NOT NULL DEFAULT gen_random_uuid(),
        merged_into uuid,
        created_at timestamptz NOT NULL,
        CONSTRAINT person_pk PRIMARY KEY (id),
        CONSTRAINT person_pseudonym_unique UNIQUE (pseudonym),
        CONSTRAINT person_merged_into_fk FOREIGN KEY (merged_into) REFERENCES people.person (id),
        CONSTRAINT person_status_known CHECK (status IN ('active', 'invited', 'guest', 'merged', 'erased')),
        CONSTRAINT person_merged_says_where CHECK ((status = 'merged') = (merged_into IS NOT NULL))
      );
      CREATE INDEX person_name_search ON people.person
        USING gin ((lower(given_name || ' ' || family_name)) gin_trgm_ops);
      CREATE INDEX person_by_name ON people.person (family_name, given_name, id);
      CREATE INDEX person_merged_into ON people.person (merged_into) WHERE merged_into IS NOT NULL;

      CREATE TABLE people.email_address (
        address citext NOT NULL,
        person_id uuid NOT NULL,
        is_primary boolean NOT NULL DEFAULT false,
        verified_at timestamptz,
        CONSTRAINT email_address_pk PRIMARY KEY (address),
        CONSTRAINT email_address_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id),
        CONSTRAINT email_address_form CHECK (address ~ '^[^@[:space:]]+@[^@[:space:]]+$' AND length(address) <= 254)
      );
      CREATE UNIQUE INDEX email_address_one_primary ON people.email_address (person_id) WHERE is_primary;
      CREATE INDEX email_address_person ON people.email_address (person_id);

      CREATE TABLE people.password (
        person_id uuid NOT NULL,
        hash text NOT NULL,
        changed_at timestamptz NOT NULL,
        CONSTRAINT password_pk PRIMARY KEY (person_id),
        CONSTRAINT password_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id)
      );

      CREATE TABLE people.membership (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        person_id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        valid_from date NOT NULL,
        valid_to date,
        is_main boolean NOT NULL DEFAULT true,
        CONSTRAINT membership_pk PRIMARY KEY (id),
        CONSTRAINT membership_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id),
        CONSTRAINT membership_organisation_fk FOREIGN KEY (organisation_id) REFERENCES people.organisation (id),
        CONSTRAINT membership_span CHECK (valid_to IS NULL OR valid_from < valid_to)
      );
      CREATE INDEX membership_person ON people.membership (person_id, valid_from);
      CREATE INDEX membership_organisation ON people.membership (organisation_id, person_id);
      CREATE UNIQUE INDEX membership_one_open_main ON people.membership (person_id)
        WHERE is_main AND valid_to IS NULL;

      CREATE TABLE people.membership_function (
        membership_id uuid NOT NULL,
        function_code text NOT NULL,
        CONSTRAINT membership_function_pk PRIMARY KEY (membership_id, function_code),
        CONSTRAINT membership_function_membership_fk FOREIGN KEY (membership_id)
          REFERENCES people.membership (id) ON DELETE CASCADE,
        CONSTRAINT membership_function_function_fk FOREIGN KEY (function_code) REFERENCES people.job_function (code)
      );

      CREATE TABLE people.role_grant (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        person_id uuid NOT NULL,
        role text NOT NULL,
        scope_kind text NOT NULL,
        scope_id uuid,
        granted_at timestamptz NOT NULL,
        granted_by uuid,
        revoked_at timestamptz,
        CONSTRAINT role_grant_pk PRIMARY KEY (id),
        CONSTRAINT role_grant_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id),
        CONSTRAINT role_grant_role_known CHECK (role IN ('coordinator', 'trainer', 'theme_lead', 'administrator', 'auditor')),
        CONSTRAINT role_grant_scope_known CHECK (scope_kind IN ('platform', 'theme', 'organisation', 'offering')),
        CONSTRAINT role_grant_scope_says_which CHECK ((scope_kind = 'platform') = (scope_id IS NULL)),
        CONSTRAINT role_grant_scope_fits CHECK (
          (role = 'coordinator' AND scope_kind = 'organisation') OR
          (role = 'trainer' AND scope_kind IN ('platform', 'offering')) OR
          (role = 'theme_lead' AND scope_kind = 'theme') OR
          (role IN ('administrator', 'auditor') AND scope_kind = 'platform'))
      );
      CREATE UNIQUE INDEX role_grant_once ON people.role_grant
        (person_id, role, scope_kind, scope_id) NULLS NOT DISTINCT WHERE revoked_at IS NULL;

      CREATE TABLE people.web_session (
        token_hash bytea NOT NULL,
        person_id uuid NOT NULL,
        created_at timestamptz NOT NULL,
        last_seen_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        CONSTRAINT web_session_pk PRIMARY KEY (token_hash),
        CONSTRAINT web_session_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id)
      );
      CREATE INDEX web_session_person ON people.web_session (person_id);
      CREATE INDEX web_session_expires ON people.web_session (expires_at);

      CREATE TABLE people.api_token (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        person_id uuid NOT NULL,
        name text NOT NULL,
        token_hash bytea NOT NULL,
        scopes text[] NOT NULL DEFAULT '{read,write}',
        requests_per_minute integer,
        created_at timestamptz NOT NULL,
        expires_at timestamptz,
        revoked_at timestamptz,
        CONSTRAINT api_token_pk PRIMARY KEY (id),
        CONSTRAINT api_token_hash_unique UNIQUE (token_hash),
        CONSTRAINT api_token_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id),
        CONSTRAINT api_token_scopes_known CHECK (scopes <@ ARRAY['read', 'write'] AND cardinality(scopes) > 0),
        CONSTRAINT api_token_rate_positive CHECK (requests_per_minute > 0)
      );
      CREATE INDEX api_token_person ON people.api_token (person_id);

      CREATE TABLE people.sign_in_attempt (
        id bigint GENERATED ALWAYS AS IDENTITY,
        address citext NOT NULL,
        failed_at timestamptz NOT NULL,
        CONSTRAINT sign_in_attempt_pk PRIMARY KEY (id)
      );
      CREATE INDEX sign_in_attempt_address ON people.sign_in_attempt (address, failed_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP SCHEMA people CASCADE');
  }
}
