import type { MigrationInterface, QueryRunner } from 'typeorm';

import { sqlFile } from './sql-file';

/** Courses that people must complete, and again. */
export class Duties1796100030100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(sqlFile('people.who_belong', 'd7332137'));
    await db.query(sqlFile('people.belongs', 'e182aad7'));
    await db.query(sqlFile('catalogue.known_course', '172d6469'));
    await db.query(sqlFile('catalogue.coming_offering', '076452cc'));
    await db.query(sqlFile('attendance.duty_terms', '8b636b48'));
    await db.query(`
      CREATE TABLE attendance.duty_rule (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        course_id uuid NOT NULL,
        within_days integer NOT NULL,
        repeats text NOT NULL,
        in_month integer NOT NULL DEFAULT 1,
        every_months integer,
        functions text[] NOT NULL DEFAULT '{}',
        organisation_ids uuid[] NOT NULL DEFAULT '{}',
        organisation_kinds text[] NOT NULL DEFAULT '{}',
        group_ids uuid[] NOT NULL DEFAULT '{}',
        why text NOT NULL DEFAULT '',
        terms_from date NOT NULL,
        state text NOT NULL,
        replaces_id uuid,
        made_at timestamptz NOT NULL,
        ended_at timestamptz,
        CONSTRAINT duty_rule_pk PRIMARY KEY (id),
        CONSTRAINT duty_rule_course_fk FOREIGN KEY (course_id) REFERENCES catalogue.course (id),
        CONSTRAINT duty_rule_replaces_fk FOREIGN KEY (replaces_id) REFERENCES attendance.duty_rule (id) ON DELETE CASCADE,
        CONSTRAINT duty_rule_state_known CHECK (state IN ('draft', 'active', 'ended')),
        CONSTRAINT duty_rule_repeats_known CHECK (repeats IN ('none', 'yearly', 'months')),
        CONSTRAINT duty_rule_within_span CHECK (within_days BETWEEN 1 AND 730),
        CONSTRAINT duty_rule_month_span CHECK (in_month BETWEEN 1 AND 12),
        CONSTRAINT duty_rule_months_span
          CHECK ((repeats = 'months') = (every_months IS NOT NULL) AND every_months BETWEEN 1 AND 120),
        CONSTRAINT duty_rule_why_length CHECK (length(why) <= 300),
        CONSTRAINT duty_rule_change_is_draft CHECK (replaces_id IS NULL OR state = 'draft'),
        CONSTRAINT duty_rule_ended_says_when CHECK ((state = 'ended') = (ended_at IS NOT NULL))
      )`);
    await db.query('CREATE INDEX duty_rule_course ON attendance.duty_rule (course_id)');
    await db.query(
      'CREATE UNIQUE INDEX duty_rule_one_change ON attendance.duty_rule (replaces_id) WHERE replaces_id IS NOT NULL',
    );
    await db.query(`
      CREATE TABLE attendance.duty_exemption (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        course_id uuid NOT NULL,
        person_id uuid NOT NULL,
        organisation_id uuid,
        kind text NOT NULL,
        reason text NOT NULL,
        learned_on date,
        until date,
        file_id uuid,
        state text NOT NULL,
        asked_at timestamptz NOT NULL,
        decided_at timestamptz,
        decided_by uuid,
        decision text NOT NULL DEFAULT '',
        CONSTRAINT duty_exemption_pk PRIMARY KEY (id),
        CONSTRAINT duty_exemption_course_fk FOREIGN KEY (course_id) REFERENCES catalogue.course (id),
        CONSTRAINT duty_exemption_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id),
        CONSTRAINT duty_exemption_organisation_fk FOREIGN KEY (organisation_id) REFERENCES people.organisation (id),
        CONSTRAINT duty_exemption_file_fk FOREIGN KEY (file_id) REFERENCES platform.stored_file (id) ON DELETE SET NULL,
        CONSTRAINT duty_exemption_kind_known CHECK (kind IN ('waiver', 'earlier_learning')),
        CONSTRAINT duty_exemption_state_known CHECK (state IN ('asked', 'granted', 'refused', 'withdrawn')),
        CONSTRAINT duty_exemption_waiver_ends CHECK ((kind = 'waiver') = (until IS NOT NULL)),
        CONSTRAINT duty_exemption_learned_on_a_day CHECK ((kind = 'earlier_learning') = (learned_on IS NOT NULL)),
        CONSTRAINT duty_exemption_decided CHECK (state NOT IN ('granted', 'refused') OR decided_at IS NOT NULL),
        CONSTRAINT duty_exemption_reason_length CHECK (length(reason) BETWEEN 1 AND 1000),
        CONSTRAINT duty_exemption_decision_length CHECK (length(decision) <= 500)
      )`);
    for (const index of [
      `UNIQUE INDEX duty_exemption_one_asked ON attendance.duty_exemption (course_id, person_id) WHERE state = 'asked'`,
      'INDEX duty_exemption_person ON attendance.duty_exemption (person_id, course_id)',
      `INDEX duty_exemption_asked ON attendance.duty_exemption (organisation_id) WHERE state = 'asked'`,
      'INDEX duty_exemption_file ON attendance.duty_exemption (file_id)',
      'INDEX duty_exemption_decided_at ON attendance.duty_exemption (decided_at)',
    ])
      await db.query(`CREATE ${index}`);
    await db.query(`
      CREATE TABLE attendance.duty (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        course_id uuid NOT NULL,
        person_id uuid NOT NULL,
        cycle integer NOT NULL,
        rule_id uuid NOT NULL,
        organisation_id uuid,
        begun_on date NOT NULL,
        counts_from date,
        due_on date NOT NULL,
        extended_to date,
        state text NOT NULL,
        closed_on date,
        fulfilled_on date,
        completion_id uuid,
        exemption_id uuid,
        CONSTRAINT duty_pk PRIMARY KEY (id),
        CONSTRAINT duty_course_fk FOREIGN KEY (course_id) REFERENCES catalogue.course (id),
        CONSTRAINT duty_person_fk FOREIGN KEY (person_id) REFERENCES people.person (id),
        CONSTRAINT duty_rule_fk FOREIGN KEY (rule_id) REFERENCES attendance.duty_rule (id),
        CONSTRAINT duty_organisation_fk FOREIGN KEY (organisation_id) REFERENCES people.organisation (id),
        CONSTRAINT duty_completion_fk FOREIGN KEY (completion_id) REFERENCES attendance.completion (id),
        CONSTRAINT duty_exemption_fk FOREIGN KEY (exemption_id) REFERENCES attendance.duty_exemption (id),
        CONSTRAINT duty_state_known CHECK (state IN ('open', 'completed', 'waived', 'ended')),
        CONSTRAINT duty_closed_says_when CHECK ((state = 'open') = (closed_on IS NULL)),
        CONSTRAINT duty_closed_says_how CHECK (CASE state
          WHEN 'completed' THEN completion_id IS NOT NULL AND fulfilled_on IS NOT NULL
          WHEN 'waived' THEN exemption_id IS NOT NULL
          ELSE num_nonnulls(completion_id, exemption_id, fulfilled_on) = 0 END)
      )`);
    for (const index of [
      `UNIQUE INDEX duty_one_open ON attendance.duty (course_id, person_id) WHERE state = 'open'`,
      'UNIQUE INDEX duty_once_per_cycle ON attendance.duty (course_id, person_id, cycle)',
      'INDEX duty_person ON attendance.duty (person_id, course_id)',
      `INDEX duty_due ON attendance.duty (due_on) WHERE state = 'open'`,
      `INDEX duty_organisation ON attendance.duty (organisation_id, due_on) WHERE state = 'open'`,
      `INDEX duty_closed ON attendance.duty (closed_on) WHERE state <> 'open'`,
      'INDEX duty_of_rule ON attendance.duty (rule_id)',
      'INDEX duty_of_completion ON attendance.duty (completion_id)',
      'INDEX duty_of_exemption ON attendance.duty (exemption_id)',
    ])
      await db.query(`CREATE ${index}`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE attendance.duty');
    await db.query('DROP TABLE attendance.duty_exemption');
    await db.query('DROP TABLE attendance.duty_rule');
    await db.query(
      'DROP FUNCTION attendance.duty_terms(text, integer, integer, integer, date, date, date)',
    );
    await db.query('DROP VIEW catalogue.coming_offering');
    await db.query('DROP VIEW catalogue.known_course');
    await db.query(sqlFile('people.belongs', 'a7da0f04'));
    await db.query('DROP FUNCTION people.who_belong(text[], uuid[], text[], uuid[], date)');
  }
}
