import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** What codes on screens and tickets are signed with; only one. See check-in-keys.ts. */
@Entity({ schema: 'attendance', name: 'check_in_key' })
@Check('check_in_key_only_one', 'id = 1')
@Check('check_in_key_length', 'length(secret) = 32')
export class CheckInKey {
  @PrimaryColumn('smallint', { default: 1, primaryKeyConstraintName: 'check_in_key_pk' })
  readonly id!: number;

  @Column('bytea', { select: false })
  readonly secret!: Buffer;

  @Column('timestamptz')
  readonly createdAt!: Date;
}
