import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Chains of hashes over what is never rewritten. */
export class Chains1796000131000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE platform.chain_block (
        chain text NOT NULL,
        number integer NOT NULL,
        keys text[] NOT NULL,
        hashes bytea NOT NULL,
        highest bigint,
        hash bytea NOT NULL,
        made_at timestamptz NOT NULL,
        CONSTRAINT chain_block_pk PRIMARY KEY (chain, number),
        CONSTRAINT chain_block_whole CHECK (octet_length(hashes) = 16 * cardinality(keys))
      );
      CREATE INDEX chain_block_made ON platform.chain_block (chain, made_at)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE platform.chain_block');
  }
}
