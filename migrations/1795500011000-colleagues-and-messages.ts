import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Inviting people, enrolling many at once, seats held for an organisation, and rules for messages. */
export class ColleaguesAndMessages1795500011000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- The link in an invitation; one a person, of which only a hash is kept.
      CREATE TABLE people.invitation (
        person_id uuid NOT NULL,
        token_hash bytea NOT NULL,
        created_at timestamptz NOT NULL,
        created_by uuid,
        expires_at timestamptz NOT NULL,
        accepted_at timestamptz,
        CONSTRAINT invitation_pk PRIMARY KEY (person_id),
        CONSTRAINT invitation_token_unique UNIQUE (token_hash),
        CONSTRAINT invitation_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id),
        CONSTRAINT invitation_created_by_fk FOREIGN KEY (created_by) REFERENCES people.person (id)
      );

      -- A list of people to enrol: tried first, and done once somebody says yes.
      CREATE TABLE enrolment.bulk_enrolment (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        offering_id uuid NOT NULL,
        created_by uuid NOT NULL,
        created_at timestamptz NOT NULL,
        state text NOT NULL,
        source_name text NOT NULL,
        answers jsonb NOT NULL,
        finished_at timestamptz,
        CONSTRAINT bulk_enrolment_pk PRIMARY KEY (id),
        CONSTRAINT bulk_enrolment_offering_fk FOREIGN KEY (offering_id) REFERENCES catalogue.offering (id),
        CONSTRAINT bulk_enrolment_created_by_fk FOREIGN KEY (created_by) REFERENCES people.person (id),
        CONSTRAINT bulk_enrolment_state_known CHECK (state IN ('tried', 'finished')),
        CONSTRAINT bulk_enrolment_finished_says_when CHECK ((state = 'finished') = (finished_at IS NOT NULL))
      );
      CREATE INDEX bulk_enrolment_offering ON enrolment.bulk_enrolment (offering_id, created_at);
      CREATE INDEX bulk_enrolment_created_at ON enrolment.bulk_enrolment (created_at);

      -- Seats of an offering held for one organisation until a moment.
      CREATE TABLE enrolment.seat_block (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        offering_id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        seats integer NOT NULL,
        claimed integer NOT NULL DEFAULT 0,
        release_at timestamptz NOT NULL,
        released_at timestamptz,
        -- Part of the link colleagues are sent. Not a key: only somebody of the organisation can use it.
        token text NOT NULL,
        created_at timestamptz NOT NULL,
        created_by uuid NOT NULL,
        CONSTRAINT seat_block_pk PRIMARY KEY (id),
        CONSTRAINT seat_block_token_unique UNIQUE (token),
        CONSTRAINT seat_block_offering_fk FOREIGN KEY (offering_id) REFERENCES catalogue.offering (id),
        CONSTRAINT seat_block_organisation_fk FOREIGN KEY (organisation_id) REFERENCES people.organisation (id),
        CONSTRAINT seat_block_created_by_fk FOREIGN KEY (created_by) REFERENCES people.person (id),
        CONSTRAINT seat_block_seats_sane CHECK (seats BETWEEN 1 AND 1000),
        CONSTRAINT seat_block_never_overclaimed CHECK (claimed BETWEEN 0 AND seats)
      );
      CREATE UNIQUE INDEX seat_block_one_open ON enrolment.seat_block (offering_id, organisation_id)
        WHERE released_at IS NULL;
      CREATE INDEX seat_block_to_release ON enrolment.seat_block (release_at) WHERE released_at IS NULL;

      -- Held seats count as taken (invariant 1). One place keeps that, whoever writes a block and why;
      -- the caller holds the lock on the offering.
      CREATE FUNCTION enrolment.keep_held_seats() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        delta integer := 0;
      BEGIN
        IF TG_OP <> 'INSERT' AND OLD.released_at IS NULL THEN delta := delta - (OLD.seats - OLD.claimed); END IF;
        IF TG_OP <> 'DELETE' AND NEW.released_at IS NULL THEN delta := delta + (NEW.seats - NEW.claimed); END IF;
        IF delta <> 0 THEN
          UPDATE catalogue.offering SET seats_taken = seats_taken + delta
           WHERE id = coalesce(NEW.offering_id, OLD.offering_id);
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER seat_block_keep_held_seats AFTER INSERT OR UPDATE OR DELETE
        ON enrolment.seat_block FOR EACH ROW EXECUTE FUNCTION enrolment.keep_held_seats();

      -- What an organiser changed about the messages of a course or of one offering.
      CREATE TABLE enrolment.message_rule (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        course_id uuid,
        offering_id uuid,
        kind text NOT NULL,
        enabled boolean NOT NULL,
        days integer,
        subject text,
        body text,
        changed_at timestamptz NOT NULL,
        changed_by uuid NOT NULL,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT message_rule_pk PRIMARY KEY (id),
        CONSTRAINT message_rule_course_fk FOREIGN KEY (course_id) REFERENCES catalogue.course (id),
        CONSTRAINT message_rule_offering_fk FOREIGN KEY (offering_id) REFERENCES catalogue.offering (id),
        CONSTRAINT message_rule_changed_by_fk FOREIGN KEY (changed_by) REFERENCES people.person (id),
        CONSTRAINT message_rule_of_one CHECK (num_nonnulls(course_id, offering_id) = 1),
        CONSTRAINT message_rule_kind_form CHECK (kind ~ '^[a-z][a-z-]{0,39}$'),
        CONSTRAINT message_rule_days_sane CHECK (days BETWEEN 0 AND 90),
        CONSTRAINT message_rule_subject_length CHECK (length(subject) BETWEEN 1 AND 150),
        CONSTRAINT message_rule_body_length CHECK (length(body) BETWEEN 1 AND 4000),
        CONSTRAINT message_rule_own_says_all CHECK (kind NOT IN ('own-before', 'own-after')
          OR num_nonnulls(days, subject, body) = 3)
      );
      CREATE UNIQUE INDEX message_rule_once ON enrolment.message_rule (offering_id, course_id, kind)
        NULLS NOT DISTINCT WHERE kind NOT IN ('own-before', 'own-after');
      CREATE INDEX message_rule_offering ON enrolment.message_rule (offering_id);
      CREATE INDEX message_rule_course ON enrolment.message_rule (course_id);

      -- Which messages somebody does not want, and the token of the link that says so. The token opens
      -- nothing and shows nothing, so it is kept as it is and can be put in every mail.
      CREATE TABLE enrolment.message_preference (
        person_id uuid NOT NULL,
        token text NOT NULL,
        refused text[] NOT NULL DEFAULT '{}',
        changed_at timestamptz NOT NULL,
        CONSTRAINT message_preference_pk PRIMARY KEY (person_id),
        CONSTRAINT message_preference_token_unique UNIQUE (token),
        CONSTRAINT message_preference_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE enrolment.message_preference;
      DROP TABLE enrolment.message_rule;
      DROP TABLE enrolment.seat_block;
      DROP FUNCTION enrolment.keep_held_seats();
      DROP TABLE enrolment.bulk_enrolment;
      DROP TABLE people.invitation;
    `);
  }
}
