import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys of directories of organisations (SCIM 2.0), and what each directory calls its people. */
export class Scim1796000120100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE people.scim_key (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        name text NOT NULL,
        key_hash bytea NOT NULL,
        may_write boolean NOT NULL,
        made_by uuid NOT NULL,
        made_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        last_used_at timestamptz,
        revoked_at timestamptz,
        CONSTRAINT scim_key_pk PRIMARY KEY (id),
        CONSTRAINT scim_key_hash_unique UNIQUE (key_hash),
        CONSTRAINT scim_key_made_by_fk FOREIGN KEY (made_by) REFERENCES people.person (id)
      );
      CREATE INDEX scim_key_made_by ON people.scim_key (made_by);
      CREATE TABLE people.scim_key_organisation (
        key_id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        CONSTRAINT scim_key_organisation_pk PRIMARY KEY (key_id, organisation_id),
        CONSTRAINT scim_key_organisation_key_fk FOREIGN KEY (key_id) REFERENCES people.scim_key (id),
        CONSTRAINT scim_key_organisation_organisation_fk FOREIGN KEY (organisation_id) REFERENCES people.organisation (id)
      );
      CREATE TABLE people.scim_user (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        organisation_id uuid NOT NULL,
        person_id uuid NOT NULL,
        external_id text,
        user_name citext,
        department text,
        changed_at timestamptz NOT NULL,
        version integer NOT NULL DEFAULT 1,
        did_block boolean NOT NULL DEFAULT false,
        deleted_at timestamptz,
        CONSTRAINT scim_user_pk PRIMARY KEY (id),
        CONSTRAINT scim_user_once UNIQUE (organisation_id, person_id),
        CONSTRAINT scim_user_organisation_fk FOREIGN KEY (organisation_id) REFERENCES people.organisation (id),
        CONSTRAINT scim_user_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id)
      );
      CREATE INDEX scim_user_person ON people.scim_user (person_id);
      CREATE UNIQUE INDEX scim_user_name ON people.scim_user (organisation_id, user_name) WHERE deleted_at IS NULL;
      CREATE UNIQUE INDEX scim_user_external_id ON people.scim_user (organisation_id, external_id)
        WHERE deleted_at IS NULL`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE people.scim_user;
      DROP TABLE people.scim_key_organisation;
      DROP TABLE people.scim_key`);
  }
}
