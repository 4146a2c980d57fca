import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Links that are mailed, requests for an account, sessions by device, and accounts that are blocked. */
export class Accounts1796000006000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE people.one_time_link (
        token_hash bytea NOT NULL,
        purpose text NOT NULL,
        address citext NOT NULL,
        person_id uuid,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at timestamptz,
        CONSTRAINT one_time_link_pk PRIMARY KEY (token_hash),
        CONSTRAINT one_time_link_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id),
        CONSTRAINT one_time_link_purpose_known CHECK (purpose IN ('password', 'address', 'registration')),
        CONSTRAINT one_time_link_of_somebody CHECK (purpose = 'registration' OR person_id IS NOT NULL)
      );
      CREATE INDEX one_time_link_address ON people.one_time_link (address, purpose, created_at);
      CREATE INDEX one_time_link_person ON people.one_time_link (person_id) WHERE person_id IS NOT NULL;
      CREATE INDEX one_time_link_expires ON people.one_time_link (expires_at);

      CREATE TABLE people.link_request (
        id uuid NOT NULL,
        address citext NOT NULL,
        person_id uuid,
        asked_at timestamptz NOT NULL,
        CONSTRAINT link_request_pk PRIMARY KEY (id)
      );
      CREATE INDEX link_request_asked ON people.link_request (asked_at);

      CREATE TABLE people.account_request (
        id uuid NOT NULL,
        address citext NOT NULL,
        given_name text NOT NULL,
        family_name text NOT NULL,
        organisation_id uuid NOT NULL,
        remark text NOT NULL DEFAULT '',
        state text NOT NULL DEFAULT 'open',
        asked_at timestamptz NOT NULL,
        decided_at timestamptz,
        decided_by uuid,
        CONSTRAINT account_request_pk PRIMARY KEY (id),
        CONSTRAINT account_request_organisation_fk FOREIGN KEY (organisation_id) REFERENCES people.organisation (id),
        CONSTRAINT account_request_decided_by_fk FOREIGN KEY (decided_by) REFERENCES people.person (id),
        CONSTRAINT account_request_state_known CHECK (state IN ('open', 'accepted', 'refused')),
        CONSTRAINT account_request_decided CHECK ((state = 'open') = (decided_at IS NULL))
      );
      CREATE UNIQUE INDEX account_request_one_open ON people.account_request (address) WHERE state = 'open';
      CREATE INDEX account_request_organisation ON people.account_request (organisation_id, asked_at);
      CREATE INDEX account_request_decided_at ON people.account_request (decided_at);

      ALTER TABLE people.web_session
        ADD COLUMN id uuid NOT NULL DEFAULT platform.uuid_v7(),
        ADD COLUMN device text NOT NULL DEFAULT '',
        ADD COLUMN stays boolean NOT NULL DEFAULT false,
        ADD CONSTRAINT web_session_id_unique UNIQUE (id);

      ALTER TABLE people.person
        ADD COLUMN blocked_at timestamptz,
        ADD COLUMN blocked_reason text,
        ADD CONSTRAINT person_blocked_says_why CHECK ((blocked_at IS NULL) = (blocked_reason IS NULL));
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE people.person DROP COLUMN blocked_at, DROP COLUMN blocked_reason;
      ALTER TABLE people.web_session DROP COLUMN id, DROP COLUMN device, DROP COLUMN stays;
      DROP TABLE people.account_request;
      DROP TABLE people.link_request;
      DROP TABLE people.one_time_link;
    `);
  }
}
