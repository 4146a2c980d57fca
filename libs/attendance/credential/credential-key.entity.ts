import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/** What signs credentials, made once (credential-keys.ts). Never changed, only retired. */
@Entity({ schema: 'attendance', name: 'credential_key' })
@Unique('credential_key_public_unique', ['publicKey'])
@Index('credential_key_one_signs', { synchronize: false })
export class CredentialKey {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'credential_key_pk',
  })
  readonly id!: string;

  /** Ed25519, multibase (W3C Multikey). */
  @Column('text')
  readonly publicKey!: string;

  /** The 32 secret bytes, sealed or not. */
  @Column('bytea', { select: false })
  readonly secretKey!: Buffer;

  @Column('boolean')
  readonly sealed!: boolean;

  @Column('timestamptz')
  readonly createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  readonly retiredAt!: Date | null;
}
