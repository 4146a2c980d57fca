import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Catalogue1795500002000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE SCHEMA IF NOT EXISTS catalogue;

      CREATE TABLE catalogue.theme (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        slug text NOT NULL,
        name text NOT NULL,
        description text NOT NULL DEFAULT '',
        parent_id uuid,
        position integer NOT NULL,
        CONSTRAINT theme_pk PRIMARY KEY (id),
        CONSTRAINT theme_slug_unique UNIQUE (slug),
        CONSTRAINT theme_parent_fk FOREIGN KEY (parent_id) REFERENCES catalogue.theme (id)
      );

      CREATE TABLE catalogue.tag (
        code text NOT NULL,
        name text NOT NULL,
        CONSTRAINT tag_pk PRIMARY KEY (code)
      );

      CREATE TABLE catalogue.course (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        slug text NOT NULL,
        title text NOT NULL,
        summary text NOT NULL,
        description text NOT NULL DEFAULT '',
        kind text NOT NULL,
        mode text NOT NULL,
        tags text[] NOT NULL DEFAULT '{}',
        audiences text[] NOT NULL DEFAULT '{}',
        duration_minutes integer,
        -- Percentage of the sessions somebody must have attended to complete the course.
        min_attendance_percent integer NOT NULL DEFAULT 100,
        partial_counts boolean NOT NULL DEFAULT false,
        -- How long its certificate counts; null is for good.
        certificate_valid_months integer,
        external_url text,
        provider_id uuid,
        status text NOT NULL DEFAULT 'draft',
        published_at timestamptz,
        created_at timestamptz NOT NULL,
        version integer NOT NULL DEFAULT 1,
        search tsvector NOT NULL,
        CONSTRAINT course_pk PRIMARY KEY (id),
        CONSTRAINT course_slug_unique UNIQUE (slug),
        CONSTRAINT course_slug_form CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 100),
        CONSTRAINT course_provider_fk FOREIGN KEY (provider_id) REFERENCES people.organisation (id),
        CONSTRAINT course_kind_known CHECK (kind IN (
          'training', 'e_learning', 'workshop', 'knowledge_session', 'masterclass', 'living_lab',
          'network_day', 'theme_day', 'question_hour', 'exercise', 'consultation')),
        CONSTRAINT course_mode_known CHECK (mode IN ('in_person', 'online', 'hybrid', 'self_paced')),
        CONSTRAINT course_status_known CHECK (status IN ('draft', 'published', 'archived')),
        CONSTRAINT course_published_says_when CHECK (status = 'draft' OR published_at IS NOT NULL),
        CONSTRAINT course_title_length CHECK (length(title) BETWEEN 1 AND 200),
        CONSTRAINT course_summary_length CHECK (length(summary) <= 500),
        CONSTRAINT course_description_length CHECK (length(description) <= 20000),
        CONSTRAINT course_duration_sane CHECK (duration_minutes BETWEEN 1 AND 100000),
        CONSTRAINT course_attendance_percent CHECK (min_attendance_percent BETWEEN 1 AND 100),
        CONSTRAINT course_certificate_validity CHECK (certificate_valid_months BETWEEN 1 AND 120)
      );
      -- A generated column would do, but TypeORM then wants a table of its own beside it.
      CREATE FUNCTION catalogue.keep_search() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.search := setweight(to_tsvector('dutch', NEW.title), 'A') ||
          setweight(to_tsvector('dutch', NEW.summary), 'B') ||
          setweight(to_tsvector('dutch', NEW.description), 'C');
        RETURN NEW;
      END $$;
      CREATE TRIGGER course_keep_search BEFORE INSERT OR UPDATE OF title, summary, description
        ON catalogue.course FOR EACH ROW EXECUTE FUNCTION catalogue.keep_search();
      CREATE INDEX course_search ON catalogue.course USING gin (search);
      CREATE INDEX course_title_trigrams ON catalogue.course USING gin (lower(title) gin_trgm_ops);
      CREATE INDEX course_published ON catalogue.course (title, id) WHERE status = 'published';

      CREATE TABLE catalogue.course_theme (
        course_id uuid NOT NULL,
        theme_id uuid NOT NULL,
        CONSTRAINT course_theme_pk PRIMARY KEY (course_id, theme_id),
        CONSTRAINT course_theme_course_fk FOREIGN KEY (course_id) REFERENCES catalogue.course (id) ON DELETE CASCADE,
        CONSTRAINT course_theme_theme_fk FOREIGN KEY (theme_id) REFERENCES catalogue.theme (id)
      );
      CREATE INDEX course_theme_theme ON catalogue.course_theme (theme_id);

      CREATE TABLE catalogue.location (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        name text NOT NULL,
        address text NOT NULL DEFAULT '',
        municipality_id uuid NOT NULL,
        CONSTRAINT location_pk PRIMARY KEY (id),
        CONSTRAINT location_name_unique UNIQUE (name),
        CONSTRAINT location_municipality_fk FOREIGN KEY (municipality_id) REFERENCES people.organisation (id)
      );

      CREATE TABLE catalogue.offering (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        course_id uuid NOT NULL,
        status text NOT NULL DEFAULT 'concept',
        mode text NOT NULL,
        capacity integer NOT NULL,
        minimum integer NOT NULL DEFAULT 0,
        enrol_opens_at timestamptz,
        enrol_closes_at timestamptz,
        -- First start and last end of the sessions; null for a self-paced offering.
        starts_at timestamptz,
        ends_at timestamptz,
        organiser_id uuid,
        confidential boolean NOT NULL DEFAULT false,
        audiences text[] NOT NULL DEFAULT '{}',
        -- Labels of this run only, beside those of the course; a target may count by them.
        tags text[] NOT NULL DEFAULT '{}',
        note text NOT NULL DEFAULT '',
        -- How people may check in besides being marked by the trainer.
        check_in text[] NOT NULL DEFAULT '{}',
        -- Who has to agree before somebody gets a place, and within how many days.
        approval text NOT NULL DEFAULT 'none',
        approval_days integer NOT NULL DEFAULT 5,
        -- How long a seat that comes free is kept for the next in line; null gives it at once.
        offer_hours integer,
        -- While people wait, an organisation without a seat goes before a second seat for another.
        coverage_first boolean NOT NULL DEFAULT false,
        -- From then on giving up a place is late; null: from when enrolment closes.
        cancel_until timestamptz,
        -- When it is decided whether it is given, if there is a minimum; and when that was asked.
        decide_at timestamptz,
        decision_asked_at timestamptz,
        -- What is asked of whoever enrols: [{"text": "…", "required": true}]; null when nothing is.
        questions jsonb,
        -- Whether the course has prerequisites: kept by triggers, so that enrolling need not look.
        has_prerequisites boolean NOT NULL DEFAULT false,
        cancel_reason text,
        cancelled_at timestamptz,
        created_at timestamptz NOT NULL,
        version integer NOT NULL DEFAULT 1,
        -- Kept by a trigger on enrolment.enrolment: the row that is locked also holds the count.
        seats_taken integer NOT NULL DEFAULT 0,
        overbooked integer NOT NULL DEFAULT 0,
        waiting_count integer NOT NULL DEFAULT 0,
        CONSTRAINT offering_pk PRIMARY KEY (id),
        CONSTRAINT offering_course_fk FOREIGN KEY (course_id) REFERENCES catalogue.course (id),
        CONSTRAINT offering_organiser_fk FOREIGN KEY (organiser_id) REFERENCES people.person (id),
        CONSTRAINT offering_status_known CHECK (status IN (
          'concept', 'published', 'confirmed', 'running', 'held', 'cancelled', 'inactive')),
        CONSTRAINT offering_mode_known CHECK (mode IN ('in_person', 'online', 'hybrid', 'self_paced')),
        CONSTRAINT offering_capacity_sane CHECK (capacity BETWEEN 1 AND 100000),
        CONSTRAINT offering_minimum_sane CHECK (minimum BETWEEN 0 AND capacity),
        CONSTRAINT offering_approval_known CHECK (approval IN ('none', 'coordinator', 'organiser')),
        CONSTRAINT offering_approval_days_sane CHECK (approval_days BETWEEN 1 AND 60),
        CONSTRAINT offering_offer_hours_sane CHECK (offer_hours BETWEEN 1 AND 720),
        CONSTRAINT offering_cancel_before_start CHECK (starts_at IS NULL OR cancel_until <= starts_at),
        CONSTRAINT offering_questions_listed CHECK (jsonb_typeof(questions) = 'array'),
        CONSTRAINT offering_window CHECK (enrol_opens_at < enrol_closes_at),
        CONSTRAINT offering_span CHECK (starts_at < ends_at),
        CONSTRAINT offering_closes_before_end CHECK (ends_at IS NULL OR enrol_closes_at <= ends_at),
        CONSTRAINT offering_cancelled_says_why CHECK (
          (status = 'cancelled') = (cancelled_at IS NOT NULL AND cancel_reason IS NOT NULL)),
        CONSTRAINT offering_check_in_known CHECK (check_in <@ ARRAY['self', 'ticket']),
        CONSTRAINT offering_never_overfull CHECK (seats_taken <= capacity),
        CONSTRAINT offering_counts_not_negative CHECK (seats_taken >= 0 AND overbooked >= 0 AND waiting_count >= 0)
      ) WITH (fillfactor = 70);
      CREATE INDEX offering_course ON catalogue.offering (course_id, starts_at);
      CREATE INDEX offering_upcoming ON catalogue.offering (starts_at, id)
        WHERE status IN ('published', 'confirmed', 'running');

      CREATE TABLE catalogue.session (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        offering_id uuid NOT NULL,
        title text NOT NULL DEFAULT '',
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        zone text NOT NULL DEFAULT 'Europe/Amsterdam',
        location_id uuid,
        online_url text,
        status text NOT NULL DEFAULT 'planned',
        -- RFC 5545 section 3.8.7.4: raised whenever time or place changes.
        sequence integer NOT NULL DEFAULT 0,
        CONSTRAINT session_pk PRIMARY KEY (id),
        CONSTRAINT session_offering_fk FOREIGN KEY (offering_id) REFERENCES catalogue.offering (id),
        CONSTRAINT session_location_fk FOREIGN KEY (location_id) REFERENCES catalogue.location (id),
        CONSTRAINT session_span CHECK (starts_at < ends_at),
        CONSTRAINT session_status_known CHECK (status IN ('planned', 'cancelled')),
        CONSTRAINT session_zone_known CHECK (zone = 'Europe/Amsterdam')
      );
      CREATE INDEX session_offering ON catalogue.session (offering_id, starts_at);
      CREATE INDEX session_starts_at ON catalogue.session (starts_at, id);

      CREATE TABLE catalogue.offering_trainer (
        offering_id uuid NOT NULL,
        person_id uuid NOT NULL,
        CONSTRAINT offering_trainer_pk PRIMARY KEY (offering_id, person_id),
        CONSTRAINT offering_trainer_offering_fk FOREIGN KEY (offering_id)
          REFERENCES catalogue.offering (id) ON DELETE CASCADE,
        CONSTRAINT offering_trainer_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id)
      );
      CREATE INDEX offering_trainer_person ON catalogue.offering_trainer (person_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP SCHEMA catalogue CASCADE');
  }
}
