import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An Idempotency-Key that was used, and the answer it got. */
@Entity({ schema: 'platform', name: 'idempotency_key' })
@Index('idempotency_key_created_at', ['createdAt'])
export class IdempotencyKey {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'idempotency_key_pk' })
  readonly credential!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'idempotency_key_pk' })
  readonly key!: string;

  @Column('bytea')
  readonly requestHash!: Buffer;

  @Column('timestamptz')
  readonly createdAt!: Date;

  @Column('integer', { nullable: true })
  readonly status!: number | null;

  @Column('jsonb', { nullable: true })
  readonly body!: unknown;
}
