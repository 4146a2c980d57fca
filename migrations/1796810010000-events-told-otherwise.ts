import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The index by which events are found that were once told otherwise: few of all that were held. */
export class EventsToldOtherwise1796810010000 implements MigrationInterface {
  name = 'EventsToldOtherwise1796810010000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(
      `CREATE INDEX evidence_event_before ON targets.evidence (source_id, recorded_at, id)
        WHERE kind = 'held_event' AND retracted_at IS NOT NULL`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX targets.evidence_event_before');
  }
}
