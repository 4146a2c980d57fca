import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Documents and pictures that show that something which counts did happen. */
export class ProofFiles1796500000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE targets.proof_file (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        source_type text NOT NULL,
        source_id uuid NOT NULL,
        title text NOT NULL,
        file_id uuid,
        sha256 text NOT NULL,
        size bigint NOT NULL,
        media_type text NOT NULL,
        has_names boolean NOT NULL,
        uploaded_by uuid NOT NULL,
        uploaded_at timestamptz NOT NULL,
        confirmed_by uuid,
        confirmed_at timestamptz,
        confirmed_of uuid,
        removed_at timestamptz,
        CONSTRAINT proof_file_pk PRIMARY KEY (id),
        CONSTRAINT proof_file_file_fk FOREIGN KEY (file_id) REFERENCES platform.stored_file (id),
        CONSTRAINT proof_file_uploaded_by_fk FOREIGN KEY (uploaded_by) REFERENCES people.person (id),
        CONSTRAINT proof_file_confirmed_by_fk FOREIGN KEY (confirmed_by) REFERENCES people.person (id),
        CONSTRAINT proof_file_hash_form CHECK (sha256 ~ '^[0-9a-f]{64}$'),
        CONSTRAINT proof_file_title_length CHECK (length(title) BETWEEN 1 AND 150),
        CONSTRAINT proof_file_confirmed_whole
          CHECK (num_nonnulls(confirmed_by, confirmed_at, confirmed_of) IN (0, 3)),
        CONSTRAINT proof_file_removed_is_gone CHECK (removed_at IS NULL OR file_id IS NULL)
      )`);
    await db.query(
      `CREATE UNIQUE INDEX proof_file_once ON targets.proof_file (source_type, source_id, sha256)
        WHERE removed_at IS NULL`,
    );
    await db.query(
      `CREATE INDEX proof_file_confirmed ON targets.proof_file (confirmed_of) WHERE confirmed_of IS NOT NULL`,
    );
    await db.query(
      `CREATE INDEX proof_file_kept ON targets.proof_file (uploaded_at) WHERE file_id IS NOT NULL`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE targets.proof_file');
  }
}
