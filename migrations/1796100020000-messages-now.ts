import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Trainers write to who takes part, and who takes part says to come. */
export class MessagesNow1796100020000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE enrolment.enrolment ADD COLUMN coming_at timestamptz');
    await db.query(`
      CREATE TABLE enrolment.direct_message (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        offering_id uuid NOT NULL,
        sender_id uuid NOT NULL,
        audience text NOT NULL,
        enrolment_id uuid,
        asks_coming boolean NOT NULL DEFAULT false,
        subject text NOT NULL,
        body text NOT NULL,
        recipients integer,
        created_at timestamptz NOT NULL,
        CONSTRAINT direct_message_pk PRIMARY KEY (id),
        CONSTRAINT direct_message_offering_fk FOREIGN KEY (offering_id) REFERENCES catalogue.offering (id),
        CONSTRAINT direct_message_sender_fk FOREIGN KEY (sender_id) REFERENCES people.person (id),
        CONSTRAINT direct_message_enrolment_fk FOREIGN KEY (enrolment_id)
          REFERENCES enrolment.enrolment (id) ON DELETE CASCADE,
        CONSTRAINT direct_message_audience_known CHECK (audience IN ('all', 'unconfirmed', 'one')),
        CONSTRAINT direct_message_one_says_whom CHECK ((audience = 'one') = (enrolment_id IS NOT NULL)),
        CONSTRAINT direct_message_subject_length CHECK (length(subject) BETWEEN 1 AND 150),
        CONSTRAINT direct_message_body_length CHECK (length(body) BETWEEN 1 AND 4000),
        CONSTRAINT direct_message_recipients_sane CHECK (recipients >= 0)
      )`);
    await db.query(
      'CREATE INDEX direct_message_offering ON enrolment.direct_message (offering_id, created_at)',
    );
    await db.query('CREATE INDEX direct_message_sender ON enrolment.direct_message (sender_id)');
    await db.query(
      'CREATE INDEX direct_message_enrolment ON enrolment.direct_message (enrolment_id)',
    );
    await db.query(
      'CREATE INDEX direct_message_created_at ON enrolment.direct_message (created_at)',
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE enrolment.direct_message');
    await db.query('ALTER TABLE enrolment.enrolment DROP COLUMN coming_at');
  }
}
