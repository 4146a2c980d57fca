import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LedgerAtScale1795600001000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- A course has few events and many people in one context: without the kind, finding its events reads
      -- all its people. With it, the first of an organisation is the first row of a range.
      DROP INDEX targets.evidence_context;
      CREATE INDEX evidence_context ON targets.evidence (context_id, kind, organisation_id, occurred_at)
        WHERE retracted_at IS NULL;

      -- What was held last, for what is usual.
      CREATE INDEX offering_ended ON catalogue.offering (ends_at) WHERE status IN ('held', 'cancelled');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX catalogue.offering_ended;
      DROP INDEX targets.evidence_context;
      CREATE INDEX evidence_context ON targets.evidence (context_id, organisation_id, occurred_at)
        WHERE retracted_at IS NULL;
    `);
  }
}
