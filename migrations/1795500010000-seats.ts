import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Seats1795500010000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- What somebody must have completed before enrolling in a course.
      CREATE TABLE catalogue.prerequisite (
        course_id uuid NOT NULL,
        required_id uuid NOT NULL,
        CONSTRAINT prerequisite_pk PRIMARY KEY (course_id, required_id),
        CONSTRAINT prerequisite_course_fk FOREIGN KEY (course_id)
          REFERENCES catalogue.course (id) ON DELETE CASCADE,
        CONSTRAINT prerequisite_required_fk FOREIGN KEY (required_id) REFERENCES catalogue.course (id),
        CONSTRAINT prerequisite_of_another CHECK (course_id <> required_id)
      );

      -- Enrolling looks at the offering only: it says whether there is a prerequisite to look for.
      CREATE FUNCTION catalogue.keep_has_prerequisites() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE catalogue.offering o SET has_prerequisites = w.wanted
          FROM (SELECT EXISTS (SELECT 1 FROM catalogue.prerequisite
                  WHERE course_id = coalesce(NEW.course_id, OLD.course_id)) AS wanted) w
         WHERE o.course_id = coalesce(NEW.course_id, OLD.course_id) AND o.has_prerequisites <> w.wanted;
        RETURN NULL;
      END $$;
      CREATE TRIGGER prerequisite_keep_offerings AFTER INSERT OR DELETE ON catalogue.prerequisite
        FOR EACH ROW EXECUTE FUNCTION catalogue.keep_has_prerequisites();
      CREATE FUNCTION catalogue.set_has_prerequisites() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.has_prerequisites := EXISTS (
          SELECT 1 FROM catalogue.prerequisite WHERE course_id = NEW.course_id);
        RETURN NEW;
      END $$;
      CREATE TRIGGER offering_set_has_prerequisites BEFORE INSERT ON catalogue.offering
        FOR EACH ROW EXECUTE FUNCTION catalogue.set_has_prerequisites();

      -- What was asked and what was answered, in the words of that moment. For the organiser only, and
      -- gone some time after the offering.
      CREATE TABLE enrolment.answer (
        enrolment_id uuid NOT NULL,
        position integer NOT NULL,
        question text NOT NULL,
        answer text NOT NULL,
        CONSTRAINT answer_pk PRIMARY KEY (enrolment_id, position),
        CONSTRAINT answer_enrolment_fk FOREIGN KEY (enrolment_id)
          REFERENCES enrolment.enrolment (id) ON DELETE CASCADE,
        CONSTRAINT answer_length CHECK (length(answer) BETWEEN 1 AND 500)
      );

      -- Somebody decides on requests in place of another, from one day until another.
      CREATE TABLE enrolment.deputy (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        person_id uuid NOT NULL,
        deputy_id uuid NOT NULL,
        valid_from date NOT NULL,
        valid_until date NOT NULL,
        appointed_at timestamptz NOT NULL,
        CONSTRAINT deputy_pk PRIMARY KEY (id),
        CONSTRAINT deputy_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id),
        CONSTRAINT deputy_deputy_fk FOREIGN KEY (deputy_id) REFERENCES people.person (id),
        CONSTRAINT deputy_is_another CHECK (person_id <> deputy_id),
        CONSTRAINT deputy_span CHECK (valid_from <= valid_until)
      );
      CREATE INDEX deputy_person ON enrolment.deputy (person_id);
      CREATE INDEX deputy_deputy ON enrolment.deputy (deputy_id);

      -- Somebody wants to know when there is a date.
      CREATE TABLE enrolment.interest (
        course_id uuid NOT NULL,
        person_id uuid NOT NULL,
        expressed_at timestamptz NOT NULL,
        CONSTRAINT interest_pk PRIMARY KEY (course_id, person_id),
        CONSTRAINT interest_course_fk FOREIGN KEY (course_id) REFERENCES catalogue.course (id),
        CONSTRAINT interest_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id)
      );
      CREATE INDEX interest_person ON enrolment.interest (person_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE enrolment.interest;
      DROP TABLE enrolment.deputy;
      DROP TABLE enrolment.answer;
      DROP TRIGGER offering_set_has_prerequisites ON catalogue.offering;
      DROP FUNCTION catalogue.set_has_prerequisites();
      DROP TABLE catalogue.prerequisite;
      DROP FUNCTION catalogue.keep_has_prerequisites();
    `);
  }
}
