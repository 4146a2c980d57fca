import type { MigrationInterface, QueryRunner } from 'typeorm';

/** More mail domains of an organisation, beside its own. */
export class OrganisationDomains1796000009900 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE people.organisation_domain (
        organisation_id uuid NOT NULL,
        domain citext NOT NULL,
        CONSTRAINT organisation_domain_pk PRIMARY KEY (organisation_id, domain),
        CONSTRAINT organisation_domain_organisation_fk
          FOREIGN KEY (organisation_id) REFERENCES people.organisation (id),
        CONSTRAINT organisation_domain_form CHECK (domain ~ '^[a-z0-9.-]+[.][a-z0-9-]+$')
      );
      CREATE INDEX organisation_domain_domain ON people.organisation_domain (domain);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE people.organisation_domain');
  }
}
