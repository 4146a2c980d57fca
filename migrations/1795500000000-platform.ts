import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Platform1795500000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE EXTENSION IF NOT EXISTS citext;
      CREATE EXTENSION IF NOT EXISTS pg_trgm;
      CREATE SCHEMA IF NOT EXISTS platform;

      -- PostgreSQL 18 has uuidv7(); 15 to 17 do not, and the product runs on those too.
      CREATE FUNCTION platform.uuid_v7() RETURNS uuid LANGUAGE sql VOLATILE AS $$
        SELECT (
          lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0')
          || '7' || substr(replace(gen_random_uuid()::text, '-', ''), 14)
        )::uuid
      $$;

      CREATE TABLE platform.journal (
        id bigint GENERATED ALWAYS AS IDENTITY,
        recorded_at timestamptz NOT NULL,
        action text NOT NULL,
        subject_id uuid NOT NULL,
        actor_id uuid,
        on_behalf_of uuid,
        reason text,
        data jsonb NOT NULL DEFAULT '{}',
        CONSTRAINT journal_pk PRIMARY KEY (id)
      );
      CREATE INDEX journal_subject ON platform.journal (subject_id, id);
      CREATE INDEX journal_recorded_at ON platform.journal (recorded_at);

      CREATE FUNCTION platform.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '%.% is append-only', TG_TABLE_SCHEMA, TG_TABLE_NAME
          USING ERRCODE = 'integrity_constraint_violation';
      END $$;
      CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE ON platform.journal
        FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();

      CREATE TABLE platform.journal_pending (
        consumer text NOT NULL,
        journal_id bigint NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        not_before timestamptz,
        last_error text,
        CONSTRAINT journal_pending_pk PRIMARY KEY (consumer, journal_id),
        CONSTRAINT journal_pending_journal_fk FOREIGN KEY (journal_id) REFERENCES platform.journal (id)
      );

      CREATE TABLE platform.outgoing_mail (
        id uuid NOT NULL DEFAULT platform.uuid_v7(),
        dedupe_key text NOT NULL,
        template text NOT NULL,
        recipient text NOT NULL,
        recipient_person_id uuid,
        -- What it is about, an offering for instance; for the list of what was sent.
        about_id uuid,
        -- One click there takes somebody off the list (RFC 8058); only in a mail people can do without.
        unsubscribe_url text,
        subject text NOT NULL,
        body_text text NOT NULL,
        body_html text NOT NULL,
        calendar text,
        calendar_method text,
        created_at timestamptz NOT NULL,
        not_before timestamptz,
        attempts integer NOT NULL DEFAULT 0,
        sent_at timestamptz,
        failed_at timestamptz,
        last_error text,
        CONSTRAINT outgoing_mail_pk PRIMARY KEY (id),
        CONSTRAINT outgoing_mail_once UNIQUE (dedupe_key)
      );
      CREATE INDEX outgoing_mail_to_send ON platform.outgoing_mail (created_at)
        WHERE sent_at IS NULL AND failed_at IS NULL;
      CREATE INDEX outgoing_mail_recipient_person ON platform.outgoing_mail (recipient_person_id, created_at DESC, id DESC);
      CREATE INDEX outgoing_mail_about ON platform.outgoing_mail (about_id, created_at DESC, id DESC) WHERE about_id IS NOT NULL;
      CREATE INDEX outgoing_mail_recent ON platform.outgoing_mail (created_at DESC, id DESC);

      CREATE TABLE platform.idempotency_key (
        credential text NOT NULL,
        key text NOT NULL,
        request_hash bytea NOT NULL,
        created_at timestamptz NOT NULL,
        status integer,
        body jsonb,
        CONSTRAINT idempotency_key_pk PRIMARY KEY (credential, key)
      );
      CREATE INDEX idempotency_key_created_at ON platform.idempotency_key (created_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP SCHEMA platform CASCADE');
  }
}
