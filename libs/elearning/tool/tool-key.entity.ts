import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A key with which the academie signs what it tells tools. Never changed, only retired. */
@Entity({ schema: 'elearning', name: 'tool_key' })
@Index('tool_key_one_signs', { synchronize: false })
export class ToolKey {
  /** The `kid` too. */
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'tool_key_pk',
  })
  readonly id!: string;

  /** As it is published (RFC 7517). */
  @Column('jsonb')
  readonly publicKey!: Record<string, unknown>;

  /** PKCS #8, sealed or not. */
  @Column('bytea', { select: false })
  readonly secret!: Buffer;

  @Column('boolean')
  readonly isSealed!: boolean;

  @Column('timestamptz')
  readonly createdAt!: Date;

  /** Since then another one signs; what this one signed is still to be verified for a while. */
  @Column('timestamptz', { nullable: true })
  readonly retiredAt!: Date | null;
}
