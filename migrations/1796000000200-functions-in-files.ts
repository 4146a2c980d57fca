import type { MigrationInterface, QueryRunner } from 'typeorm';

import { sqlFile } from './sql-file';

/** The texts do what those of earlier migrations do; only their layout and comments are new. */
export class FunctionsInFiles1796000000200 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(sqlFile('platform.uuid_v7', '75ca7ddb'));
    await db.query(sqlFile('platform.refuse_change', 'a04a4431'));
    await db.query(sqlFile('catalogue.keep_search', 'edef888d'));
    await db.query(sqlFile('catalogue.keep_has_prerequisites', '2ac2d0a3'));
    await db.query(sqlFile('catalogue.set_has_prerequisites', 'a3b3d571'));
    await db.query(sqlFile('enrolment.guard_order', '613a4242'));
    await db.query(sqlFile('enrolment.line', '3bb57dff'));
    await db.query(sqlFile('enrolment.guard_transition', 'b99abda9'));
    await db.query(sqlFile('enrolment.keep_counts', 'ec47422b'));
    await db.query(sqlFile('enrolment.count_added', 'bc0533be'));
    await db.query(sqlFile('enrolment.enrol', '0e7ed2d3'));
    await db.query(sqlFile('enrolment.enrol_all', '9b41915c'));
    await db.query(sqlFile('enrolment.keep_held_seats', '4d419c59'));
    await db.query(sqlFile('attendance.rank_mark', '00bce3b3'));
    await db.query(sqlFile('attendance.mark_append_only', '3aaa6783'));
    await db.query(sqlFile('attendance.keep_certificate', '1e4173d2'));
    await db.query(sqlFile('targets.refuse_edit', '5a8e7dbc'));
    await db.query(sqlFile('targets.context_append_only', '6186657f'));
    await db.query(sqlFile('targets.plan_version_append_only', '7d28069c'));
    await db.query(sqlFile('targets.closing_append_only', 'bb7949a4'));
  }

  /** Nothing to take back: the texts of before do the same. */
  async down(): Promise<void> {}
}
