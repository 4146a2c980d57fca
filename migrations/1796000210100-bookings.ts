import type { MigrationInterface, QueryRunner } from 'typeorm';

import { sqlFile } from './sql-file';

/** Means with their pieces, and who has booked a room or a piece when. */
export class Bookings1796000210100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // Ships with PostgreSQL and is trusted: the owner of the database may add it.
    await db.query('CREATE EXTENSION IF NOT EXISTS btree_gist');
    await db.query(`
      CREATE TABLE catalogue.means (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        name text NOT NULL,
        about text NOT NULL DEFAULT '',
        delivery text NOT NULL DEFAULT '',
        contact text NOT NULL DEFAULT '',
        archived_at timestamptz,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT means_pk PRIMARY KEY (id),
        CONSTRAINT means_name_unique UNIQUE (name)
      )`);
    await db.query(`
      CREATE TABLE catalogue.piece (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        means_id uuid NOT NULL,
        number integer NOT NULL,
        archived_at timestamptz,
        CONSTRAINT piece_pk PRIMARY KEY (id),
        CONSTRAINT piece_means_fk FOREIGN KEY (means_id) REFERENCES catalogue.means (id),
        CONSTRAINT piece_number_unique UNIQUE (means_id, number),
        CONSTRAINT piece_number_positive CHECK (number > 0)
      )`);
    await db.query(`
      CREATE TABLE catalogue.booking (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        room_id uuid,
        piece_id uuid,
        session_id uuid,
        delivery_id uuid,
        during tstzrange NOT NULL,
        about text NOT NULL DEFAULT '',
        CONSTRAINT booking_pk PRIMARY KEY (id),
        CONSTRAINT booking_room_fk FOREIGN KEY (room_id) REFERENCES catalogue.room (id),
        CONSTRAINT booking_piece_fk FOREIGN KEY (piece_id) REFERENCES catalogue.piece (id),
        CONSTRAINT booking_session_fk FOREIGN KEY (session_id) REFERENCES catalogue.session (id) ON DELETE CASCADE,
        CONSTRAINT booking_of_one CHECK (num_nonnulls(room_id, piece_id) = 1),
        CONSTRAINT booking_for_one CHECK (num_nonnulls(session_id, delivery_id) = 1),
        CONSTRAINT booking_takes_time CHECK (NOT isempty(during)),
        CONSTRAINT booking_room_once EXCLUDE USING gist (room_id WITH =, during WITH &&)
          DEFERRABLE INITIALLY IMMEDIATE,
        CONSTRAINT booking_piece_once EXCLUDE USING gist (piece_id WITH =, during WITH &&)
          DEFERRABLE INITIALLY IMMEDIATE
      )`);
    await db.query(
      'CREATE UNIQUE INDEX booking_one_room ON catalogue.booking (session_id) WHERE room_id IS NOT NULL',
    );
    await db.query('CREATE INDEX booking_of_session ON catalogue.booking (session_id)');
    await db.query(
      'CREATE INDEX booking_of_delivery ON catalogue.booking (delivery_id) WHERE delivery_id IS NOT NULL',
    );
    await db.query(sqlFile('catalogue.book_session', '9a382110'));
    await db.query(sqlFile('catalogue.free_bookings', '59cbe97d'));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TRIGGER offering_frees ON catalogue.offering');
    await db.query('DROP TRIGGER session_books ON catalogue.session');
    await db.query('DROP TRIGGER session_books_room ON catalogue.session');
    await db.query('DROP FUNCTION catalogue.free_bookings');
    await db.query('DROP FUNCTION catalogue.book_session');
    await db.query('DROP TABLE catalogue.booking');
    await db.query('DROP TABLE catalogue.piece');
    await db.query('DROP TABLE catalogue.means');
    await db.query('DROP EXTENSION btree_gist');
  }
}
