import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What somebody set of this installation, and when. The newest row of a key holds; older ones are history. */
@Entity({ schema: 'platform', name: 'installation_setting' })
@Check('installation_setting_key_form', `key ~ '^[a-z][a-zA-Z]*$'`)
@Index('installation_setting_newest', { synchronize: false })
export class InstallationSetting {
  @PrimaryColumn('bigint', {
    generated: 'identity',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'installation_setting_pk',
  })
  readonly id!: string;

  @Column('text')
  readonly key!: string;

  @Column('text')
  readonly value!: string;

  @Column('timestamptz')
  readonly changedAt!: Date;

  /** Who did it; null for the academie itself. */
  @Column('uuid', { nullable: true })
  readonly changedBy!: string | null;
}
