import type { MigrationInterface, QueryRunner } from 'typeorm';

import { sqlFile } from './sql-file';

/** Files and links that belong to courses, offerings and sessions. */
export class CourseMaterial1796000210300 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE catalogue.material (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        course_id uuid NOT NULL,
        offering_id uuid,
        session_id uuid,
        kind text NOT NULL,
        title text NOT NULL,
        file_id uuid,
        url text,
        readers text NOT NULL,
        moment text NOT NULL DEFAULT 'always',
        version integer NOT NULL DEFAULT 1,
        replaces_id uuid,
        added_at timestamptz NOT NULL,
        added_by uuid,
        ended_at timestamptz,
        CONSTRAINT material_pk PRIMARY KEY (id),
        CONSTRAINT material_course_fk FOREIGN KEY (course_id) REFERENCES catalogue.course (id),
        CONSTRAINT material_offering_fk FOREIGN KEY (offering_id) REFERENCES catalogue.offering (id),
        CONSTRAINT material_session_fk FOREIGN KEY (session_id) REFERENCES catalogue.session (id) ON DELETE SET NULL,
        CONSTRAINT material_file_fk FOREIGN KEY (file_id) REFERENCES platform.stored_file (id),
        CONSTRAINT material_replaces_fk FOREIGN KEY (replaces_id) REFERENCES catalogue.material (id) ON DELETE SET NULL,
        CONSTRAINT material_added_by_fk FOREIGN KEY (added_by) REFERENCES people.person (id),
        CONSTRAINT material_kind_known CHECK (kind IN ('slides', 'preparation', 'recording', 'report', 'other')),
        CONSTRAINT material_readers_known CHECK (readers IN ('present', 'enrolled', 'audience', 'all')),
        CONSTRAINT material_moment_known CHECK (moment IN ('always', 'before', 'after')),
        CONSTRAINT material_file_or_link CHECK (num_nonnulls(file_id, url) = 1),
        CONSTRAINT material_link_safe CHECK (url ~ '^https://'),
        CONSTRAINT material_session_of_offering CHECK (session_id IS NULL OR offering_id IS NOT NULL),
        CONSTRAINT material_of_course_has_no_day
          CHECK (offering_id IS NOT NULL OR (moment = 'always' AND readers <> 'audience'))
      )`);
    await db.query('CREATE INDEX material_course ON catalogue.material (course_id)');
    await db.query('CREATE INDEX material_offering ON catalogue.material (offering_id)');
    await db.query(
      'CREATE UNIQUE INDEX material_replaced_once ON catalogue.material (replaces_id) WHERE replaces_id IS NOT NULL',
    );
    await db.query(sqlFile('catalogue.current_material', 'f457201d'));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP VIEW catalogue.current_material');
    await db.query('DROP TABLE catalogue.material');
  }
}
