import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Roles with an end, and when a key was used last. */
export class RolesThatEnd1796000007000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE people.role_grant ADD COLUMN ends_at timestamptz;
      CREATE INDEX role_grant_ends ON people.role_grant (ends_at)
        WHERE revoked_at IS NULL AND ends_at IS NOT NULL;
      CREATE INDEX role_grant_held ON people.role_grant (role, person_id, id) WHERE revoked_at IS NULL;
      ALTER TABLE people.api_token ADD COLUMN last_used_at timestamptz;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE people.api_token DROP COLUMN last_used_at;
      ALTER TABLE people.role_grant DROP COLUMN ends_at;
      DROP INDEX IF EXISTS people.role_grant_held;
    `);
  }
}
