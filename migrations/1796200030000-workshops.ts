import type { MigrationInterface, QueryRunner } from 'typeorm';

import { sqlFile } from './sql-file';

/** Parallel workshops within one offering, and who chose which. */
export class Workshops1796200030000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE catalogue.workshop (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        offering_id uuid NOT NULL,
        round integer NOT NULL,
        title text NOT NULL,
        place text NOT NULL DEFAULT '',
        seats integer NOT NULL,
        position integer NOT NULL,
        CONSTRAINT workshop_pk PRIMARY KEY (id),
        CONSTRAINT workshop_offering_fk FOREIGN KEY (offering_id) REFERENCES catalogue.offering (id),
        CONSTRAINT workshop_round CHECK (round BETWEEN 1 AND 6),
        CONSTRAINT workshop_seats CHECK (seats BETWEEN 1 AND 10000),
        CONSTRAINT workshop_title_length CHECK (length(title) BETWEEN 1 AND 200),
        CONSTRAINT workshop_place_length CHECK (length(place) <= 200)
      )`);
    await db.query('CREATE INDEX workshop_offering ON catalogue.workshop (offering_id, round)');
    await db.query(sqlFile('catalogue.known_workshop', '8bb82379'));
    await db.query(`
      CREATE TABLE enrolment.workshop_choice (
        enrolment_id uuid NOT NULL,
        round integer NOT NULL,
        workshop_id uuid NOT NULL,
        chosen_at timestamptz NOT NULL,
        CONSTRAINT workshop_choice_pk PRIMARY KEY (enrolment_id, round),
        CONSTRAINT workshop_choice_enrolment_fk FOREIGN KEY (enrolment_id) REFERENCES enrolment.enrolment (id) ON DELETE CASCADE,
        CONSTRAINT workshop_choice_workshop_fk FOREIGN KEY (workshop_id) REFERENCES catalogue.workshop (id)
      )`);
    await db.query(
      'CREATE INDEX workshop_choice_workshop ON enrolment.workshop_choice (workshop_id)',
    );
    await db.query(sqlFile('enrolment.keep_workshop_seats', '7cee4790'));
    await db.query(sqlFile('enrolment.free_workshops', 'a56f4fce'));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TRIGGER enrolment_free_workshops ON enrolment.enrolment');
    await db.query('DROP FUNCTION enrolment.free_workshops()');
    await db.query('DROP TABLE enrolment.workshop_choice');
    await db.query('DROP FUNCTION enrolment.keep_workshop_seats()');
    await db.query('DROP VIEW catalogue.known_workshop');
    await db.query('DROP TABLE catalogue.workshop');
  }
}
