import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Evaluations1795500013001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Who answered, so that nobody does so twice. No time and no answer: nothing here leads to one.
      CREATE TABLE attendance.evaluation_turn (
        offering_id uuid NOT NULL,
        person_id uuid NOT NULL,
        CONSTRAINT evaluation_turn_pk PRIMARY KEY (offering_id, person_id),
        CONSTRAINT evaluation_turn_offering_fk FOREIGN KEY (offering_id) REFERENCES catalogue.offering (id),
        CONSTRAINT evaluation_turn_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id)
      );

      -- What was answered. Without person, time or order: an id of random bits, and with every answer
      -- all those of the offering are written again in another order (docs/decisions/0052).
      CREATE TABLE attendance.evaluation_answer (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        offering_id uuid NOT NULL,
        overall smallint NOT NULL,
        content smallint NOT NULL,
        usefulness smallint NOT NULL,
        trainer smallint NOT NULL,
        organisation smallint NOT NULL,
        learned text NOT NULL DEFAULT '',
        better text NOT NULL DEFAULT '',
        CONSTRAINT evaluation_answer_pk PRIMARY KEY (id),
        CONSTRAINT evaluation_answer_offering_fk FOREIGN KEY (offering_id) REFERENCES catalogue.offering (id),
        CONSTRAINT evaluation_answer_scores CHECK (
          overall BETWEEN 1 AND 5 AND content BETWEEN 1 AND 5 AND usefulness BETWEEN 1 AND 5
          AND trainer BETWEEN 1 AND 5 AND organisation BETWEEN 1 AND 5),
        CONSTRAINT evaluation_answer_length CHECK (length(learned) <= 1000 AND length(better) <= 1000)
      );
      CREATE INDEX evaluation_answer_offering ON attendance.evaluation_answer (offering_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE attendance.evaluation_answer;
      DROP TABLE attendance.evaluation_turn;
    `);
  }
}
