import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an installation is called and whom people can reach, with its history; and whether it is a demo. */
export class InstallationSettings1796000002000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE platform.installation_setting (
        id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
        key text NOT NULL,
        value text NOT NULL,
        changed_at timestamptz NOT NULL,
        changed_by uuid,
        CONSTRAINT installation_setting_pk PRIMARY KEY (id),
        CONSTRAINT installation_setting_key_form CHECK (key ~ '^[a-z][a-zA-Z]*$')
      );
      CREATE INDEX installation_setting_newest ON platform.installation_setting (key, id DESC);

      -- A database of before this one says by its people what it is.
      INSERT INTO platform.installation_setting (key, value, changed_at)
      SELECT 'kind', CASE WHEN EXISTS (
               SELECT FROM people.email_address WHERE address = 'beheer@academie.example')
             THEN 'demo' ELSE 'real' END, min(created_at)
        FROM people.person HAVING count(*) > 0;

      -- Mails whose text is not kept once they have gone: they hold a link that lets somebody in.
      ALTER TABLE platform.outgoing_mail ADD COLUMN secret boolean NOT NULL DEFAULT false;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE platform.outgoing_mail DROP COLUMN secret');
    await db.query('DROP TABLE platform.installation_setting');
  }
}
