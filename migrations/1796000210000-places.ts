import type { MigrationInterface, QueryRunner } from 'typeorm';

import { sqlFile } from './sql-file';

/** Locations say how to get there and end in an archive; they have rooms, and a session may name one. */
export class Places1796000210000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE catalogue.location
        ADD COLUMN route text NOT NULL DEFAULT '',
        ADD COLUMN accessibility text NOT NULL DEFAULT '',
        ADD COLUMN safety text NOT NULL DEFAULT '',
        ADD COLUMN contact text NOT NULL DEFAULT '',
        ADD COLUMN archived_at timestamptz,
        ADD COLUMN version integer NOT NULL DEFAULT 1`);
    await db.query(`
      CREATE TABLE catalogue.room (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        location_id uuid NOT NULL,
        name text NOT NULL,
        capacity integer NOT NULL,
        archived_at timestamptz,
        CONSTRAINT room_pk PRIMARY KEY (id),
        CONSTRAINT room_location_fk FOREIGN KEY (location_id) REFERENCES catalogue.location (id),
        CONSTRAINT room_name_unique UNIQUE (location_id, name),
        CONSTRAINT room_of_location UNIQUE (id, location_id),
        CONSTRAINT room_capacity_known CHECK (capacity BETWEEN 1 AND 100000)
      )`);
    await db.query(`
      ALTER TABLE catalogue.session
        ADD COLUMN room_id uuid,
        ADD CONSTRAINT session_room_of_location CHECK (room_id IS NULL OR location_id IS NOT NULL),
        ADD CONSTRAINT session_room_fk FOREIGN KEY (room_id, location_id) REFERENCES catalogue.room (id, location_id)`);
    await db.query('CREATE INDEX session_location ON catalogue.session (location_id)');
    await db.query(sqlFile('catalogue.session_place', 'faed8114'));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP VIEW catalogue.session_place');
    await db.query('DROP INDEX catalogue.session_location');
    await db.query('ALTER TABLE catalogue.session DROP COLUMN room_id');
    await db.query('DROP TABLE catalogue.room');
    await db.query(`
      ALTER TABLE catalogue.location DROP COLUMN version, DROP COLUMN archived_at, DROP COLUMN contact,
        DROP COLUMN safety, DROP COLUMN accessibility, DROP COLUMN route`);
  }
}
